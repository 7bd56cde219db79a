"""The mails of a meeting: one for each person and each thing that their calendar must be told.

Nothing is put where no mail is set up, or for somebody without an address that can be written to:
then the card in Slack carries it alone.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlmodel import Session

from bot.calendar import messages
from bot.calendar.events import Attendee, Organizer
from bot.calendar.text import clean_address
from bot.conversation.questions import Language
from bot.mailing import Mail
from bot.meeting_events import event_of, organizer_of, words_of
from bot.outbox import put
from bot.registrations import standing_of
from bot.voice.meeting_mail import as_html, mail_body, subject_line
from bot.waiting_line import told_of_offer_at
from models import Invitation, Meeting, Person, Process
from models.enums import Reply
from models.posts import give_up_waiting, waiting_keys

# What became of somebody without their doing, where it is no answer that is told of.
_KINDS = {Reply.OFFERED: "offered", Reply.NONE: "offer_passed"}
SECOND_THOUGHTS = timedelta(minutes=1)  # after an answer in Slack, before the calendar is told


def mail_address(person: Person) -> str | None:
    """Where mail reaches this person: as they confirmed it, else as Slack has it."""
    for known in (person.email, person.slack_email):
        try:
            return clean_address(known or "")
        except ValueError:
            continue
    return None


def put_calendar_mail(
    session: Session,
    *,
    process: Process,
    meeting: Meeting,
    invitation: Invitation,
    person: Person,
    organizer: Organizer | None,
    kind: str,
    key: str,
    due_at: datetime,
    waits_for_daytime: bool,
    now: datetime,
) -> bool:
    """Tell the person's calendar how things stand; False if no mail goes to them.

    `kind` is invited, moved, updated, called_off, removed, standing, offered or offer_passed. The
    first mail fixes who the
    organizer is: another one would make another meeting of it.
    """
    address = mail_address(person)
    if organizer is None or address is None:
        return False
    if meeting.organizer_email is None:
        meeting.organizer_name, meeting.organizer_email = organizer.name, organizer.email
        session.add(meeting)
    sender = organizer_of(meeting) or organizer
    language = Language(person.language)
    event = event_of(
        meeting, process=process, language=language, sequence=invitation.sequence, organizer=sender
    )
    attendee = Attendee(
        name=person.name, email=address, standing=standing_of(invitation, meeting=meeting)
    )
    words = words_of(meeting, process=process, language=language)
    if kind != "moved":
        words = replace(words, former=None)
    plain = mail_body(
        words,
        language,
        kind=kind,
        name=person.name,
        reply=invitation.reply,
        offer_until=invitation.offer_until,
    )
    match kind:
        case "called_off":
            method, calendar = "CANCEL", messages.call_off(event, attendee, now=now)
        case "removed":
            method, calendar = "CANCEL", messages.uninvite(event, attendee, now=now)
        case _:
            method, calendar = "REQUEST", messages.request(event, attendee, now=now)
    mail = Mail(
        subject=subject_line(words, language, kind=kind),
        plain=plain,
        html=as_html(plain),
        calendar=calendar.decode("utf-8"),
        method=method,
        to_name=person.name,
        to=address,
        from_name=sender.name,
        from_=sender.email,
    )
    return put(
        session,
        key=key,
        team_id=person.team_id,
        process_id=process.id,
        person_id=person.id,
        address=address,
        message=mail.stored(),
        due_at=due_at,
        waits_for_daytime=waits_for_daytime,
    )


def put_standing_mail(
    session: Session,
    *,
    meeting: Meeting,
    invitation: Invitation,
    organizer: Organizer | None,
    now: datetime,
) -> bool:
    """Have the calendar show an answer that was given elsewhere. Asks for no answer.

    Whoever presses back and forth gets one mail, with what they said last; and if the invitation
    itself still waits, this one is it. What nobody has pressed for comes in the daytime.
    """
    process = session.get_one(Process, meeting.process_id)
    person = session.get_one(Person, invitation.person_id)
    stem = f"meeting:{meeting.id}:standing:person:{person.id}:"
    former = [
        f"{stem}{number}" for number in range(max(0, invitation.replies - 9), invitation.replies)
    ]
    waiting = waiting_keys(session, like=f"meeting:{meeting.id}:mail:%:person:{person.id}")
    is_asked_for = invitation.reply not in {Reply.NONE, Reply.OFFERED}
    told_at = now if is_asked_for else told_of_offer_at(meeting, now=now)
    if organizer is not None:
        give_up_waiting(session, keys=[*former, *waiting])
    return put_calendar_mail(
        session,
        process=process,
        meeting=meeting,
        invitation=invitation,
        person=person,
        organizer=organizer,
        kind=_KINDS.get(invitation.reply, "standing"),
        key=f"{stem}{invitation.replies}",
        due_at=told_at + SECOND_THOUGHTS,
        waits_for_daytime=told_at > now,
        now=now,
    )
