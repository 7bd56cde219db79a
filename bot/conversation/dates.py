"""Reads a month or a year as people put it: 'juni 2023', '06/2023', 'Q3', 'om to år', 'til sommer'.

A longer period becomes its last month, for that is when it is certainly over: a quarter, a half
year, spring (May), summer (August), autumn (November). Winter is December of the year named, or
February where both its years are ('vinteren 2024/25'). The start of a year is March, its middle
June, its end December. A month without a year is the next such month, this one included.
"""

import re
from datetime import date, timedelta
from decimal import Decimal

from rapidfuzz.distance import OSA

from bot.conversation.misunderstandings import Misunderstanding
from bot.conversation.numerals import VALUES
from bot.conversation.questions import Language, Month
from bot.conversation.spelling import fold, words
from bot.days import month_after, month_name

LAST_YEAR = 2100
_YEARS_AHEAD = 25  # how far "juni 35" is taken for a year and not for a day

_MONTHS = {
    fold(month_name(number, language)): number for number in range(1, 13) for language in Language
}
_SHORT = {name[:3]: number for name, number in _MONTHS.items()} | {"sept": 9}
_SEASONS = {
    name: month
    for month, names in {
        5: "forar foraret spring",
        8: "sommer sommeren summer",
        11: "efterar efteraret autumn fall",
        12: "vinter vinteren winter",
    }.items()
    for name in names.split()
}
_PART_OF_YEAR = {
    name: month
    for month, names in {
        3: "start starten begyndelsen primo forst early beginning",
        6: "midten medio midt mid middle",
        12: "slutningen slut ultimo udgang udgangen sidst late end arsskiftet",
    }.items()
    for name in names.split()
}
_ORDINALS = {
    name: number
    for number, names in {
        1: "forste first",
        2: "andet anden second",
        3: "tredje third",
        4: "fjerde sidste fourth last",
    }.items()
    for name in names.split()
}
_NOW = words("nu straks nuvaerende now immediately today")
_NOT_THEN = words("efter after ikke not aldrig never siden ago eller or")
_IN = words("om in within indenfor")
_ABOUT = words("ca cirka omkring about roughly the de naeste next")
_NEXT = words("naeste next kommende coming")
_THIS = words("dette denne this i the")
_LAST = words("sidste last forrige")
_COUNTED = {
    "dag": ("day", 1), "dage": ("day", 1), "day": ("day", 1), "days": ("day", 1),
    "uge": ("day", 7), "uger": ("day", 7), "week": ("day", 7), "weeks": ("day", 7),
    "maned": ("month", 1), "maneder": ("month", 1), "month": ("month", 1), "months": ("month", 1),
    "kvartal": ("month", 3), "kvartaler": ("month", 3), "quarter": ("month", 3),
    "quarters": ("month", 3), "ar": ("year", 1), "year": ("year", 1), "years": ("year", 1),
}  # fmt: skip
_COUNTS = {fold(name): value for name, value in VALUES.items()} | {
    "en": Decimal(1), "et": Decimal(1), "a": Decimal(1), "an": Decimal(1), "halvt": Decimal("0.5"),
    "half": Decimal("0.5"), "par": Decimal(2), "couple": Decimal(2),
}  # fmt: skip

_DATED = tuple(
    re.compile(rf"(?<![\d.,/-]){pattern}(?![\d/-])", re.ASCII)
    for pattern in (
        r"(?P<year>\d{4})\s?[-/.]\s?(?P<month>\d{1,2})(?:[-/.]\d{1,2})?",
        r"\d{1,2}\s?[-/.]\s?(?P<month>\d{1,2})\s?[-/.]\s?(?P<year>\d{4}|\d{2})",
        r"(?P<month>\d{1,2})\s?[-/.]\s?(?P<year>\d{4})",
        r"(?P<month>\d{1,2})[-/.](?P<year>1[3-9]|[2-9]\d)",
        r"\d{1,2}[/.](?P<month>\d{1,2})\.?",
    )
)
_DAY = re.compile(r"(?:[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?", re.ASCII)


def read_month(text: str, *, today: date) -> Month | Misunderstanding:
    """The month meant, or only the year where no month is said."""
    spoken = re.sub(r"(?<=[a-z]{3})(?=[0-9])", " ", fold(text)).split()  # "juni2023"
    found = _in_digits(text, today) or _in_words(spoken, today)
    if found is None:
        return Misunderstanding.NOT_A_MONTH
    if (found.year, found.month or 12) < (today.year, today.month):
        return Misunderstanding.IN_THE_PAST
    if found.year > LAST_YEAR:
        return Misunderstanding.TOO_FAR
    return found


