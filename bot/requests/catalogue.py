"""Everything that can be asked for by name, indexed once and kept.

An inverted index of stems; only a word that neither it nor the lexicon knows is compared letter by
letter. Reading a request never looks at every thing.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.days import local
from bot.requests import lexicon
from bot.requests.dates import Named
from bot.requests.everyday import concepts_of, everyday, ordinal, phrases_in, plain_words, topics
from bot.requests.wishes import Item, Kind
from bot.requests.words import stems

_COUNTS = frozenset({"en", "one", "to", "two", "tre", "three", "fire", "four", "fem", "five", "seks", "six", "ene"})  # fmt: skip
_LONGEST = 100  # days that a period named may have
_NOT_YET = ""  # no stem
_LINKS = ("", "s", "e", "er")  # between the parts of a compound


@dataclass(slots=True)
class Entry:
    """An item and its words. `titles` has the keys of each content word, per language."""

    item: Item
    keys: frozenset[str]
    titles: tuple[tuple[frozenset[str], ...], ...]
    day: date | None = None  # in Copenhagen
    names: frozenset[str] = frozenset()  # keys of a person's names


@dataclass(slots=True)
class Catalogue:
    """The index. Read it from as many threads as you like; make another when things change."""

    entries: tuple[Entry, ...]
    index: dict[Kind, dict[str, list[int]]]
    synonyms: dict[str, list[tuple[tuple[frozenset[str], ...], str]]]  # first key -> words, name
    of_kind: dict[Kind, list[int]]
    by_day: dict[Kind, dict[date, list[int]]]
    known: frozenset[str]
    letters: dict[str, list[str]] = field(default_factory=dict)  # first letter -> stems, sorted
    near: dict[str, str | None] = field(default_factory=dict)  # what was compared letter by letter

    def knows(self, word: str) -> bool:
        """Whether a folded word is in the index, or an everyday word."""
        return any(key in self.known or key in everyday().known for key in stems(word))

    def on_days(self, kind: Kind, days: Named) -> Iterator[int]:
        """Things of that kind on one of these days."""
        for ahead in range(min((days.last - days.first).days, _LONGEST) + 1):
            yield from self.by_day[kind].get(days.first + timedelta(days=ahead), ())

    def rarity(self, kind: Kind, key: str) -> float:
        """How much a word tells among things of that kind."""
        return math.log(1 + len(self.of_kind[kind]) / max(1, len(self.index[kind].get(key, ()))))

    def nearest(self, word: str) -> str | None:
        """The known stem that a misspelt word is closest to, if it is close enough."""
        found = self.near.get(word, _NOT_YET)
        if found == _NOT_YET:  # other threads may clear it meanwhile
            if len(self.near) > 5000:
                self.near.clear()
            found = self.near[word] = self._nearest(word)
        return found

    def _nearest(self, word: str) -> str | None:
        if len(word) < 4 or any(one.isdigit() for one in word):
            return None
        best: tuple[int, str] | None = None
        for spelling in {word, *(key[3:] for key in stems(word)[1:])}:
            if len(spelling) < 4:
                continue
            most = 1 if len(spelling) < 9 else 2
            found = process.extractOne(
                spelling,
                self.letters.get(spelling[0], ()),
                scorer=OSA.distance,
                score_cutoff=most,
            )
            if found is not None and (best is None or (found[1], found[0]) < best):
                # In a short everyday word, another letter makes another word, not a slip.
                slips = len(found[0]) != len(spelling) or sorted(found[0]) == sorted(spelling)
                is_short = len(spelling) < 5 or (len(spelling) < 7 and not slips)
                if is_short and not self._is_own(found[0]):
                    continue
                best = (int(found[1]), found[0])
        return best[1] if best else None

    def _is_own(self, stem: str) -> bool:
        return any(key in self.known for key in (stem, f"da:{stem}", f"en:{stem}"))

    def parts(self, word: str) -> tuple[str, str] | None:
        """The two known words of which a Danish compound is made, the longest last part first."""
        return _parts(word, self.known)


def _parts(word: str, known: frozenset[str]) -> tuple[str, str] | None:
    lexicon_ = everyday()

    def begins(part: str) -> bool:  # no stemming: there are many beginnings, and few are words
        return len(part) > 2 and part not in lexicon_.light and (
            part in known
            or "da:" + part in known
            or part in lexicon_.starts
        )  # fmt: skip

    def ends(part: str) -> bool:
        return part not in lexicon_.light and any(
            key in known or key in lexicon_.concepts or key in lexicon_.parts for key in stems(part)
        )

    for at in range(3, len(word) - 2):
        head, tail = word[:at], word[at:]
        for link in _LINKS:
            if link and not head.endswith(link):
                continue
            bare_head = head[: len(head) - len(link)] if link else head
            for whole in (bare_head, bare_head + "e"):  # "maskinoversigt": "maskine"
                if begins(whole) and ends(tail):
                    return whole, tail
    return None


def catalogue_of(items: Iterable[Item], synonyms: Sequence[Sequence[str]]) -> Catalogue:
    """The index of these things. `synonyms` are groups of words or phrases that mean the same."""
    table: dict[str, list[tuple[tuple[frozenset[str], ...], str]]] = defaultdict(list)
    for number, group in enumerate((*lexicon.SYNONYMS, *synonyms)):
        for phrase in group:
            spoken = tuple(frozenset(stems(word)) for word in plain_words(phrase))
            for key in spoken[0] if spoken else ():
                table[key].append((spoken, f"syn:{number}"))
    listed = list(items)
    words = {word for item in listed for text in _texts(item) for word in plain_words(text)}
    words |= {word for group in synonyms for phrase in group for word in plain_words(phrase)}
    known = frozenset(key for word in words for key in stems(word) if word not in everyday().light)
    keys_of = {word: word_keys(word, known) for word in words}
    entries = tuple(_entry(item, table, keys_of) for item in listed)
    index: dict[Kind, dict[str, list[int]]] = {kind: defaultdict(list) for kind in Kind}
    of_kind: dict[Kind, list[int]] = {kind: [] for kind in Kind}
    by_day: dict[Kind, dict[date, list[int]]] = {kind: {} for kind in Kind}
    for number, entry in enumerate(entries):
        of_kind[entry.item.kind].append(number)
        if entry.day is not None:
            by_day[entry.item.kind].setdefault(entry.day, []).append(number)
        for key in entry.keys:
            index[entry.item.kind][key].append(number)
    letters: dict[str, set[str]] = defaultdict(set)
    for key in {*known, *everyday().known, *everyday().concepts}:
        bare = key[3:] if key[:3] in {"da:", "en:"} else key
        is_ours = key in known or key in everyday().concepts or key not in everyday().other
        if len(bare) > 3 and is_ours:
            letters[bare[0]].add(bare)
    return Catalogue(
        entries=entries,
        index={kind: dict(found) for kind, found in index.items()},
        synonyms=dict(table),
        of_kind=of_kind,
        by_day=by_day,
        known=known,
        letters={letter: sorted(found) for letter, found in letters.items()},
    )


def _texts(item: Item) -> tuple[str, ...]:
    return (item.titles.da, item.titles.en, *item.keywords)


def word_keys(word: str, known: frozenset[str]) -> frozenset[str]:
    """The keys by which a word of a title can be found: itself, its parts, its place in a row."""
    keys = set(stems(word))
    number = ordinal(word)
    if number is not None and word not in _COUNTS:
        keys.add(number)
    parts = _parts(word, known) if len(word) > 7 else None
    for part in parts or ():
        keys.update(stems(part))
    return frozenset(keys)


def _entry(
    item: Item,
    table: dict[str, list[tuple[tuple[frozenset[str], ...], str]]],
    keys_of: Mapping[str, frozenset[str]],
) -> Entry:
    keys: set[str] = set()
    titles: list[tuple[frozenset[str], ...]] = []
    for number, text in enumerate(_texts(item)):
        spoken = plain_words(text)
        found = [keys_of[word] for word in spoken]
        for at, name in synonyms_in(found, table):
            for place in at:
                found[place] |= {name}
        content = tuple(
            one
            for word, one in zip(spoken, found, strict=True)
            if word not in everyday().light or (ordinal(word) and word not in _COUNTS)
        )
        keys.update(*content)
        if number < 2:
            titles.append(content)
    if item.sort:
        keys.add(f"sort:{item.sort}")
    if item.kind is Kind.FAQ:
        keys.update(f"topic:{one}" for one in _topics(item))
    names: frozenset[str] = frozenset()
    if item.kind is Kind.PERSON:
        names = frozenset(key for word in plain_words(item.titles.da) for key in stems(word))
    day = local(item.starts_at).date() if item.starts_at else None
    return Entry(item, frozenset(keys), tuple(titles), day, names)


def synonyms_in(
    found: Sequence[frozenset[str]],
    table: dict[str, list[tuple[tuple[frozenset[str], ...], str]]],
) -> list[tuple[range, str]]:
    """Where a word or phrase of a group stands, and the group's name."""
    places: list[tuple[range, str]] = []
    for at, keys in enumerate(found):
        for key in keys:
            for phrase, name in table.get(key, ()):
                behind = found[at : at + len(phrase)]
                if len(behind) == len(phrase) and all(
                    not one.isdisjoint(other) for one, other in zip(phrase, behind, strict=True)
                ):
                    places.append((range(at, at + len(phrase)), name))
    return places


def _topics(item: Item) -> frozenset[str]:
    """What a frequent question is about: what both of its languages say, or its Danish alone."""
    each = []
    for text in (item.titles.da, item.titles.en):
        spoken = plain_words(text)
        concepts = {one for word in spoken for one in concepts_of(word)}
        concepts |= {name for _, name in phrases_in(spoken)}
        each.append(topics(frozenset(concepts)))
    return each[0] & each[1] or each[0]
