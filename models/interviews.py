"""Needs mapping: the questions of a process, one interview per organisation, and its answers."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    Double,
    Index,
    RowMapping,
    Select,
    Text,
    UniqueConstraint,
    and_,
    bindparam,
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
    seen_answer_id: int | None = None  # the answer that was shown with the question, if it had one
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
        # Those noted for somebody who has not confirmed them yet: few, and looked for often.
        Index(
            "ix_answers_noted",
            "interview_id",
            "given_by_id",
            sqlite_where=text("noted_by_id IS NOT NULL AND replaced_at IS NULL"),
            postgresql_where=text("noted_by_id IS NOT NULL AND replaced_at IS NULL"),
        ),
        # The status is counted from it alone, already in the order in which it is grouped. Not on
        # PostgreSQL, which groups without sorting, and refuses long choices in an index.
        Index(
            "ix_answers_counted",
            "question_key",
            "state",
            "choices",
            "unit",
            "interview_id",
            "low",
            "high",
            "approximate",
            "year",
            "month",
            sqlite_where=text("replaced_at IS NULL"),
            info={"only_on": "sqlite"},
        ).ddl_if(dialect="sqlite"),
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
    noted_by_id: int | None = Field(
        default=None, foreign_key="people.id"
    )  # a facilitator, for them
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


_TALKS: Select[*tuple[Any, ...]] = (
    columns_select(
        col(Interview.id).label("interview_id"),
        *(
            Interview.__table__.c[name]  # type: ignore[attr-defined]
            for name in ("process_id", "organisation_id", "confirmed_at")
        ),
        *(
            Membership.__table__.c[name]  # type: ignore[attr-defined]
            for name in ("person_id", "role", "stage")
        ),
        col(Process.questions_version),
        col(Conversation.id).label("conversation_id"),
        *(
            Conversation.__table__.c[name]  # type: ignore[attr-defined]
            for name in (
                "asked_key",
                "asked_at",
                "seen_answer_id",
                "shown_key",
                "shown_ts",
                "paused_at",
            )
        ),
    )
    .join(Process, col(Process.id) == col(Interview.process_id))
    .join(
        Membership,
        and_(
            col(Membership.process_id) == col(Interview.process_id),
            col(Membership.organisation_id) == col(Interview.organisation_id),
        ),
    )
    .join(
        Conversation,
        and_(
            col(Conversation.interview_id) == col(Interview.id),
            col(Conversation.person_id) == col(Membership.person_id),
        ),
    )
    .where(col(Membership.person_id) == bindparam("person"))
    # Colleagues who answer in the same second take turns, until the commit.
    .with_for_update(of=Interview)
)

# Statements of the conversation step are built once: building costs more than running them.
_TALK = _TALKS.where(col(Interview.id) == bindparam("interview"))
_LATEST_TALK = _TALKS.order_by(col(Conversation.last_heard_at).desc()).limit(1)
_ANSWERS = columns_select(*Answer.__table__.c).where(  # type: ignore[attr-defined]
    col(Answer.interview_id) == bindparam("interview"), col(Answer.replaced_at).is_(None)
)
_REPLACE_ANSWER = (
    update(Answer)
    .where(
        col(Answer.interview_id) == bindparam("interview"),
        col(Answer.question_key) == bindparam("question"),
        col(Answer.replaced_at).is_(None),
    )
    .values(replaced_at=bindparam("now"))
)
_WRITE_ANSWER = insert(Answer)
_OF_CONVERSATION = update(Conversation).where(col(Conversation.id) == bindparam("conversation"))
_PUT_QUESTION = _OF_CONVERSATION.values(
    asked_key=bindparam("key"),
    asked_at=bindparam("now"),
    seen_answer_id=bindparam("seen"),
    shown_key=None,
    shown_ts=None,
    last_heard_at=bindparam("now"),
    paused_at=None,
)
_HEAR = _OF_CONVERSATION.values(last_heard_at=bindparam("now"))
_PAUSE = _OF_CONVERSATION.values(last_heard_at=bindparam("now"), paused_at=bindparam("now"))


def find_talk(
    session: Session, *, person_id: int, interview_id: int | None = None
) -> RowMapping | None:
    """Everything one step of an interview needs to know, as one row, locked until the commit.

    Without an interview's id: the one in which this person was heard last. None unless the
    person has begun it and is a member of the process for the interview's organisation.
    """
    statement = _LATEST_TALK if interview_id is None else _TALK
    binds = {"person": person_id}
    if interview_id is not None:
        binds["interview"] = interview_id
    return session.connection().execute(statement, binds).mappings().one_or_none()


def answer_rows(session: Session, *, interview_id: int) -> list[dict[str, Any]]:
    """The columns of the answers that count now: what a step reads, without building objects."""
    rows = session.connection().execute(_ANSWERS, {"interview": interview_id}).mappings()
    return [dict(row) for row in rows]


def write_answer(
    session: Session, *, columns: dict[str, Any], now: datetime, replaces: bool
) -> None:
    """Append an answer that counts. The former one stays, marked as replaced."""
    connection = session.connection()
    if replaces:
        connection.execute(
            _REPLACE_ANSWER,
            {
                "interview": columns["interview_id"],
                "question": columns["question_key"],
                "now": now,
            },
        )
    connection.execute(_WRITE_ANSWER, {**columns, "given_at": now, "replaced_at": None})


def keep_answer_aside(session: Session, *, columns: dict[str, Any], now: datetime) -> int:
    """Append an answer that does not count (yet), as if replaced at once. Returns its id."""
    values = {**columns, "given_at": now, "replaced_at": now}
    made = session.connection().execute(_WRITE_ANSWER.values(values))
    assert made.inserted_primary_key is not None
    key: int = made.inserted_primary_key[0]
    return key


def put_question(
    session: Session, *, conversation_id: int, key: str | None, seen: int | None, now: datetime
) -> None:
    """Remember what is now put to the person (None: nothing waits for a reply).

    `seen` is the id of the answer that the question is shown with.
    """
    binds = {"conversation": conversation_id, "key": key, "seen": seen, "now": now}
    session.connection().execute(_PUT_QUESTION, binds)


def hear(session: Session, *, conversation_id: int, now: datetime) -> None:
    """Remember that the person was heard."""
    session.connection().execute(_HEAR, {"conversation": conversation_id, "now": now})


def pause(session: Session, *, conversation_id: int, now: datetime) -> None:
    """Remember that the person wants a pause."""
    session.connection().execute(_PAUSE, {"conversation": conversation_id, "now": now})
