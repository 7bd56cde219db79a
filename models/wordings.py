"""What organisations have written freely."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select
from sqlmodel import Session, col

from models.interviews import Answer
from models.organisations import Organisation
from models.slices import IS_SENT, WHOLE, Slice, current, ids


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """Something that was written freely, and by which organisation."""

    is_sent: bool
    question_key: str
    organisation: str
    written: str
    given_at: datetime


def latest_wordings(
    session: Session,
    *,
    process_id: int,
    questions: Collection[str],
    most: int,
    within: Slice = WHOLE,
    without: Collection[int] = (),
) -> list[Wording]:
    """The newest free texts, at most so many for each question, sent and under way, newest first."""
    rank = func.row_number().over(
        partition_by=[col(Answer.question_key), IS_SENT],
        order_by=[col(Answer.given_at).desc(), col(Answer.id).desc()],
    )
    ranked = current(
        select(*_WORDED, rank.label("rank")),
        process_id=process_id,
        questions=questions,
        within=within,
        without=without,
        with_organisation=True,
    ).where(col(Answer.written).is_not(None))
    found = ranked.subquery()
    query = (
        select(found)
        .where(found.c.rank <= most)
        .order_by(found.c.given_at.desc(), found.c.answer_id.desc())
    )
    return [_wording(row) for row in session.connection().execute(query)]


def wordings_one_by_one(
    session: Session,
    *,
    process_id: int,
    questions: Collection[str],
    interviews: Collection[int],
    within: Slice = WHOLE,
) -> Iterator[tuple[int, Wording]]:
    """Every free text of those interviews."""
    query = (
        current(
            select(*_WORDED, col(Answer.interview_id)),
            process_id=process_id,
            questions=questions,
            within=within,
            with_organisation=True,
        )
        .where(col(Answer.written).is_not(None), col(Answer.interview_id).in_(ids(interviews)))
        .order_by(col(Answer.given_at).desc(), col(Answer.id).desc())
    )
    for row in session.connection().execute(query):
        yield row.interview_id, _wording(row)


_WORDED: tuple[Any, ...] = (
    IS_SENT.label("is_sent"),
    col(Answer.id).label("answer_id"),
    col(Answer.question_key),
    col(Answer.written),
    col(Answer.given_at),
    col(Organisation.name).label("organisation"),
)


def _wording(row: Row[Any]) -> Wording:
    return Wording(
        is_sent=bool(row.is_sent),
        question_key=row.question_key,
        organisation=row.organisation,
        written=row.written,
        given_at=row.given_at,
    )
