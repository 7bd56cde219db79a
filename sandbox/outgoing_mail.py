"""The mails that people write on the page, made as common mail programs make them."""

from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vCalAddress, vText

from sandbox.calendar_events import CalendarEvent
from sandbox.calendars import Answer
from sandbox.mail_reading import ReadMail
from sandbox.world import Persona

_SAID = {
    Answer.ACCEPTED: "Accepteret",
    Answer.TENTATIVE: "Foreløbig",
    Answer.DECLINED: "Afslået",
}


def answer_mail(
    person: Persona, event: CalendarEvent, answer: Answer, *, invited_as: str, now: datetime
) -> EmailMessage:
    """The answer to an invitation, as Outlook sends it: one ATTENDEE, and no ORGANIZER."""
    message = _mail(person, to=event.organizer, subject=f"{_SAID[answer]}: {event.title}", now=now)
    message.set_content("\n")
    message.add_alternative(
        _reply(person, event, answer, invited_as=invited_as, now=now),
        maintype="text",
        subtype="calendar",
        cte="base64",
        params={"charset": "utf-8", "method": "REPLY"},
    )
    return message


def written_mail(
    person: Persona, original: ReadMail, text: str, *, received: float, now: datetime
) -> EmailMessage:
    """A reply in own words, above what it answers."""
    subject = original.subject
    if not subject.lower().startswith("sv:"):
        subject = f"SV: {subject}"
    message = _mail(person, to=original.reply_to, subject=subject, now=now)
    if original.message_id:
        message["In-Reply-To"] = message["References"] = original.message_id
    zone = ZoneInfo(person.time_zone)
    sent = datetime.fromtimestamp(received, zone).strftime("%d-%m-%Y %H:%M")
    quoted = "\n".join(f"> {line}" for line in original.text.splitlines())
    message.set_content(f"{text}\n\nDen {sent} skrev {original.from_name}:\n{quoted}\n")
    return message


def _mail(person: Persona, *, to: str, subject: str, now: datetime) -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    message["From"] = Address(person.name, addr_spec=person.email)
    message["To"] = to
    message["Subject"] = subject
    message["Date"] = format_datetime(now)
    message["Message-ID"] = make_msgid(domain=person.email.rpartition("@")[2])
    return message


def _reply(
    person: Persona, event: CalendarEvent, answer: Answer, *, invited_as: str, now: datetime
) -> bytes:
    attendee = vCalAddress(f"MAILTO:{invited_as}")
    attendee.params["PARTSTAT"] = vText(answer)
    attendee.params["CN"] = vText(person.name)
    told = Event()
    told.add("ATTENDEE", attendee, encode=False)
    told.add("UID", event.uid)
    told.add("SUMMARY", f"{_SAID[answer]}: {event.title}")
    told.add("DTSTART", datetime.fromtimestamp(event.starts, UTC))
    told.add("DTEND", datetime.fromtimestamp(event.ends, UTC))
    told.add("DTSTAMP", now)
    told.add("SEQUENCE", event.sequence)
    calendar = Calendar()
    calendar.add("METHOD", "REPLY")
    calendar.add("PRODID", "-//Sandkassen//Mail//DA")
    calendar.add("VERSION", "2.0")
    calendar.add_component(told)
    content: bytes = calendar.to_ical()
    return content
