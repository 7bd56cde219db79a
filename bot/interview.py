"""Joins the engine and the rows: what an answer changes, and which step follows. Commits nothing.

Nobody's place in the questionnaire is stored. A conversation only remembers which question was
last put to a person, so that what they type is understood; every button says its own question.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session

from bot.answers import columns_of, value_of
from bot.conversation.engine import (
    Ask,
    BranchChange,
    Finished,
    Review,
    Step,
    ask_again,
    branch_change,
    next_step,
    question_before,
    review,
    visible_questions,
)
from bot.conversation.questions import Chosen, Question, Value
from bot.talks import AnswerRow, Talk
from models import Answer, AuditLine, Interview, Person
from models.interviews import hear, keep_answer_aside, put_question, write_answer
from models.interviews import pause as note_pause
from models.noted_answers import confirm_noted


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """The answer counts now. `step` is what comes next, or None if that already stands there."""

    question: Question
    value: Value
    branch: BranchChange
    step: Step | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """A colleague has answered since the question was put: theirs counts until somebody decides."""

    question: Question
    theirs: Value
    theirs_id: int
    their_name: str
    mine: Value
    mine_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """The question is hidden or retired, or the choice is no longer offered."""

    question: Question | None


Outcome = Saved | Conflict | Closed


@dataclass(frozen=True, slots=True)
class Taken:
    """A facilitator's note of an answer counts now, or said what was there already."""

    changed: bool


@dataclass(frozen=True, slots=True)
class Overtaken:
    """Another answer counts than the one that the facilitator was shown. Nothing was changed."""


DOUBLE_CLICK = timedelta(seconds=3)


def answer(
    session: Session, *, talk: Talk, question_key: str, value: Value, now: datetime
) -> Outcome:
    """Keep the answer, and find what follows. An equal answer again changes nothing.

    A colleague's answer that this person cannot have seen is not replaced: both are kept, and
    the person is asked which one counts.
    """
    question = _open_question(talk, question_key)
    if question is None or not _is_offered(question, value):
        return Closed(question=talk.questionnaire.find(question_key))
    present = talk.rows.get(question_key)
    was_asked = talk.asked_key == question_key
    if present is not None and talk.answers[question_key] == value:
        _confirm(session, talk=talk, present=present)
        step = standing(talk, None) if was_asked else None
        if step is not None:
            _remember_asked(session, talk=talk, step=step, now=now)
        return Saved(
            question=question, value=value, branch=BranchChange(asleep=(), awake=()), step=step
        )
    columns = _columns(talk, question, value)
    if present is not None and not _has_seen(talk, present):
        mine_id = keep_answer_aside(session, columns=columns, now=now)
        return _conflict(session, talk=talk, question=question, mine=value, mine_id=mine_id)
    write_answer(session, columns=columns, now=now, replaces=present is not None)
    return _saved(session, talk=talk, question=question, value=value, now=now, asked=was_asked)


def _confirm(session: Session, *, talk: Talk, present: AnswerRow) -> None:
    """Who gives the same answer as was noted for them has said that it is right."""
    if present["noted_by_id"] is not None and present["given_by_id"] == talk.person_id:
        confirm_noted(
            session,
            interview_id=talk.interview_id,
            person_id=talk.person_id,
            up_to_id=present["id"],
            question_key=present["question_key"],
        )


def note(
    session: Session,
    *,
    talk: Talk,
    question_key: str,
    value: Value,
    seen_id: int | None,
    noted_by_id: int,
    now: datetime,
) -> Taken | Overtaken | Closed:
    """Keep what the person has said to a facilitator as their answer, with who took it down.

    `seen_id` is the answer that the facilitator was shown. What was last put to the person stays
    as it is: nothing is asked of them here.
    """
    question = _open_question(talk, question_key)
    if question is None or not _is_offered(question, value):
        return Closed(question=talk.questionnaire.find(question_key))
    present = talk.rows.get(question_key)
    if (None if present is None else present["id"]) != seen_id:
        return Overtaken()
    hear(session, conversation_id=talk.conversation_id, now=now)
    if present is not None and talk.answers[question_key] == value:
        return Taken(changed=False)
    columns = {**_columns(talk, question, value), "noted_by_id": noted_by_id}
    write_answer(session, columns=columns, now=now, replaces=present is not None)
    return Taken(changed=True)


def _saved(
    session: Session, *, talk: Talk, question: Question, value: Value, now: datetime, asked: bool
) -> Saved:
    after = {**talk.answers, question.key: value}
    branch = branch_change(talk.questionnaire, before=talk.answers, after=after)
    step: Step | None = next_step(talk.questionnaire, after, confirmed=talk.is_sent)
    assert step is not None
    if not asked and isinstance(step, Ask) and step.question.key == talk.asked_key:
        step = None  # an older message was edited; the question that waits still stands below
        hear(session, conversation_id=talk.conversation_id, now=now)
    else:
        _remember_asked(session, talk=talk, step=step, now=now)
    return Saved(question=question, value=value, branch=branch, step=step)


def _open_question(talk: Talk, key: str) -> Question | None:
    visible = visible_questions(talk.questionnaire, talk.answers)
    return next((question for question in visible if question.key == key), None)


def _is_offered(question: Question, value: Value) -> bool:
    if not isinstance(value, Chosen):
        return True
    return bool(value.keys) and set(question.offered).issuperset(value.keys)


