"""Reminds people who stopped half-way through their needs mapping."""

from datetime import datetime
from logging import getLogger

from bot.reminders import coming_reminders, outdated_reminders, put_reminders
from models import Database
from models.posts import give_up_waiting

log = getLogger(__name__)


def send_reminders(database: Database, now: datetime) -> None:
    """Put every reminder that is due into the outbox."""
    with database.read() as session:
        is_due = bool(coming_reminders(session, now=now))
    if not is_due:
        return
    with database.write() as session:
        count = put_reminders(session, now=now)
    if count:
        log.info("%d reminders put into the outbox", count)


def withdraw_outdated_reminders(database: Database, _now: datetime) -> None:
    """Keep back reminders that could not be sent in time, and that an answer has overtaken."""
    with database.read() as session:
        outdated = outdated_reminders(session)
    if not outdated:
        return
    with database.write() as session:
        give_up_waiting(session, keys=outdated)
