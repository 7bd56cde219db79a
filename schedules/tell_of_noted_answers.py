"""Tells people what a facilitator has noted for them, once nothing more has been noted for a while."""

from datetime import datetime
from logging import getLogger

from bot.on_behalf import coming_tellings, tell_settled
from models import Database

log = getLogger(__name__)


def tell_of_noted_answers(database: Database, now: datetime) -> None:
    """Put what is due into the outbox, each once."""
    with database.read() as session:
        is_any = bool(coming_tellings(session))
    if not is_any:
        return
    with database.write() as session:
        count = tell_settled(session, now=now)
    if count:
        log.info("%d people are told what was noted for them", count)
