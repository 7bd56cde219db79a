"""Who has answered what, and who came: counted for the facilitators. Reads; changes nothing."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from bot.waiting_line import free_seats
from models import Meeting
from models.enums import Attendance, Impression, MeetingState, Reply
from models.meetings import meetings_of
from models.processes import TextJson
from models.rosters import Guest, guests_of

_ANSWERS = (Reply.YES, Reply.MAYBE, Reply.NO)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """The answers to one meeting, counted. `missing` have never answered."""

    invited: int
    yes: int
    maybe: int
    no: int
    missing: int
    waiting: int
    offered: int
    again: int  # of those who have answered: to a time or place that is no more
    free: int | None  # None: no limit


@dataclass(frozen=True, slots=True, kw_only=True)
class Turnout:
    """Who came to a meeting that has been held."""

    ticked: bool  # somebody has said who came
    came: tuple[Guest, ...]
    organisations: tuple[tuple[str, int], ...]  # by name, with how many came
    impressions: tuple[tuple[Impression, int], ...]  # of those who said


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A meeting that took place, and who came."""

    title: TextJson
    ends_at: datetime
    invited: int
    turnout: Turnout


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """One meeting and everybody who is invited to it."""

    guests: tuple[Guest, ...]  # by name
    tally: Tally


def roster_of(session: Session, *, meeting: Meeting) -> Roster:
    """Everybody who is invited, and the count."""
    guests = tuple(guests_of(session, meeting=meeting))
    replies = Counter(one.reply for one in guests)
    tally = Tally(
        invited=len(guests),
        yes=replies[Reply.YES],
        maybe=replies[Reply.MAYBE],
        no=replies[Reply.NO],
        missing=replies[Reply.NONE],
        waiting=replies[Reply.WAITING],
        offered=replies[Reply.OFFERED],
        again=sum(answered_former(one, meeting) for one in guests),
        free=free_seats(session, meeting=meeting),
    )
    return Roster(guests=guests, tally=tally)


def answered_former(guest: Guest, meeting: Meeting) -> bool:
    """Whether the answer was given to a time or place that is no more."""
    return guest.reply in _ANSWERS and guest.replied_sequence < meeting.sequence


def turnout_of(guests: Sequence[Guest]) -> Turnout:
    """Who came, from where, and how they found it."""
    came = tuple(one for one in guests if one.attendance is Attendance.CAME)
    organisations = Counter(one.organisation for one in came if one.organisation)
    impressions = Counter(one.impression for one in came if one.impression)
    return Turnout(
        ticked=any(one.attendance is not Attendance.UNKNOWN for one in guests),
        came=came,
        organisations=tuple(sorted(organisations.items(), key=lambda one: one[0].casefold())),
        impressions=tuple((one, impressions[one]) for one in Impression),
    )


def held_meetings(session: Session, *, process_id: int, now: datetime) -> list[Meeting]:
    """The meetings that took place, the first first."""
    return [
        one
        for one in meetings_of(session, process_id=process_id)
        if one.ends_at <= now and one.state is MeetingState.PLANNED
    ]


def held_with_turnout(session: Session, *, process_id: int, now: datetime) -> tuple[Held, ...]:
    """The same with who came, the latest first; those to which nobody was invited left out."""
    found = []
    for meeting in reversed(held_meetings(session, process_id=process_id, now=now)):
        guests = guests_of(session, meeting=meeting)
        if guests:
            found.append(
                Held(
                    title=meeting.title,
                    ends_at=meeting.ends_at,
                    invited=len(guests),
                    turnout=turnout_of(guests),
                )
            )
    return tuple(found)


def listed_meetings(session: Session, *, process_id: int, now: datetime) -> list[Meeting]:
    """The meetings to come, and before them the last one that was held."""
    held = held_meetings(session, process_id=process_id, now=now)
    coming = [one for one in meetings_of(session, process_id=process_id) if one.ends_at > now]
    return [*held[-1:], *coming]
