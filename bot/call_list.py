"""Whom facilitators should call: organisations in order of what is missing, haste and silence.

The rule, which the list itself tells in short. An organisation's points are

    what is missing  x  how near the deadline is  +  days of silence (30 at the most)

Missing: not joined 4, not begun 3, under way 2, and 1 for a seat that nobody has answered for.
Near: 8 within two days, 4 within a week, 2 within two weeks, else 1; a deadline that has passed is
no deadline. Silence counts from the last thing that was heard of it or said to it. More points
come first; of equal points the longer silence. Whoever was called or written to within the last
two days rests after all others.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from sqlmodel import Session

from bot.days import local, to_utc
from bot.participation import Participation, Reached
from bot.participation import participation as participation_of
from bot.timeline import last_day, own_milestones
from models import Meeting, Process
from models.awaited_people import still_awaited
from models.contact_notes import (
    Approachable,
    Noted,
    contacts_since,
    latest_notes,
    people_to_reach,
    unanswered_seats,
)
from models.enums import MeetingState, MilestoneState, Role, Stage
from models.meetings import meetings_of
from models.processes import TextJson, contacts_of

PAGE = 15  # organisations shown at a time
REST = timedelta(days=2)
_MOST_SILENT = 30  # days
_NOTES = 2


class Lack(StrEnum):
    """What is missing from an organisation."""

    NOT_JOINED = "not_joined"
    NOT_BEGUN = "not_begun"
    UNDER_WAY = "under_way"
    SEAT = "seat"  # somebody has not answered for the next meeting


_WEIGHTS = {Lack.NOT_JOINED: 4, Lack.NOT_BEGUN: 3, Lack.UNDER_WAY: 2, Lack.SEAT: 1}
_NEAR = ((timedelta(days=2), 8), (timedelta(days=7), 4), (timedelta(days=14), 2))
_LACKS = {
    Reached.INVITED: Lack.NOT_JOINED,
    Reached.JOINED: Lack.NOT_BEGUN,
    Reached.BEGUN: Lack.UNDER_WAY,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """What is next: a meeting, or the end of a milestone."""

    title: TextJson
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One organisation from which something is missing."""

    organisation_id: int
    organisation: str
    lacks: frozenset[Lack]
    silent_since: datetime
    deadline: Deadline | None = None
    rests: bool = False  # somebody was in touch a moment ago


def points(one: Waiting, *, now: datetime) -> int:
    """How much it matters to call them, by the rule above."""
    missing = sum(_WEIGHTS[lack] for lack in one.lacks)
    silent = min(max((now - one.silent_since).days, 0), _MOST_SILENT)
    return missing * _nearness(one.deadline, now) + silent


def _nearness(deadline: Deadline | None, now: datetime) -> int:
    if deadline is None or deadline.at < now:
        return 1
    away = deadline.at - now
    return next((times for within, times in _NEAR if away <= within), 1)


