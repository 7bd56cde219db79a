"""A calendar to subscribe to: events as text, and texts joined to a file.

Each event's text depends on nothing else, so it may be kept; the file is only a join.
"""

from collections.abc import Iterable

from bot.calendar.components import dated_file, described, line, lines
from bot.calendar.events import Event
from bot.calendar.messages import changed_at
from bot.calendar.text import LONGEST_TITLE, clean_line

# How often to look again: a hint. Google looks two or three times a day whatever it says.
_FRESH = ("REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n", "X-PUBLISHED-TTL:PT1H\r\n")


def vevent(event: Event, *, called_off_prefix: str) -> str:
    """The event without any attendee. Called off, its title says so before anything else.

    Google shows a cancelled event of a feed like any other, so the title has to tell.
    """
    title = f"{called_off_prefix}{event.title}" if event.called_off else event.title
    component = described(event, stamp=changed_at(event), title=title)
    component.add("STATUS", "CANCELLED" if event.called_off else "CONFIRMED")
    return lines(component)


def feed(vevents: Iterable[str], *, name: str) -> bytes:
    """The whole file, in the order given. The same texts give the same bytes."""
    called = clean_line(name, LONGEST_TITLE)
    names = (line("NAME", called), line("X-WR-CALNAME", called)) if called else ()
    return dated_file((*names, *_FRESH), vevents)
