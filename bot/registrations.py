"""Who comes to a meeting: answers, from wherever they come.

However an answer comes, by button, by a calendar or by a facilitator, it ends here, and the latest
counts. Seats are counted while the meeting's row is locked, so that two who press in the same
second cannot both have the last one.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from bot.calendar.events import Standing
from bot.calendar.text import clean_text
from bot.waiting_line import free_seats, needs_seat, offer_seats, people_before
from models import Invitation, Meeting, Person
from models.enums import Attendance, MeetingForm, MeetingState, RepliedBy, Reply
from models.meetings import lock_meeting

NEEDS_LIMIT = 500  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """The answer stands, as `invitation.reply` says: a yes may have become a place in the queue."""

    invitation: Invitation
    meeting: Meeting
    changed: bool
    offered: tuple[Invitation, ...] = ()  # who is offered the seat that became free


@dataclass(frozen=True, slots=True)
class NotInvited:
    """There is no such invitation, it is somebody else's, or it was taken back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TooLate:
    """The meeting is over or called off. Nothing was changed."""

    invitation: Invitation
    meeting: Meeting


@dataclass(frozen=True, slots=True, kw_only=True)
class Outdated:
    """The meeting has another time or place than the one that was answered. Nothing was changed."""

    invitation: Invitation
    meeting: Meeting


Outcome = Answered | NotInvited | TooLate


def answer(
    session: Session,
    *,
    invitation_id: int,
    person_id: int,
    wanted: Reply,
    form: MeetingForm | None = None,
    by: RepliedBy = RepliedBy.SLACK,
    now: datetime,
) -> Outcome:
    """Take down that this person comes (YES), perhaps (MAYBE) or not (NO).

    `form` is how they come to a meeting that is both physical and digital. Pressing the same twice
    changes nothing.
    """
    invitation = session.get(Invitation, invitation_id)
    if invitation is None or invitation.person_id != person_id:
        return NotInvited()
    meeting = lock_meeting(session, meeting_id=invitation.meeting_id)
    session.refresh(invitation)
    if invitation.removed_at is not None or meeting.retired_at is not None:
        return NotInvited()
    if meeting.state is MeetingState.CALLED_OFF or meeting.ends_at <= now:
        return TooLate(invitation=invitation, meeting=meeting)
    before = _stand(invitation)
    held = _holds_seat(meeting, invitation)
    _enter(session, meeting=meeting, invitation=invitation, wanted=wanted, form=form, now=now)
    invitation.replied_sequence = meeting.sequence
    changed = _stand(invitation) != before
    if changed:
        invitation.replied_at = now
        invitation.replied_by = by
        invitation.replies += 1
    session.add(invitation)
    session.flush()
    offered: tuple[Invitation, ...] = ()
    if held and not _holds_seat(meeting, invitation):
        offered = offer_seats(session, meeting=meeting, now=now)
    return Answered(invitation=invitation, meeting=meeting, changed=changed, offered=offered)


def answer_by_button(
    session: Session,
    *,
    invitation_id: int,
    person_id: int,
    wanted: Reply,
    form: MeetingForm | None,
    seen: int,
    now: datetime,
) -> Outcome | Outdated:
    """The same from a button that was worded when the meeting's sequence was `seen`.

    An answer to a time or place that is no more is none; nobody has seen the new one yet.
    """
    invitation = session.get(Invitation, invitation_id)
    if invitation is not None and invitation.person_id == person_id:
        meeting = lock_meeting(session, meeting_id=invitation.meeting_id)
        session.refresh(invitation)
        is_on = meeting.state is MeetingState.PLANNED and meeting.ends_at > now
        if seen < meeting.sequence and is_on and invitation.removed_at is None:
            return Outdated(invitation=invitation, meeting=meeting)
    return answer(
        session,
        invitation_id=invitation_id,
        person_id=person_id,
        wanted=wanted,
        form=form,
        now=now,
    )


