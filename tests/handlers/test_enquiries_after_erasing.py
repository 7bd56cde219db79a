"""A question whose asker, or whose answerer, has had themselves deleted."""

from bot.erasing import Erased, erase
from tests.builders import ANNE, METTE
from tests.enquiring import Enquiring
from tests.fakes import Workspace
from tests.humans import Human
from tests.meetings import person_of

QUESTION = "Må vi leje i stedet for at købe?"


def deletes(workspace: Workspace, slack_id: str) -> None:
    with workspace.database.write() as session:
        person = person_of(session, slack_id)
        outcome = erase(session, person=person, organizer=None, now=workspace.clock())
        assert outcome == Erased()
    workspace.sends_posts()


def test_who_is_deleted_is_answered_by_nobody(
    workspace: Workspace, enquiring: Enquiring, mette: Human, anne: Human
) -> None:
    enquiring.sends(mette, QUESTION)
    ts = enquiring.card_ts()
    anne.writes("@Sammen Det må I.", channel="G0LEDERE", thread=ts)
    deletes(workspace, METTE)
    before = len(enquiring.notes())

    told = anne.writes("@Sammen Og I må låne.", channel="G0LEDERE", thread=ts)
    form = anne.forges("enquiry_desk.close", "1")

    assert told.said == ("Spørgsmålet er trukket tilbage, så dit svar er ikke sendt.",)
    assert form.said == ("Spørgsmålet er trukket tilbage, så der er ikke noget at lukke.",)
    assert "*Slettet* har trukket sit spørgsmål tilbage." in anne.reads(9, channel="G0LEDERE")
    assert len(enquiring.notes()) == before


def test_an_answer_that_is_deleted_with_its_writer_is_asked_for_anew(
    workspace: Workspace, enquiring: Enquiring, mette: Human, anne: Human
) -> None:
    enquiring.sends(mette, QUESTION)
    anne.writes("@Sammen Det må I.", channel="G0LEDERE", thread=enquiring.card_ts())
    deletes(workspace, ANNE)

    again = enquiring.asks(mette, QUESTION)

    assert again.said == ("Det kan jeg ikke svare på. Skal jeg sende det til proceslederne?",)
