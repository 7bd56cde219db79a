"""Files and links with an audience, and their versions."""

from datetime import date, datetime

from sqlalchemy import UniqueConstraint, or_
from sqlmodel import Field, Session, SQLModel, col, select

from models.base import JsonColumn, UtcDateTime
from models.processes import TextJson


class Document(SQLModel, table=True):
    """A document of a process, as it is now: its former versions are `DocumentVersion`s.

    It is a file in Slack (`slack_file_id`), a link (`url`), or only named, with `source_url` as where
    to look. `audience` names roles. Kinds, stages and organisations narrow it where they are filled
    in: each of those that are must hold.
    """

    __tablename__ = "documents"
    __table_args__ = (UniqueConstraint("process_id", "key"),)

    id: int = Field(default=None, primary_key=True)
    process_id: int = Field(foreign_key="processes.id", index=True)
    key: str = Field(max_length=80)
    position: int
    title: TextJson = Field(sa_type=JsonColumn)
    kind: str = Field(max_length=40)  # "slides", "invitation", ...
    keywords: list[str] = Field(default_factory=list, sa_type=JsonColumn)  # other words for it
    language: str | None = Field(default=None, max_length=2)  # it is written in; None: not said
    file_format: str | None = Field(default=None, max_length=20)  # "pdf"
    url: str | None = None
    source_url: str | None = None
    slack_file_id: str | None = Field(default=None, max_length=40)
    file_name: str | None = Field(default=None, max_length=255)
    byte_count: int | None = None
    version: int = 1
    changed: TextJson | None = Field(default=None, sa_type=JsonColumn)  # since the one before
    changed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)  # None: never yet
    available_from: date | None = None
    audience: list[str] = Field(sa_type=JsonColumn)  # values of Role
    audience_kinds: list[str] = Field(default_factory=list, sa_type=JsonColumn)
    audience_stages: list[str] = Field(
        default_factory=list, sa_type=JsonColumn
    )  # see bot/access.py
    audience_organisations: list[str] = Field(default_factory=list, sa_type=JsonColumn)  # keys
    retired_at: datetime | None = Field(default=None, sa_type=UtcDateTime)  # withdrawn


class DocumentVersion(SQLModel, table=True):
    """A version as it was put up. The newest stands in the document's own row as well."""

    __tablename__ = "document_versions"
    __table_args__ = (UniqueConstraint("document_id", "number"),)

    id: int = Field(default=None, primary_key=True)
    document_id: int = Field(foreign_key="documents.id", index=True)
    number: int
    changed: TextJson | None = Field(default=None, sa_type=JsonColumn)  # None: the first
    url: str | None = None
    slack_file_id: str | None = Field(default=None, max_length=40)
    file_name: str | None = Field(default=None, max_length=255)
    byte_count: int | None = None
    at: datetime = Field(sa_type=UtcDateTime)
    by_id: int | None = Field(default=None, foreign_key="people.id")  # None: came by file


def lock_document(session: Session, *, document_id: int) -> Document | None:
    """The document as it is now; whoever else wants it so waits until the commit."""
    return session.get(Document, document_id, with_for_update=True, populate_existing=True)


def every_document(session: Session, *, process_id: int) -> list[Document]:
    """The documents of a process, withdrawn ones too."""
    query = select(Document).where(Document.process_id == process_id)
    return list(session.exec(query.order_by(col(Document.position), col(Document.id))))


def documents_of(session: Session, *, process_id: int) -> list[Document]:
    """The documents of a process, in the order of its file."""
    query = (
        select(Document)
        .where(Document.process_id == process_id, col(Document.retired_at).is_(None))
        .order_by(col(Document.position), col(Document.id))
    )
    return list(session.exec(query))


def versions_of(session: Session, *, document_id: int, after: int = 0) -> list[DocumentVersion]:
    """The versions that came after that one, the first first."""
    query = (
        select(DocumentVersion)
        .where(DocumentVersion.document_id == document_id, col(DocumentVersion.number) > after)
        .order_by(col(DocumentVersion.number))
    )
    return list(session.exec(query))


def named_documents(
    session: Session, *, process_id: int, withdrawn_since: datetime
) -> list[Document]:
    """Those that somebody may ask for by name: also what was withdrawn since then, to say so."""
    query = (
        select(Document)
        .where(
            Document.process_id == process_id,
            or_(col(Document.retired_at).is_(None), col(Document.retired_at) >= withdrawn_since),
        )
        .order_by(col(Document.position))
    )
    return list(session.exec(query))


def find_version(session: Session, *, document_id: int, number: int) -> DocumentVersion | None:
    """That version, if it was kept."""
    query = select(DocumentVersion).where(
        DocumentVersion.document_id == document_id, DocumentVersion.number == number
    )
    return session.exec(query).one_or_none()


def rename_readers(session: Session, *, going: str, staying: str) -> None:
    """Documents that are for one organisation by its key are now for another."""
    for one in session.exec(select(Document)):
        if going in one.audience_organisations:
            kept = {staying if key == going else key for key in one.audience_organisations}
            one.audience_organisations = sorted(kept)
            session.add(one)
