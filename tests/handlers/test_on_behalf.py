"""A facilitator notes answers by phone, from the call list or by a word, and the person confirms."""

import json

import pytest

from models import Process
from models.enums import Role
from schedules.tell_of_noted_answers import tell_of_noted_answers
from tests.asking import Asking
from tests.builders import ANNE, LOUISE, METTE, add_person, answers_kept, membership_of
from tests.fakes import Workspace
from tests.humans import Human

REFUSED = "Det kan kun proceslederne. Der er ikke ændret noget."


def kept(workspace: Workspace, key: str) -> list[tuple[str | float | None, bool]]:
    """Every answer to that question, and whether it is marked as noted."""
    with workspace.database.read() as session:
        return [
            (one.choices or one.low or one.written or one.state.value, one.noted_by_id is not None)
            for one in answers_kept(session, question_key=key)
        ]


@pytest.fixture
def phoning(members: Process, anne: Human) -> Human:  # noqa: ARG001 # they are to be there
    """Anne, with the first question for Mette before her."""
    anne.commands("svar for")
    anne.sends(spoke=METTE)
    return anne


def test_a_facilitator_picks_somebody_and_is_put_the_first_open_question(phoning: Human) -> None:
    read = phoning.reads_form()

    assert "(For *Mette Friis*, Aalborg Kommune · 1 af" in read
    assert "*Hvilke arbejdsmaskiner bliver brugt på jeres bygge- og anlægsprojekter?*" in read


def test_it_is_one_press_away_on_home(members: Process, anne: Human) -> None:
    anne.opens_home()

    anne.presses("Notér svar for en")

    assert f"# {members.title['da']}" in anne.reads_form()
    anne.sends(spoke=METTE)
    assert "(For *Mette Friis*, Aalborg Kommune · 1 af" in anne.reads_form()


def test_nobody_but_a_facilitator_picks_somebody(members: Process, mette: Human) -> None:
    told = mette.forges("on_behalf.pick", str(members.id))

    assert told.opened == ()
    assert told.said == (REFUSED,)


def test_an_answer_is_kept_and_the_next_question_follows(
    workspace: Workspace, phoning: Human
) -> None:
    told = phoning.sends(
        **{"said:machine_classes": ["Små maskiner, 2-5 ton", "Mellemstore maskiner, 5-15 ton"]}
    )

    assert told.faults == {}
    assert kept(workspace, "machine_classes") == [("from_2_to_5t,from_5_to_15t", True)]
    assert "· 2 af" in phoning.reads_form()


def test_typed_answers_are_read_as_if_the_person_had_typed_them(
    workspace: Workspace, phoning: Human
) -> None:
    phoning.chooses("Udbud i de næste 24 måneder")
    phoning.sends(**{"said:tenders_planned": "Ja"})
    phoning.chooses("Antal udbud")

    unread = phoning.sends(**{"said:tenders_count": "mange"})
    phoning.sends(**{"said:tenders_count": "ca. 4"})

    assert "Jeg kunne ikke finde et tal i »mange«." in unread.faults["said:tenders_count"]
    assert kept(workspace, "tenders_count") == [(4.0, True)]


def test_the_person_reads_one_message_and_confirms_it(
    workspace: Workspace, phoning: Human, mette: Human
) -> None:
    phoning.presses("Ved ikke endnu")
    phoning.presses("Ved ikke endnu")
    workspace.clock.move(minutes=11)
    tell_of_noted_answers(workspace.database, workspace.clock())
    tell_of_noted_answers(workspace.database, workspace.clock())
    workspace.sends_posts()
    assert "*Anne Holm har noteret 2 svar for dig og Aalborg Kommune.*" in mette.reads()

    told = mette.presses("Det passer")

    words = "Tak. Svarene, som Anne Holm noterede, er nu dine egne."
    assert told.edited == (f"{words} Der er stadig spørgsmål, som ikke er besvaret.",)
    assert kept(workspace, "machine_classes") == [("not_known", False)]


def test_until_then_the_review_home_and_the_question_say_who_noted_it(
    workspace: Workspace, phoning: Human, mette: Human
) -> None:
    phoning.presses("Ved ikke endnu")

    mette.opens_home()
    mette.writes("mine svar")
    review = mette.reads()
    mette.presses("Ret")

    assert workspace.errors.records == []
    assert "_(noteret af Anne Holm)_" in mette.reads_home()
    assert "_(noteret af Anne Holm)_" in review
    assert "(noteret af Anne Holm)" in mette.reads()


