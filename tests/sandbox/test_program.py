"""`python -m sandbox` as a person runs it, and ends it."""

import http.client
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from websockets.sync.client import connect

from sandbox.server import RunningSandbox
from tests.sandbox.driving import fetch

ROOT = Path(__file__).parents[2]


@pytest.fixture
def program(tmp_path: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    options = ["--port", "0", "--data", str(tmp_path), "--clock-file", str(tmp_path / "clock.json")]
    process = subprocess.Popen(
        [sys.executable, "-m", "sandbox", *options],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    found = re.search(r"http://\S+?:\d+", process.stdout.readline())
    assert found is not None
    yield process, found.group()
    if process.poll() is None:
        process.kill()
    process.communicate()


@pytest.mark.parametrize("told", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_cleanly_with_pages_and_apps_open(
    program: tuple[subprocess.Popen[str], str], tmp_path: Path, told: signal.Signals
) -> None:
    process, url = program
    page = http.client.HTTPConnection(urlsplit(url).netloc, timeout=10)
    page.request("GET", "/page/events?as=U0METTE")
    stream = page.getresponse()
    stream.readline()
    _, opened = fetch(f"{url}/api/apps.connections.open", b"", Authorization="Bearer xapp-sandbox")
    link = re.search(r"ws://[^\"]+", opened.decode())
    assert link is not None
    assert process.stdout is not None
    process.stdout.readline()
    smtp, imap = re.findall(r":(\d+)(?:/INBOX)?(?= |$)", process.stdout.readline().strip())
    with (
        socket.create_connection(("127.0.0.1", int(smtp)), timeout=5) as sending,
        socket.create_connection(("127.0.0.1", int(imap)), timeout=5) as reading,
        connect(link.group(), proxy=None) as websocket,
    ):
        websocket.recv(timeout=5)
        assert sending.recv(3) == b"220"
        assert reading.recv(4) == b"* OK"
        told_at = time.monotonic()
        process.send_signal(told)
        _, complaints = process.communicate(timeout=20)
        took = time.monotonic() - told_at
    page.close()

    assert (process.returncode, complaints) == (0, "")
    assert took < 3
    assert (tmp_path / "clock.json").exists()


def test_a_port_in_use_is_said_in_one_line(sandbox: RunningSandbox) -> None:
    port = str(urlsplit(sandbox.url).port)

    ended = subprocess.run(
        [sys.executable, "-m", "sandbox", "--port", port],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
    )

    assert ended.returncode == 1
    assert ended.stderr.startswith(f"Port {port} on 127.0.0.1 is not free")
