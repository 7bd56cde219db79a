"""People who are invited by mail and not in Slack yet. Bound to their account when it appears."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, Session, SQLModel, col, select

from models.base import UtcDateTime, keys_of
from models.enums import Role
from models.processes import Process

DANISH = "da"  # what is written to whoever has not been said to read anything else


class AwaitedPerson(SQLModel, table=True):
    """Somebody who is invited to a process, known by their address alone."""

    __tablename__ = "awaited_people"
    __table_args__ = (UniqueConstraint("process_id", "email"),)

    id: int = Field(default=None, primary_key=True)
    process_id: int = Field(foreign_key="processes.id", index=True)
    email: str = Field(max_length=320, index=True)  # lower case
    name: str = Field(max_length=200)
    organisation_id: int | None = Field(default=None, foreign_key="organisations.id")
    role: Role = Field(default=Role.NEED_OWNER, sa_type=keys_of(Role))
    language: str = Field(default="", max_length=2)  # "": nobody has said
    invited_by_id: int = Field(foreign_key="people.id")
    invited_at: datetime = Field(sa_type=UtcDateTime)
    followed_up: int = 0  # mails after the first
    followed_up_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    person_id: int | None = Field(
        default=None, foreign_key="people.id"
    )  # once they have an account
    bound_at: datetime | None = Field(default=None, sa_type=UtcDateTime)

    @property
    def reads(self) -> str:
        """The language in which they are written to by mail."""
        return self.language or DANISH


def find_awaited(session: Session, *, process_id: int, email: str) -> AwaitedPerson | None:
    """Who is awaited in that process at that address, also if they have come since."""
    query = select(AwaitedPerson).where(
        AwaitedPerson.process_id == process_id, AwaitedPerson.email == email.strip().lower()
    )
    return session.exec(query).one_or_none()


def still_awaited(session: Session, *, process_id: int | None = None) -> list[AwaitedPerson]:
    """Who has no account yet, the first invited first: of one process, or of all."""
    query = select(AwaitedPerson).where(col(AwaitedPerson.person_id).is_(None))
    if process_id is not None:
        query = query.where(AwaitedPerson.process_id == process_id)
    return list(session.exec(query.order_by(col(AwaitedPerson.id))))


def lock_awaited(session: Session, *, awaited_id: int) -> AwaitedPerson | None:
    """The row as it is now, for one who changes it alone until the commit."""
    return session.get(AwaitedPerson, awaited_id, with_for_update=True, populate_existing=True)


def awaited_at(session: Session, *, team_id: str, email: str) -> list[AwaitedPerson]:
    """Who is awaited at that address in the processes of a workspace, each row locked."""
    query = (
        select(AwaitedPerson)
        .join(Process, col(AwaitedPerson.process_id) == col(Process.id))
        .where(
            AwaitedPerson.email == email.strip().lower(),
            col(AwaitedPerson.person_id).is_(None),
            Process.team_id == team_id,
        )
        .order_by(col(AwaitedPerson.id))
        .with_for_update(of=AwaitedPerson)
    )
    return list(session.exec(query))


def awaited_emails(session: Session, *, process_id: int, emails: Collection[str]) -> set[str]:
    """Those of the addresses at which somebody is awaited, or was until they came."""
    found: set[str] = set()
    wanted = sorted(set(emails))
    for start in range(0, len(wanted), 500):  # databases take only so many at a time
        query = select(AwaitedPerson.email).where(
            AwaitedPerson.process_id == process_id,
            col(AwaitedPerson.email).in_(wanted[start : start + 500]),
        )
        found |= set(session.exec(query))
    return found
