"""What each person has been given, what they may have beyond their role, and what they have asked for."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint, func, or_
from sqlmodel import Field, Session, SQLModel, col, select

from models.base import UtcDateTime, keys_of
from models.documents import Document
from models.enums import Thing
from models.inserting import insert_if_new
from models.meetings import Meeting
from models.people import Person


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


def note_handout(
    session: Session,
    *,
    process_id: int,
    person_id: int,
    thing: Thing,
    thing_id: int,
    now: datetime,
    version: int = 1,
    link: str | None = None,
) -> None:
    """Keep that they have it now, in that version or by that link. Only the latest is kept."""
    values = {"process_id": process_id, "version": version, "link": link, "at": now}
    key = {"person_id": person_id, "thing": thing, "thing_id": thing_id}
    if not insert_if_new(session, Handout, **key, **values):
        found = find_handout(session, person_id=person_id, thing=thing, thing_id=thing_id)
        assert found is not None
        found.version, found.link, found.at = version, link, now
        session.add(found)
        session.flush()


def versions_had(session: Session, *, process_id: int, person_id: int) -> dict[int, int]:
    """The version of each document that they got the last time, by the document's id."""
    query = select(Handout.thing_id, Handout.version).where(
        Handout.process_id == process_id,
        Handout.person_id == person_id,
        Handout.thing == Thing.DOCUMENT,
    )
    return dict(session.exec(query).all())


def counts_of_holders(session: Session, *, process_id: int, thing: Thing) -> dict[int, int]:
    """How many have got each thing of that sort, by its id."""
    query = (
        select(Handout.thing_id, func.count())
        .where(Handout.process_id == process_id, Handout.thing == thing)
        .group_by(col(Handout.thing_id))
    )
    return dict(session.exec(query).all())


def holders_of(session: Session, *, thing: Thing, thing_id: int) -> list[tuple[Handout, Person]]:
    """Everybody who has got that thing, the first first."""
    query = (
        select(Handout, Person)
        .join(Person, col(Handout.person_id) == col(Person.id))
        .where(Handout.thing == thing, Handout.thing_id == thing_id)
        .order_by(col(Handout.id))
    )
    return list(session.exec(query))


def links_owed(
    session: Session, *, meeting_id: int, link: str | None
) -> list[tuple[Handout, Person]]:
    """Who has asked for the link to that meeting, and knows none or another one."""
    query = (
        select(Handout, Person)
        .join(Person, col(Handout.person_id) == col(Person.id))
        .where(
            Handout.thing == Thing.MEETING_LINK,
            Handout.thing_id == meeting_id,
            or_(col(Handout.link).is_(None), col(Handout.link) != link),
        )
        .order_by(col(Handout.id))
    )
    return list(session.exec(query))


def latest_request(
    session: Session, *, person_id: int, thing: Thing, thing_id: int
) -> AccessRequest | None:
    """What that person last asked to be let into of that."""
    query = (
        select(AccessRequest)
        .where(
            AccessRequest.person_id == person_id,
            AccessRequest.thing == thing,
            AccessRequest.thing_id == thing_id,
        )
        .order_by(col(AccessRequest.id).desc())
        .limit(1)
    )
    return session.exec(query).one_or_none()


def grants_by_person(
    session: Session, *, process_id: int
) -> dict[int, frozenset[tuple[Thing, int]]]:
    """What people have been let into by name, by the person's id."""
    query = select(AccessRequest.person_id, AccessRequest.thing, AccessRequest.thing_id).where(
        AccessRequest.process_id == process_id, col(AccessRequest.is_granted)
    )
    found: dict[int, frozenset[tuple[Thing, int]]] = {}
    for person_id, thing, thing_id in session.exec(query):
        found[person_id] = found.get(person_id, frozenset()) | {(Thing(thing), thing_id)}
    return found


def granted_things(session: Session, *, process_id: int, person_id: int) -> set[tuple[Thing, int]]:
    """What that person has been let into by name."""
    query = select(AccessRequest.thing, AccessRequest.thing_id).where(
        AccessRequest.process_id == process_id,
        AccessRequest.person_id == person_id,
        col(AccessRequest.is_granted),
    )
    return {(Thing(thing), thing_id) for thing, thing_id in session.exec(query)}


def lock_request(session: Session, *, request_id: int) -> AccessRequest | None:
    """The request as it is now, for one to decide on who decides alone until the commit."""
    return session.get(AccessRequest, request_id, with_for_update=True, populate_existing=True)


def find_thing(session: Session, *, thing: Thing, thing_id: int) -> Document | Meeting | None:
    """The document or the meeting of that id, also one that is gone."""
    if thing is Thing.DOCUMENT:
        return session.get(Document, thing_id)
    return session.get(Meeting, thing_id)
