"""How far a person's organisation is with its needs mapping, and their own side of it. Only reads.

bot/talks.py reads the same for somebody who answers just now, and keeps others waiting meanwhile.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from bot.answers import value_of
from bot.conversation.engine import Ask, Entry, next_step, review
from bot.questionnaires import questionnaire_of
from models import Process
from models.interviews import answer_rows, find_conversation, find_interview
from models.noted_answers import names_of_noters


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnMapping:
    """One organisation's answers as one of its people sees them."""

    interview_id: int | None  # None: this person has not begun their side of it
    answered: int
    total: int
    is_open: bool  # a question waits
    sent_at: datetime | None
    entries: tuple[Entry, ...]  # those with an answer
    noted: Mapping[str, str]  # by question: who noted it for them


def own_mapping(
    session: Session, *, process: Process, person_id: int, organisation_id: int
) -> OwnMapping:
    """How things stand now. An interview that nobody has begun counts nothing."""
    questionnaire = questionnaire_of(session, process=process)
    interview = find_interview(session, process_id=process.id, organisation_id=organisation_id)
    rows = answer_rows(session, interview_id=interview.id) if interview else []
    answers = {row["question_key"]: value_of(row) for row in rows}
    entries = review(questionnaire, answers).entries
    answered = tuple(entry for entry in entries if entry.value is not None)
    has_begun = interview is not None and (
        find_conversation(session, interview_id=interview.id, person_id=person_id) is not None
    )
    return OwnMapping(
        interview_id=interview.id if interview and has_begun else None,
        answered=len(answered),
        total=len(entries),
        is_open=isinstance(next_step(questionnaire, answers, confirmed=True), Ask),
        sent_at=interview.confirmed_at if interview else None,
        entries=answered,
        noted=names_of_noters(session, interview_id=interview.id) if interview else {},
    )
