"""What can be asked for in one's own words, and what reading them comes to.

What somebody may have is not decided here: that is bot/access.py's, when the wish is met.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.conversation.questions import Text


class Wish(StrEnum):
    """What a member wants. Those with a target name one thing of the catalogue."""

    DOCUMENT = "document"  # target: a document
    DOCUMENTS = "documents"  # all that one may have
    NEW_DOCUMENTS = "new_documents"  # since one last got them
    MEETING_LINK = "meeting_link"  # target: a meeting
    DATE = "date"  # when and where it is; target: a meeting or a milestone
    MEETINGS = "meetings"  # one's own, and what one has answered
    TIMELINE = "timeline"
    NEXT_STEP = "next_step"
    PARTICIPANTS = "participants"
    CONTACTS = "contacts"
    PERSON = "person"  # target: a contact or member
    ORGANISATION = "organisation"  # how far one's own has come
    ANSWERS = "answers"
    MY_DATA = "my_data"
    LANGUAGE = "language"
    PAUSE = "pause"
    PREFERENCES = "preferences"
    SUMS = "sums"
    CALENDAR = "calendar"
    CATCH_UP = "catch_up"
    FAQ = "faq"  # target: a question with its answer
    LEAVE = "leave"
    HELP = "help"
    HUMAN = "human"
    THANKS = "thanks"  # courtesy, and nothing else


class Kind(StrEnum):
    """What sort of thing of the catalogue a target is."""

    DOCUMENT = "document"
    MEETING = "meeting"
    MILESTONE = "milestone"
    PERSON = "person"
    FAQ = "faq"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing that can be asked for by name. `id` is its row's, `key` its name in files."""

    kind: Kind
    id: int
    key: str
    titles: Text  # for a person, the name in both
    keywords: tuple[str, ...] = ()  # other words for it; a person's organisation and title
    sort: str = ""  # "slides", "minutes", ... of a document
    starts_at: datetime | None = None  # of a meeting; of a milestone exact to a day


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One wish. `target` where the wish has one; a date without one asks for all that is coming."""

    wish: Wish
    target: Item | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sure:
    """Understood: answered at once, in the order in which it was asked."""

    requests: tuple[Request, ...]
    because: Sequence[str] = ()  # the words that led here, for people who ask why


@dataclass(frozen=True, slots=True, kw_only=True)
class Guesses:
    """Not sure: at most three, the likeliest first, offered as buttons."""

    requests: tuple[Request, ...]
    because: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Unclear:
    """Sammen cannot tell: passed on to a human, if the person wants that."""


Reading = Sure | Guesses | Unclear
