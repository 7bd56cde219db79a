"""Everything that goes on in the background, begun together and ended together."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from bot.awaited import Accounts
from bot.delivering import Courier
from bot.mailing import MailSetup
from bot.pacing import Pacing
from models import Database
from schedules.clock import Clock, timetable
from schedules.deliver_mail import MailDelivery
from schedules.deliver_posts import PostDelivery
from schedules.read_replies import MailboxReading, ReplyReading


@contextmanager
def at_work(
    database: Database,
    *,
    courier: Courier,
    accounts: Accounts,
    mail: MailSetup | None,
    now: Callable[[], datetime],
    tick_seconds: float,
    senders: int,
    pacing: Pacing,
) -> Iterator[None]:
    """The clock and the outbox; mail and the mailbox too, where they are set up."""
    jobs = timetable(mail, accounts)
    workers: list[PostDelivery | MailDelivery | MailboxReading | Clock] = [
        PostDelivery(
            database,
            courier,
            now=now,
            tick_seconds=tick_seconds,
            senders=senders,
            pacing=pacing,
        ),
        Clock(database, now=now, tick_seconds=tick_seconds, timetable=jobs),
    ]
    if mail is not None:
        delivery = MailDelivery(database, mail.courier, now=now, tick_seconds=tick_seconds)
        workers.insert(0, delivery)
    if mail is not None and mail.mailbox is not None:
        replies = ReplyReading(mail.mailbox, organizer=mail.organizer, authserv=mail.authserv)
        workers.insert(0, MailboxReading(database, replies, now=now, tick_seconds=tick_seconds))
    for worker in workers:
        worker.start()
    try:
        yield
    finally:
        for worker in reversed(workers):
            worker.stop()
