"""Reads numbers as they are written: '1.200.000', '1,2', '12 000', '2½', 'femogtyve', 'to mio.'.

A lone separator before exactly three digits is ambiguous, and the language decides: in Danish
'1.200' is twelve hundred and '1,200' one and a fifth; in English it is the other way round.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from bot.conversation.questions import Language
from bot.conversation.units import SCALES

MOST_DIGITS = 40  # longer is too large, and not worth computing with

_ONES = {
    "nul": 0, "zero": 0, "én": 1, "ét": 1, "een": 1, "eet": 1, "one": 1, "to": 2, "two": 2,
    "tre": 3, "three": 3, "fire": 4, "four": 4, "fem": 5, "five": 5, "seks": 6, "six": 6,
    "syv": 7, "seven": 7, "otte": 8, "eight": 8, "ni": 9, "nine": 9,
}  # fmt: skip
_TEENS = {
    "ti": 10, "ten": 10, "elleve": 11, "eleven": 11, "tolv": 12, "twelve": 12, "tretten": 13,
    "thirteen": 13, "fjorten": 14, "fourteen": 14, "femten": 15, "fifteen": 15, "seksten": 16,
    "sixteen": 16, "sytten": 17, "seventeen": 17, "atten": 18, "eighteen": 18, "nitten": 19,
    "nineteen": 19, "dusin": 12, "dozen": 12, "snes": 20,
}  # fmt: skip
_TENS = {
    "tyve": 20, "twenty": 20, "tredive": 30, "thirty": 30, "fyrre": 40, "forty": 40,
    "halvtreds": 50, "fifty": 50, "tres": 60, "sixty": 60, "halvfjerds": 70, "seventy": 70,
    "firs": 80, "eighty": 80, "halvfems": 90, "ninety": 90,
}  # fmt: skip
_JOINED = {
    f"{one}og{ten}": _ONES.get(one, 1) + value
    for one in (*_ONES, "en")
    for ten, value in _TENS.items()
}
_FRACTIONS = {"onehalf": "0.5", "halvanden": "1.5", "halvandet": "1.5", "apair": "2"}
VALUES: dict[str, Decimal] = {
    name: Decimal(value) for name, value in (_ONES | _TEENS | _TENS | _JOINED | _FRACTIONS).items()
}
_HUNDRED = frozenset({"hundrede", "hundreder", "hundred", "hundreds"})
_AND = frozenset({"og", "and"})
_HALF_MORE = "plushalf"  # stands for "og en halv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spelled:
    """A number read from several words: its worth, and the thousands or millions in it."""

    value: Decimal
    scale: Decimal
    length: int  # how many words it took


def read_digits(typed: str, language: Language) -> Decimal | None:
    """The number that these digits and separators are, or None if they are a muddle."""
    digits = re.sub(r"[ ']", "", typed)
    separators = [one for one in digits if one in ".,"]
    decimal = _decimal_separator(digits, separators, language)
    if decimal is None:
        return None
    whole, _, part = digits.partition(decimal) if decimal else (digits, "", "")
    groups = re.split(r"[.,]", whole)
    if len(groups) > 1 and not (
        1 <= len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:])
    ):
        return None
    return Decimal(f"{''.join(groups)}.{part or 0}")


def _decimal_separator(digits: str, separators: list[str], language: Language) -> str | None:
    """The decimal separator, '' if there is none, None if it cannot be told."""
    if not separators:
        return ""
    last = separators[-1]
    if len(set(separators)) == 2:
        return last if separators.count(last) == 1 else None
    if len(separators) > 1:
        return ""
    usual = "," if language is Language.DANISH else "."
    may_group = re.fullmatch(r"[1-9]\d{0,2}[.,]\d{3}", digits) is not None
    return "" if last != usual and may_group else last


def read_spelled(spoken: list[str | Decimal], *, joins: bool) -> Spelled | None:
    """The number at the beginning of these words and digits, as far as it goes.

    `joins` tells whether "og" may join two words: not in "mellem ti og tyve".
    """
    total, current, scale, at = Decimal(0), Decimal(0), Decimal(1), 0
    previous = ""
    while at < len(spoken):
        word = spoken[at]
        if isinstance(word, Decimal) or word in VALUES:
            value = word if isinstance(word, Decimal) else VALUES[word]
            if at and (isinstance(word, Decimal) or not _follows(value, current, previous)):
                break
            current += value
        elif word == _HALF_MORE and at:
            current, total = _half_more(current, total, scale)
        elif word in _HUNDRED:
            current = (current or Decimal(1)) * 100
        elif word in SCALES and (at or word.startswith(("tusind", "thousand"))):
            scale = SCALES[word]
            total = total * scale if previous in SCALES else total + (current or 1) * scale
            current = Decimal(0)
        elif not (joins and at and word in _AND and _joins_on(spoken[at + 1 :], current, previous)):
            break
        previous = word if isinstance(word, str) else ""
        at += 1
    return Spelled(value=total + current, scale=scale, length=at) if at else None


def _follows(value: Decimal, current: Decimal, previous: str) -> bool:
    """Whether a number word adds to those before it: 'hundrede tyve', 'twenty five'."""
    if previous in _AND or previous in SCALES:
        return True
    if previous in _HUNDRED:
        return value < 100
    return previous in _TENS and value < 10 and current % 100 >= 20


def _joins_on(rest: list[str | Decimal], current: Decimal, previous: str) -> bool:
    """Whether the word after "og" belongs to the same number: 'fem og tyve', 'hundrede og fem'."""
    word = rest[0] if rest else ""
    if not isinstance(word, str) or word not in VALUES:
        return False
    if previous in _HUNDRED or previous in SCALES:
        return VALUES[word] < 100
    return word in _TENS and 0 < current % 100 < 10


def _half_more(current: Decimal, total: Decimal, scale: Decimal) -> tuple[Decimal, Decimal]:
    half = Decimal("0.5")
    return (current + half, total) if current else (current, total + half * scale)
