"""How a person's calendar judges what comes in."""

from datetime import UTC, datetime

import pytest

from sandbox.calendar_events import read_calendar
from sandbox.calendars import Answer, Calendar, Verdict, entry_from_json, take_in
from tests.sandbox.calendar_files import calendar_file

EARLY, LATE = "20220509T070000Z", "20220510T070000Z"


def take(
    calendar: Calendar, method: str = "REQUEST", sequence: int = 0, stamp: str = EARLY
) -> Verdict | None:
    attendee = "" if method == "PUBLISH" else "mette.friis@aalborg.example"
    file = calendar_file(method=method, sequence=sequence, stamp=stamp, attendee=attendee)
    return take_in(calendar, *read_calendar(file))


def accepted() -> Calendar:
    """A calendar in which the person has said yes to version 1."""
    calendar: Calendar = {}
    take(calendar, sequence=1)
    (entry,) = calendar.values()
    entry.answer = Answer.ACCEPTED
    return calendar


def standing(calendar: Calendar) -> list[tuple[int, Answer | None, bool]]:
    return [(one.event.sequence, one.answer, one.is_removed) for one in calendar.values()]


@pytest.mark.parametrize(
    ("method", "sequence", "stamp", "verdict", "left"),
    [
        ("REQUEST", 2, LATE, Verdict.UPDATE, (2, None, False)),
        ("REQUEST", 1, LATE, Verdict.QUIET, (1, Answer.ACCEPTED, False)),
        ("REQUEST", 1, EARLY, Verdict.OLD, (1, Answer.ACCEPTED, False)),
        ("REQUEST", 0, LATE, Verdict.OLD, (1, Answer.ACCEPTED, False)),
        ("CANCEL", 2, LATE, Verdict.CANCELLED, (2, None, True)),
        ("CANCEL", 0, LATE, Verdict.OLD, (1, Answer.ACCEPTED, False)),
        ("PUBLISH", 1, LATE, Verdict.OLD, (1, Answer.ACCEPTED, False)),
        ("PUBLISH", 2, LATE, Verdict.UPDATE, (2, None, False)),
        ("COUNTER", 2, LATE, None, (1, Answer.ACCEPTED, False)),
    ],
)
def test_the_highest_sequence_and_then_the_latest_stamp_wins(
    method: str,
    sequence: int,
    stamp: str,
    verdict: Verdict | None,
    left: tuple[int, Answer | None, bool],
) -> None:
    calendar = accepted()

    assert take(calendar, method, sequence, stamp) is verdict
    assert standing(calendar) == [left]


@pytest.mark.parametrize(
    ("sequence", "verdict", "removed"), [(2, Verdict.OLD, True), (3, Verdict.NEW, False)]
)
def test_what_was_called_off_returns_only_by_a_newer_invitation(
    sequence: int, verdict: Verdict, removed: bool
) -> None:
    calendar = accepted()
    take(calendar, "CANCEL", 2, LATE)

    assert take(calendar, "REQUEST", sequence, LATE) is verdict
    assert [one.is_removed for one in calendar.values()] == [removed]


def test_a_cancellation_that_overtakes_its_invitation_still_counts() -> None:
    calendar: Calendar = {}

    assert take(calendar, "CANCEL", 1, LATE) is Verdict.CANCELLED
    assert take(calendar, "REQUEST", 0, EARLY) is Verdict.OLD
    assert standing(calendar) == [(1, None, True)]


def test_a_file_and_then_the_mail_make_one_event_that_can_be_answered() -> None:
    calendar: Calendar = {}

    assert take(calendar, "PUBLISH", 0, LATE) is Verdict.NEW
    assert take(calendar, "REQUEST", 0, EARLY) is Verdict.NEW
    assert [one.is_from_file for one in calendar.values()] == [False]


def test_a_file_that_says_called_off_takes_the_event_away() -> None:
    calendar: Calendar = {}
    take(calendar, "PUBLISH", 0)

    file = calendar_file(method="PUBLISH", sequence=1, attendee="", more=("STATUS:CANCELLED",))

    assert take_in(calendar, *read_calendar(file)) is Verdict.CANCELLED
    assert standing(calendar) == [(1, None, True)]


def test_an_entry_survives_being_written_down() -> None:
    (entry,) = accepted().values()

    assert entry_from_json(entry.to_json()) == entry


def test_an_event_is_read_as_it_is_shown() -> None:
    method, event = read_calendar(calendar_file(sequence=3))

    assert method == "REQUEST"
    assert event.version == (3, datetime(2022, 5, 9, 7, tzinfo=UTC).timestamp())
    assert event.starts == datetime(2022, 5, 24, 7, tzinfo=UTC).timestamp()
    assert event.ends == datetime(2022, 5, 24, 9, tzinfo=UTC).timestamp()
    assert (event.title, event.place) == ("Workshop om behov", "Rådhuset, lokale 4")
    assert event.link == "https://moede.example/workshop"
    assert (event.organizer_name, event.organizer) == ("Sammen", "sammen@copi.example")
    assert event.attendees == ("mette.friis@aalborg.example",)


@pytest.mark.parametrize(
    "content", [b"", b"Hej", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", calendar_file()[:-40]]
)
def test_what_no_calendar_could_read_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_calendar(content)


def test_an_event_without_a_moment_of_writing_is_refused() -> None:
    file = calendar_file().replace(b"DTSTAMP:20220509T070000Z\r\n", b"")

    with pytest.raises(ValueError, match="DTSTAMP"):
        read_calendar(file)


@pytest.mark.parametrize(
    ("stamp", "answered", "left"),
    [
        (LATE, EARLY, Answer.DECLINED),  # said elsewhere after it was said here
        (EARLY, LATE, Answer.ACCEPTED),
    ],
)
def test_what_the_organizer_notes_of_an_answer_is_shown_unless_a_later_one_was_given_here(
    stamp: str, answered: str, left: Answer
) -> None:
    calendar: Calendar = {}
    first = calendar_file(stamp="20220508T070000Z")
    take_in(calendar, *read_calendar(first))
    (entry,) = calendar.values()
    entry.answer = Answer.ACCEPTED
    entry.answered = datetime.strptime(answered, "%Y%m%dT%H%M%S%z").timestamp()
    noted = calendar_file(stamp=stamp).replace(b"ATTENDEE;", b"ATTENDEE;PARTSTAT=DECLINED;")

    verdict = take_in(calendar, *read_calendar(noted))

    assert verdict is Verdict.QUIET
    assert entry.answer is left
