"""Which organisation a spelling means: one that is known, perhaps one, or one that is new.

"Aalborg Kommune", "AALBORG KOMM." and "Ålborg Komune" are one without asking; "Albog Kommune" is
asked about. Spellings that nobody knows are held against each other in the same way.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from bot.organisations import NAME_LIMIT, clean_name, spelt
from models import Organisation

_ALIKE = 84  # of 100: probably the same, so a person is asked
_SHORT_FORMS = {"komm": "kommune", "kom": "kommune", "reg": "region", "kbh": "koebenhavn"}
_LEGAL_FORMS = frozenset({"a", "s", "as", "aps", "amba", "i", "is", "p", "ps", "ivs", "fmba"})
_COMMON = frozenset({"kommune", "region", "kommunes"})


@dataclass(frozen=True, slots=True)
class Known:
    """It is certainly that one."""

    organisation_id: int
    name: str


@dataclass(frozen=True, slots=True)
class Perhaps:
    """It looks like that one. `organisation_id` is None if it is new, too: another row's spelling."""

    organisation_id: int | None
    name: str


@dataclass(frozen=True, slots=True)
class New:
    """Nobody knows it. `name` is the first of the spellings that certainly mean the same."""

    name: str


Meaning = Known | Perhaps | New


def key_of(name: str) -> str:
    """By what two spellings are the same: no capitals, signs, legal forms or abbreviations."""
    words = [_common_word(word) for word in _plain(name).split()]
    kept = [word for word in words if word not in _LEGAL_FORMS]
    return " ".join(kept or words)


def _common_word(word: str) -> str:
    """Without abbreviations, and without slips in the words that say what sort of body it is."""
    known = _SHORT_FORMS.get(word, word)
    slips = (one for one in ("kommune", "region") if fuzz.ratio(known, one) >= _ALIKE)
    return next(slips, known)


def _plain(name: str) -> str:
    letters = spelt(name).replace("ø", "oe").replace("æ", "ae").replace("ö", "oe")
    return re.sub(r"[^0-9a-z ]+", " ", letters.replace("ä", "ae").replace("é", "e"))


class Names:
    """The organisations that are known, and the spellings met so far."""

    def __init__(self, organisations: Iterable[Organisation]) -> None:
        self._known = {key_of(one.name): Known(one.id, one.name) for one in organisations}
        self._keys = list(self._known)
        self._bare: dict[str, list[str]] = {}
        for key in self._keys:
            self._bare.setdefault(_without_common(key), []).append(key)
        self._new: dict[str, str] = {}  # key: the first spelling
        self._new_by_letter: dict[str, list[str]] = {}
        self._met: dict[str, Meaning] = {}

    def meaning(self, name: str, *, hint: Known | None = None) -> Meaning:
        """What that spelling means. `hint` is whose the row's e-mail domain is."""
        key = key_of(name)
        if key in self._known:
            return self._known[key]
        if hint is not None and _is_much_like(key, key_of(hint.name)):
            return hint
        if key not in self._met:
            self._met[key] = self._read(key, clean_name(name))
        return self._met[key]

    def _read(self, key: str, name: str) -> Meaning:
        same_place = self._bare.get(_without_common(key), [])
        if len(same_place) == 1:
            known = self._known[same_place[0]]
            return Perhaps(known.organisation_id, known.name)
        like = _nearest(key, self._keys)
        if like is not None:
            known = self._known[like]
            return Perhaps(known.organisation_id, known.name)
        # Only those that begin alike: thousands against thousands would take minutes.
        others = self._new_by_letter.setdefault(key[:1], [])
        like = _nearest(key, others)
        if like is not None:
            return Perhaps(None, self._new[like])
        others.append(key)
        self._new[key] = name
        return New(name)


def is_nameable(name: str) -> bool:
    """Whether it could be the name of an organisation at all."""
    clean = clean_name(name)
    return 2 <= len(clean) <= NAME_LIMIT and any(one.isalpha() for one in clean)


def _without_common(key: str) -> str:
    kept = [word for word in key.split() if word not in _COMMON]
    return " ".join(kept) or key


def _nearest(key: str, among: Sequence[str]) -> str | None:
    # What they have in common with hundreds of others says nothing: "X Kommune", "Y Kommune".
    found = process.extract(key, among, scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=5)
    likely = [other for other, _, _ in found if _is_much_like(key, other)]
    return likely[0] if likely else None


def _is_much_like(key: str, other: str) -> bool:
    bare, other_bare = _without_common(key), _without_common(other)
    return fuzz.ratio(bare, other_bare) >= _ALIKE or (
        min(len(bare), len(other_bare)) > 3 and fuzz.ratio(bare, other_bare) >= _ALIKE - 6
    )
