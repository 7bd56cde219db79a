"""Finds the days that a message names: 'på tirsdag', 'i morgen', '8/6', 'd. 14. juni', 'næste uge'.

A day without a year is the one nearest to today; a weekday is the coming one, never today.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.conversation.questions import Language
from bot.conversation.spelling import fold
from bot.days import month_name

_MONTHS = {
    fold(month_name(number, language)): number for number in range(1, 13) for language in Language
}
_MONTHS |= {name[:3]: number for name, number in list(_MONTHS.items()) if len(name) > 4}
_MONTHS |= {"sept": 9, "okt": 10, "oct": 10}
_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "mandag mandags man monday mon mondays", "tirsdag tirsdags tirs tuesday tue tues tuesdays",
            "onsdag onsdags ons wednesday wed wednesdays", "torsdag torsdags tors thursday thu thurs thursdays",
            "fredag fredags fre friday fri fridays", "lordag lordags saturday sat saturdays",
            "sondag sondags sunday sundays",
        )
    )
    for name in names.split()
}  # fmt: skip
_DIGITS = re.compile(r"(\d{1,2})[./-](\d{1,2})(?:[./-](\d{2,4}))?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th|e|de|te)?")
_NEXT = {"naeste", "next", "kommende", "coming"}
_LAST = {"sidste", "last", "forrige", "previous"}
_THIS = {"denne", "this"}
_COUNTS = {
    "en": 1,
    "et": 1,
    "one": 1,
    "a": 1,
    "to": 2,
    "two": 2,
    "tre": 3,
    "three": 3,
    "fire": 4,
    "four": 4,
}
_UNITS = {"dag": 1, "dage": 1, "day": 1, "days": 1, "uge": 7, "uger": 7, "week": 7, "weeks": 7}
_NEAR = {"overmorgen": 2, "gar": -1, "igar": -1, "yesterday": -1, "tomorrow": 1, "tomorrows": 1,
         "imorgen": 1, "today": 0, "todays": 0, "tonight": 0, "idag": 0, "forgars": -2}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Named:
    """Days named, first and last, and the positions of the words that name them."""

    first: date
    last: date
    at: frozenset[int]

    def holds(self, day: date) -> bool:
        """Whether that day is among them."""
        return self.first <= day <= self.last


def named_days(spoken: Sequence[str], *, today: date) -> list[Named]:
    """The days named by these folded words, in order; none of them overlap."""
    found: list[Named] = []
    at = 0
    while at < len(spoken):
        one = _at(spoken, at, today)
        if one is None:
            at += 1
        else:
            found.append(one)
            at = max(one.at) + 1
    return found


def _at(spoken: Sequence[str], at: int, today: date) -> Named | None:
    word, after = spoken[at], [*spoken[at + 1 : at + 4], "", "", ""]
    before = spoken[at - 1] if at else ""
    return (
        _written(word, at, today)
        or _day_and_month(word, after, before, at, today)
        or _near(word, before, at, today)
        or _weekday(word, after, before, at, today)
        or _period(word, after, at, today)
        or _month_alone(word, before, at, today)
    )


def _one(day: date | None, *at: int) -> Named | None:
    return None if day is None else Named(day, day, frozenset(at))


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _nearest(month: int, day: int, today: date) -> date | None:
    years = (_date(today.year + ahead, month, day) for ahead in (-1, 0, 1))
    return min((one for one in years if one), key=lambda one: abs(one - today), default=None)


def _written(word: str, at: int, today: date) -> Named | None:
    iso, digits = _ISO.fullmatch(word), _DIGITS.fullmatch(word)
    if iso is not None:
        return _one(_date(int(iso[1]), int(iso[2]), int(iso[3])), at)
    if digits is None:
        return None
    day, month = int(digits[1]), int(digits[2])
    if digits[3] is None:
        return _one(_nearest(month, day, today), at)
    year = int(digits[3])
    return _one(_date(year + (2000 if year < 100 else 0), month, day), at)


def _day_and_month(
    word: str, after: Sequence[str], before: str, at: int, today: date
) -> Named | None:
    day = _DAY.fullmatch(word)
    if day is not None:
        skip = 1 if after[0] in {"of", "i"} else 0
        month = _MONTHS.get(after[skip])
        if month is not None:
            return _one(_nearest(month, int(day[1]), today), at, *range(at + 1, at + 2 + skip))
        if before in {"d", "den", "the"} and 1 <= int(day[1]) <= 31:
            return _one(_day_of_month(int(day[1]), today), at)
        return None
    month = _MONTHS.get(word)
    behind = _DAY.fullmatch(after[0])
    if month is not None and behind is not None:
        return _one(_nearest(month, int(behind[1]), today), at, at + 1)
    return None


def _day_of_month(day: int, today: date) -> date | None:
    """The nearest day with that number that has not passed: 'den 14.'."""
    for ahead in range(62):
        one = today + timedelta(days=ahead)
        if one.day == day:
            return one
    return None


def _near(word: str, before: str, at: int, today: date) -> Named | None:
    days = _NEAR.get(word)
    if word == "morgen" and before == "i":
        days = 1
    elif word == "dag" and before == "i":
        days = 0
    if days is None or (word == "gar" and before != "i"):
        return None
    return _one(today + timedelta(days=days), *((at - 1, at) if before == "i" else (at,)))


def _weekday(word: str, after: Sequence[str], before: str, at: int, today: date) -> Named | None:
    number = _WEEKDAYS.get(word.removesuffix("ens"))
    if number is None or (len(word) < 5 and before not in {"pa", "on", "i", "naeste", "next"}):
        return None
    if (before == "i" and word.endswith("dags")) or before in _LAST:
        return _one(today - timedelta(days=(today.weekday() - number - 1) % 7 + 1), at)
    coming = today + timedelta(days=(number - today.weekday() - 1) % 7 + 1)
    if list(after[:2]) in (["naeste", "uge"], ["next", "week"], ["i", "naeste"]):
        monday = today - timedelta(days=today.weekday()) + timedelta(days=7)
        extra = 3 if after[0] == "i" else 2
        return _one(monday + timedelta(days=number), *range(at, at + 1 + extra))
    return _one(coming, at)


def _period(  # noqa: PLR0911 - one line per way of saying it
    word: str, after: Sequence[str], at: int, today: date
) -> Named | None:
    unit = after[0]
    monday = today - timedelta(days=today.weekday())
    if word in _NEXT | _LAST | _THIS:
        weeks = 1 if word in _NEXT else -1 if word in _LAST else 0
        if unit in {"uge", "uges", "week", "weeks", "ugens"}:
            first = monday + timedelta(days=7 * weeks)
            return Named(first, first + timedelta(days=6), frozenset({at, at + 1}))
        if unit in {"maned", "month", "months", "maneds"}:
            return _month(today.year, today.month + weeks, at, at + 1)
    if word in {"uge", "week"} and unit.isdigit() and 1 <= int(unit) <= 53:
        try:
            first = date.fromisocalendar(today.year, int(unit), 1)
        except ValueError:
            return None
        return Named(first, first + timedelta(days=6), frozenset({at, at + 1}))
    if word == "her" and unit == "uge":
        return Named(monday, monday + timedelta(days=6), frozenset({at, at + 1}))
    if word in {"om", "in"}:
        count = int(unit) if unit.isdigit() else _COUNTS.get(unit, 0)
        days = count * _UNITS.get(after[1], 0)
        if days:
            day = today + timedelta(days=min(days, 400))
            return Named(day, day, frozenset({at, at + 1, at + 2}))
    if word in {"efter", "after"} and (
        unit in {"sommerferien", "sommeren", "sommer", "ferien"}
        or list(after[:3]) == ["the", "summer", "holidays"]
        or list(after[:2]) == ["the", "summer"]
        or unit == "summer"
    ):
        used = 1 if after[0] != "the" else 2
        return Named(
            date(today.year, 8, 1), date(today.year, 10, 15), frozenset(range(at, at + 1 + used))
        )
    return None


def _month(year: int, month: int, *at: int) -> Named:
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    following = date(year + month // 12, month % 12 + 1, 1)
    return Named(date(year, month, 1), following - timedelta(days=1), frozenset(at))


def _month_alone(word: str, before: str, at: int, today: date) -> Named | None:
    month = _MONTHS.get(word)
    if month is None or (len(word) < 4 and word != "maj") or (word == "may" and before != "in"):
        return None
    if before.isdigit():  # 31 February
        return None
    middle = _nearest(month, 15, today)
    return None if middle is None else _month(middle.year, month, at)
