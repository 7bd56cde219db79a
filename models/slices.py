"""The current answers of a process, of all its organisations or of a part of them.

What other queries over answers begin with.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BindParameter, Select, bindparam, literal, select
from sqlmodel import Session, col

from models.enums import OrganisationKind
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

IS_CURRENT = col(Answer.replaced_at).is_(None)
IS_SENT = col(Interview.confirmed_at).is_not(None)


def current(
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
        IS_CURRENT,
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
        query = query.where(col(Answer.interview_id).not_in(ids(without)))
    return query


def _who_chose(question_key: str, choice: str) -> Select[Any]:
    chosen = literal(",") + col(Answer.choices) + ","
    return select(col(Answer.interview_id)).where(
        IS_CURRENT,
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


def ids(interviews: Collection[int]) -> BindParameter[Any]:
    """Those interviews, written into the statement: databases allow only so many parameters."""
    return bindparam(
        "interviews", sorted(interviews), expanding=True, literal_execute=True, unique=True
    )
