"""A clause as words that know what they stand for: concepts, keys of the index, days named."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from bot.conversation.spelling import words as listed
from bot.requests.catalogue import Catalogue, synonyms_in
from bot.requests.dates import Named, named_days
from bot.requests.everyday import concepts_of, everyday, ordinal, phrases_in
from bot.requests.mood import asks
from bot.requests.words import Token, stems

# Concepts that say little by themselves: a word of these alone hardly speaks against a reading.
_SOFT = listed(
    "me we you others instead until received negated talk switch subscribe join fill stop pdf any "
    "parting form bot tell begin person_word same courtesy see several my told reach org"
)
_ASKED = frozenset({"who", "why", "many"})
SOFT_WEIGHT = 0.3
_PHRASE = 0.7


@dataclass(slots=True)
class Spoken:
    """One word of a clause. `weight` is how much is missed when a reading leaves it unexplained."""

    word: str
    keys: frozenset[str]
    concepts: frozenset[str]
    weight: float

    def has_sort(self) -> bool:
        """Whether it says what sort of document is meant."""
        return any(one.startswith("sort:") for one in self.concepts)


@dataclass(slots=True)
class Clause:
    """Words in order. `phrases` are concepts said by several words together."""

    words: list[Spoken]
    days: list[Named] = field(default_factory=list)
    phrases: list[tuple[frozenset[int], str]] = field(default_factory=list)
    asks: bool = False

    def said(self, at: set[int]) -> float:
        """The weight of those words; a phrase of light words weighs something as well."""
        weight = sum(self.words[place].weight for place in at)
        return weight + max(
            (
                _PHRASE - sum(self.words[place].weight for place in places)
                for places, _ in self.phrases
                if places <= at and sum(self.words[place].weight for place in places) < _PHRASE
            ),
            default=0.0,
        )

    def having(self, concept: str) -> set[int]:
        """Where a concept is said, alone or by a phrase."""
        found = {at for at, one in enumerate(self.words) if concept in one.concepts}
        if concept == "until":  # a day is one as well
            found |= {at for day in self.days for at in day.at}
        for places, name in self.phrases:
            if name == concept:
                found |= places
        return found

    def phrases_at(self, at: int) -> frozenset[str]:
        """The concepts of the phrases to which a word belongs."""
        return frozenset(name for places, name in self.phrases if at in places)

    def is_unknown(self, catalogue: Catalogue) -> bool:
        """Whether it has an ordinary word that is about nothing that can be asked for."""
        return any(
            one.weight >= 1
            and not one.concepts
            and catalogue.known.isdisjoint(one.keys)
            and not everyday().other.isdisjoint(one.keys)
            for one in self.words
        )

    @property
    def weight(self) -> float:
        """Of all its words."""
        return sum(one.weight for one in self.words)


_FOR = listed("til for to fra from")
_OWN = listed("min mit mine vores vor my our")


def _settle_weights(spoken: Sequence[Spoken], catalogue: Catalogue) -> None:
    for before, one in pairwise(spoken):
        if before.word in {"inden", "before"}:
            one.weight = 0.0  # by when they want it
    for at, (owner, one) in enumerate(pairwise(spoken)):
        is_for = at == 0 or spoken[at - 1].word in _FOR
        if (
            is_for
            and owner.word in _OWN
            and not one.concepts
            and catalogue.known.isdisjoint(one.keys)
        ):
            one.weight = 0.0  # who wants it, or for whom it is: "vores jurist", "til min direktør"
    for one, after in pairwise(spoken):
        if one.word == "version" and after.word.isdigit():
            after.weight = 1.0
        if one.word == "nummer" and after.word.isdigit():
            one.weight, one.concepts = 0.0, frozenset()


_ENGLISH = listed(
    "the to is are you your we our my of and it this that what when where who how can please with not do does would"
)
_DANISH = listed(
    "og er jeg vi du det den der til pa af med ikke hvad hvornar hvor hvem kan skal har fra om en et"
)


def _foreign(tokens: Sequence[Token]) -> str:
    """The mark of the stems of the language in which this is surely not: 'listen' is no list then."""
    words = {one.word for one in tokens}
    english, danish = len(words & _ENGLISH), len(words & _DANISH)
    if english > 1 and not danish:
        return "da:"
    return "en:" if danish > 1 and not english else ""


def clause_of(tokens: Sequence[Token], catalogue: Catalogue, *, today: date) -> Clause:
    """Those tokens, read word by word; signs are left out."""
    words = _joined([one.word for one in tokens if not one.sign and one.word], catalogue)
    spoken: list[Spoken] = []
    for word in words:
        spoken.extend(_spoken(word, catalogue))
    texts = [one.word for one in spoken]
    foreign = _foreign(tokens)
    if foreign:
        for one in spoken:
            _leave(one, foreign)
    clause = Clause(spoken, named_days(texts, today=today))
    for day in clause.days:
        for at in day.at:
            spoken[at].weight = 0.0
            spoken[at].keys = frozenset()
            spoken[at].concepts = frozenset()
    for places, name in synonyms_in([one.keys for one in spoken], catalogue.synonyms):
        for at in places:
            spoken[at].keys |= {name}
            if len(places) > 1:
                spoken[at].weight = 1 / len(places)
    _settle_weights(spoken, catalogue)
    clause.phrases = phrases_in(texts)
    clause.asks = any(one.sign == "?" for one in tokens) or any(map(asks, _runs(tokens)))
    return clause


def _leave(one: Spoken, foreign: str) -> None:
    """Forget what a word would be in the other language."""
    if one.concepts and one.word not in everyday().concepts:
        kept = frozenset(key for key in stems(one.word) if not key.startswith(foreign))
        mine = frozenset().union(*(everyday().concepts.get(key, frozenset()) for key in kept))
        is_own = any(key in everyday().concepts for key in stems(one.word))
        one.concepts = mine if is_own else one.concepts
    one.keys = frozenset(key for key in one.keys if not key.startswith(foreign))


def _joined(words: list[str], catalogue: Catalogue) -> list[str]:
    """'behovs kortlægning' as one word, where the one word is known."""
    joined: list[str] = []
    at = 0
    while at < len(words):
        one, after = words[at], words[at + 1] if at + 1 < len(words) else ""
        both = one + after
        if (
            len(one) > 2
            and len(after) > 3
            and after not in everyday().light
            and len(both) > 8
            and not both.isdigit()
            and any(key in catalogue.known for key in stems(both))
        ):
            joined.append(both)
            at += 2
        else:
            joined.append(one)
            at += 1
    return joined


def _spoken(word: str, catalogue: Catalogue) -> list[Spoken]:
    known = any(key in catalogue.known for key in stems(word))
    if (
        word in everyday().light
        or word.isdigit()
        or ordinal(word)
        or known
        or catalogue.knows(word)
    ):
        return [_one(word, catalogue, known=known)]
    parts = catalogue.parts(word) if len(word) > 6 else None
    if parts is not None:
        return [
            _one(part, catalogue, known=any(k in catalogue.known for k in stems(part)))
            for part in parts
        ]
    near = catalogue.nearest(word)
    if near is not None:
        keys = frozenset({near, "da:" + near, "en:" + near})
        concepts = frozenset().union(*(everyday().concepts.get(k, frozenset()) for k in keys))
        return [Spoken(word, keys, concepts, _weight(near, concepts, known=True))]
    return [
        Spoken(word, frozenset(stems(word)), frozenset(), _weight(word, frozenset(), known=False))
    ]


def _one(word: str, catalogue: Catalogue, *, known: bool) -> Spoken:
    keys = set(stems(word))
    number = ordinal(word)
    if number is not None:
        keys.add(number)
    concepts = concepts_of(word)
    parts = catalogue.parts(word) if len(word) > 7 else None
    if parts is not None:  # "prisundersøgelse" is a survey, whatever else it is
        tail = concepts_of(parts[1])
        concepts |= {one for one in tail if one.startswith("sort:")}
        concepts |= {"a_meeting"} if "meeting" in tail else frozenset()
        if any(one.startswith("sort:") for one in tail):
            keys.update(key for key in stems(parts[0]) if key in catalogue.known)
    return Spoken(word, frozenset(keys), concepts, _weight(word, concepts, known=known))


def _weight(word: str, concepts: frozenset[str], *, known: bool) -> float:  # noqa: PLR0911
    if concepts & _ASKED:
        return 1.0
    if word == "where":
        return 0.0
    if word in everyday().light:
        return 0.0
    if not concepts and not known and not everyday().general.isdisjoint(stems(word)):
        return 0.0
    if re.fullmatch(r"\d{1,2}[.:]\d{2}", word):  # an hour
        return 0.0
    if concepts == {"form"} or "process" in concepts:
        return SOFT_WEIGHT
    if ordinal(word) is not None or word[0].isdigit():
        return SOFT_WEIGHT
    if concepts and concepts <= _SOFT and not known:
        return SOFT_WEIGHT
    return 1.0 if len(word) > 1 + (not concepts and not known) else 0.0


def _runs(tokens: Sequence[Token]) -> list[list[str]]:
    """The words between one sign and the next."""
    runs: list[list[str]] = [[]]
    for one in tokens:
        if one.sign:
            runs.append([])
        else:
            runs[-1].append(one.word)
    return runs
