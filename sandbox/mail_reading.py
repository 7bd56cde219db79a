"""Reads a mail as a mail program does: who, what, the plain words, and the invitation in it.

The HTML part is never shown: what a person must know has to stand in the plain words too.
"""

import email
import email.policy
from dataclasses import dataclass
from email.message import EmailMessage, MIMEPart
from email.utils import parseaddr
from typing import Any


@dataclass(frozen=True, slots=True)
class ReadMail:
    """A mail in parts. `calendar` is the body part that a calendar would act on, with its method."""

    subject: str
    from_name: str
    from_address: str
    reply_to: str
    to: str
    message_id: str
    text: str
    calendar: bytes | None = None
    method: str = ""
    attachments: tuple[tuple[str, int], ...] = ()


def read_mail(content: bytes) -> ReadMail:
    """The parts of any mail; what is missing is empty."""
    message = email.message_from_bytes(content, policy=email.policy.default)
    name, address = parseaddr(_header(message, "From"))
    calendar, method = _calendar(message)
    return ReadMail(
        subject=_header(message, "Subject"),
        from_name=name or address,
        from_address=address,
        reply_to=parseaddr(_header(message, "Reply-To"))[1] or address,
        to=_header(message, "To"),
        message_id=_header(message, "Message-ID"),
        text=_text(message),
        calendar=calendar,
        method=method,
        attachments=tuple(
            (part.get_filename() or "fil", len(_bytes(part)))
            for part in message.walk()
            if part.is_attachment()
        ),
    )


def _header(message: EmailMessage, name: str) -> str:
    return " ".join(str(message.get(name) or "").split())


def _text(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    if body is None:
        return ""
    charset = body.get_content_charset("utf-8")
    try:
        words = _bytes(body).decode(charset, errors="replace")
    except LookupError:  # a charset that nobody knows
        words = _bytes(body).decode("utf-8", errors="replace")
    return words.replace("\r\n", "\n").strip()


def _calendar(message: EmailMessage) -> tuple[bytes | None, str]:
    # Only a part of the body is an invitation: Outlook and Gmail show an attachment as a mere file.
    for part in message.walk():
        if part.get_content_type() == "text/calendar" and not part.is_attachment():
            method: Any = part.get_param("method") or ""
            return _bytes(part), str(method).upper()
    return None, ""


def _bytes(part: MIMEPart) -> bytes:
    content: Any = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""
