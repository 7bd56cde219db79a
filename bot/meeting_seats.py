"""Seats that have become free go to those who wait: whoever is offered one, or has lost it, is told."""

from collections.abc import Iterable
from datetime import datetime

from sqlmodel import Session

from bot.calendar.events import Organizer
from bot.conversation.questions import Language
from bot.meeting_cards import card_facts, put_offer
from bot.meeting_mails import put_standing_mail
from bot.outbox import put
from bot.voice.meetings import offer_gone_message, offer_passed_message
from bot.waiting_line import meetings_with_seats_to_give, pass_on_offers
from models import Invitation, Meeting, Person, Process


def put_offers(
    session: Session,
    *,
    meeting: Meeting,
    offered: Iterable[Invitation],
    organizer: Organizer | None,
    now: datetime,
) -> None:
    """Tell those who have just been offered a seat, in Slack and in their calendars."""
    process = session.get_one(Process, meeting.process_id)
    for invitation in offered:
        put_offer(session, process=process, meeting=meeting, invitation=invitation, now=now)
        put_standing_mail(
            session, meeting=meeting, invitation=invitation, organizer=organizer, now=now
        )


def pass_on_seats(session: Session, *, organizer: Organizer | None, now: datetime) -> int:
    """Take back the offers that have run out, and offer all that is free; how many that concerned."""
    count = 0
    for meeting in meetings_with_seats_to_give(session, now=now):
        passed, offered = pass_on_offers(session, meeting=meeting, now=now)
        for invitation in passed:
            _tell_passed(session, meeting, invitation, now=now)
            put_standing_mail(
                session, meeting=meeting, invitation=invitation, organizer=organizer, now=now
            )
        put_offers(session, meeting=meeting, offered=offered, organizer=organizer, now=now)
        count += len(passed) + len(offered)
    return count


def _tell_passed(
    session: Session, meeting: Meeting, invitation: Invitation, *, now: datetime
) -> None:
    """The card says so from now on, and in the daytime a message calls attention to it."""
    process = session.get_one(Process, meeting.process_id)
    person = session.get_one(Person, invitation.person_id)
    language = Language(person.language)
    facts = card_facts(
        session, process=process, meeting=meeting, invitation=invitation, person=person
    )
    key = f"meeting:{meeting.id}:offer_passed:{invitation.replies}:person:{person.id}"
    if invitation.card_id is not None:
        put(
            session,
            key=f"{key}:card",
            team_id=person.team_id,
            process_id=process.id,
            person_id=person.id,
            edits=invitation.card_id,
            message=offer_passed_message(facts, language, now=now),
            due_at=now,
        )
    put(
        session,
        key=key,
        team_id=person.team_id,
        process_id=process.id,
        person_id=person.id,
        message=offer_gone_message(facts, language),
        due_at=now,
        waits_for_daytime=True,
    )
