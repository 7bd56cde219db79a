"""Seats, and the line of those who wait for one."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import text
from sqlmodel import Session, col, select

from bot.calendar.events import Standing
from bot.meeting_invitations import invite
from bot.registrations import answer, standing_of
from bot.waiting_line import (
    free_seats,
    meetings_with_seats_to_give,
    offer_seats,
    pass_on_offers,
    told_of_offer_at,
)
from models import Database, Invitation, Meeting, Person
from models.enums import Reply
from models.invitations import invitations_to
from models.meetings import lock_meeting
from tests.builders import JONAS, METTE, PETER, SARA, TEAM, load_process
from tests.meetings import STARTS, invitation_of, open_workshop, replies, workshop
from tests.registering import (
    DAY,
    HOUR,
    NOW,
    PEOPLE,
    danish,
    four_invited,
    limit,
    names,
    says_yes,
    standings,
)

MANY = 12


@pytest.fixture
def meeting(session: Session) -> Meeting:
    return four_invited(session)


def test_those_who_come_when_all_seats_are_taken_wait_in_line(
    session: Session, meeting: Meeting
) -> None:
    limit(session, meeting, 2)

    for minute, one in enumerate(PEOPLE):
        says_yes(session, meeting, one, NOW + timedelta(minutes=minute))

    assert standings(session, meeting) == [Reply.YES, Reply.YES, Reply.WAITING, Reply.WAITING]
    assert free_seats(session, meeting=meeting) == 0
    assert standing_of(invitation_of(session, meeting, SARA), meeting=meeting) is Standing.TENTATIVE


def test_a_seat_given_up_is_offered_to_the_longest_waiting(
    session: Session, meeting: Meeting
) -> None:
    limit(session, meeting, 1)
    for minute, one in enumerate((PETER, SARA, METTE, JONAS)):
        says_yes(session, meeting, one, NOW + timedelta(minutes=minute))

    outcome = replies(session, meeting, PETER, Reply.NO, now=NOW + HOUR)
    kept = says_yes(session, meeting, JONAS, NOW + HOUR)

    assert names(session, outcome.offered) == [SARA]
    assert kept.invitation.reply is Reply.WAITING
    assert free_seats(session, meeting=meeting) == 0


def test_pressing_again_keeps_the_place_in_line_and_leaving_loses_it(
    session: Session, meeting: Meeting
) -> None:
    limit(session, meeting, 1)
    for minute, one in enumerate((METTE, JONAS, SARA)):
        says_yes(session, meeting, one, NOW + timedelta(minutes=minute))

    says_yes(session, meeting, JONAS, NOW + HOUR)
    first = replies(session, meeting, METTE, Reply.NO, now=NOW + HOUR).offered
    replies(session, meeting, JONAS, Reply.NO, now=NOW + HOUR)
    says_yes(session, meeting, JONAS, NOW + 2 * HOUR)

    assert names(session, first) == [JONAS]
    assert standings(session, meeting)[:3] == [Reply.NO, Reply.WAITING, Reply.OFFERED]


def test_an_offer_that_is_declined_or_half_accepted_goes_to_the_next(
    session: Session, meeting: Meeting
) -> None:
    limit(session, meeting, 1)
    for minute, one in enumerate(PEOPLE):
        says_yes(session, meeting, one, NOW + timedelta(minutes=minute))
    replies(session, meeting, METTE, Reply.MAYBE, now=NOW + HOUR)

    second = replies(session, meeting, JONAS, Reply.NO, now=NOW + HOUR).offered
    third = replies(session, meeting, SARA, Reply.MAYBE, now=NOW + HOUR).offered
    taken = says_yes(session, meeting, PETER, NOW + HOUR)

    assert (names(session, second), names(session, third)) == ([SARA], [PETER])
    assert (taken.invitation.reply, taken.offered) == (Reply.YES, ())
    assert taken.invitation.offer_until is None


def test_an_offer_run_out_goes_on_and_its_owner_may_queue_again(
    session: Session, meeting: Meeting
) -> None:
    limit(session, meeting, 1)
    for minute, one in enumerate((METTE, JONAS, SARA)):
        says_yes(session, meeting, one, NOW + timedelta(minutes=minute))
    replies(session, meeting, METTE, Reply.NO, now=NOW)
    ends = invitation_of(session, meeting, JONAS).offer_until
    assert ends == NOW + DAY

    early = meetings_with_seats_to_give(session, now=ends - timedelta(seconds=1))
    due = meetings_with_seats_to_give(session, now=ends)
    passed, offered = pass_on_offers(session, meeting=meeting, now=ends)
    again = pass_on_offers(session, meeting=meeting, now=ends)
    says_yes(session, meeting, JONAS, ends)

    assert (early, due) == ([], [meeting])
    assert (names(session, passed), names(session, offered)) == ([JONAS], [SARA])
    assert again == ((), ())
    assert standings(session, meeting)[:3] == [Reply.NO, Reply.WAITING, Reply.OFFERED]


def test_an_offer_taken_in_the_moment_before_it_is_passed_on_is_theirs(
    session: Session, meeting: Meeting
) -> None:
    limit(session, meeting, 1)
    for minute, one in enumerate((METTE, JONAS, SARA)):
        says_yes(session, meeting, one, NOW + timedelta(minutes=minute))
    replies(session, meeting, METTE, Reply.NO, now=NOW)

    taken = says_yes(session, meeting, JONAS, NOW + DAY)

    assert taken.invitation.reply is Reply.YES
    assert pass_on_offers(session, meeting=meeting, now=NOW + DAY) == ((), ())


OFFERS = [
    # freed, workshop begins, told, until
    ("2022-05-09 10:00", "2022-06-08 12:00", "2022-05-09 10:00", "2022-05-10 10:00"),
    ("2022-05-20 10:00", "2022-06-08 12:00", "2022-05-20 10:00", "2022-05-23 09:00"),  # a Friday
    ("2022-05-13 10:00", "2022-06-08 12:00", "2022-05-16 09:00", "2022-05-17 09:00"),  # bededag
    ("2022-05-14 11:00", "2022-06-08 12:00", "2022-05-16 09:00", "2022-05-17 09:00"),  # Saturday
    ("2022-05-09 22:00", "2022-06-08 12:00", "2022-05-10 09:00", "2022-05-11 09:00"),  # at night
    ("2022-06-03 16:00", "2022-06-08 12:00", "2022-06-03 16:00", "2022-06-06 02:00"),  # Whitsun
    ("2022-05-10 08:00", "2022-05-10 16:00", "2022-05-10 08:00", "2022-05-10 12:00"),
    ("2022-05-13 20:00", "2022-05-16 15:00", "2022-05-16 09:00", "2022-05-16 12:00"),
    ("2022-05-13 20:00", "2022-05-16 12:00", "2022-05-13 20:00", "2022-05-15 04:00"),  # too close
    ("2022-05-09 22:00", "2022-05-10 08:00", "2022-05-09 22:00", "2022-05-10 03:00"),
]


@pytest.mark.parametrize(("freed", "begins", "told", "until"), OFFERS)
def test_an_offer_lasts_a_day_in_the_daytime_but_not_beyond_half_the_time_left(
    session: Session, meeting: Meeting, freed: str, begins: str, told: str, until: str
) -> None:
    now, starts = danish(freed), danish(begins)
    meeting.starts_at, meeting.ends_at = starts, starts + 4 * HOUR
    limit(session, meeting, 1)
    for minute, one in enumerate((METTE, JONAS)):
        says_yes(session, meeting, one, NOW + timedelta(minutes=minute))

    [offered] = replies(session, meeting, METTE, Reply.NO, now=now).offered

    assert offered.offer_until == danish(until)
    assert told_of_offer_at(meeting, now=now) == danish(told)


def test_nobody_is_offered_a_seat_once_the_meeting_has_begun(
    session: Session, meeting: Meeting
) -> None:
    limit(session, meeting, 1)
    for one in (METTE, JONAS):
        says_yes(session, meeting, one, NOW)

    outcome = replies(session, meeting, METTE, Reply.NO, now=STARTS)

    assert outcome.offered == ()
    assert meetings_with_seats_to_give(session, now=STARTS) == []
    assert invitation_of(session, meeting, JONAS).reply is Reply.WAITING


def test_more_seats_are_offered_in_the_order_of_the_line(
    session: Session, meeting: Meeting
) -> None:
    limit(session, meeting, 1)
    for minute, one in enumerate((PETER, METTE, SARA)):
        says_yes(session, meeting, one, NOW + timedelta(minutes=minute))
    before = meetings_with_seats_to_give(session, now=NOW)
    limit(session, meeting, 2)

    due = meetings_with_seats_to_give(session, now=NOW)
    latecomer = says_yes(session, meeting, JONAS, NOW + HOUR).invitation.reply
    offered = offer_seats(session, meeting=lock_meeting(session, meeting_id=meeting.id), now=NOW)

    assert (before, due) == ([], [meeting])
    assert latecomer is Reply.WAITING  # Mette and Sara were there before
    assert names(session, offered) == [METTE]


def test_the_first_in_line_takes_a_free_seat_before_it_is_offered(
    session: Session, meeting: Meeting
) -> None:
    limit(session, meeting, 1)
    for minute, one in enumerate((PETER, METTE, SARA)):
        says_yes(session, meeting, one, NOW + timedelta(minutes=minute))
    limit(session, meeting, 2)

    second = says_yes(session, meeting, SARA, NOW + HOUR).invitation.reply
    first = says_yes(session, meeting, METTE, NOW + HOUR).invitation.reply

    assert (second, first) == (Reply.WAITING, Reply.YES)


def test_without_a_limit_all_who_wait_are_offered_a_seat(
    session: Session, meeting: Meeting
) -> None:
    limit(session, meeting, 1)
    for minute, one in enumerate(PEOPLE):
        says_yes(session, meeting, one, NOW + timedelta(minutes=minute))
    meeting.capacity = None
    session.add(meeting)

    offered = offer_seats(session, meeting=meeting, now=NOW)

    assert names(session, offered) == [JONAS, SARA, PETER]
    assert free_seats(session, meeting=meeting) is None


def test_the_last_seats_are_never_oversold(database: Database) -> None:
    with database.write() as session:
        process = load_process(session, now=NOW)
        meeting = open_workshop(session, now=NOW, capacity=MANY // 3)
        for number in range(MANY):
            person = Person(
                team_id=TEAM, slack_id=f"U{number}", name=f"N{number}", first_seen_at=NOW
            )
            session.add(person)
            session.flush()
            invite(session, meeting=meeting, person=person, now=NOW)
        assert process.id == meeting.process_id
        numbers = [
            (one.id, one.person_id) for one, _ in invitations_to(session, meeting_id=meeting.id)
        ]
    gate = Barrier(MANY)

    def presses(number: int) -> None:
        gate.wait(timeout=20)
        invitation_id, person_id = numbers[number]
        for wanted in (Reply.YES, Reply.NO, Reply.YES) if number % 3 else (Reply.YES,):
            with database.write() as session:
                answer(
                    session,
                    invitation_id=invitation_id,
                    person_id=person_id,
                    wanted=wanted,
                    now=NOW,
                )

    with ThreadPoolExecutor(MANY) as pool:
        list(pool.map(presses, range(MANY)))

    with database.read() as session:
        meeting = workshop(session)
        counting = select(Invitation.reply).order_by(col(Invitation.id))
        stand = list(session.exec(counting))
    held = [one for one in stand if one in {Reply.YES, Reply.OFFERED}]
    assert len(held) == MANY // 3
    assert {*stand} <= {Reply.YES, Reply.OFFERED, Reply.WAITING}


def test_who_presses_while_another_takes_the_last_seat_waits_for_it(postgresql_url: str) -> None:
    database = Database(postgresql_url)
    with database.write() as session:
        limit(session, four_invited(session), 1)

    def takes(session: Session, slack_id: str) -> Reply:
        return says_yes(session, workshop(session), slack_id, NOW).invitation.reply

    def second() -> Reply:
        with database.write() as session:
            return takes(session, JONAS)

    with ThreadPoolExecutor(1) as pool:
        with database.write() as session:
            first = takes(session, METTE)
            waiting = pool.submit(second)
            while not (waiting.done() or is_somebody_kept_waiting(database)):
                pass
        result = waiting.result(timeout=20)
    database.close()

    assert (first, result) == (Reply.YES, Reply.WAITING)


def is_somebody_kept_waiting(database: Database) -> bool:
    """Whether a connection waits for a lock that another holds."""
    query = text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
    with database.read() as session:
        return bool(session.connection().execute(query).scalar_one())
