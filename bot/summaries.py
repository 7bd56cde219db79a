"""What the answers of all organisations add up to. Only answers that count are counted.

An answer whose question a changed branch has hidden sleeps, and one whose question is retired
waits: neither counts. Answers that are sent and those still under way are told apart.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cache

from sqlmodel import Session

from bot.answers import decimal_of
from bot.conversation.engine import visible_questions
from bot.conversation.questions import (
    NO,
    YES,
    AnswerKind,
    Answers,
    Chosen,
    Month,
    NotKnownYet,
    Question,
    Questionnaire,
    Skipped,
    Value,
    Written,
)
from bot.participation import Participation, Reached
from bot.questionnaires import questionnaire_of
from models import Process
from models.enums import AnswerState
from models.participation import joined_since
from models.summaries import (
    Branch,
    Group,
    Wording,
    answer_groups,
    answers_since,
    latest_wordings,
)

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What is new since a facilitator last looked."""

    since: datetime
    answers: int
    organisations: int  # how many the answers came from
    joined: tuple[tuple[str, str | None], ...]  # name, organisation
    sent: tuple[str, ...]  # organisations


def summarise(session: Session, *, process: Process) -> tuple[QuestionSummary, ...]:
    """Every question in use, in order, and what the answers to it add up to."""
    questionnaire = questionnaire_of(session, process=process)
    deciding = _deciding(questionnaire)
    counts = _counting(questionnaire)
    groups: dict[tuple[str, bool], list[Group]] = {}
    for group in answer_groups(session, process_id=process.id, deciding=deciding):
        if counts(group.branch, group.question_key):
            groups.setdefault((group.question_key, group.is_sent), []).append(group)
    wordings: dict[str, list[Wording]] = {}
    for one in latest_wordings(session, process_id=process.id, deciding=deciding, most=TEXTS):
        if counts(one.branch, one.question_key):
            wordings.setdefault(one.question_key, []).append(one)
    return tuple(
        QuestionSummary(
            question=question,
            sent=_tally(question, groups.get((question.key, True), ())),
            under_way=_tally(question, groups.get((question.key, False), ())),
            wordings=_newest(wordings.get(question.key, ())),
        )
        for question in questionnaire.questions
    )


def _newest(wordings: Iterable[Wording]) -> tuple[Wording, ...]:
    return tuple(sorted(wordings, key=lambda one: not one.is_sent)[:TEXTS])  # sorting is stable


def changes(
    session: Session,
    *,
    process: Process,
    participation: Participation,
    since: datetime,
    person_id: int,
) -> Changes:
    """What is new since that moment, apart from what this person did."""
    questionnaire = questionnaire_of(session, process=process)
    counts = _counting(questionnaire)
    answers = answers_since(
        session, process_id=process.id, deciding=_deciding(questionnaire), since=since
    )
    organisations = [one for branch, key, one in answers if counts(branch, key)]
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


def _deciding(questionnaire: Questionnaire) -> tuple[str, ...]:
    """The questions that the branches of others hang on."""
    named = {when.question for one in questionnaire.questions for when in one.shown_when}
    return tuple(one.key for one in questionnaire.questions if one.key in named)


def _counting(questionnaire: Questionnaire) -> Callable[[Branch, str], bool]:
    """Whether an answer to a question counts in a branch. The engine judges each branch once."""

    @cache
    def visible(branch: Branch) -> frozenset[str]:
        shown = visible_questions(questionnaire, _deciding_answers(branch))
        return frozenset(question.key for question in shown)

    return lambda branch, question_key: question_key in visible(branch)


def _deciding_answers(branch: Branch) -> Answers:
    return {key: _stand_in(state, choices) for key, state, choices in branch.decided}


def _stand_in(state: AnswerState, choices: str | None) -> Value:
    if state is AnswerState.SKIPPED:
        return Skipped()
    if state is AnswerState.NOT_KNOWN:
        return NotKnownYet()
    # A condition looks at choices, or only at whether there is a real answer at all.
    return Written("") if choices is None else Chosen(tuple(choices.split(",")))


def _tally(question: Question, groups: Iterable[Group]) -> Tally:
    states: Counter[AnswerState] = Counter()
    chosen: Counter[str] = Counter()
    measured: dict[str, list[Group]] = {}
    months: list[Group] = []
    texts = 0
    for group in groups:
        states[group.state] += group.count
        if group.choices is not None:
            for key in filter(None, group.choices.split(",")):
                chosen[key] += group.count
        if group.numbers:
            measured.setdefault(group.unit or "", []).append(group)
        if group.earliest is not None:
            months.append(group)
        texts += group.texts
    return Tally(
        organisations=states[AnswerState.ANSWERED],
        choices=tuple((key, chosen[key]) for key in in_order(choice_keys(question), chosen)),
        sums=tuple(
            _sum(unit, measured[unit])
            for unit in in_order([one.key for one in question.units], measured)
        ),
        earliest=_month(min((one.earliest for one in months if one.earliest), default=None)),
        latest=_month(max((one.latest for one in months if one.latest), default=None)),
        texts=texts,
        skipped=states[AnswerState.SKIPPED],
        not_known=states[AnswerState.NOT_KNOWN],
    )


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
