"""Reads what people's calendars answer: METHOD:REPLY and METHOD:COUNTER. RFC 5546.

What comes by mail may be anything, so only the few lines that an answer consists of are given to
the parser. The zones that a mail brings along are not: they would be believed for later mails too.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

import icalendar

from bot.calendar.events import Standing
from bot.calendar.text import clean_address, clean_line, clean_text

LARGEST = 64 * 1024
LONGEST_COMMENT = 1000
_HIGHEST_SEQUENCE = 2**31 - 1

_FOLD = re.compile(r"\r?\n[ \t]")
_LINE_END = re.compile(r"\r\n|\r|\n")
_NAME = re.compile(r"[A-Za-z0-9-]+(?=[:;])")
_CALENDAR_LINES = frozenset({"METHOD"})
_EVENT_LINES = frozenset(
    {"UID", "SEQUENCE", "DTSTAMP", "ATTENDEE", "COMMENT", "DTSTART", "DTEND", "DURATION"}
)
_TIMES = frozenset({"DTSTART", "DTEND", "DURATION"})
# "/vendor.example/20220101/Europe/Copenhagen" means the last two.
_VENDORS_ZONE = re.compile(r'(;TZID="?)/(?:[^/:;"]+/)*([^/:;"]+/[^/:;"]+)', re.IGNORECASE)


class Reason(StrEnum):
    """Why something sent to a calendar is no answer that can be acted on."""

    TOO_LARGE = "too_large"
    NO_CALENDAR = "no_calendar"
    OTHER_METHOD = "other_method"
    NOT_ONE_EVENT = "not_one_event"
    NOT_ONE_ATTENDEE = "not_one_attendee"
    NOT_IDENTIFIED = "not_identified"  # without UID or the moment it was made
    UNKNOWN_STANDING = "unknown_standing"  # such as DELEGATED
    BROKEN = "broken"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreadable:
    """No answer, and why."""

    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarReply:
    """One attendee's answer to one version of an event. Nothing says yet who really sent it."""

    uid: str
    email: str  # in lower case
    standing: Standing
    sequence: int
    stamp: datetime  # in UTC; of two answers to one version the later counts
    comment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counter:
    """An attendee proposes another time; None where it could not be read."""

    uid: str
    email: str  # in lower case
    sequence: int
    stamp: datetime
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    comment: str = ""


