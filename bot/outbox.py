"""The outbox: `put` a message that nobody asked for, and deliver what is due, once.

Claim, commit, send, record: nothing is sent inside a transaction. Between sending and recording a
worker may die; who takes the post up then looks before sending, or asks the facilitators.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from logging import getLogger
from typing import Protocol
from weakref import WeakKeyDictionary

from sqlmodel import Session

from bot.days import is_quiet, next_daytime
from bot.errors import DeliveryFailed
from bot.voice.blocks import Message
from bot.voice.posts import CardFacts, failed_card, unsure_card
from models import Database, Person, Process
from models.enums import PostState
from models.posts import AskedQuestion, ClaimedPost, add_post, claim_post, record_post

log = getLogger(__name__)

PATIENCE = timedelta(minutes=2)  # with a claim, before its worker is taken for dead
MOST_ATTEMPTS = 15  # with the pauses below: seven hours
FIRST_PAUSE = timedelta(seconds=15)
LONGEST_PAUSE = timedelta(hours=1)


class Courier(Protocol):
    """Takes messages to Slack. What it cannot deliver it raises as DeliveryFailed."""

    def open_direct(self, slack_id: str) -> str:
        """The channel of Sammen's direct messages with that person."""

    def deliver(self, message: Message, *, channel: str, post_id: int) -> str:
        """Send it, marked with the post's id. Slack's `ts` for it."""

    def find(self, *, channel: str, post_id: int, asks: AskedQuestion | None = None) -> str | None:
        """The `ts` of a message there which is marked with the post's id, or asks the question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """It is there. `channel` is where."""

    post_id: int
    channel: str
    person_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Delayed:
    """Not this time: it is due again later."""

    post_id: int
    reason: str
    until: datetime
    retry_after: float | None  # Slack asks everybody to wait so many seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """It will not be tried again."""

    post_id: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsure:
    """Perhaps it stands in the channel, perhaps not: the facilitators are asked."""

    post_id: int


@dataclass(frozen=True, slots=True)
class Nothing:
    """Nothing is due."""


Outcome = Delivered | Delayed | Failed | Unsure | Nothing


def put(
    session: Session,
    *,
    key: str,
    team_id: str,
    message: Message,
    due_at: datetime,
    process_id: int | None = None,
    person_id: int | None = None,
    channel: str | None = None,
    waits_for_daytime: bool = False,
    asks: AskedQuestion | None = None,
) -> bool:
    """Have it sent to the person or the channel. A key that was put before is not put again.

    What waits for daytime is not sent in quiet hours either when failures have delayed it. What
    asks a question is not sent if the question stands there already.
    """
    if (person_id is None) == (channel is None):
        problem = "a post goes to a person or to a channel"
        raise ValueError(problem)
    return add_post(
        session,
        values={
            "key": key,
            "team_id": team_id,
            "process_id": process_id,
            "person_id": person_id,
            "channel": channel,
            "message": message,
            "due_at": due_at,
            "waits_for_daytime": waits_for_daytime,
            "asks": asks.stored() if asks else None,
        },
    )


def deliver_next(
    database: Database,
    courier: Courier,
    *,
    now: datetime,
    resting_channels: Collection[str] = (),
    resting_people: Collection[int] = (),
) -> Outcome:
    """Deliver the first post that is due, except to whoever has just been written to."""
    in_hand = _in_hand.setdefault(database, set())
    with database.write() as session:
        post = claim_post(
            session,
            now=now,
            abandoned_before=now - PATIENCE,
            except_channels=resting_channels,
            except_people=resting_people,
            except_ids=in_hand.copy(),
        )
        if post is None:
            return Nothing()
        if post.waits_for_daytime and is_quiet(now):
            return _leave_for_daytime(session, post, now=now)
        if post.was_claimed and post.person_id is None and not _is_card(post):
            return _ask_facilitators(session, post, now=now)
        in_hand.add(post.id)
    try:
        return _deliver(database, courier, post, now=now)
    finally:
        in_hand.discard(post.id)


def _leave_for_daytime(session: Session, post: ClaimedPost, *, now: datetime) -> Delayed:
    until = next_daytime(now)
    attempts = post.attempts - 1  # this was none; a former worker's still makes us look first
    _record(session, post, state=PostState.WAITING, due_at=until, attempts=attempts)
    return Delayed(post_id=post.id, reason="quiet hours", until=until, retry_after=None)


# What this process is sending just now. A rehearsal's clock jumps by days, which makes a claim
# look abandoned while its message is on its way.
_in_hand: WeakKeyDictionary[Database, set[int]] = WeakKeyDictionary()


def _deliver(database: Database, courier: Courier, post: ClaimedPost, *, now: datetime) -> Outcome:
    ts: str | None = None
    looking = False
    channel = post.channel
    try:
        if channel is None:
            assert post.slack_id is not None
            channel = courier.open_direct(post.slack_id)
        perhaps_there = post.was_claimed or post.attempts > 1 or post.asks is not None
        looking = post.person_id is not None and perhaps_there
        if looking:
            ts = courier.find(channel=channel, post_id=post.id, asks=post.asks)
            looking = False
        if ts is None:
            ts = courier.deliver(post.message, channel=channel, post_id=post.id)
    except DeliveryFailed as failure:
        with database.write() as session:
            _remember_direct(session, post, channel=channel)
            if looking and failure.permanent:
                return _ask_facilitators(session, post, now=now)
            return _record_failure(session, post, failure, now=now)
    with database.write() as session:
        _remember_direct(session, post, channel=channel)
        _record(session, post, state=PostState.SENT, sent_at=now, ts=ts, error=None)
    return Delivered(post_id=post.id, channel=channel, person_id=post.person_id)


def _record_failure(
    session: Session, post: ClaimedPost, failure: DeliveryFailed, *, now: datetime
) -> Outcome:
    to_channel = post.person_id is None and not _is_card(post)
    if failure.perhaps_sent and to_channel:
        return _ask_facilitators(session, post, now=now)
    if failure.permanent or (failure.retry_after is None and post.attempts >= MOST_ATTEMPTS):
        _record(session, post, state=PostState.FAILED, error=failure.reason)
        log.warning("post %d (%s) failed for good: %s", post.id, post.key, failure.reason)
        _put_card(session, post, reason=failure.reason, now=now)
        return Failed(post_id=post.id, reason=failure.reason)
    attempts = post.attempts
    if failure.retry_after is not None:
        until = now + timedelta(seconds=failure.retry_after)
        attempts -= 1  # Slack was busy: that is no fault of the post's
    else:
        until = now + min(FIRST_PAUSE * 2 ** (post.attempts - 1), LONGEST_PAUSE)
    if post.waits_for_daytime:
        until = next_daytime(until)
    _record(
        session,
        post,
        state=PostState.WAITING,
        due_at=until,
        attempts=attempts,
        error=failure.reason,
    )
    log.info("post %d (%s) waits: %s", post.id, post.key, failure.reason)
    return Delayed(
        post_id=post.id, reason=failure.reason, until=until, retry_after=failure.retry_after
    )


def _ask_facilitators(session: Session, post: ClaimedPost, *, now: datetime) -> Unsure:
    """Leave it to the facilitators whether it is sent again."""
    _record(session, post, state=PostState.UNSURE)
    log.warning("post %d (%s) may be there or not", post.id, post.key)
    _put_card(session, post, reason=None, now=now)
    return Unsure(post_id=post.id)


def _put_card(session: Session, post: ClaimedPost, *, reason: str | None, now: datetime) -> None:
    """Show the facilitators a post that failed for that reason, or that may be there or not."""
    process = session.get(Process, post.process_id) if post.process_id is not None else None
    if (
        _is_card(post)
        or process is None
        or process.team_id is None
        or process.facilitators_channel is None
    ):
        return
    person = session.get(Person, post.person_id) if post.person_id is not None else None
    facts = CardFacts(
        post_id=post.id,
        words=post.message["text"],
        channel=post.channel if person is None else None,
        person_name=None if person is None else person.name,
    )
    put(
        session,
        key=f"{_CARD}{post.id}:card:{post.claimed_at.isoformat()}",
        team_id=process.team_id,
        process_id=process.id,
        channel=process.facilitators_channel,
        message=unsure_card(facts) if reason is None else failed_card(facts, reason=reason),
        due_at=now,
    )


_CARD = "post:"


def _is_card(post: ClaimedPost) -> bool:
    # A question about a post that may be there twice does less harm than one that is missing.
    return post.key.startswith(_CARD)


def _record(session: Session, post: ClaimedPost, **values: object) -> None:
    if not record_post(session, claimed=post, **values):
        log.warning("post %d (%s) was taken up by another worker", post.id, post.key)


def _remember_direct(session: Session, post: ClaimedPost, *, channel: str | None) -> None:
    if post.person_id is None or channel is None or channel == post.channel:
        return
    person = session.get(Person, post.person_id)
    assert person is not None
    person.dm_channel = channel
