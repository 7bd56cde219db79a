"""Which answers count: those whose question is shown in the branch of their interview.

The engine judges each branch, of those interviews that need it: the database finds which ones hold
answers to questions whose conditions do not hold. All others count as they stand.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from sqlmodel import Session

from bot.conversation.engine import visible_questions
from bot.conversation.questions import (
    Answers,
    Chosen,
    NotKnownYet,
    Question,
    Questionnaire,
    Skipped,
    Value,
    Written,
)
from models.branches import Condition, Decided, decided_answers, interviews_with_hidden_answers
from models.enums import AnswerState

_Answer = tuple[str, str, str | None]  # question, state, choices
_Branch = tuple[_Answer, ...]
_Fulfilled = frozenset[tuple[str, tuple[bool, ...]]]  # which conditions on which question hold


@dataclass(frozen=True, slots=True, kw_only=True)
class Branches:
    """Which questions some interviews show."""

    questionnaire: Questionnaire
    branch_of: Mapping[int, _Branch] = field(default_factory=dict)  # by interview
    _shown_in: dict[int, frozenset[str]] = field(default_factory=dict)
    _judged: dict[_Fulfilled, frozenset[str]] = field(default_factory=dict)
    _known: dict[_Answer, tuple[bool, ...]] = field(default_factory=dict)

    def counts(self, interview_id: int, question_key: str) -> bool:
        """Whether that interview shows the question, so that its answer counts."""
        if interview_id not in self._shown_in:
            self._shown_in[interview_id] = self._judge(self.branch_of.get(interview_id, ()))
        return question_key in self._shown_in[interview_id]

    def _judge(self, branch: _Branch) -> frozenset[str]:
        """Interviews whose answers fulfil the same conditions are in the same branch."""
        fulfilled = frozenset((answer[0], self._fulfilled(answer)) for answer in branch)
        if fulfilled not in self._judged:
            shown = visible_questions(self.questionnaire, _stand_ins(branch))
            self._judged[fulfilled] = frozenset(question.key for question in shown)
        return self._judged[fulfilled]

    def _fulfilled(self, answer: _Answer) -> tuple[bool, ...]:
        if answer not in self._known:
            key, state, choices = answer
            chosen = set() if choices is None else set(choices.split(","))
            self._known[answer] = (
                state == AnswerState.ANSWERED,
                *(
                    when.is_any_of is not None and not when.is_any_of.isdisjoint(chosen)
                    for question in self.questionnaire.questions
                    for when in question.shown_when
                    if when.question == key
                ),
            )
        return self._known[answer]


def branches_of(
    session: Session, *, process_id: int, questionnaire: Questionnaire, interviews: Collection[int]
) -> Branches:
    """The branches of these interviews, from the answers that decide them."""
    named = {when.question for one in questionnaire.questions for when in one.shown_when}
    if not named or not interviews:
        return Branches(questionnaire=questionnaire)
    decided = decided_answers(
        session, process_id=process_id, questions=named, interviews=interviews
    )
    return branches_from(decided, questionnaire=questionnaire)


def branches_from(decided: Iterable[Decided], *, questionnaire: Questionnaire) -> Branches:
    """The same from answers at hand. Those to questions on which no branch hangs do no harm."""
    named = {when.question for one in questionnaire.questions for when in one.shown_when}
    gathered: dict[int, list[_Answer]] = {}
    for interview_id, key, state, choices in decided:
        if key in named:
            gathered.setdefault(interview_id, []).append((key, state, choices))
    return Branches(
        questionnaire=questionnaire,
        branch_of={interview_id: tuple(branch) for interview_id, branch in gathered.items()},
    )


def interviews_with_sleeping_answers(
    session: Session,
    *,
    process_id: int,
    questionnaire: Questionnaire,
    questions: Iterable[Question],
) -> set[int]:
    """Those that hold an answer to one of these questions which their branch hides."""
    by_conditions: dict[tuple[Condition, ...], list[str]] = {}
    for question in questions:
        if question.shown_when:
            conditions = _conditions(question, questionnaire)
            by_conditions.setdefault(conditions, []).append(question.key)
    return interviews_with_hidden_answers(session, process_id=process_id, questions=by_conditions)


def _conditions(question: Question, questionnaire: Questionnaire) -> tuple[Condition, ...]:
    """What must hold for the question to be shown. One that was taken out is never shown."""
    made = []
    for when in question.shown_when:
        named = questionnaire.find(when.question)
        choices = when.is_any_of if named is not None else frozenset()
        own = () if named is None else _conditions(named, questionnaire)
        made.append(Condition(question_key=when.question, choices=choices, shown_when=own))
    return tuple(made)


def _stand_ins(branch: _Branch) -> Answers:
    return {key: _stand_in(state, choices) for key, state, choices in branch}


def _stand_in(state: str, choices: str | None) -> Value:
    if state == AnswerState.SKIPPED:
        return Skipped()
    if state == AnswerState.NOT_KNOWN:
        return NotKnownYet()
    # A condition looks at choices, or only at whether there is a real answer at all.
    return Written("") if choices is None else Chosen(tuple(choices.split(",")))
