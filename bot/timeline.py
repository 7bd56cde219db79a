"""The dates of a process in one order: milestones as exactly as they are known, and meetings."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session

from bot.conversation.questions import Language
from bot.days import local, month_after
from models import Meeting, Milestone
from models.enums import MeetingForm, MilestoneState, Precision
from models.meetings import meetings_of
from models.milestones import milestones_of


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingPoint:
    """A meeting on the timeline."""

    title: str
    starts_at: datetime
    ends_at: datetime
    form: MeetingForm
    place: str | None
    link: str | None
    is_over: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestonePoint:
    """A milestone on the timeline. `is_over`: it is done or dropped, or its time has passed."""

    title: str
    day: date
    precision: Precision
    state: MilestoneState
    is_over: bool


Point = MeetingPoint | MilestonePoint


def timeline(
    session: Session, *, process_id: int, language: Language, now: datetime
) -> tuple[Point, ...]:
    """Everything with a date, in order of time. A milestone that a meeting tells of is left out."""
    meetings = meetings_of(session, process_id=process_id)
    told = {(one.key, local(one.starts_at).date()) for one in meetings}
    dated: list[tuple[date, Point]] = [
        (local(one.starts_at).date(), _meeting(one, language=language, now=now)) for one in meetings
    ]
    dated += [
        (one.day, _milestone(one, language=language, today=local(now).date()))
        for one in milestones_of(session, process_id=process_id)
        if (one.key, one.day) not in told
    ]
    return tuple(point for _, point in sorted(dated, key=lambda one: one[0]))


def _meeting(meeting: Meeting, *, language: Language, now: datetime) -> MeetingPoint:
    return MeetingPoint(
        title=meeting.title[language.value],
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        form=meeting.form,
        place=meeting.place,
        link=meeting.link,
        is_over=meeting.ends_at <= now,
    )


def _milestone(milestone: Milestone, *, language: Language, today: date) -> MilestonePoint:
    settled = milestone.state in {MilestoneState.DONE, MilestoneState.DROPPED}
    passed = _last_day(milestone.day, milestone.precision) < today
    return MilestonePoint(
        title=milestone.title[language.value],
        day=milestone.day,
        precision=milestone.precision,
        state=milestone.state,
        is_over=settled or (passed and milestone.state is not MilestoneState.UNDER_WAY),
    )


def _last_day(day: date, precision: Precision) -> date:
    if precision is Precision.DAY:
        return day
    year, month = month_after(day, 1 if precision is Precision.MONTH else 3)
    return date(year, month, 1) - timedelta(days=1)
