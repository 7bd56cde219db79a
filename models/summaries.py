"""What organisations have answered, counted in the database: GROUP BY on the typed columns.

Whether an answer counts depends on the branch of its interview, which the engine judges
(bot/branches.py). The few interviews that hold answers which do not count are left out of the
counting here, by their ids, and their answers are handed over one by one. An interview is one
organisation's, so what is counted are organisations.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Integer,
    Row,
    Select,
    String,
    and_,
    bindparam,
    cast,
    exists,
    false,
    func,
    literal,
    or_,
    select,
    type_coerce,
)
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from models.enums import AnswerState, OrganisationKind
from models.interviews import Answer, Interview
from models.organisations import Organisation


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """A part of the organisations of a process. None: whatever it is."""

    kind: OrganisationKind | None = None
    region: str | None = None
    choice: tuple[str, str] | None = None  # question and choice: who has chosen that

    @property
    def is_whole(self) -> bool:
        """Whether nobody is left out."""
        return self == WHOLE


WHOLE = Slice()


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """Something that was written freely, and by which organisation."""

    is_sent: bool
    question_key: str
    organisation: str
    written: str
    given_at: datetime


# An answer on which branches hang: interview, question, state, choices. A tuple, for there are many.
Decided = tuple[int, str, str, str | None]


_IS_CURRENT = col(Answer.replaced_at).is_(None)
_IS_SENT = col(Interview.confirmed_at).is_not(None)
_EARLIEST = col(Answer.year) * 100 + func.coalesce(col(Answer.month), 0)
_LATEST = col(Answer.year) * 100 + func.coalesce(col(Answer.month), 13)


def decided_answers(
    session: Session, *, process_id: int, questions: Collection[str], interviews: Collection[int]
) -> list[Decided]:
    """The current answers of these interviews to the questions on which branches hang."""
    query = _current(
        select(
            col(Answer.interview_id),
            col(Answer.question_key),
            type_coerce(col(Answer.state), String),
            col(Answer.choices),
        ),
        process_id=process_id,
        questions=questions,
    ).where(col(Answer.interview_id).in_(_ids(interviews)))
    return [(row[0], row[1], row[2], row[3]) for row in session.connection().execute(query).all()]


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """Holds where that question is shown and has one of these choices (None: any real answer)."""

    question_key: str
    choices: frozenset[str] | None
    shown_when: tuple["Condition", ...]  # the question itself


def interviews_with_hidden_answers(
    session: Session,
    *,
    process_id: int,
    questions: Mapping[tuple[Condition, ...], Collection[str]],
) -> set[int]:
    """Those with an answer to a question whose conditions do not hold, by the questions' conditions."""
    found: set[int] = set()
    for conditions, keys in questions.items():
        query = _current(
            select(col(Answer.interview_id)).where(~_hold(conditions)),
            process_id=process_id,
            questions=keys,
        )
        found.update(session.connection().execute(query).scalars())
    return found


def _hold(conditions: Sequence[Condition]) -> ColumnElement[bool]:
    return and_(*(_holds(one) for one in conditions))


