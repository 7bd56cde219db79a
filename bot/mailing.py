"""Delivers by mail what is due from the outbox, each post once.

A mail's Message-ID is made of its post, and each mail goes to Sammen's own mailbox as well. So
when a worker died while sending, or the server's last answer was lost, who takes the post up looks
there first; without a mailbox to look into, the facilitators are asked.
"""

from collections.abc import Callable, Collection
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, Protocol

from sqlmodel import Session

from bot.calendar.events import Organizer
from bot.deliveries import (
    PATIENCE,
    Delayed,
    Delivered,
    Nothing,
    Outcome,
    ask_facilitators,
    leave_for_daytime,
    must_wait,
    posts_in_hand,
    record,
    record_failure,
    record_sent,
    release,
)
from bot.errors import DeliveryFailed, Unreachable
from bot.mailbox import Mailbox
from models import Database
from models.claims import ClaimedPost, claim_mail
from models.waiting_mail import NO_SERVER

NO_COPY = "no copy: "  # begins the error of a post that would not be found if it was looked for
LOOK_AGAIN = timedelta(minutes=1)  # when the mailbox could not be looked into


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """A mail to one person. A calendar in it has a method, such as REQUEST."""

    subject: str
    plain: str
    to_name: str
    to: str
    from_name: str
    from_: str
    html: str | None = None
    calendar: str | None = None
    method: str | None = None
    in_reply_to: str | None = None

    def stored(self) -> dict[str, Any]:
        """The column of a post that it is sent as."""
        parts = asdict(self)
        parts["from"] = parts.pop("from_")
        return {"text": self.subject, "mail": parts}

    @classmethod
    def of(cls, stored: dict[str, Any]) -> "Mail":
        """The same, read from the column."""
        parts = {one: stored["mail"].get(one) for one in cls.__slots__}
        return cls(**parts | {"from_": stored["mail"]["from"]})


class MailCourier(Protocol):
    """Takes mail to a server. What it cannot deliver it raises as DeliveryFailed."""

    def deliver(
        self, mail: Mail, *, message_id: str, now: datetime, note_no_copy: Callable[[], None]
    ) -> None:
        """Send it to its reader, and to Sammen's own mailbox.

        `note_no_copy` is called before anything is sent if that mailbox takes no copy.
        """

    def find(self, message_id: str) -> bool:
        """Whether it is in Sammen's own mailbox. Fails for good if there is none to look into."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailSetup:
    """Mail is on. Without a mailbox, answers that are given in calendars are not seen."""

    organizer: Organizer
    courier: MailCourier
    mailbox: Mailbox | None
    authserv: str  # the mail server's name under what it has found out about a sender


@dataclass(frozen=True, slots=True, kw_only=True)
class MailRests:
    """No mail can be sent just now, whatever it is. The post waits, and this was no attempt."""

    post_id: int
    reason: str


def message_id_of(*, post_id: int, key: str, sender: str) -> str:
    """By which a post's mail is found again. The digest keeps strangers from guessing it."""
    digest = sha256(key.encode()).hexdigest()[:16]
    return f"<post-{post_id}.{digest}@{sender.rpartition('@')[2]}>"


def mail_next(
    database: Database, courier: MailCourier, *, now: datetime, resting: Collection[int] = ()
) -> Outcome | MailRests:
    """Deliver the first post that is due by mail, except those."""
    in_hand = posts_in_hand(database)
    with database.write() as session:
        post = claim_mail(
            session,
            now=now,
            abandoned_before=now - PATIENCE,
            except_ids=in_hand.union(resting),
        )
        if post is None:
            return Nothing()
        if must_wait(post, now=now):
            return leave_for_daytime(session, post, now=now)
        in_hand.add(post.id)
    try:
        return _deliver(database, courier, post, now=now)
    finally:
        in_hand.discard(post.id)


def _deliver(
    database: Database, courier: MailCourier, post: ClaimedPost, *, now: datetime
) -> Outcome | MailRests:
    mail = Mail.of(post.message)
    message_id = message_id_of(post_id=post.id, key=post.key, sender=mail.from_)
    is_there = False
    leaves_copy = not (post.error or "").startswith(NO_COPY)
    if post.claimed_before is not None and not leaves_copy:
        with database.write() as session:
            return ask_facilitators(session, post, now=now)
    if post.claimed_before is not None:
        try:
            is_there = courier.find(message_id)
        except DeliveryFailed as failure:
            with database.write() as session:
                if failure.permanent:
                    return ask_facilitators(session, post, now=now)
                return _look_later(session, post, failure, now=now)

    noted: list[str] = []

    def note_no_copy() -> None:
        # Committed before the mail is sent: whoever takes it up after a crash must know.
        with database.write() as session:
            record(session, post, error=NO_COPY)
        noted.append(NO_COPY)

    if not is_there:
        try:
            courier.deliver(mail, message_id=message_id, now=now, note_no_copy=note_no_copy)
        except Unreachable as failure:
            with database.write() as session:
                return _rest(session, post, failure)
        except DeliveryFailed as failure:
            # The server may still be busy with it: looked for too soon, it would not be found.
            not_before = now + PATIENCE if failure.perhaps_sent else None
            with database.write() as session:
                if failure.perhaps_sent and noted:
                    failure.reason = NO_COPY + failure.reason
                return record_failure(session, post, failure, now=now, not_before=not_before)
    with database.write() as session:
        record_sent(session, post, ts=None, now=now)
    return Delivered(post_id=post.id, channel=mail.to, person_id=post.person_id)


def _look_later(
    session: Session, post: ClaimedPost, failure: DeliveryFailed, *, now: datetime
) -> Delayed:
    until = now + LOOK_AGAIN
    release(session, post, due_at=until, error=failure.reason)
    return Delayed(post_id=post.id, reason=failure.reason, until=until, retry_after=None)


def _rest(session: Session, post: ClaimedPost, failure: Unreachable) -> MailRests:
    """It stays due since the same moment: by that, bot/mail_outages.py knows how long it lasts."""
    release(session, post, due_at=post.due_at, error=NO_SERVER + failure.reason)
    return MailRests(post_id=post.id, reason=failure.reason)
