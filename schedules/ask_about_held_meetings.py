"""Asks the facilitators to see to a meeting that is over."""

from datetime import datetime
from logging import getLogger

from bot.meeting_wrap_up import over_meetings, put_over_posts
from models import Database

log = getLogger(__name__)


def ask_about_held_meetings(database: Database, now: datetime) -> None:
    """Put a post into the outbox for each of them."""
    with database.read() as session:
        is_due = bool(over_meetings(session, now=now))
    if not is_due:
        return
    with database.write() as session:
        count = put_over_posts(session, now=now)
    if count:
        log.info("%d meetings are over, and the facilitators are asked", count)
