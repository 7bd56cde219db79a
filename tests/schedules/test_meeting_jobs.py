"""What the clock does around meetings: each job on rows that give it something to do."""

from datetime import timedelta

import pytest
from sqlmodel import col, select

from bot.meetings import call_off
from models import Database, Invitation, Meeting, Post
from models.enums import PostState, Reply
from schedules.pass_on_seats import PassingOn
from schedules.remind_of_meetings import remind_of_meetings, withdraw_meeting_reminders
from schedules.send_invitations import Inviting
from tests.builders import JONAS, METTE, add_member, load_process
from tests.meetings import ORGANIZER, STARTS, invitation_of, open_workshop, replies, workshop
from tests.registering import DAY, NOW, PEOPLE, four_invited, limit, says_yes


@pytest.fixture
def meeting(database: Database) -> Meeting:
    """One seat, which Mette has; Jonas waits."""
    with database.write() as session:
        made = four_invited(session)
        made.reminder_minutes = [1440]
        limit(session, made, 1)
        says_yes(session, made, METTE, NOW)
        says_yes(session, made, JONAS, NOW + timedelta(minutes=1))
    return made


def keys(database: Database, like: str) -> list[str]:
    """The keys of posts that were put for it, without where they begin and end."""
    with database.read() as session:
        query = select(Post.key).where(col(Post.key).like(f"meeting:%:{like}:%"))
        return [key.split(f":{like}:")[1] for key in session.exec(query.order_by(col(Post.id)))]


def test_everybody_is_invited_however_many_and_only_once(database: Database) -> None:
    with database.write() as session:
        process = load_process(session, now=NOW)
        for one in PEOPLE:
            add_member(session, process, one, now=NOW)
        open_workshop(session, now=NOW)

    for _ in range(2):
        Inviting(ORGANIZER).send_invitations(database, NOW)

    assert len(keys(database, "card")) == len(keys(database, "mail")) == 4


def test_without_mail_there_are_cards_alone(database: Database) -> None:
    with database.write() as session:
        process = load_process(session, now=NOW)
        add_member(session, process, METTE, now=NOW)
        open_workshop(session, now=NOW)

    Inviting(None).send_invitations(database, NOW)

    assert (len(keys(database, "card")), keys(database, "mail")) == (1, [])


@pytest.mark.usefixtures("meeting")
def test_reminders_are_put_and_withdrawn_when_the_meeting_is_called_off(
    database: Database,
) -> None:
    for _ in range(2):
        remind_of_meetings(database, STARTS - DAY)
    put = keys(database, "reminder")
    withdraw_meeting_reminders(database, STARTS - DAY)
    kept = states(database)
    with database.write() as session:
        call_off(session, meeting_id=workshop(session).id, because="", by=None, now=STARTS - DAY)

    withdraw_meeting_reminders(database, STARTS - DAY)

    assert len(put) == 3  # Mette comes, Sara and Peter have not answered
    assert (kept, states(database)) == ({PostState.WAITING}, {PostState.FAILED})


def states(database: Database) -> set[PostState]:
    """Where the reminders are."""
    with database.read() as session:
        query = select(Post).where(col(Post.key).like("meeting:%:reminder:%"))
        return {post.state for post in session.exec(query)}


@pytest.mark.usefixtures("meeting")
def test_an_offer_is_made_and_passed_on_by_the_clock(database: Database) -> None:
    with database.write() as session:
        replies(session, workshop(session), METTE, Reply.NO, now=NOW)
        says_yes(session, workshop(session), METTE, NOW + timedelta(minutes=2))

    for moment in (NOW, NOW + DAY, NOW + DAY):
        PassingOn(ORGANIZER).pass_on_seats(database, moment)

    with database.read() as session:
        rows: list[Invitation] = [
            invitation_of(session, workshop(session), one) for one in (METTE, JONAS)
        ]
    assert [row.reply for row in rows] == [Reply.OFFERED, Reply.NONE]
    assert len(keys(database, "offer_passed")) == 2  # on the card, and to call attention to it
