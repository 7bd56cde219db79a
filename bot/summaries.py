"""What the answers of all organisations add up to. Only answers that count are counted.

An answer whose question a changed branch has hidden sleeps, and one whose question is retired
waits: neither counts. Answers that are sent and those still under way are told apart.
"""

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlmodel import Session

from bot.answers import decimal_of
from bot.branches import Branches, branches_of, interviews_with_sleeping_answers
from bot.conversation.questions import NO, YES, AnswerKind, Month, Question
from bot.participation import Participation, Reached
from bot.questionnaires import questionnaire_of
from models import Process
from models.enums import AnswerState, OrganisationKind
from models.participation import joined_since
from models.slices import WHOLE, Slice
from models.summaries import (
    Group,
    answers_one_by_one,
    answers_since,
    counted_answers,
    dated_answers,
    measured_answers,
)
from models.wordings import Wording, latest_wordings, wordings_one_by_one

TEXTS = 6  # so many free texts are shown for each question


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """What some organisations need together, in one unit."""

    unit: str  # a Unit's key
    low: Decimal
    high: Decimal
    approximate: bool  # at least one of the numbers is
    organisations: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """The answers to one question, counted. Every organisation counts once."""

    organisations: int = 0  # those with a real answer
    choices: tuple[tuple[str, int], ...] = ()  # in the question's own order
    sums: tuple[Sum, ...] = ()  # in the order of the question's units
    earliest: Month | None = None
    latest: Month | None = None
    texts: int = 0  # how many have written something
    skipped: int = 0
    not_known: int = 0

    @property
    def dealt_with(self) -> int:
        """How many have answered, skipped, or said that they do not know yet."""
        return self.organisations + self.skipped + self.not_known


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionSummary:
    """One question of the process and what has been answered."""

    question: Question
    sent: Tally
    under_way: Tally
    wordings: tuple[Wording, ...]  # the newest of the free texts, those that are sent first
    kinds: tuple[tuple[OrganisationKind, tuple[Sum, ...]], ...] = ()  # sums of what is sent


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What is new since a facilitator last looked."""

    since: datetime
    answers: int
    organisations: int  # how many the answers came from
    joined: tuple[tuple[str, str | None], ...]  # name, organisation
    sent: tuple[str, ...]  # organisations


def summarise(
    session: Session,
    *,
    process: Process,
    within: Slice = WHOLE,
    kinds: Container[AnswerKind] = frozenset(AnswerKind),
) -> tuple[QuestionSummary, ...]:
    """The questions of these kinds in use, in order, and what the answers of a slice add up to."""
    questionnaire = questionnaire_of(session, process=process)
    asked = [one for one in questionnaire.questions if one.kind in kinds]
    mixed = interviews_with_sleeping_answers(
        session, process_id=process.id, questionnaire=questionnaire, questions=asked
    )
    branches = branches_of(
        session, process_id=process.id, questionnaire=questionnaire, interviews=mixed
    )
    groups: dict[tuple[str, bool], list[Group]] = {}
    for group in _groups(session, process, asked, branches, mixed, within):
        groups.setdefault((group.question_key, group.is_sent), []).append(group)
    wordings: dict[str, list[Wording]] = {}
    for one in _wordings(session, process, asked, branches, mixed, within):
        wordings.setdefault(one.question_key, []).append(one)
    return tuple(
        QuestionSummary(
            question=question,
            sent=_tally(question, groups.get((question.key, True), ())),
            under_way=_tally(question, groups.get((question.key, False), ())),
            wordings=_newest(wordings.get(question.key, ())),
            kinds=_by_kind(question, groups.get((question.key, True), ())),
        )
        for question in asked
    )


def _groups(
    session: Session,
    process: Process,
    asked: Sequence[Question],
    branches: Branches,
    mixed: set[int],
    within: Slice,
) -> Iterator[Group]:
    """Everything that counts: in groups, and one by one from interviews where not everything does.

    What is asked in every branch counts in every interview.
    """
    at_times = {one.key for one in asked if one.shown_when} if mixed else set()
    for count, kinds in (
        (counted_answers, _COUNTED),
        (dated_answers, _DATED),
        (measured_answers, _MEASURED),
    ):
        keys = {one.key for one in asked if one.kind in kinds}
        for questions, without in ((keys - at_times, set()), (keys & at_times, mixed)):
            if questions:
                yield from count(
                    session,
                    process_id=process.id,
                    questions=questions,
                    within=within,
                    without=without,
                )
    if mixed:
        for interview_id, group in answers_one_by_one(
            session,
            process_id=process.id,
            questions=at_times,
            interviews=mixed,
            within=within,
        ):
            if branches.counts(interview_id, group.question_key):
                yield group


_MEASURED = frozenset({AnswerKind.NUMBER})
_DATED = frozenset({AnswerKind.MONTH})
_WRITTEN = frozenset({AnswerKind.SHORT_TEXT, AnswerKind.LONG_TEXT})
_COUNTED = frozenset(AnswerKind) - _MEASURED - _DATED
CHARTED = _COUNTED - _WRITTEN | _MEASURED  # kinds of question whose answers are shown as bars


def _wordings(
    session: Session,
    process: Process,
    asked: Sequence[Question],
    branches: Branches,
    mixed: set[int],
    within: Slice,
) -> Iterator[Wording]:
    keys = [one.key for one in asked if one.kind in _WRITTEN]
    if not keys:
        return
    yield from latest_wordings(
        session, process_id=process.id, questions=keys, most=TEXTS, within=within, without=mixed
    )
    if mixed:
        for interview_id, one in wordings_one_by_one(
            session, process_id=process.id, questions=keys, interviews=mixed, within=within
        ):
            if branches.counts(interview_id, one.question_key):
                yield one


def _newest(wordings: Iterable[Wording]) -> tuple[Wording, ...]:
    newest = sorted(wordings, key=lambda one: one.given_at, reverse=True)
    return tuple(sorted(newest, key=lambda one: not one.is_sent)[:TEXTS])  # sorting is stable


def changes(
    session: Session,
    *,
    process: Process,
    participation: Participation,
    since: datetime,
    person_id: int,
) -> Changes:
    """What is new since that moment, apart from what this person did."""
    answers = answers_since(session, process_id=process.id, since=since)
    questionnaire = questionnaire_of(session, process=process)
    always = {one.key for one in questionnaire.questions if not one.shown_when}
    branches = branches_of(
        session,
        process_id=process.id,
        questionnaire=questionnaire,
        interviews={interview for interview, key, _ in answers if key not in always},
    )
    organisations = [
        one for interview, key, one in answers if key in always or branches.counts(interview, key)
    ]
    joined = joined_since(session, process_id=process.id, since=since, except_person_id=person_id)
    return Changes(
        since=since,
        answers=len(organisations),
        organisations=len(set(organisations)),
        joined=tuple(joined),
        sent=tuple(
            one.organisation
            for one in participation.standings
            if one.reached is Reached.DONE and one.since > since
        ),
    )


def _tally(question: Question, groups: Sequence[Group]) -> Tally:
    states: Counter[AnswerState] = Counter()
    chosen: Counter[str] = Counter()
    for group in groups:
        states[group.state] += group.count
        if group.choices is not None:
            for key in filter(None, group.choices.split(",")):
                chosen[key] += group.count
    measured = [group for group in groups if group.numbers]
    earliest = [group.earliest for group in groups if group.earliest is not None]
    latest = [group.latest for group in groups if group.latest is not None]
    return Tally(
        organisations=states[AnswerState.ANSWERED],
        choices=tuple((key, chosen[key]) for key in in_order(choice_keys(question), chosen)),
        sums=_sums(question, measured),
        earliest=_month(min(earliest, default=None)),
        latest=_month(max(latest, default=None)),
        texts=states[AnswerState.ANSWERED] if question.kind in _WRITTEN else 0,
        skipped=states[AnswerState.SKIPPED],
        not_known=states[AnswerState.NOT_KNOWN],
    )


def _by_kind(
    question: Question, groups: Sequence[Group]
) -> tuple[tuple[OrganisationKind, tuple[Sum, ...]], ...]:
    measured = [group for group in groups if group.numbers]
    kinds = {group.kind for group in measured}
    return tuple(
        (kind, _sums(question, [group for group in measured if group.kind is kind]))
        for kind in OrganisationKind
        if kind in kinds
    )


def _sums(question: Question, groups: Iterable[Group]) -> tuple[Sum, ...]:
    measured: dict[str, list[Group]] = {}
    for group in groups:
        measured.setdefault(group.unit or "", []).append(group)
    units = in_order([one.key for one in question.units], measured)
    return tuple(_sum(unit, measured[unit]) for unit in units)


def choice_keys(question: Question) -> list[str]:
    """The keys that a question offers, in its order."""
    if question.kind is AnswerKind.YES_NO:
        return [YES, NO]
    return [choice.key for choice in question.choices]


def in_order(known: list[str], found: Iterable[str]) -> list[str]:
    """The keys found, in the question's order; those it no longer has come last."""
    found = set(found)
    return [key for key in known if key in found] + sorted(found.difference(known))


def _sum(unit: str, groups: list[Group]) -> Sum:
    return Sum(
        unit=unit,
        # Sums of binary fractions carry dust in the last places.
        low=decimal_of(round(sum(one.low for one in groups), 6)),
        high=decimal_of(round(sum(one.high for one in groups), 6)),
        approximate=any(one.approximate for one in groups),
        organisations=sum(one.numbers for one in groups),
    )


def _month(packed: int | None) -> Month | None:
    if packed is None:
        return None
    year, month = divmod(packed, 100)
    return Month(year=year, month=month if 1 <= month <= 12 else None)
