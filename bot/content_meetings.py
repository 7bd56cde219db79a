"""The meetings of a process file. Times stand in the file's zone; what is not known is left out."""

import re
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.calendar.text import clean_link, secure_link
from bot.content_entries import MeetingEntry
from bot.content_faults import nearest
from bot.content_fields import Fields, Word
from bot.content_questions import PROSE, TITLE

FORMS = ("physical", "digital", "both")
AGENDA = 1500  # characters: what a card shows of it
MOST_SEATS = 100_000
LONGEST_AHEAD = 60 * 24 * 60  # minutes: reminders come within two months of the meeting
USUAL_REMINDERS = (10_080, 1_440, 60)
INVITED_AT = time(9)  # of a day that names no hour

UNITS = {"w": 7 * 24 * 60, "d": 24 * 60, "h": 60, "m": 1}  # of a reminder, in minutes
_KNOWN = (
    "key",
    "title",
    "about",
    "agenda",
    "start",
    "end",
    "form",
    "place",
    "link",
    "capacity",
    "audience",
    "asks_needs",
    "reminders",
    "invite_from",
)


def read_meetings(top: Fields, *, roles: tuple[str, ...]) -> tuple[MeetingEntry, ...]:
    """Every meeting of the file. `roles` are those that an audience may name."""
    zone = _zone(top)
    return tuple(
        _meeting(fields, zone=zone, roles=roles) for fields in top.items("meetings", known=_KNOWN)
    )


def _meeting(fields: Fields, *, zone: ZoneInfo, roles: tuple[str, ...]) -> MeetingEntry:
    start = fields.moment("start", zone=zone)
    end = fields.moment("end", zone=zone)
    if start and end and end <= start:
        fields.wrong("end", "is not after the start", "check the day and the hour of both")
    form = fields.one_of("form", FORMS)
    for name, contrary in (("place", "digital"), ("link", "physical")):
        if form == contrary and fields.find(name) is not None:
            fields.wrong(name, f"does not fit a {form} meeting", "write form: both")
    link = fields.link("link")
    if link is not None and secure_link(link) is None:
        why = "is not secure" if clean_link(link) else "leads elsewhere than it seems"
        fields.wrong("link", f"{link!r} {why}", "begin with https://")
    return MeetingEntry(
        key=fields.key(),
        title=fields.text("title", limit=TITLE),
        about=fields.optional_text("about", limit=PROSE),
        agenda=fields.optional_text("agenda", limit=AGENDA),
        starts_at=start or datetime.min,  # noqa: DTZ901 # a stand-in: a fault is noted
        ends_at=end or datetime.min,  # noqa: DTZ901 # likewise
        form=form,
        place=fields.scalar("place"),
        link=link,
        capacity=fields.whole_number("capacity", least=1, most=MOST_SEATS),
        audience=_audience(fields, roles),
        asks_needs=fields.flag("asks_needs"),
        reminder_minutes=_reminders(fields),
        invite_from=_invite_from(fields, zone=zone),
    )


def _audience(fields: Fields, roles: tuple[str, ...]) -> tuple[str, ...]:
    """The roles that are invited; all of them if it says nothing."""
    if fields.find("audience") is None:
        return roles
    named = fields.words("audience")
    for one in named:
        if one.value not in roles:
            problem = f"{one.value!r} is no role"
            fields.faults.note(one.node, fields.at("audience"), problem, nearest(one.value, roles))
    if not named:
        hint = "leave it out for everybody, or write audience: [need_owner]"
        fields.wrong("audience", "names nobody", hint)
    return tuple(one.value for one in named)


def _reminders(fields: Fields) -> tuple[int, ...]:
    """Minutes before the start. An empty list is none; if it says nothing, the usual ones."""
    if fields.find("reminders") is None:
        return USUAL_REMINDERS
    minutes = {_ahead(one, fields) for one in fields.words("reminders")}
    return tuple(sorted(minutes - {0}, reverse=True))


def _ahead(word: Word, fields: Fields) -> int:
    found = re.fullmatch(r"([1-9][0-9]{0,4})([wdhm])", word.value)
    minutes = int(found[1]) * UNITS[found[2]] if found else 0
    if not 0 < minutes <= LONGEST_AHEAD:
        hint = "write 2w, 1d, 1h or 30m: weeks, days, hours or minutes before, two months at most"
        problem = f"{word.value!r} is no time before a meeting"
        fields.faults.note(word.node, fields.at("reminders"), problem, hint)
        return 0
    return minutes


def _invite_from(fields: Fields, *, zone: ZoneInfo) -> datetime | None:
    """When the invitations go out; None as long as nobody has decided."""
    value = fields.scalar("invite_from")
    if value is None:
        return None
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        day = fields.optional_day("invite_from")
        wall = datetime.combine(day, INVITED_AT, tzinfo=zone) if day else None
        return wall.astimezone(UTC) if wall else None
    return fields.moment("invite_from", zone=zone)


def _zone(top: Fields) -> ZoneInfo:
    name = top.scalar("zone") or "Europe/Copenhagen"
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        top.wrong("zone", f"{name!r} is no time zone", "write Europe/Copenhagen")
        return ZoneInfo("UTC")
