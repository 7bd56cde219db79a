"""The statements that find which posts are due, in order, and may be sent now.

What may not be sent yet, because Slack's limits are used up or the reader has just been written
to, is left out. Parameters: `now`, `abandoned_before`, `except_ids`, `most`, and `among`, the
number of due posts that are looked at closely; for Slack also those of models/claims.py: NotNow.
"""

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
)
from sqlalchemy import select as columns_select
from sqlalchemy.orm import aliased
from sqlmodel import col

from models.base import UtcDateTime
from models.enums import PostState
from models.pacing import Pace
from models.people import Person
from models.posts import UNSENT, Post


class Medium(Enum):
    """By which way a post reaches its readers. What has an address goes by mail."""

    SLACK = auto()
    MAIL = auto()


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
    Post.error,
    Person.slack_id,
    Person.dm_channel,
    Person.quiet_from,
    Person.quiet_until,
    col(_other.ts).label("other_ts"),
    _READER.label("reader"),
)


def _is_left_to(name: str, team_id: Any, *others: Any) -> ColumnElement[bool]:  # noqa: ANN401
    """It is not what the limit is for, or the limit is not used up in its team."""
    return or_(col(team_id).not_in(bindparam(name, expanding=True)), *others)


def _is_due(post: type[Post], medium: Medium) -> ColumnElement[bool]:
    in_time = and_(
        col(post.due_at) <= bindparam("now", type_=UtcDateTime()),
        or_(
            col(post.state) == PostState.WAITING,
            and_(
                col(post.state) == PostState.CLAIMED,
                col(post.claimed_at) < bindparam("abandoned_before", type_=UtcDateTime()),
            ),
        ),
        col(post.id).not_in(bindparam("except_ids", expanding=True)),
    )
    if medium is Medium.MAIL:
        return and_(in_time, col(post.address).is_not(None))
    return and_(
        in_time,
        col(post.address).is_(None),
        _is_left_to("no_posting", post.team_id, col(post.edits_id).is_not(None)),
        _is_left_to("no_editing", post.team_id, col(post.edits_id).is_(None)),
    )


def _first_due(medium: Medium) -> Select[Any]:
    """The ids of so many; only these are looked at closely.

    The condition of the partial index is written out: with parameters the databases do not see
    that the index serves.
    """
    first = aliased(Post, name="first")
    return (
        columns_select(col(first.id))
        .where(text(f"first.{UNSENT}"), _is_due(first, medium))
        .order_by(col(first.due_at), col(first.id))
        .limit(bindparam("among"))
    )


def _claimable(medium: Medium, *conditions: ColumnElement[bool]) -> Select[Any]:
    return (
        columns_select(*_CLAIMED)
        .join(Person, col(Post.person_id) == col(Person.id), isouter=True)
        .join(
            _other,
            func.coalesce(Post.in_thread_of_id, Post.edits_id) == col(_other.id),
            isouter=True,
        )
        .where(
            col(Post.id).in_(_first_due(medium)),
            _is_due(Post, medium),  # still, when its row is locked
            *conditions,
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
        )
        .order_by(col(Post.due_at), col(Post.id))
        .limit(bindparam("most"))
        .with_for_update(of=Post, skip_locked=True)
    )


CLAIMABLE = {
    Medium.MAIL: _claimable(Medium.MAIL),
    Medium.SLACK: _claimable(
        Medium.SLACK,
        # What somebody may have had already comes first, even if looking for it has to wait.
        ~exists().where(
            col(_former.person_id) == col(Post.person_id),
            # Said this way round, the index of what is unsent is not taken for the one to use.
            col(_former.state).not_in((PostState.SENT, PostState.FAILED, PostState.UNSURE)),
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
        _is_left_to(
            "no_opening",
            Post.team_id,
            col(Post.person_id).is_(None),
            col(Person.dm_channel).is_not(None),
        ),
        _is_left_to(
            "no_looking",
            Post.team_id,
            col(Post.edits_id).is_not(None),
            col(Post.person_id).is_(None),
            and_(col(Post.claimed_at).is_(None), col(Post.asks).is_(None)),
        ),
    ).join(
        _rest,
        and_(col(_rest.team_id) == col(Post.team_id), col(_rest.limit) == _READER),
        isouter=True,
    ),
}
