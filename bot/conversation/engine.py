"""Which question comes next: computed from the answers, never stored. Pure functions."""

from dataclasses import dataclass

from bot.conversation.questions import (
    Answers,
    Chosen,
    NotKnownYet,
    Question,
    Questionnaire,
    Skipped,
    Value,
    When,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """The place of a question among those visible just now, counted from 1."""

    place: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """Put this question; `previous` is the answer that it already has."""

    question: Question
    progress: Progress
    previous: Value | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A visible question and its answer (None if it was never put)."""

    question: Question
    value: Value | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """Everything visible has been dealt with: show it all and offer to send."""

    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Finished:
    """The answers are sent, and nothing is open."""


Step = Ask | Review | Finished


def visible_questions(questionnaire: Questionnaire, answers: Answers) -> tuple[Question, ...]:
    """The questions that these answers leave open or answered, in order.

    The answer of a hidden question does not count for later conditions: it sleeps.
    """
    visible: list[Question] = []
    shown: set[str] = set()
    for question in questionnaire.questions:
        conditions = question.shown_when
        if not conditions or all(_holds(w, answers=answers, shown=shown) for w in conditions):
            visible.append(question)
            shown.add(question.key)
    return tuple(visible)


def _holds(when: When, *, answers: Answers, shown: set[str]) -> bool:
    if when.question not in shown:
        return False
    value = answers.get(when.question)
    if when.is_any_of is None:
        return value is not None and not isinstance(value, Skipped | NotKnownYet)
    return isinstance(value, Chosen) and not when.is_any_of.isdisjoint(value.keys)


def next_step(questionnaire: Questionnaire, answers: Answers, *, confirmed: bool) -> Step:
    """The first visible question without an answer, else the review, else the end."""
    visible = visible_questions(questionnaire, answers)
    for place, question in enumerate(visible, start=1):
        if question.key not in answers:
            return Ask(question=question, progress=Progress(place=place, total=len(visible)))
    return Finished() if confirmed else review(questionnaire, answers)


def review(questionnaire: Questionnaire, answers: Answers) -> Review:
    """Every visible question with its answer."""
    return Review(
        entries=tuple(
            Entry(question=question, value=answers.get(question.key))
            for question in visible_questions(questionnaire, answers)
        )
    )


def ask_again(questionnaire: Questionnaire, answers: Answers, question_key: str) -> Ask | None:
    """That question with its present answer, or None if it is hidden or retired."""
    visible = visible_questions(questionnaire, answers)
    for place, question in enumerate(visible, start=1):
        if question.key == question_key:
            progress = Progress(place=place, total=len(visible))
            return Ask(question=question, progress=progress, previous=answers.get(question_key))
    return None


def question_before(
    questionnaire: Questionnaire, answers: Answers, question_key: str
) -> Ask | None:
    """The visible question before that one, for going back. None at the first."""
    keys = [question.key for question in visible_questions(questionnaire, answers)]
    if question_key not in keys:
        return ask_again(questionnaire, answers, keys[-1]) if keys else None
    place = keys.index(question_key)
    return ask_again(questionnaire, answers, keys[place - 1]) if place else None


@dataclass(frozen=True, slots=True, kw_only=True)
class BranchChange:
    """What an edit did to other questions: answered ones that fell asleep or woke up."""

    asleep: tuple[Question, ...]
    awake: tuple[Question, ...]


def branch_change(questionnaire: Questionnaire, *, before: Answers, after: Answers) -> BranchChange:
    """Which answered questions the change from `before` to `after` hid or showed again."""
    seen_before = {question.key for question in visible_questions(questionnaire, before)}
    seen_after = {question.key for question in visible_questions(questionnaire, after)}
    answered = [question for question in questionnaire.questions if question.key in after]
    return BranchChange(
        asleep=tuple(q for q in answered if q.key in seen_before - seen_after),
        awake=tuple(q for q in answered if q.key in seen_after - seen_before),
    )