def _in_digits(text: str, today: date) -> Month | None:
    """'06/2023', '2023-06', '1.6.2023', '1/6', '06/24': the day comes before the month."""
    for pattern in _DATED:
        dated = pattern.search(text)
        if dated is None or not 1 <= int(dated["month"]) <= 12:
            continue
        rest = text[: dated.start()] + text[dated.end() :]
        if any(one.isdigit() for one in rest) or _months(fold(rest).split()):
            return None
        month = int(dated["month"])
        year = dated.groupdict().get("year")
        if year is None:
            return _next(month, today)
        return Month(year=int(year) + (2000 if len(year) == 2 else 0), month=month)
    return None


def _next(month: int, today: date) -> Month:
    return Month(year=today.year if month >= today.month else today.year + 1, month=month)


def _in_words(spoken: list[str], today: date) -> Month | None:
    if not spoken or not _NOT_THEN.isdisjoint(spoken):
        return None
    return _relative(spoken, today) or _named(spoken, today)


def _relative(spoken: list[str], today: date) -> Month | None:
    """'Om to år', 'in three months', 'næste måned', 'nu'."""
    for at, word in enumerate(spoken):
        rest = [one for one in spoken[at + 1 :] if one not in _ABOUT]
        if word in _IN or spoken[max(0, at - 1) : at + 1] == ["inden", "for"]:
            counted = _counted(rest, today)
            has_name = bool(_months(spoken)) or any(one in _SEASONS for one in spoken)
            if counted is not None and not has_name:
                return counted
        unit = _COUNTED.get(rest[0] if rest else "")
        if unit is not None and unit[0] != "year" and word in _NEXT | _THIS:
            return _after(unit, Decimal(1 if word in _NEXT else 0), today)
    if not _NOW.isdisjoint(spoken) or spoken in (["i", "dag"], ["med", "det", "samme"]):
        return Month(year=today.year, month=today.month) if not _months(spoken) else None
    return None


def _counted(rest: list[str], today: date) -> Month | None:
    """The month so far away as these words begin by saying: 'et par år', '18 måneder'."""
    if len(rest) > 2 and rest[0] in {"et", "a", "en"} and rest[1] in _COUNTS:
        rest = rest[1:]
    rest = [one for one in rest if one not in {"of", "a", "an"} or one == rest[0]]
    if len(rest) > 1 and re.fullmatch(r"[0-9]{1,3}", rest[0]):
        count = Decimal(rest[0])
    else:
        count = _COUNTS.get(rest[0] if rest else "", Decimal(-1))
    unit = _COUNTED.get(rest[1]) if len(rest) > 1 else None
    return _after(unit, count, today) if unit is not None and count >= 0 else None


def _after(unit: tuple[str, int], count: Decimal, today: date) -> Month:
    """The month so many days, months or quarters ahead; the year alone for whole years."""
    kind, times = unit
    if kind == "year" and count == int(count):
        return Month(year=today.year + int(count))
    if kind == "day":
        year, month = month_after(today + timedelta(days=int(count * times)), 0)
    else:
        year, month = month_after(today, int(count * (12 if kind == "year" else times)))
    if times == 3:
        month = (month + 2) // 3 * 3
    return Month(year=year, month=month)


def _named(spoken: list[str], today: date) -> Month | None:
    """A month, a quarter, a season or a part of a year, with or without its year."""
    named = _months(spoken) or _periods(spoken)
    if len(set(named.values())) > 1:
        return None
    years, left = _years(spoken, named, today)
    if any(one[0].isdigit() for one in left):
        return None
    month = next(iter(named.values()), None)
    if len(years) == 2 and years[1] == years[0] + 1 and _spans_two_years(spoken):
        return Month(year=years[1], month=2) if named else Month(year=years[0], month=12)
    if len(years) > 1:
        return None
    if years:
        return Month(year=years[0], month=month or _part_of_year(spoken))
    return _without_year(spoken, named, month, today)


def _spans_two_years(spoken: list[str]) -> bool:
    return any(_SEASONS.get(word) == 12 or word == "arsskiftet" for word in spoken)


