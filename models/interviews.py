"""Needs mapping: the questions of a process, one interview per organisation, and its answers."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    Double,
    Index,
    RowMapping,
    Text,
    UniqueConstraint,
    and_,
    insert,
    text,
    update,
)
from sqlalchemy import select as columns_select
from sqlmodel import Field, Session, SQLModel, col, select

from models.base import JsonColumn, UtcDateTime, keys_of
from models.enums import AnswerState
from models.people import Membership
from models.processes import Process


class QuestionRow(SQLModel, table=True):
    """A question as it now stands. A retired one keeps its answers and may return."""

    __tablename__ = "questions"
    __table_args__ = (UniqueConstraint("process_id", "key"),)

    id: int = Field(default=None, primary_key=True)
    process_id: int = Field(foreign_key="processes.id", index=True)
    key: str = Field(max_length=40)
    position: int
    definition: dict[str, Any] = Field(sa_type=JsonColumn)  # see bot/questionnaires.py
    retired_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Interview(SQLModel, table=True):
    """The needs mapping of one organisation in one process, whoever answers it."""

    __tablename__ = "interviews"
    __table_args__ = (UniqueConstraint("process_id", "organisation_id"),)

    id: int = Field(default=None, primary_key=True)
    process_id: int = Field(foreign_key="processes.id")
    organisation_id: int = Field(foreign_key="organisations.id", index=True)
    started_at: datetime = Field(sa_type=UtcDateTime)
    confirmed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)  # answers were sent
    confirmed_by_id: int | None = Field(default=None, foreign_key="people.id")


class Conversation(SQLModel, table=True):
    """One person's side of an interview: what was last put to them, so that text is understood.

    `asked_key` may be wrong without harm: which question comes next is computed from the answers.
    """

    __tablename__ = "conversations"
    __table_args__ = (UniqueConstraint("interview_id", "person_id"),)

    id: int = Field(default=None, primary_key=True)
    interview_id: int = Field(foreign_key="interviews.id")
    person_id: int = Field(foreign_key="people.id", index=True)
    asked_key: str | None = Field(default=None, max_length=40)  # None: nothing waits for a reply
    asked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    shown_key: str | None = Field(default=None, max_length=40)  # the question Slack has taken
    shown_ts: str | None = Field(default=None, max_length=20)  # its message
    last_heard_at: datetime = Field(sa_type=UtcDateTime)
    paused_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class Answer(SQLModel, table=True):
    """One answer, typed by column. A former answer stays, with the moment it was replaced."""

    __tablename__ = "answers"
    __table_args__ = (
        Index(
            "uq_answers_current",
            "interview_id",
            "question_key",
            unique=True,
            sqlite_where=text("replaced_at IS NULL"),
            postgresql_where=text("replaced_at IS NULL"),
        ),
    )

    id: int = Field(default=None, primary_key=True)
    interview_id: int = Field(foreign_key="interviews.id", index=True)
    question_key: str = Field(max_length=40)
    state: AnswerState = Field(sa_type=keys_of(AnswerState))
    choices: str | None = Field(default=None, sa_type=Text)  # keys in the question's order: "a,b"
    low: float | None = Field(default=None, sa_type=Double)  # exact up to 9 * 10**15
    high: float | None = Field(default=None, sa_type=Double)
    unit: str | None = Field(default=None, max_length=40)
    approximate: bool = False
    year: int | None = None
    month: int | None = None
    written: str | None = Field(default=None, sa_type=Text)
    given_by_id: int = Field(foreign_key="people.id")
    given_at: datetime = Field(sa_type=UtcDateTime)
    replaced_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


def question_rows(session: Session, *, process_id: int) -> list[QuestionRow]:
    """The questions in use, in their order."""
    query = (
        select(QuestionRow)
        .where(QuestionRow.process_id == process_id, col(QuestionRow.retired_at).is_(None))
        .order_by(col(QuestionRow.position))
    )
    return list(session.exec(query))


def find_interview(session: Session, *, process_id: int, organisation_id: int) -> Interview | None:
    """The interview of an organisation in a process."""
    query = select(Interview).where(
        Interview.process_id == process_id, Interview.organisation_id == organisation_id
    )
    return session.exec(query).one_or_none()


def find_conversation(
    session: Session, *, interview_id: int, person_id: int
) -> Conversation | None:
    """A person's side of an interview."""
    query = select(Conversation).where(
        Conversation.interview_id == interview_id, Conversation.person_id == person_id
    )
    return session.exec(query).one_or_none()


_TALK: tuple[Any, ...] = (
    col(Interview.id).label("interview_id"),
    col(Interview.process_id),
    col(Interview.organisation_id),
    col(Interview.confirmed_at),
    col(Membership.person_id),
    col(Membership.role),
    col(Membership.stage),
    col(Process.questions_version),
    col(Conversation.id).label("conversation_id"),
    col(Conversation.asked_key),
    col(Conversation.asked_at),
    col(Conversation.shown_key),
    col(Conversation.shown_ts),
    col(Conversation.paused_at),
)


def find_talk(session: Session, *, interview_id: int, person_id: int) -> RowMapping | None:
    """Everything one step of an interview needs to know, as one row, locked until the commit.

    None unless the person is a member of the process for the interview's organisation. The
    lock makes colleagues who answer in the same second take turns.
    """
    query = (
        columns_select(*_TALK)
        .join(Process, col(Process.id) == col(Interview.process_id))
        .join(
            Membership,
            and_(
                col(Membership.process_id) == col(Interview.process_id),
                col(Membership.organisation_id) == col(Interview.organisation_id),
            ),
        )
        .outerjoin(
            Conversation,
            and_(
                col(Conversation.interview_id) == col(Interview.id),
                col(Conversation.person_id) == col(Membership.person_id),
            ),
        )
        .where(col(Interview.id) == interview_id, col(Membership.person_id) == person_id)
        .with_for_update(of=Interview)
    )
    return session.connection().execute(query).mappings().one_or_none()


def answer_rows(session: Session, *, interview_id: int) -> list[dict[str, Any]]:
    """The columns of the answers that count now: what a step reads, without building objects."""
    query = columns_select(*Answer.__table__.columns).where(  # type: ignore[attr-defined]
        col(Answer.interview_id) == interview_id, col(Answer.replaced_at).is_(None)
    )
    return [dict(row) for row in session.connection().execute(query).mappings()]


def write_answer(
    session: Session, *, columns: dict[str, Any], now: datetime, counts: bool = True
) -> int:
    """Append an answer and return its id. The former one stays, marked as replaced.

    One that does not count (yet) is kept as already replaced.
    """
    connection = session.connection()
    if counts:
        connection.execute(
            update(Answer)
            .where(
                col(Answer.interview_id) == columns["interview_id"],
                col(Answer.question_key) == columns["question_key"],
                col(Answer.replaced_at).is_(None),
            )
            .values(replaced_at=now)
        )
    replaced_at = None if counts else now
    made = connection.execute(
        insert(Answer).values(**columns, given_at=now, replaced_at=replaced_at)
    )
    assert made.inserted_primary_key is not None
    key: int = made.inserted_primary_key[0]
    return key


def change_conversation(session: Session, *, conversation_id: int, **columns: object) -> None:
    """Set these columns of a conversation."""
    session.connection().execute(
        update(Conversation).where(col(Conversation.id) == conversation_id).values(**columns)
    )


def current_answers(session: Session, *, interview_id: int) -> list[Answer]:
    """The answers that count now, those of hidden questions included."""
    query = select(Answer).where(
        Answer.interview_id == interview_id, col(Answer.replaced_at).is_(None)
    )
    return list(session.exec(query))
