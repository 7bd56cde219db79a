"""What is coming around meetings: invitations, reminders, offers that run out, and their ends."""

from collections.abc import Iterator
from datetime import datetime

from sqlmodel import Session

from bot.days import next_daytime
from bot.meeting_reminders import plan_of, point_key
from bot.meeting_wrap_up import over_key
from models import Meeting
from models.enums import Reply
from models.invitations import waiting_for_a_seat
from models.meetings import coming_meetings


def coming_of_meetings(session: Session, *, now: datetime) -> list[tuple[datetime, str]]:
    """When, and what the keys of the posts begin with. Meetings without invitations are silent."""
    return [
        (at, what)
        for meeting in coming_meetings(session, now=now)
        if meeting.invite_from is not None
        for at, what in _coming(session, meeting, invite_from=meeting.invite_from)
        if at > now
    ]


def _coming(
    session: Session, meeting: Meeting, *, invite_from: datetime
) -> Iterator[tuple[datetime, str]]:
    yield invite_from, f"meeting:{meeting.id}:card"
    for point in plan_of(meeting):
        if point.at > invite_from:
            yield point.at, point_key(meeting, point)
    for invitation in waiting_for_a_seat(session, meeting_id=meeting.id, reply=Reply.OFFERED):
        if invitation.offer_until is not None and invitation.offer_until < meeting.starts_at:
            yield invitation.offer_until, f"meeting:{meeting.id}:offer_passed"
    yield next_daytime(meeting.ends_at), over_key(meeting)
