"""When facilitators get the status unasked, and that it comes once."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import Session, col, select

from bot.agenda import agenda
from bot.calendar.events import Organizer
from bot.conversation.questions import Chosen
from bot.digests import (
    Wish,
    digest_day,
    digest_status,
    digests_due,
    keep_wish,
    next_digest,
    put_digest,
)
from bot.mailing import Mail
from models import Database, Membership, Person, Post
from models.enums import Role, Stage
from schedules.send_digests import Digesting
from tests.gathering import MAY, Gathering
from tests.said import as_read

MONDAY = datetime(2022, 5, 9, 6, 30, tzinfo=UTC)  # 8.30 in Copenhagen
MINUTE = timedelta(minutes=1)
SAMMEN = Organizer(name="Sammen", email="sammen@eksempel.dk")


@pytest.fixture
def julie(database: Database) -> int:
    """The membership of a facilitator of a process with one answer."""
    with database.write() as session:
        gathering = Gathering(session)
        membership = gathering.member("Julie Holm", role=Role.FACILITATOR)
        gathering.people["Julie Holm"].email = "julie@eksempel.dk"
        gathering.answers("Aalborg", {"machines": Chosen(("small",))}, sent=MAY)
        gathering.member("Mette", "Odense")
        return membership.id


def wishes(database: Database, membership_id: int, wish: Wish, *, at: datetime = MAY) -> None:
    with database.write() as session:
        membership = session.get_one(Membership, membership_id)
        keep_wish(session, membership=membership, wish=wish, now=at)


def posts(database: Database) -> list[Post]:
    with database.read() as session:
        return list(session.exec(select(Post).order_by(col(Post.id))))


def run(database: Database, at: datetime, organizer: Organizer | None = None) -> list[str]:
    Digesting(organizer).send_digests(database, at)
    return [one.key for one in posts(database)]


def test_without_a_choice_it_comes_on_monday_at_half_past_eight(
    database: Database, julie: int
) -> None:
    before = run(database, MONDAY - MINUTE)
    then = run(database, MONDAY)
    again = run(database, MONDAY + MINUTE)

    assert before == []
    assert then == again == [f"digest:{julie}:2022-05-09:slack"]


@pytest.mark.usefixtures("julie")
def test_the_digest_tells_what_is_new_since_the_last(database: Database) -> None:
    run(database, MONDAY)
    with database.write() as session:
        person = session.exec(select(Person).where(Person.name == "Mette")).one()
        membership = session.exec(select(Membership).where(Membership.person_id == person.id)).one()
        membership.joined_at = MONDAY + timedelta(days=1)
    run(database, MONDAY + timedelta(days=7))

    first, second = (as_read(one.message) for one in posts(database))
    assert "siden du sidst" not in first
    assert "Kommet med: Mette (Odense)" in second
    assert "*1 af 2* organisationer har sendt deres svar." in second


@pytest.mark.parametrize(
    ("wish", "at", "comes"),
    [
        (Wish(days=(2,), minute=15 * 60), datetime(2022, 5, 11, 13, 0, tzinfo=UTC), True),
        (Wish(days=(2,), minute=15 * 60), datetime(2022, 5, 11, 12, 59, tzinfo=UTC), False),
        (Wish(days=(2,), minute=15 * 60), datetime(2022, 5, 12, 13, 0, tzinfo=UTC), False),
        (Wish(days=()), MONDAY, False),
        (Wish(in_slack=False), MONDAY, False),
    ],
)
def test_it_comes_when_it_was_asked_for(
    database: Database, julie: int, wish: Wish, at: datetime, comes: bool
) -> None:
    wishes(database, julie, wish)

    assert bool(run(database, at)) is comes


@pytest.mark.parametrize(
    ("days", "day", "comes"),
    [
        ((0,), date(2022, 6, 6), False),  # Whit Monday
        ((0,), date(2022, 6, 7), True),
        ((0,), date(2022, 6, 8), False),
        ((0, 1), date(2022, 6, 7), True),
        ((3,), date(2022, 4, 14), False),  # Maundy Thursday
        ((3,), date(2022, 4, 19), True),  # Easter Monday is over
        ((1,), date(2022, 6, 7), True),
        ((1,), date(2022, 6, 6), False),
        ((), date(2022, 6, 7), False),
    ],
)
def test_a_day_off_moves_it_to_the_next_working_day(
    days: tuple[int, ...], day: date, comes: bool
) -> None:
    assert digest_day(Wish(days=days), on=day) is comes


def test_july_is_quiet_unless_somebody_chose() -> None:
    july = date(2022, 7, 18)

    assert not digest_day(Wish(is_own=False), on=july)
    assert digest_day(Wish(), on=july)
    assert next_digest(Wish(is_own=False), after=datetime(2022, 7, 11, 12, tzinfo=UTC)) == (
        datetime(2022, 8, 1, 6, 30, tzinfo=UTC)
    )


def test_winter_time_does_not_move_the_hour() -> None:
    at = next_digest(Wish(), after=datetime(2022, 10, 29, 12, tzinfo=UTC))

    assert at == datetime(2022, 10, 31, 7, 30, tzinfo=UTC)


def test_it_comes_by_mail_too_or_alone(database: Database, julie: int) -> None:
    wishes(database, julie, Wish(in_slack=False, by_mail=True))

    run(database, MONDAY, SAMMEN)

    [post] = posts(database)
    mail = Mail.of(post.message)
    assert post.key == f"digest:{julie}:2022-05-09:mail"
    assert (mail.to, mail.subject) == (
        "julie@eksempel.dk",
        "Status for Sammen om maskiner: 1 af 2 har svaret",
    )
    assert "Hej Julie\n\n1 af 2 organisationer har sendt" in mail.plain


def test_without_mail_slack_carries_what_mail_was_to_carry(database: Database, julie: int) -> None:
    wishes(database, julie, Wish(in_slack=False, by_mail=True))

    assert run(database, MONDAY, None) == [f"digest:{julie}:2022-05-09:slack"]


def test_who_chooses_an_hour_that_has_passed_waits_for_the_next(
    database: Database, julie: int
) -> None:
    wishes(database, julie, Wish(), at=MONDAY + timedelta(hours=1))

    assert run(database, MONDAY + timedelta(hours=2)) == []


def test_a_former_facilitator_gets_none(database: Database, julie: int) -> None:
    with database.write() as session:
        session.get_one(Membership, julie).stage = Stage.REFUSED

    assert run(database, MONDAY) == []


@pytest.mark.usefixtures("julie")
def test_two_clocks_that_both_saw_it_due_put_it_once(database: Database) -> None:
    with database.read() as session:
        due = [
            (one, digest_status(session, one, now=MONDAY))
            for one in digests_due(session, now=MONDAY)
        ]

    for _ in range(2):
        for one, status in due:
            with database.write() as session:
                put_digest(session, one, status, organizer=None, now=MONDAY)

    assert len(posts(database)) == 1


def test_the_agenda_knows_when_it_comes(session: Session) -> None:
    gathering = Gathering(session)
    membership = gathering.member("Julie", role=Role.FACILITATOR)

    coming = agenda(session, now=MONDAY - timedelta(days=2))

    assert [(one.at, one.what) for one in coming] == [
        (MONDAY, f"digest:{membership.id}:2022-05-09")
    ]
