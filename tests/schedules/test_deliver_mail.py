"""A mail server that is away for a day: mail rests, Slack does not, and nothing is sent twice."""

from collections import Counter
from datetime import datetime, timedelta

import pytest
from sqlmodel import col, select

from bot.mail_outages import tell_of_outage
from models import Database, Post, Process
from models.enums import PostState
from schedules.deliver_mail import MailDelivery
from schedules.tell_of_mail_outage import tell_of_mail_outage
from tests.bot.test_mailing import put_mail, subjects
from tests.fakes import StandingClock
from tests.post_office import PostOffice, post_office
from tests.posting import NOW, RememberingCourier, deliver_all

__all__ = ["post_office"]


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock(NOW)


def delivery(database: Database, office: PostOffice, clock: StandingClock) -> MailDelivery:
    return MailDelivery(database, office.courier, now=clock, tick_seconds=15)


def works_until(
    database: Database, delivering: MailDelivery, clock: StandingClock, end: datetime
) -> list[float]:
    """The worker goes on, and the facilitators are told what there is to tell; its pauses."""
    pauses: list[float] = []
    while clock.at < end:
        pauses.append(delivering.deliver_one())
        clock.move(seconds=pauses[-1])
        tell_of_mail_outage(database, clock.at)
    return pauses


def cards(database: Database) -> list[str]:
    courier = RememberingCourier()
    deliver_all(database, courier, NOW + timedelta(days=9))
    return [text for _, channel, text in courier.sent if channel == "GLEAD"]


def test_mail_rests_longer_each_time_while_nobody_is_there(
    database: Database, post_office: PostOffice, clock: StandingClock
) -> None:
    for number in range(3):
        put_mail(database, f"mail {number}")
    post_office.close()

    pauses = works_until(
        database, delivery(database, post_office, clock), clock, NOW + timedelta(hours=1)
    )

    assert pauses[:4] == [15, 30, 60, 60]
    assert max(pauses) == 600
    assert len(pauses) < 20


def test_after_a_day_without_a_server_each_mail_arrives_once_and_the_facilitators_know(
    database: Database, post_office: PostOffice, clock: StandingClock
) -> None:
    keys = [f"mail {number}" for number in range(12)]
    for key in keys:
        put_mail(database, key)
    post_office.close()
    works_until(database, delivery(database, post_office, clock), clock, NOW + timedelta(hours=12))
    restarted = delivery(database, post_office, clock)
    works_until(database, restarted, clock, NOW + timedelta(hours=24))
    during = cards(database)

    post_office.open()
    works_until(database, restarted, clock, NOW + timedelta(hours=25))

    assert during == ["Mail kan ikke sendes lige nu."]
    assert sorted(subjects(post_office)) == sorted(keys)
    assert cards(database) == ["Mail kan sendes igen."]
    with database.read() as session:
        mails = session.exec(select(Post).where(col(Post.address).is_not(None))).all()
    assert Counter((mail.state, mail.attempts, mail.error) for mail in mails) == {
        (PostState.SENT, 1, None): 12
    }


def test_a_short_pause_of_the_server_is_nothing_to_tell(
    database: Database, post_office: PostOffice, clock: StandingClock
) -> None:
    put_mail(database)
    post_office.close()
    delivering = delivery(database, post_office, clock)
    works_until(database, delivering, clock, NOW + timedelta(minutes=5))
    post_office.open()

    works_until(database, delivering, clock, NOW + timedelta(minutes=20))

    assert subjects(post_office) == ["invitation"]
    assert cards(database) == []


def test_a_second_outage_is_told_anew(
    database: Database, post_office: PostOffice, clock: StandingClock
) -> None:
    delivering = delivery(database, post_office, clock)
    for hour in (0, 2):
        put_mail(database, f"mail {hour}", clock.at)
        post_office.close()
        works_until(database, delivering, clock, NOW + timedelta(hours=hour + 1))
        post_office.open()
        works_until(database, delivering, clock, NOW + timedelta(hours=hour + 2))

    assert cards(database) == [
        "Mail kan ikke sendes lige nu.",
        "Mail kan sendes igen.",
        "Mail kan ikke sendes lige nu.",
        "Mail kan sendes igen.",
    ]


def test_one_mail_over_which_the_server_stumbles_does_not_keep_the_others_back(
    database: Database, post_office: PostOffice, clock: StandingClock
) -> None:
    put_mail(database, "stumbling block")
    put_mail(database, "other")
    post_office.hang_up_before_data = 1

    delivering = delivery(database, post_office, clock)
    works_until(database, delivering, clock, NOW + timedelta(minutes=1))

    assert subjects(post_office) == ["other", "stumbling block"]


def test_a_process_without_a_channel_for_its_facilitators_is_told_nothing(
    database: Database, post_office: PostOffice, clock: StandingClock
) -> None:
    put_mail(database)
    post_office.close()
    delivery(database, post_office, clock).deliver_one()
    with database.write() as session:
        session.exec(select(Process)).one().facilitators_channel = None

    with database.write() as session:
        told = tell_of_outage(session, now=NOW + timedelta(hours=1))

    assert told == 0


def test_it_works_in_the_background_until_it_is_stopped(
    database: Database, post_office: PostOffice
) -> None:
    put_mail(database)
    delivering = MailDelivery(database, post_office.courier, now=lambda: NOW, tick_seconds=0.05)

    delivering.start()
    post_office.wait_for(1)
    delivering.stop()

    assert subjects(post_office) == ["invitation"]
