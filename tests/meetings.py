"""A meeting of the real process and people who are invited to it, for tests."""

from datetime import UTC, datetime

from sqlalchemy import update
from sqlmodel import Session, col, select

from bot.calendar.events import Organizer
from bot.meeting_drafts import Draft
from bot.meeting_invitations import put_invitations
from bot.registrations import Answered, answer
from models import Invitation, Meeting, Person, Post, Process
from models.enums import MeetingForm, PostState, Reply
from models.invitations import find_invitation
from models.people import find_person
from tests.builders import TEAM

ORGANIZER = Organizer(name="Sammen", email="sammen@copi.example")
STARTS = datetime(2022, 6, 8, 10, 0, tzinfo=UTC)  # Wednesday, 12.00 in Copenhagen
ENDS = datetime(2022, 6, 8, 14, 0, tzinfo=UTC)


def workshop(session: Session) -> Meeting:
    """The workshop of 8 June 2022, as the process file has it."""
    return session.exec(select(Meeting).where(Meeting.key == "workshop")).one()


def information_meeting(session: Session) -> Meeting:
    """The digital meeting of 14 June 2022."""
    return session.exec(select(Meeting).where(Meeting.key == "information_meeting")).one()


def open_workshop(session: Session, *, now: datetime, capacity: int | None = None) -> Meeting:
    """The workshop, to which need owners are to be invited from now on."""
    meeting = workshop(session)
    meeting.audience = ["need_owner"]
    meeting.invite_from = now
    meeting.capacity = capacity
    information_meeting(session).invite_from = None
    session.add(meeting)
    session.flush()
    return meeting


def draft_of(meeting: Meeting, **changes: object) -> Draft:
    """The meeting as a form would show it, with some of it filled in otherwise."""
    filled: dict[str, object] = {
        "title": meeting.title,
        "starts_at": meeting.starts_at,
        "ends_at": meeting.ends_at,
        "form": meeting.form,
        "place": meeting.place or "",
        "link": meeting.link or "",
        "agenda": meeting.agenda,
        "capacity": meeting.capacity,
        "audience": tuple(meeting.audience),
        "asks_needs": meeting.asks_needs,
        "reminder_minutes": tuple(meeting.reminder_minutes),
    }
    return Draft(**(filled | changes))  # type: ignore[arg-type] # the names are a Draft's


def send_all(
    session: Session, *, now: datetime, by_mail: bool = True, delivered: bool = True
) -> int:
    """Invite and tell everybody, however many; how many were told. `delivered`: and it arrives."""
    organizer = ORGANIZER if by_mail else None
    total = 0
    while count := put_invitations(session, organizer=organizer, now=now):
        total += count
    if delivered:
        deliver_all(session, now=now)
    return total


def deliver_all(session: Session, *, now: datetime) -> None:
    """Whatever waits in the outbox has arrived."""
    arrived = {"state": PostState.SENT, "sent_at": now, "ts": "1652684400.000001"}
    waiting = update(Post).where(col(Post.state) == PostState.WAITING)
    session.connection().execute(waiting.values(**arrived))
    session.expire_all()


def person_of(session: Session, slack_id: str) -> Person:
    """That person's row, which must be there."""
    person = find_person(session, team_id=TEAM, slack_id=slack_id)
    assert person is not None, slack_id
    return person


def invitation_of(session: Session, meeting: Meeting, slack_id: str) -> Invitation:
    """That person's invitation, which must be there."""
    person = person_of(session, slack_id)
    invitation = find_invitation(session, meeting_id=meeting.id, person_id=person.id)
    assert invitation is not None, slack_id
    return invitation


def replies(
    session: Session,
    meeting: Meeting,
    slack_id: str,
    wanted: Reply,
    *,
    now: datetime,
    form: MeetingForm | None = None,
) -> Answered:
    """That person answers by a button."""
    invitation = invitation_of(session, meeting, slack_id)
    outcome = answer(
        session,
        invitation_id=invitation.id,
        person_id=invitation.person_id,
        wanted=wanted,
        form=form,
        now=now,
    )
    assert isinstance(outcome, Answered), outcome
    return outcome


def posts_about(session: Session, process: Process, *, like: str = "meeting:%") -> list[Post]:
    """What was put into the outbox for its meetings, in order."""
    query = select(Post).where(Post.process_id == process.id).order_by(Post.id)  # type: ignore[arg-type]
    start = like.rstrip("%")
    return [post for post in session.exec(query) if post.key.startswith(start)]
