"""Which answers count: those whose question is shown in the branch of their interview.

The engine judges each branch once. Only interviews that hold answers which do not count have to be
looked at one by one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlmodel import Session

from bot.conversation.engine import visible_questions
from bot.conversation.questions import (
    Answers,
    Chosen,
    NotKnownYet,
    Questionnaire,
    Skipped,
    Value,
    Written,
)
from models.enums import AnswerState
from models.summaries import Decided, answered_among, decided_answers

_Branch = frozenset[tuple[str, AnswerState, str | None]]
_NOTHING_DECIDED: _Branch = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Branches:
    """Which questions the interviews of a process show."""

    questionnaire: Questionnaire
    _decided: Mapping[int, _Branch]
    _judged: dict[_Branch, frozenset[str]] = field(default_factory=dict)

    def counts(self, interview_id: int, question_key: str) -> bool:
        """Whether that interview shows the question, so that its answer counts."""
        return question_key in self.visible_in(interview_id)

    def visible_in(self, interview_id: int) -> frozenset[str]:
        """The questions that an interview shows."""
        branch = self._decided.get(interview_id, _NOTHING_DECIDED)
        if branch not in self._judged:
            shown = visible_questions(self.questionnaire, _stand_ins(branch))
            self._judged[branch] = frozenset(question.key for question in shown)
        return self._judged[branch]


def branches_of(session: Session, *, process_id: int, questionnaire: Questionnaire) -> Branches:
    """The branches of all interviews, from the answers that decide them."""
    named = {when.question for one in questionnaire.questions for when in one.shown_when}
    decided = decided_answers(session, process_id=process_id, questions=named) if named else []
    return branches_from(decided, questionnaire=questionnaire)


def branches_from(decided: Iterable[Decided], *, questionnaire: Questionnaire) -> Branches:
    """The same from answers at hand."""
    gathered: dict[int, list[tuple[str, AnswerState, str | None]]] = {}
    for one in decided:
        gathered.setdefault(one.interview_id, []).append((one.question_key, one.state, one.choices))
    return Branches(
        questionnaire=questionnaire,
        _decided={interview_id: frozenset(branch) for interview_id, branch in gathered.items()},
    )


def interviews_with_sleeping_answers(
    session: Session, branches: Branches, *, process_id: int
) -> list[int]:
    """Those that hold an answer to a question which their branch hides."""
    conditional = [one.key for one in branches.questionnaire.questions if one.shown_when]
    if not conditional:
        return []
    bits = {key: 1 << place for place, key in enumerate(conditional)}
    shown: dict[frozenset[str], int] = {}
    found = []
    for interview_id, answered in answered_among(
        session, process_id=process_id, questions=conditional
    ):
        visible = branches.visible_in(interview_id)
        if visible not in shown:
            shown[visible] = sum(bit for key, bit in bits.items() if key in visible)
        if answered & ~shown[visible]:
            found.append(interview_id)
    return found


def _stand_ins(branch: _Branch) -> Answers:
    return {key: _stand_in(state, choices) for key, state, choices in branch}


def _stand_in(state: AnswerState, choices: str | None) -> Value:
    if state is AnswerState.SKIPPED:
        return Skipped()
    if state is AnswerState.NOT_KNOWN:
        return NotKnownYet()
    # A condition looks at choices, or only at whether there is a real answer at all.
    return Written("") if choices is None else Chosen(tuple(choices.split(",")))
