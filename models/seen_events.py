"""Slack's events that have been dealt with: delivery is at least once, work is once."""

from datetime import datetime

from sqlalchemy import bindparam, delete, text
from sqlmodel import Field, Session, SQLModel, col

from models.base import UtcDateTime


class SeenEvent(SQLModel, table=True):
    """An event whose work is committed. The row is written in the same transaction."""

    __tablename__ = "seen_events"

    event_id: str = Field(primary_key=True, max_length=80)
    seen_at: datetime = Field(sa_type=UtcDateTime, index=True)


# Both databases understand it, and every event begins with it: built once.
_SEE = text(
    "INSERT INTO seen_events (event_id, seen_at) VALUES (:event, :now) "
    "ON CONFLICT DO NOTHING RETURNING event_id"
).bindparams(bindparam("now", type_=UtcDateTime))


def first_time(session: Session, *, event_id: str, now: datetime) -> bool:
    """Note the event as seen; False if it was already, in whatever transaction."""
    made = session.connection().execute(_SEE, {"event": event_id, "now": now})
    return made.one_or_none() is not None


def forget_events(session: Session, *, before: datetime) -> None:
    """Delete the events that were seen before then."""
    session.connection().execute(delete(SeenEvent).where(col(SeenEvent.seen_at) < before))
