"""On which answers branches hang, and which interviews hold answers that a branch hides."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import (
    ColumnElement,
    String,
    and_,
    false,
    literal,
    or_,
    select,
    type_coerce,
)
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from models.enums import AnswerState
from models.interviews import Answer
from models.slices import interview_ids, only_current

# An answer on which branches hang: interview, question, state, choices. A tuple, for there are many.
Decided = tuple[int, str, str, str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """Holds where that question is shown and has one of these choices (None: any real answer)."""

    question_key: str
    choices: frozenset[str] | None
    shown_when: tuple["Condition", ...]  # the question itself


def decided_answers(
    session: Session, *, process_id: int, questions: Collection[str], interviews: Collection[int]
) -> list[Decided]:
    """The current answers of these interviews to the questions on which branches hang."""
    query = only_current(
        select(
            col(Answer.interview_id),
            col(Answer.question_key),
            type_coerce(col(Answer.state), String),
            col(Answer.choices),
        ),
        process_id=process_id,
        questions=questions,
    ).where(col(Answer.interview_id).in_(interview_ids(interviews)))
    return [(row[0], row[1], row[2], row[3]) for row in session.connection().execute(query).all()]


def interviews_with_hidden_answers(
    session: Session,
    *,
    process_id: int,
    questions: Mapping[tuple[Condition, ...], Collection[str]],
) -> set[int]:
    """Those with an answer to a question whose conditions do not hold, by the questions' conditions."""
    found: set[int] = set()
    for conditions, keys in questions.items():
        query = only_current(
            select(col(Answer.interview_id)).where(~_hold(conditions)),
            process_id=process_id,
            questions=keys,
        )
        found.update(session.connection().execute(query).scalars())
    return found


def _hold(conditions: Sequence[Condition]) -> ColumnElement[bool]:
    return and_(*(_holds(one) for one in conditions))


def _holds(condition: Condition) -> ColumnElement[bool]:
    """That the answer's interview is among those that fulfil it: found once, not for each answer."""
    decides = aliased(Answer)
    chosen = literal(",") + col(decides.choices) + ","
    fulfilled = select(col(decides.interview_id)).where(
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
    return and_(
        col(Answer.interview_id).in_(fulfilled), *(_holds(one) for one in condition.shown_when)
    )