def ranked(waiting: Iterable[Waiting], *, now: datetime) -> list[Waiting]:
    """The same in the order in which they are to be called."""
    return sorted(
        waiting,
        key=lambda one: (
            one.rests,
            -points(one, now=now),
            one.silent_since,
            one.organisation.casefold(),
            one.organisation_id,
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Callee:
    """Somebody to call or to write to."""

    person_id: int | None  # None: no account, so that Sammen cannot write to them
    name: str
    email: str | None
    phone: str | None  # as the process's contacts have it
    language: str
    has_joined: bool
    may_answer: bool
    lacks_seat: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One organisation on the list, with everything that one needs for calling."""

    waiting: Waiting
    people: tuple[Callee, ...]
    notes: tuple[Noted, ...]  # the newest first

    @property
    def readers(self) -> tuple[Callee, ...]:
        """Whom a message would reach: those from whom something is missing."""
        return tuple(
            one for one in self.people if one.person_id is not None and self._is_meant(one)
        )

    def _is_meant(self, one: Callee) -> bool:
        if Lack.NOT_JOINED in self.waiting.lacks:
            return not one.has_joined
        if self.waiting.lacks == {Lack.SEAT}:
            return one.lacks_seat
        return one.may_answer


@dataclass(frozen=True, slots=True, kw_only=True)
class CallList:
    """One page of the list."""

    lines: tuple[Line, ...]
    page: int  # from 0
    total: int
    deadline: Deadline | None

    @property
    def has_more(self) -> bool:
        """Whether a page follows."""
        return (self.page + 1) * PAGE < self.total


def call_list(session: Session, *, process: Process, now: datetime, page: int = 0) -> CallList:
    """That page of the list as it stands now; of one that is no more, the last there is."""
    everybody = waiting_organisations(session, process=process, now=now)
    page = max(0, min(page, (len(everybody) - 1) // PAGE))
    shown = everybody[page * PAGE : (page + 1) * PAGE]
    return CallList(
        lines=_lines(session, process, shown, now=now),
        page=page,
        total=len(everybody),
        deadline=next_deadline(session, process_id=process.id, now=now),
    )


def line_of(
    session: Session, *, process: Process, organisation_id: int, now: datetime
) -> Line | None:
    """That organisation's line. None if nothing is missing from it any more."""
    everybody = waiting_organisations(session, process=process, now=now)
    found = [one for one in everybody if one.organisation_id == organisation_id]
    return next(iter(_lines(session, process, found, now=now)), None)


def waiting_organisations(
    session: Session,
    *,
    process: Process,
    now: datetime,
    participation: Participation | None = None,
) -> list[Waiting]:
    """Every organisation from which something is missing, in the order of the list.

    `participation`: where they stand, if whoever asks knows it already.
    """
    people = participation or participation_of(session, process_id=process.id)
    deadline = next_deadline(session, process_id=process.id, now=now)
    meeting = _next_meeting(session, process_id=process.id, now=now)
    seats = (
        {}
        if meeting is None
        else unanswered_seats(session, process_id=process.id, meeting_id=meeting.id)
    )
    newest = latest_notes(session, process_id=process.id, most=1)
    resting = contacts_since(session, process_id=process.id, since=now - REST)
    mailed = _followed_up_by_mail(session, process)
    found: dict[int, Waiting] = {}
    for one in people.standings:
        lacks = {_LACKS[one.reached]} if one.reached in _LACKS else set()
        if one.organisation_id in seats:
            lacks.add(Lack.SEAT)
        if not lacks:
            continue
        said = mailed.get(one.organisation_id, one.since)
        notes = newest.get(one.organisation_id, ())
        due = meeting if lacks == {Lack.SEAT} else None
        found[one.organisation_id] = Waiting(
            organisation_id=one.organisation_id,
            organisation=one.organisation,
            lacks=frozenset(lacks),
            silent_since=max([one.since, said, *(note.at for note in notes)]),
            deadline=deadline if due is None else Deadline(title=due.title, at=due.starts_at),
            rests=one.organisation_id in resting,
        )
    return ranked(found.values(), now=now)


def _followed_up_by_mail(session: Session, process: Process) -> dict[int, datetime]:
    """When an organisation's people who have no account yet were last written to, by its id."""
    latest: dict[int, datetime] = {}
    for one in still_awaited(session, process_id=process.id):
        if one.organisation_id is not None and one.followed_up_at is not None:
            former = latest.get(one.organisation_id, one.followed_up_at)
            latest[one.organisation_id] = max(one.followed_up_at, former)
    return latest


def next_deadline(session: Session, *, process_id: int, now: datetime) -> Deadline | None:
    """The next meeting, or the end of the next milestone, that is meant for the need owners."""
    settled = (MilestoneState.DONE, MilestoneState.DROPPED)
    ends = [
        Deadline(title=one.title, at=to_utc(last_day(one.day, one.precision), time(23, 59)))
        for one in own_milestones(session, process_id=process_id)
        if one.state not in settled and (not one.audience or Role.NEED_OWNER in one.audience)
    ]
    meeting = _next_meeting(session, process_id=process_id, now=now)
    if meeting is not None:
        ends.append(Deadline(title=meeting.title, at=meeting.starts_at))
    today = local(now).date()
    coming = [one for one in ends if local(one.at).date() >= today]
    return min(coming, key=lambda one: one.at, default=None)


def _next_meeting(session: Session, *, process_id: int, now: datetime) -> Meeting | None:
    return next(
        (
            one
            for one in meetings_of(session, process_id=process_id)
            if one.starts_at > now
            and one.state is MeetingState.PLANNED
            and Role.NEED_OWNER in one.audience
        ),
        None,
    )


def _lines(
    session: Session, process: Process, waiting: list[Waiting], *, now: datetime
) -> tuple[Line, ...]:
    ids = [one.organisation_id for one in waiting]
    meeting = _next_meeting(session, process_id=process.id, now=now)
    seats: set[int] = set()
    if meeting is not None:
        told = unanswered_seats(session, process_id=process.id, meeting_id=meeting.id)
        seats = set().union(*told.values())
    phones = _phones(session, process_id=process.id)
    people: dict[int, list[Callee]] = {}
    for one in people_to_reach(session, process_id=process.id, organisation_ids=ids):
        if one.role is Role.NEED_OWNER:
            people.setdefault(one.organisation_id, []).append(_callee(one, phones, seats))
    notes = latest_notes(session, process_id=process.id, most=_NOTES)
    return tuple(
        Line(
            waiting=one,
            people=tuple(people.get(one.organisation_id, ())),
            notes=notes.get(one.organisation_id, ()),
        )
        for one in waiting
    )


def _callee(one: Approachable, phones: dict[str, str], seats: set[int]) -> Callee:
    keys = [key.casefold() for key in (one.email, one.name) if key]
    has_joined = one.stage is Stage.JOINED
    return Callee(
        person_id=one.person_id,
        name=one.name,
        email=one.email,
        phone=next((phones[key] for key in keys if key in phones), None),
        language=one.language,
        has_joined=has_joined,
        may_answer=has_joined and one.role is Role.NEED_OWNER,
        lacks_seat=one.person_id in seats,
    )


def _phones(session: Session, *, process_id: int) -> dict[str, str]:
    """The numbers that the process names in public, by address and by name."""
    return {
        key.casefold(): one.phone
        for one in contacts_of(session, process_id=process_id)
        for key in (one.email, one.name)
        if key and one.phone
    }
