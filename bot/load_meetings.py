"""A process file that changes meetings of which people have been told: what it asks of them.

What facilitators have changed in Slack stays, meetings that they have made there are no business of
the file, and one that leaves the file after its invitations went out is called off.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from bot.days import local
from bot.load_columns import Columns
from bot.load_kept import Kept, note_field
from bot.load_plan import Effect
from bot.meeting_drafts import Draft, digest_of
from bot.meetings import Weight, call_off, give_up_digital_seats, note_change, weigh
from models import Meeting
from models.audit import audit_lines
from models.enums import MeetingState
from models.invitations import invitations_to, seats_taken

_CHANGED = "meetings.change"


def is_of_slack(meeting: Meeting) -> bool:
    """Whether facilitators have made it there: no file knows of it."""
    return meeting.key == f"meeting_{meeting.uid[:8]}"


def keep_meetings(
    session: Session,
    *,
    process_id: int,
    rows: Mapping[str, Meeting],
    wanted: Mapping[str, Columns],
    overwrite: bool,
) -> Kept:
    """The rule of bot/load_kept.py for meetings, whose replaced values the audit keeps as digests."""
    replaced = _replaced(session, process_id=process_id)
    kept: dict[str, Columns] = {}
    notes: list[str] = []
    for key, columns in wanted.items():
        kept[key] = dict(columns)
        row = rows.get(key)
        if row is None:
            continue
        old = replaced.get(row.id, set())
        for name, value in columns.items():
            if getattr(row, name) == value or name not in {one for one, _ in old}:
                continue
            stays = (name, digest_of(value)) in old and not overwrite
            notes.append(note_field(f"meeting {key}: {name}", stays=stays))
            if stays:
                kept[key][name] = getattr(row, name)
        if row.invite_from is not None and columns["invite_from"] != row.invite_from:
            is_out = bool(invitations_to(session, meeting_id=row.id))
            if is_out or columns["invite_from"] is None:
                kept[key]["invite_from"] = row.invite_from
            if is_out and columns["invite_from"] is not None:
                notes.append(f"meeting {key}: its invitations have gone out; invite_from stays")
    return Kept(kept, tuple(notes))


def _replaced(session: Session, *, process_id: int) -> dict[int, set[tuple[str, str]]]:
    """By meeting: the columns and the values that facilitators have put others in place of."""
    found: dict[int, set[tuple[str, str]]] = {}
    for line in audit_lines(session, process_id=process_id, acts=[_CHANGED]):
        values: dict[str, str] = line.about.get("replaced", {})
        found.setdefault(line.about["meeting"], set()).update(values.items())
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a load does to a meeting that there is: worked out before it is done."""

    effect: Effect
    weight: Weight
    before: tuple[datetime, datetime]


def weigh_load(meeting: Meeting, *, columns: Columns, effect: Effect) -> Asked:
    """What the file's columns ask of those who are invited."""
    before = (meeting.starts_at, meeting.ends_at)
    if effect is Effect.RETIRED:
        return Asked(effect=effect, weight=Weight.NOTHING, before=before)
    weight = weigh(meeting, _draft(columns))
    if weight is Weight.NOTHING and meeting.about != columns["about"]:
        weight = Weight.QUIET
    if meeting.state is MeetingState.CALLED_OFF:
        # Nobody hears twice that it is off; should it return, everybody is asked.
        weight = Weight.ASKS_AGAIN if effect is Effect.RETURNED else Weight.NOTHING
    return Asked(effect=effect, weight=weight, before=before)


def note_load(session: Session, *, meeting: Meeting, asked: Asked, now: datetime) -> None:
    """The meeting has the file's columns: raise what tells people so, or call it off."""
    session.add(meeting)
    session.flush()
    if asked.effect is Effect.RETIRED:
        if _told(session, meeting):
            call_off(session, meeting_id=meeting.id, because="", by=None, now=now)
        return
    if asked.effect is Effect.RETURNED:
        meeting.state = MeetingState.PLANNED
        meeting.called_off_because = None
    note_change(meeting, weight=asked.weight, before=asked.before, now=now)
    session.add(meeting)
    session.flush()
    if asked.weight is Weight.ASKS_AGAIN:
        give_up_digital_seats(session, meeting=meeting)


def meeting_notes(
    session: Session, *, meeting: Meeting | None, key: str, columns: Columns, effect: Effect
) -> Iterator[str]:
    """What loading asks of people, for the plan."""
    at: datetime | None = columns.get("invite_from")
    if at is not None and (meeting is None or meeting.invite_from != at):
        yield f"meeting {key}: its invitations go out {local(at):%Y-%m-%d %H:%M}"
    told = 0 if meeting is None else _told(session, meeting)
    if meeting is None or not told:
        return
    people = "1 invited person is" if told == 1 else f"{told} invited people are"
    again = "needs not" if told == 1 else "need not"
    if effect is Effect.RETIRED:
        yield f"meeting {key}: {people} told that it is called off"
        return
    match weigh_load(meeting, columns=columns, effect=effect).weight:
        case Weight.ASKS_AGAIN:
            yield f"meeting {key}: {people} asked to answer again"
        case Weight.QUIET:
            yield f"meeting {key}: {people} told, and {again} answer again"
        case Weight.NOTHING:
            yield f"meeting {key}: nobody is told"


def seat_conflict(session: Session, *, meeting: Meeting, key: str, columns: Columns) -> str | None:
    """Why the meeting cannot have so few seats."""
    capacity: int | None = columns.get("capacity")
    taken = seats_taken(session, meeting=meeting, form=columns.get("form"))
    if capacity is None or capacity >= taken:
        return None
    seats = "1 seat is" if taken == 1 else f"{taken} seats are"
    return f"meeting {key}: {seats} taken, so it cannot have {capacity}. Write at least {taken}."


def _told(session: Session, meeting: Meeting) -> int:
    """How many know of the meeting."""
    invitations = invitations_to(session, meeting_id=meeting.id)
    return sum(one.told_revision >= 0 for one, _ in invitations)


def _draft(columns: Columns) -> Draft:
    return Draft(
        title=columns["title"],
        starts_at=columns["starts_at"],
        ends_at=columns["ends_at"],
        form=columns["form"],
        place=columns["place"] or "",
        link=columns["link"] or "",
        agenda=columns["agenda"],
        capacity=columns["capacity"],
        audience=tuple(columns["audience"]),
        asks_needs=columns["asks_needs"],
        reminder_minutes=tuple(columns["reminder_minutes"]),
    )
