"""What a facilitator should see first on Home: the meetings of the week, what is due, what failed."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session

from bot.call_list import waiting_organisations
from bot.days import local
from bot.meeting_rosters import Tally, roster_of
from bot.participation import Participation
from bot.timeline import last_day, own_milestones
from models import Process
from models.enquiries import Unanswered, unanswered_of
from models.enums import MeetingState, MilestoneState, Precision
from models.meetings import meetings_of
from models.processes import TextJson
from models.undelivered import count_undelivered

AHEAD = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Soon:
    """A meeting of today or the next seven days, and who comes."""

    title: TextJson
    starts_at: datetime
    ends_at: datetime
    tally: Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A milestone whose time ends within a week, or has ended without its being done."""

    title: TextJson
    day: date
    precision: Precision
    ends_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """All of it, for one process."""

    meetings: tuple[Soon, ...] = ()
    due: tuple[Due, ...] = ()
    failed: int = 0
    enquiries: Unanswered | None = None  # questions that wait for a facilitator
    to_call: tuple[str, ...] = ()  # organisations, in the order of the list; resting ones left out


def today_of(
    session: Session, *, process: Process, participation: Participation, now: datetime
) -> Today:
    """What is to be seen to now."""
    waiting = waiting_organisations(session, process=process, participation=participation, now=now)
    return Today(
        meetings=tuple(
            Soon(
                title=one.title,
                starts_at=one.starts_at,
                ends_at=one.ends_at,
                tally=roster_of(session, meeting=one).tally,
            )
            for one in meetings_of(session, process_id=process.id)
            if one.state is MeetingState.PLANNED
            and one.ends_at > now
            and local(one.starts_at).date() < local(now + AHEAD).date()
        ),
        due=_due(session, process, today=local(now).date()),
        failed=count_undelivered(session, process_id=process.id),
        enquiries=unanswered_of(session, process_id=process.id),
        to_call=tuple(one.organisation for one in waiting if not one.rests),
    )


def _due(session: Session, process: Process, *, today: date) -> tuple[Due, ...]:
    settled = (MilestoneState.DONE, MilestoneState.DROPPED)
    due = [
        Due(
            title=one.title,
            day=one.day,
            precision=one.precision,
            ends_on=last_day(one.day, one.precision),
        )
        for one in own_milestones(session, process_id=process.id)
        if one.state not in settled
    ]
    return tuple(one for one in due if one.ends_on < today + AHEAD)
