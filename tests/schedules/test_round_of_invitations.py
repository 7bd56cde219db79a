"""Two hundred people are invited while the worker is killed twenty times at random moments.

Half-way the workshop moves: some have been invited by then, and some have not. Slack and the mail server are the sandbox's, over real sockets; the worker is `sammen worker`.
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
from icalendar import Calendar
from sqlalchemy import func
from sqlmodel import col, select

from bot.connecting import connect
from bot.loading import apply_load
from bot.meetings import change
from models import Database, Invitation, Membership, Person, Post, Process
from models.enums import PostState, Role, Stage
from models.posts import NOT_NEEDED
from sandbox.server import RunningSandbox, start
from sandbox.world import Persona, load_world
from tests.builders import CHANNEL, LEADERS, TEAM, process_file
from tests.meetings import draft_of, open_workshop, workshop

ROOT = Path(__file__).parents[2]
PEOPLE = 200
KILLS = 20
MORNING = datetime(2022, 5, 16, 8, 0, tzinfo=UTC)  # Monday, 10.00 in Copenhagen
PATIENCE = 180.0  # seconds, for what must come in the end
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
            "SLACK_PACE": "10",  # limits are for test_round_to_a_thousand.py
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


def test_a_round_killed_twenty_times_tells_each_person_each_thing_once(
    database: Database, sandbox: RunningSandbox, workers: Workers
) -> None:
    prepare(database, sandbox)
    chance = random.Random(2022)

    for life in range(KILLS):
        if life == KILLS // 2:
            move(database)
        before = progress(database)
        workers.begin()
        until(lambda: progress(database) != before)  # noqa: B023 # called within this turn
        time.sleep(chance.uniform(0, 0.1 if life % 2 else 0.9))  # the moment is what is tested
        workers.kill()
    unfinished = unsent(database)
    workers.begin()
    until(lambda: unsent(database) == 0 and all_know(database))

    people = sandbox.slack.world.personas
    told = mails(sandbox)
    assert unfinished > 0, "the round was over before the last kill"
    assert {sequence for _, sequence in told} == {0, 1}, "nobody was invited before the move"
    assert cards(sandbox) == dict.fromkeys(people, 1)
    assert set(told.values()) == {1}
    assert {one for one, sequence in told if sequence == 1} == {
        one.email for one in people.values()
    }
    assert lost(database) == []


def move(database: Database) -> None:
    """The workshop is a day later."""
    day = timedelta(days=1)
    with database.write() as session:
        meeting = workshop(session)
        starts, ends = meeting.starts_at + day, meeting.ends_at + day
        draft = draft_of(meeting, starts_at=starts, ends_at=ends)
        by = session.get_one(Person, 1)
        change(session, meeting_id=meeting.id, draft=draft, by=by, now=MORNING)


def all_know(database: Database) -> bool:
    """Whether everybody has been told how the meeting stands now."""
    with database.read() as session:
        told = session.exec(select(Invitation.told_sequence)).all()
    return list(told) == [1] * PEOPLE


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


def lost(database: Database) -> list[str]:
    """The keys of posts that did not arrive, or of which nobody is sure; not those overtaken."""
    unhappy = col(Post.state).in_((PostState.FAILED, PostState.UNSURE))
    counts = func.coalesce(Post.error, "") != NOT_NEEDED
    with database.read() as session:
        return list(session.exec(select(Post.key).where(unhappy, counts)))


def cards(sandbox: RunningSandbox) -> Counter[str]:
    """How many messages each person can answer in the end."""
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


def mails(sandbox: RunningSandbox) -> Counter[tuple[str, int]]:
    """How many mails each person has had of each sequence."""
    found: Counter[tuple[str, int]] = Counter()
    for persona in sandbox.slack.world.personas.values():
        for stored in sandbox.slack.post_office.mailboxes.all(persona.email):
            parts = message_from_bytes(stored.content).walk()
            [calendar] = [one for one in parts if one.get_content_type() == "text/calendar"]
            content = calendar.get_payload(decode=True)
            assert isinstance(content, bytes)
            found[persona.email, int(str(Calendar.from_ical(content).events[0]["SEQUENCE"]))] += 1
    return found


def until(holds: Callable[[], bool]) -> None:
    give_up = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < give_up, "it never came to that"
        time.sleep(0.02)
