"""Announcements that wait for their time: changed, cancelled, kept from the night; and very long ones."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session, select

from bot import announcements
from bot.agenda import agenda
from bot.announcement_drafts import When, draft_of
from bot.announcement_reports import reports_of
from bot.announcement_rounds import begin_due, put_copies
from bot.announcement_sending import (
    Confirmed,
    NotThere,
    begin_draft,
    confirm,
    forecast,
    save_draft,
)
from models import (
    Database,
    Membership,
    Person,
    Process,
)
from models.enums import AnnouncementState, Role, Stage
from tests.announcing import (
    EVERYBODY,
    NEED_OWNERS,
    OTHER,
    acts,
    confirmed,
    draft,
    person,
    posts_of,
    put_all,
    words_of,
)
from tests.builders import (
    JONAS,
    KARL,
    METTE,
    PETER,
    add_member,
    load_process,
)
from tests.meetings import ORGANIZER

# Friday is Store Bededag, a public holiday.
THURSDAY_EVENING = datetime(2022, 5, 12, 17, 30, tzinfo=UTC)
FRIDAY_EVENING = datetime(2022, 5, 13, 17, 30, tzinfo=UTC)
MONDAY_NINE = datetime(2022, 5, 16, 7, 0, tzinfo=UTC)  # 9.00 in Copenhagen


@pytest.fixture
def process(session: Session, now: datetime) -> Process:
    """Mette and Jonas for Aalborg, Peter, who reads English, for the metro."""
    made = load_process(session, now=now)
    add_member(session, made, METTE, now=now)
    add_member(session, made, JONAS, now=now)
    add_member(session, made, PETER, now=now, organisation="metroselskabet")
    return made


def test_in_working_hours_a_weekend_is_waited_out(session: Session, process: Process) -> None:
    made = confirmed(session, process, draft(when=When.DAYTIME), now=FRIDAY_EVENING)
    waits = [one for one in agenda(session, now=FRIDAY_EVENING) if one.what.startswith("ann")]

    assert (made.state, made.send_at) == (AnnouncementState.SCHEDULED, MONDAY_NINE)
    assert [(one.at, one.what) for one in waits] == [(MONDAY_NINE, f"announcement:{made.id}")]
    assert put_all(session, made, now=MONDAY_NINE - timedelta(minutes=1)) == 0
    assert put_all(session, made, now=MONDAY_NINE) == 3
    assert all(one.waits_for_daytime for one in posts_of(session, made))


def test_a_time_in_the_day_is_not_made_a_night_by_a_delay(
    session: Session, process: Process, now: datetime
) -> None:
    at = THURSDAY_EVENING - timedelta(hours=5)
    made = confirmed(session, process, draft(when=When.AT, send_at=at), now=now)

    begun = begin_due(session, announcement_id=made.id, organizer=None, now=THURSDAY_EVENING)

    assert (begun, made.send_at) == (False, MONDAY_NINE)


def test_a_scheduled_one_goes_to_those_who_fit_at_its_time(
    session: Session, process: Process, now: datetime
) -> None:
    at = now + timedelta(hours=2)
    made = confirmed(session, process, draft(when=When.AT, send_at=at), now=now)
    add_member(session, process, "U0SARA", now=now)

    assert put_all(session, made, now=at) == 4


def test_when_nobody_fits_at_its_time_whoever_sent_it_hears_so(
    session: Session, process: Process, now: datetime
) -> None:
    at = now + timedelta(hours=2)
    made = confirmed(session, process, draft(when=When.AT, send_at=at), now=now)
    for membership in session.exec(select(Membership).where(Membership.role == Role.NEED_OWNER)):
        membership.stage = Stage.REFUSED
        session.add(membership)
    session.flush()

    put_all(session, made, now=at)

    assert (made.state, posts_of(session, made)) == (AnnouncementState.CANCELLED, [])
    [report] = posts_of(session, made, "report:")
    assert "ikke for nogen" in words_of(report)


def test_a_cancelled_one_is_not_sent(session: Session, process: Process, now: datetime) -> None:
    at = now + timedelta(hours=2)
    made = confirmed(session, process, draft(when=When.AT, send_at=at), now=now)
    who = {"process": process, "by": person(session, KARL), "now": now}

    assert announcements.cancel(session, announcement_id=made.id, **who) is made  # type: ignore[arg-type]
    assert announcements.cancel(session, announcement_id=made.id, **who) is None  # type: ignore[arg-type]
    assert put_all(session, made, now=at) == 0
    assert acts(session) == ["make", "schedule", "cancel"]


def test_a_scheduled_one_is_changed_as_a_whole_and_only_until_it_is_sent(
    session: Session, process: Process, now: datetime
) -> None:
    at = now + timedelta(hours=2)
    made = confirmed(session, process, draft(when=When.AT, send_at=at), now=now)
    karl = person(session, KARL)

    def changes(text: dict[str, str]) -> object:
        filled = draft_of(made)
        other = begin_draft(session, process=process, by=karl, filled=filled, now=now)
        changed = draft(EVERYBODY, text=text, when=When.AT, send_at=at + timedelta(hours=1))
        save_draft(session, announcement=other, draft=changed, now=now)
        told = forecast(
            session, process=process, draft=draft_of(other), instead_of=made, by_mail=True, now=now
        )
        return confirm(
            session,
            process=process,
            draft_id=other.id,
            instead_of_id=made.id,
            mark=told.mark,
            by=karl,
            organizer=ORGANIZER,
            now=now,
        )

    first = changes(OTHER)
    assert isinstance(first, Confirmed)
    assert (made.text, made.send_at) == (OTHER, at + timedelta(hours=1))
    assert put_all(session, made, now=at) == 0
    assert put_all(session, made, now=at + timedelta(hours=1)) == 5
    assert changes(OTHER) == NotThere()


def test_three_thousand_people_are_written_to_some_at_a_time(
    database: Database, now: datetime
) -> None:
    with database.write() as session:
        process = load_process(session, now=now)
        people = [
            Person(
                team_id="T0SAMMEN",
                slack_id=f"U{number:05}",
                name=f"Opdigtet {number}",
                first_seen_at=now,
            )
            for number in range(3000)
        ]
        session.add_all(people)
        session.flush()
        session.add_all(
            Membership(
                process_id=process.id,
                person_id=one.id,
                role=Role.NEED_OWNER,
                stage=Stage.JOINED,
                invited_at=now,
            )
            for one in people
        )
    with database.write() as session:
        made = confirmed(session, session.get_one(Process, process.id), draft(NEED_OWNERS), now=now)
    put = 0
    for _ in range(3):  # batches, each in a transaction of its own
        with database.write() as session:
            put += put_copies(session, announcement_id=made.id, organizer=None, now=now)

    with database.read() as session:
        posts = posts_of(session, made)
        report = reports_of(session, announcements=[made])[made.id]
    assert len({one.person_id for one in posts}) == len(posts) == put == 300
    assert (report.total, report.waiting) == (3000, 3000)
