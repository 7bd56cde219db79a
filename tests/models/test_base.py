from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy.exc import StatementError
from sqlmodel import SQLModel, select

from models import Database, SeenEvent
from models.migrations import belongs_on, is_current, upgrade

NOON = datetime(2022, 5, 9, 12, 0, tzinfo=UTC)


def test_the_migrations_build_exactly_the_tables_in_code(database: Database) -> None:
    with database.engine.connect() as connection:
        here = {"include_object": belongs_on(connection.dialect.name)}
        context = MigrationContext.configure(connection, opts=here)
        difference = compare_metadata(context, SQLModel.metadata)

    assert difference == []


def test_migrating_twice_is_the_same_as_once(database: Database) -> None:
    upgrade(database)

    assert is_current(database)


def test_a_moment_comes_back_aware_and_in_utc(database: Database) -> None:
    summer = timezone(timedelta(hours=2))
    with database.write() as session:
        session.add(SeenEvent(event_id="Ev1", seen_at=NOON.astimezone(summer)))

    with database.read() as session:
        seen = session.exec(select(SeenEvent)).one()

    assert (seen.seen_at, seen.seen_at.tzinfo) == (NOON, UTC)


def test_a_naive_moment_is_refused(database: Database) -> None:
    naive = NOON.replace(tzinfo=None)

    def write() -> None:
        with database.write() as session:
            session.add(SeenEvent(event_id="Ev1", seen_at=naive))

    with pytest.raises(StatementError, match="a moment needs a time zone"):
        write()


def test_a_failing_transaction_leaves_nothing_behind(database: Database) -> None:
    def write() -> None:
        with database.write() as session:
            session.add(SeenEvent(event_id="Ev1", seen_at=NOON))
            session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write()

    with database.read() as session:
        assert session.get(SeenEvent, "Ev1") is None


def test_many_writers_at_once_lose_nothing(database: Database) -> None:
    def write(number: int) -> None:
        with database.write() as session:
            session.add(SeenEvent(event_id=f"Ev{number}", seen_at=NOON))

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(write, range(200)))

    with database.read() as session:
        assert len(session.exec(select(SeenEvent)).all()) == 200
