"""A scaling process: its texts, its parties, its contacts, and where in Slack it lives."""

from datetime import datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, Session, SQLModel, select

from models.base import JsonColumn, UtcDateTime, keys_of
from models.enums import Role
from models.organisations import Organisation

TextJson = dict[str, str]  # {"da": ..., "en": ...}


class Process(SQLModel, table=True):
    """One joint undertaking. Texts are {"da": ..., "en": ...}."""

    __tablename__ = "processes"

    id: int = Field(default=None, primary_key=True)
    key: str = Field(unique=True, max_length=80)
    title: TextJson = Field(sa_type=JsonColumn)
    texts: dict[str, TextJson] = Field(sa_type=JsonColumn)  # "challenge", "method", "privacy", ...
    figures: list[dict[str, Any]] = Field(sa_type=JsonColumn)  # each with its source and date
    questionnaire: dict[str, Any] = Field(sa_type=JsonColumn)  # key, title and sections
    synonyms: list[list[str]] = Field(default_factory=list, sa_type=JsonColumn)  # alike in meaning
    questions_version: int = 1  # raised by every load that touches a question
    source_url: str | None = None
    team_id: str | None = Field(default=None, index=True, max_length=20)  # the Slack workspace
    channel: str | None = Field(default=None, max_length=20)  # everybody's
    facilitators_channel: str | None = Field(default=None, max_length=20)
    loaded_at: datetime = Field(sa_type=UtcDateTime)
    edited_at: datetime | None = Field(default=None, sa_type=UtcDateTime)  # in Slack, since


class Party(SQLModel, table=True):
    """An organisation that stands behind a process, and its role there."""

    __tablename__ = "parties"
    __table_args__ = (UniqueConstraint("process_id", "organisation_id"),)

    id: int = Field(default=None, primary_key=True)
    process_id: int = Field(foreign_key="processes.id", index=True)
    organisation_id: int = Field(foreign_key="organisations.id")
    role: Role = Field(sa_type=keys_of(Role))
    contribution: TextJson = Field(sa_type=JsonColumn)
    position: int
    retired_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Contact(SQLModel, table=True):
    """A person whom the process names in public as somebody to ask."""

    __tablename__ = "contacts"
    __table_args__ = (UniqueConstraint("process_id", "key"),)

    id: int = Field(default=None, primary_key=True)
    process_id: int = Field(foreign_key="processes.id", index=True)
    key: str = Field(max_length=80)
    name: str
    title: TextJson = Field(sa_type=JsonColumn)
    organisation_name: str
    email: str | None = None
    phone: str | None = None
    position: int
    retired_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


def find_process(session: Session, *, key: str) -> Process | None:
    """The process with that key."""
    return session.exec(select(Process).where(Process.key == key)).one_or_none()


def processes_of(session: Session, *, team_id: str) -> list[Process]:
    """The processes that live in that Slack workspace, oldest first."""
    query = select(Process).where(Process.team_id == team_id).order_by(Process.id)  # type: ignore[arg-type]
    return list(session.exec(query))


def contacts_of(session: Session, *, process_id: int) -> list[Contact]:
    """The contacts of a process, in the order of its file."""
    query = (
        select(Contact)
        .where(Contact.process_id == process_id, Contact.retired_at == None)  # noqa: E711
        .order_by(Contact.position)  # type: ignore[arg-type]
    )
    return list(session.exec(query))


def every_contact(session: Session, *, process_id: int) -> list[Contact]:
    """The contacts of a process, retired ones too."""
    return list(session.exec(select(Contact).where(Contact.process_id == process_id)))


def every_party(session: Session, *, process_id: int) -> list[Party]:
    """The parties of a process, retired ones too."""
    return list(session.exec(select(Party).where(Party.process_id == process_id)))


def lock_process(session: Session, *, process_id: int) -> Process:
    """A process as it is now, for one to change who changes it alone until the commit."""
    return session.get_one(
        Process, process_id, with_for_update={"key_share": True}, populate_existing=True
    )


def parties_of(session: Session, *, process_id: int) -> list[tuple[Party, Organisation]]:
    """The parties of a process with their organisations, in the order of its file."""
    query = (
        select(Party, Organisation)
        .join(Organisation)
        .where(Party.process_id == process_id, Party.retired_at == None)  # noqa: E711
        .order_by(Party.position)  # type: ignore[arg-type]
    )
    return list(session.exec(query))


def find_party(session: Session, *, process_id: int, organisation_id: int) -> Party | None:
    """That organisation's place in the process, if it has one."""
    query = select(Party).where(
        Party.process_id == process_id,
        Party.organisation_id == organisation_id,
        Party.retired_at == None,  # noqa: E711
    )
    return session.exec(query).one_or_none()
