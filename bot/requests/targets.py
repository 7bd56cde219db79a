"""Which thing of the catalogue a clause is about: documents, meetings, milestones, people, FAQs."""

import heapq
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.conversation.spelling import words as listed
from bot.requests.catalogue import Catalogue, Entry
from bot.requests.clauses import Clause
from bot.requests.wishes import Item, Kind
from bot.requests.words import stems

_LATEST = listed("seneste nyeste sidste latest newest last aktuelle gaeldende current recent")
_MOST = 40  # candidates weighed closely; the rest share fewer words with what was said


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A thing, the words that name it, and how well."""

    item: Item
    at: frozenset[int]  # the words explained
    said: float  # weight of the words explained
    title: float  # share of the title's words that were said, 0-1
    score: float
    day: bool = False  # a day was named, and it is on it


def matches(
    clause: Clause,
    catalogue: Catalogue,
    kind: Kind,
    *,
    also: frozenset[int] = frozenset(),
    any_day: bool = False,
) -> list[Match]:
    """Things of that kind that share words or a day with the clause, the likeliest first.

    `also` are words that any thing of the kind is called: they explain, but tell none apart.
    """
    hits: dict[int, set[int]] = defaultdict(set)
    rank: dict[int, float] = defaultdict(float)
    index = catalogue.index[kind]
    for at, one in enumerate(clause.words):
        found: dict[int, float] = {}
        for key in (*one.keys, *(name for name in one.concepts if name.startswith("sort:"))):
            numbers = index.get(key)
            if numbers:
                rare = catalogue.rarity(kind, key)
                for number in numbers:
                    if rare > found.get(number, 0.0):
                        found[number] = rare
        for number, rare in found.items():
            hits[number].add(at)
            rank[number] += one.weight * (1.0 + 0.1 * rare)
    for day in clause.days:
        for number in catalogue.on_days(kind, day):
            if number in hits or also or any_day:
                hits[number] |= set()
                rank[number] += 1.0
    likely = heapq.nlargest(_MOST, rank, key=lambda number: (rank[number], -number))
    weighed = [
        _weigh(clause, catalogue, kind, number, hits[number], also, any_day) for number in likely
    ]
    return sorted(
        (one for one in weighed if one is not None), key=lambda one: (-one.score, one.item.id)
    )


def _on_day(entry: Entry, clause: Clause) -> bool:
    return entry.day is not None and any(day.holds(entry.day) for day in clause.days)


def _weigh(
    clause: Clause,
    catalogue: Catalogue,
    kind: Kind,
    number: int,
    at: set[int],
    also: frozenset[int],
    any_day: bool,
) -> Match | None:
    entry = catalogue.entries[number]
    said = sum(clause.words[place].weight for place in at if place not in also)
    exact = sum(
        not frozenset(stems(clause.words[place].word)).isdisjoint(entry.keys) for place in at
    )
    on_day = _on_day(entry, clause)
    days = frozenset(place for day in clause.days for place in day.at) if on_day else frozenset()
    if said <= 0 and not (on_day and (also or at or any_day)):
        return None
    title = _title_share(entry, clause, at)
    rare = max(
        (
            catalogue.rarity(kind, key)
            for place in at
            for key in clause.words[place].keys & entry.keys
        ),
        default=0.0,
    )
    score = (
        said
        + 0.5 * title
        + _ordinals(clause, entry, at)
        + 0.02 * rare
        + 0.21 * bool(exact)
        + (1.0 if on_day else 0.0)
    )
    return Match(
        item=entry.item,
        at=frozenset(at) | days | also,
        said=said,
        title=title,
        score=score,
        day=on_day,
    )


def _ordinals(clause: Clause, entry: Entry, at: set[int]) -> float:
    """'Det andet': a number in a row decides, however little its word weighs."""
    return 0.25 * any(
        key[0] == "#" and key in entry.keys for place in at for key in clause.words[place].keys
    )


def _title_share(entry: Entry, clause: Clause, at: Iterable[int]) -> float:
    said: frozenset[str] = frozenset().union(
        *(
            clause.words[place].keys
            | {name for name in clause.words[place].concepts if name.startswith("sort:")}
            for place in at
        )
    )
    shares = [
        sum(1 for keys in title if not keys.isdisjoint(said)) / len(title)
        for title in entry.titles
        if title
    ]
    return max(shares, default=0.0)


def settle(found: list[Match], clause: Clause, *, now: datetime) -> list[Match]:
    """Those between which nothing decides: one, where it is clear which is meant."""
    if not found:
        return []
    best = [one for one in found if one.score > found[0].score - 0.2]
    if len(best) == 1:
        return best
    kind = best[0].item.kind
    words = {one.word for one in clause.words}
    dated = sorted(
        ((one.item.starts_at, one) for one in best if one.item.starts_at is not None),
        key=lambda pair: pair[0],
    )
    if kind is Kind.DOCUMENT and words & _LATEST and len(dated) == len(best):
        past = [one for at, one in dated if at.date() <= now.date()]
        return [(past or [dated[-1][1]])[-1]]
    if kind is Kind.MEETING and len(dated) == len(best):
        return _by_time([one for _, one in dated], clause, now)
    return best


def _by_time(dated: list[Match], clause: Clause, now: datetime) -> list[Match]:
    """The second of a row where the second is asked for, or the one that is clearly next."""
    numbers = [int(key[1:]) for one in clause.words for key in one.keys if key.startswith("#")]
    if numbers and numbers[0] <= len(dated) and not any(one.word == "en" for one in clause.words):
        return [dated[numbers[0] - 1]]
    coming = [one for one in dated if one.item.starts_at and one.item.starts_at >= now]
    if not coming:
        return dated
    if len(coming) == 1:
        return coming
    first, second = (_ahead(one, now) for one in coming[:2])
    if second >= 3 * first and second - first >= timedelta(days=3):
        return coming[:1]
    words = {one.word for one in clause.words}
    if words & {"naeste", "next", "kommende", "forstkommende", "upcoming"}:
        return coming[:1]
    return coming


def _ahead(one: Match, now: datetime) -> timedelta:
    assert one.item.starts_at is not None
    return max(one.item.starts_at - now, timedelta(hours=6))
