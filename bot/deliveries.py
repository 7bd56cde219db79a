"""What becomes of a post: sent, delayed, failed, or not known. Writes it down, whatever the medium.

A post that keeps its `claimed_at` while it waits may have been sent by that attempt; who takes it
up then looks before sending. Without it, the post surely was not.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from logging import getLogger
from weakref import WeakKeyDictionary

from sqlmodel import Session

from bot.days import QuietHours, is_quiet, next_daytime
from bot.errors import DeliveryFailed
from bot.outbox import put_to_facilitators
from bot.voice.posts import CardFacts, failed_card, unsure_card
from models import Database, Person, Post, Process
from models.claims import ClaimedPost, record_post, record_sent_posts
from models.enums import PostState

log = getLogger(__name__)

PATIENCE = timedelta(minutes=2)  # with a claim, before its worker is taken for dead
MOST_ATTEMPTS = 15  # with the pauses below: seven hours
FIRST_PAUSE = timedelta(seconds=15)
LONGEST_PAUSE = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """It is there. `channel` is where: in Slack, or the address."""

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
    """Perhaps it has arrived, perhaps not: the facilitators are asked."""

    post_id: int


@dataclass(frozen=True, slots=True)
class Nothing:
    """Nothing is due."""


Outcome = Delivered | Delayed | Failed | Unsure | Nothing


def posts_in_hand(database: Database) -> set[int]:
    """What this process is sending just now; deliverers keep it up to date.

    A rehearsal's clock jumps by days, which makes a claim look abandoned while its message is on
    its way.
    """
    return _in_hand.setdefault(database, set())


_in_hand: WeakKeyDictionary[Database, set[int]] = WeakKeyDictionary()


def record_sent(session: Session, post: ClaimedPost, *, ts: str | None, now: datetime) -> None:
    """It has arrived. `ts` is Slack's for it."""
    record(session, post, state=PostState.SENT, sent_at=now, ts=ts, error=None)


def record_all_sent(
    session: Session, sent: Sequence[tuple[ClaimedPost, str | None]], *, now: datetime
) -> None:
    """The same of many."""
    if record_sent_posts(session, sent=sent, sent_at=now) < len(sent):
        log.warning("some of %d posts were taken up by another worker", len(sent))


def must_wait(post: ClaimedPost, *, now: datetime) -> bool:
    """Whether it is for the daytime, and its reader has quiet hours: their own, or everybody's."""
    return post.waits_for_daytime and is_quiet(now, _hours(post))


def _hours(post: ClaimedPost) -> QuietHours | None:
    return None if post.quiet_hours is None else QuietHours(*post.quiet_hours)


def leave_for_daytime(session: Session, post: ClaimedPost, *, now: datetime) -> Delayed:
    """Not now: people sleep."""
    until = next_daytime(now, _hours(post))
    release(session, post, due_at=until)
    return Delayed(post_id=post.id, reason="quiet hours", until=until, retry_after=None)


def release(session: Session, post: ClaimedPost, *, due_at: datetime, **values: object) -> None:
    """Let it wait as if it had not been taken up: what an earlier attempt may have done stays."""
    record(
        session,
        post,
        state=PostState.WAITING,
        due_at=due_at,
        attempts=post.attempts - 1,
        claimed_at=post.claimed_before,
        **values,
    )


def record_failure(
    session: Session,
    post: ClaimedPost,
    failure: DeliveryFailed,
    *,
    now: datetime,
    while_looking: bool = False,
    not_before: datetime | None = None,
) -> Delayed | Failed:
    """Try it again later, or give it up and show it to the facilitators.

    `while_looking` for it: then it has not been sent now, and is looked for again. When Slack is
    busy it keeps its place: bot/pacing.py sees to it that everybody waits.
    """
    if failure.permanent or (failure.retry_after is None and post.attempts >= MOST_ATTEMPTS):
        record(session, post, state=PostState.FAILED, error=failure.reason, claimed_at=None)
        log.warning("post %d (%s) failed for good: %s", post.id, post.key, failure.reason)
        _put_card(session, post, key=_card_key(post), reason=failure.reason, now=now)
        return Failed(post_id=post.id, reason=failure.reason)
    attempts = post.attempts
    if failure.retry_after is not None:
        until = post.due_at
        attempts -= 1  # Slack was busy: that is no fault of the post's
    else:
        until = now + min(FIRST_PAUSE * 2 ** (post.attempts - 1), LONGEST_PAUSE)
    if not_before is not None:
        until = max(until, not_before)
    if post.waits_for_daytime:
        until = next_daytime(until, _hours(post))
    claimed_at = post.claimed_at if failure.perhaps_sent else None
    record(
        session,
        post,
        state=PostState.WAITING,
        due_at=until,
        attempts=attempts,
        error=failure.reason,
        claimed_at=post.claimed_before if while_looking else claimed_at,
    )
    log.info("post %d (%s) waits: %s", post.id, post.key, failure.reason)
    return Delayed(
        post_id=post.id, reason=failure.reason, until=until, retry_after=failure.retry_after
    )


def ask_facilitators(session: Session, post: ClaimedPost, *, now: datetime) -> Unsure:
    """Leave it to the facilitators whether it is sent again."""
    record(session, post, state=PostState.UNSURE)
    log.warning("post %d (%s) may be there or not", post.id, post.key)
    _put_card(session, post, key=_card_key(post), reason=None, now=now)
    return Unsure(post_id=post.id)


def show_bounced(session: Session, post: Post, *, key: str, reason: str, now: datetime) -> None:
    """Show the facilitators a post that was sent, and that a server has returned for that reason."""
    log.warning("post %d (%s) came back: %s", post.id, post.key, reason)
    _put_card(session, post, key=key, reason=reason, now=now)


def _card_key(post: ClaimedPost) -> str:
    return f"{_CARD}{post.id}:card:{post.claimed_at.isoformat()}"


def _put_card(
    session: Session, post: ClaimedPost | Post, *, key: str, reason: str | None, now: datetime
) -> None:
    """Show the facilitators a post that failed for that reason, or that may be there or not."""
    process = session.get(Process, post.process_id) if post.process_id is not None else None
    if is_card(post) or process is None:
        return
    person = session.get(Person, post.person_id) if post.person_id is not None else None
    facts = CardFacts(
        post_id=post.id,
        words=post.message["text"],
        channel=post.channel if person is None else None,
        person_name=_addressee(post) if person is None else person.name,
        address=post.address,
    )
    put_to_facilitators(
        session,
        key=key,
        process=process,
        message=unsure_card(facts) if reason is None else failed_card(facts, reason=reason),
        due_at=now,
    )


def _addressee(post: ClaimedPost | Post) -> str | None:
    """The name on a mail to somebody who is awaited, and so has no row as a person."""
    mail = post.message.get("mail")
    return None if mail is None else str(mail["to_name"])


_CARD = "post:"


def is_card(post: ClaimedPost | Post) -> bool:
    """Whether it tells the facilitators of another post.

    A question about a post that may be there twice does less harm than one that is missing.
    """
    return post.key.startswith(_CARD)


def record(session: Session, post: ClaimedPost, **values: object) -> None:
    """Write that in the post's row, unless another worker has taken it up meanwhile."""
    if not record_post(session, claimed=post, **values):
        log.warning("post %d (%s) was taken up by another worker", post.id, post.key)