def _holds(condition: Condition) -> ColumnElement[bool]:
    decides = aliased(Answer)
    chosen = literal(",") + col(decides.choices) + ","
    fulfilled = exists().where(
        col(decides.interview_id) == col(Answer.interview_id),
        col(decides.question_key) == condition.question_key,
        col(decides.replaced_at).is_(None),
        col(decides.state) == AnswerState.ANSWERED,
    )
    if condition.choices is not None:
        fulfilled = fulfilled.where(
            or_(
                false(),
                *(chosen.contains(f",{one},", autoescape=True) for one in condition.choices),
            )
        )
    return and_(fulfilled, *(_holds(one) for one in condition.shown_when))


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
    sent = func.sum(cast(_IS_SENT, Integer))
    query = _current(
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
    alike = (col(Answer.question_key), col(Answer.state), _IS_SENT.label("is_sent"))
    query = _current(
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
        _IS_SENT.label("is_sent"),
    )
    high = func.sum(func.coalesce(col(Answer.high), col(Answer.low)))
    query = _current(
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
    query = _current(
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
            _IS_SENT.label("is_sent"),
            col(Organisation.kind),
        ).where(col(Answer.interview_id).in_(_ids(interviews))),
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
        partition_by=[col(Answer.question_key), _IS_SENT],
        order_by=[col(Answer.given_at).desc(), col(Answer.id).desc()],
    )
    ranked = _current(
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
        _current(
            select(*_WORDED, col(Answer.interview_id)),
            process_id=process_id,
            questions=questions,
            within=within,
            with_organisation=True,
        )
        .where(col(Answer.written).is_not(None), col(Answer.interview_id).in_(_ids(interviews)))
        .order_by(col(Answer.given_at).desc(), col(Answer.id).desc())
    )
    for row in session.connection().execute(query):
        yield row.interview_id, _wording(row)


_WORDED: tuple[Any, ...] = (
    _IS_SENT.label("is_sent"),
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


def answers_since(
    session: Session, *, process_id: int, since: datetime
) -> list[tuple[int, str, int]]:
    """Which current answers were given after that moment: interview, question, organisation."""
    query = (
        select(col(Answer.interview_id), col(Answer.question_key), col(Interview.organisation_id))
        .join(Interview, col(Interview.id) == col(Answer.interview_id))
        .where(_IS_CURRENT, col(Interview.process_id) == process_id, col(Answer.given_at) > since)
    )
    return [(row[0], row[1], row[2]) for row in session.connection().execute(query)]


def has_answers(session: Session, *, process_id: int) -> bool:
    """Whether any organisation has answered anything."""
    query = (
        select(col(Answer.id))
        .join(Interview, col(Interview.id) == col(Answer.interview_id))
        .where(col(Interview.process_id) == process_id, _IS_CURRENT)
        .limit(1)
    )
    return session.connection().execute(query).first() is not None


def _current(
    query: Select[*tuple[Any, ...]],
    *,
    process_id: int,
    questions: Collection[str],
    within: Slice = WHOLE,
    without: Collection[int] = (),
    with_organisation: bool = False,
) -> Select[*tuple[Any, ...]]:
    """The query, held to the current answers to these questions of organisations in the slice."""
    query = query.join(Interview, col(Interview.id) == col(Answer.interview_id)).where(
        _IS_CURRENT,
        # Added to nothing, so that SQLite reads the index of the answers and looks up interviews,
        # and not the other way round: then it would have to sort all answers to group them.
        col(Interview.process_id) + 0 == process_id,
        col(Answer.question_key).in_(questions),
    )
    if with_organisation or within.kind or within.region:
        query = query.join(Organisation, col(Organisation.id) == col(Interview.organisation_id))
    if within.kind is not None:
        query = query.where(col(Organisation.kind) == within.kind)
    if within.region is not None:
        query = query.where(col(Organisation.region) == within.region)
    if within.choice is not None:
        query = query.where(col(Answer.interview_id).in_(_who_chose(*within.choice)))
    if without:
        query = query.where(col(Answer.interview_id).not_in(_ids(without)))
    return query


def _who_chose(question_key: str, choice: str) -> Select[Any]:
    chosen = literal(",") + col(Answer.choices) + ","
    return select(col(Answer.interview_id)).where(
        _IS_CURRENT,
        col(Answer.question_key) == question_key,
        chosen.contains(f",{choice},", autoescape=True),
    )


def organisations_that_chose(
    session: Session, *, process_id: int, question_key: str, choice: str
) -> set[int]:
    """The organisations that have chosen that."""
    query = select(col(Interview.organisation_id)).where(
        col(Interview.process_id) == process_id,
        col(Interview.id).in_(_who_chose(question_key, choice)),
    )
    return set(session.connection().execute(query).scalars())


def _ids(interviews: Collection[int]) -> BindParameter[Any]:
    # Written into the statement: databases allow only so many parameters.
    return bindparam(
        "interviews", sorted(interviews), expanding=True, literal_execute=True, unique=True
    )
