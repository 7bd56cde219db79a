"""Addresses that open "new event", filled in, in the calendars that most people have.

For those whom no mail reaches. Such an event stands alone: changes never find their way to it.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote, urlencode

from bot.calendar.events import Event
from bot.calendar.text import (
    LONGEST_DESCRIPTION,
    LONGEST_PLACE,
    LONGEST_TITLE,
    clean_line,
    clean_link,
    clean_text,
)

LONGEST = 3000  # what a button in Slack may carry

# Of the written-out form, in which "ø" takes six characters and a smiley twelve.
_ROOM_FOR_TITLE = 700
_ROOM_FOR_PLACE = 700
_ROOM_FOR_LINK = 500
_ELLIPSIS = "…"

_GOOGLE = "https://calendar.google.com/calendar/render"
_OUTLOOK = "https://outlook.live.com/calendar/0/deeplink/compose"
_OFFICE = "https://outlook.office.com/calendar/0/deeplink/compose"


@dataclass(frozen=True, slots=True, kw_only=True)
class AddLinks:
    """One address for each calendar, none above Slack's 3,000 characters."""

    google: str
    outlook: str  # a private account
    office: str  # an employer's


def add_links(event: Event) -> AddLinks:
    """Where a person adds the event themselves. Long details end in "…"; links stay whole."""
    if event.starts_at.tzinfo is None or event.ends_at.tzinfo is None:
        message = "a moment without a zone cannot be linked to"
        raise ValueError(message)
    return AddLinks(
        google=_google(event),
        outlook=_microsoft(_OUTLOOK, event),
        office=_microsoft(_OFFICE, event),
    )


def _google(event: Event) -> str:
    fixed = {
        "action": "TEMPLATE",
        "text": _title(event),
        "dates": f"{_utc(event.starts_at, '%Y%m%dT%H%M%SZ')}/{_utc(event.ends_at, '%Y%m%dT%H%M%SZ')}",
        "ctz": "Europe/Copenhagen",
        "location": _place(event),
    }
    return _address(_GOOGLE, fixed, event, details="details")


def _microsoft(base: str, event: Event) -> str:
    fixed = {
        "path": "/calendar/action/compose",
        "rru": "addevent",
        "subject": _title(event),
        "startdt": _utc(event.starts_at, "%Y-%m-%dT%H:%M:%SZ"),
        "enddt": _utc(event.ends_at, "%Y-%m-%dT%H:%M:%SZ"),
        "location": _place(event),
    }
    return _address(base, fixed, event, details="body")


def _address(base: str, fixed: dict[str, str], event: Event, *, details: str) -> str:
    """The address with as much of the description as there is room for."""
    link = _link(event) or ""
    ending = f"\n\n{link}" if link else ""
    # Microsoft shows a plus sign as it is, so a blank is "%20".
    bare = f"{base}?{urlencode({name: one for name, one in fixed.items() if one}, quote_via=quote)}"
    room = LONGEST - len(bare) - len(f"&{details}=") - len(_encoded(ending))
    words = clean_text(event.description, LONGEST_DESCRIPTION)
    said = f"{_within(words, room)}{ending}".strip()
    return f"{bare}&{details}={_encoded(said)}" if said else bare


def _title(event: Event) -> str:
    return _within(clean_line(event.title, LONGEST_TITLE), _ROOM_FOR_TITLE)


def _place(event: Event) -> str:
    place = _within(clean_line(event.place or "", LONGEST_PLACE), _ROOM_FOR_PLACE)
    return place or _link(event) or ""


def _link(event: Event) -> str | None:
    """None also when it is too long: half a link leads nowhere."""
    link = clean_link(event.link)
    return link if link and len(_encoded(link)) <= _ROOM_FOR_LINK else None


def _within(text: str, room: int) -> str:
    """As many whole characters as the room holds when written out."""
    if len(_encoded(text)) <= room:
        return text
    left = room - len(_encoded(_ELLIPSIS))
    kept = 0
    for character in text:
        left -= len(_encoded(character))
        if left < 0:
            break
        kept += 1
    return text[:kept].rstrip() + _ELLIPSIS if kept else ""


def _encoded(text: str) -> str:
    return quote(text, safe="")


def _utc(at: datetime, form: str) -> str:
    return at.astimezone(UTC).strftime(form)
