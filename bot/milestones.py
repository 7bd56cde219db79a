"""What is told of milestones, to whom and when: announced ahead, come due, moved, called off.

Everything is read from rows. What was past when its date was set is not told, so that loading a
process tells nobody; what comes more than a week late is not told either.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from sqlmodel import Session

from bot.conversation.questions import Language
from bot.days import is_quiet, local, next_daytime, to_utc
from bot.milestone_changes import History, history_of, key_of
from bot.outbox import put
from bot.timeline import Former, former_date, last_day, own_milestones
from bot.voice.milestones import MilestoneFacts, milestone_message
from models import Membership, Milestone, Person, Post, Process
from models.enums import MilestoneState, PostState, Role, Stage
from models.milestones import milestones_to_tell
from models.people import members_of
from models.posts import posts_with_keys, waiting_keys

HOUR = time(9)
TOO_LATE = timedelta(days=7)
_LANGUAGE = Language.DANISH  # the channel reads Danish


class Occasion(StrEnum):
    """Why a milestone is told of."""

    ANNOUNCED = "announced"
    DUE = "due"
    MOVED = "moved"
    DROPPED = "dropped"  # called off
    RESUMED = "resumed"  # taken up again, after people were told that it was called off


_CHANGES = (Occasion.MOVED, Occasion.DROPPED, Occasion.RESUMED)  # told to those it concerns


@dataclass(frozen=True, slots=True, kw_only=True)
class Receiver:
    """Where one message goes: to a person, or to the channel, perhaps in a post's thread."""

    key: str
    person: Person | None = None
    in_thread_of: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """Something to be told of a milestone, and to those who have not been told."""

    process: Process
    milestone: Milestone
    occasion: Occasion
    number: int  # of its dates, or of the times that it was called off and taken up again
    due_at: datetime
    receivers: tuple[Receiver, ...]

    @property
    def key(self) -> str:
        """What it is, whoever is told."""
        return key_of(self.milestone, self.occasion, self.number)


def coming_tellings(session: Session, *, now: datetime) -> list[Telling]:
    """What is still to be told, the first due first. What is overdue has a time that is past."""
    found: list[Telling] = []
    by_process: dict[int, list[Milestone]] = {}
    processes: dict[int, Process] = {}
    for process, milestone in milestones_to_tell(session):
        by_process.setdefault(process.id, []).append(milestone)
        processes[process.id] = process
    for process_id, milestones in by_process.items():
        told_here = {one.id for one in own_milestones(session, process_id=process_id)}
        own = [one for one in milestones if one.id in told_here]
        found += _of_process(session, processes[process_id], own, now=now)
    return sorted(found, key=lambda one: one.due_at)


def put_tellings(session: Session, *, now: datetime) -> int:
    """Have everything told that is due; how many messages. Nothing in quiet hours."""
    if is_quiet(now):
        return 0
    count = 0
    for telling in coming_tellings(session, now=now):
        if telling.due_at <= now:
            for receiver in telling.receivers:
                _put(session, telling, receiver, now=now)
            count += len(telling.receivers)
    return count


def outdated_tellings(session: Session) -> list[str]:
    """The keys of posts that wait, though the milestone has moved or is settled meanwhile."""
    waiting = [
        key
        for key in waiting_keys(session, like="milestone:%")
        if not any(f":{one}:" in key for one in _CHANGES)
    ]
    if not waiting:
        return []
    wanted = {
        key_of(milestone, occasion, milestone.moves)
        for _, milestone in milestones_to_tell(session)
        for occasion in (Occasion.ANNOUNCED, Occasion.DUE)
        if milestone.state is not MilestoneState.DROPPED
    }
    return [key for key in waiting if key.partition(":person:")[0] not in wanted]


def tellings_of(
    session: Session, *, process: Process, milestone: Milestone, now: datetime
) -> list[Telling]:
    """What is still to be told of that one, the first due first."""
    if milestone.state is MilestoneState.DONE:
        return []
    found = _of_process(session, process, [milestone], now=now)
    return sorted(found, key=lambda one: one.due_at)


def _of_process(
    session: Session, process: Process, milestones: Sequence[Milestone], *, now: datetime
) -> Iterator[Telling]:
    if not milestones:
        return
    history = history_of(session, process_id=process.id)
    times = [(one, *time) for one in milestones for time in _times(one, history, now=now)]
    if not times:
        return
    members = [
        (membership, person)
        for membership, person in members_of(session, process_id=process.id)
        if membership.stage is Stage.JOINED
    ]
    for milestone, occasion, number, due_at in times:
        receivers = _receivers(
            session,
            process,
            milestone,
            key_of(milestone, occasion, number),
            occasion,
            due_at=due_at,
            members=members,
        )
        untold = _untold(session, receivers)
        if occasion is Occasion.RESUMED:
            untold = _told_before(session, milestone, untold, number=number)
        if untold:
            yield Telling(
                process=process,
                milestone=milestone,
                occasion=occasion,
                number=number,
                due_at=due_at,
                receivers=untold,
            )


def _times(
    milestone: Milestone, history: History, *, now: datetime
) -> Iterator[tuple[Occasion, int, datetime]]:
    """When it is to be told of, for each occasion that is still worth telling, with its number."""
    if (dropped := history.dropped(milestone.key)) is not None:
        at = next_daytime(dropped.at)
        is_coming = last_day(milestone.day, milestone.precision) >= local(dropped.at).date()
        if is_coming and not _is_too_late(at, now):
            yield Occasion.DROPPED if dropped.is_dropped else Occasion.RESUMED, dropped.number, at
    if milestone.state is not MilestoneState.DROPPED:
        for occasion, at in _times_of_date(milestone, history, now=now):
            yield occasion, milestone.moves, at


