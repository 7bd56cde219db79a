"""Reminds people of the meetings they are invited to."""

from datetime import datetime
from logging import getLogger

from bot.meeting_reminders import due_reminders, outdated_meeting_reminders, put_meeting_reminders
from models import Database
from models.posts import give_up_waiting

log = getLogger(__name__)


def remind_of_meetings(database: Database, now: datetime) -> None:
    """Put every reminder that is due into the outbox."""
    with database.read() as session:
        is_due = bool(due_reminders(session, now=now))
    if not is_due:
        return
    with database.write() as session:
        count = put_meeting_reminders(session, now=now)
    if count:
        log.info("%d reminders of meetings put into the outbox", count)


def withdraw_meeting_reminders(database: Database, now: datetime) -> None:
    """Keep back reminders that could not be sent in time, and that a change has overtaken."""
    with database.read() as session:
        outdated = outdated_meeting_reminders(session, now=now)
    if not outdated:
        return
    with database.write() as session:
        give_up_waiting(session, keys=outdated)
