"""Calendars and mail as three readers that are not Sammen's own understand them.

vobject, the PyPI package ical, and ical.js with mailparser, which run in Node. Each makes the same
plain value of an event, so that they can be compared.
"""

import base64
import fcntl
import json
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import vobject
from ical.calendar_stream import CalendarStream

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Guest:
    address: str
    name: str | None
    standing: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadEvent:
    """One event as a reader understands it. `…_on_clock` is what its clock shows, without zone."""

    method: str | None
    uid: str
    sequence: int
    status: str | None
    title: str | None
    place: str | None
    description: str | None
    starts_at: datetime | None
    ends_at: datetime | None
    starts_on_clock: datetime | None
    ends_on_clock: datetime | None
    organizer: tuple[str, str | None] | None
    guests: tuple[Guest, ...]


def by_vobject(content: bytes) -> list[ReadEvent]:
    (calendar,) = vobject.readComponents(content.decode("utf-8"))
    calendar.validate(raiseException=True)
    method = getattr(calendar, "method", None)
    return [
        _by_vobject(event, method.value if method else None)
        for event in calendar.contents.get("vevent", [])
    ]


def _by_vobject(event: Any, method: str | None) -> ReadEvent:
    def value(name: str) -> Any:
        (line,) = event.contents.get(name, [None])
        return line.value if line else None

    def name(line: Any) -> str | None:
        return next(iter(line.params.get("CN", [])), None)

    (organizer,) = event.contents.get("organizer", [None])
    return ReadEvent(
        method=method,
        uid=value("uid"),
        sequence=int(value("sequence")),
        status=value("status"),
        title=value("summary"),
        place=value("location"),
        description=value("description"),
        starts_at=_utc(value("dtstart")),
        ends_at=_utc(value("dtend")),
        starts_on_clock=_clock(value("dtstart")),
        ends_on_clock=_clock(value("dtend")),
        organizer=(_address(organizer.value), name(organizer)) if organizer else None,
        guests=tuple(
            Guest(
                address=_address(one.value),
                name=name(one),
                standing=next(iter(one.params.get("PARTSTAT", [])), None),
            )
            for one in event.contents.get("attendee", [])
        ),
    )


def by_ical(content: bytes) -> list[ReadEvent]:
    (calendar,) = CalendarStream.from_ics(content.decode("utf-8")).calendars
    return [
        ReadEvent(
            method=calendar.method,
            uid=one.uid,
            sequence=one.sequence or 0,
            status=one.status.value if one.status else None,
            title=one.summary,
            place=one.location,
            description=one.description,
            starts_at=_utc(one.dtstart),
            ends_at=_utc(one.dtend),
            starts_on_clock=_clock(one.dtstart),
            ends_on_clock=_clock(one.dtend),
            organizer=(_address(str(one.organizer.uri)), one.organizer.common_name)
            if one.organizer
            else None,
            guests=tuple(
                Guest(
                    address=_address(str(guest.uri)), name=guest.common_name, standing=guest.status
                )
                for guest in one.attendees
            ),
        )
        for one in calendar.events
    ]


def by_ical_js(contents: Sequence[bytes]) -> list[list[ReadEvent]]:
    """All of them in one run, for Node takes a while to start."""
    return [
        [_by_ical_js(event, calendar["method"]) for event in calendar["events"]]
        for calendar in ask_node("calendar", contents)
    ]


def _by_ical_js(event: dict[str, Any], method: str | None) -> ReadEvent:
    organizer = event["organizer"]
    return ReadEvent(
        method=method,
        uid=event["uid"],
        sequence=event["sequence"],
        status=event["status"],
        title=event["title"],
        place=event["place"],
        description=event["description"],
        starts_at=_parsed(event["starts_at"]),
        ends_at=_parsed(event["ends_at"]),
        starts_on_clock=_parsed(event["starts_on_clock"]),
        ends_on_clock=_parsed(event["ends_on_clock"]),
        organizer=(_address(organizer[0]), organizer[1]) if organizer else None,
        guests=tuple(
            Guest(address=_address(address), name=name, standing=standing)
            for address, name, standing in event["attendees"]
        ),
    )


def ask_node(kind: str, contents: Sequence[bytes]) -> list[dict[str, Any]]:
    """What read.mjs says of each. Fails if Node is missing: a proof left out proves nothing."""
    _install()
    asked = [
        {"kind": kind, "base64": base64.b64encode(content).decode("ascii")} for content in contents
    ]
    done = subprocess.run(
        [_command("node"), FOLDER / "read.mjs"],
        input=json.dumps(asked),
        capture_output=True,
        check=False,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    read: list[dict[str, Any]] = json.loads(done.stdout)
    return read


def _install() -> None:
    """What package-lock.json names, once; whoever comes meanwhile waits."""
    locked, installed = FOLDER / "package-lock.json", FOLDER / "node_modules" / ".package-lock.json"
    with (FOLDER / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # let go of by the system, whatever happens
        if installed.exists() and installed.stat().st_mtime >= locked.stat().st_mtime:
            return
        done = subprocess.run(
            [_command("npm"), "ci", "--no-audit", "--no-fund", "--ignore-scripts"],
            cwd=FOLDER,
            capture_output=True,
            check=False,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        installed.touch()


def _command(name: str) -> str:
    path = shutil.which(name)
    assert path, f"these tests need {name}; `make test` installs it"
    return path


def _address(value: str) -> str:
    scheme, _, address = value.partition(":")
    assert scheme.lower() == "mailto", value
    return address


def _utc(at: Any) -> datetime | None:
    if at is None:
        return None
    assert isinstance(at, datetime)
    assert at.tzinfo
    return at.astimezone(UTC)


def _clock(at: Any) -> datetime | None:
    if at is None:
        return None
    assert isinstance(at, datetime)
    return at.replace(tzinfo=None, fold=0)


def _parsed(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
