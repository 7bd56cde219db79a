"""Asking a human: what is offered, passed on and kept, as people see it."""

import pytest
from sqlmodel import select

from models import Enquiry, Process
from models.enums import EnquiryState, Role, Stage
from tests.builders import ANNE, KARL, LEADERS, METTE, add_member, membership_of
from tests.enquiring import Enquiring
from tests.fakes import Workspace
from tests.humans import Human

QUESTION = "Må vi melde ind, hvad entreprenøren ejer?"
OFFER = "Det kan jeg ikke svare på. Skal jeg sende det til proceslederne?"
OPEN, ANSWERED, CLOSED = EnquiryState.OPEN, EnquiryState.ANSWERED, EnquiryState.CLOSED


def test_nothing_leaves_before_the_press(
    workspace: Workspace, enquiring: Enquiring, mette: Human
) -> None:
    told = enquiring.asks(mette, QUESTION)
    workspace.sends_posts()

    assert told.said == (OFFER,)
    assert f">{QUESTION}" in mette.reads()
    assert "Det går til Anne Holm og Karl Toft" in mette.reads()
    assert "Dit navn og Aalborg Kommune følger med" in mette.reads()
    assert enquiring.in_channel() == []
    assert enquiring.states() == [EnquiryState.OFFERED]


def test_a_press_passes_it_on_and_says_so_in_its_place(
    workspace: Workspace, enquiring: Enquiring, mette: Human, anne: Human
) -> None:
    enquiring.asks(mette, QUESTION)

    told = mette.presses("Send til proceslederne")
    workspace.sends_posts()

    assert told.edited == ("Dit spørgsmål er sendt til proceslederne.",)
    assert "Svaret kommer her." in mette.reads()
    card = anne.reads(channel=LEADERS)
    assert "*Spørgsmål fra Mette Friis*, Aalborg Kommune" in card
    assert f">{QUESTION}" in card
    assert enquiring.states() == [OPEN]
    assert enquiring.acts() == ["enquiries.send"]


def test_pressed_twice_it_is_passed_on_once(
    workspace: Workspace, enquiring: Enquiring, mette: Human
) -> None:
    enquiring.asks(mette, QUESTION)
    with workspace.database.read() as session:
        number = str(session.exec(select(Enquiry.id)).one())

    for _ in range(3):
        mette.forges("enquiries.send", number)
    workspace.sends_posts()

    assert enquiring.in_channel() == ["Spørgsmål fra Mette Friis, Aalborg Kommune"]
    assert enquiring.acts() == ["enquiries.send"]
    assert "jeg har ikke sendt det igen" in mette.reads()


def test_the_same_words_thirty_times_are_one_question(
    workspace: Workspace, enquiring: Enquiring, mette: Human
) -> None:
    for _ in range(15):
        enquiring.asks(mette, QUESTION)
        enquiring.asks(mette, f"  {QUESTION.upper()}\n")

    assert enquiring.states() == [EnquiryState.OFFERED]
    mette.presses("Send til proceslederne")
    workspace.sends_posts()
    enquiring.asks(mette, QUESTION)
    workspace.sends_posts()

    assert len(enquiring.in_channel()) == 1
    assert "Ingen har svaret endnu, og jeg har ikke sendt det igen." in mette.reads()


def test_a_rant_is_kept_whole_and_shown_shortened(
    workspace: Workspace, enquiring: Enquiring, mette: Human, anne: Human
) -> None:
    rant = " ".join(f"<*linje* {number}> & så" for number in range(200))[:4000].strip()

    enquiring.sends(mette, rant)

    with workspace.database.read() as session:
        assert session.exec(select(Enquiry.text)).one() == rant
    assert len(anne.reads(channel=LEADERS)) < 4000
    anne.presses("Svar")
    form = anne.reads_form()
    assert "linje* 0&gt;" in form
    assert (
        rant[-30:].strip().replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") in form
    )


def test_a_rant_can_be_corrected_before_it_is_sent(
    workspace: Workspace, enquiring: Enquiring, mette: Human
) -> None:
    rant = " ".join(f"ord{number}" for number in range(550))  # more than one field holds
    enquiring.asks(mette, rant)

    mette.presses("Ret først")
    told = mette.sends(enquiry_words_1="Kort sagt: hvornår?")
    workspace.sends_posts()

    assert told.edited == ("Dit spørgsmål er sendt til proceslederne.",)
    with workspace.database.read() as session:
        kept = session.exec(select(Enquiry)).one()
    assert kept.text.startswith("ord0 ord1 ")
    assert kept.text.endswith("\nKort sagt: hvornår?")
    assert kept.state is OPEN


