"""Asking a human, from the offer to the answer, as people see it."""

import json

import pytest
from sqlmodel import select

from models import AuditLine, Enquiry, Post, Process
from models.enums import EnquiryState, Role, Stage
from tests.builders import ANNE, KARL, LEADERS, METTE, add_member, membership_of
from tests.enquiring import Enquiring
from tests.fakes import Workspace
from tests.humans import Human

QUESTION = "Må vi melde ind, hvad entreprenøren ejer?"
OFFER = "Det kan jeg ikke svare på. Skal jeg sende det til proceslederne?"
OPEN, ANSWERED, CLOSED = EnquiryState.OPEN, EnquiryState.ANSWERED, EnquiryState.CLOSED


@pytest.fixture
def enquiring(workspace: Workspace, members: Process) -> Enquiring:
    return Enquiring(workspace, members)


def acts(workspace: Workspace) -> list[str]:
    """What the log says of enquiries, the earliest first."""
    with workspace.database.read() as session:
        lines = session.exec(select(AuditLine).order_by(AuditLine.id))  # type: ignore[arg-type]
        return [one.act for one in lines if one.act.startswith("enquiries.")]


def in_leaders_channel(workspace: Workspace) -> list[str]:
    messages = workspace.slack.store.channels[LEADERS].messages.values()
    return [one.text for one in messages]


def without_channel(workspace: Workspace, process: Process) -> None:
    with workspace.database.write() as session:
        session.get_one(Process, process.id).facilitators_channel = None


def test_nothing_leaves_before_the_press(
    workspace: Workspace, enquiring: Enquiring, mette: Human
) -> None:
    told = enquiring.asks(mette, QUESTION)
    workspace.sends_posts()

    assert told.said == (OFFER,)
    assert f">{QUESTION}" in mette.reads()
    assert "Det går til Anne Holm og Karl Toft" in mette.reads()
    assert "Dit navn og Aalborg Kommune følger med" in mette.reads()
    assert in_leaders_channel(workspace) == []
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
    assert acts(workspace) == ["enquiries.send"]


def test_pressed_twice_it_is_passed_on_once(
    workspace: Workspace, enquiring: Enquiring, mette: Human
) -> None:
    enquiring.asks(mette, QUESTION)
    with workspace.database.read() as session:
        number = str(session.exec(select(Enquiry.id)).one())

    for _ in range(3):
        mette.forges("enquiries.send", number)
    workspace.sends_posts()

    assert in_leaders_channel(workspace) == ["Spørgsmål fra Mette Friis, Aalborg Kommune"]
    assert acts(workspace) == ["enquiries.send"]
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

    assert len(in_leaders_channel(workspace)) == 1
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


def test_no_thanks_deletes_it(workspace: Workspace, enquiring: Enquiring, mette: Human) -> None:
    enquiring.asks(mette, QUESTION)

    told = mette.presses("Nej tak")

    assert told.edited == ("I orden. Spørgsmålet er slettet, og der er ikke sendt noget.",)
    assert enquiring.states() == []
    mette.forges("enquiries.send", "1")
    assert "Det spørgsmål findes ikke mere" in mette.reads()
    assert acts(workspace) == []


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
    assert in_leaders_channel(workspace) == []


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
    assert len(in_leaders_channel(workspace)) == 10


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
    without_channel(workspace, enquiring.process)

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
    assert in_leaders_channel(workspace) == ["Spørgsmål fra Mette Friis, Aalborg Kommune"]
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

    assert in_leaders_channel(workspace) == []
    assert enquiring.notes() == []


def test_an_answer_by_form_reaches_the_asker_and_the_thread(
    workspace: Workspace, enquiring: Enquiring, mette: Human, anne: Human
) -> None:
    enquiring.sends(mette, QUESTION)
    anne.presses("Svar")
    assert QUESTION in anne.reads_form()

    told = anne.sends(enquiry_answer="Ja, det må I.\n\nSkriv det under bemærkninger.")
    workspace.sends_posts()

    assert told.said == ("Dit svar er på vej til Mette Friis.",)
    read = mette.reads()
    assert read.startswith("(Anne Holm har svaret på dit spørgsmål.)")
    assert f">{QUESTION}" in read
    assert "Ja, det må I.\n\nSkriv det under bemærkninger." in read
    assert enquiring.thread() == ["Anne Holm har svaret Mette Friis."]
    card = workspace.slack.store.channels[LEADERS].messages[enquiring.card_ts()]
    assert "Besvaret af Anne Holm." in json.dumps(card.blocks, ensure_ascii=False)
    assert acts(workspace) == ["enquiries.send", "enquiries.answer"]


