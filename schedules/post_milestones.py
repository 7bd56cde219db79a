"""Tells of milestones: announced ahead, come due, moved."""

from datetime import datetime
from logging import getLogger

from bot.milestones import coming_tellings, outdated_tellings, put_tellings
from models import Database
from models.posts import give_up_waiting

log = getLogger(__name__)


def post_milestones(database: Database, now: datetime) -> None:
    """Put into the outbox what is due, and keep back what a new date or state has overtaken."""
    with database.read() as session:
        is_due = any(one.due_at <= now for one in coming_tellings(session, now=now))
        outdated = outdated_tellings(session)
    if not is_due and not outdated:
        return
    with database.write() as session:
        give_up_waiting(session, keys=outdated)
        count = put_tellings(session, now=now)
    if count:
        log.info("%d messages of milestones put into the outbox", count)
