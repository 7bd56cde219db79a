"""Sammen and the sandbox running for one story, and people who sit down in front of it."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.stories.desk import Desk, sit_down
from tests.stories.running import Running, Way

expect.set_options(timeout=30_000)  # two cores may be busy with other tests

NAMES = {
    "U0METTE": "Mette Friis",
    "U0JONAS": "Jonas Krogh",
    "U0SARA": "Sara Lind",
    "U0ANNE": "Anne Holm",
}

SitDown = Callable[..., Desk]


@pytest.fixture(scope="session")
def prepared_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database in which the process is set up: six commands, run once for all stories."""
    folder = tmp_path_factory.mktemp("prepared")
    running = Running(folder, f"sqlite:///{folder}/sammen.db", Way.SOCKET)
    try:
        running.open_sandbox()
        running.prepare()
    finally:
        running.close()
    return folder / "sammen.db"


@pytest.fixture
def running(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Running]:
    """By Socket Mode on SQLite unless the test is parametrised; by HTTP it is on PostgreSQL."""
    way: Way = getattr(request, "param", Way.SOCKET)
    running = Running(tmp_path, _database_url(request, tmp_path, way), way)
    try:
        running.open_sandbox()
        if way is Way.HTTP:
            running.prepare()
        running.start_sammen()
        yield running
    finally:
        running.close()
    assert running.faults() == ""


def _database_url(request: pytest.FixtureRequest, folder: Path, way: Way) -> str:
    if way is Way.HTTP:
        url: str = request.getfixturevalue("postgresql_url")
        return url
    shutil.copy(request.getfixturevalue("prepared_sqlite"), folder / "sammen.db")
    return f"sqlite:///{folder}/sammen.db"


@pytest.fixture
def sits_down(browser: Browser, running: Running) -> Iterator[SitDown]:
    """Opens the page as a persona. Whatever goes wrong in the page's own code fails the test."""
    desks: list[Desk] = []

    def sits_down(slack_id: str, *, on_phone: bool = False) -> Desk:
        name = NAMES[slack_id]
        desk = sit_down(browser, url=running.url, slack_id=slack_id, name=name, on_phone=on_phone)
        desks.append(desk)
        return desk

    yield sits_down
    for desk in desks:
        desk.page.context.close()
    assert [wrong for desk in desks for wrong in desk.wrong] == []
