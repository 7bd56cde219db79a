"""A person with meetings in their calendar feed, and `sammen web` to read it from."""

import os
import re
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import uvicorn
from pydantic import SecretStr
from sqlmodel import Session

from bot.feeds import feed_for
from bot.settings import Settings
from handlers.shown import ShownMessages
from handlers.slack_app import build_app
from handlers.visit import Services
from handlers.web import build_web
from models import Database, Feed, Invitation, Meeting, Person
from models.enums import MeetingForm, Reply
from tests.gathering import Gathering

APP = Path(__file__).parents[1] / "app.py"
NOW = datetime(2022, 5, 9, 8, 0, tzinfo=UTC)
LONG_AGO = datetime(2022, 4, 1, 8, 0, tzinfo=UTC)


def add_meeting(
    session: Session, gathering: Gathering, key: str, starts_at: datetime, **columns: Any
) -> Meeting:
    """A digital meeting of two hours, unless the columns say otherwise."""
    given: dict[str, Any] = {
        "title": {"da": f"Møde {key}", "en": f"Meeting {key}"},
        "ends_at": starts_at + timedelta(hours=2),
        "form": MeetingForm.DIGITAL,
        "link": "https://mode.example/sammen",
        "changed_at": LONG_AGO,
        **columns,
    }
    meeting = Meeting(process_id=gathering.process.id, key=key, starts_at=starts_at, **given)
    session.add(meeting)
    session.flush()
    return meeting


def invite(
    session: Session, meeting: Meeting, person: Person, *, reply: Reply = Reply.NONE
) -> Invitation:
    """The person's invitation to the meeting."""
    invitation = Invitation(
        meeting_id=meeting.id, person_id=person.id, invited_at=LONG_AGO, reply=reply
    )
    session.add(invitation)
    session.flush()
    return invitation


def subscriber(session: Session, *, starts: list[datetime]) -> tuple[Gathering, Person, Feed]:
    """Mette, who has an address and is invited to a meeting at each of these moments."""
    gathering = Gathering(session)
    gathering.member("Mette Friis", "Aalborg Kommune")
    mette = gathering.people["Mette Friis"]
    for number, starts_at in enumerate(starts):
        invite(session, add_meeting(session, gathering, f"m{number}", starts_at), mette)
    return gathering, mette, feed_for(session, person_id=mette.id, now=LONG_AGO)


@dataclass(frozen=True)
class Served:
    """Where `sammen web` listens, and what it says of itself as its address."""

    port: int
    public_url: str = "https://sammen.example"

    @property
    def url(self) -> str:
        """On this machine."""
        return f"http://127.0.0.1:{self.port}"


@contextmanager
def serving(database: Database, *, now: datetime = NOW) -> Iterator[Served]:
    """`sammen web`, on a port that is free, until the block ends."""
    shown = ShownMessages(database)
    settings = Settings(
        _env_file=None,  # type: ignore[call-arg] # as pydantic-settings documents it
        slack_bot_token=SecretStr("xoxb-1"),
        slack_signing_secret=SecretStr("secret"),
        slack_api_url="http://127.0.0.1:9/api/",  # nobody listens there
    )
    services = Services(
        database=database, now=lambda: now, shown=shown, public_url=Served(0).public_url
    )
    bolt = build_app(settings, services)
    web = build_web(bolt, settings, services)
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(web, log_config=None, access_log=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        yield Served(listening.getsockname()[1])
    finally:
        server.should_exit = True
        thread.join(timeout=20)
        listening.close()
        bolt.listener_runner.listener_executor.shutdown()
        shown.close()


@contextmanager
def web_process(database_url: str) -> Iterator[tuple[Served, list[str]]]:
    """The command `sammen web` itself, and what it writes on its standard error, line by line.

    At the end it is stopped, and all that it wrote is there.
    """
    environment = {
        **os.environ,
        "DATABASE_URL": database_url,
        "SLACK_BOT_TOKEN": "xoxb-1",
        "SLACK_SIGNING_SECRET": "secret",
        "SLACK_API_URL": "http://127.0.0.1:9/api/",
        "PUBLIC_URL": Served(0).public_url,
        "PORT": "0",
        "LOG_LEVEL": "DEBUG",
    }
    process = subprocess.Popen(
        [sys.executable, str(APP), "web"],
        env=environment,
        cwd=tempfile.gettempdir(),  # where there is no .env
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    said: list[str] = []
    try:
        port = None
        while port is None:
            said.append(process.stderr.readline())
            assert said[-1], f"it did not begin to listen: {said}"
            found = re.search(r"Uvicorn running on http://127\.0\.0\.1:(\d+)", said[-1])
            port = int(found[1]) if found else None
        yield Served(port), said
    finally:
        process.terminate()
        said.append(process.communicate(timeout=20)[1])
