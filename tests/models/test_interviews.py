"""The rows of the needs mapping: what the database itself holds on to, on both kinds of database."""

import threading
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from models import Answer, Conversation, Database, Interview, Process
from models.enums import AnswerState, Stage
from models.interviews import (
    answer_rows,
    find_talk,
    hear,
    keep_answer_aside,
    pause,
    put_question,
    question_rows,
    write_answer,
)
from tests.builders import METTE, SARA, add_member, begin_talk, load_process, process_file

LATER = timedelta(minutes=5)


@pytest.fixture
def process(session: Session, now: datetime) -> Process:
    return load_process(session, now=now)


@pytest.fixture
def conversation(session: Session, process: Process, now: datetime) -> Conversation:
    """Mette has begun the interview of Aalborg."""
    begin_talk(session, add_member(session, process, METTE, now=now), now=now)
    return session.exec(select(Conversation)).one()


def columns(conversation: Conversation, text: str) -> dict[str, Any]:
    return {
        "interview_id": conversation.interview_id,
        "question_key": "remark",
        "given_by_id": conversation.person_id,
        "state": AnswerState.ANSWERED,
        "written": text,
    }


def test_questions_stand_in_their_order_and_the_retired_ones_do_not(
    session: Session, process: Process, now: datetime
) -> None:
    rows = question_rows(session, process_id=process.id)
    rows[1].retired_at = now
    session.flush()

    keys = [row.key for row in question_rows(session, process_id=process.id)]

    wanted = [question.key for question in process_file().questionnaire.questions]
    assert keys == [wanted[0], *wanted[2:]]


def test_a_new_answer_replaces_the_former_which_stays(
    session: Session, conversation: Conversation, now: datetime
) -> None:
    write_answer(session, columns=columns(conversation, "a"), now=now, replaces=False)
    write_answer(session, columns=columns(conversation, "b"), now=now + LATER, replaces=True)

    counting = answer_rows(session, interview_id=conversation.interview_id)

    rows = session.exec(select(Answer)).all()
    assert [(row.written, row.replaced_at) for row in rows] == [("a", now + LATER), ("b", None)]
    assert [row["written"] for row in counting] == ["b"]


def test_two_answers_to_one_question_never_count_at_once(
    session: Session, conversation: Conversation, now: datetime
) -> None:
    write_answer(session, columns=columns(conversation, "a"), now=now, replaces=False)

    with pytest.raises(IntegrityError), session.begin_nested():
        write_answer(session, columns=columns(conversation, "b"), now=now, replaces=False)


def test_an_answer_kept_aside_does_not_count(
    session: Session, conversation: Conversation, now: datetime
) -> None:
    key = keep_answer_aside(session, columns=columns(conversation, "a"), now=now)

    row = session.get_one(Answer, key)
    assert (row.written, row.given_at, row.replaced_at) == ("a", now, now)
    assert answer_rows(session, interview_id=conversation.interview_id) == []


def test_what_is_put_forgets_what_was_shown_and_ends_a_pause(
    session: Session, conversation: Conversation, now: datetime
) -> None:
    pause(session, conversation_id=conversation.id, now=now)
    session.refresh(conversation)
    paused_at = conversation.paused_at

    put_question(session, conversation_id=conversation.id, key="remark", seen=7, now=now + LATER)

    session.refresh(conversation)
    assert paused_at == now
    assert conversation.model_dump(exclude={"id", "interview_id", "person_id"}) == {
        "asked_key": "remark",
        "asked_at": now + LATER,
        "seen_answer_id": 7,
        "shown_key": None,
        "shown_ts": None,
        "last_heard_at": now + LATER,
        "paused_at": None,
    }


def test_to_be_heard_changes_nothing_else(
    session: Session, conversation: Conversation, now: datetime
) -> None:
    before = conversation.model_dump()

    hear(session, conversation_id=conversation.id, now=now + LATER)

    session.refresh(conversation)
    assert conversation.model_dump() == before | {"last_heard_at": now + LATER}


def test_a_talk_is_found_by_the_person_and_only_for_their_organisation(
    session: Session, process: Process, conversation: Conversation, now: datetime
) -> None:
    sara = add_member(session, process, SARA, now=now, organisation="koebenhavn")
    mine, interview_id = conversation.person_id, conversation.interview_id

    own = find_talk(session, person_id=mine, interview_id=interview_id)
    latest = find_talk(session, person_id=mine)

    assert own == latest
    assert own is not None
    assert (own["interview_id"], own["stage"]) == (interview_id, Stage.JOINED)
    assert find_talk(session, person_id=sara.person_id, interview_id=interview_id) is None
    assert find_talk(session, person_id=sara.person_id) is None
    assert find_talk(session, person_id=mine, interview_id=interview_id + 1) is None


def test_an_organisation_has_one_interview_in_a_process(
    session: Session, conversation: Conversation, now: datetime
) -> None:
    interview = session.get_one(Interview, conversation.interview_id)
    again = Interview(
        process_id=interview.process_id, organisation_id=interview.organisation_id, started_at=now
    )

    with pytest.raises(IntegrityError), session.begin_nested():
        session.add(again)


def test_who_answers_for_the_same_organisation_takes_turns(
    database: Database, now: datetime
) -> None:
    with database.write() as session:
        membership = add_member(session, load_process(session, now=now), METTE, now=now)
        talk = begin_talk(session, membership, now=now)
    begun, order = threading.Event(), list[str]()

    def second() -> None:
        begun.set()
        with database.write() as session:
            find_talk(session, person_id=talk.person_id, interview_id=talk.interview_id)
            order.append("second")

    with database.write() as session:
        find_talk(session, person_id=talk.person_id, interview_id=talk.interview_id)
        thread = threading.Thread(target=second)
        thread.start()
        begun.wait(timeout=5)
        thread.join(timeout=0.2)  # it would come through now, were it not made to wait
        order.append("first")
    thread.join(timeout=10)

    assert order == ["first", "second"]
