"""Dates as people say them: exact to what is known, and how far away. Plain words, nothing else."""

from datetime import date, datetime
from typing import assert_never

from bot.conversation.questions import Language
from bot.days import clock_time, distance, local, long_date, month_name
from bot.voice.speak import say
from models.enums import Precision

_MOMENT = "dates"


def away(day: date, today: date, language: Language) -> str:
    """'om 30 dage', 'i morgen', 'i dag', 'i går' or 'for 6 dage siden'."""
    far = distance(day, today)
    return say(_MOMENT, "away", language, nearness=far.nearness.value, days=far.days)


def dated(day: date, precision: Precision, language: Language) -> str:
    """'onsdag 8. juni 2022', 'juni 2022' or '2. kvartal 2022': never more exact than it is known."""
    match precision:
        case Precision.DAY:
            return long_date(day, language)
        case Precision.MONTH:
            return f"{month_name(day.month, language)} {day.year}"
        case Precision.QUARTER:
            quarter = (day.month + 2) // 3
            return say(_MOMENT, "quarter", language, quarter=quarter, year=day.year)
        case never:
            assert_never(never)


def meeting_time(starts_at: datetime, ends_at: datetime, language: Language) -> str:
    """'onsdag 8. juni 2022 kl. 12.00-16.00', as the clock in Copenhagen shows it."""
    first, last = local(starts_at).date(), local(ends_at).date()
    return say(
        _MOMENT,
        "meeting" if first == last else "meeting_over_days",
        language,
        day=long_date(first, language),
        begins=clock_time(starts_at, language),
        last_day=long_date(last, language),
        ends=clock_time(ends_at, language),
    )


def moment(at: datetime, language: Language) -> str:
    """'mandag 9. maj 2022 kl. 10.00'."""
    day = long_date(local(at).date(), language)
    return say(_MOMENT, "moment", language, day=day, clock=clock_time(at, language))
