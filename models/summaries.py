"""What organisations have answered, counted in the database: GROUP BY on the typed columns.

Whether an answer counts depends on the branch of its interview, which the engine judges
(bot/branches.py). The few interviews that hold answers which do not count are left out of the
counting here, by their ids, and their answers are handed over one by one. An interview is one
organisation's, so what is counted are organisations.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Integer, cast, func, select
from sqlmodel import Session, col

from models.enums import AnswerState, OrganisationKind
from models.interviews import Answer, Interview
from models.organisations import Organisation
from models.slices import IS_CURRENT, IS_SENT, WHOLE, Slice, interview_ids, only_current


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Answers that agree in question, state, choices and unit, counted together."""

    question_key: str
    is_sent: bool
    state: AnswerState
    choices: str | None = None
    unit: str | None = None
    kind: OrganisationKind | None = None  # of the organisations; for numbers only
    count: int
    numbers: int = 0
    low: float = 0.0
    high: float = 0.0
    approximate: bool = False
    earliest: int | None = None  # year * 100 + month; month 0 if only the year is known
    latest: int | None = None  # the same, with month 13


_EARLIEST = col(Answer.year) * 100 + func.coalesce(col(Answer.month), 0)
_LATEST = col(Answer.year) * 100 + func.coalesce(col(Answer.month), 13)


def counted_answers(
    session: Session,
    *,
    process_id: int,
    questions: Collection[str],
    within: Slice = WHOLE,
    without: Collection[int] = (),
) -> Iterator[Group]:
    """What was chosen, skipped, not known or written, apart from those interviews."""
    alike = (col(Answer.question_key), col(Answer.state), col(Answer.choices))
    sent = func.sum(cast(IS_SENT, Integer))
    query = only_current(
        select(*alike, func.count().label("counted"), sent.label("sent")),
        process_id=process_id,
        questions=questions,
        within=within,
        without=without,
    ).group_by(*alike)
    for row in session.connection().execute(query):
        for is_sent, count in ((True, row.sent), (False, row.counted - row.sent)):
            if count:
                yield Group(
                    question_key=row.question_key,
                    is_sent=is_sent,
                    state=row.state,
                    choices=row.choices,
                    count=count,
                )


def dated_answers(
    session: Session,
    *,
    process_id: int,
    questions: Collection[str],
    within: Slice = WHOLE,
    without: Collection[int] = (),
) -> Iterator[Group]:
    """From when to when the months are that were answered, apart from those interviews."""
    alike = (col(Answer.question_key), col(Answer.state), IS_SENT.label("is_sent"))
    query = only_current(
        select(
            *alike,
            func.count().label("counted"),
            func.min(_EARLIEST).label("earliest"),
            func.max(_LATEST).label("latest"),
        ),
        process_id=process_id,
        questions=questions,
        within=within,
        without=without,
    ).group_by(*alike)
    for row in session.connection().execute(query):
        yield Group(
            question_key=row.question_key,
            is_sent=bool(row.is_sent),
            state=row.state,
            count=row.counted,
            earliest=row.earliest,
            latest=row.latest,
        )


def measured_answers(
    session: Session,
    *,
    process_id: int,
    questions: Collection[str],
    within: Slice = WHOLE,
    without: Collection[int] = (),
) -> Iterator[Group]:
    """Numbers added up for each unit and kind of organisation, apart from those interviews."""
    alike = (
        col(Answer.question_key),
        col(Answer.state),
        col(Answer.unit),
        col(Organisation.kind),
        IS_SENT.label("is_sent"),
    )
    high = func.sum(func.coalesce(col(Answer.high), col(Answer.low)))
    query = only_current(
        select(
            *alike,
            func.count().label("counted"),
            func.count(col(Answer.low)).label("numbers"),
            func.coalesce(func.sum(col(Answer.low)), 0.0).label("low"),
            func.coalesce(high, 0.0).label("high"),
            func.max(cast(col(Answer.approximate), Integer)).label("approximate"),
        ),
        process_id=process_id,
        questions=questions,
        within=within,
        without=without,
        with_organisation=True,
    ).group_by(*alike)
    for row in session.connection().execute(query):
        yield Group(
            question_key=row.question_key,
            is_sent=bool(row.is_sent),
            state=row.state,
            unit=row.unit,
            kind=row.kind,
            count=row.counted,
            numbers=row.numbers,
            low=row.low,
            high=row.high,
            approximate=bool(row.approximate),
        )


def answers_one_by_one(
    session: Session,
    *,
    process_id: int,
    questions: Collection[str],
    interviews: Collection[int],
    within: Slice = WHOLE,
) -> Iterator[tuple[int, Group]]:
    """Each current answer of those interviews as a group of its own."""
    query = only_current(
        select(
            col(Answer.interview_id),
            col(Answer.question_key),
            col(Answer.state),
            col(Answer.choices),
            col(Answer.unit),
            col(Answer.low),
            func.coalesce(col(Answer.high), col(Answer.low)).label("high"),
            col(Answer.approximate),
            _EARLIEST.label("earliest"),
            _LATEST.label("latest"),
            IS_SENT.label("is_sent"),
            col(Organisation.kind),
        ).where(col(Answer.interview_id).in_(interview_ids(interviews))),
        process_id=process_id,
        questions=questions,
        within=within,
        with_organisation=True,
    )
    for row in session.connection().execute(query):
        yield (
            row.interview_id,
            Group(
                question_key=row.question_key,
                is_sent=bool(row.is_sent),
                state=row.state,
                choices=row.choices,
                unit=row.unit,
                kind=row.kind,
                count=1,
                numbers=int(row.low is not None),
                low=row.low or 0.0,
                high=row.high or 0.0,
                approximate=bool(row.approximate),
                earliest=row.earliest,
                latest=row.latest,
            ),
        )


def answers_since(
    session: Session, *, process_id: int, since: datetime
) -> list[tuple[int, str, int]]:
    """Which current answers were given after that moment: interview, question, organisation."""
    query = (
        select(col(Answer.interview_id), col(Answer.question_key), col(Interview.organisation_id))
        .join(Interview, col(Interview.id) == col(Answer.interview_id))
        .where(IS_CURRENT, col(Interview.process_id) == process_id, col(Answer.given_at) > since)
    )
    return [(row[0], row[1], row[2]) for row in session.connection().execute(query).all()]


def has_answers(session: Session, *, process_id: int) -> bool:
    """Whether any organisation has answered anything."""
    query = (
        select(col(Answer.id))
        .join(Interview, col(Interview.id) == col(Answer.interview_id))
        .where(col(Interview.process_id) == process_id, IS_CURRENT)
        .limit(1)
    )
    return session.connection().execute(query).first() is not None
