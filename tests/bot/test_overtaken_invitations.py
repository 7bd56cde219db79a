"""A newer message overtakes what still waits: at night, or while the mail server is away."""

from datetime import timedelta

import pytest
from sqlmodel import Session, col, select

from bot.meeting_invitations import take_back
from bot.meetings import call_off, change
from models import Meeting, Post, Process
from models.enums import PostState
from tests.builders import ANNE, METTE, add_member, load_process
from tests.meetings import (
    ENDS,
    ORGANIZER,
    STARTS,
    deliver_all,
    draft_of,
    invitation_of,
    open_workshop,
    person_of,
    send_all,
)
from tests.registering import DAY, NOW


@pytest.fixture
def meeting(session: Session) -> Meeting:
    """Mette's invitation waits in the outbox."""
    process = load_process(session, now=NOW)
    add_member(session, process, METTE, now=NOW)
    made = open_workshop(session, now=NOW)
    send_all(session, now=NOW, delivered=False)
    return made


def moves(session: Session, meeting: Meeting, days: int) -> None:
    draft = draft_of(meeting, starts_at=STARTS + days * DAY, ends_at=ENDS + days * DAY)
    change(session, meeting_id=meeting.id, draft=draft, by=person_of(session, ANNE), now=NOW)
    send_all(session, now=NOW, delivered=False)


def waiting(session: Session) -> list[str]:
    """What will reach Mette: its text, or the mail's subject."""
    query = select(Post).where(Post.state == PostState.WAITING).order_by(col(Post.id))
    return [str(post.message["text"]).partition(":")[0] for post in session.exec(query)]


def test_a_move_before_the_invitation_has_left_becomes_the_invitation(
    session: Session, meeting: Meeting
) -> None:
    moves(session, meeting, 1)

    assert waiting(session) == ["Invitation", "Du er inviteret"]


def test_of_two_moves_in_one_evening_the_second_is_told(session: Session, meeting: Meeting) -> None:
    deliver_all(session, now=NOW)
    moves(session, meeting, 1)
    moves(session, meeting, 2)

    assert waiting(session) == ["Flyttet", "Flyttet"]
    assert invitation_of(session, meeting, METTE).sequence == 2


def test_who_never_heard_of_it_does_not_hear_that_it_is_off(
    session: Session, meeting: Meeting
) -> None:
    by = person_of(session, ANNE)
    call_off(session, meeting_id=meeting.id, because="", by=by, now=NOW)
    send_all(session, now=NOW, delivered=False)

    assert waiting(session) == []


def test_who_never_heard_of_it_is_taken_off_in_silence(session: Session, meeting: Meeting) -> None:
    row = invitation_of(session, meeting, METTE)
    take_back(session, invitation=row, organizer=ORGANIZER, by=person_of(session, ANNE), now=NOW)

    assert waiting(session) == []


def test_where_only_the_mail_waits_the_card_is_replaced_as_ever(
    session: Session, meeting: Meeting
) -> None:
    [card] = session.exec(select(Post).where(col(Post.address).is_(None)))
    card.state = PostState.SENT
    session.add(card)
    session.flush()

    moves(session, meeting, 1)

    title = meeting.title["da"]
    assert waiting(session) == ["Flyttet", title, "Flyttet"]


@pytest.mark.parametrize(
    ("kind", "is_kept"),
    [("reminder:2022-06-08T10:00:00+00:00:0:60", True), ("standing", False), ("offer:1", False)],
)
def test_an_answer_or_an_offer_that_waits_is_overtaken_and_a_reminder_is_not(
    session: Session, meeting: Meeting, kind: str, *, is_kept: bool
) -> None:
    process = session.get_one(Process, meeting.process_id)
    person = person_of(session, METTE)
    session.add(
        Post(
            key=f"meeting:{meeting.id}:{kind}:person:{person.id}" + ":1" * (kind == "standing"),
            team_id=person.team_id,
            process_id=process.id,
            person_id=person.id,
            message={"text": "Det ventede: x"},
            state=PostState.WAITING,
            due_at=NOW + timedelta(minutes=1),
        )
    )
    session.flush()

    moves(session, meeting, 1)

    assert ("Det ventede" in waiting(session)) is is_kept
