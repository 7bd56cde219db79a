"""How well Sammen understands the corpus: every utterance read, judged, and counted.

Right is to be sure of exactly what is wanted; of what is ambiguous, to offer one of its readings or
to be sure of one; of what nobody can tell, to pass on or to guess. Guesses where one could have been
sure are not right, and not wrong either. Confidently wrong is to be sure of anything that is not
wanted; to hand out a document or a link that is not wanted is counted apart.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from bot.conversation.questions import Text
from bot.requests.catalogue import Catalogue, catalogue_of
from bot.requests.reading import read_request
from bot.requests.wishes import Guesses, Item, Kind, Reading, Request, Sure, Unclear, Wish
from tests.corpus.reading import Half, Outcome, Utterance, catalogue, utterances

_UNCLEAR = Outcome("unclear")
_HUMAN = Outcome("human")
_HANDED_OUT = frozenset({"document", "meeting_link"})


class Verdict(StrEnum):
    RIGHT = "right"
    GUESSED = "guessed"  # offered guesses where it could have been sure
    PASSED_ON = "passed on"  # to a human, where it could have been sure
    PARTLY = "partly"  # sure of some of what is wanted, and of nothing else
    CONFIDENTLY_WRONG = "confidently wrong"
    WRONG_THING = "a wrong document or link"  # and sure of it: the gravest


@dataclass(frozen=True, slots=True)
class Figures:
    """How often each verdict was given."""

    counted: Counter[Verdict]

    def share(self, verdict: Verdict) -> float:
        """0-1, of all that was read."""
        return self.counted[verdict] / max(1, self.counted.total())

    @property
    def wrong(self) -> float:
        """0-1: sure, and wrong in whatever way."""
        return self.share(Verdict.CONFIDENTLY_WRONG) + self.share(Verdict.WRONG_THING)

    def __str__(self) -> str:
        shares = (f"{verdict} {100 * self.share(verdict):5.1f} %" for verdict in Verdict)
        return f"{self.counted.total():4} read: " + ", ".join(shares)


def figures(listed: Iterable[Utterance]) -> Figures:
    """Those utterances, read on the corpus's day."""
    now = catalogue()["now"].astimezone(UTC)
    return Figures(
        Counter(verdict(one, read_request(one.say, prepared(), now=now)) for one in listed)
    )


def report() -> Iterator[str]:
    """The figures of each half and language, a line each; no utterance."""
    for half in Half:
        listed = utterances(half)
        yield f"{half:5} all    {figures(listed)}"
        for language in ("da", "en", "mixed"):
            some = [one for one in listed if one.language == language]
            yield f"{half:5} {language:6} {figures(some)}"


def verdict(utterance: Utterance, reading: Reading) -> Verdict:
    """What a reading is worth."""
    readings = [frozenset(map(_same, one)) for one in utterance.readings]
    is_unclear = frozenset({_UNCLEAR}) in readings
    match reading:
        case Unclear():
            return Verdict.RIGHT if is_unclear else Verdict.PASSED_ON
        case Guesses(requests=requests):
            offered = set(map(_outcome, requests))
            is_among = len(readings) > 1 and any(one & offered for one in readings)
            return Verdict.RIGHT if is_unclear or is_among else Verdict.GUESSED
        case Sure(requests=requests):
            said = frozenset(map(_outcome, requests))
            # What nobody can tell goes to a human, so a wish for a human stands for it.
            wanted = [frozenset(_HUMAN if o == _UNCLEAR else o for o in one) for one in readings]
            if said in wanted:
                return Verdict.RIGHT
            is_wanted = said <= frozenset().union(*wanted)
            if is_wanted:
                return Verdict.PARTLY
            wrong = {one.wish for one in said.difference(*wanted)}
            return Verdict.WRONG_THING if wrong & _HANDED_OUT else Verdict.CONFIDENTLY_WRONG


def _outcome(request: Request) -> Outcome:
    target = request.target
    if target is None:
        return Outcome(request.wish.value)
    if request.wish is Wish.DATE:
        return _same(Outcome("date", f"{target.kind.value}:{target.key}"))
    return Outcome(request.wish.value, target.key)


def _same(outcome: Outcome) -> Outcome:
    """A milestone with the key of a meeting is that meeting."""
    kind, _, key = (outcome.target or "").partition(":")
    if kind == "milestone" and key in _meetings():
        return Outcome(outcome.wish, f"meeting:{key}")
    return outcome


@cache
def _meetings() -> frozenset[str]:
    return frozenset(one["key"] for one in catalogue()["meetings"])


@cache
def prepared() -> Catalogue:
    """The corpus's process, indexed as Sammen keeps it."""
    return catalogue_of(items(), catalogue()["synonyms"])


def items() -> list[Item]:
    """Everything in the corpus's process that can be asked for by name."""
    process = catalogue()
    zone = ZoneInfo(process["zone"])
    found: list[Item] = []

    def add(kind: Kind, entry: dict[str, Any], titles: dict[str, str], **more: Any) -> None:
        found.append(
            Item(kind=kind, id=len(found) + 1, key=entry["key"], titles=Text(**titles), **more)
        )

    for one in process["documents"]:
        day = _moment(one.get("date"), zone)
        words = tuple(one["keywords"])
        add(Kind.DOCUMENT, one, one["title"], keywords=words, sort=one["kind"], starts_at=day)
    for one in process["meetings"]:
        add(Kind.MEETING, one, one["title"], starts_at=_moment(one["start"], zone))
    for one in process["milestones"]:
        add(Kind.MILESTONE, one, one["title"], starts_at=_moment(one["when"], zone))
    for one in process["people"]:
        words = (one["organisation"], one["title"]["da"], one["title"]["en"])
        add(Kind.PERSON, one, {"da": one["name"], "en": one["name"]}, keywords=words)
    for one in process["faqs"]:
        add(Kind.FAQ, one, one["question"])
    return found


def _moment(when: Any, zone: ZoneInfo) -> datetime | None:
    """A day is its noon; a month is not exact to a day, so it is none."""
    if isinstance(when, str):
        when = datetime.fromisoformat(when) if len(when) > len("2022-04") else None
    if isinstance(when, date) and not isinstance(when, datetime):
        when = datetime.combine(when, time(12))
    return when.replace(tzinfo=zone).astimezone(UTC) if when else None
