"""Workshops and information meetings."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, Session, SQLModel, col, select

from models.base import JsonColumn, UtcDateTime, keys_of
from models.enums import MeetingForm
from models.processes import TextJson


class Meeting(SQLModel, table=True):
    """Something people attend. Place and link are None as long as nobody has said them."""

    __tablename__ = "meetings"
    __table_args__ = (UniqueConstraint("process_id", "key"),)

    id: int = Field(default=None, primary_key=True)
    process_id: int = Field(foreign_key="processes.id", index=True)
    key: str = Field(max_length=80)
    title: TextJson = Field(sa_type=JsonColumn)
    about: TextJson | None = Field(default=None, sa_type=JsonColumn)
    starts_at: datetime = Field(sa_type=UtcDateTime)
    ends_at: datetime = Field(sa_type=UtcDateTime)
    form: MeetingForm = Field(sa_type=keys_of(MeetingForm))
    place: str | None = None
    link: str | None = None
    retired_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


def meetings_of(session: Session, *, process_id: int) -> list[Meeting]:
    """The meetings of a process, in order of time."""
    query = (
        select(Meeting)
        .where(Meeting.process_id == process_id, col(Meeting.retired_at).is_(None))
        .order_by(col(Meeting.starts_at))
    )
    return list(session.exec(query))


def next_meeting(session: Session, *, process_id: int, now: datetime) -> Meeting | None:
    """The next meeting of a process that has not ended."""
    meetings = meetings_of(session, process_id=process_id)
    return next((meeting for meeting in meetings if meeting.ends_at > now), None)
