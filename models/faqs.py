"""Questions with their answers, published for those in their audience. They never say who asked."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import UniqueConstraint, func
from sqlmodel import Field, Session, SQLModel, col, select

from models.base import JsonColumn, UtcDateTime
from models.processes import TextJson


class Faq(SQLModel, table=True):
    """A question with its answer, for those in its audience. It never says who asked."""

    __tablename__ = "faqs"
    __table_args__ = (UniqueConstraint("process_id", "key"),)

    id: int = Field(default=None, primary_key=True)
    process_id: int = Field(foreign_key="processes.id", index=True)
    key: str = Field(max_length=80)
    position: int
    question: TextJson = Field(sa_type=JsonColumn)
    answer: TextJson = Field(sa_type=JsonColumn)
    keywords: list[str] = Field(default_factory=list, sa_type=JsonColumn)
    audience: list[str] = Field(sa_type=JsonColumn)  # values of Role
    enquiry_id: int | None = Field(default=None, foreign_key="enquiries.id")  # None: none led to it
    published_by_id: int | None = Field(default=None, foreign_key="people.id")  # None: by file
    published_at: datetime | None = Field(default=None, sa_type=UtcDateTime)  # None: by file
    retired_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


def faqs_of(session: Session, *, process_id: int) -> list[Faq]:
    """Those that are published, in order."""
    query = (
        select(Faq)
        .where(Faq.process_id == process_id, col(Faq.retired_at).is_(None))
        .order_by(col(Faq.position), col(Faq.id))
    )
    return list(session.exec(query))


def faq_keys(session: Session, *, process_id: int) -> Collection[str]:
    """Every key that is or was in use there."""
    return set(session.exec(select(Faq.key).where(Faq.process_id == process_id)))


def last_position(session: Session, *, process_id: int) -> int:
    """Where the last of them stands; -1 if there is none."""
    query = select(func.max(Faq.position)).where(Faq.process_id == process_id)
    found = session.exec(query).one()
    return -1 if found is None else int(found)
