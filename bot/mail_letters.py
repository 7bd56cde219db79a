"""Mail that people write to Sammen by hand. Sammen does not answer it; the facilitators see it.

Only mail of somebody who has joined a process, for it is shown in that process's channel.
"""

from datetime import datetime

from sqlmodel import Session

from bot.calendar.incoming import IncomingMail, Origin, origin_of
from bot.calendar.text import clean_text
from bot.outbox import put_to_facilitators
from bot.voice.mail_replies import letter_card, unreadable_card
from models import Person, Process
from models.people import joined_with_address

LONGEST = 600  # characters that are shown


def pass_on_letter(
    session: Session, *, mail: IncomingMail, name: str, authserv: str, now: datetime
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
        words=clean_text(mail.words, LONGEST),
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
    if address is None or origin_of(mail, address=address, authserv=authserv) is Origin.FALSE:
        return None
    return joined_with_address(session, address=address)
