"""Invitations as mail, and mail as it comes back. RFC 6047. Bytes only: nothing is sent here."""

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import EmailMessage, Message
from email.policy import SMTP
from email.utils import format_datetime

from bot.calendar.events import Organizer
from bot.calendar.headers import message_id_line, person_line, plain_line, words_line
from bot.calendar.senders import Finding, findings, sender
from bot.calendar.text import clean_address, clean_line, clean_text

LONGEST_SUBJECT = 250
LONGEST_BODY = 100_000
LARGEST = 2 * 1024 * 1024  # what lies beyond is not looked at
_DEEPEST = 10
# What a part is takes Python's parser minutes to find out when it is said at this length.
_ENDLESS_HEADER = re.compile(
    rb"^content-[a-z-]+:(?:[^\n]|\n[ \t]){4000}", re.IGNORECASE | re.MULTILINE
)
_FILES = frozenset({"application/ics", "text/x-vcalendar"})


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingMail:
    """What is looked at in a mail that came in."""

    from_address: str | None  # in lower case; None if it names nobody or several
    message_id: str
    subject: str
    auto_submitted: bool  # by a machine, such as an answer about holidays
    calendar: bytes | None  # in UTF-8
    authentication_results: tuple[str, ...]  # the topmost first


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


def read(raw: bytes) -> IncomingMail:
    """What the mail says. Never raises: what cannot be read is missing."""
    mail = _parse(raw[:LARGEST])
    senders = _headers(mail, "From")
    return IncomingMail(
        from_address=sender(senders[0]) if len(senders) == 1 else None,
        message_id=clean_line(_first(mail, "Message-ID"), 998),
        subject=clean_line(_decoded(_first(mail, "Subject")[:2000]), LONGEST_SUBJECT),
        auto_submitted=_first(mail, "Auto-Submitted").strip().lower() not in {"", "no"},
        calendar=_find_calendar(mail),
        authentication_results=tuple(_headers(mail, "Authentication-Results")),
    )


def is_authentic(mail: IncomingMail, *, address: str, authserv: str | None) -> bool:
    """Whether the mail is from that address, as far as our own mail server can tell.

    Only the topmost result that bears the server's name counts: whatever lies below came with the
    mail. So name a server only if it writes one on every mail. Without a server to ask, the address
    in From has to do.
    """
    if mail.from_address is None or mail.from_address != _looked_up(address):
        return False
    if not authserv:
        return True
    by_server = (findings(one, authserv=authserv) for one in mail.authentication_results)
    topmost = next((found for found in by_server if found is not None), [])
    domain = mail.from_address.rpartition("@")[2]
    if any(one.method == "dmarc" and one.result == "fail" for one in topmost):
        return False
    return any(one.result == "pass" and _is_about(one, domain) for one in topmost)


def _is_about(finding: Finding, domain: str) -> bool:
    """Whether the check speaks of the domain in From, and not of a sender behind the scenes."""
    about = finding.about
    match finding.method:
        case "dmarc":
            checked = about.get("header.from", domain)
        case "dkim":
            checked = about.get("header.d") or about.get("header.i", "")
        case "spf":
            checked = about.get("smtp.mailfrom", "")
        case _:
            return False
    return checked.rpartition("@")[2] == domain


def _looked_up(address: str) -> str | None:
    try:
        return clean_address(address).lower()
    except ValueError:
        return None


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


def _parse(raw: bytes) -> Message:
    if _ENDLESS_HEADER.search(raw):
        return Message()
    try:
        return message_from_bytes(raw)
    except RecursionError:  # parts within parts within parts
        return Message()


def _find_calendar(mail: Message) -> bytes | None:
    """The first part that is a calendar, or else the first file that looks like one."""
    parts = _parts(mail, _DEEPEST)
    within = [part for part in parts if part.get_content_type() == "text/calendar"]
    files = [part for part in parts if _is_calendar_file(part)]
    return next((_content(part) for part in (*within, *files)), None)


def _parts(mail: Message, deepest: int) -> list[Message]:
    """The parts that hold something. A mail within the mail is somebody else's words."""
    if mail.get_content_maintype() == "message" or not deepest:
        return []
    payload = mail.get_payload()
    if not isinstance(payload, list):
        return [mail]
    return [
        one for part in payload if isinstance(part, Message) for one in _parts(part, deepest - 1)
    ]


def _is_calendar_file(part: Message) -> bool:
    return part.get_content_type() in _FILES or (part.get_filename() or "").lower().endswith(".ics")


def _content(part: Message) -> bytes:
    payload = part.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else b""
    charset = part.get_content_charset("utf-8")
    try:
        return content.decode(charset, "replace").encode("utf-8", "replace")
    except (LookupError, ValueError):  # no such charset, or one that is none
        return content


def _headers(mail: Message, name: str) -> list[str]:
    return [str(one) for one in mail.get_all(name, [])]


def _first(mail: Message, name: str) -> str:
    return next(iter(_headers(mail, name)), "")


def _decoded(header: str) -> str:
    try:
        return str(make_header(decode_header(header)))
    except (LookupError, ValueError, HeaderParseError):
        return header
