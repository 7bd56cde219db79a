"""Others' calendars read a feed that `sammen web` serves: Radicale, khal, ical and vobject."""

import base64
import http.client
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from urllib.request import urlopen
from wsgiref.simple_server import WSGIRequestHandler, make_server

import icalendar
import pytest
import vobject
from ical.calendar_stream import IcsCalendarStream
from radicale.app import Application
from radicale.config import load as load_radicale

from bot.days import COPENHAGEN
from models import Database
from tests.subscribing import serving, subscriber

# Each at 12.00 in Copenhagen: before and after both changes of the clocks, and on those days.
STARTS = [
    datetime(2022, 3, 26, 11, tzinfo=UTC),
    datetime(2022, 3, 27, 10, tzinfo=UTC),
    datetime(2022, 3, 28, 10, tzinfo=UTC),
    datetime(2022, 6, 8, 10, tzinfo=UTC),
    datetime(2022, 10, 29, 10, tzinfo=UTC),
    datetime(2022, 10, 30, 11, tzinfo=UTC),
    datetime(2022, 12, 1, 11, tzinfo=UTC),
]


@pytest.fixture
def body(sqlite_url: str) -> Iterator[bytes]:
    """A feed as it is fetched."""
    database = Database(sqlite_url)
    with database.write() as session:
        _, _, feed = subscriber(session, starts=STARTS)
    with (
        serving(database) as served,
        urlopen(f"{served.url}/calendar/{feed.token}.ics", timeout=10) as got,
    ):
        read: bytes = got.read()
    yield read
    database.close()


def test_ical_reads_every_moment(body: bytes) -> None:
    calendar = IcsCalendarStream.calendar_from_ics(body.decode())

    assert [one.start_datetime.astimezone(UTC) for one in calendar.events] == STARTS


def test_vobject_reads_every_moment(body: bytes) -> None:
    calendar = vobject.readOne(body.decode())
    calendar.validate()

    starts = [event.dtstart.value for event in calendar.vevent_list]
    assert [one.astimezone(UTC) for one in starts] == STARTS
    assert {f"{one:%H.%M}" for one in starts} == {"12.00"}


KHAL = """\
[calendars]
[[sammen]]
path = {folder}
[locale]
local_timezone = Europe/Copenhagen
default_timezone = Europe/Copenhagen
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
"""


def khal(home: Path, *arguments: str) -> str:
    """What khal prints, at home in a folder of its own."""
    config = home / "config" / "khal" / "config"
    if not config.exists():
        config.parent.mkdir(parents=True)
        (home / "calendar").mkdir()
        config.write_text(KHAL.format(folder=home / "calendar"), encoding="utf-8")
    environment = {**os.environ, "HOME": str(home)}
    for name in ("CONFIG", "DATA", "CACHE"):
        environment[f"XDG_{name}_HOME"] = str(home / name.lower())
    done = subprocess.run(
        [sys.executable, "-m", "khal", *arguments],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return done.stdout


def test_khal_shows_the_clock_in_copenhagen(body: bytes, tmp_path: Path) -> None:
    (tmp_path / "feed.ics").write_bytes(body)
    form = "{start-long} - {end-time} {title}"

    shown = khal(tmp_path, "printics", "--format", form, str(tmp_path / "feed.ics"))
    khal(tmp_path, "import", "--batch", "-a", "sammen", str(tmp_path / "feed.ics"))
    listed = khal(
        tmp_path, "list", "--day-format", "", "--format", form, "2022-03-01", "2022-12-31"
    )

    expected = [
        f"{at.astimezone(COPENHAGEN):%Y-%m-%d} 12:00 - 14:00 Møde m{number}"
        for number, at in enumerate(STARTS)
    ]
    assert [line for line in shown.splitlines() if "Møde" in line] == expected
    assert [line for line in listed.splitlines() if "Møde" in line] == expected


class QuietHandler(WSGIRequestHandler):
    def log_message(self, *_words: object) -> None:
        """Nobody reads it."""


@contextmanager
def radicale(folder: Path) -> Iterator[int]:
    """A CalDAV server on a free port, until the block ends."""
    settings = load_radicale()
    settings.update(
        {"storage": {"filesystem_folder": str(folder)}, "auth": {"type": "none"}}, "test"
    )
    server = make_server("127.0.0.1", 0, Application(settings), handler_class=QuietHandler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        thread.join(timeout=10)
        server.server_close()


def ask(
    port: int, method: str, path: str, body: bytes = b"", **headers: str
) -> tuple[int, str, bytes]:
    """Status, tag and body."""
    user = base64.b64encode(b"mette:x").decode()
    sent = {"Authorization": f"Basic {user}"} | {k.replace("_", "-"): v for k, v in headers.items()}
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request(method, path, body, sent)
        answer = connection.getresponse()
        return answer.status, answer.getheader("ETag") or "", answer.read()
    finally:
        connection.close()


def test_radicale_keeps_each_event_and_gives_it_back(body: bytes, tmp_path: Path) -> None:
    whole = icalendar.Calendar.from_ical(body)
    uids = [str(event["UID"]) for event in whole.events]
    events = re.findall(rb"BEGIN:VEVENT\r\n.*?END:VEVENT\r\n", body, re.DOTALL)
    head = body[: body.index(b"BEGIN:VEVENT")]

    with radicale(tmp_path) as port:
        made = ask(port, "MKCALENDAR", "/mette/sammen/")[0]
        kind = "text/calendar; charset=utf-8"
        put = [
            ask(
                port,
                "PUT",
                f"/mette/sammen/{uid}.ics",
                head + event + b"END:VCALENDAR\r\n",
                Content_Type=kind,
            )
            for uid, event in zip(uids, events, strict=True)
        ]
        again = ask(
            port,
            "PUT",
            f"/mette/sammen/{uids[0]}.ics",
            head + events[0] + b"END:VCALENDAR\r\n",
            Content_Type=kind,
        )
        got = [ask(port, "GET", f"/mette/sammen/{uid}.ics") for uid in uids]

    assert made == 201
    assert [status for status, _, _ in put] == [201] * len(STARTS)
    assert again[0] in {201, 204}
    assert all(tag for _, tag, _ in put)
    assert [status for status, _, _ in got] == [200] * len(STARTS)
    kept = [vobject.readOne(text.decode()).vevent for _, _, text in got]
    assert [one.dtstart.value.astimezone(UTC) for one in kept] == STARTS
    assert [one.uid.value for one in kept] == uids


def test_radicale_takes_the_whole_feed_at_once(body: bytes, tmp_path: Path) -> None:
    with radicale(tmp_path) as port:
        status, _, _ = ask(
            port, "PUT", "/mette/whole/", body, Content_Type="text/calendar; charset=utf-8"
        )
        _, _, read = ask(port, "GET", "/mette/whole/")

    assert status == 201
    assert read.count(b"BEGIN:VEVENT") == len(STARTS)
    events = vobject.readOne(read.decode()).vevent_list
    assert sorted(one.dtstart.value.astimezone(UTC) for one in events) == STARTS
