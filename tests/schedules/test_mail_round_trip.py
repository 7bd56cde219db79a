"""From the invitation in the outbox to the answer in the row, with real servers in between."""

from email.message import EmailMessage

import pytest
from icalendar import Calendar, Event

from bot.calendar.events import Organizer
from bot.deliveries import Nothing
from bot.mailing import mail_next
from models import Database, Meeting
from models.enums import RepliedBy, Reply
from schedules.read_replies import ReplyReading
from tests.builders import ACCOUNTS, JONAS, METTE
from tests.meetings import ORGANIZER, invitation_of, send_all
from tests.post_office import Mailed, PostOffice, post_office
from tests.registering import NOW, four_invited, move
from tests.replying import AUTHSERV, STAMP, calendar_reply

__all__ = ["post_office"]


@pytest.fixture
def meeting(database: Database) -> Meeting:
    with database.write() as session:
        meeting_id = four_invited(session, delivered=False).id
    with database.read() as session:
        return session.get_one(Meeting, meeting_id)


def send_everything(database: Database, office: PostOffice) -> None:
    while not isinstance(mail_next(database, office.courier, now=NOW), Nothing):
        pass


def read_everything(database: Database, office: PostOffice) -> int:
    reading = ReplyReading(office.mailbox, organizer=ORGANIZER, authserv=AUTHSERV)
    return reading.read_replies(database, NOW)


def latest_for(office: PostOffice, slack_id: str) -> Mailed:
    return [mailed for mailed in office.taken if mailed.to == ACCOUNTS[slack_id].email][-1]


def event_in(mailed: Mailed) -> Event:
    [part] = [one for one in mailed.parsed.walk() if one.get_content_type() == "text/calendar"]
    assert isinstance(part, EmailMessage)
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    return Calendar.from_ical(content).events[0]


def test_each_is_invited_alone_and_the_answer_finds_its_way_back(
    database: Database, meeting: Meeting, post_office: PostOffice
) -> None:
    send_everything(database, post_office)
    event = event_in(latest_for(post_office, METTE))
    post_office.receive(calendar_reply(meeting, METTE, "ACCEPTED", uid=str(event["UID"])))

    count = read_everything(database, post_office)

    assert len(post_office.taken) == 4
    for mailed in post_office.taken:
        assert [one.email for one in event_in(mailed).attendees] == [mailed.to]
    assert Organizer(name="Sammen", email=event.organizer.email) == ORGANIZER
    assert count == 5  # four copies of Sammen's own, and the answer
    with database.read() as session:
        mette = invitation_of(session, meeting, METTE)
        assert (mette.reply, mette.replied_by) == (Reply.YES, RepliedBy.MAIL)
        assert invitation_of(session, meeting, JONAS).reply is Reply.NONE


def test_after_a_move_only_an_answer_to_the_new_time_counts(
    database: Database, meeting: Meeting, post_office: PostOffice
) -> None:
    send_everything(database, post_office)
    first = event_in(latest_for(post_office, METTE))
    with database.write() as session:
        move(session, session.get_one(Meeting, meeting.id))
        send_all(session, now=NOW, delivered=False)
    send_everything(database, post_office)
    second = event_in(latest_for(post_office, METTE))

    for number, event in enumerate((first, second)):
        post_office.receive(
            calendar_reply(
                meeting,
                (METTE, JONAS)[number],
                "ACCEPTED",
                uid=str(event["UID"]),
                sequence=event.sequence,
                stamp=STAMP,
            )
        )
    read_everything(database, post_office)

    assert first["UID"] == second["UID"]
    assert first.sequence < second.sequence
    with database.read() as session:
        assert invitation_of(session, meeting, METTE).reply is Reply.NONE
        assert invitation_of(session, meeting, JONAS).reply is Reply.YES
