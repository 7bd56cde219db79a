"""Two opinions of a message weighed into one reading: what the rules say, and what was learnt.

Rules know what follows from a word; a classifier knows what people mean who use none of those words.
Where the two agree, that is it. Where they differ, the one that is clearly surer decides, or both
are offered. What the rules do not know is met on the classifier's word only where it is clear; a
document or a link only where it is rather wished for than not.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.requests.catalogue import Catalogue
from bot.requests.classifier import Opinion, opinion
from bot.requests.clauses import Clause, clause_of
from bot.requests.everyday import everyday
from bot.requests.features import features
from bot.requests.mood import is_story
from bot.requests.naming import published, things_for
from bot.requests.sentences import may_wish
from bot.requests.wishes import Guesses, Reading, Request, Sure, Unclear, Wish
from bot.requests.words import Token

MOST_GUESSES = 3

# Scores of a wish, and how far one is above another. They are set by cross-validation over the
# examples (tests/corpus/training.py): of what lies below, too much is wrong to be sure of.
_WISHED = 0.0  # rather wished for than not
_WISHED_TOO = 0.2  # beside something else
_BY_ITSELF = 0.3  # as a part of a message
_UNCLEAR_TOO = 0.6  # a question of its own beside something else
_THINKABLE = -0.3  # the least with which the likeliest wish is met
_UNLIKELY = -0.5  # too little for a document, whatever the rules say
_CLEARLY = 0.3  # so far it must be above the next where it is but thinkable
_FAR_BELOW = 1.0  # below the likeliest: not asked for beside it
_OVERRULES = 0.3  # so far above what the rules are sure of
_AS_LIKELY = 0.2  # no difference

_HANDED_OUT = frozenset({Wish.DOCUMENT, Wish.MEETING_LINK})
# Never dropped beside something else: they are about people themselves.
_OWN_RIGHT = frozenset({Wish.HUMAN, Wish.LEAVE, Wish.MY_DATA, Wish.PAUSE})
_MOST_WORDS = 5  # that explain


@dataclass(frozen=True, slots=True)
class Judged:
    """A message or a part of one: read together, and what the classifier says of it."""

    clause: Clause
    opinion: Opinion

    def told(self, wishes: Iterable[Wish]) -> tuple[str, ...]:
        """The words that speak for these wishes."""
        said = (word for wish in wishes for word in self.opinion.told(wish))
        return tuple(dict.fromkeys(word for word in said if word not in everyday().light))


def judged(tokens: Sequence[Token], catalogue: Catalogue, *, today: date) -> Judged:
    """Those words, as the classifier judges them."""
    clause = clause_of(tokens, catalogue, today=today)
    return Judged(clause, opinion(features(tokens, clause, catalogue)))


def decide(
    rules: Reading, whole: Judged, parts: Sequence[Judged], catalogue: Catalogue, *, now: datetime
) -> Reading:
    """What both come to. `parts` are those of a message that may ask for several things, else none."""
    asked = published(whole.clause, catalogue)
    if asked is not None and not parts:
        return Sure(requests=(asked,), because=rules.because if isinstance(rules, Sure) else ())
    if isinstance(rules, Sure):
        reading = _rules_are_sure(rules, whole, parts, catalogue, now=now)
    else:
        reading = _rules_are_not_sure(rules, whole, catalogue, now=now)
    if isinstance(reading, Sure):
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
    margin = scores[top] - max(scores[ranked[1]], unclear)
    if not wished and scores[top] > _THINKABLE and margin > _CLEARLY and top not in _HANDED_OUT:
        wished = [top]
    found = [things_for(wish, whole.clause, catalogue, now=now) for wish in wished]
    is_told = not _HANDED_OUT.isdisjoint(wished) and is_story(whole.clause)
    if found and all(one.is_one for one in found) and _says_something(whole.clause) and not is_told:
        return _sure([one.requests[0] for one in found], whole.told(wished))
    mine = (found[0] if found else things_for(top, whole.clause, catalogue, now=now)).requests
    if isinstance(rules, Guesses):
        return _guesses((*mine, *rules.requests), (*whole.told([top]), *rules.because))
    return _guesses(mine, whole.told([top]))


def _says_something(clause: Clause) -> bool:
    """More than "hvem", "jeg" or "mandag": one such word says too little to be sure of anything."""
    return len(clause.words) > 1 or any(
        one.weight >= 1 and not one.word.isdigit() for one in clause.words
    )


def _rules_are_sure(
    rules: Sure, whole: Judged, parts: Sequence[Judged], catalogue: Catalogue, *, now: datetime
) -> Reading:
    """What the rules are sure of, unless what was learnt speaks against it."""
    scores, unclear = whole.opinion.scores, whole.opinion.unclear
    asked = {one.wish for one in rules.requests}
    top, best = whole.opinion.ranked[0], max(scores[wish] for wish in asked)
    is_thanks = asked == {Wish.THANKS} and not whole.clause.asks  # "tak for linket"
    # The classifier knows no published question: only what is clear outweighs one.
    if is_thanks or (Wish.FAQ in asked and scores[top] < _THINKABLE):
        return rules
    if unclear > scores[top]:
        # A published answer outweighs that questions such as this one are mostly for people.
        is_met = Wish.FAQ in asked or unclear < best + _OVERRULES
        return rules if is_met else _guesses(rules.requests, rules.because)
    if top in asked:
        tops = {top, *(part.opinion.ranked[0] for part in parts), *_OWN_RIGHT}
        kept = [
            one
            for one in rules.requests
            if one.wish in tops
            or scores[one.wish]
            > (_THINKABLE if one.wish in _HANDED_OUT else scores[top] - _FAR_BELOW)
        ]
        too = [
            one
            for one in whole.opinion.ranked
            if scores[one] > _WISHED_TOO and one not in asked and may_wish(one, whole.clause)
        ]
        also = [things_for(one, whole.clause, catalogue, now=now) for one in too]
        return _sure([*kept, *(one.requests[0] for one in also if one.is_one)], rules.because)
    mine = things_for(top, whole.clause, catalogue, now=now)
    above = scores[top] - best
    if above < _AS_LIKELY or not mine.requests:
        is_unlikely = best < _UNLIKELY and not _HANDED_OUT.isdisjoint(asked)
        return _guesses(rules.requests, rules.because) if is_unlikely else rules
    is_clear = above > _OVERRULES and scores[top] > _WISHED
    is_open = bool({Wish.FAQ, Wish.LEAVE} & {top, *asked})  # both are offered
    if is_clear and mine.is_one and len(asked) == 1 and not is_open:
        return _sure(mine.requests, whole.told([top]))
    return _guesses((*mine.requests[:2], *rules.requests), (*whole.told([top]), *rules.because))


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
        elif (
            score > _BY_ITSELF
            and whole.opinion.scores[top] > _THINKABLE
            and may_wish(top, part.clause)
        ):
            more = things_for(top, part.clause, catalogue, now=now)
            found += more.requests if more.is_one else ()
    return _sure(found, reading.because)


def _asks_for_something(clause: Clause) -> bool:
    """Not "ikke den fra maj", nor "jeg har fået invitationen", nor "vi holder selv en workshop"."""
    return (
        bool(clause.words)
        and clause.words[0].word not in {"ikke", "not"}
        and not (clause.having("received") or is_story(clause))
    )


def _sure(requests: Sequence[Request], because: Sequence[str]) -> Sure:
    """Each once. Thanks beside something else are but politeness."""
    asked = tuple(dict.fromkeys(one for one in requests if one.wish is not Wish.THANKS))
    return Sure(requests=asked or tuple(requests[:1]), because=because)


def _guesses(requests: Iterable[Request], because: Sequence[str]) -> Guesses | Unclear:
    """At most three, each once; unclear where there is nothing to guess."""
    found = tuple(dict.fromkeys(requests))[:MOST_GUESSES]
    words = tuple(dict.fromkeys(because))[:_MOST_WORDS]
    return Guesses(requests=found, because=words) if found else Unclear()
