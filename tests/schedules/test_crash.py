"""A worker is killed in the middle of sending, twice: each person still gets each message once."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest
from sqlmodel import Session, select

from bot.outbox import put
from models import Database, Person, Post
from models.enums import PostState
from sandbox.server import RunningSandbox, start
from tests.bot.test_mailing import put_mail
from tests.post_office import PostOffice, post_office

__all__ = ["post_office"]

ROOT = Path(__file__).parents[2]
NOW = datetime.now(UTC)
PATIENCE = 30.0


@pytest.fixture
def sandbox() -> Iterator[RunningSandbox]:
    running = start()
    yield running
    running.stop()


@contextmanager
def worker(
    database_url: str,
    sandbox: RunningSandbox,
    clock_file: Path,
    *,
    ahead: timedelta,
    office: PostOffice | None = None,
) -> Iterator[subprocess.Popen[bytes]]:
    """`sammen worker`, which lives so much ahead of real time; killed at the end."""
    clock_file.write_text(json.dumps({"offset_seconds": ahead.total_seconds()}))
    environment = {
        "PATH": os.environ["PATH"],
        "DATABASE_URL": database_url,
        "SLACK_BOT_TOKEN": "xoxb-sandbox",
        "SLACK_API_URL": sandbox.api_url,
        "CLOCK_FILE": str(clock_file),
        "TICK_SECONDS": "0.1",
        "SENDERS": "1",  # else it is not the first message that hangs, but either
    }
    if office is not None:
        environment["SMTP_URL"], environment["IMAP_URL"] = office.smtp_url, office.imap_url
        environment["MAIL_FROM"] = "Sammen <sammen@copi.example>"
    process = subprocess.Popen([sys.executable, "app.py", "worker"], cwd=ROOT, env=environment)
    try:
        yield process
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()


def hang_next_message(sandbox: RunningSandbox, *, moment: str) -> None:
    """The next message is taken, or not yet, when Slack falls silent."""
    _order(
        sandbox, {"method": "chat.postMessage", "error": "timeout", "times": 1, "moment": moment}
    )


def answer_again(sandbox: RunningSandbox) -> None:
    """Take an order back: a worker killed between claim and call has not used it up."""
    _order(sandbox, None)


def _order(sandbox: RunningSandbox, fault: dict[str, object] | None) -> None:
    body = json.dumps({"fail_next": fault}).encode()
    headers = {"Content-Type": "application/json"}
    urlopen(Request(f"{sandbox.url}/page/settings", data=body, headers=headers)).read()


def read_by(sandbox: RunningSandbox, persona: str) -> list[str]:
    """What stands in the persona's direct message with Sammen."""
    address = f"{sandbox.url}/page/messages?as={persona}&channel=D{persona[1:]}"
    told: dict[str, Any] = json.loads(urlopen(address).read())
    return [message["text"] for message in told["messages"]]


def until(holds: Callable[[], bool]) -> None:
    give_up = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < give_up, "it never came to that"
        time.sleep(0.05)


def put_for(session: Session, slack_id: str, *, due_at: datetime) -> None:
    person = Person(team_id="T0SAMMEN", slack_id=slack_id, name=slack_id, first_seen_at=NOW)
    session.add(person)
    session.flush()
    message = {"text": f"Hej {slack_id}.", "blocks": []}
    put(
        session,
        key=slack_id,
        team_id="T0SAMMEN",
        person_id=person.id,
        message=message,
        due_at=due_at,
    )


def state_of(database: Database, key: str) -> PostState:
    with database.read() as session:
        return session.exec(select(Post).where(Post.key == key)).one().state


def test_a_killed_worker_neither_loses_nor_repeats_a_direct_message(
    database: Database, database_url: str, sandbox: RunningSandbox, tmp_path: Path
) -> None:
    clock_file = tmp_path / "clock.json"
    with database.write() as session:
        put_for(session, "U0METTE", due_at=NOW - timedelta(minutes=2))
        put_for(session, "U0JONAS", due_at=NOW - timedelta(minutes=1))

    hang_next_message(sandbox, moment="after")
    with worker(database_url, sandbox, clock_file, ahead=timedelta()):
        until(lambda: read_by(sandbox, "U0METTE") != [])
    assert state_of(database, "U0METTE") is PostState.CLAIMED
    hang_next_message(sandbox, moment="before")
    with worker(database_url, sandbox, clock_file, ahead=timedelta(minutes=5)):
        until(lambda: state_of(database, "U0JONAS") is PostState.CLAIMED)
    answer_again(sandbox)
    with worker(database_url, sandbox, clock_file, ahead=timedelta(minutes=10)):
        until(lambda: state_of(database, "U0JONAS") is PostState.SENT)

    assert state_of(database, "U0METTE") is PostState.SENT
    assert read_by(sandbox, "U0METTE") == ["Hej U0METTE."]
    assert read_by(sandbox, "U0JONAS") == ["Hej U0JONAS."]


def test_a_worker_killed_in_the_middle_of_a_mail_neither_loses_nor_repeats_it(
    database: Database,
    database_url: str,
    sandbox: RunningSandbox,
    post_office: PostOffice,
    tmp_path: Path,
) -> None:
    clock_file = tmp_path / "clock.json"
    put_mail(database, "first")
    put_mail(database, "second")

    post_office.silent_after_data = 1
    with worker(database_url, sandbox, clock_file, ahead=timedelta(), office=post_office):
        post_office.wait_for(1)
    assert state_of(database, "first") is PostState.CLAIMED
    later = timedelta(minutes=5)
    with worker(database_url, sandbox, clock_file, ahead=later, office=post_office):
        until(lambda: state_of(database, "second") is PostState.SENT)
        until(lambda: state_of(database, "first") is PostState.SENT)

    assert [mailed.parsed["Subject"] for mailed in post_office.taken] == ["first", "second"]
