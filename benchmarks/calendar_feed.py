"""One person's calendar feed of 500 events against plain string assembly of the same file.

The floor has no database, no time zones to look up, no HTTP and no checks: it holds the events as
values in memory and joins, escapes, folds and encodes their lines by hand. Warm is a calendar that
asks again and is told 304; cold is a feed that has changed, put together from events of which the
texts are kept; first is the first look of a process at 500 events. All three run from the token to
status, headers and body, over durable rows. Rounds take turns; medians count.
"""

import argparse
import http.client
import shutil
import socket
import statistics
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import uvicorn
from starlette.applications import Starlette

from bot.calendar.zone import VTIMEZONE
from bot.feed_contents import FeedContents
from bot.feeds import feed_for
from handlers import feeds_web
from handlers.feeds_web import Answer, answer_feed
from handlers.shown import ShownMessages
from handlers.visit import Services
from models import Database, Invitation, Meeting, Person, Process
from models.enums import MeetingForm
from models.migrations import upgrade

EVENTS = 500
NOW = datetime(2022, 5, 9, 8, tzinfo=UTC)
COPENHAGEN = ZoneInfo("Europe/Copenhagen")
ABOUT = (
    "Vi gennemgår, hvad I har svaret, og hvad der skal til for at nå i mål; tag gerne en "
    "kollega med, der kender jeres udbud, og sig til i Slack, hvis noget skal være på plads."
)


HEAD = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Sammen//sammen//DA\r\n"
    "NAME:Sammen: møder\r\nX-WR-CALNAME:Sammen: møder\r\n"
    "REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\nX-PUBLISHED-TTL:PT1H\r\n"
)


@dataclass(frozen=True)
class Plain:
    """An event as the floor holds it."""

    uid: str
    starts: datetime  # on Copenhagen's clock
    ends: datetime
    title: str
    description: str
    link: str
    changed: datetime


def escaped(text: str) -> str:
    """TEXT of RFC 5545."""
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def folded(line: str) -> str:
    """Lines of at most 75 octets, cut where Sammen's are: in no character and no escape."""
    raw = line.encode()
    if len(raw) <= 74:
        return line
    pieces, start = [], 0
    while len(raw) - start > 74:
        end = start + 74
        while raw[end] & 0xC0 == 0x80:
            end -= 1
        if raw[end - 1] in b"\\^":
            end -= 1
        pieces.append(raw[start:end])
        start = end
    pieces.append(raw[start:])
    return b"\r\n ".join(pieces).decode()


def plain_event(one: Plain) -> str:
    """One event by f-strings."""
    title = escaped(one.title)
    conference = f"CONFERENCE;FEATURE=AUDIO,VIDEO;LABEL={one.title};VALUE=URI:{one.link}"
    return (
        "BEGIN:VEVENT\r\n"
        f"{folded(f'SUMMARY:{title}')}\r\n"
        f"DTSTART;TZID=Europe/Copenhagen:{one.starts:%Y%m%dT%H%M%S}\r\n"
        f"DTEND;TZID=Europe/Copenhagen:{one.ends:%Y%m%dT%H%M%S}\r\n"
        f"DTSTAMP:{one.changed:%Y%m%dT%H%M%SZ}\r\n"
        f"UID:{one.uid}\r\n"
        "SEQUENCE:0\r\n"
        f"{folded(conference)}\r\n"
        f"{folded(f'DESCRIPTION:{escaped(one.description)}')}\r\n"
        f"{folded(f'LOCATION:{escaped(one.link)}')}\r\n"
        "STATUS:CONFIRMED\r\n"
        "TRANSP:OPAQUE\r\n"
        "END:VEVENT\r\n"
    )


def plain_assembly(events: list[Plain]) -> bytes:
    """The floor: the whole file."""
    return "".join((HEAD, VTIMEZONE, *map(plain_event, events), "END:VCALENDAR\r\n")).encode()


@dataclass(frozen=True)
class Prepared:
    """A database with one person's feed, the same events as values, and the way in."""

    services: Services
    token: str
    events: list[Plain]


def prepare(database: Database) -> Prepared:
    """A person who is invited to 500 meetings, among twenty others."""
    upgrade(database)
    with database.write() as session:
        process = Process(
            key="benchmark",
            title={"da": "Sammen", "en": "Together"},
            texts={},
            figures=[],
            questionnaire={},
            loaded_at=NOW,
        )
        people = [
            Person(team_id="T0", slack_id=f"U{number}", name=f"Fiktiv {number}", first_seen_at=NOW)
            for number in range(21)
        ]
        session.add_all([process, *people])
        session.flush()
        meetings = [_meeting(process.id, number) for number in range(EVENTS)]
        session.add_all(meetings)
        session.flush()
        session.add_all(
            Invitation(meeting_id=meeting.id, person_id=person.id, invited_at=NOW)
            for meeting in meetings
            for person in people
        )
        token = feed_for(session, person_id=people[0].id, now=NOW).token
    shown = ShownMessages(database)
    services = Services(database=database, now=lambda: NOW, shown=shown)
    return Prepared(services, token, [_plain(one) for one in meetings])


