"""Reads a calendar file: its method and its event, as far as a calendar shows them."""

from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar

# Times without a zone are read where the reader is.
_HERE = ZoneInfo("Europe/Copenhagen")


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEvent:
    """One event. `stamp` and the times are seconds since 1970."""

    uid: str
    sequence: int
    stamp: float
    title: str
    starts: float
    ends: float
    all_day: bool = False
    place: str = ""
    link: str = ""
    about: str = ""
    organizer_name: str = ""
    organizer: str = ""
    attendees: tuple[str, ...] = ()
    noted: str = ""  # PARTSTAT of the one attendee: what the organizer has noted of their answer
    is_cancelled: bool = False

    @property
    def version(self) -> tuple[int, float]:
        """The higher, the newer: SEQUENCE, then DTSTAMP."""
        return self.sequence, self.stamp

    def to_json(self) -> dict[str, Any]:
        """The event on disk."""
        return asdict(self)


def event_from_json(kept: dict[str, Any]) -> CalendarEvent:
    """The event that a row on disk holds."""
    return CalendarEvent(**{**kept, "attendees": tuple(kept["attendees"])})


def read_calendar(content: bytes) -> tuple[str, CalendarEvent]:
    """The method and the first event; what no calendar could read raises ValueError."""
    try:
        # As bytes: icalendar takes a text that names a file for the file.
        calendar = Calendar.from_ical(content)
        event = next(iter(calendar.walk("VEVENT")), None)
        if event is None:
            raise ValueError("there is no event in it")
        return str(calendar.get("METHOD", "")).upper(), _event(event)
    except (KeyError, AttributeError, TypeError, IndexError) as wrong:
        raise ValueError(f"the calendar file is broken: {wrong}") from wrong


def _event(told: Any) -> CalendarEvent:  # noqa: ANN401 # icalendar's components are untyped
    begins = told["DTSTART"].dt
    starts = _moment(begins)
    if "DTEND" in told:
        ends = _moment(told["DTEND"].dt)
    elif "DURATION" in told:
        ends = starts + told["DURATION"].dt.total_seconds()
    else:
        ends = starts
    organizer = told.get("ORGANIZER")
    attendees = told.get("ATTENDEE") or []
    attendees = attendees if isinstance(attendees, list) else [attendees]
    place = str(told.get("LOCATION", ""))
    return CalendarEvent(
        uid=str(told["UID"]),
        sequence=int(told.get("SEQUENCE", 0)),
        stamp=_moment(told["DTSTAMP"].dt),
        title=str(told.get("SUMMARY", "")),
        starts=starts,
        ends=ends,
        all_day=not isinstance(begins, datetime),
        place=place,
        link=_link(told, place),
        about=str(told.get("DESCRIPTION", "")),
        organizer_name=str(organizer.params.get("CN", "")) if organizer else "",
        organizer=_address(organizer) if organizer else "",
        attendees=tuple(_address(one) for one in attendees),
        noted=str(attendees[0].params.get("PARTSTAT", "")).upper() if len(attendees) == 1 else "",
        is_cancelled=str(told.get("STATUS", "")).upper() == "CANCELLED",
    )


def _moment(value: date | datetime) -> float:
    if not isinstance(value, datetime):
        value = datetime.combine(value, time(), _HERE)
    elif value.tzinfo is None:
        value = value.replace(tzinfo=_HERE)
    return value.astimezone(UTC).timestamp()


def _link(told: Any, place: str) -> str:  # noqa: ANN401 # icalendar's components are untyped
    offered = [place, told.get("CONFERENCE", ""), told.get("URL", "")]
    flat = [one[0] if isinstance(one, list) else one for one in offered]
    return next((str(one) for one in flat if str(one).startswith(("http://", "https://"))), "")


def _address(value: object) -> str:
    text = str(value)
    return text[len("mailto:") :] if text.lower().startswith("mailto:") else text
