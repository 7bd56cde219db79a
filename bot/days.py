"""Working days, quiet hours and dates as people say them. The only place with zones.

Inside, time is aware and in UTC; here it becomes the clock on a wall in Copenhagen, and back.
Nothing here looks at the clock: whoever calls brings `now`.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import assert_never
from zoneinfo import ZoneInfo

import holidays

from bot.conversation.questions import Language

COPENHAGEN = ZoneInfo("Europe/Copenhagen")

DAY_BEGINS = time(8)
DAY_ENDS = time(17)
MOVED_TO = time(9)  # a little after people have arrived
MOVED_BACK_TO = time(16)  # a little before they go home
_SUMMER_WEEKS = range(28, 31)  # the industrial holiday: ISO weeks 28, 29 and 30
# No public holidays, but public offices are closed: Constitution Day and the two eves.
_CLOSED = frozenset({(6, 5), (12, 24), (12, 31)})


def local(at: datetime) -> datetime:
    """That moment on the clock in Copenhagen."""
    return at.astimezone(COPENHAGEN)


def to_utc(day: date, clock: time) -> datetime:
    """The moment when it is that time of that day in Copenhagen.

    In autumn 02:00-03:00 happens twice: the first is meant. In spring it does not happen at all:
    02:30 becomes what the clock shows an hour later, 03:30.
    """
    wall = datetime.combine(day, clock.replace(tzinfo=None, fold=0), tzinfo=COPENHAGEN)
    return wall.astimezone(UTC)


@dataclass(frozen=True, slots=True)
class QuietHours:
    """Somebody's own quiet hours: minutes of the day in Copenhagen, `begins` included.

    They take the place of evening and night; days off and weeks 28-30 stay quiet. Where `begins` is
    the later one they reach across midnight. They never fill the whole day.
    """

    begins: int
    ends: int

    def cover(self, at: time) -> bool:
        """Whether it is quiet when the clock shows that."""
        minute = at.hour * 60 + at.minute
        if self.begins < self.ends:
            return self.begins <= minute < self.ends
        return minute >= self.begins or minute < self.ends

    @property
    def open_minutes(self) -> int:
        """How many minutes of a working day are left."""
        return (self.begins - self.ends) % _DAY


_DAY = 24 * 60  # minutes


def own_hours(begins: int | None, ends: int | None) -> QuietHours | None:
    """What the two columns of a person hold; None: as everybody's."""
    return None if begins is None or ends is None else QuietHours(begins, ends)


@lru_cache(maxsize=64)
def _public_holidays(year: int) -> frozenset[date]:
    # A whole year at a time: the library's own object fills itself while it is read, and
    # listeners run in threads.
    return frozenset(holidays.country_holidays("DK", years=year))


def is_public_holiday(day: date) -> bool:
    """Whether that day is a Danish public holiday. Store Bededag was one until 2023."""
    return day in _public_holidays(day.year)


def is_working_day(day: date) -> bool:
    """Whether public offices are open: no weekend, public holiday, 5 June, 24 or 31 December."""
    is_weekend = day.weekday() >= 5
    return not (is_weekend or (day.month, day.day) in _CLOSED or is_public_holiday(day))


def add_working_days(day: date, n: int) -> date:
    """The n-th working day after that day; before it when n is negative; the day itself for 0."""
    step = timedelta(days=1 if n > 0 else -1)
    left = abs(n)
    while left:
        day += step
        left -= is_working_day(day)
    return day


def working_days_after(at: datetime, days: int, hour: int = 9) -> datetime:
    """The moment, in UTC, when it is that hour on the n-th working day after that one."""
    return to_utc(add_working_days(local(at).date(), days), time(hour))


def is_quiet(now: datetime, hours: QuietHours | None = None) -> bool:
    """Whether Sammen keeps silent unless asked: evening, night, days off, weeks 28-30.

    `hours` are the reader's own, where they have chosen any.
    """
    here = local(now)
    if _is_quiet_day(here.date()):
        return True
    if hours is not None:
        return hours.cover(here.time())
    return not DAY_BEGINS <= here.time() < DAY_ENDS


def next_daytime(at: datetime, hours: QuietHours | None = None) -> datetime:
    """That moment, or if it is quiet then, 9.00 on the first day that is not. In UTC.

    With `hours` of the reader's own it is the first moment that they leave open.
    """
    if not is_quiet(at, hours):
        return at.astimezone(UTC)
    here = local(at)
    if hours is not None:
        return _first_open(at, here.date(), hours)
    day = here.date() if here.time() < DAY_BEGINS else here.date() + timedelta(days=1)
    while _is_quiet_day(day):
        day += timedelta(days=1)
    return to_utc(day, MOVED_TO)


