"""Who fits a description: the readers of an announcement, found by the database in one query."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Exists,
    Integer,
    Select,
    String,
    and_,
    cast,
    exists,
    func,
    literal,
    null,
    or_,
    select,
    true,
    union_all,
)
from sqlalchemy.sql.elements import SQLCoreOperations
from sqlmodel import Session, col
from sqlmodel import select as rows_select

from models.awaited_people import DANISH, AwaitedPerson
from models.enums import AnswerState, OrganisationKind, Reply, Role, Stage
from models.interviews import Answer, Interview
from models.invitations import Invitation
from models.organisations import Organisation
from models.people import Membership, Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Somebody who gets a copy. Who is awaited has no account in Slack, and an address instead."""

    person_id: int | None
    awaited_id: int | None
    name: str
    language: str
    role: Role
    organisation: str | None
    address: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """An answer that counts: to that question, with one of those choices (None: any)."""

    question_key: str
    choices: frozenset[str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Whom to find. Each part that is filled in must hold; in it, one of several is enough."""

    roles: Collection[Role] = ()
    kinds: Collection[OrganisationKind] = ()
    stages: Collection[Stage] = ()  # none: who has joined
    answers: Sequence[Sequence[Given]] = ()  # one of them, with all that it hangs on
    replies: Collection[tuple[int, Reply]] = ()  # meeting
    owes_needs: bool = False  # the organisation has not sent its needs mapping
    owes_replies: Collection[int] = ()  # meetings whose invitation is not answered
    people: Collection[int] = ()

    @property
    def asks_of_silence(self) -> bool:
        """Whether it is about what somebody has not done."""
        return self.owes_needs or bool(self.owes_replies)


def readers(session: Session, *, process_id: int, wanted: Wanted) -> list[Reader]:
    """Everybody who fits, members first, in the order in which they were invited."""
    parts = [_members(process_id, wanted)]
    if may_be_awaited(wanted):
        parts.append(_awaited(process_id, wanted))
    found = union_all(*parts).subquery()
    query = select(found).order_by(found.c.awaited_id.is_not(None), found.c.place)
    return [
        Reader(
            person_id=row.person_id,
            awaited_id=row.awaited_id,
            name=row.name,
            language=row.language,
            role=Role(row.role),
            organisation=row.organisation,
            address=row.address,
        )
        for row in session.connection().execute(query)
    ]


def may_be_awaited(wanted: Wanted) -> bool:
    """Whether people can fit who are not in Slack yet: they have no stage but invited, no meetings."""
    is_of_meetings = wanted.replies or (wanted.owes_replies and not wanted.owes_needs)
    stages = wanted.stages
    return not (is_of_meetings or wanted.people or (stages and Stage.INVITED not in stages))


def _members(process_id: int, wanted: Wanted) -> Select[*tuple[Any, ...]]:
    person, organisation = col(Membership.person_id), col(Membership.organisation_id)
    conditions: list[ColumnElement[bool]] = [
        col(Membership.process_id) == process_id,
        col(Membership.stage).in_(wanted.stages or (Stage.JOINED,)),
        *_shared(process_id, wanted, role=col(Membership.role), organisation=organisation),
    ]
    if wanted.replies:
        conditions.append(or_(*(_replied(person, *one) for one in wanted.replies)))
    if wanted.asks_of_silence:
        silent: list[ColumnElement[bool]] = [
            _replied(person, one, Reply.NONE) for one in wanted.owes_replies
        ]
        if wanted.owes_needs:
            silent.append(_owes_needs(process_id, col(Membership.role), organisation))
        conditions.append(or_(*silent))
    if wanted.people:
        conditions.append(person.in_(wanted.people))
    return (
        select(
            col(Person.id).label("person_id"),
            cast(null(), Integer).label("awaited_id"),
            col(Membership.id).label("place"),
            col(Person.name).label("name"),
            col(Person.language).label("language"),
            cast(col(Membership.role), String).label("role"),
            col(Organisation.name).label("organisation"),
            cast(null(), String).label("address"),
        )
        .select_from(Membership)
        .join(Person, col(Person.id) == person)
        .outerjoin(Organisation, col(Organisation.id) == organisation)
        .where(*conditions)
    )


def _awaited(process_id: int, wanted: Wanted) -> Select[*tuple[Any, ...]]:
    role, organisation = col(AwaitedPerson.role), col(AwaitedPerson.organisation_id)
    conditions: list[ColumnElement[bool]] = [
        col(AwaitedPerson.process_id) == process_id,
        col(AwaitedPerson.person_id).is_(None),
        *_shared(process_id, wanted, role=role, organisation=organisation),
    ]
    if wanted.owes_needs:
        conditions.append(_owes_needs(process_id, role, organisation))
    return (
        select(
            cast(null(), Integer).label("person_id"),
            col(AwaitedPerson.id).label("awaited_id"),
            col(AwaitedPerson.id).label("place"),
            col(AwaitedPerson.name).label("name"),
            func.coalesce(func.nullif(col(AwaitedPerson.language), ""), DANISH).label("language"),
            cast(role, String).label("role"),
            col(Organisation.name).label("organisation"),
            col(AwaitedPerson.email).label("address"),
        )
        .select_from(AwaitedPerson)
        .outerjoin(Organisation, col(Organisation.id) == organisation)
        .where(*conditions)
    )


def _shared(
    process_id: int,
    wanted: Wanted,
    *,
    role: SQLCoreOperations[Any],
    organisation: SQLCoreOperations[Any],
) -> list[ColumnElement[bool]]:
    """What can be asked of members and of awaited people alike."""
    conditions: list[ColumnElement[bool]] = []
    if wanted.roles:
        conditions.append(role.in_(wanted.roles))
    if wanted.kinds:
        conditions.append(col(Organisation.kind).in_(wanted.kinds))
    if wanted.answers:
        ways = [
            and_(*(_answered(process_id, organisation, one) for one in way))
            for way in wanted.answers
        ]
        conditions.append(or_(*ways))
    return conditions


def _answered(process_id: int, organisation: SQLCoreOperations[Any], given: Given) -> Exists:
    chosen: ColumnElement[bool] = true()
    if given.choices is not None:
        listed = literal(",") + col(Answer.choices) + literal(",")
        chosen = or_(
            *(listed.contains(f",{one},", autoescape=True) for one in sorted(given.choices))
        )
    return exists().where(
        col(Interview.process_id) == process_id,
        col(Interview.organisation_id) == organisation,
        col(Answer.interview_id) == col(Interview.id),
        col(Answer.question_key) == given.question_key,
        col(Answer.state) == AnswerState.ANSWERED,
        col(Answer.replaced_at).is_(None),
        chosen,
    )


def _owes_needs(
    process_id: int, role: SQLCoreOperations[Any], organisation: SQLCoreOperations[Any]
) -> ColumnElement[bool]:
    is_sent = exists().where(
        col(Interview.process_id) == process_id,
        col(Interview.organisation_id) == organisation,
        col(Interview.confirmed_at).is_not(None),
    )
    return and_(role == Role.NEED_OWNER, ~is_sent)


def _replied(person: SQLCoreOperations[Any], meeting_id: int, reply: Reply) -> Exists:
    return exists().where(
        col(Invitation.person_id) == person,
        col(Invitation.meeting_id) == meeting_id,
        col(Invitation.reply) == reply,
        col(Invitation.removed_at).is_(None),
    )


def members_as_readers(
    session: Session, *, process_id: int, person_ids: Collection[int]
) -> dict[int, Reader]:
    """Those people as the process knows them, by id, also if they have left it meanwhile."""
    query = (
        rows_select(Person, Membership, Organisation)
        .join(Membership, col(Membership.person_id) == col(Person.id))
        .outerjoin(Organisation, col(Organisation.id) == col(Membership.organisation_id))
        .where(col(Membership.process_id) == process_id, col(Person.id).in_(person_ids))
    )
    return {
        person.id: Reader(
            person_id=person.id,
            awaited_id=None,
            name=person.name,
            language=person.language,
            role=membership.role,
            organisation=organisation.name if organisation else None,
            address=None,
        )
        for person, membership, organisation in session.exec(query)
    }


def awaited_as_readers(session: Session, *, awaited_ids: Collection[int]) -> dict[int, Reader]:
    """Those awaited people, by id, also if they have come to Slack meanwhile."""
    query = (
        rows_select(AwaitedPerson, Organisation)
        .outerjoin(Organisation, col(Organisation.id) == col(AwaitedPerson.organisation_id))
        .where(col(AwaitedPerson.id).in_(awaited_ids))
    )
    return {
        one.id: Reader(
            person_id=None,
            awaited_id=one.id,
            name=one.name,
            language=one.reads,
            role=one.role,
            organisation=organisation.name if organisation else None,
            address=one.email,
        )
        for one, organisation in session.exec(query)
    }