def test_no_thanks_deletes_it(enquiring: Enquiring, mette: Human) -> None:
    enquiring.asks(mette, QUESTION)

    told = mette.presses("Nej tak")

    assert told.edited == ("I orden. Spørgsmålet er slettet, og der er ikke sendt noget.",)
    assert enquiring.states() == []
    mette.forges("enquiries.send", "1")
    assert "Det spørgsmål findes ikke mere" in mette.reads()
    assert enquiring.acts() == []


def test_nobody_sends_or_reads_the_question_of_another(
    workspace: Workspace, enquiring: Enquiring, mette: Human, jonas: Human
) -> None:
    enquiring.asks(mette, QUESTION)

    for act in ("send", "rewrite", "drop", "take_back", "helped", "again"):
        for value in ("1", "1:1", "999", "x", "", "9" * 40):
            told = jonas.forges(f"enquiries.{act}", value)
            assert told.opened == ()
            assert told.said[0].startswith("Det spørgsmål findes ikke mere")
    workspace.sends_posts()

    assert enquiring.states() == [EnquiryState.OFFERED]
    assert enquiring.in_channel() == []


def test_eleven_open_questions_are_too_many(
    workspace: Workspace, enquiring: Enquiring, mette: Human
) -> None:
    for number in range(10):
        enquiring.sends(mette, f"Spørgsmål nummer {number}?")

    enquiring.asks(mette, "Og et til?")
    told = mette.presses("Send til proceslederne")
    workspace.sends_posts()

    assert told.said == ("Dit spørgsmål er ikke sendt, for du har allerede flere, der venter.",)
    assert enquiring.states() == [OPEN] * 10 + [EnquiryState.OFFERED]
    assert len(enquiring.in_channel()) == 10


@pytest.mark.parametrize("stage", [Stage.INVITED, Stage.APPLIED, Stage.LEFT, Stage.REFUSED])
def test_who_has_not_joined_is_shown_whom_to_call(
    workspace: Workspace, enquiring: Enquiring, mette: Human, stage: Stage
) -> None:
    with workspace.database.write() as session:
        membership_of(session, enquiring.process, METTE).stage = stage

    told = enquiring.asks(mette, QUESTION)
    asked = mette.forges("enquiries.ask", str(enquiring.process.id))

    assert told.said == asked.said == ("Vil du tale med et menneske?",)
    assert (told.opened, asked.opened, enquiring.states()) == ((), (), [])


def test_without_facilitators_there_is_nobody_to_pass_it_on_to(
    workspace: Workspace, enquiring: Enquiring, mette: Human
) -> None:
    with workspace.database.write() as session:
        for leader in (ANNE, KARL):
            membership_of(session, enquiring.process, leader).stage = Stage.LEFT

    told = enquiring.asks(mette, QUESTION)

    assert told.said == ("Det kan jeg ikke svare på, og jeg har ingen at sende det til.",)
    assert "jmu@co-pi.dk" in mette.reads()
    assert enquiring.states() == []


def test_without_a_channel_each_facilitator_gets_it(
    workspace: Workspace, enquiring: Enquiring, mette: Human, anne: Human, karl: Human
) -> None:
    enquiring.lose_channel()

    enquiring.sends(mette, QUESTION)

    assert f">{QUESTION}" in anne.reads()
    assert "eller svar her i tråden, så sender jeg det til Mette" in karl.reads()
    told = anne.writes(
        "Ja, det må I.", thread=anne.ts_of("Spørgsmål fra Mette Friis, Aalborg Kommune")
    )
    workspace.sends_posts()

    assert told.said[0].startswith("Sendt til Mette Friis.")
    assert "Ja, det må I." in mette.reads()
    assert "Anne Holm har svaret Mette Friis." in karl.heard_after("")
    assert "Anne Holm har svaret Mette Friis." not in anne.heard_after("")
    assert "Besvaret af Anne Holm." in karl.reads(2)


def test_a_question_can_be_written_where_contacts_are_shown(
    workspace: Workspace, enquiring: Enquiring, mette: Human
) -> None:
    mette.commands("menneske")
    told = mette.presses("Stil et spørgsmål")
    assert told.opened == ("Spørg proceslederne",)
    assert "Dit navn og Aalborg Kommune følger med" in mette.reads_form()

    told = mette.sends(enquiry_words=QUESTION)
    workspace.sends_posts()

    assert told.said == ("Dit spørgsmål er sendt til proceslederne.",)
    assert enquiring.in_channel() == ["Spørgsmål fra Mette Friis, Aalborg Kommune"]
    assert enquiring.states() == [OPEN]


