"""People, and their membership of processes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import UniqueConstraint, bindparam, func, or_, update
from sqlalchemy import select as columns_select
from sqlmodel import Field, Session, SQLModel, col, select

from models.base import UtcDateTime, keys_of
from models.enums import Role, Stage
from models.inserting import insert_if_new
from models.organisations import Organisation
from models.processes import Process


class Person(SQLModel, table=True):
    """Somebody in a Slack workspace. The pair (team_id, slack_id) is who Slack says it is."""

    __tablename__ = "people"
    __table_args__ = (UniqueConstraint("team_id", "slack_id"),)

    id: int = Field(default=None, primary_key=True)
    team_id: str = Field(max_length=20)
    slack_id: str = Field(max_length=20)
    name: str = Field(max_length=200)
    email: str | None = Field(default=None, max_length=320)  # as the person confirmed it
    slack_email: str | None = Field(default=None, max_length=320)  # as Slack vouches for it
    language: str = Field(default="da", max_length=2)
    dm_channel: str | None = Field(default=None, max_length=20)
    first_seen_at: datetime = Field(sa_type=UtcDateTime)
    quiet_from: int | None = None  # minute of the day in Copenhagen; None: as everybody's
    quiet_until: int | None = None
    silent_until: datetime | None = Field(default=None, sa_type=UtcDateTime)  # no reminders before
    erased_at: datetime | None = Field(default=None, sa_type=UtcDateTime)  # at their own wish


class Membership(SQLModel, table=True):
    """A person takes part in a process, for an organisation, in a role."""

    __tablename__ = "memberships"
    __table_args__ = (UniqueConstraint("process_id", "person_id"),)

    id: int = Field(default=None, primary_key=True)
    process_id: int = Field(foreign_key="processes.id", index=True)
    person_id: int = Field(foreign_key="people.id", index=True)
    organisation_id: int | None = Field(default=None, foreign_key="organisations.id", index=True)
    role: Role = Field(default=Role.NEED_OWNER, sa_type=keys_of(Role))
    stage: Stage = Field(sa_type=keys_of(Stage), index=True)
    invited_by_id: int | None = Field(default=None, foreign_key="people.id")
    invited_at: datetime = Field(sa_type=UtcDateTime)
    applied_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    decided_by_id: int | None = Field(default=None, foreign_key="people.id")  # None: by its domain
    joined_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    looked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)  # at the status
    chosen_at: datetime | None = Field(default=None, sa_type=UtcDateTime)  # to be looked at on Home
    stand_in_id: int | None = Field(
        default=None, foreign_key="people.id"
    )  # a colleague, while away


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """As much of a person's row as most visits need."""

    id: int
    slack_id: str
    name: str
    language: str
    dm_channel: str | None

    @classmethod
    def of(cls, person: Person) -> "Who":
        """The same of a person at hand."""
        return cls(
            id=person.id,
            slack_id=person.slack_id,
            name=person.name,
            language=person.language,
            dm_channel=person.dm_channel,
        )


# Every visit begins with it: built once, and read without making an object of the whole row.
_WHO = columns_select(
    col(Person.id), col(Person.name), col(Person.language), col(Person.dm_channel)
).where(col(Person.team_id) == bindparam("team"), col(Person.slack_id) == bindparam("slack"))


# Whoever clicks twice takes turns with themselves; nobody else waits for them.
_WHO_IN_TURN = _WHO.with_for_update(key_share=True)


def find_who(session: Session, *, team_id: str, slack_id: str, in_turn: bool = False) -> Who | None:
    """The person behind a Slack account, in short. `in_turn`: once their former act is done."""
    binds = {"team": team_id, "slack": slack_id}
    query = _WHO_IN_TURN if in_turn else _WHO
    row = session.connection().execute(query, binds).one_or_none()
    if row is None:
        return None
    return Who(
        id=row.id,
        slack_id=slack_id,
        name=row.name,
        language=row.language,
        dm_channel=row.dm_channel,
    )


