"""Whatever people type, every reader still sees one event, one attendee and the words as cleaned."""

import re
from dataclasses import replace

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from bot.calendar.events import Attendee, Event, Organizer
from bot.calendar.feed import feed, vevent
from bot.calendar.messages import request
from bot.calendar.text import (
    LONGEST_DESCRIPTION,
    LONGEST_PLACE,
    LONGEST_TITLE,
    clean_line,
    clean_link,
    clean_name,
    clean_text,
)
from tests.bot.calendar.meetings import NOW, WORKSHOP
from tests.calendar_readers.readers import Guest, ReadEvent, by_ical, by_ical_js, by_vobject

LONG = "\ue000"  # stands for 10,000 characters, which Hypothesis would rather not print

ATTACKS = st.sampled_from(
    [
        "\r\nATTENDEE:mailto:evil@other.example",
        "\nEND:VEVENT\nEND:VCALENDAR",
        "\rBEGIN:VALARM\r",
        "\u2028ATTACH:https://evil.example",
        "\u2029X-A:b",
        "\x85STATUS:CANCELLED",
        "\x0b\x0cUID:other",
        "\x1c\x1d\x1eSEQUENCE:9",
        "\x00",
        '"',
        '";X=Y:',
        "^n^'^^",
        "\\",
        "\\n",
        "\\,",
        ";",
        ",",
        ":",
        "\r\n ",
        "\n\t",
        "javascript:alert(1)",
        "👩🏽‍🔧",
        "æøåÆØÅ",
        "\ufeff",
        "\u202e",
        "=CMD()",
        "%0D%0AATTENDEE:x",
        "æ" * 76,
        LONG,
    ]
)
WORDS = st.lists(ATTACKS | st.text(max_size=20), max_size=6).map("".join)
LINKS = st.one_of(
    st.none(),
    WORDS,
    WORDS.map("https://meet.example/".__add__),
    st.just("https://meet.example/a,b;c?d=%22&e=f"),
)


def spelled_out(event: Event) -> Event:
    return replace(event, description=event.description.replace(LONG, "æx" * 5000))


@st.composite
def invitations(draw: st.DrawFn) -> tuple[Event, Attendee]:
    event = replace(
        WORKSHOP,
        title=draw(WORDS),
        place=draw(st.none() | WORDS),
        description=draw(WORDS),
        link=draw(LINKS),
        organizer=Organizer(name=draw(WORDS), email="sammen@co-pi.example"),
    )
    return event, Attendee(name=draw(WORDS), email="mette@aalborg.example")


def meant(event: Event, attendee: Attendee) -> ReadEvent:
    """What a reader has to find, by the rules of cleaning."""
    assert event.organizer
    link = clean_link(event.link)
    room = LONGEST_DESCRIPTION - (len(link) + 2 if link else 0)
    words = clean_text(event.description, room)
    ending = link if link and link not in words else ""
    return ReadEvent(
        method="REQUEST",
        uid=WORKSHOP.uid,
        sequence=0,
        status="CONFIRMED",
        title=clean_line(event.title, LONGEST_TITLE) or "–",
        place=clean_line(event.place or "", LONGEST_PLACE) or link,
        description="\n\n".join(part for part in (words, ending) if part) or None,
        starts_at=WORKSHOP.starts_at,
        ends_at=WORKSHOP.ends_at,
        starts_on_clock=WORKSHOP.starts_at.replace(hour=12, tzinfo=None),
        ends_on_clock=WORKSHOP.starts_at.replace(hour=16, tzinfo=None),
        organizer=("sammen@co-pi.example", clean_name(event.organizer.name) or None),
        guests=(
            Guest(
                address="mette@aalborg.example",
                name=clean_name(attendee.name) or None,
                standing="NEEDS-ACTION",
            ),
        ),
    )


OWN = {"SUMMARY", "DTSTART", "DTEND", "DTSTAMP", "UID", "SEQUENCE", "ATTENDEE", "CONFERENCE"} | {
    "DESCRIPTION",
    "LOCATION",
    "ORGANIZER",
    "STATUS",
    "TRANSP",
    "X-MICROSOFT-CDO-BUSYSTATUS",
}


def assert_well_formed(content: bytes) -> None:
    """By the letter of RFC 5545, section 3.1, without anybody's reader."""
    text = content.decode("utf-8")
    lines = content.split(b"\r\n")
    assert lines[-1] == b""
    assert max(map(len, lines)) <= 75
    assert not re.search("[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]", text)
    assert text.count("\r") == text.count("\n") == text.count("\r\n")
    for line in lines:
        line.decode("utf-8")  # no character is cut in two
    event = text.replace("\r\n ", "").split("BEGIN:VEVENT\r\n")[1].split("\r\nEND:VEVENT")[0]
    names = [re.split("[;:]", line)[0] for line in event.split("\r\n")]
    assert len(names) == len(set(names))
    assert set(names) <= OWN


@given(invitations())
def test_vobject_and_ical_see_the_one_event_that_was_meant(
    invitation: tuple[Event, Attendee],
) -> None:
    event, attendee = spelled_out(invitation[0]), invitation[1]

    content = request(event, attendee, now=NOW)

    assert_well_formed(content)
    assert by_vobject(content) == [meant(event, attendee)]
    assert by_ical(content) == [meant(event, attendee)]


# Node takes a while to start, so it reads a whole batch at once, and a failure is not made smaller.
@settings(max_examples=5, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(st.lists(invitations(), min_size=25, max_size=50))
def test_ical_js_sees_the_one_event_that_was_meant(batch: list[tuple[Event, Attendee]]) -> None:
    made = [(spelled_out(event), attendee) for event, attendee in batch]

    read = by_ical_js([request(event, attendee, now=NOW) for event, attendee in made])

    for (event, attendee), events in zip(made, read, strict=True):
        assert events == [meant(event, attendee)]


@settings(max_examples=50)
@given(event=invitations().map(lambda one: one[0]), name=WORDS)
def test_a_feed_by_any_name_holds_the_same_events(event: Event, name: str) -> None:
    made = replace(event, called_off=True)

    content = feed([vevent(made, called_off_prefix="AFLYST: ")] * 2, name=name)

    assert_well_formed(content)
    assert by_vobject(content) == by_ical(content)
    assert [one.title for one in by_vobject(content)] == [
        clean_line(f"AFLYST: {event.title}", LONGEST_TITLE)
    ] * 2
