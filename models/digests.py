"""When each facilitator wants the status of a process unasked, and which members want its news."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Field, Session, SQLModel, col, select

from models.base import JsonColumn, UtcDateTime
from models.enums import Role, Stage
from models.people import Membership, Person
from models.processes import Process


class Digest(SQLModel, table=True):
    """A facilitator's own choice; without a row it is Monday at 8.30 in Slack.

    A member has a row only while they want the news of the week.
    """

    __tablename__ = "digests"

    membership_id: int = Field(primary_key=True, foreign_key="memberships.id")
    days: list[int] = Field(sa_type=JsonColumn)  # 0 is Monday; none: no digest
    minute: int  # of the day, in Copenhagen
    in_slack: bool = True
    by_mail: bool = False
    changed_at: datetime = Field(sa_type=UtcDateTime)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facilitator:
    """Somebody who leads a process that lives in Slack, and what they have chosen."""

    membership_id: int
    process_id: int
    person_id: int
    language: str
    joined_at: datetime | None
    looked_at: datetime | None
    digest: Digest | None


def facilitators(session: Session) -> list[Facilitator]:
    """Everybody who leads a process now."""
    query = (
        select(Membership, Person.language, Digest)
        .join(Person, col(Person.id) == col(Membership.person_id))
        .join(Process, col(Process.id) == col(Membership.process_id))
        .outerjoin(Digest, col(Digest.membership_id) == col(Membership.id))
        .where(
            Membership.role == Role.FACILITATOR,
            Membership.stage == Stage.JOINED,
            col(Process.team_id) == col(Person.team_id),
        )
        .order_by(col(Membership.id))
    )
    return [
        Facilitator(
            membership_id=membership.id,
            process_id=membership.process_id,
            person_id=membership.person_id,
            language=language,
            joined_at=membership.joined_at,
            looked_at=membership.looked_at,
            digest=digest,
        )
        for membership, language, digest in session.exec(query)
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """A member who wants the week's news of a process that lives in Slack."""

    membership_id: int
    process_id: int
    language: str
    since: datetime  # what is older is known to them, or came before they asked
    silent_until: datetime | None


def readers(session: Session) -> list[Reader]:
    """Everybody who has joined, leads nothing there, and has asked for the news."""
    query = (
        select(Membership, Person, Digest)
        .join(Person, col(Person.id) == col(Membership.person_id))
        .join(Process, col(Process.id) == col(Membership.process_id))
        .join(Digest, col(Digest.membership_id) == col(Membership.id))
        .where(
            Membership.role != Role.FACILITATOR,
            Membership.stage == Stage.JOINED,
            col(Process.team_id) == col(Person.team_id),
        )
        .order_by(col(Membership.id))
    )
    return [
        Reader(
            membership_id=membership.id,
            process_id=membership.process_id,
            language=person.language,
            since=max(digest.changed_at, membership.looked_at or digest.changed_at),
            silent_until=person.silent_until,
        )
        for membership, person, digest in session.exec(query)
        if digest.days
    ]
