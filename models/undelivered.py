"""Posts of a process that did not arrive, or of which nobody knows."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, func, not_, or_, select
from sqlmodel import Session, col

from models.enums import PostState
from models.people import Person
from models.posts import Post

NOT_NEEDED = "no longer needed"  # see models.posts.give_up_waiting: kept back, not failed


@dataclass(frozen=True, slots=True, kw_only=True)
class Undelivered:
    """One such post."""

    post_id: int
    words: str
    person: str | None  # whose name it bears; None: it went to a channel
    channel: str | None
    address: str | None  # by mail
    is_unsure: bool
    error: str | None


def undelivered_posts(session: Session, *, process_id: int, most: int) -> list[Undelivered]:
    """The newest of them."""
    query = (
        select(
            col(Post.id),
            col(Post.message),
            col(Person.name),
            col(Post.channel),
            col(Post.address),
            col(Post.state),
            col(Post.error),
        )
        .outerjoin(Person, col(Person.id) == col(Post.person_id))
        .where(_did_not_arrive(process_id))
        .order_by(col(Post.id).desc())
        .limit(most)
    )
    return [
        Undelivered(
            post_id=row.id,
            words=str(row.message.get("text") or ""),
            person=row.name or _addressee(row.message),
            channel=row.channel,
            address=row.address,
            is_unsure=row.state is PostState.UNSURE,
            error=row.error,
        )
        for row in session.connection().execute(query)
    ]


def _addressee(message: dict[str, Any]) -> str | None:
    """The name on a mail to somebody who is awaited, and so has no row as a person."""
    mail = message.get("mail")
    return None if mail is None else str(mail["to_name"])


def count_undelivered(session: Session, *, process_id: int) -> int:
    """How many there are."""
    query = select(func.count()).select_from(Post).where(_did_not_arrive(process_id))
    return session.connection().execute(query).scalar_one()


def _did_not_arrive(process_id: int) -> ColumnElement[bool]:
    failed = and_(
        col(Post.state) == PostState.FAILED,
        or_(col(Post.error).is_(None), col(Post.error) != NOT_NEEDED),
    )
    return and_(
        col(Post.process_id) == process_id,
        or_(col(Post.state) == PostState.UNSURE, failed),
        not_(col(Post.key).like("post:%")),  # a card about another post
    )
