"""Delivers to Slack what is due from the outbox, each post once.

Claim, commit, send, record: nothing is sent inside a transaction. `work_off` records what has been
sent and claims what comes next, several posts in one transaction, since a commit costs the same
for one as for ten. Between sending and recording a worker may die; who takes the post up then
looks before sending, or asks the facilitators.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from logging import getLogger
from typing import Protocol

from sqlmodel import Session

from bot.deliveries import (
    PATIENCE,
    Delivered,
    Failed,
    Outcome,
    ask_facilitators,
    is_card,
    leave_for_daytime,
    must_wait,
    posts_in_hand,
    record,
    record_all_sent,
    record_failure,
    release,
)
from bot.errors import DeliveryFailed
from bot.pacing import Limit, Pacing, Turn, calls_for, is_looked_for
from bot.voice.blocks import Message
from models import Database
from models.claims import ClaimedPost, due_posts, mark_claimed
from models.enums import PostState
from models.people import remember_directs
from models.posts import AskedQuestion

log = getLogger(__name__)


class Courier(Protocol):
    """Takes messages to Slack. What it cannot deliver it raises as DeliveryFailed."""

    def open_direct(self, slack_id: str) -> str:
        """The channel of Sammen's direct messages with that person."""

    def deliver(
        self, message: Message, *, channel: str, post_id: int, thread_ts: str | None = None
    ) -> str:
        """Send it, marked with the post's id. Slack's `ts` for it."""

    def edit(self, message: Message, *, channel: str, ts: str) -> None:
        """Put it in the place of that message. Nothing happens if that is gone."""

    def find(
        self,
        *,
        channel: str,
        post_id: int,
        asks: AskedQuestion | None = None,
        thread_ts: str | None = None,
    ) -> str | None:
        """The `ts` of a message there which is marked with the post's id, or asks the question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """What came of sending a post, still to be recorded."""

    post: ClaimedPost
    channel: str | None  # None: not even the direct message could be opened
    ts: str | None = None
    failure: DeliveryFailed | None = None
    failed_at: Limit | None = None  # the call that failed


@dataclass(frozen=True, slots=True)
class Untried:
    """A post that was claimed and is given back: Slack was too busy before its turn came."""

    post: ClaimedPost


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkedOff:
    """What was recorded, what is to be sent now, and when to look again. None: at the next tick."""

    outcomes: list[Outcome]
    to_send: list[ClaimedPost]
    look_again: timedelta | None


def work_off(
    database: Database,
    *,
    now: datetime,
    pacing: Pacing,
    attempts: Sequence[Attempt] = (),
    untried: Sequence[Untried] = (),
    most: int,
) -> WorkedOff:
    """Record the attempts, and claim at most so many posts that are due and may be sent."""
    done = {one.post.id for one in attempts} | {one.post.id for one in untried}
    in_hand = posts_in_hand(database)
    with database.write() as session:
        outcomes = _record_sent(session, attempts, now=now)
        for one in untried:
            release(session, one.post, due_at=one.post.due_at)
        turn = Turn(session, pacing)
        for one in untried:
            turn.let_go(one.post)
        for attempt in attempts:
            turn.rest(attempt.post)
            if attempt.failure is not None:
                outcomes += _record_failure_safely(session, turn, attempt, now=now)
        claimed = _Claimed()
        if most > 0:
            claimed = _claim(session, turn, now=now, most=most, except_ids=in_hand - done)
        turn.end()
        look_again = turn.free_again() if len(claimed.to_send) < most else None
    in_hand.difference_update(done)
    in_hand.update(post.id for post in claimed.to_send)
    if claimed.may_be_more:
        look_again = timedelta()
    outcomes += claimed.decided
    return WorkedOff(outcomes=outcomes, to_send=claimed.to_send, look_again=look_again)


class _Claimed:
    """What one claim has come to."""

    def __init__(self) -> None:
        self.to_send: list[ClaimedPost] = []
        self.decided: list[Outcome] = []
        self.may_be_more = False


def _claim(
    session: Session, turn: Turn, *, now: datetime, most: int, except_ids: Collection[int]
) -> _Claimed:
    claimed = _Claimed()
    found = due_posts(
        session,
        now=now,
        abandoned_before=now - PATIENCE,
        most=most,
        not_now=turn.used_up(),
        except_ids=except_ids,
    )
    chosen: list[ClaimedPost] = []
    readers: set[tuple[str, str]] = set()
    for post in found:
        reader = (post.team_id, post.reader)
        calls = () if _is_settled_unsent(post, now=now) else calls_for(post)
        if reader in readers or any(not turn.left(post.team_id, one) for one in calls):
            readers.add(reader)  # what comes after it must not overtake it
            continue
        readers.add(reader)
        for one in calls:
            turn.use(post.team_id, one)
        chosen.append(post)
    mark_claimed(session, posts=chosen)
    for post in chosen:
        if outcome := _settle_unsent(session, post, now=now):
            claimed.decided.append(outcome)
        else:
            turn.keep(post, until=PATIENCE)
            claimed.to_send.append(post)
    claimed.may_be_more = bool(chosen) and len(found) == most > len(claimed.to_send)
    return claimed


def _is_settled_unsent(post: ClaimedPost, *, now: datetime) -> bool:
    """Whether what becomes of it is known without sending it."""
    return (
        (post.is_edit and post.other_ts is None)
        or must_wait(post, now=now)
        or (post.was_claimed and not _may_be_repeated(post))
    )


def _settle_unsent(session: Session, post: ClaimedPost, *, now: datetime) -> Outcome | None:
    if post.is_edit and post.other_ts is None:
        return _leave_unedited(session, post)
    if must_wait(post, now=now):
        return leave_for_daytime(session, post, now=now)
    if post.was_claimed and not _may_be_repeated(post):
        return ask_facilitators(session, post, now=now)
    return None


def _leave_unedited(session: Session, post: ClaimedPost) -> Failed:
    """The message was never sent, so there is none to change and nobody to tell."""
    reason = "there is no message to edit"
    record(session, post, state=PostState.FAILED, error=reason)
    return Failed(post_id=post.id, reason=reason)


def _may_be_repeated(post: ClaimedPost) -> bool:
    """Whether it may be taken up again without asking: it can be looked for, or does no harm."""
    return post.person_id is not None or post.is_edit or is_card(post)


def send(courier: Courier, post: ClaimedPost) -> Attempt:
    """Send a claimed post, unless it is there already. Touches no database."""
    channel, ts = post.channel, None
    call = Limit.OPEN
    try:
        if channel is None:
            assert post.slack_id is not None
            channel = courier.open_direct(post.slack_id)
        if post.is_edit:
            call, ts = Limit.EDIT, post.other_ts
            assert ts is not None
            courier.edit(post.message, channel=channel, ts=ts)
            return Attempt(post=post, channel=channel, ts=ts)
        if is_looked_for(post):
            call = Limit.LOOK
            ts = courier.find(
                channel=channel, post_id=post.id, asks=post.asks, thread_ts=post.other_ts
            )
        if ts is None:
            call = Limit.POST
            ts = courier.deliver(
                post.message, channel=channel, post_id=post.id, thread_ts=post.other_ts
            )
    except DeliveryFailed as failure:
        return Attempt(post=post, channel=channel, failure=failure, failed_at=call)
    return Attempt(post=post, channel=channel, ts=ts)


def _record_sent(session: Session, attempts: Sequence[Attempt], *, now: datetime) -> list[Outcome]:
    """What is sent is sent, whatever else there is to record. Also keeps what was opened for it."""
    remember_directs(
        session,
        channels={
            attempt.post.person_id: attempt.channel
            for attempt in attempts
            if attempt.post.person_id is not None
            and attempt.channel is not None
            and attempt.channel != attempt.post.channel
        },
    )
    sent = [attempt for attempt in attempts if attempt.failure is None]
    record_all_sent(session, [(attempt.post, attempt.ts) for attempt in sent], now=now)
    return [
        Delivered(
            post_id=attempt.post.id,
            channel=attempt.channel or "",
            person_id=attempt.post.person_id,
        )
        for attempt in sent
    ]


def _record_failure_safely(
    session: Session, turn: Turn, attempt: Attempt, *, now: datetime
) -> list[Outcome]:
    try:
        with session.begin_nested():
            return [_record_failure(session, turn, attempt, now=now)]
    except Exception:  # one post must stop nobody
        log.exception("post %d cannot be recorded; it is taken up again later", attempt.post.id)
        return []


def _record_failure(session: Session, turn: Turn, attempt: Attempt, *, now: datetime) -> Outcome:
    post, failure = attempt.post, attempt.failure
    assert failure is not None
    looking = attempt.failed_at is Limit.LOOK
    if failure.retry_after is not None and attempt.failed_at is not None:
        turn.hold(post.team_id, attempt.failed_at, seconds=failure.retry_after)
    if (looking and failure.permanent) or (failure.perhaps_sent and not _may_be_repeated(post)):
        return ask_facilitators(session, post, now=now)
    return record_failure(session, post, failure, now=now, while_looking=looking)
