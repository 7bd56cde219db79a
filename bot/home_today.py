"""What a facilitator should see first on Home: the meetings of the week, what is due, what failed.

Of the other processes that they lead, only how much waits there.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session

from bot.access import Act, may
from bot.call_list import waiting_organisations
from bot.days import local
from bot.meeting_rosters import Tally, roster_of
from bot.participation import Participation
from bot.timeline import last_day, own_milestones
from models import Meeting, Person, Process
from models.enquiries import Unanswered, unanswered_of
from models.enums import MeetingState, MilestoneState, Precision
from models.meetings import meetings_of
from models.participation import applicants
from models.people import memberships_of
from models.processes import TextJson, processes_of
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """What waits in another process of theirs. Something does."""

    process_id: int
    title: TextJson
    applicants: int
    failed: int
    meetings: int  # of today and the next seven days


def elsewhere_of(
    session: Session, *, person: Person, shown: Process, now: datetime
) -> tuple[Elsewhere, ...]:
    """The other processes of the workspace that this person leads and in which something waits."""
    mine = {one.process_id: one for one in memberships_of(session, person_id=person.id)}
    others = [
        Elsewhere(
            process_id=one.id,
            title=one.title,
            applicants=len(applicants(session, process_id=one.id)),
            failed=count_undelivered(session, process_id=one.id),
            meetings=len(_coming(session, process_id=one.id, now=now)),
        )
        for one in processes_of(session, team_id=person.team_id)
        if one.id != shown.id and may(mine.get(one.id), Act.SEE_STATUS)
    ]
    return tuple(one for one in others if one.applicants or one.failed or one.meetings)


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
            for one in _coming(session, process_id=process.id, now=now)
        ),
        due=_due(session, process, today=local(now).date()),
        failed=count_undelivered(session, process_id=process.id),
        enquiries=unanswered_of(session, process_id=process.id),
        to_call=tuple(one.organisation for one in waiting if not one.rests),
    )


def _coming(session: Session, *, process_id: int, now: datetime) -> list[Meeting]:
    return [
        one
        for one in meetings_of(session, process_id=process_id)
        if one.state is MeetingState.PLANNED
        and one.ends_at > now
        and local(one.starts_at).date() < local(now + AHEAD).date()
    ]


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
