"""Reads a milestone's date as a facilitator types it: a day, a month or a quarter, kept that exact.

'2022-06-08', 'onsdag 8. juni 2022', '8/6/2022', 'juni 2022', '06/2022', '3. kvartal 2022', 'Q3 2022'.
Without a year it is the next such date, today's included. Unlike the months of an interview, a
date that is past can be meant.
"""

import re
from datetime import date
from enum import StrEnum

from bot.content_fields import Dated, read_dated
from bot.conversation.questions import Language
from bot.conversation.spelling import fold
from bot.days import month_name, weekday_name

FIRST_YEAR, LAST_YEAR = 2000, 2100


class Unreadable(StrEnum):
    """Why words are no date."""

    NOT_A_DATE = "not_a_date"
    NO_SUCH_DAY = "no_such_day"  # 31 June
    ANOTHER_WEEKDAY = "another_weekday"  # a Monday that is a Wednesday
    YEAR_TOO_FAR = "year_too_far"


_MONTHS = {
    name: number
    for number in range(1, 13)
    for language in Language
    for full in [fold(month_name(number, language))]
    for name in (full, full[:3])
} | {"sept": 9}
_WEEKDAYS = {
    fold(weekday_name(date(2022, 5, 2 + number), language)): number
    for number in range(7)
    for language in Language
}
_QUARTERS = {
    fold(name): number
    for number, names in {
        1: "1 første 1st first",
        2: "2 andet anden 2nd second",
        3: "3 tredje 3rd third",
        4: "4 fjerde 4th fourth",
    }.items()
    for name in names.split()
}
_QUARTER = frozenset({"kvartal", "quarter"})
_LITTLE = _QUARTER | {"den", "d", "i", "the", "of", "on", "in"}
_DIGITS = re.compile(
    r"(?:(?P<day>[0-9]{1,2})[-/.]\s?)?(?P<month>[0-9]{1,2})[-/.]\s?(?P<year>[0-9]{4})"
)
_ISO = re.compile("[0-9]{4}-(?:[0-9]{2}(?:-[0-9]{2})?|[Qq][1-4])")


def read_when(text: str, *, today: date) -> Dated | Unreadable:
    """The date meant."""
    words = text.strip()
    if _ISO.fullmatch(words):
        return _checked(words.upper())
    digits = _DIGITS.fullmatch(words)
    if digits is not None:
        day = int(digits["day"]) if digits["day"] else None
        return _made(int(digits["year"]), int(digits["month"]), day)
    return _spoken(fold(words).split(), today)


def _spoken(words: list[str], today: date) -> Dated | Unreadable:
    """A date in words: each word must be a part of it, and no part may stand twice."""
    asks_quarter = not _QUARTER.isdisjoint(words)
    parts: dict[str, int] = {}
    for word in words:
        part = _part(word, asks_quarter=asks_quarter)
        if part is not None and part[0] not in parts:
            parts[part[0]] = part[1]
        elif word not in _LITTLE:
            return Unreadable.NOT_A_DATE
    year, month, day = parts.get("year"), parts.get("month"), parts.get("day")
    match sorted(parts.keys() - {"year"}):
        case ["quarter"]:
            return _of_quarter(parts["quarter"], year, today)
        case ["month"] | ["day", "month"] | ["day", "month", "weekday"] if (
            month and not asks_quarter
        ):
            found = _made(year or _next_year(month, day, today), month, day)
        case _:
            return Unreadable.NOT_A_DATE
    if (
        isinstance(found, Dated)
        and parts.get("weekday", found.day.weekday()) != found.day.weekday()
    ):
        return Unreadable.ANOTHER_WEEKDAY
    return found


def _part(word: str, *, asks_quarter: bool) -> tuple[str, int] | None:
    named = {"weekday": _WEEKDAYS, "month": _MONTHS, "quarter": _QUARTERS if asks_quarter else {}}
    for kind, names in named.items():
        if word in names:
            return kind, names[word]
    for kind, pattern in _NUMBERED.items():
        if found := pattern.fullmatch(word):
            return kind, int(found[1])
    return None


_NUMBERED = {
    "year": re.compile("([0-9]{4})"),
    "quarter": re.compile("[qk]([1-4])"),
    "day": re.compile("([0-9]{1,2})(?:st|nd|rd|th)?"),
}


def _of_quarter(quarter: int, year: int | None, today: date) -> Dated | Unreadable:
    if year is None:
        year = today.year if quarter * 3 >= today.month else today.year + 1
    return _checked(f"{year}-Q{quarter}")


def _next_year(month: int, day: int | None, today: date) -> int:
    passed = (month, day or 31) < (today.month, today.day)
    return today.year + 1 if passed else today.year


def _made(year: int, month: int, day: int | None) -> Dated | Unreadable:
    return _checked(f"{year:04}-{month:02}" + ("" if day is None else f"-{day:02}"))


def _checked(written: str) -> Dated | Unreadable:
    try:
        found = read_dated(written)
    except ValueError:
        return Unreadable.NO_SUCH_DAY
    if found is None:
        return Unreadable.NOT_A_DATE
    return found if FIRST_YEAR <= found.day.year <= LAST_YEAR else Unreadable.YEAR_TOO_FAR
