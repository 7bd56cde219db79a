"""Slack's events that have been dealt with: delivery is at least once, work is once."""

from datetime import datetime

from sqlalchemy import delete
from sqlmodel import Field, Session, SQLModel, col

from models.base import UtcDateTime


class SeenEvent(SQLModel, table=True):
    """An event whose work is committed. The row is written in the same transaction."""

    __tablename__ = "seen_events"

    event_id: str = Field(primary_key=True, max_length=80)
    seen_at: datetime = Field(sa_type=UtcDateTime, index=True)


def forget_events(session: Session, *, before: datetime) -> None:
    """Delete the events that were seen before then."""
    session.connection().execute(delete(SeenEvent).where(col(SeenEvent.seen_at) < before))
