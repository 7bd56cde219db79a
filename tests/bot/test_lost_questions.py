from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update
from sqlmodel import Session, col, select

from bot.lost_questions import is_any_lost, resend_lost_questions
from bot.talks import begin
from models import Conversation, Post
from models.enums import PostState
from models.stopped_interviews import note_shown
from tests.gathering import Gathering

NOON = datetime(2022, 5, 2, 10, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def conversation_id(session: Session) -> int:
    """Mette was to be asked about tenders at noon; whether she was shown it is not known."""
    gathering = Gathering(session)
    membership = gathering.member("Mette", "Aalborg Kommune")
    talk = begin(session, membership=membership, now=NOON)
    change(session, talk.conversation_id, asked_key="tenders", asked_at=NOON)
    return talk.conversation_id


def change(session: Session, conversation_id: int, **columns: object) -> None:
    session.connection().execute(
        update(Conversation).where(col(Conversation.id) == conversation_id).values(**columns)
    )


def posts(session: Session) -> list[Post]:
    session.expire_all()
    return list(session.exec(select(Post)))


def test_a_question_that_was_never_shown_is_asked_again_once(
    session: Session, conversation_id: int
) -> None:
    early = resend_lost_questions(session, now=NOON + MINUTE)
    later = resend_lost_questions(session, now=NOON + 2 * MINUTE)
    again = resend_lost_questions(session, now=NOON + 3 * MINUTE)

    assert (early, later, again) == (0, 1, 0)
    [post] = posts(session)
    assert post.message["text"] == "2 af 3: Kommer der udbud?"
    assert post.due_at == NOON + 2 * MINUTE
    assert post.person_id is not None
    assert conversation_id > 0


def test_once_it_is_sent_its_message_is_known(session: Session, conversation_id: int) -> None:
    resend_lost_questions(session, now=NOON + 2 * MINUTE)
    session.connection().execute(update(Post).values(state=PostState.SENT, ts="5.000"))
    session.expire_all()

    resend_lost_questions(session, now=NOON + 3 * MINUTE)

    conversation = session.get_one(Conversation, conversation_id)
    session.refresh(conversation)
    assert (conversation.shown_key, conversation.shown_ts) == ("tenders", "5.000")


@pytest.mark.parametrize("state", [PostState.SENT, PostState.FAILED, PostState.UNSURE])
def test_once_its_post_has_come_to_an_end_the_question_is_settled(
    session: Session, conversation_id: int, state: PostState
) -> None:
    resend_lost_questions(session, now=NOON + 2 * MINUTE)
    session.connection().execute(update(Post).values(state=state))
    session.expire_all()
    before = is_any_lost(session, now=NOON + 3 * MINUTE)

    resend_lost_questions(session, now=NOON + 3 * MINUTE)

    assert conversation_id
    assert (before, is_any_lost(session, now=NOON + 3 * MINUTE)) == (True, False)


def test_there_is_nothing_to_do_while_the_question_waits_to_be_sent(
    session: Session, conversation_id: int
) -> None:
    lost = is_any_lost(session, now=NOON + 2 * MINUTE)
    resend_lost_questions(session, now=NOON + 2 * MINUTE)

    waiting = is_any_lost(session, now=NOON + 2 * MINUTE)

    assert conversation_id
    assert (lost, waiting) == (True, False)


def test_a_question_put_meanwhile_is_not_taken_for_shown(
    session: Session, conversation_id: int
) -> None:
    change(session, conversation_id, asked_key="machines", shown_key="machines", shown_ts="7.000")

    note_shown(session, conversation_id=conversation_id, key="tenders", ts="5.000")

    conversation = session.get_one(Conversation, conversation_id)
    session.refresh(conversation)
    assert (conversation.shown_key, conversation.shown_ts) == ("machines", "7.000")


def test_a_question_that_is_shown_is_left_alone(session: Session, conversation_id: int) -> None:
    change(session, conversation_id, shown_key="tenders")

    count = resend_lost_questions(session, now=NOON + 2 * MINUTE)

    assert count == 0


def test_one_who_pauses_is_left_alone(session: Session, conversation_id: int) -> None:
    change(session, conversation_id, paused_at=NOON)

    count = resend_lost_questions(session, now=NOON + 2 * MINUTE)

    assert count == 0


def test_a_question_lost_long_ago_waits_for_the_day(session: Session, conversation_id: int) -> None:
    night = datetime(2022, 5, 2, 22, 0, tzinfo=UTC)
    assert conversation_id

    resend_lost_questions(session, now=night)

    [post] = posts(session)
    assert post.due_at == datetime(2022, 5, 3, 7, 0, tzinfo=UTC)


def test_a_question_retired_meanwhile_is_not_asked(session: Session, conversation_id: int) -> None:
    change(session, conversation_id, asked_key="gone")

    counts = [resend_lost_questions(session, now=NOON + n * MINUTE) for n in (2, 3)]

    assert counts == [0, 0]
    conversation = session.exec(
        select(Conversation).where(col(Conversation.id) == conversation_id)
    ).one()
    session.refresh(conversation)
    assert conversation.shown_key == "gone"