def _times_of_date(
    milestone: Milestone, history: History, *, now: datetime
) -> Iterator[tuple[Occasion, datetime]]:
    dated_at = history.dated_at(milestone.key)
    known_since = max((one for one in (dated_at, history.connected_at) if one), default=None)
    due_at = due_time(milestone)
    announced_at = announce_time(milestone)
    if (
        announced_at is not None
        and local(now).date() < milestone.day
        and (known_since is None or known_since <= announced_at)
    ):
        yield Occasion.ANNOUNCED, announced_at
    if not _is_too_late(due_at, now) and (known_since is None or known_since <= due_at):
        yield Occasion.DUE, due_at
    if dated_at is not None and _is_worth_telling(milestone, former_date(milestone), dated_at):
        moved_at = next_daytime(dated_at)
        if not _is_too_late(moved_at, now):
            yield Occasion.MOVED, moved_at


def _is_too_late(at: datetime, now: datetime) -> bool:
    """More than a week, or what quiet days make of it."""
    return local(now).date() > local(next_daytime(at + TOO_LATE)).date()


def due_time(milestone: Milestone) -> datetime:
    """At 9 on the day; for a month or a quarter on its first day that is not quiet."""
    return next_daytime(to_utc(milestone.day, HOUR))


def announce_time(milestone: Milestone) -> datetime | None:
    """At 9 so long ahead as was wished; later if it is quiet then, and never on the day itself."""
    if not milestone.announce_days or milestone.state is MilestoneState.UNDER_WAY:
        return None
    ahead = milestone.day - timedelta(days=milestone.announce_days)
    at = next_daytime(to_utc(ahead, HOUR))
    return at if local(at).date() < milestone.day else None


def _is_worth_telling(milestone: Milestone, former: Former | None, moved_at: datetime) -> bool:
    """A date that people waited for, or one that they may still wait for."""
    if former is None:
        return False
    last = max(last_day(former.day, former.precision), last_day(milestone.day, milestone.precision))
    return last >= local(moved_at).date()


def is_for_everybody(milestone: Milestone) -> bool:
    """Whether every role is in its audience."""
    return not milestone.audience or set(Role) <= {*milestone.audience}


def _receivers(
    session: Session,
    process: Process,
    milestone: Milestone,
    key: str,
    occasion: Occasion,
    *,
    due_at: datetime,
    members: Sequence[tuple[Membership, Person]],
) -> list[Receiver]:
    """The channel for what is everybody's, else its audience; of a change, those it concerns."""
    in_channel = process.channel is not None and is_for_everybody(milestone)
    if in_channel and occasion not in _CHANGES:
        return [Receiver(key=key)]
    receivers = [
        Receiver(key=f"{key}:person:{person.id}", person=person)
        for membership, person in members
        if is_for_everybody(milestone) or membership.role in milestone.audience
        if membership.joined_at is None or membership.joined_at <= due_at  # else they know it
    ]
    if in_channel:
        first = _first_post(session, milestone, channel=process.channel)
        if first is not None:
            receivers.insert(0, Receiver(key=key, in_thread_of=first.id))
    return receivers


def _first_post(session: Session, milestone: Milestone, *, channel: str | None) -> Post | None:
    """The first message in the channel about it, unless that failed."""
    keys = [
        f"milestone:{milestone.id}:{occasion}:{moves}"
        for occasion in (Occasion.ANNOUNCED, Occasion.DUE)
        for moves in range(milestone.moves + 1)
    ]
    posts = posts_with_keys(session, keys=keys).values()
    return min(
        (one for one in posts if one.state is not PostState.FAILED and one.channel == channel),
        key=lambda one: one.id,
        default=None,
    )


def _untold(session: Session, receivers: Sequence[Receiver]) -> tuple[Receiver, ...]:
    there = posts_with_keys(session, keys=[one.key for one in receivers])
    return tuple(one for one in receivers if one.key not in there)


def _told_before(
    session: Session, milestone: Milestone, receivers: tuple[Receiver, ...], *, number: int
) -> tuple[Receiver, ...]:
    """Those of them who have been told that it was called off."""
    key = key_of(milestone, Occasion.RESUMED, number)
    former = key_of(milestone, Occasion.DROPPED, number - 1)
    keys = {one.key: f"{former}{one.key.removeprefix(key)}" for one in receivers}
    there = posts_with_keys(session, keys=keys.values())
    return tuple(one for one in receivers if keys[one.key] in there)


def _put(session: Session, telling: Telling, receiver: Receiver, *, now: datetime) -> None:
    person, process = receiver.person, telling.process
    assert process.team_id is not None
    language = _LANGUAGE if person is None else Language(person.language)
    put(
        session,
        key=receiver.key,
        team_id=process.team_id,
        process_id=process.id,
        person_id=None if person is None else person.id,
        channel=process.channel if person is None else None,
        in_thread_of=receiver.in_thread_of,
        message=milestone_message(
            telling.occasion.value,
            facts_of(telling.milestone, process=process, language=language, now=now),
            language,
            is_direct=person is not None,
        ),
        due_at=now,
        waits_for_daytime=True,
    )


def facts_of(
    milestone: Milestone, *, process: Process, language: Language, now: datetime
) -> MilestoneFacts:
    """A milestone as the voice takes it."""
    return MilestoneFacts(
        process_id=process.id,
        process=process.title[language.value],
        title=milestone.title[language.value],
        about=milestone.about[language.value] if milestone.about else None,
        day=milestone.day,
        precision=milestone.precision,
        state=milestone.state,
        former=former_date(milestone),
        today=local(now).date(),
    )
