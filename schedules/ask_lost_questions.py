"""Asks again what a worker decided to ask and died before asking."""

from datetime import datetime
from logging import getLogger

from bot.lost_questions import is_any_lost, resend_lost_questions
from models import Database

log = getLogger(__name__)


def ask_lost_questions(database: Database, now: datetime) -> None:
    """Put every question that was never shown into the outbox."""
    with database.read() as session:
        is_any = is_any_lost(session, now=now)
    if not is_any:
        return
    with database.write() as session:
        count = resend_lost_questions(session, now=now)
    if count:
        log.warning("%d questions had not been shown; they are asked again", count)
