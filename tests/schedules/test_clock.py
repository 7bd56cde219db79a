import time
from collections.abc import Callable, Generator
from datetime import UTC, datetime
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import text

from bot.awaited import Account
from bot.calendar.events import Organizer
from bot.mailbox import Mark, Received
from bot.mailing import Mail, MailSetup
from models import Database
from models.clock_lock import ClockLock
from schedules.clock import Clock, Job, timetable

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


class EmptyMailbox:
    """Nothing ever comes."""

    name = "empty"

    def new_mails(self, since: Mark | None) -> Generator[Received, None, None]:  # noqa: ARG002
        yield from ()


class NoCourier:
    """No mail is sent here."""

    def deliver(
        self, mail: Mail, *, message_id: str, now: datetime, note_no_copy: Callable[[], None]
    ) -> None:
        raise AssertionError((mail, message_id, now, note_no_copy))

    def find(self, message_id: str) -> bool:
        raise AssertionError(message_id)


class NoAccounts:
    """Nobody is looked up here."""

    def find(self, email: str) -> Account | None:
        raise AssertionError(email)


EVERYTHING = timetable(
    MailSetup(
        organizer=Organizer(name="Sammen", email="sammen@copi.example"),
        courier=NoCourier(),
        mailbox=EmptyMailbox(),
        authserv="",
    ),
    NoAccounts(),
)


def name_of(job: Job) -> str:
    return str(getattr(job.work, "func", job.work).__name__)


def test_the_timetable_names_every_job_in_schedules() -> None:
    folder = Path(__file__).parents[2] / "schedules"
    jobs = {path.stem for path in folder.glob("*.py")} - {
        *("__init__", "background", "clock", "now", "repeating"),
        *("deliver_posts", "deliver_mail", "read_replies"),  # have threads of their own
    }

    named = {name_of(job) for job in EVERYTHING}

    assert jobs <= named


def test_without_mail_nothing_looks_for_any() -> None:
    with_mail = {name_of(job) for job in EVERYTHING}

    without = {name_of(job) for job in timetable(None, NoAccounts())}
    assert with_mail - without == {"tell_of_mail_outage"}


def test_every_job_runs_on_an_empty_database(database: Database) -> None:
    for job in EVERYTHING:
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
