"""The outbox: everything that Sammen sends unasked, one row a message.

Who takes a post to send it, and in which order, is found in models/claims.py.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Index, text, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Field, Session, SQLModel, col, select

from models.base import JsonColumn, UtcDateTime, keys_of
from models.enums import PostState

UNSENT = "state IN ('waiting', 'claimed')"
NOT_NEEDED = "no longer needed"


class Post(SQLModel, table=True):
    """A message to one person or one channel. `key` says why it is sent, and is unique for ever."""

    __tablename__ = "posts"
    __table_args__ = (
        Index(
            "ix_posts_unsent",
            "due_at",
            "id",  # else a round's posts, which are due together, are sorted anew for each claim
            sqlite_where=text(UNSENT),
            postgresql_where=text(UNSENT),
        ),
    )

    id: int = Field(default=None, primary_key=True)
    key: str = Field(unique=True, max_length=200)
    team_id: str = Field(max_length=20)
    process_id: int | None = Field(default=None, foreign_key="processes.id", index=True)
    person_id: int | None = Field(default=None, foreign_key="people.id", index=True)
    channel: str | None = Field(default=None, max_length=20)  # instead of a person
    address: str | None = Field(default=None, max_length=320)  # the person's, for what goes by mail
    message: dict[str, Any] = Field(sa_type=JsonColumn)  # text and blocks, or a mail's parts
    in_thread_of_id: int | None = Field(default=None, foreign_key="posts.id")
    edits_id: int | None = Field(default=None, foreign_key="posts.id")  # stands in its place
    asks: dict[str, Any] | None = Field(default=None, sa_type=JsonColumn)  # an AskedQuestion
    state: PostState = Field(sa_type=keys_of(PostState))
    due_at: datetime = Field(sa_type=UtcDateTime)
    waits_for_daytime: bool = Field(default=False)  # never sent in quiet hours, however late
    claimed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)  # None: surely not sent
    attempts: int = 0
    sent_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    ts: str | None = Field(default=None, max_length=20)  # Slack's, once it is sent
    error: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedQuestion:
    """A question that is asked again: perhaps it has stood there since it was first asked."""

    conversation_id: int
    question_key: str
    asked_at: datetime

    def stored(self) -> dict[str, Any]:
        """The column of a post that asks it."""
        return {
            "conversation": self.conversation_id,
            "question": self.question_key,
            "asked_at": self.asked_at.isoformat(),
        }

    @classmethod
    def of(cls, stored: dict[str, Any] | None) -> "AskedQuestion | None":
        """The same, read from the column."""
        if stored is None:
            return None
        return cls(
            conversation_id=stored["conversation"],
            question_key=stored["question"],
            asked_at=datetime.fromisoformat(stored["asked_at"]),
        )


def add_post(session: Session, *, values: dict[str, Any]) -> bool:
    """Insert it unless its key is there. Waits for another transaction that inserts the same."""
    make = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    statement = (
        make(Post)
        .values(state=PostState.WAITING, attempts=0, **values)
        .on_conflict_do_nothing(index_elements=["key"])
        .returning(col(Post.id))
    )
    return session.connection().execute(statement).one_or_none() is not None


def unsent_posts(session: Session) -> list[Post]:
    """What is still to be sent, the first due first."""
    query = select(Post).where(text(UNSENT)).order_by(col(Post.due_at), col(Post.id))
    return list(session.exec(query))


def overdue_since(session: Session, *, now: datetime) -> datetime | None:
    """When the first post that is due and unsent was due. None if none is.

    Mail is not looked at: it may wait for a server that is nobody's here.
    """
    query = select(Post.due_at).where(
        text(UNSENT), col(Post.address).is_(None), col(Post.due_at) <= now
    )
    return session.exec(query.order_by(col(Post.due_at)).limit(1)).one_or_none()


def find_post(session: Session, *, key: str) -> Post | None:
    """The post that was put with that key."""
    return session.exec(select(Post).where(Post.key == key)).one_or_none()


def is_being_edited(session: Session, *, post_id: int) -> bool:
    """Whether something waits to take the place of that post's message."""
    query = select(Post.id).where(text(UNSENT), col(Post.edits_id) == post_id).limit(1)
    return session.exec(query).one_or_none() is not None


def posts_with_keys(session: Session, *, keys: Collection[str]) -> dict[str, Post]:
    """Those of the posts that were put, by key."""
    query = select(Post).where(col(Post.key).in_(keys))
    return {post.key: post for post in session.exec(query)}


def waiting_keys(session: Session, *, like: str) -> list[str]:
    """The keys of posts that nobody is sending just now. `%` stands for anything."""
    query = select(Post.key).where(
        text(UNSENT), col(Post.state) == PostState.WAITING, col(Post.key).like(like)
    )
    return list(session.exec(query))


def give_up_waiting(session: Session, *, keys: Collection[str]) -> int:
    """Mark posts that wait and are needed no more as failed; how many."""
    done = session.connection().execute(
        update(Post)
        .where(col(Post.key).in_(keys), col(Post.state) == PostState.WAITING)
        .values(state=PostState.FAILED, error=NOT_NEEDED)
    )
    return int(done.rowcount)
