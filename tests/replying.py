"""Mail as people's calendars, and people themselves, write it to Sammen."""

from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP

from models import Meeting
from tests.builders import ACCOUNTS

AUTHSERV = "mx.copi.example"
STAMP = datetime(2022, 5, 9, 7, 59, tzinfo=UTC)


def calendar_reply(
    meeting: Meeting,
    slack_id: str,
    partstat: str = "ACCEPTED",
    *,
    attendee: str = "",
    sender: str = "",
    sequence: int = 0,
    stamp: datetime = STAMP,
    method: str = "REPLY",
    uid: str = "",
    lines: tuple[str, ...] = (),
    proven: bool = True,
) -> bytes:
    """An answer as a calendar sends it, under what the mail server found out about its sender."""
    address = attendee or ACCOUNTS[slack_id].email
    calendar = [
        "BEGIN:VCALENDAR",
        "PRODID:-//Kalender//DA",
        "VERSION:2.0",
        f"METHOD:{method}",
        "BEGIN:VEVENT",
        f"UID:{uid or meeting.uid}",
        f"SEQUENCE:{sequence}",
        f"DTSTAMP:{stamp:%Y%m%dT%H%M%SZ}",
        f"ATTENDEE;CN=Deltager;PARTSTAT={partstat}:MAILTO:{address}",
        *lines,
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]
    mail = letter(slack_id, "Accepteret: Workshop", "Ja tak", sender=sender or address)
    mail.add_alternative(
        "\r\n".join(calendar).encode(),
        maintype="text",
        subtype="calendar",
        params={"method": method, "charset": "UTF-8"},
    )
    return checked(mail, proven=proven)


def letter(slack_id: str, subject: str, text: str, *, sender: str = "") -> EmailMessage:
    mail = EmailMessage(policy=SMTP)
    mail["From"] = f"{ACCOUNTS[slack_id].name} <{sender or ACCOUNTS[slack_id].email}>"
    mail["To"] = "sammen@copi.example"
    mail["Subject"] = subject
    mail["Message-ID"] = "<svar-1@aalborg.example>"
    mail.set_content(text)
    return mail


def checked(mail: EmailMessage, *, proven: bool = True) -> bytes:
    """The mail under the line that the receiving server writes above it."""
    domain = str(mail["From"]).rpartition("@")[2].rstrip(">")
    verdict = "pass" if proven else "fail"
    line = f"Authentication-Results: {AUTHSERV}; dmarc={verdict} header.from={domain}\r\n"
    return line.encode() + mail.as_bytes()
