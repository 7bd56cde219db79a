"""Asking a human, as it is read by who asks and by who answers."""

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.conversation.questions import Language
from bot.voice.blocks import Message, View
from bot.voice.enquiries import (
    LONGEST_ANSWER,
    OwnLine,
    Recipients,
    again_form,
    answer_message,
    closed_message,
    enquiry_word,
    nobody_message,
    offer_message,
    own_message,
    sent_message,
    too_many_message,
    waits_message,
    write_form,
    written_length,
)
from bot.voice.enquiry_desk import (
    Card,
    WaitingLine,
    answered_in_thread_message,
    card_message,
    followed_up_message,
    helped_message,
    reminder_message,
    reply_form,
    waiting_panel,
)
from bot.voice.help import Contact
from bot.voice.notes import paragraph
from models.enums import EnquiryState
from sandbox.limits import check_message_blocks, complaints_about_view
from tests.said import assert_all_said

NOW = datetime(2022, 5, 9, 8, 0, tzinfo=UTC)
ASKED = "Må vi melde ind, hvad *entreprenøren* ejer?\n\nOg gælder det også <!channel> Bornholm?"
LEADERS = Recipients(
    names=("Anne Holm", "Karl Toft"),
    in_channel=True,
    process="Sammen om emissionsfrie arbejdsmaskiner",
    organisation="Aalborg Kommune",
)
MANY = Recipients(
    names=("A", "B", "C", "D", "E"), in_channel=False, process="Sammen", organisation=""
)
CONTACTS = (
    Contact(
        name="Julie Munk",
        title="innovationskonsulent",
        organisation="CO-PI",
        email="jmu@co-pi.dk",
        phone="61 81 31 09",
    ),
)
WORST = "&<>*_~`" * 2000  # grows most when it is escaped and quoted


def card(state: EnquiryState = EnquiryState.OPEN, **more: Any) -> Card:
    facts: dict[str, Any] = {
        "enquiry_id": 4,
        "name": "Mette Friis",
        "organisation": "Aalborg Kommune",
        "text": ASKED,
        "state": state,
    }
    return Card(**(facts | more))


def own_lines() -> list[OwnLine]:
    states = (
        (EnquiryState.OPEN, False),
        (EnquiryState.ANSWERED, False),
        (EnquiryState.CLOSED, False),
        (EnquiryState.CLOSED, True),
        (EnquiryState.OFFERED, False),
    )
    return [
        OwnLine(
            enquiry_id=place,
            text=ASKED,
            at=NOW,
            state=state,
            is_taken_back=is_taken_back,
            may_be_taken_back=state is EnquiryState.OPEN,
        )
        for place, (state, is_taken_back) in enumerate(states, start=1)
    ]


WAITING = WaitingLine(
    enquiry_id=4, name="Mette Friis", organisation="Aalborg Kommune", text=ASKED, since=NOW
)


def for_the_asker(language: Language) -> dict[str, Message | View]:
    return {
        "offer": offer_message(language, enquiry_id=4, text=ASKED, to=LEADERS),
        "offer of a long text to many": offer_message(
            language, enquiry_id=4, text="Kan vi? " * 200, to=MANY
        ),
        "offer of more than a form holds": offer_message(
            language, enquiry_id=4, text="x" * 12_001, to=MANY
        ),
        "form": write_form(language, text=ASKED, to=LEADERS, metadata="1:4:"),
        "form for many": write_form(language, text="", to=MANY, metadata="1::"),
        "sent": sent_message(language, enquiry_id=4, process_id=1, text=ASKED, to=LEADERS),
        "sent to many": sent_message(language, enquiry_id=4, process_id=1, text="Hvad?", to=MANY),
        "waits": waits_message(language, enquiry_id=4, process_id=1, text=ASKED, sent_at=NOW),
        "too many": too_many_message(language, waiting=10, process_id=1, contacts=CONTACTS),
        "nobody": nobody_message(language, contacts=CONTACTS),
        "nobody at all": nobody_message(language, contacts=()),
        "answer": answer_message(
            language,
            enquiry_id=4,
            note_id=7,
            by="Anne Holm",
            question=ASKED,
            text="Ja, det må I gerne.\n\nSkriv det under *bemærkninger*.",
        ),
        "answer that helped": answer_message(
            language,
            enquiry_id=4,
            note_id=7,
            by="Anne Holm",
            question=ASKED,
            text="Ja.",
            has_helped=True,
        ),
        "again": again_form(language, question=ASKED, metadata="4:x"),
        "closed": closed_message(language, enquiry_id=4, question=ASKED, contacts=CONTACTS),
        "closed, with nobody to call": closed_message(
            language, enquiry_id=4, question="Hvad?", contacts=()
        ),
        "own": own_message(language, process_id=1, process="Sammen", lines=own_lines(), more=2),
        "own, one more": own_message(
            language, process_id=1, process="Sammen", lines=own_lines()[:1], more=1
        ),
        "own, none": own_message(language, process_id=1, process="Sammen", lines=[], more=0),
        **{
            part: paragraph(enquiry_word(part, language))
            for part in ("empty", "dropped", "taken_back", "too_late", "gone", "again_sent")
        },
    }