def _meeting(process_id: int, number: int) -> Meeting:
    starts = datetime(2022, 2, 1, 9, tzinfo=UTC) + timedelta(days=number)
    title, about = f"Workshop {number} om behov for små og store maskiner", f"{ABOUT}\n{ABOUT}"
    return Meeting(
        process_id=process_id,
        key=f"workshop-{number}",
        title={"da": title, "en": title},
        about={"da": about, "en": about},
        starts_at=starts,
        ends_at=starts + timedelta(hours=3),
        form=MeetingForm.DIGITAL,
        link=f"https://mode.example/sammen/{number}",
        changed_at=NOW - timedelta(days=2),
    )


def _plain(meeting: Meeting) -> Plain:
    assert meeting.link is not None
    assert meeting.changed_at is not None
    about = meeting.about["da"] if meeting.about else ""
    return Plain(
        uid=meeting.uid,
        starts=meeting.starts_at.astimezone(COPENHAGEN),
        ends=meeting.ends_at.astimezone(COPENHAGEN),
        title=meeting.title["da"],
        description=f"{about}\n\nSvar og hensyn: skriv til Sammen i Slack.\n\n{meeting.link}",
        link=meeting.link,
        changed=meeting.changed_at,
    )


def timed(work: Callable[[], object], *, times: int) -> float:
    """Milliseconds that one of so many takes."""
    begun = time.perf_counter()
    for _ in range(times):
        work()
    return 1000 * (time.perf_counter() - begun) / times


def measure(prepared: Prepared, *, rounds: int) -> None:
    """Print the ratios."""
    database, token, events = prepared.services.database, prepared.token, prepared.events
    contents = FeedContents(database)

    def ask(tag: str | None) -> Answer:
        return answer_feed(
            contents, token=token, if_none_match=tag, if_modified_since=None, now=NOW
        )

    begun = time.perf_counter()
    whole = ask(None)
    first = 1000 * (time.perf_counter() - begun)
    tag = whole.headers["ETag"]
    assert whole.body == plain_assembly(events), "the floor writes another file"
    assert (ask(tag).status, ask(tag).body) == (304, b"")

    def warm() -> None:
        ask(tag)

    def cold() -> None:
        contents.forget_feeds()
        ask(tag)

    floors, warms, colds = [], [], []
    for _ in range(rounds):
        floors.append(timed(lambda: plain_assembly(events), times=20))
        warms.append(timed(warm, times=200))
        colds.append(timed(cold, times=20))
    floor = statistics.median(floors)
    print(f"\n{EVENTS} events, {len(whole.body):,} bytes, SQLite on disk, {rounds} rounds")
    print(f"  floor: plain string assembly {floor:8.2f} ms")
    for name, times in (("warm: 304", warms), ("cold: from kept events", colds)):
        ratios = [mine / bare for mine, bare in zip(times, floors, strict=True)]
        print(
            f"  {name:28} {statistics.median(times):8.2f} ms"
            f"   x {statistics.median(ratios):.3f} ({min(ratios):.3f}-{max(ratios):.3f})"
        )
    print(f"  first: nothing kept yet      {first:8.2f} ms   x {first / floor:.1f}, once a process")


def through_http(prepared: Prepared, *, times: int) -> None:
    """Print what a calendar waits for over a kept connection on loopback, for information."""
    web = Starlette(routes=feeds_web.routes(prepared.services))
    config = uvicorn.Config(web, log_level="warning", access_log=False)
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    connection = http.client.HTTPConnection(*listening.getsockname())

    def fetch(headers: dict[str, str]) -> str:
        connection.request("GET", f"/calendar/{prepared.token}.ics", headers=headers)
        answer = connection.getresponse()
        answer.read()
        return answer.headers["ETag"]

    try:
        _print_waits(fetch, times=times)
    finally:
        connection.close()
        server.should_exit = True
        thread.join()
        listening.close()


def _print_waits(fetch: Callable[[dict[str, str]], str], *, times: int) -> None:
    tag = fetch({})
    print("  through HTTP, one after another")
    for name, headers in (("304", {"If-None-Match": tag}), ("200, whole", {})):
        each = [timed(partial(fetch, headers), times=1) for _ in range(times)]
        p99 = statistics.quantiles(each, n=100)[98]
        print(f"    {name:26} {statistics.median(each):8.2f} ms   p99 {p99:.2f} ms")


def main() -> None:
    """Measure on SQLite in a folder of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=11)
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp())
    database = Database(f"sqlite:///{folder / 'sammen.db'}")
    prepared = prepare(database)
    measure(prepared, rounds=options.rounds)
    through_http(prepared, times=300)
    prepared.services.shown.close()
    database.close()
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
