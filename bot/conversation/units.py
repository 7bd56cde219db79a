"""Which of a question's units a person names after (or before) a number, and which is another one.

A unit is known by its key, its labels and its words, in singular and plural, with or without dots.
"mio. kr." is kroner with a factor, so "500.000 kr" can answer a question asked in millions.
"""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from bot.conversation.questions import Question, Unit
from bot.conversation.spelling import words

SCALES: dict[str, Decimal] = {
    name: Decimal(scale)
    for scale, names in (
        (10**3, "tusind tusinde tusinder thousand thousands k"),
        (10**6, "million millioner millions mio mill mn"),
        (10**9, "milliard milliarder mia mia billion billions bn"),
    )
    for name in names.split()
}
_SHORT_SCALES = tuple(
    (re.compile(rf"(?<![^\W\d_]){short}\.?\s?(?=(?:kr|dkk|eur)\b)"), f"{scale} ")
    for short, scale in (("t", "tusind"), ("m", "mio"), ("mio", "mio"), ("mia", "mia"))
)
_ALIASES = {
    alias: name
    for name, aliases in {
        "kr": "krone kroner dkk",
        "eur": "€ euro euros",
        "usd": "$ dollar dollars",
        "%": "pct procent percent",
        "stk": "styk stykker stks piece pieces pcs",
        "hour": "hr hrs h",
        "lit": "l ltr litre litres liter liters",
        "kilo": "kg kilos",
    }.items()
    for alias in aliases.split()
}
_ENDINGS = ("erne", "ene", "er", "es", "e", "s")
_PERIODS = {
    form: period
    for period, forms in {
        "day": "dag dagen dagligt day daily",
        "week": "uge ugen ugentligt week weekly",
        "month": "måned måneden månedligt month monthly",
        "quarter": "kvartal kvartalet kvartalsvis quarter quarterly",
        "year": "år året årligt årlig year yearly annually annual annum",
    }.items()
    for form in forms.split()
}
_PERIOD_ALONE = words("dagligt daily ugentligt weekly månedligt monthly kvartalsvis quarterly")
_PERIOD_ALONE |= words("årligt årlig yearly annually annual")
_PER = words("pr per om hver hvert i a an each every / in this")
# What may stand after a number without being what is counted.
_GOES_ON = words(
    "og and men but så so som that which det it vi we jeg i på on af of til to for from fra in at"
    " om er is are tror think nok måske maybe cirka circa ca about alt total totalt samlet ialt"
    " eller or efter ved with med mere more mindre less inkl inklusive including ekskl fordelt per"
    " pr this hver each plus minus lige endnu yet already allerede roughly approximately højst"
    " mindst tak thanks please"
)


def canonical(word: str) -> str:
    """The word without its ending: 'timer' and 'time' are the same."""
    if word in _ALIASES:
        return _ALIASES[word]
    if len(word) < 3:
        return word
    ending = next((one for one in _ENDINGS if word.endswith(one) and len(word) > len(one) + 1), "")
    stem = word.removesuffix(ending)
    doubled = len(stem) > 3 and stem[-1] == stem[-2]
    return stem[:-1] if doubled else stem


