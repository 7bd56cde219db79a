"""Who takes part in a process, and how far each organisation is: counted in the database."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Exists,
    Row,
    Select,
    and_,
    exists,
    func,
    or_,
    select,
    union_all,
)
from sqlalchemy.sql.elements import SQLCoreOperations
from sqlmodel import Session, col

from models.awaited_people import AwaitedPerson
from models.enums import MeetingState, OrganisationKind, Reply, Role, Stage
from models.interviews import Answer, Interview
from models.invitations import Invitation
from models.meetings import Meeting
from models.organisations import Organisation
from models.people import Membership, Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """An organisation in short."""

    id: int
    name: str
    kind: OrganisationKind
    region: str | None


# An organisation that has answered: its id, name, kind and region, and when it sent or answered last.
# A tuple, for there are many.
Answered = tuple[int, str, OrganisationKind, str | None, datetime]

_BODY: tuple[Any, ...] = (
    col(Organisation.id).label("body_id"),
    col(Organisation.name).label("body_name"),
    col(Organisation.kind).label("body_kind"),
    col(Organisation.region).label("body_region"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitees:
    """The members of one organisation who are at the same stage, counted."""

    body: Body
    stage: Stage
    count: int
    invited_at: datetime  # the first of them
    joined_at: datetime | None  # the first of them


def need_owners(session: Session, *, process_id: int) -> list[Invitees]:
    """Who takes part, or might, for organisations with a need that have not answered."""
    query: Select[*tuple[Any, ...]] = (
        select(
            *_BODY,
            col(Membership.stage),
            func.count().label("counted"),
            func.min(col(Membership.invited_at)).label("invited_at"),
            func.min(col(Membership.joined_at)).label("joined_at"),
        )
        .join(Organisation, col(Organisation.id) == col(Membership.organisation_id))
        .where(
            col(Membership.process_id) == process_id,
            col(Membership.role) == Role.NEED_OWNER,
            ~_has_answered(process_id, col(Membership.organisation_id)),
        )
        .group_by(*_BODY, col(Membership.stage))
    )
    return [
        Invitees(
            body=_body(row),
            stage=row.stage,
            count=row.counted,
            invited_at=row.invited_at,
            joined_at=row.joined_at,
        )
        for row in session.connection().execute(query)
    ]


def awaited_need_owners(session: Session, *, process_id: int) -> list[Invitees]:
    """The same of people who are invited by mail and have no account in Slack yet."""
    query: Select[*tuple[Any, ...]] = (
        select(
            *_BODY,
            func.count().label("counted"),
            func.min(col(AwaitedPerson.invited_at)).label("invited_at"),
        )
        .join(Organisation, col(Organisation.id) == col(AwaitedPerson.organisation_id))
        .where(
            *_is_awaited(process_id),
            ~_has_answered(process_id, col(AwaitedPerson.organisation_id)),
        )
        .group_by(*_BODY)
    )
    return [
        Invitees(
            body=_body(row),
            stage=Stage.INVITED,
            count=row.counted,
            invited_at=row.invited_at,
            joined_at=None,
        )
        for row in session.connection().execute(query)
    ]


def _body(row: Row[Any]) -> Body:
    return Body(id=row.body_id, name=row.body_name, kind=row.body_kind, region=row.body_region)


def _is_awaited(process_id: int) -> tuple[ColumnElement[bool], ...]:
    return (
        col(AwaitedPerson.process_id) == process_id,
        col(AwaitedPerson.role) == Role.NEED_OWNER,
        col(AwaitedPerson.person_id).is_(None),
    )


def _has_answered(process_id: int, organisation: SQLCoreOperations[Any]) -> Exists:
    has_answer = exists().where(
        col(Answer.interview_id) == col(Interview.id), col(Answer.replaced_at).is_(None)
    )
    return exists().where(
        col(Interview.process_id) == process_id,
        col(Interview.organisation_id) == organisation,
        or_(col(Interview.confirmed_at).is_not(None), has_answer),
    )


def answers_sent(session: Session, *, process_id: int) -> Sequence[Answered]:
    """The organisations that have sent their answers, and when."""
    query: Select[*tuple[Any, ...]] = (
        select(*_BODY, col(Interview.confirmed_at))
        .join(Organisation, col(Organisation.id) == col(Interview.organisation_id))
        .where(col(Interview.process_id) == process_id, col(Interview.confirmed_at).is_not(None))
    )
    return session.connection().execute(query).all()


def answers_under_way(session: Session, *, process_id: int) -> Sequence[Answered]:
    """The organisations that have answered something and not sent it, with their latest answer."""
    latest = (  # looked up for each: to group their answers, SQLite would sort them all
        select(func.max(col(Answer.given_at)))
        .where(col(Answer.interview_id) == col(Interview.id), col(Answer.replaced_at).is_(None))
        .scalar_subquery()
    )
    query: Select[*tuple[Any, ...]] = (
        select(*_BODY, latest)
        .join(Interview, col(Interview.organisation_id) == col(Organisation.id))
        .where(col(Interview.process_id) == process_id, col(Interview.confirmed_at).is_(None))
    )
    return [row for row in session.connection().execute(query) if row[-1] is not None]


def answering(
    session: Session, *, process_id: int, organisation_ids: Collection[int]
) -> dict[int, bool]:
    """Which of those organisations have begun to answer, and whether they have sent, by id."""
    has_answer = exists().where(
        col(Answer.interview_id) == col(Interview.id), col(Answer.replaced_at).is_(None)
    )
    query: Select[*tuple[Any, ...]] = select(
        col(Interview.organisation_id), col(Interview.confirmed_at)
    ).where(
        col(Interview.process_id) == process_id,
        col(Interview.organisation_id).in_(organisation_ids),
        or_(col(Interview.confirmed_at).is_not(None), has_answer),
    )
    rows = session.connection().execute(query)
    return {row.organisation_id: row.confirmed_at is not None for row in rows}


def people_without_organisation(session: Session, *, process_id: int) -> list[tuple[str, datetime]]:
    """Who has been invited without saying yet for whom they would take part: name and moment.

    Those who are invited by mail and have no account in Slack yet are among them.
    """
    members = (
        select(col(Person.name), col(Membership.invited_at))
        .join(Person, col(Person.id) == col(Membership.person_id))
        .where(
            col(Membership.process_id) == process_id,
            col(Membership.role) == Role.NEED_OWNER,
            col(Membership.stage).in_((Stage.INVITED, Stage.LATER)),
            col(Membership.organisation_id).is_(None),
        )
    )
    awaited = select(col(AwaitedPerson.name), col(AwaitedPerson.invited_at)).where(
        *_is_awaited(process_id), col(AwaitedPerson.organisation_id).is_(None)
    )
    found = session.connection().execute(union_all(members, awaited))
    return sorted(((row.name, row.invited_at) for row in found), key=lambda one: (one[1], one[0]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Applicant:
    """Somebody who waits for a facilitator's yes or no."""

    membership_id: int
    name: str
    email: str | None
    organisation: str | None
    role: Role
    applied_at: datetime


