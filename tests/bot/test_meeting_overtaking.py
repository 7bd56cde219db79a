"""A move overtakes what has not been sent, and replaces what may have arrived."""

import pytest
from sqlmodel import Session, col, select

from bot.meetings import change
from models import Meeting, Post
from models.enums import PostState
from models.posts import NOT_NEEDED
from tests.builders import ANNE, METTE, add_member, load_process
from tests.meetings import (
    ENDS,
    STARTS,
    draft_of,
    invitation_of,
    open_workshop,
    person_of,
    send_all,
)
from tests.registering import DAY, NOW, PEOPLE


@pytest.fixture
def meeting(session: Session) -> Meeting:
    """Everybody in its audience is to hear of it, and nothing has been sent."""
    process = load_process(session, now=NOW)
    for one in PEOPLE:
        add_member(session, process, one, now=NOW)
    made = open_workshop(session, now=NOW)
    send_all(session, now=NOW, delivered=False)
    return made


def card_of(session: Session, meeting: Meeting) -> Post:
    return session.get_one(Post, invitation_of(session, meeting, METTE).card_id)


def moves(session: Session, meeting: Meeting) -> list[str]:
    """What is put for one who is invited: its kind and its version."""
    draft = draft_of(meeting, starts_at=STARTS + DAY, ends_at=ENDS + DAY)
    change(session, meeting_id=meeting.id, draft=draft, by=person_of(session, ANNE), now=NOW)
    last = max(session.exec(select(Post.id)))
    send_all(session, now=NOW, delivered=False)
    mette = person_of(session, METTE).id
    query = select(Post.key).where(Post.person_id == mette, col(Post.id) > last)
    return [" ".join(key.split(":")[2:4]) for key in session.exec(query.order_by(col(Post.id)))]


def test_what_surely_was_not_sent_is_kept_back(session: Session, meeting: Meeting) -> None:
    card = card_of(session, meeting)

    put = moves(session, meeting)

    session.refresh(card)
    assert (card.state, card.error) == (PostState.FAILED, NOT_NEEDED)
    assert put == ["mail 1.1", "card 1.1"]


@pytest.mark.parametrize("state", [PostState.WAITING, PostState.CLAIMED])
def test_a_card_that_may_have_arrived_is_looked_for_and_replaced(
    session: Session, meeting: Meeting, state: PostState
) -> None:
    card = card_of(session, meeting)
    card.state, card.claimed_at = state, NOW  # by a worker whom Slack has not answered
    session.add(card)
    session.flush()

    put = moves(session, meeting)

    session.refresh(card)
    assert card.state is state
    assert put == ["mail 1.1", "card_edit 1.1", "card 1.1"]
