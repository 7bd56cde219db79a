"""Readings that are about meetings and milestones: links, dates, one's own answers."""

from datetime import datetime

from bot.conversation.spelling import words as listed
from bot.requests.catalogue import Catalogue
from bot.requests.clauses import Clause
from bot.requests.targets import Match, matches, settle
from bot.requests.weighing import Candidate, entries_of, weighed
from bot.requests.wishes import Kind, Request, Wish

_ANY_MEETING = 0.1  # said of a meeting where none is named
_SOUGHT = listed("finde finder find ligger ligge hente henter download get lagt")


def meeting_candidates(clause: Clause, catalogue: Catalogue, now: datetime) -> list[Candidate]:
    """Links, dates, and what somebody has answered."""
    generic = {
        at
        for at in clause.having("meeting")
        if clause.words[at].keys.isdisjoint({"workshop", "workshops", "da:workshop", "en:workshop"})
        and clause.words[at].weight in {0.0, 1.0}
    }
    links, times = clause.having("link"), _times(clause)
    found = matches(
        clause,
        catalogue,
        Kind.MEETING,
        also=frozenset(generic),
        any_day=bool(links or times or clause.asks),
    )
    is_bare = bool(generic and (links or times)) or (
        bool(links) and clause.weight <= sum(clause.words[at].weight for at in links)
    )
    if clause.days:
        on_day = [one for one in found if one.day]
        found = on_day or [one for one in found if one.said >= 0.9]
    elif not any(one.said > 0 for one in found):
        found = coming(clause, catalogue, generic, now) if is_bare else []
    mismatched = bool(clause.days) and not any(one.day for one in found)
    likely: list[Candidate] = []
    best = settle(found, clause, now=now)
    likely += _answered(clause, best, generic)
    is_named = bool(best) and (
        best[0].said == _ANY_MEETING
        or best[0].day
        or best[0].title >= 0.3
        or any(clause.words[at].concepts & {"a_meeting", "meeting"} for at in best[0].at)
    )
    if links and best and is_named:
        likely += weighed(
            Wish.MEETING_LINK, best, clause, also=links | generic | clause.having("join"), bonus=1.1,
            is_sure=not mismatched and (best[0].said >= 0.9 or best[0].day), most_left=0.7,
        )  # fmt: skip
    asked = bool(clause.having("when") or clause.having("begin"))
    also = frozenset(times | clause.having("begin"))
    milestones = milestone_matches(clause, catalogue, also=also) if asked else []
    dated = settle(sorted([*found, *milestones], key=lambda one: -one.score), clause, now=now)
    hints = {one.word for one in clause.words} & {"eller", "or", "er", "is", "are"}
    asked_of_day = (
        bool(clause.days) and clause.asks and bool(hints or not dated or dated[0].said == 0)
    )
    if dated and (times or asked_of_day) and not links:
        likely += weighed(
            Wish.DATE, dated, clause, also=times | generic, bonus=1.1 if times or dated[0].said else 0.5,
            is_sure=(not mismatched or asked_of_day)
            and (is_named or dated[0].item.kind is Kind.MILESTONE)
            and (dated[0].said >= 0.9 or dated[0].day),
            most_left=0.7,
        )  # fmt: skip
    elif (
        dated
        and not links
        and dated[0].item.kind is Kind.MEETING
        and (dated[0].said or generic)
        and (generic or dated[0].day or clause.asks or is_named)
    ):
        likely += weighed(
            Wish.DATE, dated, clause, also=generic, bonus=0.4, is_sure=False, most_left=0
        )
    return likely


def _times(clause: Clause) -> set[int]:
    """Where it is asked when or where something is."""
    times = clause.having("when")
    words = {one.word for one in clause.words}
    if not words & _SOUGHT:  # "hvor ligger referatet" asks for no place
        times |= clause.having("where")
    if words & {"naeste", "next"}:
        times |= {
            at
            for at in clause.having("a_meeting") | clause.having("meeting")
            if not clause.asks or len(words) < 4
        }
    if clause.having("many"):
        times -= clause.having("where")
    if clause.asks:
        times |= clause.having("begin")
    return times


def _answered(clause: Clause, best: list[Match], generic: set[int]) -> list[Candidate]:
    """'Har jeg sagt ja til infomødet': their own meetings, and what they have answered."""
    answered = clause.having("answers") | clause.having("signed")
    if (
        answered
        and not any(one.has_sort() for one in clause.words)
        and best
        and best[0].said >= 0.9
        and any(clause.words[at].concepts & {"a_meeting", "meeting"} for at in best[0].at)
    ):
        return [
            Candidate(
                requests=(Request(wish=Wish.MEETINGS),),
                score=1.0 + best[0].said + clause.said(answered) - 0.5 * one.left,
                left=one.left,
                is_sure=one.left <= 1.05,
                because=one.because,
                at=one.at,
            )
            for one in weighed(
                Wish.MEETINGS, best[:1], clause, also=answered | generic, bonus=1, is_sure=True, most_left=1
            )
        ]  # fmt: skip
    return []


def milestone_matches(
    clause: Clause, catalogue: Catalogue, *, also: frozenset[int] = frozenset()
) -> list[Match]:
    """Those that are no meetings, where more than one word fits."""
    meetings = {entry.item.key for entry in entries_of(catalogue, Kind.MEETING)}
    return [
        one
        for one in matches(clause, catalogue, Kind.MILESTONE, also=also)
        if one.item.key not in meetings and (one.title >= 0.3 or one.said > 1.5)
    ]


def coming(clause: Clause, catalogue: Catalogue, generic: set[int], now: datetime) -> list[Match]:
    """The next three meetings, where only "the meeting" was said; the next, where that was said."""
    coming = sorted(
        (
            entry.item
            for entry in entries_of(catalogue, Kind.MEETING)
            if entry.item.starts_at is not None and entry.item.starts_at >= now
        ),
        key=lambda item: (item.starts_at or now, item.id),
    )
    words = {one.word for one in clause.words}
    is_next = bool(words & {"naeste", "next", "forstkommende", "upcoming"})
    return [
        Match(
            item=item,
            at=frozenset(generic),
            said=1.0 if is_next else _ANY_MEETING,
            title=0,
            score=1,
        )
        for item in coming[: 1 if is_next else 3]
    ]