def applicants(session: Session, *, process_id: int) -> list[Applicant]:
    """Who waits for an answer, the longest waiting first."""
    query: Select[*tuple[Any, ...]] = (
        select(
            col(Membership.id),
            col(Person.name),
            func.coalesce(col(Person.slack_email), col(Person.email)).label("email"),
            col(Organisation.name).label("organisation"),
            col(Membership.role),
            func.coalesce(col(Membership.applied_at), col(Membership.invited_at)).label("applied"),
        )
        .join(Person, col(Person.id) == col(Membership.person_id))
        .outerjoin(Organisation, col(Organisation.id) == col(Membership.organisation_id))
        .where(col(Membership.process_id) == process_id, col(Membership.stage) == Stage.APPLIED)
        .order_by("applied", col(Membership.id))
    )
    return [
        Applicant(
            membership_id=row.id,
            name=row.name,
            email=row.email,
            organisation=row.organisation,
            role=row.role,
            applied_at=row.applied,
        )
        for row in session.connection().execute(query)
    ]


def joined_since(
    session: Session, *, process_id: int, since: datetime, except_person_id: int
) -> list[tuple[str, str | None]]:
    """Who has joined after that moment: name and organisation."""
    query: Select[*tuple[Any, ...]] = (
        select(col(Person.name), col(Organisation.name).label("organisation"))
        .join(Membership, col(Membership.person_id) == col(Person.id))
        .outerjoin(Organisation, col(Organisation.id) == col(Membership.organisation_id))
        .where(
            col(Membership.process_id) == process_id,
            col(Membership.stage) == Stage.JOINED,
            col(Membership.joined_at) > since,
            col(Membership.person_id) != except_person_id,
        )
        .order_by(col(Membership.joined_at), col(Membership.id))
    )
    return [(row[0], row[1]) for row in session.connection().execute(query).all()]


@dataclass(frozen=True, slots=True, kw_only=True)
class Replies:
    """A meeting to come, and how many have answered what."""

    meeting_id: int
    title: dict[str, str]
    starts_at: datetime
    counts: tuple[tuple[Reply, int], ...]


def coming_meetings_answered(
    session: Session, *, process_id: int, now: datetime, most: int
) -> list[Replies]:
    """The next meetings that take place, with the answers of everybody who is invited."""
    invited = and_(
        col(Invitation.meeting_id) == col(Meeting.id), col(Invitation.removed_at).is_(None)
    )
    query: Select[*tuple[Any, ...]] = (
        select(
            col(Meeting.id),
            col(Meeting.title),
            col(Meeting.starts_at),
            col(Invitation.reply),
            func.count(col(Invitation.id)).label("counted"),
        )
        .outerjoin(Invitation, invited)
        .where(
            col(Meeting.process_id) == process_id,
            col(Meeting.ends_at) > now,
            col(Meeting.state) == MeetingState.PLANNED,
            col(Meeting.retired_at).is_(None),
        )
        .group_by(
            col(Meeting.id), col(Meeting.title), col(Meeting.starts_at), col(Invitation.reply)
        )
        .order_by(col(Meeting.starts_at), col(Meeting.id))
    )
    found: dict[int, list[Row[Any]]] = {}
    for row in session.connection().execute(query):
        found.setdefault(row.id, []).append(row)
    return [
        Replies(
            meeting_id=meeting_id,
            title=rows[0].title,
            starts_at=rows[0].starts_at,
            counts=tuple((row.reply, row.counted) for row in rows if row.reply is not None),
        )
        for meeting_id, rows in list(found.items())[:most]
    ]
