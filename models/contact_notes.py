"""What facilitators note of their contact with an organisation, and whom there is to call."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func
from sqlalchemy import select as columns_select
from sqlmodel import Field, Session, SQLModel, col, select

from models.awaited_people import AwaitedPerson
from models.base import UtcDateTime, keys_of
from models.enums import ContactKind, Reply, Role, Stage
from models.invitations import Invitation
from models.people import Membership, Person


class ContactNote(SQLModel, table=True):
    """One call, message or remark. Only facilitators see it."""

    __tablename__ = "contact_notes"

    id: int = Field(default=None, primary_key=True)
    process_id: int = Field(foreign_key="processes.id", index=True)
    organisation_id: int = Field(foreign_key="organisations.id", index=True)
    by_id: int = Field(foreign_key="people.id")
    kind: ContactKind = Field(sa_type=keys_of(ContactKind))
    note: str | None = None
    at: datetime = Field(sa_type=UtcDateTime)


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """A note, with the name of who made it."""

    organisation_id: int
    kind: ContactKind
    note: str | None
    by: str
    at: datetime


def latest_notes(session: Session, *, process_id: int, most: int) -> dict[int, tuple[Noted, ...]]:
    """By organisation, the newest notes first, at most so many of each."""
    rank = func.row_number().over(
        partition_by=col(ContactNote.organisation_id),
        order_by=[col(ContactNote.at).desc(), col(ContactNote.id).desc()],
    )
    ranked = (
        columns_select(
            col(ContactNote.organisation_id),
            col(ContactNote.kind),
            col(ContactNote.note),
            col(ContactNote.at),
            col(Person.name),
            rank.label("rank"),
        )
        .join(Person, col(Person.id) == col(ContactNote.by_id))
        .where(col(ContactNote.process_id) == process_id)
        .subquery()
    )
    query = columns_select(ranked).where(ranked.c.rank <= most).order_by(ranked.c.rank)
    found: dict[int, tuple[Noted, ...]] = {}
    for row in session.connection().execute(query):
        noted = Noted(
            organisation_id=row.organisation_id,
            kind=row.kind,
            note=row.note,
            by=row.name,
            at=row.at,
        )
        found[row.organisation_id] = (*found.get(row.organisation_id, ()), noted)
    return found


def contacts_since(session: Session, *, process_id: int, since: datetime) -> set[int]:
    """The organisations that were called or written to since then."""
    query = select(ContactNote.organisation_id).where(
        ContactNote.process_id == process_id,
        col(ContactNote.kind) != ContactKind.NOTE,
        col(ContactNote.at) >= since,
    )
    return set(session.exec(query))


def has_noted_since(
    session: Session,
    *,
    process_id: int,
    organisation_id: int,
    by_id: int,
    kind: ContactKind,
    since: datetime,
) -> bool:
    """Whether that person has made such a note since then: a button pressed twice is one call."""
    query = select(ContactNote.id).where(
        ContactNote.process_id == process_id,
        ContactNote.organisation_id == organisation_id,
        ContactNote.by_id == by_id,
        ContactNote.kind == kind,
        col(ContactNote.at) > since,
    )
    return session.exec(query.limit(1)).one_or_none() is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Approachable:
    """Somebody of an organisation who takes part, or is asked to."""

    organisation_id: int
    person_id: int | None  # None: has no account, and is awaited at that address
    name: str
    email: str | None
    language: str
    role: Role
    stage: Stage


def people_to_reach(
    session: Session, *, process_id: int, organisation_ids: Collection[int]
) -> Sequence[Approachable]:
    """Who has joined or is asked to, of these organisations: the first first, awaited ones last."""
    wanted = sorted(set(organisation_ids))
    members = (
        select(Membership, Person)
        .join(Person, col(Person.id) == col(Membership.person_id))
        .where(
            Membership.process_id == process_id,
            col(Membership.organisation_id).in_(wanted),
            col(Membership.stage).in_((Stage.JOINED, Stage.INVITED, Stage.LATER)),
        )
        .order_by(col(Membership.id))
    )
    awaited = (
        select(AwaitedPerson)
        .where(
            AwaitedPerson.process_id == process_id,
            col(AwaitedPerson.organisation_id).in_(wanted),
            col(AwaitedPerson.person_id).is_(None),
        )
        .order_by(col(AwaitedPerson.id))
    )
    return [
        Approachable(
            organisation_id=membership.organisation_id or 0,
            person_id=person.id,
            name=person.name,
            email=person.email or person.slack_email,
            language=person.language,
            role=membership.role,
            stage=membership.stage,
        )
        for membership, person in session.exec(members)
    ] + [
        Approachable(
            organisation_id=one.organisation_id or 0,
            person_id=None,
            name=one.name,
            email=one.email,
            language=one.reads,
            role=one.role,
            stage=Stage.INVITED,
        )
        for one in session.exec(awaited)
    ]


def unanswered_seats(session: Session, *, process_id: int, meeting_id: int) -> dict[int, set[int]]:
    """By organisation, who has been told of that meeting and has never answered."""
    query = (
        select(Membership.organisation_id, Membership.person_id)
        .join(Invitation, col(Invitation.person_id) == col(Membership.person_id))
        .where(
            Membership.process_id == process_id,
            Membership.stage == Stage.JOINED,
            Membership.role == Role.NEED_OWNER,
            col(Membership.organisation_id).is_not(None),
            Invitation.meeting_id == meeting_id,
            Invitation.reply == Reply.NONE,
            col(Invitation.removed_at).is_(None),
            col(Invitation.told_at).is_not(None),
        )
    )
    found: dict[int, set[int]] = {}
    for organisation_id, person_id in session.exec(query):
        found.setdefault(organisation_id or 0, set()).add(person_id)
    return found
