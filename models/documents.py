"""Files and links with an audience."""

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, Session, SQLModel, col, select

from models.base import JsonColumn, UtcDateTime
from models.processes import TextJson


class Document(SQLModel, table=True):
    """A document of a process. Without a `url` it is named, with `source_url` as where to look."""

    __tablename__ = "documents"
    __table_args__ = (UniqueConstraint("process_id", "key"),)

    id: int = Field(default=None, primary_key=True)
    process_id: int = Field(foreign_key="processes.id", index=True)
    key: str = Field(max_length=80)
    position: int
    title: TextJson = Field(sa_type=JsonColumn)
    kind: str = Field(max_length=40)  # "slides", "invitation", ...
    file_format: str | None = Field(default=None, max_length=20)  # "pdf"
    url: str | None = None
    source_url: str | None = None
    available_from: date | None = None
    audience: list[str] = Field(sa_type=JsonColumn)  # values of Role
    retired_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


def documents_of(session: Session, *, process_id: int) -> list[Document]:
    """The documents of a process, in the order of its file."""
    query = (
        select(Document)
        .where(Document.process_id == process_id, col(Document.retired_at).is_(None))
        .order_by(col(Document.position))
    )
    return list(session.exec(query))
