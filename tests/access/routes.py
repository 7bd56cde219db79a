"""The ways on which something may be got, and what one try on such a way looks like."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from bot.access import Act
from tests.access.hands import Hand, Seen
from tests.access.house import Things


class Route(StrEnum):
    """A way to Sammen."""

    WORDS = "words"  # in the direct message
    MENTION = "mention"  # in a channel
    BUTTON = "button"
    OLD_BUTTON = "old_button"  # of another process, of another workspace, of what one was before
    COMMAND = "command"  # `/sammen`
    HOME = "home"
    FORM = "form"  # a modal sent in
    SHORTCUT = "shortcut"
    SEARCH = "search"  # the lines that a field offers
    FEED = "feed"  # over HTTP, without an account
    FILE = "file"  # a file or link that is handed out
    SUMMARY = "summary"  # the facilitators' status and members' sums
    EXPORT = "export"  # what is taken away


Do = Callable[[Hand, Things], object]
Given = Callable[[Seen, Things], bool]


@dataclass(frozen=True, slots=True)
class Try:
    """One act on one way, and how to tell whether it succeeded."""

    act: Act
    route: Route
    name: str  # the id of the button, form or field; the word; "" where the route says all
    do: Do
    given: Given
    is_personal: bool = False  # it names no process: Sammen takes the person's own

    def __str__(self) -> str:
        return f"{self.act.value}-{self.route.value}-{self.name or 'as it is'}"


def seals_in(words: str) -> set[str]:
    """Every seal that stands there."""
    return set(re.findall(r"Segl[0-9][a-z]+", words))


def changes(seen: Seen, _things: Things) -> bool:
    """Something is otherwise than before."""
    return bool(seen.changed)


def changes_in(*tables: str) -> Given:
    """Something in those tables is otherwise."""
    return lambda seen, _things: bool(seen.changed & set(tables))


def either(*ways: Given) -> Given:
    """Any of these."""
    return lambda seen, things: any(one(seen, things) for one in ways)


def opens(seen: Seen, _things: Things) -> bool:
    """A modal has been opened, or put on top."""
    return bool(seen.opened)


def redraws(seen: Seen, _things: Things) -> bool:
    """The modal in which it was pressed shows something else."""
    return seen.redrawn


def pushes(seen: Seen, _things: Things) -> bool:
    """The form was answered with another one."""
    return '"response_action": "push"' in seen.acknowledged or (
        '"response_action": "update"' in seen.acknowledged
    )


def shows(thing: str) -> Given:
    """The thing's seal was shown."""
    return lambda seen, things: things.seal(thing) in seals_in(seen.shown)


def says(words: str) -> Given:
    """Those words were shown."""
    return lambda seen, _things: words in seen.shown


def hands_out(ending: str) -> Given:
    """A file of that kind was handed out."""
    return lambda seen, _things: any(name.endswith(ending) for name in seen.files)
