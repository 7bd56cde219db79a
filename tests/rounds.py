"""A round to a thousand people: the sandbox, the posts, the workers, and what has come of it."""

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import func
from sqlmodel import select

from bot.outbox import put
from models import Database, Person, Post
from models.enums import PostState
from sandbox.server import RunningSandbox, start
from sandbox.world import Persona, load_world

ROOT = Path(__file__).parents[1]
PEOPLE = 1000
NEW = 100  # of them, whose direct messages have to be opened first
PACE = 4  # times Slack's limits
MORNING = datetime(2022, 5, 16, 8, 0, tzinfo=UTC)  # Monday, 10.00 in Copenhagen
A_CLAIM_IS_OLD_AFTER = timedelta(minutes=3)


def start_crowded(*, pace: float = PACE) -> RunningSandbox:
    """The sandbox with a thousand people in it, and its limits on."""
    world = load_world()
    one = next(iter(world.personas.values()))
    people = [_persona(number, like=one) for number in range(PEOPLE)]
    running = start(world=replace(world, personas={persona.id: persona for persona in people}))
    running.slack.settings.rate_limits = True
    running.slack.pressure.speed = pace
    return running


def _persona(number: int, *, like: Persona) -> Persona:
    return replace(
        like,
        id=f"U0P{number:03}",
        name=f"Opdigtet Deltager {number}",
        email=f"deltager{number}@aalborg.example",
    )


def begin_round(database: Database, sandbox: RunningSandbox) -> None:
    """A message to everybody is due."""
    world = sandbox.slack.world
    with database.write() as session:
        for number, persona in enumerate(world.personas.values()):
            person = Person(
                team_id=world.workspace.id,
                slack_id=persona.id,
                name=persona.name,
                dm_channel=None if number % (PEOPLE // NEW) == 0 else persona.im,
                first_seen_at=MORNING,
            )
            session.add(person)
            session.flush()
            put(
                session,
                key=f"round:{persona.id}",
                team_id=world.workspace.id,
                person_id=person.id,
                message={"text": f"Kære {persona.name}, workshoppen er flyttet.", "blocks": []},
                due_at=MORNING - timedelta(minutes=1),
            )


class Workers:
    """`sammen worker`, so many at a time, on one database."""

    def __init__(
        self, database_url: str, sandbox: RunningSandbox, folder: Path, *, count: int
    ) -> None:
        self.database_url = database_url
        self.count = count
        self._clock_file = folder / "clock.json"
        self._log = (folder / "workers.log").open("ab")
        self._processes: list[subprocess.Popen[bytes]] = []
        self._environment = {
            "PATH": os.environ["PATH"],
            "DATABASE_URL": database_url,
            "SLACK_BOT_TOKEN": sandbox.slack.world.app.bot_token,
            "SLACK_API_URL": sandbox.api_url,
            "CLOCK_FILE": str(self._clock_file),
            "TICK_SECONDS": "0.5",
            "SLACK_PACE": str(sandbox.slack.pressure.speed),
        }
        self._now = MORNING
        self._set_clock()

    def begin(self) -> None:
        """Start them all."""
        self._processes = [self._start() for _ in range(self.count)]

    def kill_and_replace(self, number: int) -> None:
        """End one of them without a chance to put anything in order; another begins at once.

        Where it was alone, what it had in hand is old by then. Where others are at work, a clock
        that jumps would make theirs old as well.
        """
        self._processes[number].kill()
        self._processes[number].wait()
        if self.count == 1:
            self._let_claims_grow_old()
        self._processes[number] = self._start()

    def take_up_what_was_left(self) -> None:
        """Begin again when the claims of those who were killed are old."""
        self._end(signal.SIGTERM)
        self._let_claims_grow_old()
        self.begin()

    def close(self) -> None:
        """End them all."""
        self._end(signal.SIGKILL)
        self._log.close()

    def _start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "app.py", "worker"],
            cwd=ROOT,
            env=self._environment,
            stdout=self._log,
            stderr=self._log,
        )

    def _end(self, how: signal.Signals) -> None:
        for process in self._processes:
            process.send_signal(how)
        for process in self._processes:
            process.wait()
        self._processes = []

    def _let_claims_grow_old(self) -> None:
        self._now += A_CLAIM_IS_OLD_AFTER
        self._set_clock()

    def _set_clock(self) -> None:
        offset = self._now.timestamp() - time.time()
        self._clock_file.write_text(json.dumps({"offset_seconds": offset}))


class Round:
    """What has come of it so far, in Slack and in the outbox."""

    def __init__(self, sandbox: RunningSandbox, database: Database) -> None:
        self._sandbox = sandbox
        self._database = database

    def messages(self) -> int:
        """How many have arrived."""
        return sum(self.each_person().values())

    def each_person(self) -> Counter[str]:
        """How many each person has had."""
        channels = self._sandbox.slack.store.channels
        people = self._sandbox.slack.world.personas.values()
        return Counter({one.id: len(channels[one.im].messages) for one in people})

    def seconds(self) -> float:
        """From the first message to the last, by Slack's own time."""
        channels = self._sandbox.slack.store.channels
        people = self._sandbox.slack.world.personas.values()
        times = [float(ts) for one in people for ts in channels[one.im].messages]
        return max(times) - min(times)

    def waiting(self) -> int:
        """How many posts nobody has claimed."""
        return self._count(PostState.WAITING)

    def unsent(self) -> int:
        """How many posts are not known to have arrived."""
        return self.waiting() + self._count(PostState.CLAIMED)

    def sent(self) -> int:
        """How many posts are known to have arrived."""
        return self._count(PostState.SENT)

    def _count(self, state: PostState) -> int:
        with self._database.read() as session:
            return session.exec(select(func.count()).where(Post.state == state)).one()
