"""Dated points on the timeline of a process."""

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, Session, SQLModel, col, select

from models.base import JsonColumn, UtcDateTime, keys_of
from models.enums import MilestoneState, Precision
from models.processes import Process, TextJson


class Milestone(SQLModel, table=True):
    """A point on the timeline. `day` is the first day of the month or quarter it stands for.

    `moves` counts how often it was given another date; the former one stays as `moved_from_…`.
    """

    __tablename__ = "milestones"
    __table_args__ = (UniqueConstraint("process_id", "key"),)

    id: int = Field(default=None, primary_key=True)
    process_id: int = Field(foreign_key="processes.id", index=True)
    key: str = Field(max_length=80)
    position: int
    title: TextJson = Field(sa_type=JsonColumn)
    day: date
    precision: Precision = Field(sa_type=keys_of(Precision))
    state: MilestoneState = Field(sa_type=keys_of(MilestoneState))
    about: TextJson | None = Field(default=None, sa_type=JsonColumn)
    audience: list[str] = Field(
        default_factory=list, sa_type=JsonColumn
    )  # of Role; none: everybody
    announce_days: int | None = None  # how long ahead it is announced; None: not at all
    moves: int = 0
    moved_from_day: date | None = None
    moved_from_precision: Precision | None = Field(default=None, sa_type=keys_of(Precision))
    retired_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


def milestones_of(session: Session, *, process_id: int) -> list[Milestone]:
    """The timeline, in order of time."""
    query = (
        select(Milestone)
        .where(Milestone.process_id == process_id, col(Milestone.retired_at).is_(None))
        .order_by(col(Milestone.day), col(Milestone.position))
    )
    return list(session.exec(query))


def milestones_in_order(session: Session, *, process_id: int) -> list[Milestone]:
    """The same in the order of the process file."""
    query = (
        select(Milestone)
        .where(Milestone.process_id == process_id, col(Milestone.retired_at).is_(None))
        .order_by(col(Milestone.position), col(Milestone.id))
    )
    return list(session.exec(query))


def milestones_to_tell(session: Session) -> list[tuple[Process, Milestone]]:
    """All but those that are done, of every process that lives in a workspace."""
    query = (
        select(Process, Milestone)
        .join(Milestone, col(Milestone.process_id) == col(Process.id))
        .where(
            col(Process.team_id).is_not(None),
            col(Milestone.retired_at).is_(None),
            col(Milestone.state) != MilestoneState.DONE,
        )
        .order_by(col(Process.id), col(Milestone.day), col(Milestone.position))
    )
    return list(session.exec(query))


def lock_milestone(session: Session, *, milestone_id: int) -> Milestone | None:
    """A milestone as it is now, for one to change who changes it alone until the commit."""
    return session.get(Milestone, milestone_id, with_for_update=True, populate_existing=True)
