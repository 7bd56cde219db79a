"""An event as the lines of a VEVENT, and lines as a whole calendar file. RFC 5545 and 7986."""

from collections.abc import Iterable
from datetime import UTC, datetime

import icalendar
from icalendar.parser import Contentline

from bot.calendar.events import Attendee, Event, Organizer
from bot.calendar.text import (
    LONGEST_DESCRIPTION,
    LONGEST_PLACE,
    LONGEST_TITLE,
    clean_address,
    clean_line,
    clean_link,
    clean_name,
    clean_text,
)
from bot.calendar.zone import VTIMEZONE, written

PRODID = "-//Sammen//sammen//DA"


class Text(icalendar.vText):
    r"""Words as a property's value. The library's own would make a new line of the N in "G:\Ny"."""

    def to_ical(self) -> bytes:
        """Escaped as RFC 5545, 3.3.11 wants it: four characters, and nothing else."""
        escaped = str(self).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
        return escaped.replace("\n", "\\n").encode("utf-8")


def identified(event: Event, *, stamp: datetime) -> icalendar.Event:
    """A component that says which event it is, in which version, made when, and whose."""
    if stamp.tzinfo is None:
        message = "the moment of making needs a zone"
        raise ValueError(message)
    component = icalendar.Event()
    component.add("UID", Text(clean_line(event.uid, 255)))
    component.add("SEQUENCE", event.sequence)
    component.add("DTSTAMP", stamp.astimezone(UTC).replace(microsecond=0))
    if event.organizer is not None:
        component.add("ORGANIZER", _person(event.organizer))
    return component


def described(event: Event, *, stamp: datetime, title: str | None = None) -> icalendar.Event:
    """The same with what happens when and where. Not yet with a status or an attendee."""
    starts, ends = written(event.starts_at), written(event.ends_at)
    if event.ends_at <= event.starts_at:
        message = "an event ends after it begins"
        raise ValueError(message)
    component = identified(event, stamp=stamp)
    component.add("DTSTART", starts)
    component.add("DTEND", ends)
    # An empty property is refused by some readers.
    component.add("SUMMARY", Text(clean_line(title or event.title, LONGEST_TITLE) or "–"))
    link = clean_link(event.link)
    place = clean_line(event.place or "", LONGEST_PLACE) or link
    if place:
        component.add("LOCATION", Text(place))
    description = _description(event.description, link)
    if description:
        component.add("DESCRIPTION", Text(description))
    if link:
        component.add("CONFERENCE", _conference(link, event.title))
    component.add("TRANSP", "OPAQUE")
    return component


def add_attendee(component: icalendar.Event, attendee: Attendee, *, asks: bool) -> None:
    """The one person whom the message is for. `asks` asks their calendar for an answer."""
    person = _person(attendee)
    person.params["CUTYPE"] = "INDIVIDUAL"
    person.params["ROLE"] = "REQ-PARTICIPANT"
    person.params["PARTSTAT"] = attendee.standing.value
    if asks:
        person.params["RSVP"] = "TRUE"
    component.add("ATTENDEE", person)


def lines(component: icalendar.Event) -> str:
    """The component as text: CRLF, and lines of at most 75 octets."""
    text: str = component.to_ical().decode("utf-8")
    return text


def line(name: str, text: str) -> str:
    """One line of text, escaped and folded, with its CRLF."""
    whole = Contentline.from_parts(name, icalendar.Parameters(), Text(text))
    folded: bytes = whole.to_ical()
    return f"{folded.decode('utf-8')}\r\n"


def calendar_file(head: Iterable[str], components: Iterable[str]) -> bytes:
    """A whole file, put together from lines that are written already."""
    opening = ("BEGIN:VCALENDAR\r\n", "VERSION:2.0\r\n", f"PRODID:{PRODID}\r\n")
    return "".join((*opening, *head, *components, "END:VCALENDAR\r\n")).encode("utf-8")


def dated_file(head: Iterable[str], components: Iterable[str]) -> bytes:
    """The same with the rule of Copenhagen's time, which times on its clock need."""
    return calendar_file(head, (VTIMEZONE, *components))


def _person(one: Organizer | Attendee) -> icalendar.vCalAddress:
    person = icalendar.vCalAddress(f"mailto:{clean_address(one.email)}")
    name = clean_name(one.name)
    if name:
        person.params["CN"] = name
    return person


def _conference(link: str, title: str) -> icalendar.vUri:
    conference = icalendar.vUri(link)
    conference.params["VALUE"] = "URI"
    conference.params["FEATURE"] = ["AUDIO", "VIDEO"]
    label = clean_name(title)
    if label:
        conference.params["LABEL"] = label
    return conference


def _description(description: str, link: str | None) -> str:
    """The description, with the link on a line of its own unless it is there already."""
    room = LONGEST_DESCRIPTION - (len(link) + 2 if link else 0)
    words = clean_text(description, room)
    if link is None or link in words:
        return words
    return f"{words}\n\n{link}" if words else link
