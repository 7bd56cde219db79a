"""What facilitators do with the people of a meeting: note their answers, invite more, take one off."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from bot.access import Act, may
from bot.calendar.events import Organizer
from bot.meeting_answers import tell_of_answer
from bot.meeting_invitations import invite, take_back
from bot.meeting_seats import put_offers
from bot.registrations import Answered, NotInvited, TooLate, answer
from bot.waiting_line import offer_seats
from models import AuditLine, Meeting, Person
from models.enums import MeetingForm, RepliedBy, Reply
from models.invitations import find_invitation
from models.meetings import lock_meeting
from models.people import find_membership


@dataclass(frozen=True, slots=True, kw_only=True)
class Picked:
    """What became of the people whom a facilitator wants to invite, by name."""

    invited: tuple[str, ...] = ()
    known: tuple[str, ...] = ()  # have an invitation
    outside: tuple[str, ...] = ()  # do not take part in the process


def note_answer(
    session: Session,
    *,
    meeting: Meeting,
    person: Person,
    wanted: Reply,
    form: MeetingForm | None,
    organizer: Organizer | None,
    by: Person,
    now: datetime,
) -> Answered | NotInvited | TooLate:
    """Take down what somebody said by word of mouth. Their card, and their calendar, say so too."""
    invitation = find_invitation(session, meeting_id=meeting.id, person_id=person.id)
    if invitation is None:
        return NotInvited()
    outcome = answer(
        session,
        invitation_id=invitation.id,
        person_id=person.id,
        wanted=wanted,
        form=form,
        by=RepliedBy.FACILITATOR,
        now=now,
    )
    if not isinstance(outcome, Answered) or not outcome.changed:
        return outcome
    _note(session, outcome.meeting, act="note_answer", about=person, by=by, now=now)
    tell_of_answer(session, outcome=outcome, organizer=organizer, now=now)
    return outcome


def invite_more(
    session: Session, *, meeting: Meeting, people: Collection[Person], by: Person, now: datetime
) -> Picked:
    """Invite people by hand, in whatever role they have joined, also one who was taken off."""
    meeting = lock_meeting(session, meeting_id=meeting.id)
    invited, known, outside = [], [], []
    for person in people:
        membership = find_membership(session, process_id=meeting.process_id, person_id=person.id)
        if not may(membership, Act.ATTEND):
            outside.append(person.name)
        elif invite(session, meeting=meeting, person=person, now=now):
            invited.append(person.name)
            _note(session, meeting, act="invite", about=person, by=by, now=now)
        else:
            known.append(person.name)
    return Picked(invited=tuple(invited), known=tuple(known), outside=tuple(outside))


def take_off(
    session: Session,
    *,
    meeting: Meeting,
    person: Person,
    organizer: Organizer | None,
    by: Person,
    now: datetime,
) -> bool:
    """Uninvite somebody, and offer the seat they may have had. False if they are not invited."""
    meeting = lock_meeting(session, meeting_id=meeting.id)
    invitation = find_invitation(session, meeting_id=meeting.id, person_id=person.id)
    if invitation is None or not take_back(
        session, invitation=invitation, organizer=organizer, by=by, now=now
    ):
        return False
    offered = offer_seats(session, meeting=meeting, now=now)
    put_offers(session, meeting=meeting, offered=offered, organizer=organizer, now=now)
    return True


def _note(
    session: Session, meeting: Meeting, *, act: str, about: Person, by: Person, now: datetime
) -> None:
    session.add(
        AuditLine(
            process_id=meeting.process_id,
            person_id=by.id,
            act=f"meetings.{act}",
            about={"meeting": meeting.id, "person": about.id},
            at=now,
        )
    )