class _Unreadable(ValueError):
    """The answer cannot be read."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


def read_reply(raw: bytes) -> CalendarReply | Counter | Unreadable:
    """The answer in the bytes of a text/calendar part. Never raises, whatever they are.

    An organizer is not asked for: Exchange leaves it out.
    """
    if len(raw) > LARGEST:
        return Unreadable(reason=Reason.TOO_LARGE)
    try:
        method, event = _parse(raw)
        return _reply(event) if method == "REPLY" else _counter(event)
    except _Unreadable as unreadable:
        return Unreadable(reason=unreadable.reason)
    except (ValueError, OverflowError):  # the parser's errors; a moment before the year 1
        return Unreadable(reason=Reason.BROKEN)


def _parse(raw: bytes) -> tuple[str, icalendar.Event]:
    unfolded = _FOLD.sub("", raw.decode("utf-8-sig", "replace"))
    kept = _answer_lines([line.strip() for line in _LINE_END.split(unfolded)])
    # Bytes, for a string could be taken for the path of a file.
    calendar = icalendar.Calendar.from_ical("\r\n".join((*kept, "")).encode("utf-8"))
    method = str(_single(calendar, "METHOD") or "").strip().upper()
    if method not in {"REPLY", "COUNTER"}:
        raise _Unreadable(Reason.OTHER_METHOD)
    event = calendar.events[0]
    if any(name not in _TIMES for name, _ in event.errors):
        raise _Unreadable(Reason.BROKEN)
    return method, event


def _answer_lines(lines: list[str]) -> list[str]:
    """The lines of the one calendar and the one event that an answer is made of."""
    opened = [line.upper() for line in lines if line[:6].upper() == "BEGIN:"]
    if opened.count("BEGIN:VCALENDAR") != 1:
        raise _Unreadable(Reason.NO_CALENDAR)
    if opened.count("BEGIN:VEVENT") != 1:
        raise _Unreadable(Reason.NOT_ONE_EVENT)
    inside: list[str] = []
    of_calendar: list[str] = []
    of_event: list[str] = []
    for line in lines:
        name = _NAME.match(line)
        match name[0].upper() if name else "":
            case "BEGIN":
                inside.append(line[6:].upper())
            case "END":
                del inside[-1:]
            case kind if inside == ["VCALENDAR"] and kind in _CALENDAR_LINES:
                of_calendar.append(line)
            case kind if inside == ["VCALENDAR", "VEVENT"] and kind in _EVENT_LINES:
                of_event.append(_VENDORS_ZONE.sub(r"\1\2", line))
    return [
        "BEGIN:VCALENDAR",
        *of_calendar,
        "BEGIN:VEVENT",
        *of_event,
        "END:VEVENT",
        "END:VCALENDAR",
    ]


def _reply(event: icalendar.Event) -> CalendarReply:
    attendee = _attendee(event)
    said = attendee.params.get("PARTSTAT", Standing.NEEDS_ACTION.value)
    try:
        standing = Standing(str(said).upper())
    except ValueError as unknown:
        raise _Unreadable(Reason.UNKNOWN_STANDING) from unknown
    return CalendarReply(
        uid=_uid(event),
        email=_email(attendee),
        standing=standing,
        sequence=_sequence(event),
        stamp=_stamp(event),
        comment=_comment(event),
    )


def _counter(event: icalendar.Event) -> Counter:
    starts_at, ends_at = _proposed(event)
    return Counter(
        uid=_uid(event),
        email=_email(_attendee(event)),
        sequence=_sequence(event),
        stamp=_stamp(event),
        starts_at=starts_at,
        ends_at=ends_at,
        comment=_comment(event),
    )


def _attendee(event: icalendar.Event) -> icalendar.vCalAddress:
    attendee = event.get("ATTENDEE")
    if not isinstance(attendee, icalendar.vCalAddress):  # a list if there are several
        raise _Unreadable(Reason.NOT_ONE_ATTENDEE)
    return attendee


def _email(attendee: icalendar.vCalAddress) -> str:
    return clean_address(re.sub("^mailto:", "", str(attendee).strip(), flags=re.IGNORECASE)).lower()


def _uid(event: icalendar.Event) -> str:
    uid = clean_line(str(_single(event, "UID") or ""), 255)
    if not uid:
        raise _Unreadable(Reason.NOT_IDENTIFIED)
    return uid


def _sequence(event: icalendar.Event) -> int:
    sequence = event.get("SEQUENCE", 0)
    if not isinstance(sequence, int) or not 0 <= sequence <= _HIGHEST_SEQUENCE:
        raise _Unreadable(Reason.BROKEN)
    return int(sequence)


def _stamp(event: icalendar.Event) -> datetime:
    stamp = _moment(event, "DTSTAMP")
    if stamp is None:
        raise _Unreadable(Reason.NOT_IDENTIFIED)
    return stamp


def _proposed(event: icalendar.Event) -> tuple[datetime | None, datetime | None]:
    """When the proposed time begins and ends; both or none, and in that order."""
    starts_at, ends_at = _moment(event, "DTSTART"), _moment(event, "DTEND")
    lasts = _time(event, "DURATION")
    if starts_at and ends_at is None and isinstance(lasts, timedelta):
        ends_at = starts_at + lasts
    if starts_at is None or ends_at is None or ends_at <= starts_at:
        return None, None
    return starts_at, ends_at


def _moment(event: icalendar.Event, name: str) -> datetime | None:
    """In UTC. None for whole days, times without a zone, and what is no time at all."""
    at = _time(event, name)
    return at.astimezone(UTC) if isinstance(at, datetime) and at.tzinfo else None


def _time(event: icalendar.Event, name: str) -> object:
    """None too if there are several, or if it could not be read."""
    value = event.get(name)
    return value.dt if isinstance(value, icalendar.vDDDTypes) else None


def _comment(event: icalendar.Event) -> str:
    comments = event.get("COMMENT", [])
    several = comments if isinstance(comments, list) else [comments]
    return clean_text("\n".join(str(one) for one in several), LONGEST_COMMENT)


def _single(component: icalendar.Component, name: str) -> object:
    value = component.get(name)
    if isinstance(value, list):
        raise _Unreadable(Reason.BROKEN)
    return value
