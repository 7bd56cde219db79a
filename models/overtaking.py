"""What of one matter has been sent, and what a newer message can still keep back."""

from collections.abc import Collection

from sqlalchemy import and_, or_, text, update
from sqlmodel import Session, col, select

from models.enums import PostState
from models.posts import NOT_NEEDED, UNSENT, Post


def has_been_sent(session: Session, *, like: str) -> bool:
    """Whether one of these has left, or may have. `%` in a key stands for anything."""
    left = col(Post.state).in_((PostState.SENT, PostState.CLAIMED, PostState.UNSURE))
    may_have_left = and_(text(UNSENT), col(Post.claimed_at).is_not(None))
    query = select(Post.id).where(col(Post.key).like(like), or_(left, may_have_left)).limit(1)
    return session.exec(query).one_or_none() is not None


def keep_back(session: Session, *, like: Collection[str], except_like: str) -> list[str]:
    """Mark as failed what waits and surely was not sent; its keys. `%` stands for anything.

    One statement, so that what a worker takes up at this moment is not among them.
    """
    done = session.connection().execute(
        update(Post)
        .where(
            text(UNSENT),
            col(Post.state) == PostState.WAITING,
            col(Post.claimed_at).is_(None),
            or_(*(col(Post.key).like(one) for one in like)),
            col(Post.key).not_like(except_like),
        )
        .values(state=PostState.FAILED, error=NOT_NEEDED)
        .returning(col(Post.key))
    )
    return list(done.scalars())
