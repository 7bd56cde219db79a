"""Reads an amount, a range or "about so much", with its unit, as people type it.

"op til 20" is the range from 0 to 20; "mindst 5" is about 5, for nobody said where it ends.
"""

import re
import unicodedata
from dataclasses import dataclass, replace
from decimal import Decimal

from bot.conversation.misunderstandings import Misunderstanding
from bot.conversation.numerals import MOST_DIGITS, read_digits, read_spelled
from bot.conversation.questions import Language, Quantity, Question
from bot.conversation.spelling import words
from bot.conversation.units import (
    NamedUnit,
    find_unit,
    is_unit_exactly,
    split_words,
    write_out_scales,
)

LARGEST = Decimal(10) ** 12  # a thousand milliards: more than all public buying in Denmark


_NOTHING = re.compile(r"(?:slet |helt )?(?:ingen|intet|ingenting|none|nothing|no (?=\w))(.*)")
_ONE = re.compile(r"(?:(?:kun|bare|only|just|vi har|we have) )?(?:en|et|an?)\b(.*)")
_VAGUE = re.compile(r"\b(?:flere|mange|adskillige|several|many)\s+(?=hundred|tusind|thousand|mi)")
_LIMIT = re.compile(  # "ikke over" begins before "over", so it is found first
    r"(?<!\w)(?:(?P<upto>op til|(?:ikke|not|no) (?:over|mere end|more than)|højst|højest"
    r"|maks(?:imum|imalt|imal)?|max(?:imum|imalt)?|under|mindre end|færre end|up to|at most"
    r"|less than|fewer than|[<≤])"
    r"|(?P<atleast>(?:ikke|not|no) (?:under|mindre end|less than)|mindst|minimum"
    r"|min(?=\.?\s*[0-9])|over|mere end|flere end|at least|more than|above|[>≥]))(?=\W|[0-9]|$)"
)
_APPROXIMATE = words(
    "ca cirka circa omkring omtrent knap godt små næsten rundt regnet anslået estimeret skønnet"
    " about around roughly approximately approx nearly almost estimated ~ ≈ atleast apair some"
    " måske maybe tror nok vel skøn estimat snes dusin dozen"
)
_BETWEEN = words("mellem imellem between")
_AND = words("og and")
_TO = words("- til upto neg")
_BREAKS = words(", ; : ( ) newline")
_TOKEN = re.compile(
    r"(?P<number>[0-9]{1,3}(?: [0-9]{3})+(?![0-9])(?:[.,][0-9]+)*|[0-9]+(?:[.,'][0-9]+)*)"
    r"|(?P<word>[^\W\d_][^\W_]*|[%€$£/]|[-,;:()~≈])|(?P<newline>\n)"
)
_REWRITTEN = tuple(
    (re.compile(pattern), by)
    for pattern, by in (
        (r"[‐‑‒–—―−]+|--+", "-"),
        (r"\b(?:tusind|mange) tak\b", "tak"),
        (r"(?<=[0-9])[.,]\s?-+(?![0-9])", " "),  # "1.200,-"
        (r"(?<![\w.,])(?=[.,][0-9])", "0"),  # ",5"
        (r"(?<=[0-9])\s*½|(?<=[0-9])\s+1/2(?![0-9/])", ".5 "),
        (r"(?<=[0-9])\s*¼|(?<=[0-9])\s+1/4(?![0-9/])", ".25 "),
        (r"(?<=[0-9])\s*¾|(?<=[0-9])\s+3/4(?![0-9/])", ".75 "),
        (r"½|(?<![0-9/.,])1/2(?![0-9/])", " onehalf "),
        (r"¼|(?<![0-9/.,])1/4(?![0-9/])", " 0.25 "),
        (r"¾|(?<![0-9/.,])3/4(?![0-9/])", " 0.75 "),
        (r"(?<=[0-9])\s?\+(?!\S)", " atleast "),
        (r"\b(kr|dkk|eur|ca)\.?(?=[0-9])", r"\1 "),
        (r"(?<![\w)])-(?=[0-9])|^-(?=\s?[0-9])", " neg "),
        (r"\b(?:og|and) (?:en|et|a|én) (?:halv|halvt|half)\b", "plushalf"),
        (r"\b(?:en|et|a|én) (?:halv|halvt|half)\b|\bhalf an?\b", "onehalf"),
        (r"\b(?:halv|halvt|half)\b(?= mi)", "onehalf"),
        (r"\b(?:et|a) (?:par|couple)\b(?: of\b)?", "apair"),
        (r"\b(?:en|et|an?) (?=(?:snes|dusin|dozen)\b)", ""),
        (r"\b(et|to|tre|fire|fem|seks|syv|otte|ni)(?=hundred|tusind)", r"\1 "),
        (r"\b(?:en|et|an?) (?=hundred|tusind|thousand|mio|mill|mia|bill)", "one "),
        (r"\b(twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)-(?=[a-z])", r"\1 "),
    )
)
_TO_BEFORE_DIGIT = re.compile(r"(?<=[0-9])(\s?[^\W\d_]*\.?) to (?=[0-9])")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Amount:
    """One number, and the words on either side that belong to it."""

    value: Decimal
    scale: Decimal
    before: list[str]
    after: list[str]


