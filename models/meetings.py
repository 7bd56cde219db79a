"""Workshops and information meetings."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Index, UniqueConstraint, func, or_
from sqlmodel import Field, Session, SQLModel, col, select

from models.base import JsonColumn, UtcDateTime, keys_of
from models.enums import MeetingForm, MeetingState
from models.processes import Process, TextJson


def new_uid() -> str:
    """A calendar's name for an event, for ever the same (RFC 7986, 5.3: a random UUID)."""
    return str(uuid4())


class Meeting(SQLModel, table=True):
    """Something people attend. Place and link are None as long as nobody has said them.

    `sequence` is iCalendar's: it rises when people have to answer again. `revision` rises with
    every change that they are told of, and `changed_at` with it.
    """

    __tablename__ = "meetings"
    __table_args__ = (
        UniqueConstraint("process_id", "key"),
        # Each look at a calendar feed asks whether any meeting has changed: not from these long rows.
        Index("ix_meetings_revision_sequence_retired_at", "revision", "sequence", "retired_at"),
    )

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
    agenda: TextJson | None = Field(default=None, sa_type=JsonColumn)
    capacity: int | None = None  # seats; those who join digitally where both is offered take none
    audience: list[str] = Field(default_factory=list, sa_type=JsonColumn)  # values of Role
    asks_needs: bool = False  # whether people are asked what to take into account for them
    reminder_minutes: list[int] = Field(
        default_factory=list, sa_type=JsonColumn
    )  # before the start
    invite_from: datetime | None = Field(default=None, sa_type=UtcDateTime)  # None: not yet decided
    uid: str = Field(default_factory=new_uid, unique=True, max_length=80)
    sequence: int = 0
    revision: int = 0
    changed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    organizer_name: str | None = Field(default=None, max_length=200)  # fixed by the first mail
    organizer_email: str | None = Field(default=None, max_length=320)
    former_starts_at: datetime | None = Field(default=None, sa_type=UtcDateTime)  # before it moved
    former_ends_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    state: MeetingState = Field(default=MeetingState.PLANNED, sa_type=keys_of(MeetingState))
    called_off_because: str | None = None
    decisions: str | None = None  # what came of it, in the facilitators' words
    materials: list[dict[str, Any]] = Field(default_factory=list, sa_type=JsonColumn)  # title, url
    wrapped_up_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    retired_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


def meetings_of(session: Session, *, process_id: int) -> list[Meeting]:
    """The meetings of a process, in order of time."""
    query = (
        select(Meeting)
        .where(Meeting.process_id == process_id, col(Meeting.retired_at).is_(None))
        .order_by(col(Meeting.starts_at))
    )
    return list(session.exec(query))


def lock_meeting(session: Session, *, meeting_id: int) -> Meeting:
    """The meeting as it is now; whoever else wants it so waits until the commit."""
    return session.get_one(Meeting, meeting_id, with_for_update=True, populate_existing=True)


def find_meeting(session: Session, *, uid: str) -> Meeting | None:
    """The meeting that calendars know by that UID, whatever its capitals."""
    query = select(Meeting).where(func.lower(col(Meeting.uid)) == uid.strip().lower())
    return session.exec(query).one_or_none()


def meetings_with_invitations(session: Session, *, now: datetime) -> list[Meeting]:
    """Those that have not ended and whose invitations have gone out, or should, by now.

    None of a process that lives nowhere yet. A meeting that has left its file and was called off
    for it is among them: people must hear.
    """
    query = (
        select(Meeting)
        .join(Process, col(Process.id) == col(Meeting.process_id))
        .where(
            col(Process.team_id).is_not(None),
            col(Meeting.invite_from) <= now,
            col(Meeting.ends_at) > now,
            or_(col(Meeting.retired_at).is_(None), col(Meeting.state) == MeetingState.CALLED_OFF),
        )
        .order_by(col(Meeting.starts_at), col(Meeting.id))
    )
    return list(session.exec(query))


def meetings_to_be_reminded_of(session: Session, *, now: datetime) -> list[Meeting]:
    """Those that take place, have not begun, and to which invitations have gone out."""
    query = (
        select(Meeting)
        .where(
            col(Meeting.invite_from) <= now,
            col(Meeting.starts_at) > now,
            Meeting.state == MeetingState.PLANNED,
            col(Meeting.retired_at).is_(None),
        )
        .order_by(col(Meeting.starts_at), col(Meeting.id))
    )
    return list(session.exec(query))


def coming_meetings(session: Session, *, now: datetime) -> list[Meeting]:
    """Those of all processes that take place and have not ended."""
    query = (
        select(Meeting)
        .where(
            col(Meeting.ends_at) > now,
            Meeting.state == MeetingState.PLANNED,
            col(Meeting.retired_at).is_(None),
        )
        .order_by(col(Meeting.starts_at), col(Meeting.id))
    )
    return list(session.exec(query))


def meetings_held(session: Session, *, after: datetime, before: datetime) -> list[Meeting]:
    """Those of connected processes that took place and ended between the two moments."""
    query = (
        select(Meeting)
        .join(Process, col(Process.id) == col(Meeting.process_id))
        .where(
            col(Process.team_id).is_not(None),
            col(Meeting.ends_at) > after,
            col(Meeting.ends_at) <= before,
            Meeting.state == MeetingState.PLANNED,
            col(Meeting.retired_at).is_(None),
        )
        .order_by(col(Meeting.ends_at), col(Meeting.id))
    )
    return list(session.exec(query))
