"""What may stand in an announcement's text: which variables there are, and how long it may be."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum

from bot.voice.speak import escape

MOST = 3000  # characters that a reader gets, links included: Slack takes no more in one paragraph
LONGEST_VALUE = 80  # of what is filled in for a variable
_FOUND = re.compile(r"\{([^{}\n]{1,40})\}")


class Variable(StrEnum):
    """Something that is filled in for each reader."""

    FIRST_NAME = "first_name"
    NAME = "name"
    ORGANISATION = "organisation"
    PROCESS = "process"
    DEADLINE = "deadline"  # the next milestone's day
    SENDER = "sender"


# What may be written between the braces. Both languages serve in both texts.
VARIABLES = {
    "fornavn": Variable.FIRST_NAME,
    "navn": Variable.NAME,
    "organisation": Variable.ORGANISATION,
    "proces": Variable.PROCESS,
    "frist": Variable.DEADLINE,
    "afsender": Variable.SENDER,
    "first_name": Variable.FIRST_NAME,
    "name": Variable.NAME,
    "process": Variable.PROCESS,
    "deadline": Variable.DEADLINE,
    "sender": Variable.SENDER,
}
DANISH_NAMES = tuple(VARIABLES)[:6]
ENGLISH_NAMES = ("first_name", "name", "organisation", "process", "deadline", "sender")
PERSONAL = frozenset({Variable.FIRST_NAME, Variable.NAME, Variable.ORGANISATION})


@dataclass(frozen=True, slots=True)
class Unknown:
    """A variable that does not exist, and the one that was perhaps meant."""

    written: str
    meant: str | None


Piece = str | Variable


def pieces(text: str) -> Iterator[Piece]:
    """The text, taken apart at its variables. What no variable is stays as it was written."""
    at = 0
    for found in _FOUND.finditer(text):
        variable = _variable(found[1])
        if variable is not None:
            yield text[at : found.start()]
            yield variable
            at = found.end()
    yield text[at:]


def variables_in(text: str) -> frozenset[Variable]:
    """Those that are filled in."""
    return frozenset(one for one in pieces(text) if isinstance(one, Variable))


def unknown_in(text: str) -> tuple[Unknown, ...]:
    """What stands in braces and is no variable, each once, in order."""
    written = dict.fromkeys(found[1] for found in _FOUND.finditer(text))
    return tuple(
        Unknown(one, next(iter(get_close_matches(one.casefold(), VARIABLES, n=1)), None))
        for one in written
        if _variable(one) is None
    )


def _variable(written: str) -> Variable | None:
    return VARIABLES.get(written.strip().casefold())


def length_of(text: str, *, links: Sequence[str]) -> int:
    """How many characters a reader may get at the most, as Slack counts them."""
    words = sum(
        LONGEST_VALUE if isinstance(one, Variable) else len(escape(one)) for one in pieces(text)
    )
    return words + sum(len(escape(one)) + len("\n• <|>") for one in links)
