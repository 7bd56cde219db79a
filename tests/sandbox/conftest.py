"""A fresh sandbox for each test, with the people in it."""

from collections.abc import Callable, Iterator

import pytest

from sandbox.server import RunningSandbox, start
from tests.sandbox.driving import Ack, Api, Person, SocketApp, generous_world


@pytest.fixture
def sandbox() -> Iterator[RunningSandbox]:
    running = start(world=generous_world())
    yield running
    running.stop()


@pytest.fixture
def api(sandbox: RunningSandbox) -> Api:
    return Api(sandbox)


@pytest.fixture
def mette(sandbox: RunningSandbox) -> Person:
    return Person(sandbox, "U0METTE")


@pytest.fixture
def anne(sandbox: RunningSandbox) -> Person:
    return Person(sandbox, "U0ANNE")


@pytest.fixture
def connect(sandbox: RunningSandbox) -> Iterator[Callable[[Ack | None], SocketApp]]:
    """Connects apps, and closes them after the test."""
    apps: list[SocketApp] = []

    def connect_app(answer: Ack | None = None) -> SocketApp:
        apps.append(SocketApp(sandbox, answer))
        return apps[-1]

    yield connect_app
    for app in apps:
        app.close()


@pytest.fixture
def app(connect: Callable[..., SocketApp]) -> SocketApp:
    """An app that acknowledges everything and remembers it."""
    return connect()
