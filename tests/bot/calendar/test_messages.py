from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.calendar.components import PRODID
from bot.calendar.events import Event
from bot.calendar.feed import feed
from bot.calendar.messages import call_off, decline_counter, publish, request, uninvite
from tests.bot.calendar.golden import FOLDER, assert_golden
from tests.bot.calendar.meetings import (
    CALLED_OFF,
    DIGITAL,
    JENS,
    METTE,
    MOVED,
    NOW,
    WORKSHOP,
    written_files,
)
from tests.calendar_readers.readers import (
    Guest,
    ReadEvent,
    ask_node,
    by_ical,
    by_ical_js,
    by_vobject,
)

SAMMEN_READ = ("sammen@co-pi.example", "Sammen om emissionsfrie arbejdsmaskiner")
METTE_READ = Guest(
    address="mette.moller@aalborg.example",
    name="Mette Møller, Aalborg Kommune",
    standing="NEEDS-ACTION",
)
JENS_READ = Guest(address="jens@metro.example", name="Jens Østergård", standing="ACCEPTED")

WORKSHOP_READ = ReadEvent(
    method="REQUEST",
    uid="meeting-1-7f3c@sammen.example",
    sequence=0,
    status="CONFIRMED",
    title="Workshop: krav, mængder og fælles udbud",
    place="Dokken, Færgehavnsvej 35, 2150 Nordhavn",
    description="Vi samler behovene; tag jeres tal med.\n\n12.00 Frokost\n12.45 Behov, krav",
    starts_at=datetime(2022, 6, 8, 10, 0, tzinfo=UTC),
    ends_at=datetime(2022, 6, 8, 14, 0, tzinfo=UTC),
    starts_on_clock=datetime(2022, 6, 8, 12, 0),  # noqa: DTZ001 # a clock shows no zone
    ends_on_clock=datetime(2022, 6, 8, 16, 0),  # noqa: DTZ001
    organizer=SAMMEN_READ,
    guests=(METTE_READ,),
)
LINK = "https://meet.example/l/meetup-join/19%3ameeting_abc?context=%7b%22Tid%22%3a1%7d&x=1"
DIGITAL_READ = replace(
    WORKSHOP_READ,
    uid="meeting-2-91ab@sammen.example",
    title="Informationsmøde for offentlige bygherrer",
    place=LINK,
    description=f"45 minutter om processen.\n\n{LINK}",
    starts_at=datetime(2022, 6, 14, 13, 15, tzinfo=UTC),
    ends_at=datetime(2022, 6, 14, 14, 0, tzinfo=UTC),
    starts_on_clock=datetime(2022, 6, 14, 15, 15),  # noqa: DTZ001
    ends_on_clock=datetime(2022, 6, 14, 16, 0),  # noqa: DTZ001
)
READ = {
    "workshop-invite.ics": [WORKSHOP_READ],
    "workshop-invite-jens.ics": [replace(WORKSHOP_READ, guests=(JENS_READ,))],
    "workshop-move.ics": [
        replace(
            WORKSHOP_READ,
            sequence=1,
            starts_at=datetime(2022, 6, 9, 7, 0, tzinfo=UTC),
            ends_at=datetime(2022, 6, 9, 11, 0, tzinfo=UTC),
            starts_on_clock=datetime(2022, 6, 9, 9, 0),  # noqa: DTZ001
            ends_on_clock=datetime(2022, 6, 9, 13, 0),  # noqa: DTZ001
        )
    ],
    "workshop-quiet-change.ics": [
        replace(WORKSHOP_READ, title="Workshop: krav og mængder", guests=(JENS_READ,))
    ],
    "workshop-uninvite.ics": [replace(WORKSHOP_READ, method="CANCEL", sequence=1, status=None)],
    "workshop-call-off.ics": [
        replace(WORKSHOP_READ, method="CANCEL", sequence=2, status="CANCELLED")
    ],
    "workshop-publish.ics": [replace(WORKSHOP_READ, method="PUBLISH", guests=())],
    "workshop-decline-counter.ics": [
        ReadEvent(
            method="DECLINECOUNTER",
            uid="meeting-1-7f3c@sammen.example",
            sequence=0,
            status=None,
            title=None,
            place=None,
            description=None,
            starts_at=None,
            ends_at=None,
            starts_on_clock=None,
            ends_on_clock=None,
            organizer=SAMMEN_READ,
            guests=(METTE_READ,),
        )
    ],
    "digital-invite.ics": [DIGITAL_READ],
    "digital-move.ics": [
        replace(
            DIGITAL_READ,
            sequence=1,
            starts_at=datetime(2022, 6, 15, 7, 0, tzinfo=UTC),
            ends_at=datetime(2022, 6, 15, 7, 45, tzinfo=UTC),
            starts_on_clock=datetime(2022, 6, 15, 9, 0),  # noqa: DTZ001
            ends_on_clock=datetime(2022, 6, 15, 9, 45),  # noqa: DTZ001
        )
    ],
    "digital-quiet-change.ics": [
        replace(DIGITAL_READ, title="Informationsmøde", guests=(JENS_READ,))
    ],
    "digital-uninvite.ics": [replace(DIGITAL_READ, method="CANCEL", sequence=1, status=None)],
    "digital-call-off.ics": [
        replace(DIGITAL_READ, method="CANCEL", sequence=2, status="CANCELLED")
    ],
    "digital-publish.ics": [replace(DIGITAL_READ, method="PUBLISH", guests=())],
    "feed.ics": [
        replace(
            WORKSHOP_READ,
            method=None,
            sequence=2,
            status="CANCELLED",
            title="AFLYST: Workshop: krav, mængder og fælles udbud",
            guests=(),
        ),
        replace(DIGITAL_READ, method=None, guests=()),
    ],
}


