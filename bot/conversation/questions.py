"""What a questionnaire is made of, and what an answer can be. Plain frozen values, nothing else.

Keys are stable and are what is stored; labels are for people and may change at any time.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

YES = "yes"
NO = "no"


class Language(StrEnum):
    """The languages that Sammen speaks. The values are ISO 639-1 codes."""

    DANISH = "da"
    ENGLISH = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """The same words in every language that Sammen speaks."""

    da: str
    en: str

    def in_(self, language: Language) -> str:
        """The words in that language."""
        return self.da if language is Language.DANISH else self.en


class AnswerKind(StrEnum):
    """How a question is answered."""

    YES_NO = "yes_no"  # the choices are the keys "yes" and "no"
    ONE_OF = "one_of"
    MANY_OF = "many_of"
    NUMBER = "number"  # an amount or a range, in one of the question's units
    MONTH = "month"  # a month of a year, or only the year
    SHORT_TEXT = "short_text"  # at most 300 characters
    LONG_TEXT = "long_text"  # at most 3,000 characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One of the answers offered."""

    key: str
    label: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """What a number counts, and the words people type for it, such as "kr." or "mio. kr."."""

    key: str
    label: Text
    words: tuple[str, ...] = ()  # lower case, without the label's own words


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """Holds if an earlier, visible question has one of these choices (None: any real answer)."""

    question: str
    is_any_of: frozenset[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One thing asked. `shown_when` may mention earlier questions only; all must hold."""

    key: str
    section: str
    kind: AnswerKind
    ask: Text
    short: Text  # a few words, for the review and the status
    help: Text | None = None
    example: Text | None = None  # of an answer, shown when one could not be read
    choices: tuple[Choice, ...] = ()
    units: tuple[Unit, ...] = ()  # the first is meant when none is typed
    required: bool = False  # a required question offers no skipping, but "not known yet"
    shown_when: tuple[When, ...] = ()

    @property
    def offered(self) -> tuple[str, ...]:
        """The keys that can be chosen, in order."""
        if self.kind is AnswerKind.YES_NO:
            return (YES, NO)
        return tuple(choice.key for choice in self.choices)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading over some questions that stand together."""

    key: str
    title: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Questionnaire:
    """All questions of one process, in the order in which they are asked."""

    key: str
    title: Text
    sections: tuple[Section, ...]
    questions: tuple[Question, ...]

    def find(self, key: str) -> Question | None:
        """The question with that key, or None if it never was or has been retired."""
        return next((question for question in self.questions if question.key == key), None)


@dataclass(frozen=True, slots=True)
class Chosen:
    """One or several choice keys, in the question's own order."""

    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number as a person gives it: exact (low equals high), a range, or about so much."""

    low: Decimal
    high: Decimal
    unit: str  # a Unit's key
    approximate: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """A month (1-12) of a year, or the whole year when the month is None."""

    year: int
    month: int | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """What a person wrote, unescaped, as it is."""

    text: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """The person chose not to answer."""


@dataclass(frozen=True, slots=True)
class NotKnownYet:
    """The person does not know yet; the question is listed again in the review."""


Value = Chosen | Quantity | Month | Written | Skipped | NotKnownYet
Answers = Mapping[str, Value]
