"""A person's calendar, and how it judges what comes in: the rules of RFC 5546, section 2.1.5."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sandbox.calendar_events import CalendarEvent, event_from_json


class Verdict(StrEnum):
    """What the calendar made of a mail or a file."""

    NEW = "new"
    UPDATE = "update"  # an earlier answer is void
    QUIET = "quiet"  # changed, and the answer stands
    CANCELLED = "cancelled"
    OLD = "old"  # already dealt with; nothing changes


class Answer(StrEnum):
    """What a person says to an invitation: iCalendar's PARTSTAT."""

    ACCEPTED = "ACCEPTED"
    TENTATIVE = "TENTATIVE"
    DECLINED = "DECLINED"


@dataclass(slots=True)
class Entry:
    """What the calendar knows of one UID. One that was cancelled is remembered, and not shown."""

    event: CalendarEvent
    answer: Answer | None = None
    # DTSTAMP of the latest answer, so that the next one is later.
    answered: float = 0.0
    is_removed: bool = False
    # A file names nobody: until a mail comes, there is nothing to answer.
    is_from_file: bool = False

    def to_json(self) -> dict[str, Any]:
        """The row on disk."""
        return {
            "event": self.event.to_json(),
            "answer": self.answer,
            "answered": self.answered,
            "is_removed": self.is_removed,
            "is_from_file": self.is_from_file,
        }


Calendar = dict[str, Entry]


def entry_from_json(kept: dict[str, Any]) -> Entry:
    """The entry that a row on disk holds."""
    answer = Answer(kept["answer"]) if kept["answer"] else None
    return Entry(**{**kept, "event": event_from_json(kept["event"]), "answer": answer})


def take_in(calendar: Calendar, method: str, event: CalendarEvent) -> Verdict | None:
    """Let the calendar act on a REQUEST, CANCEL or PUBLISH. None: on others it does not act."""
    known = calendar.get(event.uid)
    match method:
        case "CANCEL":
            return _cancel(calendar, known, event)
        case "REQUEST":
            return _request(calendar, known, event)
        case "PUBLISH" | "":
            if event.is_cancelled:
                return _cancel(calendar, known, event)
            return _publish(calendar, known, event)
        case _:
            return None


def _cancel(calendar: Calendar, known: Entry | None, event: CalendarEvent) -> Verdict:
    if known and event.version < known.event.version:
        return Verdict.OLD
    if known and known.is_removed and event.version == known.event.version:
        return Verdict.OLD
    calendar[event.uid] = Entry(event, is_removed=True)
    return Verdict.CANCELLED


def _request(calendar: Calendar, known: Entry | None, event: CalendarEvent) -> Verdict:
    noted = Answer(event.noted) if event.noted in list(Answer) else None
    if known and known.is_from_file and event.sequence >= known.event.sequence:
        # The file was only a look at the event; now the person is asked.
        calendar[event.uid] = Entry(event, answer=noted, answered=known.answered)
        return Verdict.NEW
    if known and event.version <= known.event.version:
        return Verdict.OLD
    if known is None or known.is_removed:
        calendar[event.uid] = Entry(event, answer=noted)
        return Verdict.NEW
    if event.sequence > known.event.sequence:
        calendar[event.uid] = Entry(event, answer=noted, answered=known.answered)
        return Verdict.UPDATE
    known.event = event
    if event.stamp > known.answered:  # some calendars keep to their own; this one is told
        known.answer = noted or known.answer
    return Verdict.QUIET


def _publish(calendar: Calendar, known: Entry | None, event: CalendarEvent) -> Verdict:
    if known is None or (known.is_removed and event.version > known.event.version):
        calendar[event.uid] = Entry(event, is_from_file=True)
        return Verdict.NEW
    if known.is_from_file and event.version > known.event.version:
        known.event = event
        return Verdict.QUIET
    # To somebody who was asked by mail, a file tells nothing new until it asks anew.
    if not known.is_removed and event.sequence > known.event.sequence:
        calendar[event.uid] = Entry(event, answered=known.answered, is_from_file=True)
        return Verdict.UPDATE
    return Verdict.OLD
