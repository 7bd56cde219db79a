"""Every message of the needs mapping fits into Slack, of the real process and of the worst one."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest

from bot.conversation.engine import Ask, BranchChange, Progress
from bot.conversation.misunderstandings import Misunderstanding
from bot.conversation.questions import (
    AnswerKind,
    Choice,
    Chosen,
    Language,
    NotKnownYet,
    Quantity,
    Question,
    Text,
    Unit,
    Value,
    Written,
)
from bot.voice.blocks import Message
from bot.voice.interview import (
    Put,
    answered_message,
    branch_note,
    conflict_message,
    folded_message,
    misunderstood,
    paused_message,
    question_message,
)
from bot.voice.notes import paragraph
from sandbox.limits import check_message_blocks
from tests.builders import plausible, process_file

QUESTIONNAIRE = process_file().questionnaire
HOSTILE = "<!channel> *fed* & `kode` <@U0ANNE> > "


def long(characters: int) -> Text:
    """A text as long as a process file may have it, of what grows most when it is escaped."""
    words = (HOSTILE * characters)[:characters]
    return Text(da=words, en=words)


def worst(kind: AnswerKind) -> Question:
    has_choices = kind in {AnswerKind.ONE_OF, AnswerKind.MANY_OF}
    choices = tuple(Choice(key=f"{'k' * 38}{n:02}", label=long(75)) for n in range(10))
    return Question(
        key="q" * 40,
        section=QUESTIONNAIRE.sections[0].key,
        kind=kind,
        ask=long(2000),
        short=long(75),
        help=long(2500),
        example=long(300),
        choices=choices if has_choices else (),
        units=(Unit(key="u" * 40, label=long(75)),) * 4 if kind is AnswerKind.NUMBER else (),
    )


def worst_value(question: Question) -> Value:
    match question.kind:
        case AnswerKind.NUMBER:
            most = Decimal(9 * 10**15)
            return Quantity(low=most - 1, high=most, unit=question.units[0].key, approximate=True)
        case AnswerKind.SHORT_TEXT | AnswerKind.LONG_TEXT:
            return Written(long(3000).da)
        case AnswerKind.ONE_OF | AnswerKind.MANY_OF:
            return Chosen(question.offered)
        case _:
            return plausible(question)


def messages(question: Question, value: Value, language: Language) -> list[Message]:
    """All that may be said about one question."""
    before = branch_note(BranchChange(asleep=(question,) * 20, awake=(question,) * 20), language)
    assert before is not None
    ask = Ask(question=question, progress=Progress(place=99, total=100), previous=value)
    put = Put(interview_id=999_999_999, questionnaire=QUESTIONNAIRE, ask=ask)
    why = [
        misunderstood(reason, HOSTILE * 1000, question, language=language)
        for reason in [*Misunderstanding, "file"]
    ]
    return [
        question_message(put, language),
        question_message(replace(put, ask=replace(ask, previous=None)), language),
        question_message(replace(put, before=before), language),
        *[question_message(replace(put, before=one), language) for one in why],
        *[paragraph(one) for one in (before, *why)],
        answered_message(999_999_999, question, value, language),
        answered_message(999_999_999, question, NotKnownYet(), language),
        folded_message(999_999_999, question, language),
        paused_message(put, language, reminder="onsdag 11. maj 2022"),
        conflict_message(
            999_999_999,
            question,
            theirs=value,
            theirs_id=999_999_999,
            their_name=HOSTILE * 5,
            mine=value,
            mine_id=999_999_999,
            language=language,
        ),
    ]


def assert_fits(made: list[Message]) -> None:
    for message in made:
        check_message_blocks(message["blocks"])
        assert 1 <= len(message["text"]) <= 300
        assert len(message["text"].encode()) <= 4000  # what chat.update takes
        for words in [message["text"], *parsed(message["blocks"])]:
            assert "<!" not in words
            assert "<@" not in words


def parsed(part: object) -> Iterator[str]:
    """The texts in which Slack looks for mentions and links."""
    if isinstance(part, dict):
        if part.get("type") == "mrkdwn":
            yield str(part["text"])
        for inner in part.values():
            yield from parsed(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from parsed(inner)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("question", QUESTIONNAIRE.questions, ids=lambda question: question.key)
def test_the_real_questions_fit_with_real_and_with_hostile_answers(
    question: Question, language: Language
) -> None:
    assert_fits(messages(question, plausible(question), language))
    assert_fits(messages(question, worst_value(question), language))


@pytest.mark.parametrize("kind", AnswerKind)
def test_the_longest_question_that_a_file_may_hold_fits(kind: AnswerKind) -> None:
    question = worst(kind)

    assert_fits(messages(question, worst_value(question), Language.DANISH))
