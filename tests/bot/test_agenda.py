"""What is known to come, for operators and rehearsals."""

from datetime import timedelta

import pytest
from sqlmodel import Session

from bot.agenda import agenda
from bot.meetings import call_off
from models import Meeting
from models.enums import Reply
from tests.builders import JONAS, METTE
from tests.meetings import ENDS, STARTS, open_workshop, replies
from tests.registering import DAY, HOUR, NOW, four_invited, limit, says_yes


@pytest.fixture
def meeting(session: Session) -> Meeting:
    """One seat, which Mette has; Jonas waits."""
    made = four_invited(session)
    made.reminder_minutes = [10_080, 60]
    limit(session, made, 1)
    says_yes(session, made, METTE, NOW)
    says_yes(session, made, JONAS, NOW)
    return made


def of_the_workshop(session: Session, meeting: Meeting, *, days: int = 0) -> list[str]:
    """What comes of it after so many days, without the posts that wait already."""
    now = NOW + timedelta(days=days, minutes=1)
    start = f"meeting:{meeting.id}:"
    return [
        f"{one.at:%d.%m. %H:%M} {one.what.removeprefix(start)}"
        for one in agenda(session, now=now)
        if one.at > now and one.what.startswith(start)
    ]


def test_reminders_and_the_end_of_a_meeting_are_known(session: Session, meeting: Meeting) -> None:
    reminder = f"reminder:{STARTS.isoformat()}:0"

    assert of_the_workshop(session, meeting) == [
        f"01.06. 10:00 {reminder}:10080",
        f"08.06. 09:00 {reminder}:60",
        f"08.06. 14:00 over:{STARTS.isoformat()}",
    ]
    assert ENDS.hour == 14


def test_the_end_of_an_offer_is_known(session: Session, meeting: Meeting) -> None:
    replies(session, meeting, METTE, Reply.NO, now=NOW)

    assert of_the_workshop(session, meeting)[0] == "10.05. 08:00 offer_passed"


def test_when_invitations_go_out_is_known(session: Session, meeting: Meeting) -> None:
    open_workshop(session, now=NOW + 3 * DAY)

    assert of_the_workshop(session, meeting)[0] == "12.05. 08:00 card"


def test_of_a_meeting_without_invitations_or_called_off_nothing_comes(
    session: Session, meeting: Meeting
) -> None:
    meeting.invite_from = None
    session.add(meeting)
    silent = of_the_workshop(session, meeting)
    meeting.invite_from = NOW - HOUR
    call_off(session, meeting_id=meeting.id, because="", by=None, now=NOW)

    assert (silent, of_the_workshop(session, meeting)) == ([], [])
