"""What is sent of one event: a file for each thing that a calendar can be told. RFC 5546.

A mail is for one person and names that person only. The UID never changes; the version is the
caller's to raise. The same arguments give the same bytes.
"""

from datetime import datetime

from bot.calendar.components import (
    Text,
    add_attendee,
    calendar_file,
    dated_file,
    described,
    identified,
    lines,
)
from bot.calendar.events import Attendee, Event
from bot.calendar.text import LONGEST_DESCRIPTION, clean_text


def request(event: Event, attendee: Attendee, *, now: datetime) -> bytes:
    """An invitation, or what has changed since the last one.

    A higher sequence asks for a new answer; the same one with a later `now` changes it quietly.
    """
    _has_organizer(event)
    component = described(event, stamp=now)
    component.add("STATUS", "CONFIRMED")
    component.add("X-MICROSOFT-CDO-BUSYSTATUS", "BUSY")
    add_attendee(component, attendee, asks=True)
    return dated_file([_method("REQUEST")], [lines(component)])


def uninvite(event: Event, attendee: Attendee, *, now: datetime) -> bytes:
    """Takes the event out of this person's calendar; for others it goes on.

    That it has no status is what tells the two cancellations apart.
    """
    _has_organizer(event)
    component = described(event, stamp=now)
    add_attendee(component, attendee, asks=False)
    return dated_file([_method("CANCEL")], [lines(component)])


def call_off(event: Event, attendee: Attendee, *, now: datetime) -> bytes:
    """Tells this person that the event does not take place."""
    _has_organizer(event)
    component = described(event, stamp=now)
    component.add("STATUS", "CANCELLED")
    add_attendee(component, attendee, asks=False)
    return dated_file([_method("CANCEL")], [lines(component)])


def publish(event: Event) -> bytes:
    """A file to open by hand. It names no attendee, so that it may be passed on."""
    component = described(event, stamp=changed_at(event))
    component.add("STATUS", "CANCELLED" if event.called_off else "CONFIRMED")
    return dated_file([_method("PUBLISH")], [lines(component)])


def decline_counter(event: Event, attendee: Attendee, *, now: datetime, comment: str) -> bytes:
    """Says no to another time that this person's calendar has proposed."""
    _has_organizer(event)
    component = identified(event, stamp=now)
    add_attendee(component, attendee, asks=False)
    said = clean_text(comment, LONGEST_DESCRIPTION)
    if said:
        component.add("COMMENT", Text(said))
    return calendar_file([_method("DECLINECOUNTER")], [lines(component)])


def changed_at(event: Event) -> datetime:
    """When the event was last changed: what files that are not mailed are stamped with."""
    if event.changed_at is None:
        message = "a file or feed is stamped with when the event was changed"
        raise ValueError(message)
    return event.changed_at


def _method(name: str) -> str:
    return f"METHOD:{name}\r\n"


def _has_organizer(event: Event) -> None:
    if event.organizer is None:
        message = "what is mailed comes from an organizer"
        raise ValueError(message)
