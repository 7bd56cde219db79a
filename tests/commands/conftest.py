"""For each command a migrated database, no tokens unless they are asked for, and Slack as the sandbox."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import Session

from bot.settings import Settings
from models import Database
from sandbox.server import RunningSandbox, start


@pytest.fixture(scope="module")
def sandbox() -> Iterator[RunningSandbox]:
    running = start()
    yield running
    running.stop()


@pytest.fixture(autouse=True)
def settings(sqlite_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A migrated database, no tokens, and no .env of anybody's."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("DATABASE_URL", sqlite_url)


@pytest.fixture
def tokens(sandbox: RunningSandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_API_URL", sandbox.api_url)
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-sandbox")
    monkeypatch.setenv("SLACK_APP_TOKEN", "xapp-sandbox")


@pytest.fixture
def session(sqlite_url: str) -> Iterator[Session]:
    database = Database(sqlite_url)
    with database.write() as session:
        yield session
    database.close()
