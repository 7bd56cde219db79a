"""The lexicon, ready to be looked up: what a word stands for, alone or in a phrase."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.conversation.spelling import words as listed
from bot.requests import general, lexicon
from bot.requests.words import plain, stems

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
_TOPICS = listed("cost join see oblige private several deadline answers same who mapping")
_ALIKE = {"fill": "answers", "told": "answers"}


@dataclass(slots=True)
class Lexicon:
    """The everyday words by key: which concepts they stand for, which carry nothing."""

    concepts: dict[str, frozenset[str]]
    phrases: dict[str, list[tuple[tuple[str, ...], str]]]  # first word -> the words, the concept
    light: frozenset[str]
    known: frozenset[str]
    parts: frozenset[str]
    starts: frozenset[str]  # what a compound may begin with: words and stems alike
    other: frozenset[str]
    general: frozenset[str]  # keys of words that name no topic
    doing: frozenset[str]  # those of them that are verbs


@lru_cache(maxsize=1)
def everyday() -> Lexicon:
    """The lexicon, indexed. Built once per process."""
    concepts: dict[str, set[str]] = defaultdict(set)
    phrases: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    for name, entries in [
        *lexicon.CONCEPTS.items(),
        *((f"sort:{sort}", entries) for sort, entries in lexicon.SORTS.items()),
        ("any", lexicon.ANY_DOCUMENT),
    ]:
        for entry in entries.split():
            spoken = tuple(part for word in entry.split("_") for part in plain(word).split())
            if len(spoken) == 1:
                for key in stems(spoken[0]):
                    concepts[key].add(name)
            elif spoken:
                spoken = tuple(bare(word) for word in spoken)
                phrases[spoken[0]].append((spoken, name))
    light = {part for word in general.LIGHT.split() for part in plain(word).split()}
    other = {part for word in general.OTHER.split() for part in plain(word).split()}
    known = {*concepts, *light}
    parts = frozenset(key for word in lexicon.PARTS.split() for key in stems(plain(word)))
    general_ = {part for word in general.GENERAL.split() for part in plain(word).split()}
    verbs = {part for word in general.DOING.split() for part in plain(word).split()}
    verbs |= {word + "r" for word in verbs if word.endswith("e")}
    general_ |= verbs
    for word in (*light, *other, *general_):
        known.update(stems(word))
    return Lexicon(
        {key: frozenset(names) for key, names in concepts.items()},
        dict(phrases),
        frozenset(light),
        frozenset(known),
        parts,
        frozenset(
            key.removeprefix("da:") for key in (*concepts, *parts, *general_) if key[:3] != "en:"
        ),
        frozenset(key for word in other for key in stems(word)),
        frozenset(key for word in general_ for key in _keys(word)),
        frozenset(key for word in verbs for key in _keys(word)),
    )


def _keys(word: str) -> list[str]:
    """A word and its stems, but for those so short that other words share them."""
    return [key for key in stems(word) if key == word or len(key) > len("da:") + 3]


def bare(word: str) -> str:
    """A folded word without its Danish ending, as phrases compare it."""
    keys = stems(word)
    return keys[1][3:] if len(word) > 4 and len(keys) > 1 else word


def concepts_of(word: str) -> frozenset[str]:
    """What a folded word stands for: exactly as it is written, or else by its stem."""
    table = everyday().concepts
    if word in everyday().light:
        return table.get(word, frozenset())
    exact = table.get(word)
    stemmed = frozenset().union(*(table.get(key, frozenset()) for key in stems(word)))
    if exact is None:
        return frozenset() if word in everyday().general else stemmed
    return exact | {one for one in stemmed if one.startswith("sort:")}


def ordinal(word: str) -> str | None:
    """'#2' for 'anden', '2', 'second', 'v2'."""
    return _ORDINALS.get(word)


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
    places, place, skipped = [at], at + 1, 0
    for word in words[1:]:
        while place < len(spoken) and spoken[place] != word:
            skipped += 1 if light[place] else 2  # a word of weight between: "slå påmindelser fra"
            if skipped > 2:
                return []
            place += 1
        if place == len(spoken):
            return []
        places.append(place)
        place += 1
    return places


def plain_words(text: str) -> list[str]:
    """The folded words of a title or a keyword."""
    return [word for piece in text.split() for word in plain(piece).split()]