def _first_open(at: datetime, day: date, hours: QuietHours) -> datetime:
    """When quiet hours end after that moment: with them, or with a day off at midnight."""
    ends = time(hours.ends // 60, hours.ends % 60)
    while True:
        for fold in (0, 1):  # in autumn the hour from two to three comes twice
            for clock in (time(), ends):
                wall = datetime.combine(day, clock.replace(fold=fold), tzinfo=COPENHAGEN)
                opens = wall.astimezone(UTC)
                if opens > at and not is_quiet(opens, hours):
                    return opens
        day += timedelta(days=1)


def last_daytime(at: datetime) -> datetime:
    """That moment, or if it is quiet then, the last one before it that is not: at 16. In UTC."""
    if not is_quiet(at):
        return at.astimezone(UTC)
    here = local(at)
    day = here.date() if here.time() >= DAY_ENDS else here.date() - timedelta(days=1)
    while _is_quiet_day(day):
        day -= timedelta(days=1)
    return to_utc(day, MOVED_BACK_TO)


def can_wait(
    now: datetime, *, before: datetime, margin: timedelta, hours: QuietHours | None = None
) -> bool:
    """Whether the next daytime leaves that margin before something begins: weekends may be long."""
    return before - next_daytime(now, hours) >= margin


def in_time(
    now: datetime, *, before: datetime, margin: timedelta, hours: QuietHours | None = None
) -> datetime:
    """When to tell of something that begins then: in the daytime if it can wait, else now."""
    waits = can_wait(now, before=before, margin=margin, hours=hours)
    return next_daytime(now, hours) if waits else now


def _is_quiet_day(day: date) -> bool:
    return not is_working_day(day) or day.isocalendar().week in _SUMMER_WEEKS


def month_after(day: date, months: int) -> tuple[int, int]:
    """The year and the month (1-12) so many months after that day's own."""
    years, month = divmod(day.month - 1 + months, 12)
    return day.year + years, month + 1


class Nearness(StrEnum):
    """How a person would say where a day lies."""

    TODAY = "today"
    TOMORROW = "tomorrow"
    YESTERDAY = "yesterday"
    AHEAD = "ahead"  # "in n days"
    BEHIND = "behind"  # "n days ago"


@dataclass(frozen=True, slots=True, kw_only=True)
class Distance:
    """How far away a day is. `days` is a count and never negative."""

    nearness: Nearness
    days: int


def distance(day: date, today: date) -> Distance:
    """How far that day is from today."""
    days = (day - today).days
    near = {0: Nearness.TODAY, 1: Nearness.TOMORROW, -1: Nearness.YESTERDAY}
    far = Nearness.AHEAD if days > 0 else Nearness.BEHIND
    return Distance(nearness=near.get(days, far), days=abs(days))


_WEEKDAYS = {
    Language.DANISH: ["mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"],
    Language.ENGLISH: [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
    ],
}
_MONTHS = {
    Language.DANISH: [
        "januar",
        "februar",
        "marts",
        "april",
        "maj",
        "juni",
        "juli",
        "august",
        "september",
        "oktober",
        "november",
        "december",
    ],
    Language.ENGLISH: [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}


def month_name(month: int, language: Language) -> str:
    """The name of a month (1-12), as it stands inside a sentence."""
    return _MONTHS[language][month - 1]


def weekday_name(day: date, language: Language) -> str:
    """The name of that day's weekday, as it stands inside a sentence."""
    return _WEEKDAYS[language][day.weekday()]


def short_date(day: date, language: Language) -> str:
    """'8. juni 2022' or '8 June 2022'."""
    match language:
        case Language.DANISH:
            return f"{day.day}. {month_name(day.month, language)} {day.year}"
        case Language.ENGLISH:
            return f"{day.day} {month_name(day.month, language)} {day.year}"
        case never:
            assert_never(never)


def long_date(day: date, language: Language) -> str:
    """'onsdag 8. juni 2022' or 'Wednesday 8 June 2022'."""
    return f"{weekday_name(day, language)} {short_date(day, language)}"


def clock_time(at: time | datetime, language: Language) -> str:
    """'12.00' or '12:00'. A moment is told as the clock in Copenhagen shows it."""
    here = local(at) if isinstance(at, datetime) else at
    return f"{here.hour}.{here:%M}" if language is Language.DANISH else f"{here:%H:%M}"
