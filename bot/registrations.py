"""Who comes to a meeting: answers, seats and the waiting list.

However an answer comes, by button, by a calendar or by a facilitator, it ends here, and the latest
counts. Seats are counted while the meeting's row is locked, so that two who press in the same
second cannot both have the last one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from bot.calendar.events import Standing
from bot.calendar.text import clean_text
from bot.days import next_daytime
from models import Invitation, Meeting, Person
from models.enums import MeetingForm, MeetingState, RepliedBy, Reply
from models.invitations import meetings_with_a_line, seats_taken, waiting_for_a_seat
from models.meetings import lock_meeting

OFFER_LASTS = timedelta(hours=24)  # in the daytime, and never longer than half the time left
TOLD_BEFORE = timedelta(hours=4)  # the start, an offer can wait for the daytime; else it cannot
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
    if wanted is None or is_outdated or is_overtaken(invitation, sequence=sequence, dtstamp=dtstamp):
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


def free_seats(session: Session, *, meeting: Meeting) -> int | None:
    """How many seats nobody has or is offered; None if there is no limit."""
    if meeting.capacity is None:
        return None
    return max(0, meeting.capacity - seats_taken(session, meeting=meeting))


def offer_seats(session: Session, *, meeting: Meeting, now: datetime) -> tuple[Invitation, ...]:
    """Offer what is free to those who wait, the longest waiting first. The row must be locked.

    Once the meeting has begun, nobody is.
    """
    if meeting.starts_at <= now:
        return ()
    free = free_seats(session, meeting=meeting)
    waiting = waiting_for_a_seat(session, meeting_id=meeting.id)
    offered = waiting if free is None else waiting[:free]
    for invitation in offered:
        invitation.reply = Reply.OFFERED
        invitation.offer_until = _offer_until(meeting, now=now)
        invitation.replies += 1
        session.add(invitation)
    session.flush()
    return tuple(offered)


def pass_on_offers(
    session: Session, *, meeting: Meeting, now: datetime
) -> tuple[tuple[Invitation, ...], tuple[Invitation, ...]]:
    """Take back the offers that have run out: whose they were, and who is offered the seats now."""
    meeting = lock_meeting(session, meeting_id=meeting.id)
    passed = offers_run_out(session, meeting=meeting, now=now)
    for invitation in passed:
        invitation.reply = Reply.NONE
        invitation.waiting_since = invitation.offer_until = None
        invitation.replies += 1
        session.add(invitation)
    session.flush()
    return tuple(passed), offer_seats(session, meeting=meeting, now=now)


def offers_run_out(session: Session, *, meeting: Meeting, now: datetime) -> Sequence[Invitation]:
    """The offers of this meeting that nobody took in time."""
    return [
        one
        for one in waiting_for_a_seat(session, meeting_id=meeting.id, reply=Reply.OFFERED)
        if one.offer_until is not None and one.offer_until <= now
    ]


def meetings_with_seats_to_give(session: Session, *, now: datetime) -> list[Meeting]:
    """Where an offer has run out, or a seat is free and somebody waits. Only reads."""
    return [
        meeting
        for meeting in meetings_with_a_line(session, now=now)
        if offers_run_out(session, meeting=meeting, now=now)
        or (
            free_seats(session, meeting=meeting) != 0
            and waiting_for_a_seat(session, meeting_id=meeting.id)
        )
    ]


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


def needs_seat(meeting: Meeting, form: MeetingForm | None) -> bool:
    """Whether somebody who comes that way takes one of the seats, if they are limited."""
    return not (meeting.form is MeetingForm.BOTH and form is MeetingForm.DIGITAL)


def _enter(
    session: Session,
    *,
    meeting: Meeting,
    invitation: Invitation,
    wanted: Reply,
    form: MeetingForm | None,
    now: datetime,
) -> None:
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
        and free <= _people_before(session, invitation)
    ):
        invitation.reply = Reply.WAITING
        invitation.waiting_since = invitation.waiting_since or now
    else:
        invitation.reply = Reply.YES
        invitation.waiting_since = None
    invitation.form = form
    invitation.offer_until = None


def _people_before(session: Session, invitation: Invitation) -> int:
    """How many wait already who go before this person: none that is free is theirs alone."""
    line = [one.id for one in waiting_for_a_seat(session, meeting_id=invitation.meeting_id)]
    return line.index(invitation.id) if invitation.id in line else len(line)


def told_of_offer_at(meeting: Meeting, *, now: datetime) -> datetime:
    """When somebody hears of a seat that is free now: in the daytime, if that is early enough."""
    daytime = next_daytime(now)
    return daytime if meeting.starts_at - daytime >= TOLD_BEFORE else now


def _offer_until(meeting: Meeting, *, now: datetime) -> datetime:
    begins = told_of_offer_at(meeting, now=now)
    half = begins + (meeting.starts_at - begins) / 2
    return max(now, min(next_daytime(begins + OFFER_LASTS), half))