def for_facilitators(language: Language) -> dict[str, Message | View]:
    answered: dict[str, Any] = {"answered_by": ("Anne Holm", "Karl Toft")}
    name = "Mette Friis"
    return {
        "card": card_message(card(), language, in_channel=True),
        "card as a direct message": card_message(
            card(organisation="", text="Hvad? " * 300), language, in_channel=False
        ),
        "card, answered": card_message(
            card(EnquiryState.ANSWERED, **answered), language, in_channel=True
        ),
        "card, asked again": card_message(card(**answered), language, in_channel=True),
        "card, closed": card_message(
            card(EnquiryState.CLOSED, closed_by="Karl Toft"), language, in_channel=True
        ),
        "card, answered and closed": card_message(
            card(EnquiryState.CLOSED, closed_by="Karl Toft", **answered),
            language,
            in_channel=True,
        ),
        "card, taken back": card_message(
            card(EnquiryState.CLOSED, closed_by=name, is_taken_back=True),
            language,
            in_channel=True,
        ),
        "reply": reply_form(language, card=card(), notes=[("Anne Holm", "Ja.")], metadata="4:mark"),
        "answered": answered_in_thread_message(language, by="Anne Holm", name=name, text="Ja."),
        "again": followed_up_message(language, enquiry_id=4, name=name, text="Også i 2023?"),
        "helped": helped_message(language, enquiry_id=4, name=name),
        "waiting": waiting_panel(language, process="Sammen", lines=[WAITING, WAITING], more=3),
        "waiting, one and one more": waiting_panel(
            language, process="Sammen", lines=[WAITING], more=1
        ),
        "waiting, one": waiting_panel(language, process="Sammen", lines=[WAITING], more=0),
        "waiting, none": waiting_panel(language, process="Sammen", lines=[], more=0),
        "reminder": reminder_message(language, process_id=1, lines=[WAITING], more=0),
        "reminder of several": reminder_message(language, process_id=1, lines=[WAITING], more=6),
        "sent": paragraph(enquiry_word("thread_sent", language, name=name, has_files=False)),
        "sent without its file": paragraph(
            enquiry_word("thread_sent", language, name=name, has_files=True)
        ),
        "sent by form": paragraph(enquiry_word("sent_answer", language, name=name)),
        "closed": paragraph(enquiry_word("close_done", language, name=name, waited=True)),
        "closed after an answer": paragraph(
            enquiry_word("close_done", language, name=name, waited=False)
        ),
        **{
            part: paragraph(enquiry_word(part, language))
            for part in (
                *("thread_not_allowed", "thread_taken_back", "thread_empty", "thread_too_long"),
                *("not_a_thread", "only_facilitators", "close_taken_back", "close_closed"),
            )
        },
    }


@pytest.mark.parametrize("language", Language)
def test_what_the_asker_reads_reads_well(language: Language) -> None:
    assert_all_said(f"enquiries.{language}", for_the_asker(language))


@pytest.mark.parametrize("language", Language)
def test_what_facilitators_read_reads_well(language: Language) -> None:
    assert_all_said(f"enquiry_desk.{language}", for_facilitators(language))


def test_the_longest_and_worst_texts_fit_slack() -> None:
    da = Language.DANISH
    cut = WORST[:4000]
    answer = "&" * (LONGEST_ANSWER // 5)
    assert written_length(answer) == LONGEST_ANSWER
    worst = card(text=WORST, name="N" * 200, organisation="O" * 200)
    line = WaitingLine(enquiry_id=4, name="N" * 200, organisation="O" * 200, text=WORST, since=NOW)
    own = [
        OwnLine(
            enquiry_id=1,
            text=WORST,
            at=NOW,
            state=EnquiryState.OPEN,
            is_taken_back=False,
            may_be_taken_back=True,
        )
    ] * 10
    messages = [
        offer_message(da, enquiry_id=4, text=WORST, to=MANY),
        sent_message(da, enquiry_id=4, process_id=1, text=WORST, to=MANY),
        card_message(worst, da, in_channel=True),
        answer_message(da, enquiry_id=4, note_id=7, by="A", question=WORST, text=answer),
        answered_in_thread_message(da, by="A", name="B", text=answer),
        followed_up_message(da, enquiry_id=4, name="N", text=WORST),
        own_message(da, process_id=1, process="P", lines=own, more=0),
        reminder_message(da, process_id=1, lines=[line] * 5, more=0),
    ]
    views = [
        write_form(da, text=cut, to=MANY, metadata="1::"),
        reply_form(da, card=worst, notes=[("A", WORST)] * 5, metadata="4:x"),
        waiting_panel(da, process="P", lines=[line] * 20, more=9),
    ]

    for made in messages:
        check_message_blocks(made["blocks"])
    assert [one for made in views for one in complaints_about_view(made, type_="modal")] == []


def test_a_long_text_is_whole_in_the_fields_of_its_form() -> None:
    text = " ".join(f"ord{number}" for number in range(1400))

    view = write_form(Language.DANISH, text=text, to=MANY, metadata="1::")

    fields = [one["element"] for one in view["blocks"] if one["type"] == "input"]
    assert " ".join(one["initial_value"].strip() for one in fields) == text
    assert max(len(one["initial_value"]) for one in fields) <= 3000


def test_a_text_without_a_gap_is_whole_as_well() -> None:
    view = write_form(Language.DANISH, text="x" * 7000, to=MANY, metadata="1::")

    fields = [one["element"] for one in view["blocks"] if one["type"] == "input"]
    assert [len(one["initial_value"]) for one in fields] == [3000, 3000, 1000]


def test_a_whole_answer_is_shown_in_pieces_that_lose_nothing() -> None:
    text = " ".join(f"ord{number}" for number in range(900))

    made = answer_message(
        Language.DANISH, enquiry_id=4, note_id=7, by="Anne", question="Hvad?", text=text
    )

    pieces = [one["text"]["text"] for one in made["blocks"][2:-1]]
    assert " ".join(pieces) == text
    assert len(pieces) > 1
