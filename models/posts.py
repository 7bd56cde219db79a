"""The outbox: everything that Sammen sends unasked, one row a message."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from models.base import JsonColumn, UtcDateTime, keys_of
from models.enums import PostState

_UNSENT = "state IN ('waiting', 'claimed')"


class Post(SQLModel, table=True):
    """A message to one person or one channel. `key` says why it is sent, and is unique for ever."""

    __tablename__ = "posts"
    __table_args__ = (
        Index(
            "ix_posts_unsent",
            "due_at",
            sqlite_where=text(_UNSENT),
            postgresql_where=text(_UNSENT),
        ),
    )

    id: int = Field(default=None, primary_key=True)
    key: str = Field(unique=True, max_length=200)
    team_id: str = Field(max_length=20)
    process_id: int | None = Field(default=None, foreign_key="processes.id", index=True)
    person_id: int | None = Field(default=None, foreign_key="people.id", index=True)
    channel: str | None = Field(default=None, max_length=20)  # instead of a person
    message: dict[str, Any] = Field(sa_type=JsonColumn)  # text and blocks
    state: PostState = Field(sa_type=keys_of(PostState))
    due_at: datetime = Field(sa_type=UtcDateTime)
    claimed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    attempts: int = 0
    sent_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    ts: str | None = Field(default=None, max_length=20)  # Slack's, once it is sent
    error: str | None = None