@pytest.mark.parametrize("name", READ)
def test_a_file_is_byte_for_byte_as_it_was_kept(name: str) -> None:
    assert_golden(name, written_files()[name])


def test_no_file_is_kept_that_nothing_writes() -> None:
    assert {path.name for path in FOLDER.glob("*.ics")} == set(READ) == set(written_files())


@pytest.mark.parametrize("name", READ)
def test_vobject_and_ical_read_what_was_meant(name: str) -> None:
    content = (FOLDER / name).read_bytes()

    assert by_vobject(content) == READ[name]
    assert by_ical(content) == READ[name]


def test_ical_js_reads_what_was_meant() -> None:
    contents = [(FOLDER / name).read_bytes() for name in READ]

    assert dict(zip(READ, by_ical_js(contents), strict=True)) == READ


@pytest.mark.parametrize("name", READ)
def test_lines_end_in_crlf_and_are_at_most_75_octets(name: str) -> None:
    content = written_files()[name]

    lines = content.split(b"\r\n")

    assert lines[0] == b"BEGIN:VCALENDAR"
    assert lines[-2:] == [b"END:VCALENDAR", b""]
    assert max(map(len, lines)) <= 75
    assert not any(b"\r" in line or b"\n" in line for line in lines)


@pytest.mark.parametrize("name", READ)
def test_the_head_says_version_producer_and_method_before_any_component(name: str) -> None:
    head = written_files()[name].decode().split("BEGIN:VTIMEZONE")[0].split("BEGIN:VEVENT")[0]

    method = READ[name][0].method
    asked = [f"METHOD:{method}"] if method else []
    assert head.split("\r\n")[:-1][:4] == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PRODID}",
        *(asked or ["NAME:Sammen: møder\\, workshops"]),
    ]


def test_no_file_rings_a_bell_and_nobody_else_is_named() -> None:
    for name, content in written_files().items():
        (read,) = ask_node("calendar", [content]) if name == "feed.ics" else [None]
        assert b"VALARM" not in content
        assert content.count(b"ATTENDEE") == len(READ[name][0].guests)
        if read:
            assert read["components"] == ["vtimezone", "vevent", "vevent"]
            assert "method" not in read["names"]


