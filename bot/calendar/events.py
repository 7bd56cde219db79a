"""What a calendar is told of a meeting and of one person, as values."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Standing(StrEnum):
    """How far an attendee's answer is: iCalendar's PARTSTAT (RFC 5545, 3.2.12)."""

    NEEDS_ACTION = "NEEDS-ACTION"
    ACCEPTED = "ACCEPTED"
    TENTATIVE = "TENTATIVE"
    DECLINED = "DECLINED"


@dataclass(frozen=True, slots=True, kw_only=True)
class Organizer:
    """Who invites: whom mail comes from, and the mailbox that answers go to."""

    name: str
    email: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendee:
    """The one person whom an invitation is for, and where their answer stands."""

    name: str
    email: str
    standing: Standing = Standing.NEEDS_ACTION


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One meeting. Moments are aware and in UTC; words are in the reader's language."""

    uid: str  # for ever the same
    sequence: int  # as this reader is told it
    starts_at: datetime
    ends_at: datetime
    title: str
    description: str = ""
    place: str | None = None
    link: str | None = None  # http(s), to join
    organizer: Organizer | None = None
    called_off: bool = False
    changed_at: datetime | None = None  # of the event, for files and feeds
