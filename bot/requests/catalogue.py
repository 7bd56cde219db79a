"""Everything that can be asked for by name, indexed once and kept.

An inverted index of stems; only a word that neither it nor the lexicon knows is compared letter by
letter. Reading a request never looks at every thing.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.requests import lexicon
from bot.requests.words import plain, stems
from bot.requests.wishes import Item, Kind

_ORDINALS = {
    name: f"#{number}"
    for number, names in {
        1: "forste first 1st v1 1 en one ene",
        2: "anden andet second 2nd v2 2 to two",
        3: "tredje third 3rd v3 3 tre three",
        4: "fjerde fourth 4th v4 4 fire four",
        5: "femte fifth 5th v5 5 fem five",
        6: "sjette sixth 6th v6 6 seks six",
    }.items()
    for name in names.split()
}
# What a frequent question may be about. Words of the same topic count as the same word.
_TOPICS = frozenset("cost join see oblige private several deadline answers same who mapping".split())
_ALIKE = {"fill": "answers", "told": "answers"}
_COUNTS = frozenset({"en", "one", "to", "two", "tre", "three", "fire", "four", "fem", "five", "seks", "six", "ene"})  # fmt: skip
_LINKS = ("", "s", "e", "er")  # between the parts of a compound


def ordinal(word: str) -> str | None:
    """'#2' for 'anden', '2', 'second', 'v2'."""
    return _ORDINALS.get(word)


@dataclass(slots=True)
class Lexicon:
    """The everyday words by key: which concepts they stand for, which carry nothing."""

    concepts: dict[str, frozenset[str]]
    phrases: dict[str, list[tuple[tuple[str, ...], str]]]  # first word -> the words, the concept
    light: frozenset[str]
    known: frozenset[str]


@lru_cache(maxsize=1)
def everyday() -> Lexicon:
    """The lexicon, indexed. Built once per process."""
    concepts: dict[str, set[str]] = defaultdict(set)
    phrases: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    for name, listed in [
        *lexicon.CONCEPTS.items(),
        *((f"sort:{sort}", listed) for sort, listed in lexicon.SORTS.items()),
        ("any", lexicon.ANY_DOCUMENT),
    ]:
        for entry in listed.split():
            spoken = tuple(part for word in entry.split("_") for part in plain(word).split())
            if len(spoken) == 1:
                for key in stems(spoken[0]):
                    concepts[key].add(name)
            elif spoken:
                spoken = tuple(bare(word) for word in spoken)
                phrases[spoken[0]].append((spoken, name))
    light = {part for word in lexicon.LIGHT.split() for part in plain(word).split()}
    other = {part for word in lexicon.OTHER.split() for part in plain(word).split()}
    known = {*concepts, *light}
    for word in (*light, *other):
        known.update(stems(word))
    return Lexicon(
        {key: frozenset(names) for key, names in concepts.items()},
        dict(phrases),
        frozenset(light),
        frozenset(known),
    )


def bare(word: str) -> str:
    """A folded word without its Danish ending, as phrases compare it."""
    return stems(word)[1][3:] if len(stems(word)) > 1 else word


def concepts_of(word: str) -> frozenset[str]:
    """What a folded word stands for: exactly as it is written, or else by its stem."""
    table = everyday().concepts
    exact = table.get(word)
    if exact is not None:
        return exact
    if word in everyday().light:
        return frozenset()
    return frozenset().union(*(table.get(key, frozenset()) for key in stems(word)[1:]))


@dataclass(slots=True)
class Entry:
    """An item and its words. `titles` has the keys of each content word, per language."""

    item: Item
    keys: frozenset[str]
    titles: tuple[tuple[frozenset[str], ...], ...]
    names: frozenset[str] = frozenset()  # keys of a person's names


@dataclass(slots=True)
class Catalogue:
    """The index. Read it from as many threads as you like; make another when things change."""

    entries: tuple[Entry, ...]
    index: dict[Kind, dict[str, list[int]]]
    synonyms: dict[str, list[tuple[tuple[frozenset[str], ...], str]]]  # first key -> words, name
    of_kind: dict[Kind, list[int]]
    known: frozenset[str]
    letters: dict[str, list[str]] = field(default_factory=dict)  # first letter -> stems, sorted
    near: dict[str, str | None] = field(default_factory=dict)  # what was compared letter by letter

    def knows(self, word: str) -> bool:
        """Whether a folded word is in the index, or an everyday word."""
        return any(key in self.known or key in everyday().known for key in stems(word))

    def rarity(self, kind: Kind, key: str) -> float:
        """How much a word tells among things of that kind."""
        return math.log(1 + len(self.of_kind[kind]) / max(1, len(self.index[kind].get(key, ()))))

    def nearest(self, word: str) -> str | None:
        """The known stem that a misspelt word is closest to, if it is close enough."""
        if word not in self.near:
            if len(self.near) > 5000:
                self.near.clear()
            self.near[word] = self._nearest(word)
        return self.near[word]

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
                best = (int(found[1]), found[0])
        return best[1] if best else None

    def parts(self, word: str) -> tuple[str, str] | None:
        """The two known words of which a Danish compound is made, the longest first part first."""
        return _parts(word, self.known)


def _parts(word: str, known: frozenset[str]) -> tuple[str, str] | None:
    def is_known(part: str) -> bool:
        return len(part) > 2 and part not in everyday().light and any(
            key in known or key in everyday().concepts for key in stems(part)
        )  # fmt: skip

    for at in range(len(word) - 3, 2, -1):
        head, tail = word[:at], word[at:]
        if not is_known(tail):
            continue
        for link in _LINKS:
            if link and not head.endswith(link):
                continue
            bare = head[: len(head) - len(link)] if link else head
            for whole in (bare, bare + "e"):  # "maskinoversigt": "maskine"
                if is_known(whole):
                    return whole, tail
    return None


def topics(concepts: frozenset[str]) -> frozenset[str]:
    """What concepts are about, as far as a frequent question may be about it."""
    return frozenset(_ALIKE.get(one, one) for one in concepts) & _TOPICS


def phrases_in(spoken: Sequence[str]) -> list[tuple[frozenset[int], str]]:
    """Where the words of a phrase stand in order, with at most two light words between them."""
    found: list[tuple[frozenset[int], str]] = []
    stemmed = [bare(word) for word in spoken]
    light = [word in everyday().light for word in spoken]
    for at, first in enumerate(stemmed):
        for words, name in everyday().phrases.get(first, ()):
            places = _places(stemmed, light, at, words)
            if places:
                found.append((frozenset(places), name))
    return found


def _places(
    spoken: Sequence[str], light: Sequence[bool], at: int, words: tuple[str, ...]
) -> list[int]:
    places, place = [at], at + 1
    for word in words[1:]:
        skipped = 0
        while place < len(spoken) and spoken[place] != word:
            if skipped == 2 or not light[place]:
                return []
            skipped += 1
            place += 1
        if place == len(spoken):
            return []
        places.append(place)
        place += 1
    return places


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
    entries = tuple(_entry(item, table, known) for item in listed)
    index: dict[Kind, dict[str, list[int]]] = {kind: defaultdict(list) for kind in Kind}
    of_kind: dict[Kind, list[int]] = {kind: [] for kind in Kind}
    for number, entry in enumerate(entries):
        of_kind[entry.item.kind].append(number)
        for key in entry.keys:
            index[entry.item.kind][key].append(number)
    letters: dict[str, set[str]] = defaultdict(set)
    for key in {*known, *everyday().known, *everyday().concepts}:
        bare = key[3:] if key[:3] in {"da:", "en:"} else key
        if len(bare) > 3:
            letters[bare[0]].add(bare)
    return Catalogue(
        entries=entries,
        index={kind: dict(found) for kind, found in index.items()},
        synonyms=dict(table),
        of_kind=of_kind,
        known=known,
        letters={letter: sorted(found) for letter, found in letters.items()},
    )


def plain_words(text: str) -> list[str]:
    """The folded words of a title or a keyword."""
    return [word for piece in text.split() for word in plain(piece).split()]


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
    known: frozenset[str],
) -> Entry:
    keys: set[str] = set()
    titles: list[tuple[frozenset[str], ...]] = []
    for number, text in enumerate(_texts(item)):
        spoken = plain_words(text)
        found = [word_keys(word, known) for word in spoken]
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
    return Entry(item, frozenset(keys), tuple(titles), names)


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
