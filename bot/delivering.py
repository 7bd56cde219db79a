"""Delivers to Slack what is due from the outbox, each post once.

Claim, commit, send, record: nothing is sent inside a transaction. Between sending and recording a
worker may die; who takes the post up then looks before sending, or asks the facilitators.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Protocol

from sqlmodel import Session

from bot.days import is_quiet
from bot.deliveries import (
    PATIENCE,
    Delivered,
    Failed,
    Nothing,
    Outcome,
    ask_facilitators,
    is_card,
    leave_for_daytime,
    posts_in_hand,
    record,
    record_failure,
    record_sent,
)
from bot.errors import DeliveryFailed
from bot.voice.blocks import Message
from models import Database, Person
from models.enums import PostState
from models.posts import AskedQuestion, ClaimedPost, Medium, claim_post


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


def deliver_next(
    database: Database,
    courier: Courier,
    *,
    now: datetime,
    resting_channels: Collection[str] = (),
    resting_people: Collection[int] = (),
) -> Outcome:
    """Deliver the first post that is due, except to whoever has just been written to."""
    in_hand = posts_in_hand(database)
    with database.write() as session:
        post = claim_post(
            session,
            medium=Medium.SLACK,
            now=now,
            abandoned_before=now - PATIENCE,
            except_channels=resting_channels,
            except_people=resting_people,
            except_ids=in_hand.copy(),
        )
        if post is None:
            return Nothing()
        if post.is_edit and post.other_ts is None:
            return _leave_unedited(session, post)
        if post.waits_for_daytime and is_quiet(now):
            return leave_for_daytime(session, post, now=now)
        if post.was_claimed and not _may_be_repeated(post):
            return ask_facilitators(session, post, now=now)
        in_hand.add(post.id)
    try:
        return _deliver(database, courier, post, now=now)
    finally:
        in_hand.discard(post.id)


def _leave_unedited(session: Session, post: ClaimedPost) -> Failed:
    """The message was never sent, so there is none to change and nobody to tell."""
    reason = "there is no message to edit"
    record(session, post, state=PostState.FAILED, error=reason)
    return Failed(post_id=post.id, reason=reason)


def _may_be_repeated(post: ClaimedPost) -> bool:
    """Whether it may be taken up again without asking: it can be looked for, or does no harm."""
    return post.person_id is not None or post.is_edit or is_card(post)


def _deliver(database: Database, courier: Courier, post: ClaimedPost, *, now: datetime) -> Outcome:
    ts: str | None = None
    looking = False
    channel = post.channel
    try:
        if channel is None:
            assert post.slack_id is not None
            channel = courier.open_direct(post.slack_id)
        if post.is_edit:
            ts = post.other_ts
            assert ts is not None
            courier.edit(post.message, channel=channel, ts=ts)
        else:
            perhaps_there = post.claimed_before is not None or post.asks is not None
            looking = post.person_id is not None and perhaps_there
            if looking:
                ts = courier.find(
                    channel=channel, post_id=post.id, asks=post.asks, thread_ts=post.other_ts
                )
                looking = False
            if ts is None:
                ts = courier.deliver(
                    post.message, channel=channel, post_id=post.id, thread_ts=post.other_ts
                )
    except DeliveryFailed as failure:
        with database.write() as session:
            _remember_direct(session, post, channel=channel)
            if (looking and failure.permanent) or (
                failure.perhaps_sent and not _may_be_repeated(post)
            ):
                return ask_facilitators(session, post, now=now)
            return record_failure(session, post, failure, now=now, while_looking=looking)
    with database.write() as session:
        _remember_direct(session, post, channel=channel)
        record_sent(session, post, ts=ts, now=now)
    return Delivered(post_id=post.id, channel=channel, person_id=post.person_id)


def _remember_direct(session: Session, post: ClaimedPost, *, channel: str | None) -> None:
    if post.person_id is None or channel is None or channel == post.channel:
        return
    person = session.get(Person, post.person_id)
    assert person is not None
    person.dm_channel = channel