def _has_seen(talk: Talk, present: AnswerRow) -> bool:
    """Whether the person knows the answer that theirs would replace. Clocks may differ: ids tell."""
    if present["given_by_id"] == talk.person_id:
        return True
    is_asked: bool = talk.asked_key == present["question_key"]
    return is_asked and talk.seen_answer_id == present["id"]


def use_mine(
    session: Session, *, talk: Talk, mine_id: int, theirs_id: int, now: datetime
) -> Outcome | None:
    """Let the person's own kept answer count after all. None if it is not theirs.

    Should yet another answer count by now than the one they chose against, they are asked anew.
    """
    kept = session.get(Answer, mine_id)
    if kept is None or kept.interview_id != talk.interview_id or kept.given_by_id != talk.person_id:
        return None
    value = value_of(kept.model_dump())
    question = _open_question(talk, kept.question_key)
    if question is None or not _is_offered(question, value):
        return Closed(question=talk.questionnaire.find(kept.question_key))
    present = talk.rows.get(question.key)
    asked = talk.asked_key == question.key
    if present is not None and present["id"] != theirs_id:
        if talk.answers[question.key] != value:
            return _conflict(session, talk=talk, question=question, mine=value, mine_id=mine_id)
    else:
        columns = _columns(talk, question, value)
        write_answer(session, columns=columns, now=now, replaces=present is not None)
    return _saved(session, talk=talk, question=question, value=value, now=now, asked=asked)


def _conflict(
    session: Session, *, talk: Talk, question: Question, mine: Value, mine_id: int
) -> Conflict:
    theirs = talk.rows[question.key]
    return Conflict(
        question=question,
        theirs=talk.answers[question.key],
        theirs_id=theirs["id"],
        their_name=session.get_one(Person, theirs["given_by_id"]).name,
        mine=mine,
        mine_id=mine_id,
    )


def _columns(talk: Talk, question: Question, value: Value) -> dict[str, Any]:
    return {
        "interview_id": talk.interview_id,
        "question_key": question.key,
        "given_by_id": talk.person_id,
        **columns_of(value),
    }


def is_double_click(talk: Talk, step: Step | None, *, now: datetime) -> bool:
    """Whether that question was put a moment ago: the same button was pressed twice."""
    if not isinstance(step, Ask) or talk.asked_at is None or talk.paused_at is not None:
        return False
    return step.question.key == talk.asked_key and now - talk.asked_at < DOUBLE_CLICK


def resume(session: Session, *, talk: Talk, now: datetime) -> Step:
    """What comes next, put anew: the first open question, the review, or the end."""
    step = standing(talk, None)
    _remember_asked(session, talk=talk, step=step, now=now)
    return step


def edit(session: Session, *, talk: Talk, question_key: str, now: datetime) -> Ask | None:
    """Put that question again with its present answer. None if it is hidden or retired."""
    step = ask_again(talk.questionnaire, talk.answers, question_key)
    if step is not None:
        _remember_asked(session, talk=talk, step=step, now=now)
    return step


def go_back(session: Session, *, talk: Talk, question_key: str, now: datetime) -> Ask | None:
    """Put the question before that one. None at the first."""
    step = before(talk, question_key)
    if step is not None:
        _remember_asked(session, talk=talk, step=step, now=now)
    return step


def before(talk: Talk, question_key: str) -> Ask | None:
    """The question before that one, without putting it."""
    return question_before(talk.questionnaire, talk.answers, question_key)


def _remember_asked(session: Session, *, talk: Talk, step: Step, now: datetime) -> None:
    key = step.question.key if isinstance(step, Ask) else None
    shown = talk.rows.get(key) if key is not None else None
    put_question(
        session,
        conversation_id=talk.conversation_id,
        key=key,
        seen=None if shown is None else shown["id"],
        now=now,
    )


def standing(talk: Talk, question_key: str | None) -> Step:
    """Where the person is, without putting anything: at that question, or at what comes next."""
    here = ask_again(talk.questionnaire, talk.answers, question_key) if question_key else None
    return here or next_step(talk.questionnaire, talk.answers, confirmed=talk.is_sent)


def pause(session: Session, *, talk: Talk, now: datetime) -> None:
    """Stop asking. A reply typed later still answers the question that was put last."""
    note_pause(session, conversation_id=talk.conversation_id, now=now)


def all_answers(talk: Talk) -> Review:
    """Every visible question with its answer so far."""
    return review(talk.questionnaire, talk.answers)


def send(session: Session, *, talk: Talk, now: datetime) -> Finished | Ask:
    """Send the answers to the facilitators, or say which question is still open. Twice is once."""
    step = next_step(talk.questionnaire, talk.answers, confirmed=True)
    if isinstance(step, Ask):
        _remember_asked(session, talk=talk, step=step, now=now)
        return step
    if not talk.is_sent:
        interview = session.get_one(Interview, talk.interview_id)
        interview.confirmed_at = now
        interview.confirmed_by_id = talk.person_id
        session.add(
            AuditLine(
                process_id=talk.process_id,
                person_id=talk.person_id,
                act="interview.send",
                about={"interview": talk.interview_id, "answers": len(talk.answers)},
                at=now,
            )
        )
    assert isinstance(step, Finished)
    return step
