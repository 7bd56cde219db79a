from datetime import UTC, datetime, timedelta

from sqlmodel import select

from models import Database, SeenEvent
from schedules.forget_seen_events import forget_seen_events

NOW = datetime(2022, 5, 9, 8, 0, tzinfo=UTC)


def test_events_are_forgotten_after_two_days(database: Database) -> None:
    with database.write() as session:
        session.add(SeenEvent(event_id="old", seen_at=NOW - timedelta(hours=49)))
        session.add(SeenEvent(event_id="new", seen_at=NOW - timedelta(hours=47)))

    forget_seen_events(database, NOW)

    with database.read() as session:
        assert session.exec(select(SeenEvent.event_id)).all() == ["new"]
