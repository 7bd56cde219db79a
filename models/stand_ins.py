"""Who is away and who stands in for them, in a process."""

from datetime import datetime

from sqlalchemy import and_, or_, update
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from models.enums import Stage
from models.people import Membership, Person


def stand_ins(session: Session, *, process_id: int, now: datetime) -> dict[int, Person | None]:
    """By person: everybody who wants no reminders now, with whoever gets them instead.

    That is somebody who has joined the same process for the same organisation, and is not away.
    """
    theirs, colleague = aliased(Membership), aliased(Person)
    query = (
        select(Person.id, colleague)
        .join(Membership, col(Membership.person_id) == col(Person.id))
        .outerjoin(
            theirs,
            and_(
                col(theirs.person_id) == col(Membership.stand_in_id),
                col(theirs.process_id) == col(Membership.process_id),
                col(theirs.organisation_id) == col(Membership.organisation_id),
                col(theirs.stage) == Stage.JOINED,
            ),
        )
        .outerjoin(
            colleague,
            and_(
                col(colleague.id) == col(theirs.person_id),
                or_(col(colleague.silent_until).is_(None), col(colleague.silent_until) <= now),
            ),
        )
        .where(Membership.process_id == process_id, col(Person.silent_until) > now)
    )
    return dict(session.exec(query).all())


def clear_stand_in(session: Session, *, process_id: int, person_id: int) -> None:
    """That person stands in for nobody in the process any more, and nobody for them."""
    session.flush()
    session.exec(  # what the session holds of these rows follows
        update(Membership)
        .where(
            col(Membership.process_id) == process_id,
            or_(col(Membership.stand_in_id) == person_id, col(Membership.person_id) == person_id),
            col(Membership.stand_in_id).is_not(None),
        )
        .values(stand_in_id=None)
    )
