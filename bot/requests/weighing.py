"""A possible reading of a clause, and how well its words explain it."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.requests.catalogue import Catalogue, Entry
from bot.requests.clauses import Clause
from bot.requests.targets import Match
from bot.requests.wishes import Kind, Request, Wish


@dataclass(frozen=True, slots=True)
class Candidate:
    """One reading of a clause. `left` is the weight of the words that it does not explain."""

    requests: tuple[Request, ...]
    score: float
    left: float
    is_sure: bool
    because: tuple[str, ...]
    at: frozenset[int] = frozenset()  # the words explained


def because_of(clause: Clause, at: Iterable[int]) -> tuple[str, ...]:
    """The words there, as they are told to people who ask why."""
    return tuple(clause.words[place].word for place in sorted(at))


def weighed(
    wish: Wish,
    found: list[Match],
    clause: Clause,
    *,
    also: set[int],
    bonus: float,
    is_sure: bool,
    most_left: float,
) -> list[Candidate]:
    """One candidate per thing; sure only where there is one thing, and little is left over."""
    listed = []
    for one in found[:4]:
        at = one.at | also
        said = sum(clause.words[place].weight for place in at)
        left = clause.weight - said
        listed.append(
            Candidate(
                requests=(Request(wish=wish, target=one.item),),
                score=bonus + said + 0.3 * one.title + (0.8 if one.day else 0.0) - 0.5 * left,
                left=left,
                is_sure=is_sure and len(found) == 1 and left <= most_left,
                because=because_of(clause, at),
                at=frozenset(at),
            )
        )
    return listed


def entries_of(catalogue: Catalogue, kind: Kind) -> Iterable[Entry]:
    """All things of that kind."""
    return (catalogue.entries[number] for number in catalogue.of_kind[kind])
