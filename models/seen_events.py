"""Slack's events that have been dealt with: delivery is at least once, work is once."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from models.base import UtcDateTime


class SeenEvent(SQLModel, table=True):
    """An event whose work is committed. The row is written in the same transaction."""

    __tablename__ = "seen_events"

    event_id: str = Field(primary_key=True, max_length=80)
    seen_at: datetime = Field(sa_type=UtcDateTime, index=True)
