"""Who has stopped half-way through an interview, and whose question was never shown."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, or_, update
from sqlalchemy import select as columns_select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from models.enums import Role, Stage
from models.interviews import Answer, Conversation, Interview
from models.people import Membership, Person


@dataclass(frozen=True, slots=True, kw_only=True)
class StoppedInterview:
    """An interview under way, and the one of its people who was heard from last."""

    interview_id: int
    process_id: int
    organisation_id: int
    person_id: int
    team_id: str
    language: str
    silent_until: datetime | None  # the person wants no reminders before
    last_heard_at: datetime
    answers_given: int  # by whomever, former ones included: it only grows


_STOPPED: tuple[Any, ...] = (
    col(Interview.id).label("interview_id"),
    col(Interview.process_id),
    col(Interview.organisation_id),
    col(Conversation.person_id),
    col(Person.team_id),
    col(Person.language),
    col(Person.silent_until),
    col(Conversation.last_heard_at),
)


def stopped_interviews(
    session: Session, *, heard_before: datetime | None = None
) -> list[StoppedInterview]:
    """Interviews whose answers are not sent, with who was heard from last, if they may answer."""
    colleague = aliased(Conversation)
    given = (
        columns_select(func.count())
        .select_from(Answer)
        .where(col(Answer.interview_id) == col(Interview.id))
        .scalar_subquery()
    )
    heard_later = (
        columns_select(col(colleague.id))
        .where(
            col(colleague.interview_id) == col(Conversation.interview_id),
            or_(
                col(colleague.last_heard_at) > col(Conversation.last_heard_at),
                and_(
                    col(colleague.last_heard_at) == col(Conversation.last_heard_at),
                    col(colleague.id) > col(Conversation.id),
                ),
            ),
        )
        .exists()
    )
    query = (
        columns_select(*_STOPPED, given.label("answers_given"))
        .join(Interview, col(Interview.id) == col(Conversation.interview_id))
        .join(Person, col(Person.id) == col(Conversation.person_id))
        .join(
            Membership,
            and_(
                col(Membership.person_id) == col(Person.id),
                col(Membership.process_id) == col(Interview.process_id),
                col(Membership.organisation_id) == col(Interview.organisation_id),
            ),
        )
        .where(
            col(Interview.confirmed_at).is_(None),
            col(Membership.stage) == Stage.JOINED,
            col(Membership.role) == Role.NEED_OWNER,
            ~heard_later,
        )
        .order_by(col(Conversation.last_heard_at), col(Conversation.id))
    )
    if heard_before is not None:
        query = query.where(col(Conversation.last_heard_at) < heard_before)
    rows = session.connection().execute(query).mappings()
    return [StoppedInterview(**row) for row in rows]


@dataclass(frozen=True, slots=True, kw_only=True)
class LostQuestion:
    """A question that was put, and that Slack never said it had taken."""

    conversation_id: int
    interview_id: int
    person_id: int
    asked_key: str
    asked_at: datetime


_LOST: tuple[Any, ...] = (
    col(Conversation.id).label("conversation_id"),
    col(Conversation.interview_id),
    col(Conversation.person_id),
    col(Conversation.asked_key),
    col(Conversation.asked_at),
)


def lost_questions(session: Session, *, asked_before: datetime) -> list[LostQuestion]:
    """Questions put before then, of people who are not pausing, that were never shown."""
    query = columns_select(*_LOST).where(
        col(Conversation.asked_key).is_not(None),
        or_(
            col(Conversation.shown_key).is_(None),
            col(Conversation.shown_key) != col(Conversation.asked_key),
        ),
        col(Conversation.asked_at) < asked_before,
        col(Conversation.paused_at).is_(None),
    )
    rows = session.connection().execute(query).mappings()
    return [LostQuestion(**row) for row in rows]


def note_shown(session: Session, *, conversation_id: int, key: str, ts: str | None) -> None:
    """The question is no longer lost: it stands in that message, or is not to be put after all.

    Nothing is noted if another question has been put since.
    """
    session.connection().execute(
        update(Conversation)
        .where(col(Conversation.id) == conversation_id, col(Conversation.asked_key) == key)
        .values(shown_key=key, shown_ts=ts)
    )
