"""The dates of a process in one order: milestones as exactly as they are known, and meetings."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session

from bot.access import Asker, is_for_everybody, may_get_link, may_see_date
from bot.conversation.questions import Language
from bot.days import local, month_after
from models import Meeting, Membership, Milestone
from models.enums import MeetingForm, MeetingState, MilestoneState, Precision
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
    link: str | None  # None, too, to whoever may not have it now
    is_over: bool
    is_called_off: bool = False


@dataclass(frozen=True, slots=True)
class Former:
    """The date from which something was moved."""

    day: date
    precision: Precision


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestonePoint:
    """A milestone on the timeline. `is_over`: it is done, or its time has passed."""

    title: str
    day: date
    precision: Precision
    state: MilestoneState
    is_over: bool
    moved_from: Former | None = None


Point = MeetingPoint | MilestonePoint


def timeline(
    session: Session,
    *,
    process_id: int,
    membership: Membership | None,
    language: Language,
    now: datetime,
) -> tuple[Point, ...]:
    """Everything with a date that is meant for that member, in order of time."""
    return _points(
        session,
        process_id=process_id,
        shows=lambda audience: may_see_date(membership, audience=audience),
        gives_link=lambda meeting: _may_have_link(membership, meeting, now=now),
        language=language,
        now=now,
    )


def timeline_for_all(
    session: Session, *, process_id: int, language: Language, now: datetime
) -> tuple[Point, ...]:
    """What every member may see, whatever their role: for a channel that all of them read.

    No links: who else reads the channel is not Sammen's to know.
    """
    return _points(
        session,
        process_id=process_id,
        shows=is_for_everybody,
        gives_link=lambda _meeting: False,
        language=language,
        now=now,
    )


def next_meeting_for(
    session: Session, *, membership: Membership | None, now: datetime
) -> Meeting | None:
    """The next meeting that is meant for that member, takes place and has not ended."""
    if membership is None:
        return None
    return next(
        (
            one
            for one in meetings_of(session, process_id=membership.process_id)
            if one.ends_at > now
            and one.state is MeetingState.PLANNED
            and may_see_date(membership, audience=one.audience)
        ),
        None,
    )


def _may_have_link(membership: Membership | None, meeting: Meeting, *, now: datetime) -> bool:
    asker = None
    if membership is not None:
        asker = Asker(role=membership.role, stage=membership.stage)
    return may_get_link(
        asker,
        meeting_id=meeting.id,
        audience=meeting.audience,
        is_invited=False,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        now=now,
    )


def _points(
    session: Session,
    *,
    process_id: int,
    shows: Callable[[list[str]], bool],
    gives_link: Callable[[Meeting], bool],
    language: Language,
    now: datetime,
) -> tuple[Point, ...]:
    dated: list[tuple[date, Point]] = [
        (
            local(one.starts_at).date(),
            _meeting(one, language=language, now=now, tells_link=gives_link(one)),
        )
        for one in meetings_of(session, process_id=process_id)
        if shows(one.audience)
    ]
    dated += [
        (one.day, milestone_point(one, language=language, today=local(now).date()))
        for one in own_milestones(session, process_id=process_id)
        if shows(one.audience)
    ]
    return tuple(point for _, point in sorted(dated, key=lambda one: one[0]))


def own_milestones(session: Session, *, process_id: int) -> list[Milestone]:
    """Those that no meeting tells of: a meeting of the same key is more exact, and may move."""
    meetings = {one.key for one in meetings_of(session, process_id=process_id)}
    return [one for one in milestones_of(session, process_id=process_id) if one.key not in meetings]


def _meeting(
    meeting: Meeting, *, language: Language, now: datetime, tells_link: bool
) -> MeetingPoint:
    return MeetingPoint(
        title=meeting.title[language.value],
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        form=meeting.form,
        place=meeting.place,
        link=meeting.link if tells_link else None,
        is_over=meeting.ends_at <= now,
        is_called_off=meeting.state is MeetingState.CALLED_OFF,
    )


def milestone_point(milestone: Milestone, *, language: Language, today: date) -> MilestonePoint:
    """The milestone as it stands on the timeline."""
    passed = last_day(milestone.day, milestone.precision) < today
    return MilestonePoint(
        title=milestone.title[language.value],
        day=milestone.day,
        precision=milestone.precision,
        state=milestone.state,
        is_over=milestone.state is MilestoneState.DONE
        or (passed and milestone.state is not MilestoneState.UNDER_WAY),
        moved_from=former_date(milestone),
    )


def former_date(milestone: Milestone) -> Former | None:
    """The date that a milestone was moved from, unless it has come back to it."""
    former = milestone.moved_from_day, milestone.moved_from_precision
    if former[0] is None or former[1] is None or former == (milestone.day, milestone.precision):
        return None
    return Former(former[0], former[1])


def is_going_on(milestone: Milestone) -> bool:
    """Whether it is a time that has begun, such as a month, and not a day to be ready by."""
    is_a_day = milestone.precision is Precision.DAY
    return milestone.state is MilestoneState.UNDER_WAY and not is_a_day


def last_day(day: date, precision: Precision) -> date:
    """The last day of the day, month or quarter that begins there."""
    if precision is Precision.DAY:
        return day
    year, month = month_after(day, 1 if precision is Precision.MONTH else 3)
    return date(year, month, 1) - timedelta(days=1)
