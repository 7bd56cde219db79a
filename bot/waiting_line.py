"""The seats of a meeting: how many are free, and who of those in line is offered one.

Whoever counts has locked the meeting's row.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlmodel import Session

from bot.days import in_time, next_daytime
from models import Invitation, Meeting
from models.enums import MeetingForm, Reply
from models.invitations import meetings_with_a_line, seats_taken, waiting_for_a_seat
from models.meetings import lock_meeting

OFFER_LASTS = timedelta(hours=24)  # in the daytime, and never longer than half the time left
TOLD_BEFORE = timedelta(hours=4)  # the start, an offer can wait for the daytime; else it cannot


def needs_seat(meeting: Meeting, form: MeetingForm | None) -> bool:
    """Whether somebody who comes that way takes one of the seats, if they are limited."""
    return not (meeting.form is MeetingForm.BOTH and form is MeetingForm.DIGITAL)


def free_seats(session: Session, *, meeting: Meeting) -> int | None:
    """How many seats nobody has or is offered; None if there is no limit."""
    if meeting.capacity is None:
        return None
    return max(0, meeting.capacity - seats_taken(session, meeting=meeting))


def people_before(session: Session, invitation: Invitation) -> int:
    """How many wait already who go before this person: none that is free is theirs alone."""
    line = [one.id for one in waiting_for_a_seat(session, meeting_id=invitation.meeting_id)]
    return line.index(invitation.id) if invitation.id in line else len(line)


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


def told_of_offer_at(meeting: Meeting, *, now: datetime) -> datetime:
    """When somebody hears of a seat that is free now."""
    return in_time(now, before=meeting.starts_at, margin=TOLD_BEFORE)


def _offer_until(meeting: Meeting, *, now: datetime) -> datetime:
    begins = told_of_offer_at(meeting, now=now)
    half = begins + (meeting.starts_at - begins) / 2
    return max(now, min(next_daytime(begins + OFFER_LASTS), half))
