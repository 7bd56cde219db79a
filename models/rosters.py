"""Who is invited to a meeting, each with the organisation they take part for."""

from dataclasses import dataclass

from sqlalchemy import and_
from sqlmodel import Session, col, select

from models.enums import Attendance, Impression, MeetingForm, Reply, Role, Stage
from models.invitations import Invitation
from models.mailboxes import StrayReply
from models.meetings import Meeting
from models.organisations import Organisation
from models.people import Membership, Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Guest:
    """One invited person."""

    invitation_id: int
    person_id: int
    name: str
    organisation: str | None
    role: Role | None  # None: no longer takes part in the process
    reply: Reply
    replied_sequence: int
    form: MeetingForm | None
    needs: str | None
    attendance: Attendance
    impression: Impression | None


def guests_of(session: Session, *, meeting: Meeting) -> list[Guest]:
    """Everybody who is invited, by name."""
    query = (
        select(Invitation, Person, Membership, Organisation)
        .join(Person, col(Invitation.person_id) == col(Person.id))
        .outerjoin(
            Membership,
            and_(
                col(Membership.person_id) == col(Person.id),
                col(Membership.process_id) == meeting.process_id,
            ),
        )
        .outerjoin(Organisation, col(Membership.organisation_id) == col(Organisation.id))
        .where(Invitation.meeting_id == meeting.id, col(Invitation.removed_at).is_(None))
    )
    guests = [
        _guest(invitation, person, membership, organisation)
        for invitation, person, membership, organisation in session.exec(query)
    ]
    return sorted(guests, key=lambda one: (one.name.casefold(), one.invitation_id))


def _guest(
    invitation: Invitation,
    person: Person,
    membership: Membership | None,
    organisation: Organisation | None,
) -> Guest:
    joined = membership is not None and membership.stage is Stage.JOINED
    return Guest(
        invitation_id=invitation.id,
        person_id=person.id,
        name=person.name,
        organisation=organisation.name if organisation is not None else None,
        role=membership.role if membership is not None and joined else None,
        reply=invitation.reply,
        replied_sequence=invitation.replied_sequence,
        form=invitation.form,
        needs=invitation.needs,
        attendance=invitation.attendance,
        impression=invitation.impression,
    )


def stray_replies_to(session: Session, *, meeting_id: int) -> list[StrayReply]:
    """Answers by mail that Sammen did not act on, the newest first."""
    query = (
        select(StrayReply)
        .where(StrayReply.meeting_id == meeting_id)
        .order_by(col(StrayReply.received_at).desc(), col(StrayReply.id).desc())
    )
    return list(session.exec(query))


def invited_ever(session: Session, *, meeting_id: int) -> set[int]:
    """The ids of everybody who is invited, or was and is not any more."""
    return set(
        session.exec(select(Invitation.person_id).where(Invitation.meeting_id == meeting_id))
    )
