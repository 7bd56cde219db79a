"""Mail of ours that a server returns: shown as failed, if it is surely ours."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from bot.mail_replies import Taken, open_mail, take_mail
from bot.mailing import message_id_of
from bot.posts import send_again
from models import Meeting, Post
from models.enums import PostState
from models.posts import find_post
from tests.builders import ANNE, METTE
from tests.meetings import ORGANIZER, invitation_of, person_of
from tests.registering import NOW, four_invited
from tests.replying import AUTHSERV, bounce

SAID = "550 5.1.1 <mette.friis@aalborg.example>: no such user"


@pytest.fixture
def meeting(session: Session) -> Meeting:
    return four_invited(session)


@pytest.fixture
def post(session: Session, meeting: Meeting) -> Post:
    """Mette's invitation, which a server has taken."""
    person_id = invitation_of(session, meeting, METTE).person_id
    mails = [one for one in session.exec(select(Post)) if one.address is not None]
    [post] = [one for one in mails if one.person_id == person_id]
    post.state, post.sent_at = PostState.SENT, NOW
    session.flush()
    return post


def id_of(post: Post) -> str:
    return message_id_of(post_id=post.id, key=post.key, sender=ORGANIZER.email)


def take(session: Session, raw: bytes) -> Taken:
    opened = open_mail(raw)
    return take_mail(session, opened=opened, organizer=ORGANIZER, authserv=AUTHSERV, now=NOW)


def cards(session: Session, post: Post) -> list[str]:
    found = [one for one in session.exec(select(Post)) if one.key.startswith(f"post:{post.id}:")]
    return [str(one.message["blocks"]) for one in found]


@pytest.mark.parametrize("whole", [True, False])
def test_a_mail_that_comes_back_has_failed_and_the_facilitators_see_why(
    session: Session, post: Post, whole: bool
) -> None:
    taken = take(session, bounce(id_of(post), SAID, whole=whole))

    assert taken is Taken.BOUNCED
    assert (post.state, post.error) == (PostState.FAILED, SAID)
    [card] = cards(session, post)
    assert "no such user" in card
    assert "posts.send_again" in card


def test_a_report_that_is_read_again_does_not_undo_what_was_sent_again(
    session: Session, post: Post
) -> None:
    raw = bounce(id_of(post), SAID)
    take(session, raw)
    again = NOW + timedelta(hours=1)
    send_again(session, post_id=post.id, person=person_of(session, ANNE), now=again)
    waiting = take(session, raw)
    post.state = PostState.SENT
    session.flush()

    sent = take(session, raw)

    assert (waiting, sent) == (Taken.AUTOMATIC, Taken.AUTOMATIC)
    assert post.state is PostState.SENT
    assert len(cards(session, post)) == 1


@pytest.mark.parametrize(
    "message_id",
    [
        "<post-{id}.0123456789abcdef@copi.example>",
        "<post-{id}.@copi.example>",
        "<post-999999999.0123456789abcdef@copi.example>",
        "<svar-1@aalborg.example>",
        "",
    ],
)
def test_a_report_that_does_not_know_the_digest_is_passed_over(
    session: Session, post: Post, message_id: str
) -> None:
    taken = take(session, bounce(message_id.format(id=post.id), SAID))

    assert taken in {Taken.AUTOMATIC, Taken.UNKNOWN}
    assert post.state is PostState.SENT
    assert cards(session, post) == []


def test_a_message_in_slack_never_bounces(session: Session, post: Post, meeting: Meeting) -> None:
    card = session.get_one(Post, invitation_of(session, meeting, METTE).card_id)
    card.state = PostState.SENT
    session.flush()

    take(session, bounce(id_of(card), SAID))

    assert card.state is PostState.SENT
    assert find_post(session, key=post.key) is post


def test_a_mail_that_is_merely_late_has_not_failed(session: Session, post: Post) -> None:
    taken = take(session, bounce(id_of(post), SAID, action="delayed"))

    assert taken is not Taken.BOUNCED
    assert post.state is PostState.SENT
