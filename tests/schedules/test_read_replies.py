"""The mailbox is read mail by mail, each committed with what it caused."""

from collections.abc import Generator
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from sqlmodel import Session, col, select

from bot.mailbox import MailboxUnreachable, Mark, Received, find_mark
from models import Database, Meeting, Post
from models.enums import Reply
from schedules.read_replies import MOST_AT_ONCE, MailboxReading, ReplyReading
from tests.builders import JONAS, METTE
from tests.meetings import ORGANIZER, invitation_of
from tests.post_office import PostOffice, post_office
from tests.registering import NOW, four_invited
from tests.replying import AUTHSERV, STAMP, calendar_reply

__all__ = ["post_office"]


@pytest.fixture
def meeting(database: Database) -> Meeting:
    with database.write() as session:
        meeting_id = four_invited(session).id
    with database.read() as session:
        return session.get_one(Meeting, meeting_id)


def reading(office: PostOffice) -> ReplyReading:
    return ReplyReading(office.mailbox, organizer=ORGANIZER, authserv=AUTHSERV)


def reply_of(database: Database, meeting: Meeting, slack_id: str) -> Reply:
    with database.read() as session:
        return invitation_of(session, meeting, slack_id).reply


def mark(database: Database, name: str) -> Mark | None:
    with database.read() as session:
        return find_mark(session, mailbox=name)


def test_an_answer_travels_from_the_mailbox_to_the_row(
    database: Database, meeting: Meeting, post_office: PostOffice
) -> None:
    post_office.receive(calendar_reply(meeting, METTE))
    post_office.receive(calendar_reply(meeting, JONAS, "DECLINED"))

    count = reading(post_office).read_replies(database, NOW)

    assert count == 2
    assert reply_of(database, meeting, METTE) is Reply.YES
    assert reply_of(database, meeting, JONAS) is Reply.NO


def test_each_mail_is_read_once_also_after_a_restart(
    database: Database, meeting: Meeting, post_office: PostOffice
) -> None:
    post_office.receive(calendar_reply(meeting, METTE))
    reading(post_office).read_replies(database, NOW)
    post_office.receive(
        calendar_reply(meeting, METTE, "DECLINED", stamp=STAMP + timedelta(hours=1))
    )

    again = reading(post_office)
    counts = [again.read_replies(database, NOW + timedelta(hours=2)) for _ in range(2)]

    assert counts == [1, 0]
    assert reply_of(database, meeting, METTE) is Reply.NO


def test_a_mailbox_that_counts_anew_is_read_anew_and_nothing_happens_twice(
    database: Database, meeting: Meeting, post_office: PostOffice
) -> None:
    post_office.receive(calendar_reply(meeting, METTE))
    read = reading(post_office)
    read.read_replies(database, NOW)
    before = mark(database, post_office.mailbox.name)
    post_office.count_anew()

    count = read.read_replies(database, NOW)

    after = mark(database, post_office.mailbox.name)
    with database.read() as session:
        assert invitation_of(session, meeting, METTE).replies == 1
    assert count == 1
    assert before is not None
    assert after is not None
    assert before.uid_validity != after.uid_validity


def test_while_the_mailbox_is_down_nothing_else_suffers_and_it_is_said_once(
    database: Database,
    meeting: Meeting,
    post_office: PostOffice,
    caplog: pytest.LogCaptureFixture,
) -> None:
    post_office.receive(calendar_reply(meeting, METTE))
    post_office.close()
    read = reading(post_office)

    counts = [read.read_replies(database, NOW) for _ in range(5)]
    post_office.open()
    read._rests_until = 0
    counts.append(read.read_replies(database, NOW))

    assert counts == [0, 0, 0, 0, 0, 1]
    assert caplog.text.count("the mailbox cannot be opened") == 1
    assert reply_of(database, meeting, METTE) is Reply.YES


@dataclass
class Box:
    """A mailbox in memory, which breaks off where it is told to."""

    raws: list[bytes]
    breaks_after: int = 1000
    name: str = "box"
    opened: list[Mark | None] = field(default_factory=list)

    def new_mails(self, since: Mark | None) -> Generator[Received, None, None]:
        self.opened.append(since)
        for number, raw in enumerate(self.raws, start=1):
            if number > self.breaks_after:
                raise MailboxUnreachable("the line broke")
            if since is None or number > since.uid:
                yield Received(mark=Mark(uid_validity=1, uid=number), raw=raw)


