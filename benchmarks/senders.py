"""The outbox's senders against the floor of senders / latency.

The courier does nothing but wait, as Slack would have one wait; so the floor is what so many
senders could do if claiming and recording cost nothing. Every post is a row that is claimed in one
durable commit and recorded in another, under Sammen's own pacing with limits too high to matter.
Twenty thousand posts that were sent before stand in the table. On PostgreSQL four workers share
the database, each a process of its own. Rounds start anew on the same database; the median counts.
"""

import argparse
import multiprocessing
import shutil
import statistics
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import func, insert
from sqlmodel import Session, col, select

from benchmarks.conversation_step import postgresql
from bot.pacing import Limit, Pacing, Rate
from models import Database, Person, Post
from models.enums import PostState
from models.migrations import upgrade
from models.posts import AskedQuestion
from schedules.deliver_posts import PostDelivery

TEAM = "T0"
NOW = datetime(2022, 5, 9, 8, tzinfo=UTC)
SENT_BEFORE = 20_000
SENDERS = 8
LATENCY = 0.2  # seconds; what chat.postMessage takes on an ordinary day
FLOOR_SECONDS = 5  # so long a round would take if the floor were reached
UNLIMITED = Pacing(
    rates=dict.fromkeys(Limit, Rate(a_minute=6e6, at_once=1_000_000)), rest=timedelta(seconds=1)
)


@dataclass(frozen=True)
class WaitingCourier:
    """Takes each message after so many seconds, and does no work for it."""

    latency: float

    def open_direct(self, slack_id: str) -> str:
        """All are known."""
        raise AssertionError(slack_id)

    def deliver(
        self,
        message: dict[str, object],  # noqa: ARG002 # a Courier's
        *,
        channel: str,  # noqa: ARG002
        post_id: int,
        thread_ts: str | None = None,  # noqa: ARG002
    ) -> str:
        """Wait."""
        time.sleep(self.latency)
        return f"{post_id}.000"

    def edit(self, message: dict[str, object], *, channel: str, ts: str) -> None:
        """None is an edit."""
        raise AssertionError(message, channel, ts)

    def find(
        self,
        *,
        channel: str,
        post_id: int,
        asks: AskedQuestion | None = None,
        thread_ts: str | None = None,
    ) -> str | None:
        """None was left half-sent."""
        raise AssertionError(channel, post_id, asks, thread_ts)


def prepare(database: Database) -> list[int]:
    """People, and what they were sent before; the people's ids."""
    upgrade(database)
    with database.write() as session:
        people = [
            Person(
                team_id=TEAM,
                slack_id=f"U{number}",
                name=f"Fiktiv {number}",
                dm_channel=f"D{number}",
                first_seen_at=NOW,
            )
            for number in range(4 * SENDERS * int(FLOOR_SECONDS / LATENCY))
        ]
        session.add_all(people)
        session.flush()
        ids = [person.id for person in people]
        keys = [f"before:{number}" for number in range(SENT_BEFORE)]
        _put(session, ids, keys, state=PostState.SENT)
    return ids


def _put(session: Session, people: list[int], keys: list[str], *, state: PostState) -> None:
    message = {"text": "Kære alle, workshoppen er flyttet til den 24. maj.", "blocks": []}
    rows = [
        {
            "key": key,
            "team_id": TEAM,
            "person_id": people[number % len(people)],
            "message": message,
            "state": state,
            "due_at": NOW,
            "attempts": 0,
            "waits_for_daytime": False,
        }
        for number, key in enumerate(keys)
    ]
    session.connection().execute(insert(Post), rows)


def one_round(database: Database, people: list[int], *, number: int, workers: int) -> float:
    """Messages a second, from the first that was sent to the last that was recorded."""
    count = int(workers * SENDERS * FLOOR_SECONDS / LATENCY)
    with database.write() as session:
        session.connection().exec_driver_sql("DELETE FROM paces")
    begin = multiprocessing.Event()
    stop = multiprocessing.Event()
    ready = multiprocessing.Barrier(workers + 1)
    url = database.engine.url.render_as_string(hide_password=False)
    processes = [
        multiprocessing.Process(target=_work, args=(url, ready, begin, stop))
        for _ in range(workers)
    ]
    database.engine.dispose()
    for process in processes:
        process.start()
    ready.wait()
    with database.write() as session:
        keys = [f"round:{number}:{one}" for one in range(count)]
        _put(session, people, keys, state=PostState.WAITING)
    begun = time.perf_counter()
    begin.set()
    _until(lambda: _unsent(database) == 0)
    elapsed = time.perf_counter() - begun
    stop.set()
    for process in processes:
        process.join()
    return count / elapsed


def _work(url: str, ready: object, begin: object, stop: object) -> None:
    database = Database(url)
    delivery = PostDelivery(
        database,
        WaitingCourier(LATENCY),
        now=lambda: NOW + timedelta(seconds=time.monotonic() % 60),
        tick_seconds=0.05,
        senders=SENDERS,
        pacing=UNLIMITED,
    )
    _unsent(database)  # what is imported and compiled once is no part of a round
    ready.wait()  # type: ignore[attr-defined]
    begin.wait()  # type: ignore[attr-defined]
    delivery.start()
    stop.wait()  # type: ignore[attr-defined]
    delivery.stop()
    database.close()


def _unsent(database: Database) -> int:
    with database.read() as session:
        return session.exec(
            select(func.count()).where(
                col(Post.state).in_((PostState.WAITING, PostState.CLAIMED)),
                col(Post.due_at) <= NOW,
            )
        ).one()


def _until(holds: Callable[[], bool]) -> None:
    pause = threading.Event()
    while not holds():
        pause.wait(0.05)


def compare(name: str, url: str, *, workers: int, rounds: int) -> None:
    """Print the rate beside the floor on one database."""
    database = Database(url)
    people = prepare(database)
    rates = [
        one_round(database, people, number=number, workers=workers) for number in range(rounds)
    ]
    database.close()
    floor = workers * SENDERS / LATENCY
    ratios = [rate / floor for rate in rates]
    print(
        f"\n{name}: {workers} x {SENDERS} senders, {1000 * LATENCY:g} ms a message, "
        f"{rounds} rounds\n"
        f"  sent           {statistics.median(rates):7.1f}/s\n"
        f"  senders/latency{floor:7.1f}/s\n"
        f"  ratio {statistics.median(ratios):.3f} ({min(ratios):.3f}-{max(ratios):.3f})"
    )


def main() -> None:
    """Both databases, SQLite first."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    folder = Path(tempfile.mkdtemp())
    url = f"sqlite:///{folder / 'sammen.db'}"
    compare("SQLite, synchronous=FULL", url, workers=1, rounds=rounds)
    shutil.rmtree(folder)
    with postgresql() as url:
        compare("PostgreSQL", url, workers=4, rounds=rounds)


if __name__ == "__main__":
    main()
