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


def bounce(message_id: str, said: str, *, action: str = "failed", whole: bool = True) -> bytes:
    """A report of the kind that mail servers write (RFC 3464), with the mail or its headers."""
    returned = f"Message-ID: {message_id}\r\nSubject: Workshop\r\n"
    lines = [
        "From: MAILER-DAEMON@mx.aalborg.example (Mail Delivery System)",
        "To: sammen@copi.example",
        "Subject: Undelivered Mail Returned to Sender",
        "Auto-Submitted: auto-replied",
        "MIME-Version: 1.0",
        'Content-Type: multipart/report; report-type=delivery-status; boundary="x"',
        "",
        "--x",
        "Content-Type: text/plain",
        "",
        "I'm sorry to have to inform you.",
        "--x",
        "Content-Type: message/delivery-status",
        "",
        "Reporting-MTA: dns; mx.aalborg.example",
        "",
        "Final-Recipient: rfc822; mette.friis@aalborg.example",
        f"Action: {action}",
        "Status: 5.1.1",
        f"Diagnostic-Code: smtp; {said}",
        "",
        "--x",
        f"Content-Type: {'message/rfc822' if whole else 'text/rfc822-headers'}",
        "",
        returned,
        "Hej",
        "--x--",
        "",
    ]
    return "\r\n".join(lines).encode()