def test_what_was_read_before_the_line_broke_is_kept(database: Database, meeting: Meeting) -> None:
    box = Box([calendar_reply(meeting, METTE), calendar_reply(meeting, JONAS)], breaks_after=1)

    ReplyReading(box, organizer=ORGANIZER, authserv=AUTHSERV).read_replies(database, NOW)

    assert mark(database, "box") == Mark(uid_validity=1, uid=1)
    assert reply_of(database, meeting, METTE) is Reply.YES
    assert reply_of(database, meeting, JONAS) is Reply.NONE


def test_no_transaction_is_open_while_the_mailbox_is_talked_to(
    sqlite_url: str,
) -> None:
    database = Database(sqlite_url)
    written: list[bool] = []

    class Watching(Box):
        def new_mails(self, since: Mark | None) -> Generator[Received, None, None]:
            for received in super().new_mails(since):
                with database.write():
                    written.append(True)
                yield received

    box = Watching([b"Subject: 1\r\n\r\n", b"Subject: 2\r\n\r\n"])
    count = ReplyReading(box, organizer=ORGANIZER, authserv="").read_replies(database, NOW)
    database.close()

    assert count == 2
    assert written == [True, True]


def test_a_full_mailbox_is_read_a_part_at_a_time(database: Database) -> None:
    box = Box([b"Subject: hej\r\n\r\n"] * (MOST_AT_ONCE + 3))
    read = ReplyReading(box, organizer=ORGANIZER, authserv="")

    counts = [read.read_replies(database, NOW) for _ in range(3)]

    assert counts == [MOST_AT_ONCE, 3, 0]


def test_one_mail_that_cannot_be_dealt_with_stops_no_other(
    database: Database, meeting: Meeting, caplog: pytest.LogCaptureFixture
) -> None:
    box = Box([calendar_reply(meeting, METTE), calendar_reply(meeting, JONAS)])
    with database.write() as session:
        _lose_title(session, meeting)

    count = ReplyReading(box, organizer=ORGANIZER, authserv=AUTHSERV).read_replies(database, NOW)

    assert count == 2
    assert mark(database, "box") == Mark(uid_validity=1, uid=2)
    assert "mail 1 could not be dealt with" in caplog.text
    assert reply_of(database, meeting, METTE) is Reply.NONE
    assert reply_of(database, meeting, JONAS) is Reply.YES


def _lose_title(session: Session, meeting: Meeting) -> None:
    """The row says what no version of ours can read."""
    found = session.get_one(Meeting, meeting.id)
    found.title = {}
    invitation_of(session, found, JONAS).card_id = None  # so nothing is said to him
    session.add(found)


def outage_cards(database: Database) -> list[str]:
    with database.read() as session:
        posts = session.exec(select(Post).order_by(col(Post.id))).all()
        return [one.message["text"] for one in posts if one.key.startswith("mail:unread:")]


@pytest.mark.usefixtures("meeting")
def test_a_mailbox_out_of_reach_for_an_hour_is_told_once_and_its_return_too(
    database: Database,
) -> None:
    box = Box([b"Subject: 1\r\n\r\n"], breaks_after=0)
    told: list[int] = []
    read = ReplyReading(box, organizer=ORGANIZER, authserv="")
    for minutes in (0, 59, 60, 90):
        read._rests_until = 0
        read.read_replies(database, NOW + timedelta(minutes=minutes))
        told.append(len(outage_cards(database)))

    restarted = ReplyReading(box, organizer=ORGANIZER, authserv="")
    box.breaks_after = 1000
    for minutes in (100, 101):
        restarted.read_replies(database, NOW + timedelta(minutes=minutes))

    assert told == [0, 0, 1, 1]
    assert outage_cards(database) == [
        "Jeg kan ikke læse svar fra folks kalendere lige nu.",
        "Jeg kan læse svar fra folks kalendere igen.",
    ]


def test_the_mailbox_is_read_in_a_loop_of_its_own(database: Database) -> None:
    box = Box([b"Subject: hej\r\n\r\n"] * (MOST_AT_ONCE + 3))
    replies = ReplyReading(box, organizer=ORGANIZER, authserv="")
    loop = MailboxReading(database, replies, now=lambda: NOW, tick_seconds=15)

    pauses = [loop.read_once() for _ in range(2)]
    loop.stop()

    assert pauses == [0, 15]
    assert mark(database, "box") == Mark(uid_validity=1, uid=MOST_AT_ONCE + 3)