_MEASURES = frozenset(
    canonical(one)
    for one in words(
        "kr eur usd £ gbp % stk time timer hour minut minute dag day uge week måned month år year"
        " kvartal quarter ton t kg gram g liter m meter metre cm mm km kilometer m2 m3 kvm kwh mwh"
        " gwh kw mw hk hp øre mand årsværk sek sekund second hektar ha"
    )
)
_COUNTS = frozenset(
    canonical(one) for one in ("stk", "antal", "enheder", "maskiner", "machines", "units", "number")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedUnit:
    """One of the question's units, and what a plain number must be divided by to count in it."""

    key: str
    factor: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class _Name:
    """One way of naming a unit: 'mio. kr. pr. år' is ('kr',), a million, 'year'."""

    unit: str
    words: tuple[str, ...]
    factor: Decimal
    period: str | None


def split_words(text: str) -> list[str]:
    """The words of a unit's name, lower case, without dots: 't.kr.' is 'tusind', 'kr'."""
    name = write_out_scales(unicodedata.normalize("NFKC", text).lower().split("(")[0])
    return re.findall(r"[^\W\d_][^\W_]*|[%€$£/]", name)


def write_out_scales(text: str) -> str:
    """The same text with the scale of 'tkr', 't. kr.' and 'mkr.' as a word of its own."""
    for short, scale in _SHORT_SCALES:
        text = short.sub(scale, text)
    return text


def _name(unit: str, text: str) -> _Name:
    spoken, period = _without_period(split_words(text))
    factor = Decimal(1)
    for word in spoken:
        factor *= SCALES.get(word, 1)
    rest = tuple(canonical(word) for word in spoken if word not in SCALES)
    return _Name(unit=unit, words=rest, factor=factor, period=period)


def _without_period(spoken: list[str]) -> tuple[list[str], str | None]:
    """The words without 'pr. år' or 'weekly', and the period that was named."""
    for at, word in enumerate(spoken):
        if word in _PERIODS and (word in _PERIOD_ALONE or (at > 0 and spoken[at - 1] in _PER)):
            start = at if word in _PERIOD_ALONE else at - 1
            return spoken[:start] + spoken[at + 1 :], _PERIODS[word]
    return spoken, None


@lru_cache(maxsize=512)
def _names(unit: Unit) -> tuple[_Name, ...]:
    texts = (unit.key.replace("_", " "), unit.label.da, unit.label.en, *unit.words)
    return tuple(dict.fromkeys(_name(unit.key, text) for text in texts))


def find_unit(
    question: Question, *, after: list[str], before: list[str], scale: Decimal
) -> NamedUnit | None:
    """The unit named around a number that was typed with that scale; None if it is another one.

    The first unit is meant when none is named. So it is when "12 gravemaskiner" answers a question
    that counts pieces.
    """
    names = [name for unit in question.units for name in _names(unit)]
    spoken, period = _without_period(after)
    earlier, period_before = _without_period(before)
    period = period or period_before
    fitting = _in_period(names, period, question)
    if not fitting and (names or period):
        return None
    found = _named(spoken, fitting)
    if not found and _is_foreign(spoken, question):
        return None
    found = found or _named(earlier[-3:], fitting)
    if not found and earlier and canonical(earlier[-1]) in _MEASURES:
        return None
    return _pick(found, fitting, scale)


def is_unit_exactly(question: Question, spoken: list[str]) -> bool:
    """Whether these words are one of the question's units and nothing more."""
    rest = tuple(canonical(word) for word in spoken)
    return any(rest == name.words for unit in question.units for name in _names(unit))


def _in_period(names: list[_Name], period: str | None, question: Question) -> list[_Name]:
    """The names that a number "om ugen" can have. A year is understood where none is said."""
    if period is None:
        return names
    asked = _without_period(split_words(f"{question.ask.da} / {question.ask.en}"))[1] or "year"
    return [name for name in names if (name.period or asked) == period]


def _named(spoken: list[str], names: list[_Name]) -> list[_Name]:
    """The names that these words hold: whole ones, else those of which only the head is said."""
    stems = [_full(canonical(word), names) for word in spoken]
    whole = [name for name in names if name.words and _holds(stems, name.words)]
    if whole:
        longest = max(len(name.words) for name in whole)
        return [name for name in whole if len(name.words) == longest]
    heads = [name for name in names if name.words and stems[:1] == [name.words[0]]]
    if heads:
        return heads
    return [
        name
        for name in names
        if len(name.words) == 1
        and any(
            len(stem) > len(name.words[0]) >= 3 and stem.endswith(name.words[0]) for stem in stems
        )
        and not _MEASURES & set(stems)
    ]


def _full(stem: str, names: list[_Name]) -> str:
    """What 't' is short for: hours or tonnes, whichever the question counts."""
    counted = {word for name in names for word in name.words} & {"tim", "ton"}
    return counted.pop() if stem == "t" and len(counted) == 1 else stem


def _holds(stems: list[str], wanted: tuple[str, ...]) -> bool:
    length = len(wanted)
    return any(tuple(stems[at : at + length]) == wanted for at in range(len(stems) - length + 1))


def _is_foreign(spoken: list[str], question: Question) -> bool:
    if not spoken:
        return False
    stems = [canonical(word) for word in spoken]
    goes_on = spoken[0] in _GOES_ON
    noun = stems[1] if goes_on and len(stems) > 1 else stems[0]
    is_noun = noun.isalpha() and len(noun) > 2
    counted = noun in _COUNTS or (is_noun and noun not in _MEASURES and not goes_on)
    if counted and _counts_pieces(question):
        return False
    return noun in _MEASURES or noun in _COUNTS or not goes_on


def _counts_pieces(question: Question) -> bool:
    if not question.units:
        return True
    return any(_COUNTS & set(name.words) for name in _names(question.units[0]))


def _pick(found: list[_Name], fitting: list[_Name], scale: Decimal) -> NamedUnit | None:
    """The unit of these names that fits the scale typed: 'mio. kr.' before 'kr.' after 'mio.'."""
    if _is_shared(found):
        return None
    if not found and not fitting:
        return NamedUnit(key="", factor=Decimal(1))
    if not found and scale == 1:
        return NamedUnit(key=fitting[0].unit, factor=Decimal(1))
    same = [name for name in found or fitting if name.factor == scale and scale != 1]
    plain = [name for name in found if name.factor == 1]
    name = (same or plain or found or fitting)[0]
    return NamedUnit(key=name.unit, factor=name.factor)


def _is_shared(found: list[_Name]) -> bool:
    """Whether two units have this very name, so that it says nothing."""
    ways = {(name.factor, name.period) for name in found}
    return len({(name.unit, name.factor, name.period) for name in found}) > len(ways)
