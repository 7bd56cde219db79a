from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.questions import Language
from bot.days import (
    Distance,
    Nearness,
    add_working_days,
    clock_time,
    distance,
    is_public_holiday,
    is_quiet,
    is_working_day,
    last_daytime,
    local,
    long_date,
    month_after,
    month_name,
    next_daytime,
    short_date,
    to_utc,
    working_days_after,
)

DANISH, ENGLISH = Language.DANISH, Language.ENGLISH

some_day = st.dates(min_value=date(2015, 1, 1), max_value=date(2060, 12, 31))
some_moment = st.datetimes(
    min_value=datetime(2015, 1, 1),  # noqa: DTZ001 - the strategy adds the zone
    max_value=datetime(2060, 12, 31),  # noqa: DTZ001
    timezones=st.just(UTC),
)


def utc(year: int, month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2022, 6, 8), True),  # the workshop
        (date(2022, 6, 11), False),  # Saturday
        (date(2022, 6, 12), False),  # Sunday
        (date(2022, 6, 6), False),  # Whit Monday
        (date(2026, 6, 5), False),  # Constitution Day
        (date(2026, 12, 24), False),
        (date(2026, 12, 25), False),
        (date(2026, 12, 31), False),
        (date(2027, 1, 1), False),
        (date(2026, 12, 23), True),
        (date(2026, 4, 2), False),  # Maundy Thursday
        (date(2026, 4, 3), False),
        (date(2026, 4, 6), False),
        (date(2026, 5, 14), False),  # Ascension Day
        (date(2026, 5, 15), True),
        (date(2026, 5, 1), True),  # Workers' Day is no public holiday
        (date(2026, 7, 8), True),  # quiet, but offices are open
    ],
)
def test_a_working_day_is_one_on_which_public_offices_are_open(day: date, works: bool) -> None:
    assert is_working_day(day) is works


def test_store_bededag_was_a_holiday_until_2023() -> None:
    assert is_public_holiday(date(2023, 5, 5))
    assert not is_public_holiday(date(2024, 4, 26))


@pytest.mark.parametrize(
    ("day", "n", "expected"),
    [
        (date(2022, 6, 3), 1, date(2022, 6, 7)),  # over Whitsun
        (date(2022, 6, 8), 3, date(2022, 6, 13)),
        (date(2022, 6, 13), -3, date(2022, 6, 8)),
        (date(2026, 12, 22), 2, date(2026, 12, 28)),
        (date(2022, 6, 11), 0, date(2022, 6, 11)),
        (date(2022, 6, 11), 1, date(2022, 6, 13)),
    ],
)
def test_working_days_are_counted_past_days_off(day: date, n: int, expected: date) -> None:
    assert add_working_days(day, n) == expected


@given(some_day, st.integers(min_value=1, max_value=30))
def test_counting_working_days_there_and_back_returns(day: date, n: int) -> None:
    there = add_working_days(day, n)

    assert is_working_day(there)
    assert add_working_days(there, -n) <= day
    if is_working_day(day):
        assert add_working_days(there, -n) == day


@pytest.mark.parametrize(
    ("at", "quiet"),
    [
        (utc(2022, 6, 8, 5, 59), True),  # 7.59
        (utc(2022, 6, 8, 6, 0), False),  # 8.00
        (utc(2022, 6, 8, 14, 59), False),  # 16.59
        (utc(2022, 6, 8, 15, 0), True),  # 17.00
        (utc(2022, 12, 8, 6, 30), True),  # 7.30 in winter
        (utc(2022, 12, 8, 7, 0), False),
        (utc(2022, 6, 11, 10), True),  # Saturday
        (utc(2022, 6, 6, 10), True),  # Whit Monday
        (utc(2025, 6, 5, 10), True),
        (utc(2026, 12, 24, 10), True),
        (utc(2026, 12, 31, 10), True),
        (utc(2022, 7, 8, 10), False),  # Friday of week 27
        (utc(2022, 7, 11, 10), True),  # Monday of week 28
        (utc(2022, 7, 29, 10), True),  # Friday of week 30
        (utc(2022, 8, 1, 10), False),  # Monday of week 31
    ],
)
def test_quiet_is_evening_night_days_off_and_the_industrial_holiday(
    at: datetime, quiet: bool
) -> None:
    assert is_quiet(at) is quiet


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (utc(2022, 6, 8, 10, 17), utc(2022, 6, 8, 10, 17)),
        (utc(2022, 6, 8, 3), utc(2022, 6, 8, 7)),
        (utc(2022, 6, 8, 15), utc(2022, 6, 9, 7)),
        (utc(2022, 6, 3, 16), utc(2022, 6, 7, 7)),  # Friday before Whitsun
        (utc(2022, 7, 8, 20), utc(2022, 8, 1, 7)),  # over the industrial holiday
        (utc(2026, 12, 23, 18), utc(2026, 12, 28, 8)),
        (utc(2026, 3, 27, 17), utc(2026, 3, 30, 7)),  # over the change to summer time
        (utc(2026, 10, 23, 17), utc(2026, 10, 26, 8)),  # and back
    ],
)
def test_what_falls_in_a_quiet_time_waits_until_nine(at: datetime, expected: datetime) -> None:
    assert next_daytime(at) == expected


