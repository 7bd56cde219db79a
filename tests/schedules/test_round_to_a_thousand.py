"""A thousand people are written to within Slack's limits, while workers are killed twenty times.

Slack is the sandbox with its limits on, four times as high as Slack's so that the round takes a
minute, and Sammen is told so. Of the thousand a hundred have not been written to before.
How long it may take beside what the limits allow is measured in benchmarks/round.py.
"""

import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from models import Database
from sandbox.server import RunningSandbox
from tests.rounds import PEOPLE, Round, Workers, begin_round, start_crowded

KILLS = 20
PATIENCE = 180.0  # seconds, for what must come in the end


@pytest.fixture
def sandbox() -> Iterator[RunningSandbox]:
    running = start_crowded()
    yield running
    running.stop()


@pytest.fixture
def workers(
    request: pytest.FixtureRequest, sandbox: RunningSandbox, tmp_path: Path
) -> Iterator[Workers]:
    """One on SQLite, four on PostgreSQL."""
    kind, count = request.param
    made = Workers(request.getfixturevalue(f"{kind}_url"), sandbox, tmp_path, count=count)
    yield made
    made.close()


@pytest.fixture
def database(workers: Workers) -> Iterator[Database]:
    opened = Database(workers.database_url)
    yield opened
    opened.close()


@pytest.mark.parametrize(
    "workers", [("sqlite", 1), ("postgresql", 4)], indirect=True, ids=["sqlite", "postgresql"]
)
def test_a_round_to_a_thousand_killed_twenty_times_reaches_each_once(
    sandbox: RunningSandbox, workers: Workers, database: Database
) -> None:
    begin_round(database, sandbox)
    reached = Round(sandbox, database)
    chance = random.Random(1000)

    workers.begin()
    for moment in sorted(chance.sample(range(PEOPLE // 50, PEOPLE * 9 // 10), KILLS)):
        until(lambda: reached.messages() >= moment)  # noqa: B023 # called within this turn
        time.sleep(chance.uniform(0, 0.05))  # the moment is what is tested
        workers.kill_and_replace(chance.randrange(workers.count))
    until(lambda: reached.waiting() == 0)
    workers.take_up_what_was_left()
    until(lambda: reached.unsent() == 0)

    assert reached.each_person() == Counter(dict.fromkeys(sandbox.slack.world.personas, 1))
    assert reached.sent() == PEOPLE
    assert len(sandbox.slack.pressure.refusals) <= 1, "Slack was hammered"


def until(holds: Callable[[], bool]) -> None:
    give_up = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < give_up, "it never came to that"
        time.sleep(0.02)
