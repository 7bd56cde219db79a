"""Somebody's own quiet hours: across midnight, on days off, and when the clocks change."""

from datetime import UTC, datetime, time, timedelta

import pytest

from bot.days import (
    COPENHAGEN,
    QuietHours,
    can_wait,
    in_time,
    is_quiet,
    next_daytime,
    own_hours,
)

NIGHT = QuietHours(20 * 60, 6 * 60 + 30)  # 20.00 to 6.30
DAY = QuietHours(7 * 60, 18 * 60)  # who works at night


def at(text: str) -> datetime:
    """A moment by the clock in Copenhagen."""
    return datetime.fromisoformat(text).replace(tzinfo=COPENHAGEN).astimezone(UTC)


@pytest.mark.parametrize(
    ("hours", "quiet", "clock"),
    [
        (NIGHT, False, "19:59"),
        (NIGHT, True, "20:00"),
        (NIGHT, True, "00:00"),
        (NIGHT, True, "06:29"),
        (NIGHT, False, "06:30"),
        (DAY, False, "06:59"),
        (DAY, True, "07:00"),
        (DAY, True, "17:59"),
        (DAY, False, "18:00"),
        (None, True, "07:59"),
        (None, False, "08:00"),
        (None, True, "17:00"),
    ],
)
def test_hours_are_quiet_from_the_first_minute_to_before_the_last(
    hours: QuietHours | None, quiet: bool, clock: str
) -> None:
    assert is_quiet(at(f"2022-05-10T{clock}"), hours) is quiet


@pytest.mark.parametrize("hours", [NIGHT, DAY, None])
@pytest.mark.parametrize("day", ["2022-05-14", "2022-05-13", "2022-12-24", "2022-07-13"])
def test_days_off_stay_quiet_whatever_the_hours(hours: QuietHours | None, day: str) -> None:
    moments = [at(f"{day}T{clock}") for clock in ("03:00", "12:00", "19:00")]

    assert all(is_quiet(one, hours) for one in moments)


@pytest.mark.parametrize(
    ("hours", "now", "opens"),
    [
        (NIGHT, "2022-05-10T12:00", "2022-05-10T12:00"),
        (NIGHT, "2022-05-10T22:00", "2022-05-11T06:30"),
        (NIGHT, "2022-05-11T03:00", "2022-05-11T06:30"),
        (NIGHT, "2022-05-12T22:00", "2022-05-16T06:30"),  # Friday was Great Prayer Day
        (DAY, "2022-05-10T09:00", "2022-05-10T18:00"),
        (DAY, "2022-05-14T09:00", "2022-05-16T00:00"),  # the day off ends at midnight
        (QuietHours(0, 6 * 60), "2022-05-14T23:00", "2022-05-16T06:00"),
    ],
)
def test_what_waits_comes_when_the_hours_open(hours: QuietHours, now: str, opens: str) -> None:
    assert next_daytime(at(now), hours) == at(opens)


def test_an_hour_that_is_left_out_in_spring_opens_with_the_next_one() -> None:
    # Clocks went from 2.00 to 3.00 on Sunday 27 March 2022; on such a day people are left alone.
    hours = QuietHours(20 * 60, 2 * 60 + 30)

    opens = next_daytime(at("2022-03-26T23:00"), hours)

    assert opens == at("2022-03-28T02:30")


@pytest.mark.parametrize("year", [2021, 2022, 2023, 2024])
def test_what_opens_is_never_quiet_and_never_before(year: int) -> None:
    """Through both changes of the clock, in steps of 37 minutes."""
    for begins, ends in ((22 * 60, 2 * 60 + 30), (1 * 60, 0), (60, 150), (150, 90)):
        hours = QuietHours(begins, ends)
        for month in (3, 10):
            now = datetime(year, month, 24, tzinfo=UTC)
            while now.day < 30 and now.month == month:
                opens = next_daytime(now, hours)
                assert opens >= now
                assert not is_quiet(opens, hours)
                assert is_quiet(now, hours) or opens == now
                now += timedelta(minutes=37)


def test_there_are_hours_of_ones_own_only_with_both_ends() -> None:
    assert own_hours(1200, 390) == NIGHT
    assert (own_hours(None, 390), own_hours(1200, None)) == (None, None)
    assert (NIGHT.open_minutes, DAY.open_minutes) == (13 * 60 + 30, 13 * 60)
    assert NIGHT.cover(time(21))


def test_what_begins_before_the_hours_open_does_not_wait_for_them() -> None:
    now, begins = at("2022-05-10T09:00"), at("2022-05-11T09:00")
    margin = timedelta(hours=24)

    assert can_wait(now, before=begins, margin=margin)
    assert not can_wait(now, before=begins, margin=margin, hours=DAY)
    assert in_time(now, before=begins, margin=margin, hours=DAY) == now