@given(some_moment)
def test_the_next_daytime_is_never_quiet_never_earlier_and_stays_put(at: datetime) -> None:
    moved = next_daytime(at)

    assert not is_quiet(moved)
    assert moved >= at
    assert next_daytime(moved) == moved
    assert moved == at or local(moved).time() == time(9)


@given(st.dates(min_value=date(1, 1, 2), max_value=date(9990, 1, 1)))
def test_any_day_can_be_looked_at(day: date) -> None:
    assert isinstance(is_working_day(day), bool)


def test_copenhagen_time_becomes_utc_in_winter_and_summer() -> None:
    assert to_utc(date(2022, 6, 8), time(12)) == utc(2022, 6, 8, 10)
    assert to_utc(date(2022, 12, 8), time(12)) == utc(2022, 12, 8, 11)
    assert to_utc(date(2022, 6, 8), time(12)).tzinfo is UTC


def test_an_hour_that_summer_time_leaves_out_or_repeats_is_read_in_one_way() -> None:
    assert to_utc(date(2026, 3, 29), time(2, 30)) == utc(2026, 3, 29, 1, 30)
    assert clock_time(utc(2026, 3, 29, 1, 30), DANISH) == "3.30"
    assert to_utc(date(2026, 10, 25), time(2, 30)) == utc(2026, 10, 25, 0, 30)


@given(some_moment)
def test_local_time_and_back_keeps_the_moment(at: datetime) -> None:
    here = local(at)

    repeated = timedelta(hours=1) if here.fold else timedelta()
    assert to_utc(here.date(), here.time()) == at - repeated


def test_working_days_after_a_moment_keep_the_hour_over_summer_time() -> None:
    assert working_days_after(utc(2026, 3, 27, 22), 1) == utc(2026, 3, 30, 7)
    assert working_days_after(utc(2026, 3, 27, 23, 30), 1) == utc(2026, 3, 30, 7)  # Saturday here
    assert working_days_after(utc(2026, 10, 23, 10), 1, hour=14) == utc(2026, 10, 26, 13)


@pytest.mark.parametrize(
    ("at", "before"),
    [
        (utc(2022, 6, 8, 10), utc(2022, 6, 8, 10)),  # Wednesday at 12: it is daytime
        (utc(2022, 6, 8, 6), utc(2022, 6, 8, 6)),  # at 8, when the day begins
        (utc(2022, 6, 8, 5, 59), utc(2022, 6, 7, 14)),  # before that: the day before at 16
        (utc(2022, 6, 8, 15), utc(2022, 6, 8, 14)),  # at 17: the same day at 16
        (utc(2022, 6, 6, 6), utc(2022, 6, 3, 14)),  # Whit Monday, after Constitution Day: Friday
        (utc(2022, 6, 5, 20), utc(2022, 6, 3, 14)),
        (utc(2022, 5, 26, 8), utc(2022, 5, 25, 14)),  # Ascension
        (utc(2022, 8, 1, 5), utc(2022, 7, 8, 14)),  # after the summer's quiet weeks
        (utc(2023, 1, 1, 10), utc(2022, 12, 30, 15)),  # winter time; the 31st is quiet, too
    ],
)
def test_the_last_daytime_is_earlier_and_never_in_quiet_hours(
    at: datetime, before: datetime
) -> None:
    assert last_daytime(at) == before


@given(some_moment)
def test_the_last_daytime_is_not_quiet_and_not_later(at: datetime) -> None:
    found = last_daytime(at)

    assert not is_quiet(found)
    assert found <= at
    assert last_daytime(found) == found


@pytest.mark.parametrize(
    ("day", "nearness", "days"),
    [
        (date(2022, 6, 8), Nearness.TODAY, 0),
        (date(2022, 6, 9), Nearness.TOMORROW, 1),
        (date(2022, 6, 7), Nearness.YESTERDAY, 1),
        (date(2022, 6, 14), Nearness.AHEAD, 6),
        (date(2022, 5, 31), Nearness.BEHIND, 8),
    ],
)
def test_a_distance_says_how_a_person_would_put_it(
    day: date, nearness: Nearness, days: int
) -> None:
    assert distance(day, date(2022, 6, 8)) == Distance(nearness=nearness, days=days)


def test_months_are_counted_over_the_turn_of_the_year() -> None:
    assert month_after(date(2022, 6, 8), 0) == (2022, 6)
    assert month_after(date(2022, 6, 8), 7) == (2023, 1)
    assert month_after(date(2022, 6, 8), -6) == (2021, 12)


def test_dates_are_written_as_each_language_does() -> None:
    workshop = date(2022, 6, 8)

    assert long_date(workshop, DANISH) == "onsdag 8. juni 2022"
    assert long_date(workshop, ENGLISH) == "Wednesday 8 June 2022"
    assert short_date(workshop, DANISH) == "8. juni 2022"
    assert short_date(workshop, ENGLISH) == "8 June 2022"
    assert month_name(3, DANISH) == "marts"
    assert month_name(3, ENGLISH) == "March"


def test_the_clock_is_written_as_each_language_does() -> None:
    assert clock_time(time(12), DANISH) == "12.00"
    assert clock_time(time(9, 5), ENGLISH) == "09:05"
    assert clock_time(utc(2022, 6, 8, 10), DANISH) == "12.00"
