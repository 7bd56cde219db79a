"""`make try`: Sammen beside the sandbox, on this machine, without an account anywhere.

Prepares a database under .sammen/, starts both, says where they are, and ends both together.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from urllib.error import URLError
from urllib.parse import quote
from urllib.request import urlopen

from sandbox.world import World, load_world

HOME = Path(__file__).parent.parent
KEPT = HOME / ".sammen"
PORT = int(os.environ.get("SANDBOX_PORT", "8765"))
ADDRESS = f"http://127.0.0.1:{PORT}"
SMTP_PORT, IMAP_PORT = PORT + 1, PORT + 2
SAMMEN = [sys.executable, str(HOME / "app.py")]
PATIENCE = 30.0  # seconds until each must be ready

PROCESS = "emissionsfrie-arbejdsmaskiner"
# Odense's domain is left out, so that somebody waits for a facilitator's approval.
PREPARATION = (
    ("migrate",),
    ("directory", "load"),
    ("process", "load", f"processes/{PROCESS}.yaml", "--yes"),
    (
        *("process", "connect", PROCESS, "--team", "T0SAMMEN", "--channel", "C0PROCES"),
        *("--facilitators-channel", "G0LEDERE", "--facilitator", "U0ANNE"),
        *("--facilitator", "U0KARL"),
    ),
    ("organisation", "domain", "aalborg", "aalborg.example"),
    ("organisation", "domain", "metroselskabet", "metro.example"),
)

Child = subprocess.Popen[bytes]


class Ended(Exception):  # reads as what it says
    """One of the two ended by itself, or did not get ready."""


def main() -> int:
    """Prepare, start both, wait, end both."""
    stopping = threading.Event()
    for known in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(known, lambda _number, _frame: stopping.set())
    if os.environ.get("FRESH"):
        shutil.rmtree(KEPT, ignore_errors=True)
    KEPT.mkdir(exist_ok=True)
    world = load_world()
    environment = _environment(world)
    children: list[Child] = []
    try:
        sandbox = _start(_sandbox_command(), environment, children)
        _wait_until(lambda: _answers("/") is not None, sandbox, stopping)
        for step in PREPARATION:
            if not stopping.is_set():
                _prepare(step, environment)
        sammen = _start([*SAMMEN, "run"], environment, children)
        first = world.personas[next(iter(world.personas))].id
        _wait_until(lambda: _is_connected(first), sammen, stopping)
        if not stopping.is_set():
            _say(f"\nOpen {ADDRESS}/?as={first}\nThe data stays in .sammen/. Ctrl-C ends both.\n")
        while not stopping.wait(0.5):
            _check_alive(children)
    except Ended as reason:
        _say(str(reason))
        return 1
    finally:
        for child in reversed(children):
            _end(child)
    return 0


def _environment(world: World) -> dict[str, str]:
    # Slack's SDK sends even local calls to a proxy that is named here.
    kept = {name: value for name, value in os.environ.items() if "PROXY" not in name.upper()}
    return kept | {
        "PYTHONPATH": str(HOME),
        "DATABASE_URL": f"sqlite:///{KEPT / 'sammen.db'}",
        "SLACK_API_URL": f"{ADDRESS}/api/",
        "SLACK_BOT_TOKEN": world.app.bot_token,
        "SLACK_APP_TOKEN": world.app.app_token,
        "SLACK_SIGNING_SECRET": world.app.signing_secret,
        "SMTP_URL": _mailbox_url("smtp", SMTP_PORT, world),
        "IMAP_URL": _mailbox_url("imap", IMAP_PORT, world) + "/INBOX",
        "MAIL_FROM": f"{world.bot.name} <{world.mail.address}>",
        "MAIL_AUTHSERV": world.mail.server,
        "CLOCK_FILE": str(KEPT / "clock.json"),
        "TICK_SECONDS": "1",
    }


def _mailbox_url(scheme: str, port: int, world: World) -> str:
    name = quote(world.mail.address, safe="")
    return f"{scheme}://{name}:{world.mail.password}@127.0.0.1:{port}"


def _sandbox_command() -> list[str]:
    due = " ".join([*SAMMEN, "due"])
    return [
        *(sys.executable, "-m", "sandbox", "--port", str(PORT), "--data", str(KEPT / "sandbox")),
        *("--smtp-port", str(SMTP_PORT), "--imap-port", str(IMAP_PORT)),
        *("--clock-file", str(KEPT / "clock.json"), "--next-due-command", due),
    ]


def _start(command: list[str], environment: dict[str, str], children: list[Child]) -> Child:
    # Out of the terminal's group: Ctrl-C reaches only this process, which ends them in order.
    child = subprocess.Popen(command, cwd=HOME, env=environment, start_new_session=True)  # noqa: S603 # our own
    children.append(child)
    return child


def _prepare(step: tuple[str, ...], environment: dict[str, str]) -> None:
    done = subprocess.run(  # noqa: S603 # our own
        [*SAMMEN, *step], cwd=HOME, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        message = f"`sammen {' '.join(step)}` failed:\n{done.stdout}{done.stderr}"
        raise Ended(message)
    _say(done.stdout.strip().splitlines()[-1])


def _wait_until(is_ready: Callable[[], bool], child: Child, stopping: threading.Event) -> None:
    give_up = time.monotonic() + PATIENCE
    while not stopping.is_set() and not is_ready():
        _check_alive([child])
        if time.monotonic() > give_up:
            message = f"Not ready after {PATIENCE:.0f} seconds."
            raise Ended(message)
        stopping.wait(0.2)


def _check_alive(children: list[Child]) -> None:
    for child in children:
        if child.poll() is not None:
            message = "It ended by itself: see above."
            raise Ended(message)


def _answers(path: str) -> bytes | None:
    try:
        with urlopen(ADDRESS + path, timeout=5) as answer:  # noqa: S310 # our own address
            found: bytes = answer.read()
            return found
    except (URLError, OSError):
        return None


def _is_connected(persona: str) -> bool:
    state = _answers(f"/page/state?as={persona}")
    return state is not None and bool(json.loads(state)["connected"])


def _end(child: Child) -> None:
    child.terminate()
    try:
        child.wait(timeout=10)
    except subprocess.TimeoutExpired:
        child.kill()


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
