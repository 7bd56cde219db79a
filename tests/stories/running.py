"""The sandbox and Sammen as an operator runs them: real processes, each with a port of its own."""

import json
import os
import re
import shlex
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Any

from sandbox.rehearsal import PREPARATION

_ROOT = Path(__file__).parents[2]
_PATIENCE = 30  # seconds until a process that does not come up is given up


class Way(StrEnum):
    """How Slack reaches Sammen."""

    SOCKET = "socket"  # `sammen run`
    HTTP = "http"  # `sammen web` and `sammen worker`


class Running:
    """One process in one workspace, ready to be lived through. `url` is the sandbox's page."""

    def __init__(self, folder: Path, database_url: str, way: Way) -> None:
        self.folder = folder
        self.way = way
        self.url = ""
        self.database_url = database_url
        self._sandbox: subprocess.Popen[bytes] | None = None
        self._sammen: list[subprocess.Popen[bytes]] = []
        self._port = _free_port()
        self._environment = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(_ROOT),
            "PYTHONUNBUFFERED": "1",
            "DATABASE_URL": database_url,
            "CLOCK_FILE": str(folder / "clock.json"),
            "TICK_SECONDS": "0.2",
            "SLACK_BOT_TOKEN": "xoxb-sandbox",
            "SLACK_APP_TOKEN": "xapp-sandbox",
            "SLACK_SIGNING_SECRET": "sandbox-signing-secret",
            "PORT": str(self._port),
        }

    def open_sandbox(self) -> None:
        """Open the sandbox on a free port."""
        options = ["--port", "0", "--data", str(self.folder)]
        options += ["--clock-file", self._environment["CLOCK_FILE"]]
        options += ["--next-due-command", shlex.join(_sammen("due"))]
        if self.way is Way.HTTP:
            address = f"http://127.0.0.1:{self._port}/slack/events"
            options += ["--deliver", "http", "--request-url", address]
        self._sandbox = self._start("sandbox", [sys.executable, "-m", "sandbox", *options])
        _until("the sandbox is open", self._sandbox_url)
        self.url = self._sandbox_url()
        self._environment["SLACK_API_URL"] = f"{self.url}/api/"
        smtp, imap = self._mail_urls()
        self._environment |= {
            "SMTP_URL": smtp,
            "IMAP_URL": imap,
            "MAIL_FROM": "Sammen <sammen@copi.example>",
            "MAIL_AUTHSERV": "mail.copi.example",
        }

    def prepare(self) -> None:
        """Set the process up, with the commands that `make try` uses."""
        for step in PREPARATION:
            self._command(*step)

    def close(self) -> None:
        """End every process that was started here."""
        self.stop_sammen()
        if self._sandbox is not None:
            _end(self._sandbox)

    def start_sammen(self) -> None:
        """Start Sammen, and wait until Slack reaches it."""
        names = ("run",) if self.way is Way.SOCKET else ("web", "worker")
        self._sammen = [self._start(name, _sammen(name)) for name in names]
        _until("Sammen is reachable", self._is_reachable)

    def stop_sammen(self, *, at_once: bool = False) -> None:
        """Stop Sammen. `at_once`: without a chance to put anything in order, as when power fails."""
        for running in self._sammen:
            if at_once:
                running.kill()
            _end(running)
        self._sammen = []

    def said(self, what: str, **given: Any) -> Any:
        """What the sandbox answers about what is to be seen there, such as `messages`."""
        asked = "&".join(f"{name}={value}" for name, value in given.items())
        with urllib.request.urlopen(f"{self.url}/page/{what}?{asked}") as answer:
            return json.load(answer)

    def faults(self) -> str:
        """What Sammen has logged of things gone wrong: empty when all is well."""
        logs = [self.folder / f"{name}.log" for name in ("run", "web", "worker")]
        lines = [line for log in logs if log.exists() for line in log.read_text().splitlines()]
        return "\n".join(line for line in lines if re.search(r" ERROR |^Traceback", line))

    def _command(self, *words: str) -> None:
        done = subprocess.run(
            _sammen(*words),
            cwd=_ROOT,
            env=self._environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"sammen {' '.join(words)}: {done.stdout}{done.stderr}"

    def _start(self, name: str, command: list[str]) -> subprocess.Popen[bytes]:
        with (self.folder / f"{name}.log").open("ab") as log:
            return subprocess.Popen(
                command, cwd=_ROOT, env=self._environment, stdout=log, stderr=log
            )

    def _sandbox_url(self) -> str:
        found = re.search(r"http://127\.0\.0\.1:\d+", self._sandbox_log())
        return found.group() if found else ""

    def _mail_urls(self) -> tuple[str, str]:
        found = re.search(r"^Post: (\S+) (\S+)$", self._sandbox_log(), re.MULTILINE)
        assert found is not None
        return found[1], found[2]

    def _sandbox_log(self) -> str:
        return (self.folder / "sandbox.log").read_text()

    def _is_reachable(self) -> bool:
        ended = [one for one in self._sammen if one.poll() is not None]
        assert not ended, self._last_words()
        if self.way is Way.SOCKET:
            return bool(self.said("state", **{"as": "U0ANNE"})["connected"])
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self._port}/health") as answer:
                return bool(answer.status == 200)
        except urllib.error.URLError:
            return False

    def _last_words(self) -> str:
        return "\n".join(log.read_text()[-2000:] for log in self.folder.glob("*.log"))


def _sammen(*words: str) -> list[str]:
    return [sys.executable, str(_ROOT / "app.py"), *words]


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
    return port


def _end(running: subprocess.Popen[bytes]) -> None:
    running.terminate()
    try:
        running.wait(10)
    except subprocess.TimeoutExpired:
        running.kill()
        running.wait()


def _until(what: str, is_so: Callable[[], object]) -> None:
    last = time.monotonic() + _PATIENCE
    while not is_so():
        assert time.monotonic() < last, f"waited in vain until {what}"
        time.sleep(0.05)
