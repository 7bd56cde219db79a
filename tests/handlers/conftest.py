"""A workspace for each test: the sandbox made empty, and the real app in it."""

from collections.abc import Iterator
from datetime import datetime

import pytest

from bot.calendar.events import Organizer
from models import Database, Process
from sandbox.server import RunningSandbox, start
from tests.asking import Asking
from tests.builders import (
    ANNE,
    JONAS,
    KARL,
    METTE,
    PETER,
    SARA,
    add_member,
    load_process,
)
from tests.enquiring import Enquiring
from tests.fakes import StandingClock, Workspace
from tests.humans import Human


@pytest.fixture(scope="session")
def running_sandbox() -> Iterator[RunningSandbox]:
    running = start()
    yield running
    running.stop()


@pytest.fixture
def clock(now: datetime) -> StandingClock:
    return StandingClock(now)


@pytest.fixture
def organizer() -> Organizer | None:
    """No mail is set up, unless a test says otherwise."""
    return None


@pytest.fixture
def workspace(
    running_sandbox: RunningSandbox,
    database: Database,
    clock: StandingClock,
    organizer: Organizer | None,
) -> Iterator[Workspace]:
    """An app that knows no process yet. Whatever goes wrong in it fails the test."""
    workspace = Workspace(running_sandbox, database, clock, organizer=organizer)
    yield workspace
    workspace.close()
    assert [record.exc_info for record in workspace.errors.records] == []


@pytest.fixture
def process(workspace: Workspace, now: datetime) -> Process:
    """The real process, connected, with Anne and Karl as its facilitators."""
    with workspace.database.write() as session:
        return load_process(session, now=now)


@pytest.fixture
def mette(workspace: Workspace) -> Human:
    return Human(workspace, METTE)


@pytest.fixture
def jonas(workspace: Workspace) -> Human:
    return Human(workspace, JONAS)


@pytest.fixture
def sara(workspace: Workspace) -> Human:
    return Human(workspace, SARA)


@pytest.fixture
def peter(workspace: Workspace) -> Human:
    return Human(workspace, PETER)


@pytest.fixture
def anne(workspace: Workspace) -> Human:
    return Human(workspace, ANNE)


@pytest.fixture
def members(workspace: Workspace, process: Process, now: datetime) -> Process:
    """Mette and Jonas take part for Aalborg, Sara for Copenhagen, Peter for the metro."""
    with workspace.database.write() as session:
        for slack_id, organisation in (
            (METTE, "aalborg"),
            (JONAS, "aalborg"),
            (SARA, "koebenhavn"),
            (PETER, "metroselskabet"),
        ):
            add_member(session, process, slack_id, now=now, organisation=organisation)
    return process


@pytest.fixture
def karl(workspace: Workspace) -> Human:
    return Human(workspace, KARL)


@pytest.fixture
def asking(workspace: Workspace, members: Process, mette: Human) -> Asking:
    """Puts a question to Mette."""
    return Asking(workspace, members, mette)


@pytest.fixture
def enquiring(workspace: Workspace, members: Process) -> Enquiring:
    """Lets members ask what Sammen cannot answer."""
    return Enquiring(workspace, members)
