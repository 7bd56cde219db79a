"""Slack repeats an event for minutes; after two days nobody asks for it any more."""

from datetime import datetime, timedelta

from models import Database
from models.seen_events import forget_events

KEPT_FOR = timedelta(hours=48)


def forget_seen_events(database: Database, now: datetime) -> None:
    """Forget the events that were dealt with long ago."""
    with database.write() as session:
        forget_events(session, before=now - KEPT_FOR)
