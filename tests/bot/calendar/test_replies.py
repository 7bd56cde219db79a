"""Answers as the calendars of others write them, and everything that is none."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calendar.events import Standing
from bot.calendar.incoming import read
from bot.calendar.messages import request
from bot.calendar.replies import (
    LARGEST,
    LONGEST_COMMENT,
    CalendarReply,
    Counter,
    Reason,
    Unreadable,
    read_reply,
)
from tests.bot.calendar.meetings import METTE, NOW, WORKSHOP

INCOMING = Path(__file__).parent / "incoming"

FROM_GMAIL = CalendarReply(
    uid=WORKSHOP.uid,
    email="mette.moller@aalborg.example",
    standing=Standing.ACCEPTED,
    sequence=0,
    stamp=datetime(2022, 5, 10, 6, 31, 12, tzinfo=UTC),
)
FROM_EXCHANGE = CalendarReply(
    uid=WORKSHOP.uid,
    email="jens@metro.example",
    standing=Standing.DECLINED,
    sequence=0,
    stamp=datetime(2022, 5, 11, 11, 22, 33, tzinfo=UTC),
    comment="Jeg er på ferie, men Sanne kan\nkomme i stedet.",
)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("gmail-accepted", FROM_GMAIL),
        ("exchange-declined", FROM_EXCHANGE),
        (
            "apple-tentative",
            replace(
                FROM_GMAIL,
                standing=Standing.TENTATIVE,
                sequence=1,
                stamp=datetime(2022, 5, 12, 7, 0, 1, tzinfo=UTC),
            ),
        ),
        (
            "thunderbird-accepted",
            replace(
                FROM_EXCHANGE,
                standing=Standing.ACCEPTED,
                stamp=datetime(2022, 5, 10, 12, 1, tzinfo=UTC),
                comment="",
            ),
        ),
        (
            "outlook-counter",
            Counter(
                uid=WORKSHOP.uid,
                email="jens@metro.example",
                sequence=0,
                stamp=datetime(2022, 5, 11, 11, 22, 33, tzinfo=UTC),
                starts_at=datetime(2022, 6, 9, 8, 0, tzinfo=UTC),
                ends_at=datetime(2022, 6, 9, 12, 0, tzinfo=UTC),
                comment="Kan vi tage den torsdag?",
            ),
        ),
    ],
)
def test_answers_of_the_common_calendars_are_read(name: str, said: CalendarReply | Counter) -> None:
    mail = read((INCOMING / f"{name}.eml").read_bytes())

    assert read_reply(mail.calendar or b"") == said


def answer(**changed: str | None) -> bytes:
    """The plainest answer, with lines changed, or left out where None is given."""
    lines = {
        "BEGIN": "BEGIN:VCALENDAR",
        "METHOD": "METHOD:REPLY",
        "BEGIN_EVENT": "BEGIN:VEVENT",
        "UID": "UID:meeting-1@sammen.example",
        "ATTENDEE": "ATTENDEE;PARTSTAT=ACCEPTED:mailto:mette@aalborg.example",
        "DTSTAMP": "DTSTAMP:20220510T080000Z",
        "SEQUENCE": "SEQUENCE:3",
        "MORE": None,
        "END_EVENT": "END:VEVENT",
        "END": "END:VCALENDAR",
    } | changed
    return "\r\n".join([*(line for line in lines.values() if line is not None), ""]).encode()


PLAIN = CalendarReply(
    uid="meeting-1@sammen.example",
    email="mette@aalborg.example",
    standing=Standing.ACCEPTED,
    sequence=3,
    stamp=datetime(2022, 5, 10, 8, 0, tzinfo=UTC),
)


def test_the_plainest_answer_needs_no_organizer() -> None:
    assert read_reply(answer()) == PLAIN


@pytest.mark.parametrize("line_end", [b"\n", b"\r"])
def test_other_ends_of_lines_do_no_harm(line_end: bytes) -> None:
    assert read_reply(b"\xef\xbb\xbf" + answer().replace(b"\r\n", line_end)) == PLAIN


def test_a_missing_sequence_is_the_first() -> None:
    assert read_reply(answer(SEQUENCE=None)) == replace(PLAIN, sequence=0)


def test_an_address_is_compared_without_case_and_may_lack_its_scheme() -> None:
    line = "attendee;partstat=accepted:Mette@AALBORG.example"

    assert read_reply(answer(ATTENDEE=line)) == PLAIN


def test_several_comments_are_one_and_no_longer_than_needed() -> None:
    comments = f"COMMENT:Ja\\, tak\x07\r\nCOMMENT:{'x' * 5000}"

    said = read_reply(answer(MORE=comments))

    assert isinstance(said, CalendarReply)
    assert said.comment.startswith("Ja, tak\nxxx")
    assert len(said.comment) == LONGEST_COMMENT


def test_what_a_mail_says_of_a_zone_is_not_believed() -> None:
    zone = (
        "END:VEVENT\r\nBEGIN:VTIMEZONE\r\nTZID:Romance Standard Time\r\nBEGIN:STANDARD\r\n"
        "DTSTART:16010101T000000\r\nTZOFFSETFROM:+1200\r\nTZOFFSETTO:+1200\r\n"
        "RRULE:FREQ=SECONDLY\r\nEND:STANDARD\r\nEND:VTIMEZONE"
    )
    read_reply(answer(END_EVENT=zone, METHOD="METHOD:COUNTER"))
    times = (
        "DTSTART;TZID=Romance Standard Time:20220609T120000\r\n"
        "DTEND;TZID=/vendor.example/2022_1/Europe/Copenhagen:20220609T140000"
    )

    said = read_reply(answer(METHOD="METHOD:COUNTER", MORE=times))

    assert isinstance(said, Counter)
    assert said.starts_at == datetime(2022, 6, 9, 10, 0, tzinfo=UTC)
    assert said.ends_at == datetime(2022, 6, 9, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("times", "until"),
    [
        ("DTSTART:20220609T100000Z\r\nDURATION:PT90M", datetime(2022, 6, 9, 11, 30, tzinfo=UTC)),
        ("DTSTART:20220609T100000Z", None),
        ("DTSTART:20220609T100000Z\r\nDTEND:20220609T090000Z", None),
        ("DTSTART:20220609T100000\r\nDTEND:20220609T110000", None),
        ("DTSTART;VALUE=DATE:20220609\r\nDTEND;VALUE=DATE:20220610", None),
        ("DTSTART:on Thursday\r\nDTEND:later", None),
        ("DTSTART;TZID=Nowhere:20220609T100000\r\nDTEND;TZID=Nowhere:20220609T110000", None),
    ],
)
def test_a_proposal_has_both_times_or_none(times: str, until: datetime | None) -> None:
    said = read_reply(answer(METHOD="METHOD:COUNTER", MORE=times))

    assert isinstance(said, Counter)
    assert (said.ends_at, said.starts_at is None) == (until, until is None)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", Reason.NO_CALENDAR),
        (b"\x00\xff\xfe" * 50, Reason.NO_CALENDAR),
        (b"x" * (LARGEST + 1), Reason.TOO_LARGE),
        (answer() * 2, Reason.NO_CALENDAR),
        (request(WORKSHOP, METTE, now=NOW), Reason.OTHER_METHOD),
        (answer(METHOD=None), Reason.OTHER_METHOD),
        (answer(METHOD="METHOD:REPLY\r\nMETHOD:REQUEST"), Reason.BROKEN),
        (answer(END_EVENT="END:VEVENT\r\nBEGIN:VEVENT\r\nEND:VEVENT"), Reason.NOT_ONE_EVENT),
        (answer(BEGIN_EVENT="BEGIN:VTODO", END_EVENT="END:VTODO"), Reason.NOT_ONE_EVENT),
        (answer(ATTENDEE=None), Reason.NOT_ONE_ATTENDEE),
        (answer(MORE="ATTENDEE;PARTSTAT=DECLINED:mailto:b@c.example"), Reason.NOT_ONE_ATTENDEE),
        (answer(ATTENDEE="ATTENDEE;PARTSTAT=ACCEPTED:invalid:nomail"), Reason.BROKEN),
        (answer(ATTENDEE="ATTENDEE;PARTSTAT=ACCEPTED:mailto:a@b@c"), Reason.BROKEN),
        (answer(ATTENDEE='ATTENDEE;PARTSTAT="ACCEPTED:mailto:a@b'), Reason.BROKEN),
        (
            answer(ATTENDEE="ATTENDEE;PARTSTAT=DELEGATED:mailto:a@b.example"),
            Reason.UNKNOWN_STANDING,
        ),
        (
            answer(ATTENDEE="ATTENDEE;PARTSTAT=ACCEPTED,DECLINED:mailto:a@b.example"),
            Reason.UNKNOWN_STANDING,
        ),
        (answer(UID=None), Reason.NOT_IDENTIFIED),
        (answer(UID="UID:\x07"), Reason.NOT_IDENTIFIED),
        (answer(UID="UID:a\r\nUID:b"), Reason.BROKEN),
        (answer(DTSTAMP=None), Reason.NOT_IDENTIFIED),
        (answer(DTSTAMP="DTSTAMP:20220510T080000"), Reason.NOT_IDENTIFIED),
        (answer(DTSTAMP="DTSTAMP:yesterday"), Reason.BROKEN),
        (answer(DTSTAMP="DTSTAMP;TZID=Asia/Tokyo:20220510T080000"), Reason.NOT_IDENTIFIED),
        (
            answer(METHOD="METHOD:COUNTER", MORE="DTSTART;TZID=Asia/Tokyo:00010101T000000"),
            Reason.BROKEN,
        ),
        (answer(SEQUENCE="SEQUENCE:many"), Reason.BROKEN),
        (answer(SEQUENCE="SEQUENCE:-1"), Reason.BROKEN),
        (answer(SEQUENCE=f"SEQUENCE:{2**31}"), Reason.BROKEN),
        (answer(SEQUENCE="SEQUENCE:1\r\nSEQUENCE:2"), Reason.BROKEN),
    ],
)
def test_what_is_no_answer_is_unreadable_for_a_reason(content: bytes, reason: Reason) -> None:
    assert read_reply(content) == Unreadable(reason=reason)


def test_lines_outside_the_event_are_not_its_own() -> None:
    alarm = (
        "BEGIN:VALARM\r\nATTENDEE;PARTSTAT=DECLINED:mailto:b@c.example\r\nUID:other\r\nEND:VALARM"
    )

    assert read_reply(answer(MORE=alarm)) == PLAIN


@pytest.mark.parametrize(
    "content",
    [
        b"\n" * LARGEST,
        b"BEGIN:X\n" * (LARGEST // 8),
        (b"BEGIN:X\n" * 4000 + b"END:X\n" * 4000)[:LARGEST],
        answer(MORE="COMMENT:x\r\n" * 5000)[:LARGEST],
        answer(MORE="DTSTART;TZID=" + "/a" * 30000 + ":20220101T000000")[:LARGEST],
    ],
)
def test_what_is_made_to_take_long_does_not(content: bytes) -> None:
    before = perf_counter()

    read_reply(content)

    assert perf_counter() - before < 5


PIECES = st.one_of(
    st.sampled_from(
        [line + b"\r\n" for line in answer().split(b"\r\n")]
        + [b"ATTENDEE;", b"DTSTAMP", b":", b";", b'"', b"\\", b"^", b"\r\n ", b"=", b"RRULE:FREQ"]
        + [b"DURATION:P", b"DTSTART;VALUE=PERIOD:1/2", b"SEQUENCE;VALUE=BINARY:"]
    ),
    st.binary(max_size=8),
    st.text(max_size=8).map(lambda text: text.encode("utf-8", "surrogatepass")),
)


@given(st.lists(PIECES, max_size=30))
def test_pieces_in_any_order_never_raise(pieces: list[bytes]) -> None:
    head, tail = answer(MORE="HERE").split(b"HERE")

    for content in (b"".join(pieces), head + b"".join(pieces) + tail):
        assert isinstance(read_reply(content), CalendarReply | Counter | Unreadable)
