"""A meeting as somebody filled it in: what is wrong with it, and the same made fit for calendars."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any

from sqlmodel import Session

from bot.calendar.text import clean_line, clean_link, clean_text, secure_link
from models import Meeting
from models.enums import MeetingForm, Role
from models.invitations import seats_taken
from models.processes import TextJson

USUAL_REMINDERS = (10_080, 1_440, 60)  # minutes: a week, a day, an hour
MOST_SEATS = 100_000
EVERYBODY = tuple(role.value for role in Role)
LONGEST_TITLE, LONGEST_PLACE = 150, 200
LONGEST_AGENDA = 1500  # what a card shows of it


class Fault(StrEnum):
    """What is wrong with something that was filled in."""

    TITLE_MISSING = "title_missing"
    TIME_UNREADABLE = "time_unreadable"
    END_BEFORE_START = "end_before_start"
    IN_THE_PAST = "in_the_past"
    LINK_UNREADABLE = "link_unreadable"
    CAPACITY_UNREADABLE = "capacity_unreadable"
    CAPACITY_TOO_SMALL = "capacity_too_small"  # more come already
    AUDIENCE_EMPTY = "audience_empty"
    TOO_LONG = "too_long"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A meeting as it was filled in. None for a time that cannot be read.

    A capacity of None is no limit; one that cannot be read is 0, which nobody means.
    """

    title: TextJson
    starts_at: datetime | None
    ends_at: datetime | None
    form: MeetingForm
    place: str = ""
    link: str = ""
    agenda: TextJson | None = None
    capacity: int | None = None
    audience: tuple[str, ...] = EVERYBODY
    asks_needs: bool = False
    reminder_minutes: tuple[int, ...] = USUAL_REMINDERS


def check(
    session: Session, *, draft: Draft, meeting: Meeting | None, now: datetime
) -> dict[str, Fault]:
    """What is wrong, by field; empty if all can be used. Nothing is changed."""
    seats = 0
    if meeting is not None:
        seats = seats_taken(session, meeting=meeting, form=draft.form)
    was_at = meeting.starts_at if meeting is not None else None
    return dict(
        [*_faulty_words(draft), *_faulty_times(draft, was_at, now), *_faulty_seats(draft, seats)]
    )


def _faulty_words(draft: Draft) -> Iterator[tuple[str, Fault]]:
    title = draft.title["da"].strip()
    if not clean_line(title, LONGEST_TITLE):
        yield "title", Fault.TITLE_MISSING
    elif max(len(words.strip()) for words in draft.title.values()) > LONGEST_TITLE:
        yield "title", Fault.TOO_LONG
    if draft.agenda and max(map(len, draft.agenda.values())) > LONGEST_AGENDA:
        yield "agenda", Fault.TOO_LONG
    if len(draft.place.strip()) > LONGEST_PLACE:
        yield "place", Fault.TOO_LONG
    if draft.link.strip() and secure_link(draft.link) is None:
        yield "link", Fault.LINK_UNREADABLE


def _faulty_times(
    draft: Draft, was_at: datetime | None, now: datetime
) -> Iterator[tuple[str, Fault]]:
    if draft.starts_at is None:
        yield "start", Fault.TIME_UNREADABLE
    elif draft.starts_at <= now and draft.starts_at != was_at:
        yield "day", Fault.IN_THE_PAST
    if draft.ends_at is None:
        yield "end", Fault.TIME_UNREADABLE
    elif draft.starts_at is not None and draft.ends_at <= draft.starts_at:
        yield "end", Fault.END_BEFORE_START


def _faulty_seats(draft: Draft, taken: int) -> Iterator[tuple[str, Fault]]:
    if not set(draft.audience) & set(EVERYBODY):
        yield "audience", Fault.AUDIENCE_EMPTY
    if draft.capacity is not None and not 1 <= draft.capacity <= MOST_SEATS:
        yield "capacity", Fault.CAPACITY_UNREADABLE
    elif draft.capacity is not None and draft.capacity < taken:
        yield "capacity", Fault.CAPACITY_TOO_SMALL


def cleaned(draft: Draft) -> Draft:
    """The same, fit for messages, mails and calendars. Where the English is missing, the Danish."""
    title = {language: clean_line(words, LONGEST_TITLE) for language, words in draft.title.items()}
    agenda = None
    if draft.agenda and any(words.strip() for words in draft.agenda.values()):
        agenda = {
            language: clean_text(words, LONGEST_AGENDA).strip()
            for language, words in draft.agenda.items()
        }
    return replace(
        draft,
        title={**title, "en": title.get("en") or title["da"]},
        agenda={**agenda, "en": agenda.get("en") or agenda["da"]} if agenda else None,
        place="" if draft.form is MeetingForm.DIGITAL else clean_line(draft.place, LONGEST_PLACE),
        link="" if draft.form is MeetingForm.PHYSICAL else clean_link(draft.link) or "",
        audience=tuple(role for role in EVERYBODY if role in draft.audience),
        reminder_minutes=tuple(sorted(set(draft.reminder_minutes), reverse=True)),
    )


def columns_of(draft: Draft) -> dict[str, Any]:
    """The draft as a meeting's row keeps it, cleaned."""
    clean = cleaned(draft)
    return {
        "title": clean.title,
        "starts_at": clean.starts_at,
        "ends_at": clean.ends_at,
        "form": clean.form,
        "place": clean.place or None,
        "link": clean.link or None,
        "agenda": clean.agenda,
        "capacity": clean.capacity,
        "audience": list(clean.audience),
        "asks_needs": clean.asks_needs,
        "reminder_minutes": list(clean.reminder_minutes),
    }


def digest_of(value: object) -> str:
    """A short name for a value of a meeting, by which it is known again and not read."""
    written = json.dumps(value, sort_keys=True, default=str)
    return sha256(written.encode()).hexdigest()[:12]
