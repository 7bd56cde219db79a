"""The people of a process as facilitators look for them: by address, organisation or silence."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func
from sqlalchemy import select as columns_select
from sqlmodel import Session, col, select

from models.audit import AuditLine
from models.enums import Role, Stage
from models.organisations import Organisation
from models.people import Membership, Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Reachable:
    """Somebody with an account, and where they stand in a process. `stage` None: not in it."""

    person_id: int
    stage: Stage | None


def reachable_at(
    session: Session, *, team_id: str, process_id: int, emails: Collection[str]
) -> dict[str, Reachable]:
    """Whose the addresses are: as Slack vouches for them, or as a member has confirmed them."""
    found: dict[str, Reachable] = {}
    wanted = sorted({one.lower() for one in emails if one})
    for start in range(0, len(wanted), 500):  # databases take only so many at a time
        some = wanted[start : start + 500]
        for column in (Person.email, Person.slack_email):
            address = func.lower(col(column))
            query = (
                columns_select(address, col(Person.id), col(Membership.stage))
                .outerjoin(
                    Membership,
                    (col(Membership.person_id) == col(Person.id))
                    & (col(Membership.process_id) == process_id),
                )
                .where(col(Person.team_id) == team_id, address.in_(some))
                .order_by(col(Person.id))
            )
            if column is Person.email:  # typed, so it tells only of those who were let in with it
                query = query.where(col(Membership.stage) == Stage.JOINED)
            for email, person_id, stage in session.connection().execute(query):
                found[email] = Reachable(person_id=person_id, stage=stage)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One membership, with its person and organisation."""

    membership: Membership
    person: Person
    organisation: Organisation | None


def members_listed(
    session: Session,
    *,
    process_id: int,
    organisation_id: int | None = None,
    membership_id: int | None = None,
) -> list[Listed]:
    """Everybody in the process, or one organisation's people, or one; by name."""
    query = (
        select(Membership, Person, Organisation)
        .join(Person, col(Membership.person_id) == col(Person.id))
        .outerjoin(Organisation, col(Membership.organisation_id) == col(Organisation.id))
        .where(Membership.process_id == process_id)
    )
    if organisation_id is not None:
        query = query.where(Membership.organisation_id == organisation_id)
    if membership_id is not None:
        query = query.where(Membership.id == membership_id)
    listed = [
        Listed(membership=membership, person=person, organisation=organisation)
        for membership, person, organisation in session.exec(query)
    ]
    return sorted(listed, key=lambda one: (one.person.name.casefold(), one.membership.id))


def unanswered_memberships(
    session: Session, *, process_id: int | None = None
) -> list[tuple[Membership, Person]]:
    """Who is invited and has said neither yes nor no, the longest waiting first."""
    query = (
        select(Membership, Person)
        .join(Person, col(Membership.person_id) == col(Person.id))
        .where(col(Membership.stage).in_((Stage.INVITED, Stage.LATER)))
        .order_by(col(Membership.invited_at), col(Membership.id))
    )
    if process_id is not None:
        query = query.where(Membership.process_id == process_id)
    return list(session.exec(query))


def count_facilitators(session: Session, *, process_id: int) -> int:
    """How many lead the process."""
    query = select(func.count()).where(
        Membership.process_id == process_id,
        Membership.role == Role.FACILITATOR,
        Membership.stage == Stage.JOINED,
    )
    return session.exec(query).one()


def history_of(
    session: Session, *, membership: Membership, acts: Collection[str], most: int
) -> list[tuple[AuditLine, str | None]]:
    """What was done with a membership, the latest first, and by whom."""
    query = (
        select(AuditLine, Person.name)
        .outerjoin(Person, col(AuditLine.person_id) == col(Person.id))
        .where(
            AuditLine.process_id == membership.process_id,
            col(AuditLine.act).in_(acts),
            col(AuditLine.about)["membership"].as_integer() == membership.id,
        )
        .order_by(col(AuditLine.id).desc())
        .limit(most)
    )
    return list(session.exec(query))


def organisations_taking_part(session: Session, *, process_id: int) -> list[tuple[str, str]]:
    """The keys and names of those for whom somebody is a member, or was, by name."""
    query = (
        select(Organisation.key, Organisation.name)
        .join(Membership, col(Membership.organisation_id) == col(Organisation.id))
        .where(Membership.process_id == process_id)
        .group_by(Organisation.key, Organisation.name)
        .order_by(Organisation.name)
    )
    return [(key, name) for key, name in session.exec(query)]
