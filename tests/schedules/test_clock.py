import time
from collections.abc import Callable
from datetime import UTC, datetime
from threading import Event

import pytest
from sqlalchemy import text

from models import Database
from models.clock_lock import ClockLock
from schedules.clock import TIMETABLE, Clock, Job

NOW = datetime(2022, 5, 9, 8, 0, tzinfo=UTC)


@pytest.fixture
def postgresql(postgresql_url: str) -> Database:
    return Database(postgresql_url)


def ring(database: Database, *jobs: Job) -> Clock:
    clock = Clock(database, now=lambda: NOW, tick_seconds=0.05, timetable=jobs)
    clock.start()
    return clock


def until(holds: Callable[[], bool]) -> None:
    give_up = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < give_up, "it never came to that"
        time.sleep(0.02)


def test_the_timetable_names_every_job_in_schedules() -> None:
    assert [job.work.__name__ for job in TIMETABLE] == [
        "ask_lost_questions",
        "withdraw_outdated_reminders",
        "send_reminders",
        "forget_seen_events",
    ]


def test_every_job_runs_on_an_empty_database(database: Database) -> None:
    for job in TIMETABLE:
        job.work(database, NOW)


def test_a_job_is_handed_the_time_and_runs_at_each_tick(database: Database) -> None:
    times: list[datetime] = []

    clock = ring(database, Job(work=lambda _database, now: times.append(now)))
    until(lambda: len(times) >= 2)
    clock.stop()

    assert set(times) == {NOW}


def test_a_job_that_fails_stops_no_other(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    rung = Event()

    def fall(_database: Database, _now: datetime) -> None:
        raise ZeroDivisionError

    clock = ring(database, Job(work=fall), Job(work=lambda *_: rung.set()))
    assert rung.wait(20)
    until(lambda: "is tried again" in caplog.text)
    clock.stop()


def test_only_one_worker_holds_the_clock(postgresql: Database) -> None:
    first, second = ClockLock(postgresql), ClockLock(postgresql)

    held = [first.hold(), second.hold(), first.hold()]
    first.release()

    assert held == [True, False, True]
    assert second.hold()
    second.release()
    postgresql.close()


def test_when_the_holder_dies_another_takes_over(postgresql: Database) -> None:
    first, second = ClockLock(postgresql), ClockLock(postgresql)
    assert first.hold()
    with postgresql.engine.connect() as connection:
        connection.execute(
            text("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'")
        )

    until(second.hold)

    assert not first.hold()
    second.release()
    postgresql.close()


def test_on_sqlite_the_one_worker_holds_the_clock(sqlite_url: str) -> None:
    database = Database(sqlite_url)

    assert ClockLock(database).hold()
    database.close()
