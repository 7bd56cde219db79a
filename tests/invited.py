"""People who have been invited to the workshop in Slack, and what they read."""

from collections.abc import Callable
from datetime import timedelta

from sqlmodel import Session

from bot.meetings import change
from models import Invitation, Meeting, Post
from models.enums import MeetingForm, Reply
from tests.builders import ANNE
from tests.fakes import Workspace
from tests.humans import Human, Told
from tests.meetings import (
    STARTS,
    draft_of,
    invitation_of,
    open_workshop,
    person_of,
    send_all,
    workshop,
)
from tests.said import as_read

TITLE = "Workshop om bygherrebehov og emissionsfrie arbejdsmaskiner"
WHEN = "onsdag 8. juni 2022 kl. 12.00–16.00"
INVITED = f"Du er inviteret: {TITLE}, {WHEN}."
COMES = f"Du deltager: {TITLE}, {WHEN}."
MAYBE = f"Du har svaret måske: {TITLE}, {WHEN}."
STAYS_AWAY = f"Du kommer ikke: {TITLE}, {WHEN}."
WAITS = f"Du står på ventelisten: {TITLE}, {WHEN}."
FILE = (
    "Her er mødet til din kalender. En fil opdaterer sig ikke selv; "
    "vil du have ændringer, så brug mailinvitationen eller abonnementet."
)
GONE = Told(said=("Den invitation gælder ikke mere.",))


def invite_all(workspace: Workspace) -> Meeting:
    """Need owners are invited to the workshop, and their cards have come."""
    with workspace.database.write() as session:
        made = open_workshop(session, now=workspace.clock())
        send_all(session, now=workspace.clock(), by_mail=False, delivered=False)
    workspace.sends_posts()
    return made


Arrange = Callable[[Session, Meeting], object]


def arrange(workspace: Workspace, act: Arrange) -> None:
    """Something happens to the workshop elsewhere, and everybody is told."""
    with workspace.database.write() as session:
        act(session, workshop(session))
        send_all(session, now=workspace.clock(), by_mail=False, delivered=False)
    workspace.sends_posts()


def invitation(workspace: Workspace, slack_id: str) -> Invitation:
    with workspace.database.read() as session:
        return invitation_of(session, workshop(session), slack_id)


def stands(workspace: Workspace, slack_id: str) -> tuple[Reply, MeetingForm | None]:
    row = invitation(workspace, slack_id)
    return row.reply, row.form


def card_of(human: Human) -> str:
    """The card whose buttons count, whole."""
    workspace = human.workspace
    with workspace.database.read() as session:
        row = invitation_of(session, workshop(session), human.id)
        ts = session.get_one(Post, row.card_id).ts
    found = workspace.slack.store.find_message(human.im, ts or "")
    assert found is not None
    return as_read({"text": found.text, "blocks": found.blocks})


def both(session: Session, meeting: Meeting) -> None:
    """The workshop can be joined from afar."""
    draft = draft_of(meeting, form=MeetingForm.BOTH, link="https://meet.example/abc")
    anne = person_of(session, ANNE)
    change(session, meeting_id=meeting.id, draft=draft, by=anne, now=STARTS - timedelta(days=30))
