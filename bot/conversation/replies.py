"""Reads what people type in answer to a question, in Danish and English. Pure; never raises.

How numbers, months and choices are read stands in the files of these names.
"""

from dataclasses import dataclass
from datetime import date
from typing import assert_never

from bot.conversation.choices import read_choices
from bot.conversation.dates import read_month
from bot.conversation.misunderstandings import Misunderstanding
from bot.conversation.numbers import read_quantity
from bot.conversation.questions import AnswerKind, Language, Question, Value, Written
from bot.conversation.spelling import MOST_CHARACTERS, is_only_emoji, tidy

__all__ = ["Misunderstanding", "Misunderstood", "Reading", "Understood", "read_reply"]

MOST_CHARACTERS_OF_SHORT_TEXT = 300


@dataclass(frozen=True, slots=True)
class Understood:
    """What the reply says, ready to be stored."""

    value: Value


@dataclass(frozen=True, slots=True)
class Misunderstood:
    """Why the reply could not be read, and the reply as it came."""

    reason: Misunderstanding
    raw: str


Reading = Understood | Misunderstood


def read_reply(question: Question, raw: str, *, language: Language, today: date) -> Reading:
    """What these words answer to that question.

    Words that steer the conversation, such as "spring over", are not known here: see words.py.
    """
    text = tidy(raw)
    read = _unreadable(text) or _read(question, text, language=language, today=today)
    return Misunderstood(read, raw) if isinstance(read, Misunderstanding) else Understood(read)


def most_characters(question: Question) -> int:
    """How long a reply to that question may be."""
    is_short = question.kind is AnswerKind.SHORT_TEXT
    return MOST_CHARACTERS_OF_SHORT_TEXT if is_short else MOST_CHARACTERS


def _unreadable(text: str) -> Misunderstanding | None:
    """What is wrong with a reply to any question, if anything."""
    if not text:
        return Misunderstanding.EMPTY
    if is_only_emoji(text):
        return Misunderstanding.ONLY_EMOJI
    return Misunderstanding.TOO_LONG if len(text) > MOST_CHARACTERS else None


def _read(
    question: Question, text: str, *, language: Language, today: date
) -> Value | Misunderstanding:
    match question.kind:
        case AnswerKind.YES_NO | AnswerKind.ONE_OF | AnswerKind.MANY_OF:
            return read_choices(text, question=question)
        case AnswerKind.NUMBER:
            return read_quantity(text, question=question, language=language)
        case AnswerKind.MONTH:
            return read_month(text, today=today)
        case AnswerKind.SHORT_TEXT:
            is_short = len(text) <= MOST_CHARACTERS_OF_SHORT_TEXT
            return Written(text) if is_short else Misunderstanding.TOO_LONG
        case AnswerKind.LONG_TEXT:
            return Written(text)
        case never:
            assert_never(never)