def test_all_answered_the_person_is_told_at_once_and_can_send(
    workspace: Workspace, asking: Asking, anne: Human, mette: Human
) -> None:
    asking(None)
    anne.commands("svar for")
    anne.sends(spoke=METTE)
    anne.presses("Ved ikke endnu")
    assert "Alle spørgsmål for *Aalborg Kommune* er besvaret." in anne.reads_form()

    workspace.sends_posts()
    mette.presses("Det passer")

    assert "Send svar" in mette.reads()


def test_an_answer_that_came_meanwhile_is_shown_and_not_replaced(
    workspace: Workspace, phoning: Human, mette: Human
) -> None:
    mette.writes("start")
    mette.presses("Ved ikke endnu")

    phoning.sends(**{"said:machine_classes": ["Små maskiner, 2-5 ton"]})

    assert "Der er kommet et andet svar, mens du skrev." in phoning.reads_form()
    assert kept(workspace, "machine_classes") == [("not_known", False)]
    phoning.sends(**{"said:machine_classes": ["Små maskiner, 2-5 ton"]})
    assert kept(workspace, "machine_classes") == [("not_known", False), ("from_2_to_5t", True)]


def test_who_leads_no_more_while_the_form_is_open_is_refused_kindly(
    workspace: Workspace, members: Process, phoning: Human
) -> None:
    with workspace.database.write() as session:
        membership_of(session, members, ANNE).role = Role.ADVISER

    told = phoning.sends(**{"said:machine_classes": ["Små maskiner, 2-5 ton"]})

    assert told.said == (REFUSED,)
    assert kept(workspace, "machine_classes") == []


@pytest.mark.usefixtures("members")
def test_somebody_who_answers_for_nobody_cannot_be_picked(anne: Human) -> None:
    anne.commands("svar for")

    told = anne.sends(spoke=ANNE)

    assert told.faults["spoke"].startswith("Anne Holm svarer ikke for en organisation")


def test_nobody_of_another_workspace_is_even_named(
    workspace: Workspace, members: Process, anne: Human
) -> None:
    with workspace.database.write() as session:
        stranger = add_person(session, LOUISE, now=workspace.clock(), team_id="T0OTHER")
    spoke = {"selected_option": {"value": str(stranger.id)}}

    answered = anne.forges_form("on_behalf.choose", str(members.id), spoke=spoke)

    assert "Louise" not in answered
    assert set(json.loads(answered)["errors"]) == {"spoke"}


@pytest.mark.usefixtures("members")
def test_from_the_call_list_one_chooses_among_the_organisation_s_people(anne: Human) -> None:
    anne.commands("ring")
    anne.presses("Notér svar")
    assert "Hvem fra *Aalborg Kommune* talte du med?" in anne.reads_form()

    anne.sends(spoke="Jonas Krogh")

    assert "(For *Jonas Krogh*, Aalborg Kommune · 1 af" in anne.reads_form()


@pytest.mark.parametrize("act", ["open", "jump", "dont_know", "skip"])
def test_a_member_who_forges_a_press_is_refused(
    workspace: Workspace, members: Process, mette: Human, act: str
) -> None:
    told = mette.forges(f"on_behalf.{act}", f"{members.id}:1:machine_classes")

    assert told.said == (REFUSED,)
    assert kept(workspace, "machine_classes") == []


@pytest.mark.parametrize("value", ["", "1", "x:y", "999:1", "1:x"])
def test_a_made_up_confirmation_changes_nothing(
    workspace: Workspace, phoning: Human, sara: Human, value: str
) -> None:
    phoning.presses("Ved ikke endnu")

    told = sara.forges("on_behalf.confirm", value)

    assert told.said == ("Den knap hører til en andens svar. Der er ikke ændret noget.",)
    assert kept(workspace, "machine_classes") == [("not_known", True)]


@pytest.mark.usefixtures("members")
def test_a_word_from_a_member_is_refused(mette: Human) -> None:
    assert mette.commands("svar for").said == (REFUSED,)
