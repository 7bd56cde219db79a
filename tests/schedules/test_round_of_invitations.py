"""Two hundred people are invited while the worker is killed twenty times at random moments.

Slack and the mail server are the sandbox's, over real sockets; the worker is `sammen worker`.
"""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from pathlib import Path

import pytest
from sqlalchemy import func
from sqlmodel import select

from bot.connecting import connect
from bot.loading import apply_load
from models import Database, Membership, Person, Post, Process
from models.enums import PostState, Role, Stage
from sandbox.server import RunningSandbox, start
from sandbox.world import Persona, load_world
from tests.builders import CHANNEL, LEADERS, TEAM, process_file
from tests.meetings import open_workshop

ROOT = Path(__file__).parents[2]
PEOPLE = 200
KILLS = 20
MORNING = datetime(2022, 5, 16, 8, 0, tzinfo=UTC)  # Monday, 10.00 in Copenhagen
PATIENCE = 90.0  # seconds, for what must come in the end
A_CLAIM_IS_OLD_AFTER = timedelta(minutes=3)


@pytest.fixture
def sandbox() -> Iterator[RunningSandbox]:
    world = load_world()
    one = next(iter(world.personas.values()))
    people = {f"U0P{number:03}": _persona(number, like=one) for number in range(PEOPLE)}
    running = start(world=replace(world, personas=people))
    yield running
    running.stop()


def _persona(number: int, *, like: Persona) -> Persona:
    return replace(
        like,
        id=f"U0P{number:03}",
        name=f"Opdigtet Deltager {number}",
        email=f"deltager{number}@aalborg.example",
    )


def prepare(database: Database, sandbox: RunningSandbox) -> None:
    """Two hundred members, and a workshop to which they are to be invited now."""
    before = MORNING - timedelta(days=1)
    with database.write() as session:
        process = apply_load(session, process_file=process_file(), now=before)
        connect(
            session,
            key=process.key,
            team_id=TEAM,
            channel=CHANNEL,
            facilitators_channel=LEADERS,
            facilitators=[],
            now=before,
        )
        for persona in sandbox.slack.world.personas.values():
            person = Person(
                team_id=TEAM,
                slack_id=persona.id,
                name=persona.name,
                slack_email=persona.email,
                first_seen_at=before,
            )
            session.add(person)
            session.flush()
            session.add(_member(process, person, before))
        open_workshop(session, now=MORNING - timedelta(minutes=1))


def _member(process: Process, person: Person, joined_at: datetime) -> Membership:
    return Membership(
        process_id=process.id,
        person_id=person.id,
        role=Role.NEED_OWNER,
        stage=Stage.JOINED,
        invited_at=joined_at,
        joined_at=joined_at,
    )


class Workers:
    """One worker after another, each living a little later than the one before."""

    def __init__(self, database_url: str, sandbox: RunningSandbox, folder: Path) -> None:
        self._clock_file = folder / "clock.json"
        self._log = (folder / "worker.log").open("ab")
        self._lives = 0
        self._process: subprocess.Popen[bytes] | None = None
        self._environment = {
            "PATH": os.environ["PATH"],
            "DATABASE_URL": database_url,
            "SLACK_BOT_TOKEN": sandbox.slack.world.app.bot_token,
            "SLACK_API_URL": sandbox.api_url,
            "SMTP_URL": sandbox.smtp_url,
            "IMAP_URL": sandbox.imap_url,
            "MAIL_FROM": f"Sammen <{sandbox.slack.world.mail.address}>",
            "CLOCK_FILE": str(self._clock_file),
            "TICK_SECONDS": "0.1",
        }

    def begin(self) -> None:
        """Start the next one. What the last one had in hand is old by now."""
        now = MORNING + self._lives * A_CLAIM_IS_OLD_AFTER
        self._lives += 1
        offset = now.timestamp() - time.time()
        self._clock_file.write_text(json.dumps({"offset_seconds": offset}))
        self._process = subprocess.Popen(
            [sys.executable, "app.py", "worker"],
            cwd=ROOT,
            env=self._environment,
            stdout=self._log,
            stderr=self._log,
        )

    def kill(self) -> None:
        """End it without a chance to put anything in order."""
        if self._process is not None:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait()

    def close(self) -> None:
        """End the last one."""
        self.kill()
        self._log.close()


@pytest.fixture
def workers(database_url: str, sandbox: RunningSandbox, tmp_path: Path) -> Iterator[Workers]:
    made = Workers(database_url, sandbox, tmp_path)
    yield made
    made.close()


def test_a_round_killed_twenty_times_reaches_each_person_once(
    database: Database, sandbox: RunningSandbox, workers: Workers
) -> None:
    prepare(database, sandbox)
    chance = random.Random(2022)

    for life in range(KILLS):
        before = progress(database)
        workers.begin()
        until(lambda: progress(database) != before)  # noqa: B023 # called within this turn
        time.sleep(chance.uniform(0, 0.1 if life % 2 else 0.9))  # the moment is what is tested
        workers.kill()
    unfinished = unsent(database)
    workers.begin()
    until(lambda: unsent(database) == 0 and sent(database) == 2 * PEOPLE)

    assert unfinished > 0, "the round was over before the last kill"
    assert cards(sandbox) == dict.fromkeys(sandbox.slack.world.personas, 1)
    assert mails(sandbox) == {
        (one.email, "REQUEST"): 1 for one in sandbox.slack.world.personas.values()
    }
    assert failed(database) == []


def progress(database: Database) -> tuple[int, int]:
    """How many posts there are and how many are done: any life changes one of them."""
    with database.read() as session:
        return session.exec(select(func.count()).select_from(Post)).one(), sent(database)


def unsent(database: Database) -> int:
    return _count(database, PostState.WAITING) + _count(database, PostState.CLAIMED)


def sent(database: Database) -> int:
    return _count(database, PostState.SENT)


def _count(database: Database, state: PostState) -> int:
    with database.read() as session:
        return session.exec(select(func.count()).where(Post.state == state)).one()


def failed(database: Database) -> list[str]:
    """The keys of posts that did not arrive, or that nobody is sure of."""
    with database.read() as session:
        unhappy = select(Post.key).where(Post.state.in_((PostState.FAILED, PostState.UNSURE)))  # type: ignore[attr-defined]
        return list(session.exec(unhappy))


def cards(sandbox: RunningSandbox) -> Counter[str]:
    """How many messages with buttons each person has had."""
    store = sandbox.slack.store
    return Counter(
        {
            persona.id: sum(
                any(block["type"] == "actions" for block in message.blocks)
                for message in store.channels[persona.im].messages.values()
            )
            for persona in sandbox.slack.world.personas.values()
        }
    )


def mails(sandbox: RunningSandbox) -> Counter[tuple[str, str]]:
    """How many mails each person has had, by what they ask of the calendar."""
    found: Counter[tuple[str, str]] = Counter()
    for persona in sandbox.slack.world.personas.values():
        for stored in sandbox.slack.post_office.mailboxes.all(persona.email):
            mail = message_from_bytes(stored.content)
            methods = [part.get_param("method") for part in mail.walk()]
            found[persona.email, str(next(one for one in methods if one))] += 1
    return found


def until(holds: Callable[[], bool]) -> None:
    give_up = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < give_up, "it never came to that"
        time.sleep(0.02)
