"""Who did what: lines are added and never changed. The database itself refuses anything else."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlmodel import Field, Session, SQLModel, col, select

from models.base import JsonColumn, UtcDateTime
from models.people import Person


class AuditLine(SQLModel, table=True):
    """One act. `act` is `topic.act`; `about` holds keys and ids, never the words of an answer."""

    __tablename__ = "audit"

    id: int = Field(default=None, primary_key=True)
    process_id: int | None = Field(default=None, foreign_key="processes.id", index=True)
    person_id: int | None = Field(default=None, foreign_key="people.id")
    act: str = Field(max_length=60)
    about: dict[str, Any] = Field(sa_type=JsonColumn)
    at: datetime = Field(sa_type=UtcDateTime)


def audit_lines(session: Session, *, process_id: int, acts: Collection[str]) -> list[AuditLine]:
    """What was done in a process by these acts, the first first."""
    query = (
        select(AuditLine)
        .where(AuditLine.process_id == process_id, col(AuditLine.act).in_(acts))
        .order_by(col(AuditLine.id))
    )
    return list(session.exec(query))


def latest_lines(
    session: Session,
    *,
    process_id: int,
    most: int,
    acts: Collection[str] | None = None,
    person_id: int | None = None,
    before: int | None = None,
) -> list[tuple[AuditLine, str | None]]:
    """What was done in a process, the newest first, with the name of who did it.

    `acts` and `person_id` keep to those; `before` goes on below the line of that id.
    """
    query = (
        select(AuditLine, Person.name)
        .outerjoin(Person, col(AuditLine.person_id) == col(Person.id))
        .where(AuditLine.process_id == process_id)
    )
    if acts is not None:
        query = query.where(col(AuditLine.act).in_(acts))
    if person_id is not None:
        query = query.where(AuditLine.person_id == person_id)
    if before is not None:
        query = query.where(col(AuditLine.id) < before)
    return list(session.exec(query.order_by(col(AuditLine.id).desc()).limit(most)))


def who_did_something(session: Session, *, process_id: int) -> list[tuple[int, str]]:
    """The people of whom the log of that process tells, by name."""
    query = (
        select(Person.id, Person.name)
        .join(AuditLine, col(AuditLine.person_id) == col(Person.id))
        .where(AuditLine.process_id == process_id)
        .distinct()
        .order_by(Person.name, col(Person.id))
    )
    return list(session.exec(query))
