"""A person's side of their organisation's interview, as it stands: read here, changed in interview.py."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping
from sqlmodel import Session

from bot.access import Act, may_in
from bot.answers import value_of
from bot.conversation.engine import visible_questions
from bot.conversation.questions import Question, Questionnaire, Value
from bot.questionnaires import questionnaire_at, questionnaire_of
from models import Conversation, Interview, Membership, Process
from models.inserting import insert_if_new
from models.interviews import answer_rows, find_interview, find_talk
from models.merges import merged_interview

AnswerRow = dict[str, Any]  # the columns of an Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """A person's side of an interview, with its answers, as it stands in this transaction."""

    interview_id: int
    conversation_id: int
    person_id: int
    process_id: int
    organisation_id: int
    questionnaire: Questionnaire
    answers: dict[str, Value]
    rows: dict[str, AnswerRow]  # the same answers, with who gave them and when
    sent_at: datetime | None
    asked_key: str | None
    asked_at: datetime | None
    seen_answer_id: int | None  # of the answer that was shown with that question
    shown_ts: str | None  # of the message that shows the question last put, if Slack has said so
    paused_at: datetime | None

    @property
    def is_sent(self) -> bool:
        """Whether the answers have been sent to the facilitators."""
        return self.sent_at is not None

    @property
    def asked(self) -> Question | None:
        """The question that waits for a reply, if it is still in use."""
        return self.questionnaire.find(self.asked_key) if self.asked_key else None


def begin(session: Session, *, membership: Membership, now: datetime) -> Talk:
    """The person's side of their organisation's interview, begun if it is not. Twice is once."""
    assert membership.organisation_id is not None
    here = {"process_id": membership.process_id, "organisation_id": membership.organisation_id}
    interview = find_interview(session, **here)
    if interview is None:
        insert_if_new(session, Interview, **here, started_at=now)
        interview = find_interview(session, **here)
    assert interview is not None
    mine = {"interview_id": interview.id, "person_id": membership.person_id}
    insert_if_new(session, Conversation, **mine, last_heard_at=now)
    talk = talk_of(session, **mine)
    assert talk is not None
    return talk


def find(session: Session, *, membership: Membership) -> Talk | None:
    """The person's side of their organisation's interview, if they have begun it and may answer."""
    if membership.organisation_id is None:
        return None
    interview = find_interview(
        session, process_id=membership.process_id, organisation_id=membership.organisation_id
    )
    if interview is None:
        return None
    return talk_of(session, interview_id=interview.id, person_id=membership.person_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class SoFar:
    """How far an organisation is, whoever of its people answered."""

    answered: int
    total: int
    givers: frozenset[int]  # ids of the people behind the answers that count
    sent_at: datetime | None


def so_far(session: Session, *, process: Process, organisation_id: int) -> SoFar:
    """How far that organisation is. An interview that nobody has begun counts nothing."""
    interview = find_interview(session, process_id=process.id, organisation_id=organisation_id)
    rows = [] if interview is None else answer_rows(session, interview_id=interview.id)
    visible = visible_questions(questionnaire_of(session, process=process), _answers_from(rows))
    shown = {question.key for question in visible}
    counting = [row for row in rows if row["question_key"] in shown]
    return SoFar(
        answered=len(counting),
        total=len(visible),
        givers=frozenset(row["given_by_id"] for row in counting),
        sent_at=None if interview is None else interview.confirmed_at,
    )


def talk_of(session: Session, *, interview_id: int, person_id: int) -> Talk | None:
    """That person's side of that interview, or None if it is not theirs to answer.

    Of one that has been merged into another's, their side of that one.
    """
    row = find_talk(session, person_id=person_id, interview_id=interview_id)
    if row is None:
        merged = merged_interview(session, interview_id=interview_id)
        if merged is not None:
            row = find_talk(session, person_id=person_id, interview_id=merged)
    return _talk(session, row)


def latest_talk(session: Session, *, person_id: int) -> Talk | None:
    """The interview in which this person was heard last, if it is theirs to answer."""
    return _talk(session, find_talk(session, person_id=person_id))


def _talk(session: Session, row: RowMapping | None) -> Talk | None:
    if row is None or not may_in(row["role"], row["stage"], Act.ANSWER):
        return None
    rows = answer_rows(session, interview_id=row["interview_id"])
    return Talk(
        interview_id=row["interview_id"],
        conversation_id=row["conversation_id"],
        person_id=row["person_id"],
        process_id=row["process_id"],
        organisation_id=row["organisation_id"],
        questionnaire=questionnaire_at(
            session, process_id=row["process_id"], version=row["questions_version"]
        ),
        answers=_answers_from(rows),
        rows={one["question_key"]: one for one in rows},
        sent_at=row["confirmed_at"],
        asked_key=row["asked_key"],
        asked_at=row["asked_at"],
        seen_answer_id=row["seen_answer_id"],
        shown_ts=row["shown_ts"] if row["shown_key"] == row["asked_key"] else None,
        paused_at=row["paused_at"],
    )


def _answers_from(rows: Sequence[AnswerRow]) -> dict[str, Value]:
    return {row["question_key"]: value_of(row) for row in rows}
