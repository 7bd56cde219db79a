"""Sends the link to a meeting to those who have asked and do not know it."""

from datetime import datetime
from logging import getLogger

from bot.meeting_links import is_any_link_owed, put_links
from models import Database

log = getLogger(__name__)


def send_meeting_links(database: Database, now: datetime) -> None:
    """Put every link that is owed into the outbox."""
    with database.read() as session:
        is_owed = is_any_link_owed(session, now=now)
    if not is_owed:
        return
    with database.write() as session:
        count = put_links(session, now=now)
    if count:
        log.info("%d links to meetings put into the outbox", count)
