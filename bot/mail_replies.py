"""What people's calendars answer by mail: an accept, a decline, another time proposed.

An answer counts if it comes from the address that was invited. What does not count is shown to the
facilitators and changes nothing; nobody is added to a meeting by writing to it.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import assert_never

from sqlmodel import Session

from bot import registrations
from bot.calendar.events import Organizer
from bot.calendar.mail import IncomingMail, is_authentic, read
from bot.calendar.replies import CalendarReply, Counter, Unreadable, read_reply
from bot.mail_counters import decline
from bot.mail_letters import pass_on_letter, pass_on_unreadable
from bot.meeting_cards import put_card_anew
from bot.meeting_mails import put_standing_mail
from bot.meeting_seats import put_offers
from bot.outbox import put_to_facilitators
from bot.registrations import Answered, NotInvited, TooLate
from bot.voice.mail_replies import StrayFacts, stray_card
from models import Invitation, Meeting, Person, Process, StrayReply
from models.enums import MeetingState, Reply
from models.inserting import insert_if_new
from models.invitations import invitations_by_address
from models.meetings import find_meeting


class Why(StrEnum):
    """Why an answer is shown and not acted on. Stored."""

    NEVER_INVITED = "never_invited"  # an alias, or somebody it was forwarded to
    UNINVITED = "uninvited"
    FORGED = "forged"  # or the mail server could not confirm who sent it
    CALLED_OFF = "called_off"
    OVER = "over"


class Taken(StrEnum):
    """What became of a mail, for the log."""

    ANSWERED = "answered"
    OVERTAKEN = "overtaken by a later answer"
    SHOWN = "shown to the facilitators"
    DECLINED = "another time was declined"
    OWN = "our own"
    UNKNOWN = "no meeting or process of ours"
    AUTOMATIC = "written by a machine"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """A mail that says something of a meeting, and with what it is dealt with."""

    session: Session
    mail: IncomingMail
    name: str  # the mail's, for keys: the same when it is read again
    meeting: Meeting
    process: Process
    organizer: Organizer
    authserv: str
    now: datetime


def take_mail(
    session: Session, *, raw: bytes, organizer: Organizer, authserv: str, now: datetime
) -> Taken:
    """Do what the mail asks for, if it may. Reading it once more does nothing more."""
    mail = read(raw)
    name = sha256(raw.replace(b"\r\n", b"\n")).hexdigest()[:40]
    if mail.from_address == organizer.email.lower():
        return Taken.OWN
    if mail.calendar is None:
        if mail.auto_submitted:
            return Taken.AUTOMATIC
        shown = pass_on_letter(session, mail=mail, raw=raw, name=name, authserv=authserv, now=now)
        return Taken.SHOWN if shown else Taken.UNKNOWN
    said = read_reply(mail.calendar)
    if isinstance(said, Unreadable):
        shown = pass_on_unreadable(session, mail=mail, name=name, authserv=authserv, now=now)
        return Taken.SHOWN if shown else Taken.UNKNOWN
    meeting = find_meeting(session, uid=said.uid)
    if meeting is None:
        return Taken.UNKNOWN
    reading = _Reading(
        session=session,
        mail=mail,
        name=name,
        meeting=meeting,
        process=session.get_one(Process, meeting.process_id),
        organizer=organizer,
        authserv=authserv,
        now=now,
    )
    return _take(reading, said)


def _take(reading: _Reading, said: CalendarReply | Counter) -> Taken:
    found = invitations_by_address(
        reading.session, meeting_id=reading.meeting.id, address=said.email
    )
    if not found:
        return _show(reading, said, why=Why.NEVER_INVITED, person=None)
    invitation, person = found[0]
    if not is_authentic(reading.mail, address=said.email, authserv=reading.authserv):
        return _show(reading, said, why=Why.FORGED, person=person)
    if _is_overtaken(invitation, said):
        return Taken.OVERTAKEN
    why = _why_not(reading, invitation)
    if why is not None:
        return _show(reading, said, why=why, person=person)
    if isinstance(said, CalendarReply):
        return _answer(reading, said, invitation, person)
    decline(
        reading.session,
        counter=said,
        name=reading.name,
        in_reply_to=reading.mail.message_id,
        process=reading.process,
        meeting=reading.meeting,
        invitation=invitation,
        person=person,
        organizer=reading.organizer,
        now=reading.now,
    )
    return Taken.DECLINED


def _why_not(reading: _Reading, invitation: Invitation) -> Why | None:
    """Why nothing can be answered any more, if so."""
    if invitation.removed_at is not None:
        return Why.UNINVITED
    if reading.meeting.state is MeetingState.CALLED_OFF:
        return Why.CALLED_OFF
    return Why.OVER if reading.meeting.ends_at <= reading.now else None


def _is_overtaken(invitation: Invitation, said: CalendarReply | Counter) -> bool:
    """Whether this is no answer, or the person has since said something else."""
    if isinstance(said, CalendarReply) and registrations.wanted_by(said.standing) is None:
        return True
    return registrations.is_overtaken(invitation, sequence=said.sequence, dtstamp=said.stamp)


def _answer(
    reading: _Reading, said: CalendarReply, invitation: Invitation, person: Person
) -> Taken:
    outcome = registrations.answer_by_mail(
        reading.session,
        invitation=invitation,
        standing=said.standing,
        sequence=said.sequence,
        dtstamp=said.stamp,
        now=reading.now,
    )
    match outcome:
        case Answered() if outcome.changed:
            _follow_up(reading, outcome, person, said)
            return Taken.ANSWERED
        case Answered():
            return Taken.OVERTAKEN
        case TooLate():
            return _show(reading, said, why=Why.OVER, person=person)
        case NotInvited():
            return _show(reading, said, why=Why.UNINVITED, person=person)
        case never:
            assert_never(never)


def _follow_up(reading: _Reading, outcome: Answered, person: Person, said: CalendarReply) -> None:
    """The card in Slack says so too; a yes that became a place in the line is told the calendar."""
    put_card_anew(
        reading.session,
        process=reading.process,
        meeting=outcome.meeting,
        invitation=outcome.invitation,
        person=person,
        kind="answered",
        now=reading.now,
    )
    in_calendar = registrations.standing_of(outcome.invitation, meeting=outcome.meeting)
    if in_calendar is not said.standing:
        put_standing_mail(
            reading.session,
            meeting=outcome.meeting,
            invitation=outcome.invitation,
            organizer=reading.organizer,
            now=reading.now,
        )
    put_offers(
        reading.session,
        meeting=outcome.meeting,
        offered=outcome.offered,
        organizer=reading.organizer,
        now=reading.now,
    )


def _show(
    reading: _Reading, said: CalendarReply | Counter, *, why: Why, person: Person | None
) -> Taken:
    """Let the facilitators see an answer that is not acted on."""
    reply = None
    if isinstance(said, CalendarReply):
        reply = registrations.wanted_by(said.standing) or Reply.NONE
    is_new = insert_if_new(
        reading.session,
        StrayReply,
        mail=reading.name,
        meeting_id=reading.meeting.id,
        address=said.email,
        reply=reply or Reply.NONE,
        why=why.value,
        received_at=reading.now,
    )
    if is_new:
        facts = StrayFacts(
            why=why.value,
            title=reading.meeting.title["da"],
            starts_at=reading.meeting.starts_at,
            ends_at=reading.meeting.ends_at,
            address=said.email,
            sender=reading.mail.from_address,
            person_name=None if person is None else person.name,
            reply=reply,
        )
        put_to_facilitators(
            reading.session,
            key=f"mail:{reading.name}:stray",
            process=reading.process,
            message=stray_card(facts),
            due_at=reading.now,
        )
    return Taken.SHOWN

