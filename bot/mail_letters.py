"""Mail that people write to Sammen by hand. Sammen does not answer it; the facilitators see it.

Only mail of somebody who has joined a process, for it is shown in that process's channel.
"""

from datetime import datetime
from email import message_from_bytes
from email.message import Message

from sqlmodel import Session

from bot.calendar.mail import IncomingMail, is_authentic
from bot.calendar.text import clean_text
from bot.outbox import put_to_facilitators
from bot.voice.mail_replies import letter_card, unreadable_card
from models import Person, Process
from models.people import joined_with_address

LONGEST = 600  # characters that are shown
_DEEPEST = 10  # parts within parts


def pass_on_letter(
    session: Session, *, mail: IncomingMail, raw: bytes, name: str, authserv: str, now: datetime
) -> bool:
    """Show the facilitators the beginning of a mail. False if it is none of a member's."""
    found = _sender(session, mail, authserv=authserv)
    if found is None:
        return False
    person, process = found
    card = letter_card(
        name=person.name,
        address=mail.from_address or "",
        subject=mail.subject,
        words=clean_text(_plain_words(raw), LONGEST),
    )
    return put_to_facilitators(
        session, key=f"mail:{name}:letter", process=process, message=card, due_at=now
    )


def pass_on_unreadable(
    session: Session, *, mail: IncomingMail, name: str, authserv: str, now: datetime
) -> bool:
    """Tell the facilitators that a member's calendar has sent what cannot be read as an answer."""
    found = _sender(session, mail, authserv=authserv)
    if found is None:
        return False
    person, process = found
    card = unreadable_card(name=person.name, address=mail.from_address or "", subject=mail.subject)
    return put_to_facilitators(
        session, key=f"mail:{name}:unreadable", process=process, message=card, due_at=now
    )


def _sender(
    session: Session, mail: IncomingMail, *, authserv: str
) -> tuple[Person, Process] | None:
    """Who wrote it, and the process that they have joined last."""
    address = mail.from_address
    if address is None or not is_authentic(mail, address=address, authserv=authserv):
        return None
    return joined_with_address(session, address=address)


def _plain_words(raw: bytes) -> str:
    """The first part in plain text; nothing if there is none."""
    try:
        mail = message_from_bytes(raw)
    except RecursionError:
        return ""
    return next((_decoded(part) for part in _parts(mail, _DEEPEST)), "")


def _parts(mail: Message, deepest: int) -> list[Message]:
    payload = mail.get_payload()
    if isinstance(payload, list):
        if not deepest or mail.get_content_maintype() == "message":
            return []
        return [
            one
            for part in payload
            if isinstance(part, Message)
            for one in _parts(part, deepest - 1)
        ]
    is_words = mail.get_content_type() == "text/plain" and mail.get_filename() is None
    return [mail] if is_words else []


def _decoded(part: Message) -> str:
    payload = part.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else b""
    try:
        return content.decode(part.get_content_charset("utf-8"), "replace")
    except LookupError:  # no such charset
        return content.decode("utf-8", "replace")
