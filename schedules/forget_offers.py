"""Deletes questions that were written, offered to be passed on, and left at that."""

from datetime import datetime
from logging import getLogger

from bot.enquiries import forget_old_offers
from models import Database

log = getLogger(__name__)


def forget_offers(database: Database, now: datetime) -> None:
    """Delete those that are two weeks old."""
    with database.write() as session:
        count = forget_old_offers(session, now=now)
    if count:
        log.info("%d questions that were never passed on are forgotten", count)
