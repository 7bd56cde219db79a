"""Reads which of the choices offered a person means: by name, key, number or a small misspelling.

Never a guess between two: what could be either is not understood, and neither is a list of which
one part is not.
"""

import re
from functools import lru_cache

from rapidfuzz.distance import OSA

from bot.conversation.misunderstandings import Misunderstanding
from bot.conversation.questions import NO, YES, AnswerKind, Choice, Chosen, Question, Text
from bot.conversation.spelling import fold, words

_YES_NO = (
    Choice(key=YES, label=Text(da="Ja", en="Yes")),
    Choice(key=NO, label=Text(da="Nej", en="No")),
)
_YES_WORDS = words(
    "ja jo jep jeps jada japs jow yes yep yeah yup y j jaja absolut bestemt naturligvis selvfolgelig"
    " korrekt praecis nemlig gerne sure absolutely definitely correct sandt true"
)
_NO_WORDS = words("nej naeh niks nix nope no nah n nejda aldrig never falsk false")
_YES_PHRASES = frozenset({"helt sikkert", "of course", "det har vi", "det gor vi", "we do"})
_NO_PHRASES = frozenset(
    {"slet ikke", "overhovedet ikke", "not at all", "det har vi ikke", "det gor vi ikke", "we dont"}
)
# After "ja" or "nej" these say that it is not so simple, and a button is the better answer.
_HESITATION = words(
    "men but maske maybe hvis if kun only dog eller or perhaps ved know afhaenger depends sa"
    " undtagen except delvist partly tror think"
)
_NONE_WORDS = words("ingen intet none nothing neither")
_NONE_PHRASES = frozenset(
    {"ingen af dem", "ingen af delene", "slet ingen", "none of them", "none of these"}
) | {"none of the above", "ikke nogen", "ingen af disse", *_NONE_WORDS}
_ALL_PHRASES = frozenset(
    {"alle", "alle sammen", "allesammen", "dem alle", "det hele", "alle dele", "all", "all of them"}
) | {"everything", "alle svar", "samtlige", "all of the above"}
_BOTH_PHRASES = frozenset({"begge", "begge to", "begge dele", "both", "both of them"})
_POLITE = words("tak please thanks venligst gerne jeg vi vaelger i we choose pick tager take kun")
_ORDINAL = re.compile(r"(?:(?:nr|nummer|no|number|valg|svar|mulighed|option|choice) )?(\d{1,3})")
_RANGE = re.compile(r"\s*(\d{1,2})\s*(?:-|–|til|to)\s*(\d{1,2})\s*", re.IGNORECASE)
# One of these is never taken for the misspelling of another word: it would turn the meaning.
_DECISIVE = words(
    "ikke ingen intet aldrig uden not no none never without non nej ja yes under over for efter"
    " before after mere mindre more less flere faerre fewer min max mindst hojst most least"
)
_MOST_SLIPS = 3
_SEPARATOR = re.compile(r"(\s*(?:[,;\n+&•]|\bog\b|\band\b|\bsamt\b)\s*)", re.IGNORECASE)


def read_choices(text: str, *, question: Question) -> Chosen | Misunderstanding:
    """The choice or choices meant, in the question's own order."""
    choices = question.choices or (_YES_NO if question.kind is AnswerKind.YES_NO else ())
    if question.kind is AnswerKind.MANY_OF:
        keys = _read_many(text, choices)
    else:
        one = _read_one(text, choices)
        keys = {one} if one is not None else set()
    if not keys:
        return Misunderstanding.NOT_A_CHOICE
    return Chosen(tuple(choice.key for choice in choices if choice.key in keys))


def _read_one(text: str, choices: tuple[Choice, ...]) -> str | None:
    typed = fold(text)
    polite = " ".join(word for word in typed.split() if word not in _POLITE)
    for spoken in dict.fromkeys((typed, polite)):
        found = (
            _by_name(spoken, choices)
            or _by_number(spoken, choices)
            or _by_yes_or_no(spoken, choices)
            or _by_none(spoken, choices)
            or _by_beginning(spoken, choices)
            or _by_likeness(spoken, choices)
        )
        if found is not None:
            return found
    return None


@lru_cache(maxsize=1024)
def _names(choice: Choice) -> frozenset[str]:
    """What a choice can be called: its key, its labels, and labels without a parenthesis."""
    labels = (choice.label.da, choice.label.en)
    short = (re.split(r"\s[(–—-]|[:(]", label)[0] for label in labels)
    return frozenset(fold(name) for name in (choice.key, *labels, *short)) - {""}


def _only(found: list[str]) -> str | None:
    return found[0] if len(found) == 1 else None


def _by_name(spoken: str, choices: tuple[Choice, ...]) -> str | None:
    whole = [
        choice.key for choice in choices if spoken in {fold(choice.label.da), fold(choice.label.en)}
    ]
    return _only(whole or [choice.key for choice in choices if spoken in _names(choice)])


