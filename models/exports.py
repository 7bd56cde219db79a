"""Everything that is exported, read as columns and handed over while it is read."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, and_, func, select
from sqlmodel import Session, col

from models.enums import Attendance, MeetingForm, Reply
from models.interviews import Answer, Interview
from models.invitations import Invitation
from models.meetings import Meeting
from models.organisations import Organisation
from models.people import Membership, Person

_AT_A_TIME = 1000  # rows in memory


def _stream(session: Session, query: Select[*tuple[Any, ...]]) -> Iterator[Row[Any]]:
    connection = session.connection().execution_options(yield_per=_AT_A_TIME)
    yield from connection.execute(query)


def current_answers(session: Session, *, process_id: int) -> Iterator[Row[Any]]:
    """The columns of every current answer of a process, all of one organisation together.

    By the organisation's id; beside the columns of the answer, `organisation_id`.
    """
    query = (
        select(
            col(Interview.organisation_id),
            col(Answer.interview_id),
            col(Answer.question_key),
            col(Answer.state),
            col(Answer.choices),
            col(Answer.low),
            func.coalesce(col(Answer.high), col(Answer.low)).label("high"),
            col(Answer.unit),
            col(Answer.approximate),
            col(Answer.year),
            col(Answer.month),
            col(Answer.written),
        )
        .join(Interview, col(Interview.id) == col(Answer.interview_id))
        .where(col(Interview.process_id) == process_id, col(Answer.replaced_at).is_(None))
        .order_by(col(Interview.organisation_id), col(Answer.id))
    )
    yield from _stream(session, query)


@dataclass(frozen=True, slots=True, kw_only=True)
class Guest:
    """One person's invitation to a meeting."""

    meeting_title: dict[str, str]
    starts_at: datetime
    ends_at: datetime
    form: MeetingForm
    name: str
    organisation_id: int | None
    organisation: str | None
    reply: Reply
    replied_at: datetime | None
    joins: MeetingForm | None  # where both are offered
    attendance: Attendance


def meeting_guests(session: Session, *, process_id: int) -> Iterator[Guest]:
    """Who is invited to what, and what they answered: the first meeting first."""
    query: Select[*tuple[Any, ...]] = (
        select(
            col(Meeting.title),
            col(Meeting.starts_at),
            col(Meeting.ends_at),
            col(Meeting.form),
            col(Person.name),
            col(Membership.organisation_id),
            col(Organisation.name).label("organisation"),
            col(Invitation.reply),
            col(Invitation.replied_at),
            col(Invitation.form).label("joins"),
            col(Invitation.attendance),
        )
        .join(Invitation, col(Invitation.meeting_id) == col(Meeting.id))
        .join(Person, col(Person.id) == col(Invitation.person_id))
        .outerjoin(
            Membership,
            and_(
                col(Membership.person_id) == col(Person.id),
                col(Membership.process_id) == col(Meeting.process_id),
            ),
        )
        .outerjoin(Organisation, col(Organisation.id) == col(Membership.organisation_id))
        .where(
            col(Meeting.process_id) == process_id,
            col(Meeting.retired_at).is_(None),
            col(Invitation.removed_at).is_(None),
        )
        .order_by(col(Meeting.starts_at), col(Meeting.id), col(Invitation.id))
    )
    for row in _stream(session, query):
        yield Guest(
            meeting_title=row.title,
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            form=row.form,
            name=row.name,
            organisation_id=row.organisation_id,
            organisation=row.organisation,
            reply=row.reply,
            replied_at=row.replied_at,
            joins=row.joins,
            attendance=row.attendance,
        )