def _without_year(
    spoken: list[str], named: dict[int, int], month: int | None, today: date
) -> Month | None:
    if month is not None:
        before = spoken[max(0, min(named) - 1)]
        if before in _LAST:
            return None
        return Month(year=today.year + 1, month=month) if before in _NEXT else _next(month, today)
    of_year = not {"aret", "arets", "year", "arsskiftet"}.isdisjoint(spoken)
    part = _part_of_year(spoken)
    return _next(part, today) if part is not None and of_year else None


def _part_of_year(spoken: list[str]) -> int | None:
    for word, after in zip(spoken, [*spoken[1:], ""], strict=True):
        if word in _PART_OF_YEAR and (word, after) not in {("start", "in"), ("start", "i")}:
            return _PART_OF_YEAR[word]
    return None


def _months(spoken: list[str]) -> dict[int, int]:
    """Where a month's name stands, and which month it is."""
    months = {}
    for at, word in enumerate(spoken):
        if word == "may" and at and spoken[at - 1] in {"we", "i", "they", "it", "this"}:
            continue
        month = _month(word.removesuffix("maned"))
        if month is not None:
            months[at] = month
    return months


def _month(word: str) -> int | None:
    exact = _MONTHS.get(word) or _SHORT.get(word)
    if exact is not None or len(word) < 5:
        return exact
    near = {
        month
        for name, month in _MONTHS.items()
        if len(name) >= 6 and OSA.distance(word, name, score_cutoff=1) <= 1
    }
    return near.pop() if len(near) == 1 else None


def _periods(spoken: list[str]) -> dict[int, int]:
    """Where a quarter, half year or season is named, and the last month of it."""
    periods: dict[int, int] = {}
    for at, word in enumerate(spoken):
        beside = [*spoken[max(0, at - 1) : at], *spoken[at + 1 : at + 2]]
        numbers = [
            _ORDINALS.get(one) or (int(one) if one in {"1", "2", "3", "4"} else 0) for one in beside
        ]
        number = next((one for one in numbers if one), 0)
        short = re.fullmatch(r"([qkh])([1-4])", word)
        if short is not None:
            periods[at] = int(short[2]) * (6 if short[1] == "h" else 3)
        elif word in {"kvartal", "quarter"} and number:
            periods[at] = number * 3
        elif word in {"halvar", "half", "halvdel"} and number:
            periods[at] = 12 if number > 1 else 6
        elif word in _SEASONS:
            periods[at] = _SEASONS[word]
    return {at: month for at, month in periods.items() if month <= 12}


def _years(spoken: list[str], named: dict[int, int], today: date) -> tuple[list[int], list[str]]:
    """The years named, and the words that are neither a year nor a day of the month named."""
    years = [int(word) for word in spoken if re.fullmatch(r"[1-9][0-9]{3}", word)]
    left = []
    for at, word in enumerate(spoken):
        if re.fullmatch(r"[1-9][0-9]{3}", word):
            continue
        short = int(word) + 2000 if re.fullmatch(r"[0-9]{2}", word) else 0
        is_near = today.year - 1 <= short <= today.year + _YEARS_AHEAD
        follows = at - 1 in named or (bool(years) and short == years[-1] + 1)
        if follows and is_near and (not years or _spans_two_years(spoken)):
            years.append(short)
        elif not _is_day_or_ordinal(at, word, spoken, named):
            left.append(word)
    return years + _years_ahead(spoken, today), left


def _is_day_or_ordinal(at: int, word: str, spoken: list[str], named: dict[int, int]) -> bool:
    if not _DAY.fullmatch(word):
        return False
    near = {at + 1, at - 1} | ({at + 2} if spoken[at + 1 : at + 2] == ["of"] else set())
    return not near.isdisjoint(named)


def _years_ahead(spoken: list[str], today: date) -> list[int]:
    """The year that 'næste år', 'i år' or 'om to år' names, beside a month or a season."""
    years = []
    for at, word in enumerate(spoken):
        if word in {"ar", "year"} and at:
            before = spoken[at - 1]
            ahead = 1 if before in _NEXT else 0 if before in _THIS else None
            ahead = -1 if before in _LAST else ahead
            years += [today.year + ahead] if ahead is not None else []
        if word in _IN:
            counted = _counted(spoken[at + 1 :], today)
            years += [counted.year] if counted is not None and counted.month is None else []
    return years
