"""Whose a post is: one worker's at a time, from the claim until it is written what became of it.

Which posts may be claimed, models/due_posts.py says; how many, bot/pacing.py.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, update
from sqlmodel import Session, col

from models.base import UtcDateTime
from models.due_posts import CLAIMABLE, Medium
from models.enums import PostState
from models.posts import AskedQuestion, Post


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimedPost:
    """A post in the hands of one worker. `was_claimed`: by another one, who never came back."""

    id: int
    key: str
    team_id: str
    process_id: int | None
    message: dict[str, Any]
    asks: AskedQuestion | None
    channel: str | None  # a channel's, or the person's direct message if it is known
    person_id: int | None
    slack_id: str | None
    address: str | None
    is_edit: bool
    other_ts: str | None  # of the message whose thread it is for, or whose place it takes
    due_at: datetime
    waits_for_daytime: bool
    quiet_hours: tuple[int, int] | None  # the reader's own, in minutes of the day
    claimed_at: datetime
    attempts: int  # this one included
    was_claimed: bool
    claimed_before: datetime | None  # by an attempt that may have sent it
    error: str | None  # what the last attempt met with
    reader: str  # the person or the channel, as models/pacing.py names them


@dataclass(frozen=True, slots=True, kw_only=True)
class NotNow:
    """What Slack's limits rule out at the moment `at`: the teams in which each is used up."""

    at: datetime
    posting: Sequence[str] = ()
    editing: Sequence[str] = ()
    opening: Sequence[str] = ()
    looking: Sequence[str] = ()


def due_posts(
    session: Session,
    *,
    now: datetime,
    abandoned_before: datetime,
    most: int,
    not_now: NotNow,
    except_ids: Collection[int] = (),
) -> list[ClaimedPost]:
    """What may be sent to Slack now, as it will be once it is claimed, the first due first.

    Several of them may be for the same reader. What belongs to another post's message waits until
    that one is sent, or will not be.
    """
    binds = {
        "now": now,
        "abandoned_before": abandoned_before,
        "except_ids": list(except_ids),
        "most": most,
        "rested_at": not_now.at,
        "no_posting": list(not_now.posting),
        "no_editing": list(not_now.editing),
        "no_opening": list(not_now.opening),
        "no_looking": list(not_now.looking),
    }
    connection = session.connection()
    rows: Sequence[Any] = []
    for among in (most * 8, _ALL):  # most often, the first ones need not wait for anything
        rows = connection.execute(CLAIMABLE[Medium.SLACK], binds | {"among": among}).all()
        if len(rows) == most:
            break
    return [_claimed(row, now=now) for row in rows]


def claim_mail(
    session: Session,
    *,
    now: datetime,
    abandoned_before: datetime,
    except_ids: Collection[int] = (),
) -> ClaimedPost | None:
    """The first mail that is due becomes this worker's when the transaction is committed."""
    row = (
        session.connection()
        .execute(
            CLAIMABLE[Medium.MAIL],
            {
                "now": now,
                "abandoned_before": abandoned_before,
                "except_ids": list(except_ids),
                "most": 1,
                "among": _ALL,
            },
        )
        .one_or_none()
    )
    if row is None:
        return None
    post = _claimed(row, now=now)
    mark_claimed(session, posts=[post])
    return post


def mark_claimed(session: Session, *, posts: Sequence[ClaimedPost]) -> None:
    """They become this worker's when the transaction is committed."""
    if posts:
        session.connection().execute(
            _CLAIM, {"ids": [post.id for post in posts], "claimed_at": posts[0].claimed_at}
        )


def record_post(session: Session, *, claimed: ClaimedPost, **values: object) -> bool:
    """Write what became of it. False, and nothing written, if another worker has taken it up."""
    done = session.connection().execute(
        update(Post)
        .where(
            col(Post.id) == claimed.id,
            col(Post.state) == PostState.CLAIMED,
            col(Post.claimed_at) == claimed.claimed_at,
        )
        .values(**values)
    )
    return bool(done.rowcount)


def record_sent_posts(
    session: Session, *, sent: Sequence[tuple[ClaimedPost, str | None]], sent_at: datetime
) -> int:
    """Write of all of them that they have arrived, as which message. Of how many that was so."""
    if not sent:
        return 0
    done = session.connection().execute(
        _SENT,
        [
            {"claimed_id": post.id, "claim": post.claimed_at, "new_ts": ts, "now": sent_at}
            for post, ts in sent
        ],
    )
    return int(done.rowcount)


def _claimed(row: Any, *, now: datetime) -> ClaimedPost:  # noqa: ANN401 # SQLAlchemy's row
    return ClaimedPost(
        id=row.id,
        key=row.key,
        team_id=row.team_id,
        process_id=row.process_id,
        message=row.message,
        asks=AskedQuestion.of(row.asks),
        channel=row.channel or row.dm_channel,
        person_id=row.person_id,
        slack_id=row.slack_id,
        address=row.address,
        is_edit=row.edits_id is not None,
        other_ts=row.other_ts,
        due_at=row.due_at,
        waits_for_daytime=row.waits_for_daytime,
        quiet_hours=_hours(row.quiet_from, row.quiet_until),
        claimed_at=now,
        attempts=row.attempts + 1,
        was_claimed=row.state is PostState.CLAIMED,
        claimed_before=row.claimed_at,
        error=row.error,
        reader=row.reader,
    )


def _hours(begins: int | None, ends: int | None) -> tuple[int, int] | None:
    return None if begins is None or ends is None else (begins, ends)


_ALL = 1_000_000  # more than ever wait

_CLAIM = (
    update(Post)
    .where(col(Post.id).in_(bindparam("ids", expanding=True)))
    .values(
        state=PostState.CLAIMED,
        claimed_at=bindparam("claimed_at", type_=UtcDateTime()),
        attempts=col(Post.attempts) + 1,
    )
)

_SENT = (
    update(Post)
    .where(
        col(Post.id) == bindparam("claimed_id"),
        col(Post.state) == PostState.CLAIMED,
        col(Post.claimed_at) == bindparam("claim", type_=UtcDateTime()),
    )
    .values(
        state=PostState.SENT,
        sent_at=bindparam("now", type_=UtcDateTime()),
        ts=bindparam("new_ts"),
        error=None,
    )
)
