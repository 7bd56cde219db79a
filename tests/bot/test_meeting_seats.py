"""Free seats go on, and whoever is concerned is told: the outbox after each step."""

from datetime import timedelta

import pytest
from sqlmodel import Session, col, select

from bot.meeting_seats import pass_on_seats, put_offers
from models import Meeting, Post
from models.enums import Reply
from tests.builders import JONAS, METTE, SARA
from tests.meetings import ORGANIZER, invitation_of, person_of, replies
from tests.registering import DAY, NOW, danish, four_invited, limit, says_yes


@pytest.fixture
def meeting(session: Session) -> Meeting:
    """One seat, which Mette has; Jonas and then Sara wait."""
    made = four_invited(session)
    limit(session, made, 1)
    for minute, one in enumerate((METTE, JONAS, SARA)):
        says_yes(session, made, one, NOW + timedelta(minutes=minute))
    return made


def gives_up(session: Session, meeting: Meeting, *, by_mail: bool = True) -> None:
    """Mette cannot come after all, and Jonas is offered her seat."""
    outcome = replies(session, meeting, METTE, Reply.NO, now=NOW)
    organizer = ORGANIZER if by_mail else None
    put_offers(session, meeting=meeting, offered=outcome.offered, organizer=organizer, now=NOW)


def put_for(session: Session, slack_id: str) -> list[tuple[str, str]]:
    """What was put for this person since the invitation: whether by mail, and its first line."""
    person = person_of(session, slack_id)
    query = select(Post).where(Post.person_id == person.id).order_by(col(Post.id))
    posts = [post for post in session.exec(query) if ":0.0:" not in post.key]
    ways = ["mail" if post.address else "edit" if post.edits_id else "card" for post in posts]
    return [
        (way, str(post.message["text"]).partition(":")[0])
        for way, post in zip(ways, posts, strict=True)
    ]


def test_who_is_offered_a_seat_gets_a_new_card_and_a_mail(
    session: Session, meeting: Meeting
) -> None:
    gives_up(session, meeting)

    assert put_for(session, JONAS) == [
        ("edit", "Workshop om bygherrebehov og emissionsfrie arbejdsmaskiner"),
        ("card", "Der er blevet en plads til dig"),
        ("mail", "Der er blevet en plads til dig"),
    ]
    row = invitation_of(session, meeting, JONAS)
    card = session.get_one(Post, row.card_id)
    assert card.message["text"].startswith("Der er blevet en plads")


def test_an_offer_run_out_is_told_of_and_made_to_the_next(
    session: Session, meeting: Meeting
) -> None:
    gives_up(session, meeting, by_mail=False)

    early = pass_on_seats(session, organizer=None, now=NOW + DAY - timedelta(seconds=1))
    moved_on = pass_on_seats(session, organizer=None, now=NOW + DAY)
    again = pass_on_seats(session, organizer=None, now=NOW + DAY)

    assert (early, moved_on, again) == (0, 2, 0)
    assert put_for(session, JONAS)[2:] == [
        ("edit", "Pladsen er gået videre"),
        ("card", "Pladsen er gået videre"),
    ]
    assert put_for(session, SARA)[1:] == [("card", "Der er blevet en plads til dig")]


def test_a_seat_added_later_is_offered_by_the_clock(session: Session, meeting: Meeting) -> None:
    limit(session, meeting, 2)

    offered = pass_on_seats(session, organizer=ORGANIZER, now=NOW)

    assert offered == 1
    assert invitation_of(session, meeting, JONAS).reply is Reply.OFFERED


@pytest.mark.parametrize(
    ("begins", "waits"), [("2022-05-20 12:00", True), ("2022-05-10 12:00", False)]
)
def test_an_offer_made_at_night_waits_for_the_morning_if_there_is_time(
    session: Session, meeting: Meeting, begins: str, waits: bool
) -> None:
    meeting.starts_at = danish(begins)
    meeting.ends_at = meeting.starts_at + timedelta(hours=4)
    limit(session, meeting, 2)

    pass_on_seats(session, organizer=None, now=danish("2022-05-09 23:00"))

    row = invitation_of(session, meeting, JONAS)
    card = session.get_one(Post, row.card_id)
    assert card.waits_for_daytime is waits
    assert row.offer_until is not None
    assert row.offer_until > danish("2022-05-10 09:00") or not waits
