"""When no mail can be sent for a while: the facilitators whose mail waits hear of it, once.

Worked out from rows. A mail that no server took stays due since the same moment, so the first of
them says how long it has been.
"""

from datetime import datetime, timedelta

from sqlmodel import Session

from bot.outbox import put_to_facilitators
from bot.voice.mail_outages import (
    mail_waits_card,
    mail_works_card,
    mailbox_read_card,
    mailbox_unread_card,
)
from models import Post, Process
from models.meetings import coming_meetings
from models.waiting_mail import (
    count_sent_mail,
    count_waiting_mail,
    latest_post,
    mail_waits_since,
    processes_told,
)

LONG = timedelta(minutes=10)
LONG_UNREAD = timedelta(hours=1)


def tell_of_outage(session: Session, *, now: datetime) -> int:
    """Tell each process of mail that waits, and of mail that waits no more; how many were told."""
    waiting = count_waiting_mail(session, now=now)
    began = mail_waits_since(session)
    told = 0
    if began is not None and now - began >= LONG:
        for process_id, count in waiting.items():
            if _unfinished(session, process_id=process_id) is None:
                told += _tell_it_waits(
                    session, process_id=process_id, count=count, began=began, now=now
                )
    for process_id in processes_told(session, key_begins=_BEGINS):
        card = _unfinished(session, process_id=process_id)
        if card is not None and process_id not in waiting:
            told += _tell_it_works(session, card, now=now)
    return told


def tell_of_unread_mailbox(session: Session, *, since: datetime, now: datetime) -> int:
    """Tell those with coming meetings, once, that no answer by mail can be read; how many."""
    if now - since < LONG_UNREAD:
        return 0
    told = 0
    for process_id in sorted({one.process_id for one in coming_meetings(session, now=now)}):
        if _unfinished(session, process_id=process_id, begins=_UNREAD) is None:
            told += put_to_facilitators(
                session,
                key=f"{_UNREAD}{process_id}:{since.isoformat()}",
                process=session.get_one(Process, process_id),
                message=mailbox_unread_card(),
                due_at=now,
            )
    return told


def tell_of_read_mailbox(session: Session, *, now: datetime) -> int:
    """Tell those who heard of it that answers can be read again; how many."""
    told = 0
    for process_id in processes_told(session, key_begins=_UNREAD):
        card = _unfinished(session, process_id=process_id, begins=_UNREAD)
        if card is not None:
            told += put_to_facilitators(
                session,
                key=f"{card.key}{_ENDS}",
                process=session.get_one(Process, process_id),
                message=mailbox_read_card(),
                due_at=now,
            )
    return told


_BEGINS = "mail:outage:"
_UNREAD = "mail:unread:"
_ENDS = ":over"


def _unfinished(session: Session, *, process_id: int, begins: str = _BEGINS) -> Post | None:
    """The card about an outage of which the facilitators have not heard that it is over."""
    card = latest_post(session, key_begins=f"{begins}{process_id}:")
    return None if card is None or card.key.endswith(_ENDS) else card


def _tell_it_waits(
    session: Session, *, process_id: int, count: int, began: datetime, now: datetime
) -> bool:
    return put_to_facilitators(
        session,
        key=f"{_BEGINS}{process_id}:{began.isoformat()}",
        process=session.get_one(Process, process_id),
        message=mail_waits_card(count),
        due_at=now,
    )


def _tell_it_works(session: Session, card: Post, *, now: datetime) -> bool:
    assert card.process_id is not None
    sent = count_sent_mail(session, process_id=card.process_id, since=card.due_at)
    return put_to_facilitators(
        session,
        key=f"{card.key}{_ENDS}",
        process=session.get_one(Process, card.process_id),
        message=mail_works_card(sent),
        due_at=now,
    )