def test_a_reply_in_the_thread_that_calls_sammen_reaches_the_asker(
    workspace: Workspace, enquiring: Enquiring, mette: Human, anne: Human
) -> None:
    enquiring.sends(mette, QUESTION)
    ts = enquiring.card_ts()

    anne.writes("Hvad siger vi til det?", channel=LEADERS, thread=ts)
    workspace.sends_posts()
    assert enquiring.notes() == []

    anne.writes("Ja, det må I. Spørg evt. @Sammen", channel=LEADERS, thread=ts)
    mentions = {
        "type": "app_mention",
        "user": ANNE,
        "channel": LEADERS,
        "text": "<@U0SAMMEN> Spørg <@U0KARL> om resten",
        "ts": "1652077999.000100",
        "thread_ts": ts,
    }
    workspace.deliver(workspace.event(mentions))
    workspace.sends_posts()

    assert "Ja, det må I. Spørg evt." in mette.reads(2)
    assert "Spørg Karl Toft om resten" in mette.reads()
    assert [words for _, words in enquiring.notes()] == [
        "Ja, det må I. Spørg evt.",
        "Spørg Karl Toft om resten",
    ]
    assert [one[:21] for one in enquiring.thread() if one.startswith("Sendt")] == [
        "Sendt til Mette Friis",
        "Sendt til Mette Friis",
    ]
    assert "Anne Holm har svaret Mette Friis." not in enquiring.thread()


def test_a_message_of_the_thread_is_sent_by_its_menu_once(
    workspace: Workspace, enquiring: Enquiring, mette: Human, anne: Human, karl: Human
) -> None:
    enquiring.sends(mette, QUESTION)
    thread = enquiring.card_ts()
    anne.writes("Ja, det må I.", channel=LEADERS, thread=thread)
    ts = next(reversed(workspace.slack.store.channels[LEADERS].messages))

    anne.hands_over("enquiry_desk.from_message", ts, channel=LEADERS)
    karl.hands_over("enquiry_desk.from_message", ts, channel=LEADERS)
    workspace.sends_posts()

    assert enquiring.notes() == [(False, "Ja, det må I.")]
    assert mette.heard_after("").count("Anne Holm har svaret på dit spørgsmål.") == 1


def test_a_message_elsewhere_is_not_sent_by_its_menu(
    workspace: Workspace, enquiring: Enquiring, mette: Human, anne: Human
) -> None:
    enquiring.sends(mette, QUESTION)
    anne.writes("Noget helt andet", channel=LEADERS)
    ts = next(reversed(workspace.slack.store.channels[LEADERS].messages))

    told = anne.hands_over("enquiry_desk.from_message", ts, channel=LEADERS)

    assert told.said[0].startswith("Den besked står ikke i tråden under et spørgsmål")
    assert enquiring.notes() == []


def test_an_event_that_slack_repeats_answers_once(
    workspace: Workspace, enquiring: Enquiring, mette: Human
) -> None:
    enquiring.sends(mette, QUESTION)
    event = {
        "type": "app_mention",
        "user": ANNE,
        "channel": LEADERS,
        "text": "<@U0SAMMEN> Ja.",
        "ts": "1652077999.000100",
        "thread_ts": enquiring.card_ts(),
    }

    workspace.deliver(workspace.event(event))
    workspace.deliver(workspace.event(event))  # under another id: an edit, or Slack's mistake
    workspace.sends_posts()

    assert enquiring.notes() == [(False, "Ja.")]


def test_two_who_answer_in_the_same_moment_are_both_heard(
    workspace: Workspace, enquiring: Enquiring, mette: Human, anne: Human, karl: Human
) -> None:
    enquiring.sends(mette, QUESTION)
    anne.presses("Svar")
    karl.presses("Svar")

    def sends(human: Human, words: str) -> None:
        view = workspace.slack.store.stacks[human.id][-1]
        state = {"enquiry_answer": {"enquiry_answer": {"value": words}}}
        human.page.do("submit", view_id=view["id"], state=state)

    workspace.at_once(lambda: sends(anne, "Ja."), lambda: sends(karl, "Nej."))
    workspace.sends_posts()

    assert sorted(enquiring.notes()) == [(False, "Ja."), (False, "Nej.")]
    heard = mette.heard_after("")
    assert heard.count("Anne Holm har svaret på dit spørgsmål.") == 1
    assert heard.count("Karl Toft har svaret på dit spørgsmål.") == 1
    assert enquiring.states() == [ANSWERED]


def test_a_form_sent_twice_answers_once(
    workspace: Workspace, enquiring: Enquiring, mette: Human, anne: Human
) -> None:
    enquiring.sends(mette, QUESTION)
    words = {"type": "plain_text_input", "value": "Ja."}

    for _ in range(2):
        anne.forges_form("enquiry_desk.reply", "1:the-same", enquiry_answer=words)
    workspace.sends_posts()

    assert enquiring.notes() == [(False, "Ja.")]


