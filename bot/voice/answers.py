"""An answer as a person reads it: plain text, not escaped, for reviews, Home and the status."""

from decimal import Decimal
from typing import assert_never

from bot.conversation.questions import (
    Chosen,
    Language,
    Month,
    NotKnownYet,
    Quantity,
    Question,
    Skipped,
    Unit,
    Value,
    Written,
)
from bot.days import month_name
from bot.voice.blocks import shorten
from bot.voice.speak import label

_MILLION = Decimal(1_000_000)
_MILLIONS = ("mio", "mia", "mill", "bill")  # such a unit counts in millions already


def value_text(
    question: Question, value: Value, language: Language, *, limit: int | None = None
) -> str:
    """'El · Brint', 'ca. 12–15 maskiner', 'juni 2023', 'Ved ikke endnu'; cut at `limit`."""
    text = _whole(question, value, language)
    return text if limit is None else shorten(text, limit)


def _whole(question: Question, value: Value, language: Language) -> str:
    match value:
        case Chosen(keys=keys):
            return " · ".join(choice_text(question, key, language) for key in keys)
        case Quantity():
            unit = next((one for one in question.units if one.key == value.unit), None)
            return amount_text(
                low=value.low,
                high=value.high,
                unit=unit,
                approximate=value.approximate,
                language=language,
            )
        case Month():
            return month_text(value, language)
        case Written(text=text):
            return text
        case Skipped():
            return label("answers.skipped", language)
        case NotKnownYet():
            return label("answers.not_known", language)
        case never:
            assert_never(never)


def choice_text(question: Question, key: str, language: Language) -> str:
    """The label of a choice. One that has been taken out of the question shows by its key."""
    for choice in question.choices:
        if choice.key == key:
            return choice.label.in_(language)
    return label(f"answers.{key}", language) if key in {"yes", "no"} else key


def month_text(month: Month, language: Language) -> str:
    """'juni 2023', or '2023' if that is all that is known."""
    if month.month is None:
        return str(month.year)
    return f"{month_name(month.month, language)} {month.year}"


def amount_text(
    *, low: Decimal, high: Decimal, unit: Unit | None, approximate: bool, language: Language
) -> str:
    """'ca. 12–15 maskiner' or '1,2 mio. kr.': millions are told as such when that is exact."""
    counted = unit.label.in_(language) if unit is not None else ""
    scaled = not counted.lower().startswith(_MILLIONS) and all(map(_tells_in_millions, {low, high}))
    scale = _MILLION if scaled else Decimal(1)
    numbers = [number_text(number / scale, language) for number in (low, high)]
    words = [
        label("answers.about", language) if approximate else "",
        numbers[0] if low == high else "–".join(numbers),
        label("answers.million", language) if scaled else "",
        counted,
    ]
    return " ".join(word for word in words if word)


def _tells_in_millions(number: Decimal) -> bool:
    millions = number / _MILLION
    return millions >= 1 and millions == millions.quantize(Decimal("0.01"))


def number_text(number: Decimal, language: Language) -> str:
    """'1.250.000' and '2,5' in Danish, '1,250,000' and '2.5' in English."""
    text = f"{number:,f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.translate(_DANISH) if language is Language.DANISH else text


_DANISH = str.maketrans({",": ".", ".": ","})
