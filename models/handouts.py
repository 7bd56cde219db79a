"""What each person has been given, what they may have beyond their role, and what they have asked for."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, Session, SQLModel, col, select

from models.base import UtcDateTime, keys_of
from models.enums import Thing


class Handout(SQLModel, table=True):
    """The latest time that a person got a document, or the link to a meeting."""

    __tablename__ = "handouts"
    __table_args__ = (
        UniqueConstraint("person_id", "thing", "thing_id"),
        Index("ix_handouts_of_thing", "thing", "thing_id"),
    )

    id: int = Field(default=None, primary_key=True)
    process_id: int = Field(foreign_key="processes.id", index=True)
    person_id: int = Field(foreign_key="people.id")
    thing: Thing = Field(sa_type=keys_of(Thing))
    thing_id: int
    version: int = 1  # of the document that they got
    link: str | None = None  # to the meeting that they got
    at: datetime = Field(sa_type=UtcDateTime)


class AccessRequest(SQLModel, table=True):
    """Somebody asks to be let into one thing. Granted, it is theirs, whatever their role."""

    __tablename__ = "access_requests"
    __table_args__ = (Index("ix_access_requests_person_id", "person_id", "thing", "thing_id"),)

    id: int = Field(default=None, primary_key=True)
    process_id: int = Field(foreign_key="processes.id", index=True)
    person_id: int = Field(foreign_key="people.id")
    thing: Thing = Field(sa_type=keys_of(Thing))
    thing_id: int
    asked_at: datetime = Field(sa_type=UtcDateTime)
    decided_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    decided_by_id: int | None = Field(default=None, foreign_key="people.id")
    is_granted: bool = False


def find_handout(
    session: Session, *, person_id: int, thing: Thing, thing_id: int
) -> Handout | None:
    """What that person got of that thing the last time."""
    query = select(Handout).where(
        Handout.person_id == person_id, Handout.thing == thing, Handout.thing_id == thing_id
    )
    return session.exec(query).one_or_none()


def granted_things(session: Session, *, process_id: int, person_id: int) -> set[tuple[Thing, int]]:
    """What that person has been let into by name."""
    query = select(AccessRequest.thing, AccessRequest.thing_id).where(
        AccessRequest.process_id == process_id,
        AccessRequest.person_id == person_id,
        col(AccessRequest.is_granted),
    )
    return {(Thing(thing), thing_id) for thing, thing_id in session.exec(query)}
