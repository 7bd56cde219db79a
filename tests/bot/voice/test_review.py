"""All answers in words, and the receipt once they are sent."""

from dataclasses import replace
from typing import Any

import pytest

from bot.conversation.engine import Entry, Review
from bot.conversation.questions import (
    AnswerKind,
    Chosen,
    Language,
    NotKnownYet,
    Question,
    Questionnaire,
    Skipped,
    Text,
    Written,
)
from bot.voice.notes import note_message
from bot.voice.review import ReviewFacts, receipt_message, review_messages
from sandbox.limits import check_message_blocks
from tests.builders import plausible, process_file
from tests.said import assert_all_said, assert_said

QUESTIONNAIRE = process_file().questionnaire
FACTS = ReviewFacts(
    interview_id=7,
    questionnaire=QUESTIONNAIRE,
    organisation="Aarhus *Vand* & Spildevand",
    name="Mette Friis",
    privacy="Kun proceslederne ser dem.",
    sent_on=None,
)
SENT_ON = "mandag 9. maj 2022 kl. 10.00"
HOSTILE = "<!channel> *fed* `kode` &"


def review_message(made: Review, facts: ReviewFacts, language: Language) -> dict[str, Any]:
    """The one message that it takes."""
    [message] = review_messages(made, facts, language)
    return message


def review(*, until: int) -> Review:
    """The first so many questions answered, one of them skipped and one not known."""
    entries = [
        Entry(question=one, value=plausible(one) if place < until else None)
        for place, one in enumerate(QUESTIONNAIRE.questions)
    ]
    for place, value in ((2, Skipped()), (3, NotKnownYet()), (16, Written(HOSTILE))):
        if place < until:
            entries[place] = replace(entries[place], value=value)
    return Review(entries=tuple(entries))


@pytest.mark.parametrize("language", Language)
def test_what_is_answered_so_far_and_what_is_not(language: Language) -> None:
    assert_said(f"review_begun.{language}", review_message(review(until=4), FACTS, language))


@pytest.mark.parametrize("language", Language)
def test_when_all_is_answered_it_says_who_will_see_it_and_offers_to_send(
    language: Language,
) -> None:
    message = review_message(review(until=100), FACTS, language)

    assert_said(f"review_complete.{language}", message)


@pytest.mark.parametrize("language", Language)
def test_sent_answers_can_still_be_edited_one_by_one(language: Language) -> None:
    message = review_message(review(until=100), replace(FACTS, sent_on=SENT_ON), language)

    assert_said(f"review_sent.{language}", message)


@pytest.mark.parametrize("language", Language)
def test_the_receipt_says_how_to_correct_and_what_comes_next(language: Language) -> None:
    def receipt(next_date: str | None) -> dict[str, object]:
        return receipt_message(
            name="Mette Friis",
            organisation="Aarhus *Vand* & Spildevand",
            sent_on=SENT_ON,
            next_date=next_date,
            interview_id=7,
            language=language,
        )

    made = {"with a meeting": receipt("Workshop, onsdag 8. juni 2022"), "without": receipt(None)}

    assert_all_said(f"receipt.{language}", made)


@pytest.mark.parametrize("language", Language)
def test_the_short_words_of_sending(language: Language) -> None:
    made = {
        "not yet": note_message("review", "not_yet", language),
        "a colleague has sent": note_message(
            "review",
            "colleague_sent",
            language,
            name="Jonas _Krogh_",
            organisation="Aarhus *Vand* & Spildevand",
        ),
    }

    assert_all_said(f"review_words.{language}", made)


def many(count: int, kind: AnswerKind = AnswerKind.LONG_TEXT) -> Review:
    text = Text(da="Spørgsmål & " * 6, en="Question & " * 6)
    return Review(
        entries=tuple(
            Entry(
                question=Question(key=f"q{n}", section="s", kind=kind, ask=text, short=text),
                value=Written("&" * 3000) if n % 2 else Written("*<" * 1500),
            )
            for n in range(count)
        )
    )


@pytest.mark.parametrize(("count", "messages"), [(1, 1), (8, 1), (19, 3), (46, 6), (100, 13)])
def test_a_review_takes_as_many_messages_as_the_answers_need(count: int, messages: int) -> None:
    made = review_messages(many(count), FACTS, Language.DANISH)

    for message in made:
        check_message_blocks(message["blocks"])
    edits = [
        block["accessory"]["value"]
        for message in made
        for block in message["blocks"]
        if "accessory" in block
    ]
    assert edits == [f"7:q{n}" for n in range(count)]
    assert len(made) == messages
    assert made[-1]["blocks"][-1]["elements"][0]["action_id"] == "interview.send"


def test_chosen_answers_are_listed_with_dots_between() -> None:
    question = QUESTIONNAIRE.questions[1]
    entries = (Entry(question=question, value=Chosen(("own", "rented"))),)

    message = review_message(Review(entries=entries), FACTS, Language.DANISH)

    assert message["blocks"][2]["text"]["text"] == (
        "*Hvor maskinerne kommer fra*\nVi ejer dem selv · Vi lejer dem"
    )


def test_the_heading_is_plain_text_and_so_not_escaped() -> None:
    message = review_message(review(until=1), FACTS, Language.DANISH)

    assert message["blocks"][0]["text"]["text"] == "Svar fra Aarhus *Vand* & Spildevand"


def test_a_questionnaire_without_sections_is_reviewed_all_the_same() -> None:
    empty = Questionnaire(
        key="needs", title=Text(da="Behov", en="Needs"), sections=(), questions=()
    )

    message = review_message(
        Review(entries=()), replace(FACTS, questionnaire=empty), Language.DANISH
    )

    assert message["text"] == "Alt er besvaret. Se svarene igennem, og send dem."
