"""Reminds facilitators of questions that nobody has answered, and forgets those never passed on."""

from datetime import datetime
from logging import getLogger

from bot.enquiries import forget_old_offers
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


def forget_offers(database: Database, now: datetime) -> None:
    """Delete what people wrote and did not want to have passed on."""
    with database.write() as session:
        count = forget_old_offers(session, now=now)
    if count:
        log.info("%d questions that were never passed on are forgotten", count)
