"""What each organisation adds to the sums that others may see, as it stood at a moment."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlmodel import Session, col

from models.enums import AnswerState, OrganisationKind
from models.interviews import Answer, Interview
from models.organisations import Organisation


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """One answer of an organisation that has sent its answers."""

    interview_id: int
    kind: OrganisationKind
    region: str | None
    question_key: str
    state: AnswerState
    choices: str | None
    low: float | None
    high: float | None
    unit: str | None
    approximate: bool


def moments_of_sending(session: Session, *, process_id: int) -> list[datetime]:
    """When the organisations sent their answers, or sent them anew, in order."""
    query = (
        select(col(Interview.confirmed_at))
        .where(col(Interview.process_id) == process_id, col(Interview.confirmed_at).is_not(None))
        .order_by(col(Interview.confirmed_at))
    )
    return [at for at in session.connection().execute(query).scalars() if at is not None]


def shares_at(session: Session, *, process_id: int, at: datetime) -> Iterator[Share]:
    """The answers, as they stood then, of those who had sent theirs by then."""
    query = (
        select(
            col(Answer.interview_id),
            col(Organisation.kind),
            col(Organisation.region),
            col(Answer.question_key),
            col(Answer.state),
            col(Answer.choices),
            col(Answer.low),
            func.coalesce(col(Answer.high), col(Answer.low)).label("high"),
            col(Answer.unit),
            col(Answer.approximate),
        )
        .join(Interview, col(Interview.id) == col(Answer.interview_id))
        .join(Organisation, col(Organisation.id) == col(Interview.organisation_id))
        .where(
            col(Interview.process_id) == process_id,
            col(Interview.confirmed_at) <= at,
            col(Answer.given_at) <= at,
            or_(col(Answer.replaced_at).is_(None), col(Answer.replaced_at) > at),
        )
    )
    for row in session.connection().execute(query):
        yield Share(
            interview_id=row.interview_id,
            kind=row.kind,
            region=row.region,
            question_key=row.question_key,
            state=row.state,
            choices=row.choices,
            low=row.low,
            high=row.high,
            unit=row.unit,
            approximate=bool(row.approximate),
        )


def region_names(session: Session) -> dict[str, str]:
    """The names of the regions in which organisations lie, by key."""
    lying_in = select(col(Organisation.region)).where(col(Organisation.region).is_not(None))
    query = select(col(Organisation.key), col(Organisation.name)).where(
        col(Organisation.key).in_(lying_in)
    )
    return {row.key: row.name for row in session.connection().execute(query)}
