"""Who was at a meeting, and how they found it: what people say themselves, and what facilitators tick."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from bot.access import Act, may
from bot.registrations import NotInvited
from models import AuditLine, Invitation, Meeting, Person
from models.enums import Attendance, Impression, MeetingState
from models.invitations import invitations_to
from models.people import find_membership

HERE_BEFORE = timedelta(hours=1)  # the start: from then on people say that they are there
HERE_AFTER = timedelta(hours=12)  # the end: until then they still may


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """It is written down."""

    invitation: Invitation
    meeting: Meeting


@dataclass(frozen=True, slots=True, kw_only=True)
class TooEarly:
    """The meeting does not begin for a while. Nothing was changed."""

    invitation: Invitation
    meeting: Meeting
    opens_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """The meeting was called off, or has been over for long. Nothing was changed."""

    invitation: Invitation
    meeting: Meeting


@dataclass(frozen=True, slots=True)
class WasNotThere:
    """Only those who came are asked how it was. Nothing was changed."""


def note_presence(
    session: Session, *, invitation_id: int, person_id: int, now: datetime
) -> Noted | TooEarly | Closed | NotInvited:
    """The person says that they are there. That they had answered no, or nothing, does not matter."""
    found = own_invitation(session, invitation_id=invitation_id, person_id=person_id)
    if found is None:
        return NotInvited()
    invitation, meeting = found
    if meeting.state is MeetingState.CALLED_OFF or meeting.ends_at + HERE_AFTER <= now:
        return Closed(invitation=invitation, meeting=meeting)
    opens_at = meeting.starts_at - HERE_BEFORE
    if now < opens_at:
        return TooEarly(invitation=invitation, meeting=meeting, opens_at=opens_at)
    invitation.attendance = Attendance.CAME
    session.add(invitation)
    session.flush()
    return Noted(invitation=invitation, meeting=meeting)


def may_say_here(meeting: Meeting, *, now: datetime) -> bool:
    """Whether *Jeg er her* counts just now."""
    begins, ends = meeting.starts_at - HERE_BEFORE, meeting.ends_at + HERE_AFTER
    return meeting.state is MeetingState.PLANNED and begins <= now < ends


def rate(
    session: Session, *, invitation_id: int, person_id: int, impression: Impression
) -> Noted | WasNotThere | NotInvited:
    """How the person found it. The latest counts."""
    found = own_invitation(session, invitation_id=invitation_id, person_id=person_id)
    if found is None:
        return NotInvited()
    invitation, meeting = found
    if invitation.attendance is not Attendance.CAME:
        return WasNotThere()
    invitation.impression = impression
    session.add(invitation)
    session.flush()
    return Noted(invitation=invitation, meeting=meeting)


def tick_off(
    session: Session, *, meeting: Meeting, present: Collection[int], by: Person, now: datetime
) -> tuple[Invitation, ...]:
    """A facilitator says who came: people's ids, and everybody else did not. Whom it changed."""
    changed = []
    for invitation, person in invitations_to(session, meeting_id=meeting.id):
        attendance = Attendance.CAME if person.id in present else Attendance.ABSENT
        if invitation.attendance is not attendance:
            invitation.attendance = attendance
            session.add(invitation)
            changed.append(invitation)
    if changed:
        about = {"meeting": meeting.id, "changed": len(changed)}
        session.add(
            AuditLine(
                process_id=meeting.process_id,
                person_id=by.id,
                act="meetings.tick_off",
                about=about,
                at=now,
            )
        )
    session.flush()
    return tuple(changed)


def own_invitation(
    session: Session, *, invitation_id: int, person_id: int
) -> tuple[Invitation, Meeting] | None:
    """The invitation, if it is this person's, still stands, and they take part in the process."""
    invitation = session.get(Invitation, invitation_id)
    if invitation is None or invitation.person_id != person_id or invitation.removed_at is not None:
        return None
    meeting = session.get_one(Meeting, invitation.meeting_id)
    membership = find_membership(session, process_id=meeting.process_id, person_id=person_id)
    return (invitation, meeting) if may(membership, Act.ATTEND) else None
