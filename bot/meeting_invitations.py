"""Who is invited to a meeting and what they are told of it: worked out from the rows, each time.

`put_invitations` invites whoever should be and is not, and tells whoever knows too little: a card
in Slack, and a mail for the calendar where mail is set up. Reason and message are written in one
transaction, so a crash at any moment neither loses nor repeats one.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlmodel import Session

from bot.calendar.events import Organizer
from bot.conversation.questions import Language
from bot.days import can_wait, in_time, own_hours
from bot.meeting_cards import card_facts
from bot.meeting_mails import put_calendar_mail
from bot.outbox import put
from bot.stand_ins import put_meeting_note
from bot.voice.blocks import Message
from bot.voice.meetings import called_off_message, card_message, removed_message, replaced_message
from models import AuditLine, Invitation, Meeting, Person, Post, Process
from models.enums import Attendance, MeetingState, Reply
from models.inserting import insert_if_new
from models.invitations import find_invitation, members_without_invitation, told_too_little
from models.meetings import lock_meeting, meetings_with_invitations
from models.overtaking import has_been_sent, keep_back
from models.posts import find_post

URGENT = timedelta(hours=24)  # what begins so soon is told at night, too
BATCH = 25  # nobody who answers waits longer for the database than that takes


@dataclass(frozen=True, slots=True, kw_only=True)
class _Telling:
    """One person to be told how one meeting stands."""

    process: Process
    meeting: Meeting
    invitation: Invitation
    person: Person
    kind: str  # invited, moved, updated, called_off or removed

    @property
    def key(self) -> str:
        """What makes it one message and no other."""
        meeting, sequence = self.meeting, self.invitation.sequence
        return f"meeting:{meeting.id}:{{}}:{sequence}.{meeting.revision}:person:{self.person.id}"


def is_any_untold(session: Session, *, now: datetime) -> bool:
    """Whether `put_invitations` would do anything. Only reads."""
    return any(
        _uninvited(session, meeting=meeting) or told_too_little(session, meeting=meeting)
        for meeting in meetings_with_invitations(session, now=now)
    )


def put_invitations(
    session: Session, *, organizer: Organizer | None, now: datetime, most: int = BATCH
) -> int:
    """Invite and tell whoever should be; how many were told, at most so many in one transaction.

    `organizer` is who invites by mail, None where no mail is set up.
    """
    count = 0
    for found in meetings_with_invitations(session, now=now):
        if count >= most:
            break
        # Who answers just now waits until this is done, or was first and is told what stands.
        meeting = lock_meeting(session, meeting_id=found.id)
        process = session.get_one(Process, meeting.process_id)
        for person in _uninvited(session, meeting=meeting)[: most - count]:
            invite(session, meeting=meeting, person=person, now=now)
        for invitation, person in told_too_little(session, meeting=meeting)[: most - count]:
            _tell(session, process, meeting, invitation, person, organizer=organizer, now=now)
            count += 1
    return count


def _uninvited(session: Session, *, meeting: Meeting) -> list[Person]:
    """Who is to be invited and is not. One whose invitation was taken back is not among them."""
    if meeting.state is MeetingState.CALLED_OFF:
        return []
    return members_without_invitation(session, meeting=meeting)


def invite(session: Session, *, meeting: Meeting, person: Person, now: datetime) -> bool:
    """Invite a person, anew if the invitation was taken back. False if they are invited."""
    if insert_if_new(
        session,
        Invitation,
        meeting_id=meeting.id,
        person_id=person.id,
        invited_at=now,
        sequence=meeting.sequence,
        told_sequence=-1,
        told_revision=-1,
        reply=Reply.NONE,
        replied_sequence=meeting.sequence,
        replies=0,
        attendance=Attendance.UNKNOWN,
    ):
        return True
    invitation = find_invitation(session, meeting_id=meeting.id, person_id=person.id)
    assert invitation is not None
    if invitation.removed_at is None:
        return False
    invitation.removed_at = None
    invitation.invited_at = now
    invitation.reply = Reply.NONE
    invitation.form = invitation.waiting_since = invitation.offer_until = None
    # Later than the cancellation that the calendar has seen.
    invitation.sequence = max(meeting.sequence, invitation.sequence + 1)
    invitation.told_sequence = invitation.told_revision = -1
    invitation.card_id = None
    session.add(invitation)
    session.flush()
    return True


def take_back(
    session: Session,
    *,
    invitation: Invitation,
    organizer: Organizer | None,
    by: Person,
    now: datetime,
) -> bool:
    """Uninvite one person, and tell them. False if that was done before, or the meeting is over.

    The caller offers the seat that this may have freed.
    """
    meeting = lock_meeting(session, meeting_id=invitation.meeting_id)
    session.refresh(invitation)
    if invitation.removed_at is not None or meeting.ends_at <= now:
        return False
    process = session.get_one(Process, meeting.process_id)
    person = session.get_one(Person, invitation.person_id)
    was_told = invitation.told_revision >= 0
    invitation.removed_at = now
    invitation.reply = Reply.NONE
    invitation.waiting_since = invitation.offer_until = None
    # RFC 5546, 2.1.4: a cancellation carries a higher SEQUENCE, here for this person alone.
    invitation.sequence = max(meeting.sequence, invitation.sequence) + 1
    session.add(invitation)
    about = {"meeting": meeting.id, "person": person.id}
    session.add(
        AuditLine(
            process_id=process.id, person_id=by.id, act="meetings.uninvite", about=about, at=now
        )
    )
    session.flush()
    if was_told and meeting.state is MeetingState.PLANNED:
        telling = _Telling(
            process=process, meeting=meeting, invitation=invitation, person=person, kind="removed"
        )
        _send(session, telling, organizer=organizer, now=now)
    return True


def _tell(
    session: Session,
    process: Process,
    meeting: Meeting,
    invitation: Invitation,
    person: Person,
    *,
    organizer: Organizer | None,
    now: datetime,
) -> None:
    is_first = invitation.told_revision < 0
    asks_again = not is_first and meeting.sequence > invitation.told_sequence
    if is_first:
        invitation.sequence = max(meeting.sequence, invitation.sequence)
    elif asks_again:
        invitation.sequence = max(meeting.sequence, invitation.sequence + 1)
    kind = "invited" if is_first else "moved" if asks_again else "updated"
    if meeting.state is MeetingState.CALLED_OFF:
        kind = "called_off"
    invitation.told_sequence = meeting.sequence
    invitation.told_revision = meeting.revision
    if kind != "updated":
        invitation.told_at = now
    session.add(invitation)
    session.flush()
    if is_first and kind == "called_off":
        return  # they have never heard of it, and need not now
    telling = _Telling(
        process=process, meeting=meeting, invitation=invitation, person=person, kind=kind
    )
    _send(session, telling, organizer=organizer, now=now)


def _overtake(session: Session, telling: _Telling) -> _Telling | None:
    """Keep back what this person has not been sent yet: the newer message says it all.

    To whom nothing has been sent, a move is an invitation; and they need not hear that something
    is called off of which they never heard.
    """
    about = f"meeting:{telling.meeting.id}:%:person:{telling.person.id}"
    reminders = f"meeting:{telling.meeting.id}:reminder:%"  # which look after themselves
    kept_back = keep_back(session, like=(about, f"{about}:%"), except_like=reminders)
    if not kept_back:
        return telling
    card = session.get(Post, telling.invitation.card_id) if telling.invitation.card_id else None
    if card is not None and card.key in kept_back:
        telling.invitation.card_id = None
    if has_been_sent(session, like=about):
        is_offer = telling.kind == "updated" and telling.invitation.reply is Reply.OFFERED
        return replace(telling, kind="offered") if is_offer else telling
    return replace(telling, kind="invited") if telling.kind in {"moved", "updated"} else None


def _send(session: Session, told: _Telling, *, organizer: Organizer | None, now: datetime) -> None:
    telling = _overtake(session, told) if told.kind != "invited" else told
    if telling is None:
        return
    meeting, invitation, person = telling.meeting, telling.invitation, telling.person
    language = Language(person.language)
    hours = own_hours(person.quiet_from, person.quiet_until)
    waits = can_wait(now, before=meeting.starts_at, margin=URGENT, hours=hours)
    told_at = in_time(now, before=meeting.starts_at, margin=URGENT, hours=hours)
    put_calendar_mail(
        session,
        process=telling.process,
        meeting=meeting,
        invitation=invitation,
        person=person,
        organizer=organizer,
        kind=telling.kind,
        key=telling.key.format("mail"),
        due_at=now,
        waits_for_daytime=waits,
        now=now,
    )
    facts = card_facts(
        session, process=telling.process, meeting=meeting, invitation=invitation, person=person
    )
    if telling.kind == "updated" and invitation.card_id is not None:
        card = card_message(facts, language, kind="updated", now=now)
        _edit_card(session, telling, card, waits=False, now=now)
        return
    if invitation.card_id is not None:
        # Not before the new one comes, which it points to.
        _edit_card(session, telling, replaced_message(facts, language), waits=waits, now=now)
    match telling.kind:
        case "called_off":
            words = called_off_message(facts, language)
        case "removed":
            words = removed_message(facts, language)
        case kind:
            words = card_message(facts, language, kind=kind, now=told_at)
    key = telling.key.format("card")
    put(
        session,
        key=key,
        team_id=person.team_id,
        process_id=telling.process.id,
        person_id=person.id,
        message=words,
        due_at=now,
        waits_for_daytime=waits,
    )
    post = find_post(session, key=key)
    invitation.card_id = post.id if post is not None else None
    session.add(invitation)
    session.flush()
    if telling.kind != "removed":
        put_meeting_note(
            session,
            process=telling.process,
            person=person,
            meeting=meeting,
            kind=telling.kind,
            mark=f"{telling.kind}:{invitation.sequence}.{meeting.revision}",
            waits_for_daytime=waits,
            now=now,
        )


def _edit_card(
    session: Session, telling: _Telling, card: Message, *, waits: bool, now: datetime
) -> None:
    put(
        session,
        key=telling.key.format("card_edit"),
        team_id=telling.person.team_id,
        process_id=telling.process.id,
        person_id=telling.person.id,
        edits=telling.invitation.card_id,
        message=card,
        due_at=now,
        waits_for_daytime=waits,
    )
