"""Answers that a facilitator has noted for somebody, until that person has said that they are right."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select, update
from sqlmodel import Session, col

from models.enums import Role, Stage
from models.interviews import Answer
from models.organisations import Organisation
from models.people import Membership, Person

_IS_NOTED = (col(Answer.noted_by_id).is_not(None), col(Answer.replaced_at).is_(None))


@dataclass(frozen=True, slots=True, kw_only=True)
class NotedFor:
    """What stands to be confirmed by one person: up to which answer, and since when."""

    interview_id: int
    person_id: int
    latest_id: int
    latest_at: datetime


def noted_for(
    session: Session, *, interview_id: int | None = None, person_id: int | None = None
) -> list[NotedFor]:
    """Everybody for whom something is noted, or that person alone."""
    query = (
        select(
            col(Answer.interview_id),
            col(Answer.given_by_id),
            func.max(col(Answer.id)).label("latest_id"),
            func.max(col(Answer.given_at)).label("latest_at"),
        )
        .where(*_IS_NOTED)
        .group_by(col(Answer.interview_id), col(Answer.given_by_id))
        .order_by("latest_id")
    )
    if interview_id is not None:
        query = query.where(col(Answer.interview_id) == interview_id)
    if person_id is not None:
        query = query.where(col(Answer.given_by_id) == person_id)
    return [
        NotedFor(
            interview_id=row.interview_id,
            person_id=row.given_by_id,
            latest_id=row.latest_id,
            latest_at=row.latest_at,
        )
        for row in session.connection().execute(query)
    ]


def confirm_noted(
    session: Session,
    *,
    interview_id: int,
    person_id: int,
    up_to_id: int,
    question_key: str | None = None,
) -> int:
    """What was noted for the person is their own from now on, up to that answer; how many were."""
    statement = (
        update(Answer)
        .where(
            *_IS_NOTED,
            col(Answer.interview_id) == interview_id,
            col(Answer.given_by_id) == person_id,
            col(Answer.id) <= up_to_id,
        )
        .values(noted_by_id=None)
    )
    if question_key is not None:
        statement = statement.where(col(Answer.question_key) == question_key)
    return int(session.connection().execute(statement).rowcount)


def names_of_noters(session: Session, *, interview_id: int) -> dict[str, str]:
    """By question, who has noted the answer that counts, where it waits to be confirmed."""
    query = (
        select(col(Answer.question_key), col(Person.name))
        .join(Person, col(Person.id) == col(Answer.noted_by_id))
        .where(*_IS_NOTED, col(Answer.interview_id) == interview_id)
    )
    return {row.question_key: row.name for row in session.connection().execute(query)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answerer:
    """Somebody who may answer, and for whom."""

    person_id: int
    name: str
    organisation: str


def answerers(session: Session, *, process_id: int, organisation_id: int) -> list[Answerer]:
    """Who has joined and may answer for that organisation, the first first."""
    query: Select[*tuple[Any, ...]] = (
        select(col(Person.id), col(Person.name), col(Organisation.name).label("organisation"))
        .join(Membership, col(Membership.person_id) == col(Person.id))
        .join(Organisation, col(Organisation.id) == col(Membership.organisation_id))
        .where(
            col(Membership.process_id) == process_id,
            col(Membership.organisation_id) == organisation_id,
            col(Membership.stage) == Stage.JOINED,
            col(Membership.role) == Role.NEED_OWNER,
        )
        .order_by(col(Membership.joined_at), col(Membership.id))
    )
    return [
        Answerer(person_id=row.id, name=row.name, organisation=row.organisation)
        for row in session.connection().execute(query)
    ]