def read_quantity(
    text: str, *, question: Question, language: Language
) -> Quantity | Misunderstanding:
    """The amount or range meant, in one of the question's units."""
    plain = _rewrite(text, language)
    parts = _parts(plain, language)
    if parts is None or _VAGUE.search(plain):
        return Misunderstanding.NOT_A_NUMBER
    amounts = _amounts(parts)
    if not amounts:
        return _without_number(plain, question)
    if _is_negative(amounts):
        return Misunderstanding.NEGATIVE
    approximate = any(part in _APPROXIMATE for part in parts)
    match amounts:
        case [one]:
            return _one(one, question, approximate=approximate)
        case [first, second] if _is_range(first, second):
            return _range(first, second, question, approximate=approximate)
        case _:
            return Misunderstanding.SEVERAL_NUMBERS


def _rewrite(text: str, language: Language) -> str:
    """Lower case, with one spelling for each way of writing fractions, ranges and limits."""
    plain = re.sub("([½¼¾])", r" \1 ", text.lower())
    plain = "".join(
        one if one in "½¼¾" else unicodedata.normalize("NFKC", one)
        for one in unicodedata.normalize("NFC", plain)
    )
    plain = write_out_scales(re.sub(r"[^\S\n]+", " ", plain).strip())
    for pattern, by in _REWRITTEN:
        plain = pattern.sub(by, plain)
    plain = _LIMIT.sub(lambda limit: f" {limit.lastgroup} ", plain)
    if language is Language.ENGLISH:
        return re.sub(r"\bto\b", "til", plain)
    return _TO_BEFORE_DIGIT.sub(r"\1 til ", plain)


def _parts(plain: str, language: Language) -> list[str | Decimal] | None:
    """Words, marks and numbers in order. None if some digits are a muddle, such as a date."""
    parts: list[str | Decimal] = []
    for token in _TOKEN.finditer(plain):
        if token.lastgroup == "number":
            too_long = len(token[0]) > MOST_DIGITS
            number = LARGEST * 10 if too_long else read_digits(token[0], language)
            if number is None:
                return None
            parts.append(number)
        else:
            parts.append("newline" if token.lastgroup == "newline" else token[0])
    return parts


def _amounts(parts: list[str | Decimal]) -> list[_Amount]:
    """The numbers among the parts, each with the words since the last and until the next."""
    joins = _BETWEEN.isdisjoint(part for part in parts if isinstance(part, str))
    amounts: list[_Amount] = []
    words_between: list[str] = []
    at = 0
    while at < len(parts):
        spelled = read_spelled(parts[at : at + 30], joins=joins)
        if spelled is None:
            words_between.append(str(parts[at]))
            at += 1
            continue
        if amounts:
            amounts[-1] = replace(amounts[-1], after=words_between)
        amounts.append(
            _Amount(value=spelled.value, scale=spelled.scale, before=words_between, after=[])
        )
        words_between = []
        at += spelled.length
    return [*amounts[:-1], replace(amounts[-1], after=words_between)] if amounts else []


def _is_negative(amounts: list[_Amount]) -> bool:
    return amounts[0].before[-1:] == ["neg"] or any(one.before[-1:] == ["minus"] for one in amounts)


