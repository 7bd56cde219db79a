"""The outbox: everything that Sammen sends unasked, one row a message."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Index,
    Select,
    and_,
    bindparam,
    exists,
    func,
    or_,
    text,
    update,
)
from sqlalchemy import select as columns_select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import aliased
from sqlmodel import Field, Session, SQLModel, col, select

from models.base import JsonColumn, UtcDateTime, keys_of
from models.enums import PostState
from models.people import Person

UNSENT = "state IN ('waiting', 'claimed')"
NOT_NEEDED = "no longer needed"


class Medium(Enum):
    """By which way a post reaches its readers. What has an address goes by mail."""

    SLACK = auto()
    MAIL = auto()


class Post(SQLModel, table=True):
    """A message to one person or one channel. `key` says why it is sent, and is unique for ever."""

    __tablename__ = "posts"
    __table_args__ = (
        Index(
            "ix_posts_unsent",
            "due_at",
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


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimedPost:
    """A post in the hands of one worker. `was_claimed`: by another one, who never came back."""

    id: int
    key: str
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
    error: str | None  # what the last attempt met with


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


def claim_post(
    session: Session,
    *,
    medium: Medium,
    now: datetime,
    abandoned_before: datetime,
    except_channels: Collection[str] = (),
    except_people: Collection[int] = (),
    except_ids: Collection[int] = (),
) -> ClaimedPost | None:
    """The first post that is due becomes this worker's when the transaction is committed.

    What belongs to another post's message waits until that one is sent, or will not be.
    """
    row = (
        session.connection()
        .execute(
            _CLAIMABLE[medium],
            {
                "now": now,
                "abandoned_before": abandoned_before,
                "except_channels": list(except_channels),
                "except_people": list(except_people),
                "except_ids": list(except_ids),
            },
        )
        .one_or_none()
    )
    if row is None:
        return None
    session.connection().execute(
        update(Post)
        .where(col(Post.id) == row.id)
        .values(state=PostState.CLAIMED, claimed_at=now, attempts=row.attempts + 1)
    )
    return ClaimedPost(
        id=row.id,
        key=row.key,
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
        error=row.error,
    )


_other = aliased(Post, name="other")  # whose thread a post is for, or whose place it takes
_earlier = aliased(Post, name="earlier")  # an edit of the same message

_CLAIMED: tuple[Any, ...] = (
    Post.id,
    Post.key,
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
    col(_other.ts).label("other_ts"),
)


def _claimable(goes_that_way: ColumnElement[bool]) -> Select[Any]:
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
            goes_that_way,
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
            func.coalesce(Post.channel, "").not_in(bindparam("except_channels", expanding=True)),
            func.coalesce(Post.person_id, 0).not_in(bindparam("except_people", expanding=True)),
            col(Post.id).not_in(bindparam("except_ids", expanding=True)),
        )
        .order_by(col(Post.due_at), col(Post.id))
        .limit(1)
        .with_for_update(of=Post, skip_locked=True)
    )


_CLAIMABLE = {
    Medium.SLACK: _claimable(col(Post.address).is_(None)),
    Medium.MAIL: _claimable(col(Post.address).is_not(None)),
}


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
