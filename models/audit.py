"""Who did what: lines are added and never changed."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlmodel import Field, Session, SQLModel, col, select

from models.base import JsonColumn, UtcDateTime


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
