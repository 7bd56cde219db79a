"""The watch over the connection to Slack. Coming and leaving: tests/commands/test_app.py."""

import socket
import threading
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from handlers.socket_mode import _has_ended, _watch


@pytest.fixture
def ends() -> Iterator[tuple[socket.socket, socket.socket]]:
    """Sammen's end of a connection, and Slack's."""
    ours, theirs = socket.socketpair()
    yield ours, theirs
    ours.close()
    theirs.close()


def handler_on(line: socket.socket | None) -> Any:
    session = SimpleNamespace(sock=line)
    client = SimpleNamespace(current_session=session, is_connected=lambda: line is not None)
    return SimpleNamespace(client=client)


def test_a_quiet_connection_has_not_ended(ends: tuple[socket.socket, socket.socket]) -> None:
    assert not _has_ended(handler_on(ends[0]))


def test_looking_takes_nothing_of_what_slack_says(
    ends: tuple[socket.socket, socket.socket],
) -> None:
    ours, theirs = ends
    theirs.send(b"hello")

    ended = _has_ended(handler_on(ours))

    assert (ended, ours.recv(10)) == (False, b"hello")


def test_a_connection_whose_other_side_is_gone_has_ended(
    ends: tuple[socket.socket, socket.socket],
) -> None:
    ours, theirs = ends
    theirs.close()

    assert _has_ended(handler_on(ours))


def test_a_connection_that_is_being_made_has_not_ended() -> None:
    assert not _has_ended(handler_on(None))


def test_the_watch_is_over_when_the_other_side_is_gone(
    ends: tuple[socket.socket, socket.socket], caplog: pytest.LogCaptureFixture
) -> None:
    ours, theirs = ends
    theirs.close()

    _watch(handler_on(ours), stopping=threading.Event())

    assert "the connection to Slack has ended" in caplog.text
