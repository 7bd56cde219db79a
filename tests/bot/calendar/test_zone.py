"""Times across both changes of summer time, as every reader understands them."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import vobject

from bot.calendar.components import calendar_file
from bot.calendar.messages import request
from bot.calendar.zone import VTIMEZONE, written
from tests.bot.calendar.meetings import METTE, NOW, WORKSHOP
from tests.calendar_readers.readers import by_ical, by_ical_js, by_vobject

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
YEARS = range(1997, 2038)  # beyond that zoneinfo only repeats the rule


def last_sunday(year: int, month: int) -> date:
    last = date(year, month, 31)
    return last - timedelta(days=(last.weekday() + 1) % 7)


def around_the_changes(year: int) -> list[datetime]:
    """Each quarter of an hour from three hours before to three after, in spring and autumn."""
    changes = [
        datetime.combine(last_sunday(year, month), datetime.min.time(), UTC) + timedelta(hours=1)
        for month in (3, 10)
    ]
    return [at + timedelta(minutes=15 * step) for at in changes for step in range(-12, 13)]


@pytest.mark.parametrize("year", [2022, 2026, 2031])
def test_all_readers_see_the_true_moment_on_the_days_when_clocks_change(year: int) -> None:
    moments = around_the_changes(year)
    meant = [(at, at + timedelta(hours=1)) for at in moments]
    contents = [
        request(replace(WORKSHOP, starts_at=start, ends_at=end), METTE, now=NOW)
        for start, end in meant
    ]

    by_javascript = [events[0] for events in by_ical_js(contents)]

    assert [(one.starts_at, one.ends_at) for one in by_javascript] == meant
    for content, moment in zip(contents, meant, strict=True):
        for reader in (by_vobject, by_ical):
            (one,) = reader(content)
            assert (one.starts_at, one.ends_at) == moment, reader


def test_the_hour_that_happens_twice_is_written_in_utc() -> None:
    first = datetime(2022, 10, 30, 0, 30, tzinfo=UTC)  # 02.30 in summer time
    second = datetime(2022, 10, 30, 1, 30, tzinfo=UTC)  # 02.30 again
    event = replace(WORKSHOP, starts_at=first, ends_at=second)

    content = request(event, METTE, now=NOW)

    assert b"DTSTART:20221030T003000Z\r\n" in content
    assert b"DTEND:20221030T013000Z\r\n" in content


def test_all_other_hours_are_written_on_copenhagens_clock() -> None:
    at = datetime(2022, 10, 30, 2, 0, 59, 999, tzinfo=UTC)

    assert written(at).isoformat() == "2022-10-30T03:00:59+01:00"
    assert written(at).tzinfo == COPENHAGEN


def test_the_rule_in_the_file_is_still_the_law() -> None:
    """If summer time ends, this fails: then the rule needs an end, and files an update."""
    file = calendar_file([], [VTIMEZONE]).decode()
    zone = vobject.readOne(file).vtimezone.tzinfo

    for year in YEARS:
        for at in [*around_the_changes(year), *every_tenth_day(year)]:
            for moment in (at - timedelta(seconds=1), at):
                on_both = [moment.astimezone(one) for one in (zone, COPENHAGEN)]
                clocks = {one.replace(tzinfo=None) for one in on_both}
                names = {one.tzname() for one in on_both}
                assert (len(clocks), len(names)) == (1, 1), moment


def every_tenth_day(year: int) -> list[datetime]:
    return [datetime(year, 1, 1, 12, tzinfo=UTC) + timedelta(days=10 * n) for n in range(36)]
