"""What facilitators send to chosen people and channels, and what became of each copy."""

from datetime import datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from models.base import JsonColumn, UtcDateTime, keys_of
from models.enums import AnnouncementState, Mention
from models.processes import TextJson


class Announcement(SQLModel, table=True):
    """One announcement. `revision` rises with each correction; copies say which one they carry."""

    __tablename__ = "announcements"

    id: int = Field(default=None, primary_key=True)
    process_id: int = Field(foreign_key="processes.id", index=True)
    by_id: int = Field(foreign_key="people.id")
    state: AnnouncementState = Field(sa_type=keys_of(AnnouncementState))
    text: TextJson = Field(sa_type=JsonColumn)  # as written, with its variables
    audience: dict[str, Any] = Field(sa_type=JsonColumn)  # see bot/audiences.py
    channels: list[str] = Field(default_factory=list, sa_type=JsonColumn)
    mention: Mention = Field(default=Mention.NOBODY, sa_type=keys_of(Mention))
    attachments: list[dict[str, Any]] = Field(
        default_factory=list, sa_type=JsonColumn
    )  # title, url
    asks_seen: bool = False
    in_working_hours: bool = True
    send_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    revision: int = 0
    made_at: datetime = Field(sa_type=UtcDateTime)
    changed_at: datetime = Field(sa_type=UtcDateTime)
    begun_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    withdrawn_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class AnnouncementCopy(SQLModel, table=True):
    """One copy: to a person or to a channel. Its delivery is its post's."""

    __tablename__ = "announcement_copies"
    __table_args__ = (
        UniqueConstraint("announcement_id", "person_id"),
        UniqueConstraint("announcement_id", "channel"),
    )

    id: int = Field(default=None, primary_key=True)
    announcement_id: int = Field(foreign_key="announcements.id", index=True)
    person_id: int | None = Field(default=None, foreign_key="people.id", index=True)
    channel: str | None = Field(default=None, max_length=20)
    post_id: int | None = Field(default=None, foreign_key="posts.id")  # the first delivery
    latest_post_id: int | None = Field(default=None, foreign_key="posts.id")  # the correction
    by_mail: bool = False  # no account in Slack: it went by mail
    revision: int = -1  # nothing put yet
    seen_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
