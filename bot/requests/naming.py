"""What a wish is for, once it is known which wish it is: the document, the meeting, the person."""

from dataclasses import dataclass
from datetime import datetime

from bot.requests.candidates import asks_about, candidates
from bot.requests.catalogue import Catalogue
from bot.requests.clauses import Clause
from bot.requests.faqs import faq_matches
from bot.requests.meetings import coming, milestone_matches
from bot.requests.targets import Match, matches, settle
from bot.requests.wishes import Item, Kind, Request, Wish

_CLEARLY = 0.2  # by so much a question must be likelier than the next
_WHOLE_WORD = 0.9
_MUCH_LEFT = 1.05  # unexplained
_TARGETED = frozenset(
    {Wish.DOCUMENT, Wish.MEETING_LINK, Wish.DATE, Wish.PERSON, Wish.FAQ},
)


@dataclass(frozen=True, slots=True)
class Named:
    """The requests that may be meant, the likeliest first. `is_one`: nothing else can be meant."""

    requests: tuple[Request, ...]
    is_one: bool


def named(wish: Wish, clause: Clause, catalogue: Catalogue, *, now: datetime) -> Named:
    """The things of the catalogue that the clause names for this wish."""
    if wish not in _TARGETED:
        return Named((Request(wish=wish),), is_one=True)
    if wish is Wish.FAQ:
        return _question(clause, catalogue)
    if wish is Wish.DOCUMENT:
        found = settle(matches(clause, catalogue, Kind.DOCUMENT), clause, now=now)
        is_one = bool(found) and found[0].said >= _WHOLE_WORD and not asks_about(clause)
        is_one = is_one and not _other_number(found[0], clause)
        return _named(wish, found, is_one=is_one)
    if wish is Wish.PERSON:
        return _named(wish, settle(matches(clause, catalogue, Kind.PERSON), clause, now=now))
    likely = [one for one in candidates(clause, catalogue, now=now) if one.requests[0].wish is wish]
    if likely:
        best = [one for one in likely if one.score > likely[0].score - _CLEARLY]
        is_one = len(best) == 1 and (best[0].is_sure or best[0].left <= _MUCH_LEFT)
        return Named(tuple(one.requests[0] for one in best), is_one)
    return _named(wish, _meetings(wish, clause, catalogue, now))


def _other_number(found: Match, clause: Clause) -> bool:
    """Whether another one of a row is meant: "version 1" where there is the second."""
    return any(
        one.word.isdigit() and one.weight >= 1 and at not in found.at
        for at, one in enumerate(clause.words)
    )


def _question(clause: Clause, catalogue: Catalogue) -> Named:
    found = sorted(faq_matches(clause, catalogue), key=lambda one: 0.5 * one.left - one.said)
    is_one = bool(found) and (len(found) == 1 or found[0].said > found[1].said + _CLEARLY)
    return Named(tuple(_request(Wish.FAQ, one.item) for one in found), is_one)


def _meetings(wish: Wish, clause: Clause, catalogue: Catalogue, now: datetime) -> list[Match]:
    """Those that it names, by their words or their day; else the next, where "the meeting" is said."""
    generic = clause.having("meeting")
    also = frozenset(generic)
    found = matches(clause, catalogue, Kind.MEETING, also=also, any_day=True)
    if wish is Wish.DATE:
        found = [*found, *milestone_matches(clause, catalogue)]
        found.sort(key=lambda one: -one.score)
    found = settle(found, clause, now=now)
    return found or (coming(clause, catalogue, generic, now) if generic else [])


def _named(wish: Wish, found: list[Match], *, is_one: bool = True) -> Named:
    requests = tuple(_request(wish, one.item) for one in found)
    return Named(requests, is_one=is_one and len(requests) == 1)


def _request(wish: Wish, item: Item) -> Request:
    return Request(wish=wish, target=item)
