"""A round to a thousand people against the sandbox with Slack's rate limits on, with kills.

One worker on SQLite, then four on PostgreSQL, each a `sammen worker` of its own; twenty times
during the round one of them is killed and replaced. The floor is the time that the limits allow,
computed from the sandbox's own numbers: what is over its burst, at its rate. `--pace` raises both
the sandbox's limits and Sammen's; what a restart costs is not any quicker, and so weighs more.
"""

import argparse
import random
import tempfile
import time
from pathlib import Path

from benchmarks.conversation_step import postgresql
from models import Database
from models.migrations import upgrade
from sandbox.pressure import POSTS_A_MINUTE, POSTS_AT_ONCE_TO_ALL
from tests.rounds import PEOPLE, Round, Workers, begin_round, start_crowded


def one_round(name: str, url: str, *, workers: int, pace: float, kills: int) -> None:
    """Write to everybody, and print how long it took beside what the limits allow."""
    sandbox = start_crowded(pace=pace)
    database = Database(url)
    upgrade(database)
    begin_round(database, sandbox)
    crew = Workers(url, sandbox, Path(tempfile.mkdtemp()), count=workers)
    reached = Round(sandbox, database)
    chance = random.Random(1000)
    crew.begin()
    for moment in sorted(chance.sample(range(PEOPLE // 50, PEOPLE * 9 // 10), kills)):
        while reached.messages() < moment:
            time.sleep(0.02)
        crew.kill_and_replace(chance.randrange(workers))
    while reached.waiting():
        time.sleep(0.02)
    left = reached.unsent()
    if left and kills:
        crew.take_up_what_was_left()
    while reached.unsent():
        time.sleep(0.02)
    crew.close()
    allowed = (PEOPLE / pace - POSTS_AT_ONCE_TO_ALL) / (POSTS_A_MINUTE / 60)
    seconds = reached.seconds()
    counts = sorted(set(reached.each_person().values()))
    print(
        f"\n{name}: {PEOPLE} people, {workers} worker(s), {kills} kills, "
        f"{pace:g} x Slack's limits\n"
        f"  first to last message {seconds:6.1f} s\n"
        f"  what the limits allow {allowed:6.1f} s\n"
        f"  ratio {seconds / allowed:.3f}; messages to each person: {counts}; "
        f"refused by Slack: {len(sandbox.slack.pressure.refusals)}"
    )
    database.close()
    sandbox.stop()


def main() -> None:
    """Both databases, SQLite first."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pace", type=float, default=1)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--only", choices=("sqlite", "postgresql"))
    options = parser.parse_args()
    given = {"pace": options.pace, "kills": options.kills}
    if options.only != "postgresql":
        with tempfile.TemporaryDirectory() as folder:
            one_round("SQLite", f"sqlite:///{folder}/sammen.db", workers=1, **given)
    if options.only != "sqlite":
        with postgresql() as url:
            one_round("PostgreSQL", url, workers=4, **given)


if __name__ == "__main__":
    main()
