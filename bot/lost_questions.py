"""A question that was decided but never reached the person, because the worker died in between."""

from datetime import datetime, timedelta

from sqlmodel import Session

from bot import interview, talks
from bot.conversation.engine import Ask
from bot.conversation.questions import Language
from bot.days import next_daytime
from bot.outbox import put
from bot.voice.interview import Put, question_message
from models import Person
from models.enums import PostState
from models.posts import AskedQuestion, find_post, posts_with_keys
from models.stopped_interviews import LostQuestion, lost_questions, note_shown

PATIENCE = timedelta(minutes=1)
STILL_THERE = timedelta(hours=1)  # so soon after an answer the next question disturbs nobody


_DONE = (PostState.SENT, PostState.FAILED, PostState.UNSURE)


def is_any_lost(session: Session, *, now: datetime) -> bool:
    """Whether there is something to do. Not while a question waits in the outbox."""
    lost = lost_questions(session, asked_before=now - PATIENCE)
    posts = posts_with_keys(session, keys=[_key(one) for one in lost]) if lost else {}
    states = [posts[key].state if key in posts else None for key in map(_key, lost)]
    return any(state is None or state in _DONE for state in states)


def resend_lost_questions(session: Session, *, now: datetime) -> int:
    """Have each lost question asked again, once; how many were put into the outbox now."""
    lost = lost_questions(session, asked_before=now - PATIENCE)
    return sum(_resend(session, one, now=now) for one in lost)


def _resend(session: Session, lost: LostQuestion, *, now: datetime) -> bool:
    key = _key(lost)
    post = find_post(session, key=key)
    if post is not None:
        if post.state in _DONE:
            _settle(session, lost, ts=post.ts)
        return False
    talk = talks.talk_of(session, interview_id=lost.interview_id, person_id=lost.person_id)
    ask = interview.standing(talk, lost.asked_key) if talk is not None else None
    if talk is None or not isinstance(ask, Ask) or ask.question.key != lost.asked_key:
        _settle(session, lost, ts=None)  # hidden, retired, or no longer theirs
        return False
    person = session.get_one(Person, lost.person_id)
    question = Put(interview_id=talk.interview_id, questionnaire=talk.questionnaire, ask=ask)
    is_recent = now - lost.asked_at < STILL_THERE
    return put(
        session,
        key=key,
        team_id=person.team_id,
        process_id=talk.process_id,
        person_id=person.id,
        message=question_message(question, Language(person.language)),
        due_at=now if is_recent else next_daytime(now),
        asks=AskedQuestion(
            conversation_id=lost.conversation_id,
            question_key=lost.asked_key,
            asked_at=lost.asked_at,
        ),
    )


def _key(lost: LostQuestion) -> str:
    return f"conversation:{lost.conversation_id}:asked:{lost.asked_at.isoformat()}"


def _settle(session: Session, lost: LostQuestion, *, ts: str | None) -> None:
    note_shown(session, conversation_id=lost.conversation_id, key=lost.asked_key, ts=ts)