def test_a_link_to_join_stands_in_a_property_of_its_own() -> None:
    (read,) = ask_node("calendar", [request(DIGITAL, METTE, now=NOW)])

    assert read["events"][0]["conference"] == LINK
    assert b"FEATURE=AUDIO,VIDEO" in request(DIGITAL, METTE, now=NOW)


def test_with_a_place_and_a_link_the_place_is_the_place() -> None:
    both = replace(WORKSHOP, link=LINK)

    (read,) = by_ical(request(both, METTE, now=NOW))

    assert (read.place, (read.description or "").splitlines()[-1]) == (WORKSHOP.place, LINK)


def test_a_link_that_the_description_has_already_is_not_repeated() -> None:
    event = replace(DIGITAL, description=f"Vi mødes her: {DIGITAL.link}.")

    (read,) = by_ical(request(event, METTE, now=NOW))

    assert read.description == event.description


def test_a_backslash_before_an_n_is_not_a_new_line() -> None:
    event = replace(WORKSHOP, place="G:\\Nord\\nyt")

    contents = [request(event, METTE, now=NOW)]

    for (read,) in (by_vobject(contents[0]), by_ical(contents[0]), by_ical_js(contents)[0]):
        assert read.place == event.place


def test_the_same_arguments_give_the_same_bytes() -> None:
    assert written_files() == written_files()


@pytest.mark.parametrize(
    "event",
    [
        replace(WORKSHOP, starts_at=WORKSHOP.starts_at.replace(tzinfo=None)),
        replace(WORKSHOP, ends_at=WORKSHOP.ends_at.replace(tzinfo=None)),
        replace(
            WORKSHOP,
            starts_at=WORKSHOP.starts_at.replace(tzinfo=None),
            ends_at=WORKSHOP.ends_at.replace(tzinfo=None),
        ),
        replace(WORKSHOP, ends_at=WORKSHOP.starts_at),
        replace(WORKSHOP, organizer=None),
    ],
)
def test_an_event_that_would_be_misread_is_refused(event: Event) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 # what is wrong differs
        request(event, METTE, now=NOW)


def test_a_message_made_at_a_moment_without_a_zone_is_refused() -> None:
    naive = NOW.replace(tzinfo=None)

    with pytest.raises(ValueError, match="zone"):
        request(WORKSHOP, METTE, now=naive)
    with pytest.raises(ValueError, match="zone"):
        uninvite(WORKSHOP, METTE, now=naive)
    with pytest.raises(ValueError, match="zone"):
        call_off(CALLED_OFF, METTE, now=naive)
    with pytest.raises(ValueError, match="zone"):
        decline_counter(WORKSHOP, METTE, now=naive, comment="")


def test_a_file_without_a_moment_of_change_is_refused() -> None:
    with pytest.raises(ValueError, match="changed"):
        publish(replace(WORKSHOP, changed_at=None))


@pytest.mark.parametrize("address", ["", "mette", "a b@c.example", "a@b.example\r\nX:1", "a@b;c"])
def test_an_address_that_mail_cannot_be_sent_to_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="address"):
        request(WORKSHOP, replace(METTE, email=address), now=NOW)


def test_a_published_event_that_is_called_off_says_so() -> None:
    (read,) = by_vobject(publish(CALLED_OFF))

    assert read.status == "CANCELLED"


def test_an_empty_feed_is_still_a_calendar() -> None:
    content = feed([], name="Sammen")

    assert by_vobject(content) == by_ical(content) == by_ical_js([content])[0] == []


def test_the_stamp_is_when_the_message_was_made_in_utc() -> None:
    assert b"DTSTAMP:20220509T080000Z\r\n" in request(MOVED, JENS, now=NOW)
    assert b"DTSTAMP:20220516T093000Z\r\n" in publish(MOVED)