def remember_directs(session: Session, *, channels: Mapping[int, str]) -> None:
    """Keep by which channel each of those people is written to."""
    if channels:
        rows = [{"person": person_id, "channel": one} for person_id, one in channels.items()]
        session.connection().execute(_DIRECT, rows)


_DIRECT = (
    update(Person)
    .where(col(Person.id) == bindparam("person"))
    .values(dm_channel=bindparam("channel"))
)


def find_person(session: Session, *, team_id: str, slack_id: str) -> Person | None:
    """The person behind a Slack account."""
    query = select(Person).where(Person.team_id == team_id, Person.slack_id == slack_id)
    return session.exec(query).one_or_none()


def find_membership(session: Session, *, process_id: int, person_id: int) -> Membership | None:
    """That person's membership of that process."""
    query = select(Membership).where(
        Membership.process_id == process_id, Membership.person_id == person_id
    )
    return session.exec(query).one_or_none()


def lock_membership(session: Session, *, membership_id: int) -> Membership | None:
    """A membership as it is now, for one to decide on who decides alone until the commit."""
    return session.get(
        Membership, membership_id, with_for_update={"key_share": True}, populate_existing=True
    )


def joined_with_address(session: Session, *, address: str) -> tuple[Person, Process] | None:
    """Whose mail address that is, and the process that they have joined last."""
    query = (
        select(Person, Process)
        .join(Membership, col(Membership.person_id) == col(Person.id))
        .join(Process, col(Membership.process_id) == col(Process.id))
        .where(
            Membership.stage == Stage.JOINED,
            or_(
                func.lower(col(Person.email)) == address.lower(),
                func.lower(col(Person.slack_email)) == address.lower(),
            ),
        )
        .order_by(col(Membership.joined_at).desc(), col(Membership.id).desc())
        .limit(1)
    )
    return session.exec(query).one_or_none()


def memberships_of(session: Session, *, person_id: int) -> list[Membership]:
    """All memberships of a person, oldest first."""
    query = select(Membership).where(Membership.person_id == person_id).order_by(col(Membership.id))
    return list(session.exec(query))


def members_of(session: Session, *, process_id: int) -> list[tuple[Membership, Person]]:
    """Everybody with a membership of the process, in whatever stage, oldest first."""
    query = (
        select(Membership, Person)
        .join(Person, col(Membership.person_id) == col(Person.id))
        .where(Membership.process_id == process_id)
        .order_by(col(Membership.id))
    )
    return list(session.exec(query))


def colleagues_of(
    session: Session, *, process_id: int, organisation_id: int, except_person_id: int | None
) -> list[Person]:
    """Who has joined the process for that organisation, the first first."""
    query = (
        select(Person)
        .join(Membership, col(Membership.person_id) == col(Person.id))
        .where(
            Membership.process_id == process_id,
            Membership.organisation_id == organisation_id,
            Membership.stage == Stage.JOINED,
            Person.id != except_person_id,
        )
        .order_by(col(Membership.joined_at))
    )
    return list(session.exec(query))


def find_organisation_of(session: Session, *, membership: Membership) -> Organisation | None:
    """The organisation that the person takes part for, if it is known yet."""
    if membership.organisation_id is None:
        return None
    return session.get(Organisation, membership.organisation_id)


def remember_person(
    session: Session,
    *,
    team_id: str,
    slack_id: str,
    name: str,
    slack_email: str | None,
    language: str,
    now: datetime,
) -> Person:
    """The person's row, made if there is none yet. Takes in what was not known of them before."""
    person = find_person(session, team_id=team_id, slack_id=slack_id)
    if person is None:
        insert_if_new(
            session,
            Person,
            team_id=team_id,
            slack_id=slack_id,
            name=name,
            slack_email=slack_email,
            language=language,
            first_seen_at=now,
        )
        person = find_person(session, team_id=team_id, slack_id=slack_id)
    assert person is not None
    if person.name == slack_id:
        person.name = name
    if person.slack_email is None:
        person.slack_email = slack_email
    session.flush()
    return person