def _is_range(first: _Amount, second: _Amount) -> bool:
    between = list(second.before)
    while len(between) > 1 and between[-1] in _APPROXIMATE | {"kr", "dkk"}:
        between.pop()
    last = between[-1:]
    if last and last[0] in _AND:
        return not _BETWEEN.isdisjoint(first.before)
    return bool(last) and last[0] in _TO


def _one(amount: _Amount, question: Question, *, approximate: bool) -> Quantity | Misunderstanding:
    unit = find_unit(
        question,
        after=_up_to_break(amount.after),
        before=_since_break(amount.before),
        scale=amount.scale,
    )
    if unit is None:
        return Misunderstanding.UNKNOWN_UNIT
    value = amount.value / unit.factor
    limit = [word for word in amount.before[-3:] if word not in _APPROXIMATE | {"kr", "dkk"}]
    low = Decimal(0) if limit[-1:] == ["upto"] else value
    return _quantity(low, value, unit, approximate=approximate)


def _range(
    first: _Amount, second: _Amount, question: Question, *, approximate: bool
) -> Quantity | Misunderstanding:
    if first.scale == 1 and first.value * second.scale <= second.value:  # "1-2 mio."
        first = replace(first, value=first.value * second.scale, scale=second.scale)
    pairs = _units_of_range(first, second, question)
    if first.scale != second.scale and not _same_unit(pairs):
        pairs = _units_of_range(
            replace(first, scale=Decimal(1)), replace(second, scale=Decimal(1)), question
        )
    one, other = pairs
    if one is None or other is None or one.key != other.key:
        return Misunderstanding.UNKNOWN_UNIT
    low, high = sorted((first.value / one.factor, second.value / other.factor))
    return _quantity(low, high, other, approximate=approximate)


def _units_of_range(
    first: _Amount, second: _Amount, question: Question
) -> tuple[NamedUnit | None, NamedUnit | None]:
    """The unit of either end; one that names none shares the other's."""
    own, others = _up_to_break(first.after), _up_to_break(second.after)
    before = _since_break(first.before)
    return (
        find_unit(question, after=own or others, before=before, scale=first.scale),
        find_unit(question, after=others or own, before=before, scale=second.scale),
    )


def _same_unit(pairs: tuple[NamedUnit | None, NamedUnit | None]) -> bool:
    one, other = pairs
    return one is not None and other is not None and one.key == other.key


def _up_to_break(following: list[str]) -> list[str]:
    ends = (at for at, word in enumerate(following) if word in _BREAKS | _TO)
    kept = following[: next(ends, len(following))]
    return [word for word in kept if word not in _APPROXIMATE]


def _since_break(preceding: list[str]) -> list[str]:
    after = [at + 1 for at, word in enumerate(preceding) if word in _BREAKS - {":"}]
    kept = preceding[after[-1] if after else 0 :]
    return [word for word in kept if word not in _APPROXIMATE | _TO | {":"}]


def _without_number(plain: str, question: Question) -> Quantity | Misunderstanding:
    """'Ingen' is zero and 'en maskine' is one, if nothing else is said."""
    for pattern, value in ((_NOTHING, Decimal(0)), (_ONE, Decimal(1))):
        said = pattern.fullmatch(plain.strip(" .!"))
        if said is None:
            continue
        named = split_words(said[1])
        if not named or is_unit_exactly(question, named):
            unit = find_unit(question, after=named, before=[], scale=Decimal(1))
            if unit is not None:
                return _quantity(value, value, unit, approximate=False)
    return Misunderstanding.NOT_A_NUMBER


def _quantity(
    low: Decimal, high: Decimal, unit: NamedUnit, *, approximate: bool
) -> Quantity | Misunderstanding:
    if high * unit.factor > LARGEST:
        return Misunderstanding.TOO_LARGE
    return Quantity(low=_neat(low), high=_neat(high), unit=unit.key, approximate=approximate)


def _neat(value: Decimal) -> Decimal:
    """At most six decimals, none of them needless, and no exponent."""
    rounded = value.quantize(Decimal("0.000001")).normalize()
    return rounded.quantize(Decimal(1)) if rounded == rounded.to_integral_value() else rounded
