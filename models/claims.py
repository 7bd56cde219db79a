"""Which posts are due, and whose they are: one worker's at a time.

What may not be sent yet, because Slack's limits are used up or the reader has just been written
to, is left out; how much that is, bot/pacing.py decides.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    and_,
    bindparam,
    cast,
    exists,
    func,
    literal,
    or_,
    text,
    update,
)
from sqlalchemy import select as columns_select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from models.base import UtcDateTime
from models.enums import PostState
from models.pacing import Pace
from models.people import Person
from models.posts import UNSENT, AskedQuestion, Post


class Medium(Enum):
    """By which way a post reaches its readers. What has an address goes by mail."""

    SLACK = auto()
    MAIL = auto()


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
    claimed_at: datetime
    attempts: int  # this one included
    was_claimed: bool
    claimed_before: datetime | None  # by an attempt that may have sent it
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
        "rested_at": not_now.at,
        "no_posting": list(not_now.posting),
        "no_editing": list(not_now.editing),
        "no_opening": list(not_now.opening),
        "no_looking": list(not_now.looking),
    }
    rows = session.connection().execute(
        _CLAIMABLE[Medium.SLACK],
        {
            "now": now,
            "abandoned_before": abandoned_before,
            "except_ids": list(except_ids),
            "most": most,
        }
        | binds,
    )
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
            _CLAIMABLE[Medium.MAIL],
            {
                "now": now,
                "abandoned_before": abandoned_before,
                "except_ids": list(except_ids),
                "most": 1,
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
        claimed_at=now,
        attempts=row.attempts + 1,
        was_claimed=row.state is PostState.CLAIMED,
        claimed_before=row.claimed_at,
        reader=row.reader,
    )


_CLAIM = (
    update(Post)
    .where(col(Post.id).in_(bindparam("ids", expanding=True)))
    .values(
        state=PostState.CLAIMED,
        claimed_at=bindparam("claimed_at", type_=UtcDateTime()),
        attempts=col(Post.attempts) + 1,
    )
)

_other = aliased(Post, name="other")  # whose thread a post is for, or whose place it takes
_earlier = aliased(Post, name="earlier")  # an edit of the same message
_former = aliased(Post, name="former")  # to the same person
_rest = aliased(Pace, name="rest")  # until when the reader is left in peace

_READER: ColumnElement[str] = func.coalesce(
    literal("person ") + cast(col(Post.person_id), String),
    literal("channel ") + col(Post.channel),
    "",
)

_CLAIMED: tuple[Any, ...] = (
    Post.id,
    Post.key,
    Post.team_id,
    Post.process_id,
    Post.message,
    Post.asks,
    Post.channel,
    Post.person_id,
    Post.address,
    Post.edits_id,
    Post.state,
    Post.due_at,
    Post.claimed_at,
    Post.attempts,
    Post.waits_for_daytime,
    Person.slack_id,
    Person.dm_channel,
    col(_other.ts).label("other_ts"),
    _READER.label("reader"),
)


def _claimable(*goes_that_way: ColumnElement[bool]) -> Select[Any]:
    # The condition of the partial index is written out: with parameters the databases do not see
    # that the index serves.
    return (
        columns_select(*_CLAIMED)
        .join(Person, col(Post.person_id) == col(Person.id), isouter=True)
        .join(
            _other,
            func.coalesce(Post.in_thread_of_id, Post.edits_id) == col(_other.id),
            isouter=True,
        )
        .where(
            text(f"posts.{UNSENT}"),
            col(Post.due_at) <= bindparam("now", type_=UtcDateTime()),
            or_(
                col(Post.state) == PostState.WAITING,
                col(Post.claimed_at) < bindparam("abandoned_before", type_=UtcDateTime()),
            ),
            *goes_that_way,
            or_(
                col(_other.id).is_(None),
                and_(
                    col(_other.state).not_in((PostState.WAITING, PostState.CLAIMED)),
                    # Else a delayed edit would put back what a later one has replaced.
                    ~exists().where(
                        text(f"earlier.{UNSENT}"),
                        col(_earlier.edits_id) == col(Post.edits_id),
                        col(_earlier.id) < col(Post.id),
                    ),
                ),
            ),
            col(Post.id).not_in(bindparam("except_ids", expanding=True)),
        )
        .order_by(col(Post.due_at), col(Post.id))
        .limit(bindparam("most"))
        .with_for_update(of=Post, skip_locked=True)
    )


def _is_left_to(name: str, *others: ColumnElement[bool]) -> ColumnElement[bool]:
    """Not what the limit is for, or the limit is not used up in the post's team."""
    return or_(col(Post.team_id).not_in(bindparam(name, expanding=True)), *others)


_IS_EDIT = col(Post.edits_id).is_not(None)

_CLAIMABLE = {
    Medium.MAIL: _claimable(col(Post.address).is_not(None)),
    Medium.SLACK: _claimable(
        col(Post.address).is_(None),
        # What somebody may have had already comes first, even if looking for it has to wait.
        ~exists().where(
            col(_former.person_id) == col(Post.person_id),
            col(_former.state).in_((PostState.WAITING, PostState.CLAIMED)),
            col(_former.claimed_at).is_not(None),
            col(_former.address).is_(None),
            or_(
                col(_former.due_at) < col(Post.due_at),
                and_(col(_former.due_at) == col(Post.due_at), col(_former.id) < col(Post.id)),
            ),
        ),
        or_(
            col(_rest.next_at).is_(None),
            col(_rest.next_at) <= bindparam("rested_at", type_=UtcDateTime()),
            col(Post.state) == PostState.CLAIMED,  # the rest was for its own sake
        ),
        _is_left_to("no_posting", _IS_EDIT),
        _is_left_to("no_editing", ~_IS_EDIT),
        _is_left_to(
            "no_opening", col(Post.person_id).is_(None), col(Person.dm_channel).is_not(None)
        ),
        _is_left_to(
            "no_looking",
            _IS_EDIT,
            col(Post.person_id).is_(None),
            and_(col(Post.claimed_at).is_(None), col(Post.asks).is_(None)),
        ),
    ).join(
        _rest,
        and_(col(_rest.team_id) == col(Post.team_id), col(_rest.limit) == _READER),
        isouter=True,
    ),
}
