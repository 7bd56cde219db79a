"""An answer by mail of which nobody can tell who sent it: whose it says it is, is asked in Slack."""

from datetime import datetime

from sqlmodel import Session

from bot.conversation.questions import Language
from bot.meeting_cards import card_facts
from bot.outbox import put
from bot.voice.mail_replies import hint_message
from models import Invitation, Meeting, Person, Process
from models.enums import Reply


def put_hint(
    session: Session,
    *,
    name: str,
    process: Process,
    meeting: Meeting,
    invitation: Invitation,
    person: Person,
    wanted: Reply,
    now: datetime,
) -> bool:
    """Ask once for each mail, with the button by which the answer becomes one. Changes no answer."""
    facts = card_facts(
        session, process=process, meeting=meeting, invitation=invitation, person=person
    )
    return put(
        session,
        key=f"mail:{name}:hint",
        team_id=person.team_id,
        process_id=process.id,
        person_id=person.id,
        message=hint_message(facts, Language(person.language), wanted=wanted),
        due_at=now,
        waits_for_daytime=True,
    )
