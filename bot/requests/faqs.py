"""Which frequent question a clause asks: by its words, and by what they are about."""

import math
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from bot.conversation.spelling import words as listed
from bot.requests.catalogue import Catalogue, Entry
from bot.requests.clauses import Clause, Spoken
from bot.requests.everyday import topics
from bot.requests.lexicon import DUE
from bot.requests.wishes import Item, Kind
from bot.requests.words import plain

# Who it is that asks, sees or answers: "hvem" in a question stands for any of them.
_WHO = listed("who others participants private parties secret")
_DUE = frozenset(plain(word) for word in DUE.split())
_MAY = listed("kan kunne ma can may could muligt kun allowed")
_STRONG = listed("cost see oblige private several deadline")
_QUIET = listed("me we you others my org same join mapping taking begin switch")


@dataclass(frozen=True, slots=True)
class FaqMatch:
    """A question, the words that ask it, and how well. `share` of its topics were said, 0-1."""

    item: Item
    at: frozenset[int]
    said: float
    left: float
    share: float
    is_sure: bool


def faq_matches(clause: Clause, catalogue: Catalogue) -> list[FaqMatch]:
    """Questions that share a word or a topic with the clause, the likeliest first."""
    numbers = catalogue.of_kind[Kind.FAQ]
    if not numbers:
        return []
    concepts = [one.concepts | clause.phrases_at(at) for at, one in enumerate(clause.words)]
    said = [topics(one) | ({"who"} if one & _WHO else frozenset()) for one in concepts]
    asked = frozenset().union(*said)
    if any("secret" in one for one in concepts):
        asked |= {"see"}
    if clause.having("you") and {one.word for one in clause.words} & {"kun", "only"}:
        asked |= {"who"}
    is_due = bool({one.word for one in clause.words} & _DUE)
    gets = {one.word for one in clause.words} & {"far", "get", "hear"}
    if (
        clause.having("when")
        and not gets
        and ("answers" in asked or ("mapping" in asked and is_due))
    ):
        asked |= {"deadline"}
    near: Counter[int] = Counter()
    for topic in asked:
        near.update(catalogue.index[Kind.FAQ].get(f"topic:{topic}", ()))
    for one in clause.words:
        if one.weight:
            for key in one.keys:
                near.update(catalogue.index[Kind.FAQ].get(key, ()))
    found = [
        match
        for number, _ in near.most_common(50)
        for match in _weigh(clause, catalogue, catalogue.entries[number], said, asked)
    ]
    return sorted(found, key=lambda one: (-one.said - one.share + one.left, one.item.id))[:4]


def _weigh(
    clause: Clause,
    catalogue: Catalogue,
    entry: Entry,
    said: list[frozenset[str]],
    asked: frozenset[str],
) -> list[FaqMatch]:
    its = {key[6:] for key in entry.keys if key.startswith("topic:")}
    if its:
        weight = {one: catalogue.rarity(Kind.FAQ, f"topic:{one}") for one in its}
        share = sum(weight[one] for one in its & asked) / sum(weight.values())
        strong = its & _STRONG
        is_key = bool(strong & asked) and ("who" not in its or "who" in asked)
    else:
        share, is_key = 0.0, False
    at = {
        place
        for place, one in enumerate(clause.words)
        if said[place] & its or not one.keys.isdisjoint(entry.keys)
    }
    if not at or clause.said(at) <= 0 or (its & _STRONG and not is_key):
        return []
    modal = bool(_words(entry) & _MAY)
    words = {one.word for one in clause.words}
    if "see" in its and (
        {"lagt", "samlet", "tilsammen"} & words or _sees_oneself([one.word for one in clause.words])
    ):
        return []
    if modal and "several" in its and not any(one.word in _MAY for one in clause.words):
        return []
    content = [one for one in entry.titles[0] if one]
    spoken: frozenset[str] = frozenset().union(*(clause.words[one].keys for one in at))
    literal = max(
        (
            sum(1 for one in title if not one.isdisjoint(spoken)) / len(title)
            for title in entry.titles
            if title
        ),
        default=0.0,
    )
    weighed = sum(clause.words[one].weight for one in at)
    left = sum(
        one.weight
        for place, one in enumerate(clause.words)
        if place not in at and not _is_quiet(one, its, is_key)
    )
    most = 1.05 if is_key and "oblige" in its else 0.65  # to what, they may say as well
    is_only_who = clause.asks and {"private", "join"} <= its and "join" not in asked
    is_sure = (
        left <= most
        and not is_only_who
        and bool(content)
        and (
            (is_key and (share >= 0.5 or (share >= 0.3 and left <= 0.35)))
            or (literal >= 0.7 and len(content) > 1)
        )
    )
    return [
        FaqMatch(
            item=entry.item,
            at=frozenset(at),
            said=weighed + max(share, literal),
            left=left,
            share=max(share, literal),
            is_sure=is_sure and math.isfinite(share),
        )
    ]


def _sees_oneself(words: list[str]) -> bool:
    """'Må jeg se tallene' asks for them, not for who may see them."""
    return any(
        one in {"jeg", "i", "vi", "we"} and after in {"se", "see", "fa", "laese"}
        for one, after in pairwise(words)
    )


def _words(entry: Entry) -> set[str]:
    return {plain(word) for word in entry.item.titles.da.split()[:1]}


def _is_quiet(one: Spoken, its: set[str], is_key: bool) -> bool:
    """Whether a word names only who is concerned, which a frequent question leaves open."""
    quiet = _QUIET | (_WHO if "who" in its else frozenset())
    if is_key:
        quiet |= {"answers", "fill", "told", "when", "many", "stored", "buying", "participants"}
    return bool(one.concepts) and one.concepts <= quiet | frozenset({"sort:list"})
