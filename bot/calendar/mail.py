"""Invitations as mail. RFC 6047. Bytes only: nothing is sent here."""

import hashlib
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from bot.calendar.events import Organizer
from bot.calendar.headers import message_id_line, person_line, plain_line, words_line
from bot.calendar.text import clean_text

LONGEST_SUBJECT = 250
LONGEST_BODY = 100_000


def compose(
    *,
    organizer: Organizer,
    to_name: str,
    to: str,
    subject: str,
    plain: str,
    html: str | None,
    calendar: bytes | None,
    method: str | None,
    message_id: str,
    date: datetime,
    in_reply_to: str | None = None,
) -> bytes:
    """The whole mail. The same arguments give the same bytes.

    The calendar is a way to read the mail, the last and richest, and not a file beside it: only so
    does it become an invitation. ValueError if an address cannot be written to.
    """
    head = [
        person_line("From", called=organizer.name, address=organizer.email),
        person_line("To", called=to_name, address=to),
        words_line("Subject", subject, LONGEST_SUBJECT),
        plain_line("Date", format_datetime(_in_utc(date))),
        message_id_line("Message-ID", message_id),
    ]
    if in_reply_to:
        head += [
            message_id_line("In-Reply-To", in_reply_to),
            message_id_line("References", in_reply_to),
        ]
    head.append(plain_line("Auto-Submitted", "auto-generated"))
    mail = EmailMessage(policy=SMTP)
    _add_words(mail, plain)
    if html is not None:
        _add_words(mail, html, subtype="html")
    if calendar is not None:
        _add_calendar(mail, calendar, method)
    if mail.is_multipart():
        for part in mail.iter_parts():
            del part["MIME-Version"]
        # Quoted-printable writes "=" as "=3D", so no text can hold this.
        mail.set_boundary(f"=_{hashlib.sha256(head[4]).hexdigest()[:32]}")
    return b"".join(head) + mail.as_bytes()


def _in_utc(date: datetime) -> datetime:
    if date.tzinfo is None:
        message = "a mail's date needs a zone"
        raise ValueError(message)
    return date.astimezone(UTC)


def _add_words(mail: EmailMessage, words: str, *, subtype: str = "plain") -> None:
    text = clean_text(words, LONGEST_BODY) + "\n"
    add = mail.set_content if subtype == "plain" else mail.add_alternative
    add(text, subtype=subtype, charset="utf-8", cte="quoted-printable")


def _add_calendar(mail: EmailMessage, calendar: bytes, method: str | None) -> None:
    if not method or not method.isascii() or not method.isalpha():
        message = "a calendar in a mail says what it is for"
        raise ValueError(message)
    mail.add_alternative(
        calendar,
        maintype="text",
        subtype="calendar",
        cte="base64",
        params={"charset": "UTF-8", "method": method.upper()},
    )