def test_an_empty_question_is_not_sent(enquiring: Enquiring, mette: Human) -> None:
    mette.forges("enquiries.ask", str(enquiring.process.id))

    told = mette.sends(enquiry_words="   ")

    assert told.faults == {"enquiry_words": "Skriv dit spørgsmål her."}
    assert enquiring.states() == []


@pytest.mark.parametrize("metadata", ["", "999::", "x:1:", "1:999:", "1:x:2"])
def test_made_up_forms_send_nothing(
    workspace: Workspace, enquiring: Enquiring, mette: Human, metadata: str
) -> None:
    words = {"type": "plain_text_input", "value": QUESTION}
    mette.forges_form("enquiries.write", metadata, enquiry_words=words)
    mette.forges_form("enquiries.again", metadata, enquiry_more=words)
    workspace.sends_posts()

    assert enquiring.in_channel() == []
    assert enquiring.notes() == []


def test_the_same_question_again_shows_its_answer(
    workspace: Workspace, enquiring: Enquiring, mette: Human, anne: Human
) -> None:
    enquiring.sends(mette, QUESTION)
    anne.writes("@Sammen Ja.", channel=LEADERS, thread=enquiring.card_ts())
    workspace.sends_posts()

    told = enquiring.asks(mette, QUESTION.lower())

    assert told.said == ("Anne Holm har svaret på dit spørgsmål.",)
    assert enquiring.states() == [ANSWERED]


def test_what_is_answered_cannot_be_taken_back(
    enquiring: Enquiring, mette: Human, anne: Human
) -> None:
    enquiring.sends(mette, QUESTION)
    anne.writes("@Sammen Ja.", channel=LEADERS, thread=enquiring.card_ts())

    told = mette.presses("Træk tilbage")

    assert told.said == (
        "Spørgsmålet er ikke trukket tilbage, for det har allerede fået svar eller er lukket.",
    )
    assert enquiring.states() == [ANSWERED]


def test_a_member_sees_their_own_questions_by_the_same_word(
    enquiring: Enquiring, mette: Human, jonas: Human
) -> None:
    enquiring.sends(jonas, "Hvornår er workshoppen slut?")
    enquiring.sends(mette, QUESTION)
    enquiring.asks(mette, "Et til?")

    told = mette.commands("spørgsmål")

    assert told.said == ("Her er, hvad du har spurgt proceslederne om.",)
    read = mette.reads()
    assert f"*venter på svar*\n>{QUESTION}" in read
    assert "ikke sendt\n>Et til?" in read
    assert "workshoppen" not in read


def test_a_question_in_another_process_goes_to_those_who_lead_that(
    workspace: Workspace, enquiring: Enquiring, mette: Human
) -> None:
    """A forged id of a process in which one takes no part opens nothing."""
    with workspace.database.write() as session:
        other = Process(
            key="en-anden",
            title={"da": "En anden", "en": "Another"},
            texts={},
            figures=[],
            questionnaire={},
            loaded_at=workspace.clock(),
        )
        other.team_id = enquiring.process.team_id
        session.add(other)
        session.flush()
        number = other.id

    told = mette.forges("enquiries.ask", str(number))

    assert told.opened == ()
    assert told.said == ("Vil du tale med et menneske?",)


def test_cards_to_people_are_in_their_language(
    workspace: Workspace, enquiring: Enquiring, mette: Human, peter: Human
) -> None:
    enquiring.lose_channel()
    with workspace.database.write() as session:
        membership_of(session, enquiring.process, peter.id).role = Role.FACILITATOR

    enquiring.sends(mette, QUESTION)

    assert peter.reads().startswith("(A question from Mette Friis, Aalborg Kommune)")


def test_a_facilitator_may_ask_as_well(
    workspace: Workspace, enquiring: Enquiring, anne: Human, karl: Human
) -> None:
    enquiring.lose_channel()

    enquiring.asks(anne, QUESTION)

    assert "Det går til Karl Toft" in anne.reads()
    anne.presses("Send til proceslederne")
    workspace.sends_posts()
    assert f">{QUESTION}" in karl.reads()
    with workspace.database.write() as session:
        membership_of(session, enquiring.process, KARL).stage = Stage.LEFT
        add_member(
            session,
            enquiring.process,
            "U0LOUISE",
            now=workspace.clock(),
            organisation=None,
            role=Role.MARKET_ACTOR,
        )
    told = enquiring.asks(anne, "Er der nogen?")
    assert told.said == ("Det kan jeg ikke svare på, og jeg har ingen at sende det til.",)
