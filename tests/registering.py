"""Four people who are invited to a workshop with seats, for tests of who comes."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from sqlmodel import Session

from bot.days import COPENHAGEN
from bot.meetings import change
from bot.registrations import Answered
from models import Invitation, Meeting, Person
from models.enums import MeetingForm, Reply
from tests.builders import ANNE, JONAS, METTE, PETER, SARA, add_member, load_process
from tests.meetings import (
    ENDS,
    STARTS,
    draft_of,
    invitation_of,
    open_workshop,
    person_of,
    replies,
    send_all,
)

NOW = datetime(2022, 5, 9, 8, 0, tzinfo=UTC)  # Monday, 10 o'clock in Copenhagen
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
PEOPLE = (METTE, JONAS, SARA, PETER)


def four_invited(session: Session, *, delivered: bool = True) -> Meeting:
    """The workshop, to which four people are invited. `delivered`: and all of it has arrived."""
    process = load_process(session, now=NOW)
    for one in PEOPLE:
        add_member(session, process, one, now=NOW)
    made = open_workshop(session, now=NOW)
    send_all(session, now=NOW, delivered=delivered)
    return made


def limit(session: Session, meeting: Meeting, seats: int, *, both: bool = False) -> None:
    """So many seats, and perhaps a link beside them."""
    meeting.capacity = seats
    if both:
        meeting.form, meeting.link = MeetingForm.BOTH, "https://meet.example/abc"
    session.add(meeting)
    session.flush()


def standings(session: Session, meeting: Meeting) -> list[Reply]:
    """Where the four stand."""
    return [invitation_of(session, meeting, one).reply for one in PEOPLE]


def danish(clock: str) -> datetime:
    """A moment on the clock in Copenhagen."""
    return datetime.fromisoformat(clock).replace(tzinfo=COPENHAGEN).astimezone(UTC)


def names(session: Session, offered: Sequence[Invitation]) -> list[str]:
    return [session.get_one(Person, one.person_id).slack_id for one in offered]


def says_yes(session: Session, meeting: Meeting, slack_id: str, now: datetime) -> Answered:
    return replies(session, meeting, slack_id, Reply.YES, now=now)


def move(session: Session, meeting: Meeting) -> None:
    """The workshop is a day later."""
    draft = draft_of(meeting, starts_at=STARTS + DAY, ends_at=ENDS + DAY)
    anne = person_of(session, ANNE)
    change(session, meeting_id=meeting.id, draft=draft, by=anne, now=NOW)
