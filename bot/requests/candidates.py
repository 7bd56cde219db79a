"""What one clause may mean: each possible reading, how well its words explain it, whether it is sure."""

from collections.abc import Iterable
from datetime import datetime

from bot.conversation.spelling import words as listed
from bot.requests.catalogue import Catalogue
from bot.requests.clauses import Clause
from bot.requests.everyday import everyday
from bot.requests.faqs import faq_matches
from bot.requests.meetings import meeting_candidates
from bot.requests.phrases import RULES
from bot.requests.targets import matches, settle
from bot.requests.weighing import Candidate, because_of, entries_of, weighed
from bot.requests.wishes import Kind, Request, Wish

_GET = listed(
    "send sende sender giv give fa faet hent hente smid smide vis vise finde finder find ligger ligge mangler get need "
    "se laese see read want download show skaf skaffe share forward videresend receive soger leder bruge"
)
_MAY = listed("ma may allowed")
_USES = listed("bruge use anvende citere quote dele share kopiere genbruge reuse")
_SOMEBODY = listed("hende ham hun han her him she he")
_LISTS = listed("liste listen list oversigt oversigten overview fortegnelse")


def candidates(clause: Clause, catalogue: Catalogue, *, now: datetime) -> list[Candidate]:
    """Every reading that some words speak for, the likeliest first."""
    found = [
        *_by_rules(clause),
        *_taking_part(clause),
        *_documents(clause, catalogue, now),
        *meeting_candidates(clause, catalogue, now),
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
        left += len(clause.having("why") - at)  # a reason is asked for, not the thing
        yield Candidate(
            requests=(Request(wish=rule.wish),),
            score=0.5 * rule.weight + said + 0.3 * len(groups) - 0.5 * left,
            left=left,
            is_sure=rule.weight >= 0.9 and left <= rule.spare + 0.35,
            because=because_of(clause, at),
            at=frozenset(at),
        )


def _taking_part(clause: Clause) -> Iterable[Candidate]:
    """'Er Novafos med?': whoever it is."""
    words = [one.word for one in clause.words]
    here = [at for at, word in enumerate(words) if word in {"med", "in", "part", "joined", "del"}]
    if (
        len(words) > 2
        and words[0] in {"er", "is", "are", "har", "has"}
        and here
        and here[0] > 1
        and (
            (words[1] != "der" or clause.having("others") or clause.having("participants"))
            and words[1] not in {"det", "there", "it", "jeg", "vi", "du", "i"}
        )
    ):
        quiet = {"org", "participants", "join", "taking"}
        weights = [0.0 if one.concepts & quiet else one.weight for one in clause.words]
        left = max(0.0, sum(weights) - 1)
        yield Candidate(
            requests=(Request(wish=Wish.PARTICIPANTS),),
            score=2.0 - 0.5 * left,
            left=left,
            is_sure=left <= 0.35
            and all(word in everyday().light for word in words[here[0] :] if word != "processen"),
            because=(words[0], words[here[0]]),
            at=frozenset(range(here[0] + 1)),
        )


def _documents(clause: Clause, catalogue: Catalogue, now: datetime) -> list[Candidate]:
    also = (
        clause.having("any")
        | clause.having("pdf")
        | clause.having("channel")
        | clause.having("sum")
    )
    found = settle(matches(clause, catalogue, Kind.DOCUMENT, also=frozenset(also)), clause, now=now)
    if not found or found[0].said <= 0:
        return []
    best = found[0]
    if any(one.has_sort() for one in clause.words):
        also |= clause.having("new")
        if best.day:
            also |= clause.having("meeting")
    sorts = {at for at, one in enumerate(clause.words) if one.has_sort()}
    has_sort = bool(sorts & best.at)
    gets = any(one.word in _GET for one in clause.words) or bool(clause.having("any"))
    if sorts - best.at - also or asks_about(clause):
        sure, most = False, 0.0
    elif has_sort:
        # "A list of the files" is no list that is a document.
        named = best.at - also
        lists = clause.having("sort:list") | clause.having("sort:overview")
        sure, most = not (named <= lists and clause.having("papers")), 0.7
        who = clause.having("participants")
        if who and all(at in who or clause.words[at].word in _LISTS for at in named):
            sure = False  # the list, or who they are?
    else:
        meetings = matches(clause, catalogue, Kind.MEETING)
        is_meeting = any(
            clause.words[at].concepts & {"meeting", "a_meeting"} for at in best.at
        ) or (bool(meetings) and meetings[0].said >= best.said and meetings[0].title >= best.title)
        is_any = any(  # "hvor finder jeg en ladestander" asks for no document
            clause.words[at - 1].word in {"en", "et", "a", "an"} for at in best.at if at
        )
        sure = (
            (gets or not clause.asks)
            and not is_any
            and best.said >= 0.9
            and best.title > 0.2
            and not is_meeting
        )
        most = 0.35
    bonus = (0.8 if has_sort else 0.2) + (0.2 if also or gets else 0.0)
    both = {one.word for one in clause.words} & {"begge", "both", "alle", "all", "to", "two"}
    if both and sure and 2 <= len(found) <= 3:
        every = weighed(
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
                at=every[0].at,
            )
        ]
    return weighed(
        Wish.DOCUMENT, found, clause, also=also, bonus=bonus, is_sure=sure, most_left=most
    )


def asks_about(clause: Clause) -> bool:
    """Whether a document is asked about, and not for: who wrote it, whether one may quote it."""
    spoken = {one.word for one in clause.words}
    return any(
        clause.having(concept) for concept in ("who", "why", "many", "when", "opinion")
    ) or not (spoken.isdisjoint(_MAY) or spoken.isdisjoint(_USES))


def _people(clause: Clause, catalogue: Catalogue, now: datetime) -> list[Candidate]:
    # A contact and a member may have the same id: they are rows of two tables.
    entries = {entry.item.key: entry for entry in entries_of(catalogue, Kind.PERSON)}
    # "Hvem er anlægschefen fra Aarhus Havn": by work and title.
    whose = bool(clause.having("who") or {one.word for one in clause.words} & _SOMEBODY) and not (
        any(
            map(clause.having, ("taking", "participants", "inhouse", "answers", "contact", "reach"))
        )
    )
    found = [
        one
        for one in matches(clause, catalogue, Kind.PERSON)
        if whose
        or any(not clause.words[at].keys.isdisjoint(entries[one.item.key].names) for at in one.at)
    ]
    best = settle(found, clause, now=now)
    asked = (
        clause.having("contact")
        | clause.having("reach")
        | clause.having("who")
        | clause.having("person_word")
    )
    return weighed(
        Wish.PERSON,
        best,
        clause,
        also=asked,
        bonus=1.0 if asked else 0.5,
        is_sure=bool(asked) or not clause.asks or len(clause.words) < 4,
        most_left=0.5 if asked else 0.35,
    )


def _faqs(clause: Clause, catalogue: Catalogue) -> list[Candidate]:
    return [
        Candidate(
            requests=(Request(wish=Wish.FAQ, target=one.item),),
            score=0.9 + one.said - 0.5 * one.left,
            left=one.left,
            is_sure=one.is_sure,
            because=because_of(clause, one.at),
            at=one.at,
        )
        for one in faq_matches(clause, catalogue)
    ]