def answer_by_mail(
    session: Session,
    *,
    invitation: Invitation,
    standing: Standing,
    sequence: int,
    dtstamp: datetime,
    now: datetime,
) -> Outcome:
    """The same from a calendar. Changed is False, too, for what a later answer has overtaken.

    See `is_overtaken`.
    """
    meeting = lock_meeting(session, meeting_id=invitation.meeting_id)
    session.refresh(invitation)
    unchanged = Answered(invitation=invitation, meeting=meeting, changed=False)
    wanted = wanted_by(standing)
    is_outdated = sequence < first_valid_sequence(meeting, invitation)
    if (
        wanted is None
        or is_outdated
        or is_overtaken(invitation, sequence=sequence, dtstamp=dtstamp)
    ):
        return unchanged
    invitation.mail_sequence, invitation.mail_dtstamp = sequence, dtstamp
    return answer(
        session,
        invitation_id=invitation.id,
        person_id=invitation.person_id,
        wanted=wanted,
        form=invitation.form,
        by=RepliedBy.MAIL,
        now=now,
    )


def is_overtaken(invitation: Invitation, *, sequence: int, dtstamp: datetime) -> bool:
    """Whether what a calendar says was said before something that stands.

    By mail, the highest SEQUENCE counts, and of those the latest DTSTAMP (RFC 5546, 2.1.5). An
    answer of another kind stands if it was given after this one. When a mail was read says nothing.
    """
    read, at = invitation.mail_sequence, invitation.mail_dtstamp
    if read is not None and at is not None and (sequence, dtstamp) <= (read, at):
        return True
    if invitation.replied_by is RepliedBy.MAIL:
        return False
    return invitation.replied_at is not None and invitation.replied_at > dtstamp


def wanted_by(standing: Standing) -> Reply | None:
    """What somebody wants whose calendar says so. None if it has not asked its owner."""
    match standing:
        case Standing.ACCEPTED:
            return Reply.YES
        case Standing.TENTATIVE:
            return Reply.MAYBE
        case Standing.DECLINED:
            return Reply.NO
        case Standing.NEEDS_ACTION:
            return None


def first_valid_sequence(meeting: Meeting, invitation: Invitation) -> int:
    """Answers to a lower SEQUENCE are about another time or place than people know now."""
    told_of_it = invitation.told_sequence == meeting.sequence
    return invitation.sequence if told_of_it else invitation.sequence + 1


def standing_of(invitation: Invitation, *, meeting: Meeting) -> Standing:
    """The answer as calendars know it. One to a time that is no more is none."""
    if invitation.replied_sequence < meeting.sequence:
        return Standing.NEEDS_ACTION
    match invitation.reply:
        case Reply.YES:
            return Standing.ACCEPTED
        case Reply.MAYBE | Reply.WAITING | Reply.OFFERED:
            return Standing.TENTATIVE
        case Reply.NO:
            return Standing.DECLINED
        case _:
            return Standing.NEEDS_ACTION


def remember_needs(
    session: Session, *, invitation_id: int, person: Person, needs: str
) -> Invitation | None:
    """What to take into account for this person; None if the invitation is not theirs."""
    invitation = session.get(Invitation, invitation_id)
    if invitation is None or invitation.person_id != person.id or invitation.removed_at is not None:
        return None
    wanted = clean_text(needs, NEEDS_LIMIT).strip() or None
    if wanted != invitation.needs:
        invitation.needs = wanted
        invitation.replies += 1
    session.add(invitation)
    session.flush()
    return invitation


def _stand(invitation: Invitation) -> tuple[object, ...]:
    return invitation.reply, invitation.form, invitation.replied_sequence


def _holds_seat(meeting: Meeting, invitation: Invitation) -> bool:
    return invitation.reply in {Reply.YES, Reply.OFFERED} and needs_seat(meeting, invitation.form)


def _enter(
    session: Session,
    *,
    meeting: Meeting,
    invitation: Invitation,
    wanted: Reply,
    form: MeetingForm | None,
    now: datetime,
) -> None:
    if wanted is Reply.NO:
        invitation.attendance = Attendance.UNKNOWN  # whoever was there has gone again
    if wanted is not Reply.YES:
        invitation.reply = wanted
        invitation.form = None
        invitation.waiting_since = invitation.offer_until = None
        return
    if meeting.form is MeetingForm.BOTH:
        form = form if form is MeetingForm.DIGITAL else MeetingForm.PHYSICAL
    else:
        form = None
    has_seat = _holds_seat(meeting, invitation)  # by the former answer
    free = free_seats(session, meeting=meeting)
    if (
        needs_seat(meeting, form)
        and not has_seat
        and free is not None
        and free <= people_before(session, invitation)
    ):
        invitation.reply = Reply.WAITING
        invitation.waiting_since = invitation.waiting_since or now
    else:
        invitation.reply = Reply.YES
        invitation.waiting_since = None
    invitation.form = form
    invitation.offer_until = None
