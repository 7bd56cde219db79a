"""What stands in a feed, when it changes, and that an unchanged one is not put together again."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

import icalendar
import pytest

from bot.feed_contents import Contents, FeedContents
from bot.feeds import renew
from models import Database, Invitation, Meeting, Person, Process
from models.enums import MeetingState, Reply
from tests.subscribing import LONG_AGO, NOW, add_meeting, invite, subscriber

DAY = timedelta(days=1)
SOON = NOW + 30 * DAY


def titles(contents: Contents | None) -> list[str]:
    assert contents is not None
    calendar = icalendar.Calendar.from_ical(contents.body)
    return [str(event["SUMMARY"]) for event in calendar.events]


def test_a_feed_holds_what_one_is_invited_to_in_order_of_time(database: Database) -> None:
    with database.write() as session:
        gathering, mette, feed = subscriber(session, starts=[SOON + DAY, SOON, NOW - 9 * DAY])
        invite(
            session, add_meeting(session, gathering, "ja", SOON + 2 * DAY), mette, reply=Reply.YES
        )
        invite(session, add_meeting(session, gathering, "nej", SOON), mette, reply=Reply.NO)
        removed = invite(session, add_meeting(session, gathering, "ude", SOON), mette)
        removed.removed_at = NOW
        retired = add_meeting(session, gathering, "væk", SOON, retired_at=NOW)
        invite(session, retired, mette)
        gathering.member("Bo", "Aalborg Kommune")
        invite(session, add_meeting(session, gathering, "andres", SOON), gathering.people["Bo"])
    contents = FeedContents(database)

    found = contents.of(feed.token, now=NOW)

    assert titles(found) == ["Møde m2", "Møde m1", "Møde m0", "Møde ja"]


def test_what_is_over_stays_for_a_year(database: Database) -> None:
    with database.write() as session:
        _, _, feed = subscriber(session, starts=[NOW - 366 * DAY, NOW - 364 * DAY])

    assert titles(FeedContents(database).of(feed.token, now=NOW)) == ["Møde m1"]


def test_what_is_called_off_says_so_until_its_day_has_passed(database: Database) -> None:
    evening = datetime(2022, 6, 8, 16, 0, tzinfo=UTC)  # ends at 20 in Copenhagen
    midnight = datetime(2022, 6, 8, 22, 0, tzinfo=UTC)
    with database.write() as session:
        gathering, mette, feed = subscriber(session, starts=[])
        off = {"state": MeetingState.CALLED_OFF, "sequence": 1, "revision": 1}
        invite(session, add_meeting(session, gathering, "x", evening, **off), mette)
        gone = add_meeting(session, gathering, "y", evening, retired_at=NOW, **off)
        invite(session, gone, mette)
    contents = FeedContents(database)

    at = [NOW, evening + timedelta(hours=3), midnight - timedelta(seconds=1), midnight]
    told = [titles(contents.of(feed.token, now=one)) for one in at]

    assert told == [["AFLYST: Møde x", "AFLYST: Møde y"]] * 3 + [[]]


def test_a_feed_names_no_other_person_and_no_method(database: Database) -> None:
    with database.write() as session:
        organizer = {"organizer_name": "Sammen", "organizer_email": "sammen@copi.example"}
        gathering, mette, feed = subscriber(session, starts=[])
        invite(session, add_meeting(session, gathering, "x", SOON, **organizer), mette)

    found = FeedContents(database).of(feed.token, now=NOW)

    assert found is not None
    for word in (b"ATTENDEE", b"ORGANIZER", b"METHOD", b"mailto:", b"Mette", b"VALARM"):
        assert word not in found.body
    assert b"DTSTART;TZID=Europe/Copenhagen:" in found.body
    assert found.body.count(b"BEGIN:VTIMEZONE") == 1


def test_an_event_has_the_sequence_that_this_person_has_been_told(database: Database) -> None:
    with database.write() as session:
        gathering, mette, feed = subscriber(session, starts=[])
        ahead = invite(session, add_meeting(session, gathering, "a", SOON, sequence=2), mette)
        ahead.sequence = 4  # uninvited and invited again
        behind = invite(session, add_meeting(session, gathering, "b", SOON, sequence=3), mette)
        behind.sequence = 1

    found = FeedContents(database).of(feed.token, now=NOW)

    assert found is not None
    events = icalendar.Calendar.from_ical(found.body).events
    assert [event.sequence for event in events] == [4, 3]


def test_a_meeting_that_no_calendar_can_hold_does_not_keep_out_the_others(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    with database.write() as session:
        gathering, mette, feed = subscriber(session, starts=[SOON])
        backwards = {"ends_at": SOON - timedelta(hours=1)}
        invite(session, add_meeting(session, gathering, "bad", SOON, **backwards), mette)

    assert titles(FeedContents(database).of(feed.token, now=NOW)) == ["Møde m0"]
    assert "does not fit into a calendar" in caplog.text


@dataclass(frozen=True)
class Rows:
    """What a feed is made of."""

    meeting: Meeting
    invitation: Invitation
    person: Person
    process: Process


def rename(rows: Rows) -> None:
    rows.meeting.title = {"da": "Nyt navn", "en": "New name"}
    rows.meeting.revision += 1


def move(rows: Rows) -> None:
    rows.meeting.starts_at += DAY
    rows.meeting.ends_at += DAY
    rows.meeting.sequence += 1
    rows.meeting.revision += 1


def call_off(rows: Rows) -> None:
    rows.meeting.state = MeetingState.CALLED_OFF
    rows.meeting.sequence += 1
    rows.meeting.revision += 1


def retire(rows: Rows) -> None:
    rows.meeting.retired_at = NOW


def load(rows: Rows) -> None:
    rows.meeting.agenda = {"da": "Nyt program", "en": "New agenda"}
    rows.process.loaded_at = NOW


def decline(rows: Rows) -> None:
    rows.invitation.reply = Reply.NO
    rows.invitation.replies += 1


def uninvite(rows: Rows) -> None:
    rows.invitation.removed_at = NOW
    rows.invitation.sequence += 1


def read_english(rows: Rows) -> None:
    rows.person.language = "en"


@pytest.mark.parametrize(
    "change", [rename, move, call_off, retire, load, decline, uninvite, read_english]
)
def test_whatever_changes_is_in_the_feed_at_once(
    database: Database, change: Callable[[Rows], None]
) -> None:
    with database.write() as session:
        gathering, mette, feed = subscriber(session, starts=[SOON + DAY])
        meeting = add_meeting(session, gathering, "x", SOON)
        invitation = invite(session, meeting, mette)
    contents = FeedContents(database)
    before = contents.of(feed.token, now=NOW)

    with database.write() as session:
        rows = Rows(
            session.merge(meeting),
            session.merge(invitation),
            session.merge(mette),
            session.merge(gathering.process),
        )
        change(rows)
    after = contents.of(feed.token, now=NOW)

    anew = FeedContents(database).of(feed.token, now=NOW)
    assert before is not None
    assert after is not None
    assert after.etag != before.etag
    assert after == anew


def test_two_answers_that_change_places_do_not_look_like_none(database: Database) -> None:
    with database.write() as session:
        gathering, mette, feed = subscriber(session, starts=[])
        first = invite(session, add_meeting(session, gathering, "a", SOON), mette)
        second = invite(session, add_meeting(session, gathering, "b", SOON), mette, reply=Reply.NO)
    contents = FeedContents(database)
    before = titles(contents.of(feed.token, now=NOW))

    with database.write() as session:
        one, other = session.merge(first), session.merge(second)
        one.reply, one.replies = Reply.NO, 1
        other.reply, other.replies = Reply.YES, 1

    assert (before, titles(contents.of(feed.token, now=NOW))) == (["Møde a"], ["Møde b"])


def test_an_unchanged_feed_is_not_put_together_again(database: Database) -> None:
    with database.write() as session:
        gathering, _, feed = subscriber(session, starts=[SOON])
        gathering.member("Bo", "Aalborg Kommune")
        bo = gathering.people["Bo"]
        other = invite(session, add_meeting(session, gathering, "andres", SOON), bo)
    contents = FeedContents(database)
    first = contents.of(feed.token, now=NOW)

    with database.write() as session:
        row = session.merge(other)
        row.reply, row.replies = Reply.YES, 1

    assert contents.of(feed.token, now=NOW + timedelta(hours=3)) is first


def test_the_tag_stays_the_same_from_day_to_day_and_from_process_to_process(
    database: Database,
) -> None:
    with database.write() as session:
        _, _, feed = subscriber(session, starts=[SOON, SOON + DAY])
    contents = FeedContents(database)

    made = [contents.of(feed.token, now=NOW + days * DAY) for days in range(3)]
    made.append(FeedContents(database).of(feed.token, now=NOW))

    assert len({one.etag for one in made if one}) == 1


def test_a_feed_of_another_language_keeps_its_own_words(database: Database) -> None:
    with database.write() as session:
        gathering, _, danish = subscriber(session, starts=[])
        gathering.member("Peter", "Aalborg Kommune")
        peter, mette = gathering.people["Peter"], gathering.people["Mette Friis"]
        peter.language = "en"
        meeting = add_meeting(session, gathering, "x", SOON, state=MeetingState.CALLED_OFF)
        for person in (mette, peter):
            invite(session, meeting, person)
        english = renew(session, person_id=peter.id, now=LONG_AGO)
    contents = FeedContents(database)

    told = [titles(contents.of(one.token, now=NOW)) for one in (danish, english)]

    assert told == [["AFLYST: Møde x"], ["CALLED OFF: Meeting x"]]


def test_a_revoked_or_unknown_address_has_nothing(database: Database) -> None:
    with database.write() as session:
        _, mette, feed = subscriber(session, starts=[SOON])
    contents = FeedContents(database)
    old = feed.token
    assert contents.of(old, now=NOW) is not None

    with database.write() as session:
        new = renew(session, person_id=mette.id, now=NOW).token

    assert contents.of(old, now=NOW) is None
    assert not contents.exists(old)
    assert contents.of(new, now=NOW) is not None
    assert contents.exists(new)
    assert contents.of("A" * 43, now=NOW) is None


def test_many_may_ask_at_once(database: Database) -> None:
    with database.write() as session:
        _, _, feed = subscriber(session, starts=[SOON + n * DAY for n in range(20)])
    contents, gate = FeedContents(database), Barrier(8)
    found: list[Contents | None] = []

    def ask() -> None:
        gate.wait(timeout=10)
        found.append(contents.of(feed.token, now=NOW))

    threads = [Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)

    assert len(found) == 8
    assert len({one.body for one in found if one}) == 1


def test_a_change_is_dated_and_never_before_midnight(database: Database) -> None:
    with database.write() as session:
        gathering, mette, feed = subscriber(session, starts=[SOON])
        changed = add_meeting(session, gathering, "x", SOON, changed_at=NOW - timedelta(hours=1))
        invite(session, changed, mette)
    contents = FeedContents(database)

    found, later = contents.of(feed.token, now=NOW), contents.of(feed.token, now=NOW + DAY)

    assert found is not None
    assert later is not None
    assert found.changed_at == NOW - timedelta(hours=1)
    assert later.changed_at == datetime(2022, 5, 9, 22, tzinfo=UTC)  # midnight in Copenhagen
