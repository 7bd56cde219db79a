"""Answers by mail that nobody vouches for, and addresses that several share: asked, never believed."""

from datetime import datetime
from typing import Any

import pytest
from sqlmodel import Session, select

from bot.mail_replies import Taken, open_mail, take_mail
from models import Meeting, Post, StrayReply
from models.enums import Reply
from tests.builders import JONAS, LEADERS, METTE
from tests.meetings import ORGANIZER, invitation_of, person_of, replies
from tests.registering import NOW, four_invited, move
from tests.replying import AUTHSERV, STAMP, calendar_reply


@pytest.fixture
def meeting(session: Session) -> Meeting:
    return four_invited(session)


def take(session: Session, raw: bytes, now: datetime = NOW) -> Taken:
    return take_mail(
        session, opened=open_mail(raw), organizer=ORGANIZER, authserv=AUTHSERV, now=now
    )


def cards(session: Session) -> list[str]:
    """What the facilitators are shown of mail."""
    query = select(Post).where(Post.channel == LEADERS).order_by(Post.id)  # type: ignore[arg-type]
    return [post.message["text"] for post in session.exec(query) if post.key.startswith("mail:")]


def strays(session: Session) -> list[tuple[str, str, Reply]]:
    return [(one.address, one.why, one.reply) for one in session.exec(select(StrayReply))]


def take_unproven(
    session: Session, raw: bytes, *, authserv: str = "", now: datetime = NOW
) -> Taken:
    opened = open_mail(raw)
    return take_mail(session, opened=opened, organizer=ORGANIZER, authserv=authserv, now=now)


def hints(session: Session) -> list[tuple[str, list[str]]]:
    """What people are asked of answers in their calendars, and the buttons they are given."""
    found = [one for one in session.exec(select(Post)) if one.key.endswith(":hint")]
    return [(post.message["text"], acts_of(post.message["blocks"])) for post in found]


def acts_of(blocks: list[dict[str, Any]]) -> list[str]:
    rows = [block["elements"] for block in blocks if block["type"] == "actions"]
    return [element["action_id"] for row in rows for element in row]


@pytest.mark.parametrize(
    ("partstat", "act"),
    [
        ("ACCEPTED", "meetings.yes"),
        ("TENTATIVE", "meetings.maybe"),
        ("DECLINED", "meetings.no"),
    ],
)
def test_without_a_mail_server_to_ask_the_person_is_asked_once_and_nothing_is_changed(
    session: Session, meeting: Meeting, partstat: str, act: str
) -> None:
    raw = calendar_reply(meeting, METTE, partstat, proven=False)

    taken = [take_unproven(session, raw) for _ in range(2)]

    invitation = invitation_of(session, meeting, METTE)
    title = meeting.title["da"]
    assert taken == [Taken.ASKED, Taken.ASKED]
    assert (invitation.reply, invitation.replies, invitation.mail_dtstamp) == (Reply.NONE, 0, None)
    assert hints(session) == [(f"Er svaret i din kalender til »{title}« fra dig?", [act])]
    assert cards(session) == []


def test_nobody_is_asked_of_an_answer_that_stands_or_is_to_a_time_that_is_no_more(
    session: Session, meeting: Meeting
) -> None:
    replies(session, meeting, METTE, Reply.YES, now=NOW)
    move(session, meeting)
    before = [
        take_unproven(session, calendar_reply(meeting, JONAS)),
        take_unproven(session, calendar_reply(meeting, METTE, stamp=STAMP)),
    ]

    assert before == [Taken.OVERTAKEN, Taken.OVERTAKEN]
    assert hints(session) == []


def test_whoever_runs_sammen_may_decide_to_believe_the_sender_s_address(
    session: Session, meeting: Meeting
) -> None:
    raw = calendar_reply(meeting, METTE, proven=False)

    taken = take_unproven(session, raw, authserv="trust-from")

    assert taken is Taken.ANSWERED
    assert invitation_of(session, meeting, METTE).reply is Reply.YES


def test_an_address_that_several_share_answers_for_nobody(
    session: Session, meeting: Meeting
) -> None:
    person_of(session, JONAS).email = "mette.friis@aalborg.example"
    session.flush()

    taken = take(session, calendar_reply(meeting, METTE))

    assert taken is Taken.SHOWN
    assert [why for _, why, _ in strays(session)] == ["shared_address"]
    assert {invitation_of(session, meeting, one).reply for one in (METTE, JONAS)} == {Reply.NONE}


def test_an_address_whose_other_owner_is_no_longer_invited_is_nobody_else_s(
    session: Session, meeting: Meeting
) -> None:
    person_of(session, JONAS).email = "mette.friis@aalborg.example"
    invitation_of(session, meeting, JONAS).removed_at = NOW
    session.flush()

    assert take(session, calendar_reply(meeting, METTE)) is Taken.ANSWERED
    assert invitation_of(session, meeting, METTE).reply is Reply.YES
