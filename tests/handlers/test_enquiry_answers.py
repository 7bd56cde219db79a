"""Questions answered, followed up, taken back and closed, as people see it."""

import json

import pytest

from models.enums import EnquiryState, Role
from tests.builders import ANNE, LEADERS, membership_of
from tests.enquiring import Enquiring
from tests.fakes import Workspace
from tests.humans import Human

QUESTION = "Må vi melde ind, hvad entreprenøren ejer?"
OFFER = "Det kan jeg ikke svare på. Skal jeg sende det til proceslederne?"
OPEN, ANSWERED, CLOSED = EnquiryState.OPEN, EnquiryState.ANSWERED, EnquiryState.CLOSED


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
    assert enquiring.acts() == ["enquiries.send", "enquiries.answer"]


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
    assert len([one for one in enquiring.in_channel() if "Spørgsmål fra" in one]) == 1


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
    assert enquiring.acts() == ["enquiries.send", "enquiries.close"]
    again = mette.forges("enquiries.again", "1:0")
    assert again.opened == ()


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
    assert enquiring.acts() == ["enquiries.send", "enquiries.close"]
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


def test_somebody_new_who_leads_may_answer_what_came_before(
    workspace: Workspace, enquiring: Enquiring, mette: Human, sara: Human
) -> None:
    enquiring.sends(mette, QUESTION)
    with workspace.database.write() as session:
        membership_of(session, enquiring.process, sara.id).role = Role.FACILITATOR

    told = sara.forges("enquiry_desk.reply", "1")

    assert told.opened == ("Svar",)
