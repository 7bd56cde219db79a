"""What one clause may mean: each possible reading, how well its words explain it, whether it is sure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.requests.catalogue import Catalogue
from bot.requests.clauses import Clause
from bot.requests.faqs import faq_matches
from bot.requests.phrases import RULES
from bot.requests.targets import Match, matches, settle
from bot.requests.wishes import Item, Kind, Request, Wish

_GET = frozenset(
    "send sende sender giv give fa faet hent hente smid smide vis vise finde finder find ligger ligge mangler get need "
    "want download show skaf skaffe share forward videresend receive soger leder bruge".split()
)
_SOUGHT = frozenset("finde finder find ligger ligge hente henter download get lagt".split())


@dataclass(frozen=True, slots=True)
class Candidate:
    """One reading of a clause. `left` is the weight of the words that it does not explain."""

    requests: tuple[Request, ...]
    score: float
    left: float
    is_sure: bool
    because: tuple[str, ...]


def candidates(clause: Clause, catalogue: Catalogue, *, now: datetime) -> list[Candidate]:
    """Every reading that some words speak for, the likeliest first."""
    found = [
        *_by_rules(clause),
        *_taking_part(clause),
        *_documents(clause, catalogue, now),
        *_meetings(clause, catalogue, now),
        *_people(clause, catalogue, now),
        *_faqs(clause, catalogue),
    ]
    return sorted(found, key=lambda one: (-one.score, one.left))


def _by_rules(clause: Clause) -> Iterable[Candidate]:
    for rule in RULES:
        if any(clause.having(concept) for concept in rule.without):
            continue
        groups = [
            set().union(*(clause.having(concept) for concept in group)) for group in rule.groups
        ]
        at: set[int] = set().union(*groups)
        if not all(groups) or len(at) < len(groups):
            continue
        said = clause.said(at)
        left = clause.weight - sum(clause.words[place].weight for place in at)
        yield Candidate(
            requests=(Request(wish=rule.wish),),
            score=0.5 * rule.weight + said + 0.3 * len(groups) - 0.5 * left,
            left=left,
            is_sure=rule.weight >= 0.9 and left <= rule.spare + 0.35,
            because=_because(clause, at),
        )


def _taking_part(clause: Clause) -> Iterable[Candidate]:
    """'Er Novafos med?': whoever it is."""
    words = [one.word for one in clause.words]
    if len(words) > 2 and words[0] in {"er", "is", "are"} and words[-1] in {"med", "in", "board"}:
        left = max(0.0, clause.weight - 1)
        yield Candidate(
            requests=(Request(wish=Wish.PARTICIPANTS),),
            score=1.6 - 0.5 * left,
            left=left,
            is_sure=left <= 0.35,
            because=(words[0], words[-1]),
        )


def _because(clause: Clause, at: Iterable[int]) -> tuple[str, ...]:
    return tuple(clause.words[place].word for place in sorted(at))


def _candidates(
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
                because=_because(clause, at),
            )
        )
    return listed


def _documents(clause: Clause, catalogue: Catalogue, now: datetime) -> list[Candidate]:
    also = clause.having("any") | clause.having("pdf") | clause.having("channel") | clause.having("sum")
    found = settle(
        matches(clause, catalogue, Kind.DOCUMENT, also=frozenset(also)), clause, now=now
    )
    if not found or found[0].said <= 0:
        return []
    best = found[0]
    sorts = {at for at, one in enumerate(clause.words) if one.has_sort()}
    has_sort = bool(sorts & best.at)
    gets = any(one.word in _GET for one in clause.words)
    asked = any(clause.having(concept) for concept in ("who", "why", "many", "when"))
    if sorts - best.at - also or asked:
        sure, most = False, 0.0
    elif has_sort:
        # "A list of the files" is no list that is a document.
        lists = clause.having("sort:list") | clause.having("sort:overview")
        sure, most = not (best.at <= lists and clause.having("papers")), 0.7
    else:
        meetings = matches(clause, catalogue, Kind.MEETING)
        is_meeting = bool(meetings) and meetings[0].said >= best.said
        sure = (gets or not clause.asks) and best.said >= 0.9 and best.title >= 0.5 and not is_meeting
        most = 0.35
    bonus = (0.8 if has_sort else 0.2) + (0.2 if also or gets else 0.0)
    both = {one.word for one in clause.words} & {"begge", "both", "alle", "all", "to", "two"}
    if both and sure and 2 <= len(found) <= 3:
        every = _candidates(
            Wish.DOCUMENT, found, clause, also=also, bonus=bonus, is_sure=True, most_left=most
        )
        left = every[0].left
        return [
            Candidate(
                requests=tuple(request for one in every for request in one.requests),
                score=every[0].score + 0.3,
                left=left,
                is_sure=left <= most,
                because=every[0].because,
            )
        ]
    return _candidates(
        Wish.DOCUMENT, found, clause, also=also, bonus=bonus, is_sure=sure, most_left=most
    )


def _meetings(clause: Clause, catalogue: Catalogue, now: datetime) -> list[Candidate]:
    generic = {at for at in clause.having("meeting") if clause.words[at].keys.isdisjoint({"workshop", "workshops", "da:workshop", "en:workshop"})
        and clause.words[at].weight in {0.0, 1.0}}
    links, times = clause.having("link"), clause.having("when")
    words = {one.word for one in clause.words}
    if not words & _SOUGHT:  # "hvor ligger referatet" asks for no place
        times |= clause.having("where")
    begins = clause.having("begin")
    if clause.asks:
        times |= begins
    found = matches(
        clause,
        catalogue,
        Kind.MEETING,
        also=frozenset(generic),
        any_day=bool(links or times or clause.asks),
    )
    if clause.days:
        on_day = [one for one in found if one.day]
        found = on_day or [one for one in found if one.said >= 0.9]
    elif not any(one.said > 0 for one in found):
        found = _coming(clause, catalogue, generic, now) if generic and (links or times) else []
    mismatched = bool(clause.days) and not any(one.day for one in found)
    listed: list[Candidate] = []
    best = settle(found, clause, now=now)
    if links and best:
        listed += _candidates(
            Wish.MEETING_LINK, best, clause, also=links | generic, bonus=1.1,
            is_sure=not mismatched and (best[0].said >= 0.9 or best[0].day), most_left=1.05,
        )  # fmt: skip
    milestones = [
        one
        for one in matches(clause, catalogue, Kind.MILESTONE, also=frozenset(times | begins))
        if not any(entry.item.key == one.item.key for entry in _entries(catalogue, Kind.MEETING))
    ]
    dated = settle(sorted([*found, *milestones], key=lambda one: -one.score), clause, now=now)
    hints = {one.word for one in clause.words} & {"eller", "or", "er", "is", "are"}
    asked_of_day = bool(clause.days) and clause.asks and bool(hints or not dated or dated[0].said == 0)
    if dated and (times or asked_of_day) and not links:
        listed += _candidates(
            Wish.DATE, dated, clause, also=times | generic, bonus=1.1,
            is_sure=(not mismatched or asked_of_day) and (dated[0].said >= 0.9 or dated[0].day),
            most_left=0.7,
        )  # fmt: skip
    elif dated and not links and dated[0].item.kind is Kind.MEETING and (dated[0].said or generic):
        listed += _candidates(
            Wish.DATE, dated, clause, also=generic, bonus=0.4, is_sure=False, most_left=0
        )
    return listed


def _entries(catalogue: Catalogue, kind: Kind) -> Iterable:
    return (catalogue.entries[number] for number in catalogue.of_kind[kind])


def _coming(
    clause: Clause, catalogue: Catalogue, generic: set[int], now: datetime
) -> list[Match]:
    """The next three meetings, where only "the meeting" was said; the next, where that was said."""
    coming = sorted(
        (
            entry.item
            for entry in _entries(catalogue, Kind.MEETING)
            if entry.item.starts_at is not None and entry.item.starts_at >= now
        ),
        key=lambda item: (item.starts_at or now, item.id),
    )
    words = {one.word for one in clause.words}
    is_next = bool(words & {"naeste", "next", "forstkommende", "upcoming"})
    return [
        Match(item=item, at=frozenset(generic), said=1.0 if is_next else 0.1, title=0, score=1)
        for item in coming[: 1 if is_next else 3]
    ]


def _people(clause: Clause, catalogue: Catalogue, now: datetime) -> list[Candidate]:
    entries = {entry.item.id: entry for entry in _entries(catalogue, Kind.PERSON)}
    found = [
        one
        for one in matches(clause, catalogue, Kind.PERSON)
        if any(not clause.words[at].keys.isdisjoint(entries[one.item.id].names) for at in one.at)
    ]
    best = settle(found, clause, now=now)
    asked = clause.having("contact") | clause.having("reach") | clause.having("who") | clause.having("person_word")
    return _candidates(
        Wish.PERSON,
        best,
        clause,
        also=asked,
        bonus=1.0 if asked else 0.5,
        is_sure=bool(asked) or not clause.asks,
        most_left=0.5 if asked else 0.35,
    )


def _faqs(clause: Clause, catalogue: Catalogue) -> list[Candidate]:
    return [
        Candidate(
            requests=(Request(wish=Wish.FAQ, target=one.item),),
            score=0.9 + one.said - 0.5 * one.left,
            left=one.left,
            is_sure=one.is_sure,
            because=_because(clause, one.at),
        )
        for one in faq_matches(clause, catalogue)
    ]


