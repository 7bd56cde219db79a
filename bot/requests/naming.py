"""What a wish is for, once it is known which wish it is: the document, the meeting, the person."""

from dataclasses import dataclass
from datetime import datetime

from bot.days import local
from bot.requests.candidates import asks_about, candidates
from bot.requests.catalogue import Catalogue
from bot.requests.clauses import Clause
from bot.requests.faqs import faq_matches
from bot.requests.meetings import coming, milestone_matches
from bot.requests.targets import Match, matches, settle
from bot.requests.wishes import Item, Kind, Request, Wish

_LIKELIER = 0.2  # by so much the best must be likelier than the next
_WHOLE_WORD = 0.9
_MUCH_LEFT = 1.05  # weight of the words that are not explained: one word
_HALF = 0.5  # of what a frequent question is about
_TARGETED = frozenset({Wish.DOCUMENT, Wish.MEETING_LINK, Wish.DATE, Wish.PERSON, Wish.FAQ})


@dataclass(frozen=True, slots=True)
class Found:
    """The requests that may be meant, the likeliest first. `is_one`: nothing else can be meant."""

    requests: tuple[Request, ...]
    is_one: bool


def things_for(wish: Wish, clause: Clause, catalogue: Catalogue, *, now: datetime) -> Found:
    """The things of the catalogue that the clause names for this wish."""
    if wish not in _TARGETED:
        return Found((Request(wish=wish),), is_one=True)
    if wish is Wish.FAQ:
        return _question(clause, catalogue)
    if wish is Wish.DOCUMENT:
        return _document(clause, catalogue, now)
    likely = [one for one in candidates(clause, catalogue, now=now) if one.requests[0].wish is wish]
    if likely:
        best = [one for one in likely if one.score > likely[0].score - _LIKELIER]
        is_one = len(best) == 1 and (best[0].is_sure or best[0].left <= _MUCH_LEFT)
        is_one = is_one and _is_on_its_day(best[0].requests[0].target, clause)
        return Found(tuple(one.requests[0] for one in best), is_one)
    if wish is Wish.PERSON:
        return _found(wish, settle(matches(clause, catalogue, Kind.PERSON), clause, now=now))
    found = _meetings(wish, clause, catalogue, now)
    return _found(wish, found, is_one=bool(found) and _is_on_its_day(found[0].item, clause))


def _document(clause: Clause, catalogue: Catalogue, now: datetime) -> Found:
    found = settle(matches(clause, catalogue, Kind.DOCUMENT), clause, now=now)
    is_one = (
        bool(found)
        and found[0].said >= _WHOLE_WORD
        and not asks_about(clause)
        and not any(
            # "version 1" where there is the second; "slides" of what has but a programme
            (one.has_sort() or (one.word.isdigit() and one.weight >= 1)) and at not in found[0].at
            for at, one in enumerate(clause.words)
        )
    )
    return _found(Wish.DOCUMENT, found, is_one=is_one)


def _question(clause: Clause, catalogue: Catalogue) -> Found:
    """A question that shares a word is not yet the one that is asked, were it the only one."""
    found = sorted(faq_matches(clause, catalogue), key=lambda one: 0.5 * one.left - one.said)
    is_alone = len(found) == 1 or (len(found) > 1 and found[0].said > found[1].said + _LIKELIER)
    is_one = is_alone and (found[0].is_sure or found[0].share >= _HALF)
    return Found(tuple(_request(Wish.FAQ, one.item) for one in found), is_one)


def published(clause: Clause, catalogue: Catalogue) -> Request | None:
    """The frequent question that is put in its own words, with nothing left over."""
    found = [
        one
        for one in faq_matches(clause, catalogue)
        if one.is_sure and one.share >= _WHOLE_WORD and one.left <= 0.0
    ]
    return _request(Wish.FAQ, found[0].item) if len(found) == 1 else None


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


def _is_on_its_day(item: Item | None, clause: Clause) -> bool:
    """Whether it is on a day that was named. "The workshop on 20 June" is not the one on the 8th."""
    if item is None or item.starts_at is None or not clause.days:
        return True
    day = local(item.starts_at).date()
    return any(named.holds(day) for named in clause.days)


def _found(wish: Wish, found: list[Match], *, is_one: bool = True) -> Found:
    requests = tuple(_request(wish, one.item) for one in found)
    return Found(requests, is_one=is_one and len(requests) == 1)


def _request(wish: Wish, item: Item) -> Request:
    return Request(wish=wish, target=item)
