"""Dates as people say them."""

from datetime import UTC, date, datetime

import pytest

from bot.conversation.questions import Language
from bot.voice.dates import away, dated, meeting_time, moment
from models.enums import Precision

DANISH, ENGLISH = Language.DANISH, Language.ENGLISH
TODAY = date(2022, 5, 9)


@pytest.mark.parametrize(
    ("day", "danish", "english"),
    [
        (date(2022, 5, 9), "i dag", "today"),
        (date(2022, 5, 10), "i morgen", "tomorrow"),
        (date(2022, 5, 8), "i går", "yesterday"),
        (date(2022, 6, 8), "om 30 dage", "in 30 days"),
        (date(2022, 5, 3), "for 6 dage siden", "6 days ago"),
    ],
)
def test_a_distance_is_said_as_people_say_it(day: date, danish: str, english: str) -> None:
    assert away(day, TODAY, DANISH) == danish
    assert away(day, TODAY, ENGLISH) == english


@pytest.mark.parametrize(
    ("precision", "danish", "english"),
    [
        (Precision.DAY, "onsdag 1. juni 2022", "Wednesday 1 June 2022"),
        (Precision.MONTH, "juni 2022", "June 2022"),
        (Precision.QUARTER, "2. kvartal 2022", "Q2 2022"),
    ],
)
def test_a_date_is_no_more_exact_than_it_is_known(
    precision: Precision, danish: str, english: str
) -> None:
    assert dated(date(2022, 6, 1), precision, DANISH) == danish
    assert dated(date(2022, 6, 1), precision, ENGLISH) == english


def test_a_meeting_is_told_by_the_clock_in_copenhagen() -> None:
    starts, ends = datetime(2022, 6, 8, 10, tzinfo=UTC), datetime(2022, 6, 8, 14, tzinfo=UTC)

    assert meeting_time(starts, ends, DANISH) == "onsdag 8. juni 2022 kl. 12.00–16.00"
    assert meeting_time(starts, ends, ENGLISH) == "Wednesday 8 June 2022, 12:00–16:00"


def test_a_meeting_over_midnight_names_both_days() -> None:
    starts, ends = datetime(2022, 6, 8, 10, tzinfo=UTC), datetime(2022, 6, 9, 14, tzinfo=UTC)

    assert meeting_time(starts, ends, DANISH) == (
        "onsdag 8. juni 2022 kl. 12.00 til torsdag 9. juni 2022 kl. 16.00"
    )


def test_a_moment_has_its_day_and_its_clock() -> None:
    at = datetime(2022, 5, 9, 8, tzinfo=UTC)

    assert moment(at, DANISH) == "mandag 9. maj 2022 kl. 10.00"
    assert moment(at, ENGLISH) == "Monday 9 May 2022 at 10:00"
