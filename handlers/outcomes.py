"""What becomes of a modal that was sent in, and how its acknowledgement says so."""

from dataclasses import dataclass
from typing import Any, assert_never

from bot.voice.blocks import View

Errors = dict[str, str]  # block id -> what is wrong with it, in the person's language


@dataclass(frozen=True, slots=True)
class Push:
    """A modal comes on top of the one that was sent in, which stays beneath as it was filled in."""

    view: View


@dataclass(frozen=True, slots=True)
class Instead:
    """Another modal takes the place of the one that was sent in."""

    view: View


@dataclass(frozen=True, slots=True)
class CloseAll:
    """Every modal of the stack closes."""


Outcome = Errors | Push | Instead | CloseAll | None  # None: this one closes


def response_of(outcome: Outcome) -> dict[str, Any]:
    """What the acknowledgement of a modal says for it."""
    if not outcome:
        return {}
    match outcome:
        case Push(view):
            return {"response_action": "push", "view": view}
        case Instead(view):
            return {"response_action": "update", "view": view}
        case CloseAll():
            return {"response_action": "clear"}
        case dict():
            return {"response_action": "errors", "errors": outcome}
        case never:
            assert_never(never)
