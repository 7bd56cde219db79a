"""What people's calendars answer by mail: an accept, a decline, another time proposed.

An answer counts if our mail server vouches that it comes from the address that was invited; without
a server to ask, that person is asked. What does not count is shown to the facilitators and changes
nothing; nobody is added to a meeting by writing to it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import assert_never

from sqlmodel import Session

from bot import registrations
from bot.calendar.events import Organizer
from bot.calendar.incoming import IncomingMail, Origin, origin_of, read
from bot.calendar.replies import CalendarReply, Counter, Unreadable, read_reply
from bot.mail_bounces import take_bounce
from bot.mail_counters import decline
from bot.mail_hints import put_hint
from bot.mail_letters import pass_on_letter, pass_on_unreadable
from bot.meeting_answers import tell_of_answer
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
    SHARED_ADDRESS = "shared_address"  # by several who are invited
    UNINVITED = "uninvited"
    FORGED = "forged"  # or the mail server could not confirm who sent it
    CALLED_OFF = "called_off"
    OVER = "over"


class Taken(StrEnum):
    """What became of a mail, for the log."""

    ANSWERED = "answered"
    ASKED = "asked whose answer it says it is"
    BOUNCED = "a mail of ours that came back"
    OVERTAKEN = "overtaken by a later answer"
    SHOWN = "shown to the facilitators"
    DECLINED = "another time was declined"
    OWN = "our own"
    UNKNOWN = "no meeting or process of ours"
    AUTOMATIC = "written by a machine"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedMail:
    """A mail that has been read, which may take a while. `name` is the same when it is read again."""

    mail: IncomingMail
    said: CalendarReply | Counter | Unreadable | None  # by a calendar
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """A mail that says something of a meeting, and with what it is dealt with."""

    session: Session
    mail: IncomingMail
    name: str
    meeting: Meeting
    process: Process
    organizer: Organizer
    authserv: str
    now: datetime


def open_mail(raw: bytes) -> OpenedMail:
    """Read it, before there is a transaction that others would wait for."""
    mail = read(raw)
    return OpenedMail(
        mail=mail,
        said=None if mail.calendar is None else read_reply(mail.calendar),
        name=sha256(raw.replace(b"\r\n", b"\n")).hexdigest()[:40],
    )


def take_mail(
    session: Session, *, opened: OpenedMail, organizer: Organizer, authserv: str, now: datetime
) -> Taken:
    """Do what the mail asks for, if it may. Taking it once more does nothing more."""
    mail, said, name = opened.mail, opened.said, opened.name
    if mail.bounce is not None:
        is_ours = take_bounce(session, bounce=mail.bounce, name=name, now=now)
        return Taken.BOUNCED if is_ours else Taken.AUTOMATIC
    if mail.from_address == organizer.email.lower():
        return Taken.OWN
    if said is None or isinstance(said, Unreadable):
        return _take_letter(session, opened=opened, authserv=authserv, now=now)
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


def _take_letter(session: Session, *, opened: OpenedMail, authserv: str, now: datetime) -> Taken:
    """What no calendar has written, or what is no answer."""
    mail, name = opened.mail, opened.name
    if opened.said is not None:
        shown = pass_on_unreadable(session, mail=mail, name=name, authserv=authserv, now=now)
    elif mail.auto_submitted:
        return Taken.AUTOMATIC
    else:
        shown = pass_on_letter(session, mail=mail, name=name, authserv=authserv, now=now)
    return Taken.SHOWN if shown else Taken.UNKNOWN


def _take(reading: _Reading, said: CalendarReply | Counter) -> Taken:
    found = invitations_by_address(
        reading.session, meeting_id=reading.meeting.id, address=said.email
    )
    if not found:
        return _show(reading, said, why=Why.NEVER_INVITED)
    invitation, person = found[0]
    origin = origin_of(reading.mail, address=said.email, authserv=reading.authserv)
    if origin is not Origin.FALSE and _is_overtaken(invitation, said):
        return Taken.OVERTAKEN
    invited = [one for row, one in found if row.removed_at is None]
    why = _why_not(reading, invitation, origin=origin, sharing=len(invited))
    if why is not None:
        people = invited if why is Why.SHARED_ADDRESS else [person]
        return _show(reading, said, why=why, people=people)
    if isinstance(said, CalendarReply):
        if origin is Origin.CLAIMED:
            return _ask(reading, said, invitation, person)
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


def _why_not(
    reading: _Reading, invitation: Invitation, *, origin: Origin, sharing: int
) -> Why | None:
    """Why this is shown and not acted on, if so."""
    if sharing > 1:
        return Why.SHARED_ADDRESS
    if origin is Origin.FALSE:
        return Why.FORGED
    if invitation.removed_at is not None:
        return Why.UNINVITED
    if reading.meeting.state is MeetingState.CALLED_OFF:
        return Why.CALLED_OFF
    return Why.OVER if reading.meeting.ends_at <= reading.now else None


def _is_overtaken(invitation: Invitation, said: CalendarReply | Counter) -> bool:
    """Whether this is no answer, or something that was said later stands."""
    if isinstance(said, CalendarReply) and registrations.wanted_by(said.standing) is None:
        return True
    return registrations.is_overtaken(invitation, sequence=said.sequence, dtstamp=said.stamp)


def _ask(reading: _Reading, said: CalendarReply, invitation: Invitation, person: Person) -> Taken:
    """Nobody can tell who sent it, so whose answer it would be is asked, if it would change any."""
    wanted = registrations.wanted_by(said.standing)
    first_valid = registrations.first_valid_sequence(reading.meeting, invitation)
    in_calendar = registrations.standing_of(invitation, meeting=reading.meeting)
    if wanted is None or said.sequence < first_valid or said.standing is in_calendar:
        return Taken.OVERTAKEN
    put_hint(
        reading.session,
        name=reading.name,
        process=reading.process,
        meeting=reading.meeting,
        invitation=invitation,
        person=person,
        wanted=wanted,
        now=reading.now,
    )
    return Taken.ASKED


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
            tell_of_answer(
                reading.session,
                outcome=outcome,
                in_calendar=said.standing,
                organizer=reading.organizer,
                now=reading.now,
            )
            return Taken.ANSWERED
        case Answered():
            return Taken.OVERTAKEN
        case TooLate():
            return _show(reading, said, why=Why.OVER, people=[person])
        case NotInvited():
            return _show(reading, said, why=Why.UNINVITED, people=[person])
        case never:
            assert_never(never)


def _show(
    reading: _Reading, said: CalendarReply | Counter, *, why: Why, people: Sequence[Person] = ()
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
            person_name=people[0].name if len(people) == 1 else None,
            reply=reply,
            shared_by=tuple(one.name for one in people) if len(people) > 1 else (),
        )
        put_to_facilitators(
            reading.session,
            key=f"mail:{reading.name}:stray",
            process=reading.process,
            message=stray_card(facts),
            due_at=reading.now,
        )
    return Taken.SHOWN
