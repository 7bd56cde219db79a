"""Reminds facilitators, once, of questions that nobody has answered for two working days."""

from datetime import datetime
from logging import getLogger

from bot.enquiry_reminders import coming_reminders, put_reminders
from models import Database

log = getLogger(__name__)


def remind_of_enquiries(database: Database, now: datetime) -> None:
    """Put every reminder that is due into the outbox."""
    with database.read() as session:
        is_due = bool(coming_reminders(session, now=now))
    if not is_due:
        return
    with database.write() as session:
        count = put_reminders(session, now=now)
    if count:
        log.info("the facilitators are reminded of %d questions", count)
