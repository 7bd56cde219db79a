"""Somebody's calendar proposes another time: a polite no, and the facilitators hear of the wish."""

from datetime import datetime

from sqlmodel import Session

from bot.calendar import messages
from bot.calendar.events import Attendee, Organizer
from bot.calendar.replies import Counter
from bot.conversation.questions import Language
from bot.mailing import Mail
from bot.meeting_events import event_of, organizer_of, words_of
from bot.outbox import put, put_to_facilitators
from bot.registrations import standing_of
from bot.voice.mail_replies import CounterFacts, counter_card, counter_mail
from bot.voice.meeting_mail import as_html
from models import Invitation, Meeting, Person, Process
from models.processes import contacts_of


def decline(
    session: Session,
    *,
    counter: Counter,
    name: str,
    in_reply_to: str,
    process: Process,
    meeting: Meeting,
    invitation: Invitation,
    person: Person,
    organizer: Organizer,
    now: datetime,
) -> None:
    """Tell the person that the time stands and whom to write to, and the facilitators the wish."""
    language = Language(person.language)
    facts = CounterFacts(
        meeting=words_of(meeting, process=process, language=language),
        person_name=person.name,
        proposed=_proposed(counter),
        comment=counter.comment,
        contact=_contact(session, process),
    )
    words = counter_mail(facts, language)
    sender = organizer_of(meeting) or organizer
    calendar = messages.decline_counter(
        event_of(
            meeting,
            process=process,
            language=language,
            sequence=invitation.sequence,
            organizer=sender,
        ),
        Attendee(
            name=person.name, email=counter.email, standing=standing_of(invitation, meeting=meeting)
        ),
        now=now,
        comment=words.plain,
    )
    mail = Mail(
        subject=words.subject,
        plain=words.plain,
        html=as_html(words.plain),
        calendar=calendar.decode(),
        method="DECLINECOUNTER",
        to_name=person.name,
        to=counter.email,
        from_name=sender.name,
        from_=sender.email,
        in_reply_to=in_reply_to or None,
    )
    put(
        session,
        key=f"mail:{name}:counter",
        team_id=person.team_id,
        process_id=process.id,
        person_id=person.id,
        address=counter.email,
        message=mail.stored(),
        due_at=now,
    )
    put_to_facilitators(
        session,
        key=f"mail:{name}:counter:card",
        process=process,
        message=counter_card(facts),
        due_at=now,
    )


def _proposed(counter: Counter) -> tuple[datetime, datetime] | None:
    if counter.starts_at is None or counter.ends_at is None:
        return None
    return counter.starts_at, counter.ends_at


def _contact(session: Session, process: Process) -> tuple[str, str] | None:
    """Whom the process names as somebody to write to: a name and an address."""
    known = contacts_of(session, process_id=process.id)
    return next(((one.name, one.email) for one in known if one.email), None)
