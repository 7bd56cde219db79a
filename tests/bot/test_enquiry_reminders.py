"""Questions that age: when facilitators are reminded, what they see, and what is forgotten."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session, select

from bot.agenda import agenda
from bot.enquiries import Offered, drop, follow_up, offer, pass_on
from bot.enquiry_answers import answer
from bot.enquiry_reminders import coming_reminders, put_reminders
from bot.home_today import today_of
from bot.participation import participation
from models import Database, Enquiry, Person, Post, Process
from models.enquiries import Unanswered, unanswered_of
from models.people import find_person
from schedules.forget_offers import forget_offers
from schedules.remind_of_enquiries import remind_of_enquiries
from tests.builders import ANNE, JONAS, LEADERS, METTE, TEAM, add_member, load_process

MONDAY = datetime(2022, 5, 9, 8, 0, tzinfo=UTC)  # 10 o'clock in Copenhagen
DUE = datetime(2022, 5, 11, 7, 0, tzinfo=UTC)  # Wednesday at 9


@pytest.fixture
def process(database: Database) -> Process:
    with database.write() as session:
        process = load_process(session, now=MONDAY)
        for one in (METTE, JONAS):
            add_member(session, process, one, now=MONDAY)
        return process


def person(session: Session, slack_id: str) -> Person:
    found = find_person(session, team_id=TEAM, slack_id=slack_id)
    assert found is not None
    return found


def asks(
    database: Database, process: Process, *, at: datetime, text: str = "Hvad?", by: str = METTE
) -> int:
    with database.write() as session:
        asker = person(session, by)
        kept = offer(session, process=process, person=asker, text=text, now=at)
        assert isinstance(kept, Offered)
        pass_on(session, enquiry=kept.enquiry, process=process, person=asker, now=at)
        return kept.enquiry.id


def reminders(database: Database) -> list[str]:
    with database.read() as session:
        return [
            one.message["text"] for one in session.exec(select(Post)) if ":reminder:" in one.key
        ]


def test_after_two_working_days_they_are_reminded_once(
    database: Database, process: Process
) -> None:
    asks(database, process, at=MONDAY)

    remind_of_enquiries(database, DUE - timedelta(seconds=1))
    assert reminders(database) == []
    for minutes in (0, 1, 60 * 24 * 3):
        remind_of_enquiries(database, DUE + timedelta(minutes=minutes))

    assert reminders(database) == ["Et spørgsmål har ventet på svar i to arbejdsdage."]


def test_several_come_in_one_message(database: Database, process: Process) -> None:
    for number in range(7):
        asks(database, process, at=MONDAY, text=f"Nummer {number}?")

    remind_of_enquiries(database, DUE)

    assert reminders(database) == ["7 spørgsmål har ventet på svar i to arbejdsdage."]


def test_not_in_quiet_hours_and_not_over_a_weekend(database: Database, process: Process) -> None:
    friday = datetime(2022, 5, 6, 8, 0, tzinfo=UTC)
    asks(database, process, at=friday)

    remind_of_enquiries(database, datetime(2022, 5, 9, 20, 0, tzinfo=UTC))
    remind_of_enquiries(database, datetime(2022, 5, 10, 6, 59, tzinfo=UTC))
    assert reminders(database) == []
    remind_of_enquiries(database, datetime(2022, 5, 10, 7, 0, tzinfo=UTC))

    assert len(reminders(database)) == 1


def test_what_is_answered_is_not_reminded_of_and_what_is_asked_again_is(
    database: Database, process: Process
) -> None:
    number = asks(database, process, at=MONDAY)
    with database.write() as session:
        anne = person(session, ANNE)
        answer(session, enquiry_id=number, by=anne, text="Ja.", mark="1", now=MONDAY)
    remind_of_enquiries(database, DUE)
    assert reminders(database) == []

    with database.write() as session:
        enquiry = session.get_one(Enquiry, number)
        mette = person(session, METTE)
        follow_up(session, enquiry=enquiry, person=mette, text="Og?", mark="2", now=DUE)
    remind_of_enquiries(database, DUE + timedelta(days=1))
    assert reminders(database) == []
    remind_of_enquiries(database, DUE + timedelta(days=5))  # Friday was a holiday

    assert len(reminders(database)) == 1


def test_without_a_channel_each_facilitator_is_reminded(
    database: Database, process: Process
) -> None:
    asks(database, process, at=MONDAY)
    with database.write() as session:
        session.get_one(Process, process.id).facilitators_channel = None

    remind_of_enquiries(database, DUE)

    assert len(reminders(database)) == 2


def test_the_channel_is_that_of_the_process(database: Database, process: Process) -> None:
    asks(database, process, at=MONDAY)

    with database.write() as session:
        assert put_reminders(session, now=DUE) == 1
        posts = [one for one in session.exec(select(Post)) if ":reminder:" in one.key]

    assert [(one.channel, one.waits_for_daytime) for one in posts] == [(LEADERS, True)]


def test_the_agenda_knows_when_they_will_be_reminded(database: Database, process: Process) -> None:
    number = asks(database, process, at=MONDAY)

    with database.read() as session:
        coming = [one for one in agenda(session, now=MONDAY) if "enquiry" in one.what]
        alone = [(one.key, one.due_at) for one in coming_reminders(session)]

    assert [(one.what, one.at) for one in coming] == [
        (f"enquiry:{number}:card", MONDAY),
        (f"enquiry:{number}:reminder", DUE),
    ]
    assert alone == [(f"enquiry:{number}:reminder", DUE)]


def test_home_counts_what_waits_and_since_when(database: Database, process: Process) -> None:
    with database.read() as session:
        assert unanswered_of(session, process_id=process.id) is None
    asks(database, process, at=MONDAY)
    asks(database, process, at=MONDAY + timedelta(days=1), text="Og?", by=JONAS)

    with database.read() as session:
        people = participation(session, process_id=process.id)
        today = today_of(session, process=process, participation=people, now=DUE)

    assert today.enquiries == Unanswered(count=2, since=MONDAY)


def test_what_was_never_passed_on_is_forgotten_after_two_weeks(
    database: Database, process: Process
) -> None:
    sent = asks(database, process, at=MONDAY)
    with database.write() as session:
        offer(session, process=process, person=person(session, METTE), text="Og?", now=MONDAY)

    forget_offers(database, MONDAY + timedelta(days=14))
    with database.read() as session:
        assert len(session.exec(select(Enquiry)).all()) == 2
    forget_offers(database, MONDAY + timedelta(days=14, seconds=1))

    with database.read() as session:
        assert [one.id for one in session.exec(select(Enquiry))] == [sent]


def test_what_was_passed_on_is_not_dropped(database: Database, process: Process) -> None:
    number = asks(database, process, at=MONDAY)

    with database.write() as session:
        assert not drop(session, enquiry=session.get_one(Enquiry, number))
