"""What a person's card of a meeting says: gathered from the rows; and kept true when they change."""

from datetime import datetime

from sqlmodel import Session

from bot.calendar.links import AddLinks, add_links
from bot.conversation.questions import Language
from bot.meeting_events import event_of, words_of
from bot.meeting_mails import mail_address
from bot.outbox import put
from bot.voice.meetings import (
    CardFacts,
    called_off_message,
    card_message,
    replaced_message,
)
from bot.waiting_line import told_of_offer_at
from models import Invitation, Meeting, Person, Process
from models.enums import Reply
from models.invitations import waiting_for_a_seat
from models.posts import find_post


def card_facts(
    session: Session, *, process: Process, meeting: Meeting, invitation: Invitation, person: Person
) -> CardFacts:
    """Where this person stands with this meeting now."""
    language = Language(person.language)
    return CardFacts(
        invitation_id=invitation.id,
        sequence=meeting.sequence,
        meeting=words_of(meeting, process=process, language=language),
        reply=invitation.reply,
        replied_by=invitation.replied_by,
        form=invitation.form,
        answered_former=invitation.replied_sequence < meeting.sequence,
        waiting_place=_place_in_line(session, invitation),
        offer_until=invitation.offer_until,
        needs=invitation.needs,
        asks_needs=meeting.asks_needs,
        address=mail_address(person) if meeting.organizer_email else None,
        links=_links(meeting, process=process, language=language),
    )


def put_card_anew(
    session: Session,
    *,
    process: Process,
    meeting: Meeting,
    invitation: Invitation,
    person: Person,
    kind: str,
    now: datetime,
) -> None:
    """Have the person's card say what is so now: after an answer that did not come from it."""
    if invitation.card_id is None:
        return
    language = Language(person.language)
    facts = card_facts(
        session, process=process, meeting=meeting, invitation=invitation, person=person
    )
    card = (
        called_off_message(facts, language)
        if facts.meeting.called_off
        else card_message(facts, language, kind=kind, now=now)
    )
    put(
        session,
        key=f"meeting:{meeting.id}:card_answer:{invitation.replies}:person:{person.id}",
        team_id=person.team_id,
        process_id=process.id,
        person_id=person.id,
        edits=invitation.card_id,
        message=card,
        due_at=now,
    )


def put_offer(
    session: Session,
    *,
    process: Process,
    meeting: Meeting,
    invitation: Invitation,
    now: datetime,
) -> None:
    """Tell somebody on the waiting list that a seat is theirs for a while: a new card."""
    person = session.get_one(Person, invitation.person_id)
    facts = card_facts(
        session, process=process, meeting=meeting, invitation=invitation, person=person
    )
    key = f"meeting:{meeting.id}:offer:{invitation.replies}:person:{person.id}"
    told_at = told_of_offer_at(meeting, now=now)
    if invitation.card_id is not None:
        put(
            session,
            key=f"{key}:former",
            team_id=person.team_id,
            process_id=process.id,
            person_id=person.id,
            edits=invitation.card_id,
            message=replaced_message(facts, Language(person.language)),
            due_at=told_at,
        )
    put(
        session,
        key=key,
        team_id=person.team_id,
        process_id=process.id,
        person_id=person.id,
        message=card_message(facts, Language(person.language), kind="offered", now=told_at),
        due_at=told_at,
        waits_for_daytime=told_at > now,
    )
    post = find_post(session, key=key)
    invitation.card_id = post.id if post is not None else invitation.card_id
    session.add(invitation)
    session.flush()


def _place_in_line(session: Session, invitation: Invitation) -> int | None:
    if invitation.reply is not Reply.WAITING:
        return None
    line = waiting_for_a_seat(session, meeting_id=invitation.meeting_id)
    return [one.id for one in line].index(invitation.id) + 1


def _links(meeting: Meeting, *, process: Process, language: Language) -> AddLinks:
    return add_links(event_of(meeting, process=process, language=language, describe=False))
