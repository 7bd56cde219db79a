"""What organisations have answered, counted in the database: GROUP BY on the typed columns.

Whether an answer counts depends on its branch. So every group carries the answers that decide the
branches of its interviews, and bot/summaries.py lets the engine judge a group at a time instead of
an interview at a time. An interview is one organisation's, so a group counts organisations.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Label,
    Row,
    String,
    Subquery,
    and_,
    case,
    cast,
    func,
    select,
)
from sqlmodel import Session, col

from models.enums import AnswerState
from models.interviews import Answer, Interview
from models.organisations import Organisation

_DECIDES = "decides_"


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """What some interviews have in common: the answers that decide which questions are shown."""

    decided: tuple[tuple[str, AnswerState, str | None], ...]  # question, state, choices


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Answers that agree in question, branch, state, choices and unit, counted together."""

    branch: Branch
    is_sent: bool
    question_key: str
    state: AnswerState
    choices: str | None
    unit: str | None
    count: int
    numbers: int
    low: float
    high: float
    approximate: bool
    earliest: int | None  # year * 100 + month; month 0 if only the year is known
    latest: int | None  # the same, with month 13
    texts: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """Something that was written freely, and by which organisation."""

    branch: Branch
    is_sent: bool
    question_key: str
    organisation: str
    written: str
    given_at: datetime


def answer_groups(session: Session, *, process_id: int, deciding: Sequence[str]) -> list[Group]:
    """All current answers of a process, counted. `deciding` are the keys that branches hang on."""
    branches = _branches(process_id=process_id, deciding=deciding)
    decides = _decides(branches)
    kinds = (
        branches.c.is_sent,
        col(Answer.question_key),
        col(Answer.state),
        col(Answer.choices),
        col(Answer.unit),
    )
    no_month = func.coalesce(col(Answer.month), 0)
    any_month = func.coalesce(col(Answer.month), 13)
    query = (
        select(
            *kinds,
            func.count().label("counted"),
            func.count(col(Answer.low)).label("numbers"),
            func.coalesce(func.sum(col(Answer.low)), 0.0).label("low"),
            func.coalesce(func.sum(func.coalesce(col(Answer.high), col(Answer.low))), 0.0).label(
                "high"
            ),
            func.max(cast(col(Answer.approximate), Integer)).label("approximate"),
            func.min(col(Answer.year) * 100 + no_month).label("earliest"),
            func.max(col(Answer.year) * 100 + any_month).label("latest"),
            func.count(col(Answer.written)).label("texts"),
            *decides,
        )
        .join(branches, branches.c.interview_id == col(Answer.interview_id))
        .where(col(Answer.replaced_at).is_(None))
        .group_by(*kinds, *decides)
    )
    return [
        Group(
            branch=_branch(row, deciding),
            is_sent=bool(row.is_sent),
            question_key=row.question_key,
            state=row.state,
            choices=row.choices,
            unit=row.unit,
            count=row.counted,
            numbers=row.numbers,
            low=row.low,
            high=row.high,
            approximate=bool(row.approximate),
            earliest=row.earliest,
            latest=row.latest,
            texts=row.texts,
        )
        for row in session.connection().execute(query)
    ]


def latest_wordings(
    session: Session, *, process_id: int, deciding: Sequence[str], most: int
) -> list[Wording]:
    """The newest free texts, at most so many for each question and branch, newest first."""
    branches = _branches(process_id=process_id, deciding=deciding)
    decides = _decides(branches)
    rank = func.row_number().over(
        partition_by=[col(Answer.question_key), branches.c.is_sent, *decides],
        order_by=[col(Answer.given_at).desc(), col(Answer.id).desc()],
    )
    ranked = (
        select(
            branches.c.is_sent,
            branches.c.organisation_id,
            col(Answer.id).label("answer_id"),
            col(Answer.question_key),
            col(Answer.written),
            col(Answer.given_at),
            rank.label("rank"),
            *decides,
        )
        .join(branches, branches.c.interview_id == col(Answer.interview_id))
        .where(col(Answer.replaced_at).is_(None), col(Answer.written).is_not(None))
        .subquery()
    )
    query = (
        select(ranked, col(Organisation.name).label("organisation"))
        .join(Organisation, col(Organisation.id) == ranked.c.organisation_id)
        .where(ranked.c.rank <= most)
        .order_by(ranked.c.given_at.desc(), ranked.c.answer_id.desc())
    )
    return [
        Wording(
            branch=_branch(row, deciding),
            is_sent=bool(row.is_sent),
            question_key=row.question_key,
            organisation=row.organisation,
            written=row.written,
            given_at=row.given_at,
        )
        for row in session.connection().execute(query)
    ]


def answers_since(
    session: Session, *, process_id: int, deciding: Sequence[str], since: datetime
) -> list[tuple[Branch, str, int]]:
    """Which current answers were given after that moment: branch, question, organisation."""
    branches = _branches(process_id=process_id, deciding=deciding)
    query = (
        select(col(Answer.question_key), branches.c.organisation_id, *_decides(branches))
        .join(branches, branches.c.interview_id == col(Answer.interview_id))
        .where(col(Answer.replaced_at).is_(None), col(Answer.given_at) > since)
    )
    return [
        (_branch(row, deciding), row.question_key, row.organisation_id)
        for row in session.connection().execute(query)
    ]


def _branches(*, process_id: int, deciding: Sequence[str]) -> Subquery:
    """One row for each interview: is it sent, and a column for each deciding question's answer."""
    decides: list[Label[str | None]] = [
        func.max(
            case(
                (
                    col(Answer.question_key) == key,
                    cast(col(Answer.state), String) + ":" + func.coalesce(col(Answer.choices), "?"),
                )
            )
        ).label(f"{_DECIDES}{place}")
        for place, key in enumerate(deciding)
    ]
    return (
        select(
            col(Interview.id).label("interview_id"),
            col(Interview.organisation_id),
            cast(col(Interview.confirmed_at).is_not(None), Integer).label("is_sent"),
            *decides,
        )
        .outerjoin(
            Answer,
            and_(
                col(Answer.interview_id) == col(Interview.id),
                col(Answer.replaced_at).is_(None),
                col(Answer.question_key).in_(deciding),
            ),
        )
        .where(col(Interview.process_id) == process_id)
        .group_by(col(Interview.id), col(Interview.organisation_id), col(Interview.confirmed_at))
        .subquery()
    )


def _decides(branches: Subquery) -> list[ColumnElement[str | None]]:
    return [column for column in branches.c if column.name.startswith(_DECIDES)]


def _branch(row: Row[Any], deciding: Sequence[str]) -> Branch:
    decided = []
    for place, key in enumerate(deciding):
        stored = row._mapping[f"{_DECIDES}{place}"]  # noqa: SLF001 # the documented name
        if stored is not None:
            state, _, choices = stored.partition(":")
            decided.append((key, AnswerState(state), None if choices == "?" else choices))
    return Branch(decided=tuple(decided))


def has_answers(session: Session, *, process_id: int) -> bool:
    """Whether any organisation has answered anything."""
    query = (
        select(col(Answer.id))
        .join(Interview, col(Interview.id) == col(Answer.interview_id))
        .where(col(Interview.process_id) == process_id, col(Answer.replaced_at).is_(None))
        .limit(1)
    )
    return session.connection().execute(query).first() is not None