def test_who_does_not_lead_is_refused_in_words(
    workspace: Workspace, enquiring: Enquiring, mette: Human, anne: Human
) -> None:
    enquiring.sends(mette, QUESTION)
    with workspace.database.write() as session:
        membership_of(session, enquiring.process, ANNE).role = Role.ADVISER
    ts = enquiring.card_ts()

    anne.writes("@Sammen Ja.", channel=LEADERS, thread=ts)
    pressed = anne.presses("Svar")
    made = anne.presses("Gør til FAQ")
    closed = anne.presses("Luk")

    assert enquiring.thread()[-1] == (
        "Her kan kun proceslederne svare. Det, du skrev, er ikke sendt videre."
    )
    only = "Spørgsmål fra deltagerne er for proceslederne. Der er ikke vist eller ændret noget."
    assert (pressed.said, closed.said) == ((only,), (only,))
    assert made.said[0].startswith("Kun proceslederne kan skrive")
    assert (pressed.opened, made.opened) == ((), ())
    assert (enquiring.notes(), enquiring.states()) == ([], [OPEN])


@pytest.mark.parametrize("value", ["", "x", "999", "9" * 40, "1"])
def test_a_member_who_forges_a_facilitators_press_gets_nowhere(
    enquiring: Enquiring, jonas: Human, mette: Human, value: str
) -> None:
    enquiring.sends(mette, QUESTION)

    for act in ("reply", "close", "list"):
        told = jonas.forges(f"enquiry_desk.{act}", value)
        assert told.opened == ()
        assert told.said[0].startswith("Spørgsmål fra deltagerne er for proceslederne.")
    words = {"type": "plain_text_input", "value": "Ja."}
    jonas.forges_form("enquiry_desk.reply", f"{value}:m", enquiry_answer=words)

    assert (enquiring.notes(), enquiring.states()) == ([], [OPEN])


def test_an_empty_or_endless_reply_is_not_sent_and_says_so(
    enquiring: Enquiring, mette: Human, anne: Human
) -> None:
    enquiring.sends(mette, QUESTION)
    ts = enquiring.card_ts()

    anne.writes("@Sammen", channel=LEADERS, thread=ts)
    assert enquiring.thread()[-1].startswith("Der stod ikke noget, jeg kan sende.")
    anne.writes("@Sammen " + "ord " * 2500, channel=LEADERS, thread=ts)
    assert enquiring.thread()[-1].startswith("Svaret er for langt til én besked")
    anne.presses("Svar")
    told = anne.sends(enquiry_answer=" ")

    assert list(told.faults) == ["enquiry_answer"]
    assert enquiring.notes() == []


def test_what_helped_is_told_once_and_marked(
    workspace: Workspace, enquiring: Enquiring, mette: Human, anne: Human
) -> None:
    enquiring.sends(mette, QUESTION)
    anne.writes("@Sammen Ja.", channel=LEADERS, thread=enquiring.card_ts())
    workspace.sends_posts()

    told = mette.presses("Det hjalp")
    mette.forges("enquiries.helped", "1:1")
    workspace.sends_posts()

    assert told.edited == ("Anne Holm har svaret på dit spørgsmål.",)
    assert "Du har sagt, at det hjalp." in mette.reads()
    assert enquiring.thread().count("Mette Friis siger, at svaret hjalp.") == 1


def test_a_follow_up_goes_into_the_same_thread_and_is_answered_again(
    workspace: Workspace, enquiring: Enquiring, mette: Human, anne: Human
) -> None:
    enquiring.sends(mette, QUESTION)
    anne.writes("@Sammen Ja.", channel=LEADERS, thread=enquiring.card_ts())
    workspace.sends_posts()

    mette.presses("Skriv igen")
    told = mette.sends(enquiry_more="Også det, vi lejer?")
    workspace.sends_posts()

    assert told.said == ("Det er sendt til proceslederne i samme tråd. Svaret kommer her.",)
    assert enquiring.thread()[-1] == "Mette Friis har skrevet igen."
    assert enquiring.states() == [OPEN]
    anne.presses("Svar")
    assert "*Mette Friis* har skrevet:\n>Også det, vi lejer?" in anne.reads_form()
    anne.sends(enquiry_answer="Også det.")
    workspace.sends_posts()

    assert "Også det." in mette.reads()
    assert enquiring.states() == [ANSWERED]
    assert len([one for one in in_leaders_channel(workspace) if "Spørgsmål fra" in one]) == 1


def test_the_same_question_again_shows_its_answer(
    workspace: Workspace, enquiring: Enquiring, mette: Human, anne: Human
) -> None:
    enquiring.sends(mette, QUESTION)
    anne.writes("@Sammen Ja.", channel=LEADERS, thread=enquiring.card_ts())
    workspace.sends_posts()

    told = enquiring.asks(mette, QUESTION.lower())

    assert told.said == ("Anne Holm har svaret på dit spørgsmål.",)
    assert enquiring.states() == [ANSWERED]


