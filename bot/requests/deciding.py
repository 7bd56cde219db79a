"""Two opinions of a message weighed into one reading: what the rules say, and what was learnt.

Rules know what follows from a word; a classifier knows what people mean who use none of those words.
Where the two agree, that is it. Where they differ, the one that is clearly surer decides, or both
are offered. A document or a link is handed out on the classifier's word only where it is very sure.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.requests.catalogue import Catalogue
from bot.requests.classifier import Opinion, opinion
from bot.requests.clauses import Clause, clause_of
from bot.requests.features import features
from bot.requests.mood import is_story
from bot.requests.naming import named
from bot.requests.wishes import Guesses, Reading, Request, Sure, Unclear, Wish
from bot.requests.words import Token

MOST_GUESSES = 3

# Scores of a wish, and how far one is above another. They are set by cross-validation over the
# examples: of what lies below, too much is wrong to be sure of.
_WISHED = 0.0
_WISHED_TOO = 0.2  # beside something else
_UNCLEAR_TOO = 0.6  # a question of its own beside something else
_THINKABLE = -0.3
_FAR_BELOW = 1.0  # below the likeliest: not asked for beside it
_CLEARLY = 0.3
_OVERRULES = 0.3
_AS_LIKELY = 0.2

_HANDED_OUT = frozenset({Wish.DOCUMENT, Wish.MEETING_LINK})
# A published answer to just this question outweighs that such questions are mostly for people.
_ANSWERED = frozenset({Wish.FAQ})


@dataclass(frozen=True, slots=True)
class Judged:
    """A message or a part of one: read together, and what the classifier says of it."""

    clause: Clause
    opinion: Opinion

    def told(self, wishes: Iterable[Wish]) -> tuple[str, ...]:
        """The words that speak for these wishes."""
        return tuple(dict.fromkeys(word for wish in wishes for word in self.opinion.told(wish)))


def judged(tokens: Sequence[Token], catalogue: Catalogue, *, today: date) -> Judged:
    """Those words, as the classifier judges them."""
    clause = clause_of(tokens, catalogue, today=today)
    return Judged(clause, opinion(features(tokens, clause, catalogue)))


def decide(
    rules: Reading, whole: Judged, parts: Sequence[Judged], catalogue: Catalogue, *, now: datetime
) -> Reading:
    """What both come to. `parts` are those of a message that may ask for several things, else none."""
    if isinstance(rules, Sure):
        reading = _rules_are_sure(rules, whole, catalogue, now=now)
    else:
        reading = _rules_are_not_sure(rules, whole, catalogue, now=now)
    if isinstance(reading, Sure) and len(reading.requests) == 1:
        return _with_parts(reading, whole, parts, catalogue, now=now)
    return reading


def _rules_are_not_sure(
    rules: Guesses | Unclear, whole: Judged, catalogue: Catalogue, *, now: datetime
) -> Reading:
    ranked, scores, unclear = whole.opinion.ranked, whole.opinion.scores, whole.opinion.unclear
    top = ranked[0]
    if unclear >= scores[top]:
        return rules
    wished = [one for one in ranked[:2] if scores[one] > _WISHED]
    if (
        not wished
        and scores[top] > _THINKABLE
        and scores[top] - max(scores[ranked[1]], unclear) > _CLEARLY
    ):
        wished = [top]
    found = [named(wish, whole.clause, catalogue, now=now) for wish in wished]
    is_risky = any(one in _HANDED_OUT and scores[one] < _WISHED for one in wished)
    if found and not is_risky and all(one.is_one for one in found):
        return _sure([one.requests[0] for one in found], whole.told(wished))
    mine = named(top, whole.clause, catalogue, now=now).requests
    if isinstance(rules, Guesses):
        return _guesses((*mine, *rules.requests), rules.because)
    return _guesses(mine, whole.told([top]))


def _rules_are_sure(rules: Sure, whole: Judged, catalogue: Catalogue, *, now: datetime) -> Reading:
    """What the rules are sure of, unless what was learnt speaks against it."""
    scores, unclear = whole.opinion.scores, whole.opinion.unclear
    asked = {one.wish for one in rules.requests}
    top, best = whole.opinion.ranked[0], max(scores[wish] for wish in asked)
    if unclear > scores[top]:
        is_met = not _ANSWERED.isdisjoint(asked) or unclear < best + _OVERRULES
        return rules if is_met else _guesses(rules.requests, rules.because)
    if top in asked:
        kept = [
            one
            for one in rules.requests
            if one.wish is Wish.HUMAN or scores[one.wish] > scores[top] - _FAR_BELOW
        ]
        too = [one for one in whole.opinion.ranked if scores[one] > _WISHED_TOO]
        also = [named(one, whole.clause, catalogue, now=now) for one in too if one not in asked]
        return _sure([*kept, *(one.requests[0] for one in also if one.is_one)], rules.because)
    mine = named(top, whole.clause, catalogue, now=now)
    if scores[top] - best < _AS_LIKELY or not mine.requests:
        return rules
    is_clear = scores[top] - best > _OVERRULES and scores[top] > _THINKABLE
    if is_clear and mine.is_one and len(asked) == 1:
        return _sure(mine.requests, whole.told([top]))
    return _guesses((*mine.requests[:2], *rules.requests), rules.because)


def _with_parts(
    reading: Sure, whole: Judged, parts: Sequence[Judged], catalogue: Catalogue, *, now: datetime
) -> Sure:
    """What a part by itself asks for as well; a question of its own that is unclear is for people."""
    found = list(reading.requests)
    if found[0].wish is Wish.THANKS:
        return reading
    for part in (one for one in parts if _asks_for_something(one.clause)):
        top = part.opinion.ranked[0]
        score, unclear = part.opinion.scores[top], part.opinion.unclear
        if unclear > score:
            if part.clause.asks and unclear > _UNCLEAR_TOO:
                found.append(Request(wish=Wish.HUMAN))
        elif score > _WISHED and whole.opinion.scores[top] > _THINKABLE:
            more = named(top, part.clause, catalogue, now=now)
            found += more.requests if more.is_one else ()
    return _sure(found, reading.because)


def _asks_for_something(clause: Clause) -> bool:
    """Not "jeg har fået invitationen", nor "vi holder selv en workshop"."""
    return bool(clause.words) and not (clause.having("received") or is_story(clause))


def _sure(requests: Sequence[Request], because: Sequence[str]) -> Sure:
    """Each once. Thanks beside something else are but politeness."""
    asked = tuple(dict.fromkeys(one for one in requests if one.wish is not Wish.THANKS))
    return Sure(requests=asked or tuple(requests[:1]), because=because)


def _guesses(requests: Iterable[Request], because: Sequence[str]) -> Guesses | Unclear:
    """At most three, each once; unclear where there is nothing to guess."""
    found = tuple(dict.fromkeys(requests))[:MOST_GUESSES]
    return Guesses(requests=found, because=because) if found else Unclear()