def _by_number(spoken: str, choices: tuple[Choice, ...]) -> str | None:
    number = _ORDINAL.fullmatch(spoken)
    if number is None:
        return None
    if spoken.isdecimal() and any(_is_amount(name) for one in choices for name in _names(one)):
        return None
    place = int(number[1])
    return choices[place - 1].key if 1 <= place <= len(choices) else None


def _is_amount(name: str) -> bool:
    """Whether a choice is '1-5' or 'over 5 ton': there a bare '2' is no place, but 'nr. 2' is."""
    first, second = [*name.split(), "", ""][:2]
    return first.isdecimal() or (first in _DECISIVE and second.isdecimal())


def _by_yes_or_no(spoken: str, choices: tuple[Choice, ...]) -> str | None:
    meant = _yes_or_no(spoken)
    return meant if any(choice.key == meant for choice in choices) else None


def _yes_or_no(spoken: str) -> str | None:
    if spoken in _YES_PHRASES:
        return YES
    if spoken in _NO_PHRASES:
        return NO
    first, *rest = spoken.split() or [""]
    if len(rest) > 8 or not _HESITATION.isdisjoint(rest):
        return None
    if first in _YES_WORDS and _NO_WORDS.isdisjoint(rest) and not {"ikke", "not"} & set(rest):
        return YES
    if first in _NO_WORDS and _YES_WORDS.isdisjoint(rest):
        return NO
    return None


def _by_none(spoken: str, choices: tuple[Choice, ...]) -> str | None:
    if spoken not in _NONE_PHRASES:
        return None
    return _only([choice.key for choice in choices if _is_none(choice)])


def _is_none(choice: Choice) -> bool:
    return any(name.split()[0] in _NONE_WORDS for name in _names(choice))


def _by_beginning(spoken: str, choices: tuple[Choice, ...]) -> str | None:
    if len(spoken) < 2 or spoken.isdecimal():
        return None
    return _only(
        [
            choice.key
            for choice in choices
            if any(name.startswith(f"{spoken} ") for name in _names(choice))
        ]
    )


def _by_likeness(spoken: str, choices: tuple[Choice, ...]) -> str | None:
    """The choice that was misspelled, if no other comes near."""
    slips = sorted((_fewest_slips(spoken, choice), choice.key) for choice in choices)
    if not slips or slips[0][0] > _MOST_SLIPS:
        return None
    is_clear = len(slips) == 1 or slips[1][0] > slips[0][0]
    return slips[0][1] if is_clear else None


def _fewest_slips(spoken: str, choice: Choice) -> int:
    return min((_slips(spoken.split(), name.split()) for name in _names(choice)), default=99)


def _slips(spoken: list[str], name: list[str]) -> int:
    """How many letters are wrong, or 99. Word by word, so that a "not" is never slipped over."""
    if len(spoken) != len(name):
        return 0 if "".join(spoken) == "".join(name) else 99
    slips = 0
    for word, right in zip(spoken, name, strict=True):
        allowed = 0 if word in _DECISIVE or word.isdigit() else 1 + (len(right) > 8)
        if len(right) < 4 or word[0] != right[0]:  # "ejer" is no misspelled "lejer"
            allowed = 0
        distance = OSA.distance(word, right, score_cutoff=allowed)
        if distance > allowed:
            return 99
        slips += distance
    return slips


def _read_many(text: str, choices: tuple[Choice, ...]) -> set[str]:
    """The keys of all choices named, or nothing if any part of the list is unclear."""
    one = _by_name(fold(text), choices)
    if one is not None:
        return {one}
    if fold(text) in _ALL_PHRASES or (fold(text) in _BOTH_PHRASES and len(choices) == 2):
        return {choice.key for choice in choices if not _is_none(choice)}
    keys = _listed(_numbers_apart(text), choices)
    contradicts = len(keys) > 1 and any(_is_none(one) for one in choices if one.key in keys)
    return set() if contradicts else keys


def _numbers_apart(text: str) -> str:
    """'1 3 5' and '1-3' as lists with commas; any other text as it is."""
    span = _RANGE.fullmatch(text)
    if span is not None and int(span[1]) < int(span[2]):
        return ",".join(str(place) for place in range(int(span[1]), int(span[2]) + 1))
    parts = fold(text).split()
    return ",".join(parts) if all(part.isdecimal() for part in parts) else text


def _listed(text: str, choices: tuple[Choice, ...]) -> set[str]:
    parts = _SEPARATOR.split(text)  # the separators stand at odd places
    if len(parts) > 6 * len(choices) + 20:
        return set()
    keys: set[str] = set()
    start = 0
    while start < len(parts):
        if not fold(parts[start]):  # a list mark, or "a, og b"
            start += 2
            continue
        key, start = _next_listed(parts, start, choices)
        if key is None:
            return set()
        keys.add(key)
    return keys


def _next_listed(
    parts: list[str], start: int, choices: tuple[Choice, ...]
) -> tuple[str | None, int]:
    """The choice that begins here and where the next may. A label may hold "og" or a comma."""
    for end in range(start + 11, start, -2):  # longest first; beyond the last is harmless
        key = _by_name(fold("".join(parts[start:end])), choices)
        if key is not None:
            return key, end + 1
    return _read_one(parts[start], choices), start + 2