def test_a_question_taken_back_is_gone_from_the_card(
    workspace: Workspace, enquiring: Enquiring, mette: Human, anne: Human
) -> None:
    enquiring.sends(mette, QUESTION)
    anne.presses("Svar")

    told = mette.presses("Træk tilbage")
    workspace.sends_posts()

    assert told.said[0].startswith("Du har trukket dit spørgsmål tilbage.")
    assert QUESTION not in anne.reads(channel=LEADERS)
    assert "har trukket sit spørgsmål tilbage" in anne.reads(channel=LEADERS)
    answered = anne.sends(enquiry_answer="Ja.")
    assert answered.faults == {
        "enquiry_answer": "Spørgsmålet er trukket tilbage, så dit svar er ikke sendt."
    }
    assert (enquiring.notes(), enquiring.states()) == ([], [CLOSED])
    assert acts(workspace) == ["enquiries.send", "enquiries.close"]
    again = mette.forges("enquiries.again", "1:0")
    assert again.opened == ()


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


def test_closing_without_an_answer_tells_the_asker_whom_to_call(
    workspace: Workspace, enquiring: Enquiring, mette: Human, anne: Human
) -> None:
    enquiring.sends(mette, QUESTION)

    told = anne.presses("Luk")
    anne.presses("Luk", on=enquiring.card_ts())
    workspace.sends_posts()

    assert told.said == ("Spørgsmålet er lukket. Mette Friis får det at vide.",)
    assert "har lukket dit spørgsmål uden at svare her" in mette.reads()
    assert "jmu@co-pi.dk" in mette.reads()
    assert "Lukket af Anne Holm uden svar." in anne.reads(1, channel=LEADERS) + str(
        workspace.slack.store.channels[LEADERS].messages[enquiring.card_ts()].blocks
    )
    assert acts(workspace) == ["enquiries.send", "enquiries.close"]
    mette.presses("Skriv igen")
    mette.sends(enquiry_more="Jeg mangler stadig svar.")
    assert enquiring.states() == [OPEN]


def test_closing_after_an_answer_tells_nobody(
    workspace: Workspace, enquiring: Enquiring, mette: Human, anne: Human
) -> None:
    enquiring.sends(mette, QUESTION)
    anne.writes("@Sammen Ja.", channel=LEADERS, thread=enquiring.card_ts())
    workspace.sends_posts()
    before = mette.heard_after("")

    told = anne.forges("enquiry_desk.close", "1")
    workspace.sends_posts()

    assert told.said == ("Spørgsmålet er lukket.",)
    assert mette.heard_after("") == before


def test_facilitators_open_what_waits_and_answer_from_there(
    enquiring: Enquiring, mette: Human, jonas: Human, anne: Human
) -> None:
    enquiring.sends(mette, QUESTION)
    enquiring.sends(jonas, "Hvornår er workshoppen slut?")

    told = anne.commands("spørgsmål")
    assert told.opened == ("Spørgsmål uden svar",)
    assert "2 spørgsmål venter på svar" in anne.reads_form()
    anne.presses("Svar")
    anne.sends(enquiry_answer="Klokken 16.")

    assert "Ét spørgsmål venter på svar" in anne.reads_form()
    anne.presses("Luk")
    assert "Ingen spørgsmål venter på svar" in anne.reads_form()
    assert sorted(enquiring.states()) == sorted([ANSWERED, CLOSED])


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
    without_channel(workspace, enquiring.process)
    with workspace.database.write() as session:
        membership_of(session, enquiring.process, peter.id).role = Role.FACILITATOR

    enquiring.sends(mette, QUESTION)

    assert peter.reads().startswith("(A question from Mette Friis, Aalborg Kommune)")


def test_somebody_new_who_leads_may_answer_what_came_before(
    workspace: Workspace, enquiring: Enquiring, mette: Human, sara: Human
) -> None:
    enquiring.sends(mette, QUESTION)
    with workspace.database.write() as session:
        membership_of(session, enquiring.process, sara.id).role = Role.FACILITATOR

    told = sara.forges("enquiry_desk.reply", "1")

    assert told.opened == ("Svar",)


def test_the_outbox_keeps_one_card_per_enquiry(
    workspace: Workspace, enquiring: Enquiring, mette: Human
) -> None:
    enquiring.sends(mette, QUESTION)

    with workspace.database.read() as session:
        keys = [one.key for one in session.exec(select(Post)) if one.key.startswith("enquiry")]
    assert keys == ["enquiry:1:card"]


def test_a_facilitator_may_ask_as_well(
    workspace: Workspace, enquiring: Enquiring, anne: Human, karl: Human
) -> None:
    without_channel(workspace, enquiring.process)

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
