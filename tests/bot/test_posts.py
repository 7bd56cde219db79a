"""Posts that did not arrive, or perhaps did not: the facilitators are shown them and decide."""

import pytest
from sqlmodel import select

from bot.deliveries import Failed, Unsure
from bot.errors import DeliveryFailed
from bot.posts import NotAllowed, NotNeeded, SentAgain, send_again
from models import Database, Process
from models.enums import PostState
from tests.posting import (
    MINUTE,
    NOW,
    RememberingCourier,
    card_about,
    deliver_all,
    deliver_next,
    facilitator,
    leave_claimed,
    mette,
    post_of,
    put_to_channel,
)


@pytest.fixture
def courier() -> RememberingCourier:
    return RememberingCourier()


def test_a_channel_post_left_by_a_crash_is_put_to_the_facilitators(
    database: Database, courier: RememberingCourier
) -> None:
    post_id = put_to_channel(database)
    leave_claimed(database, post_id, NOW)

    outcome = deliver_next(database, courier, now=NOW + 3 * MINUTE)

    assert outcome == Unsure(post_id=post_id)
    assert courier.sent == []
    card = card_about(database, post_id)
    assert card.channel == "GLEAD"
    assert card.message["text"] == "Jeg er ikke sikker på, at en besked i <#CALL> nåede frem."


def test_a_channel_post_whose_answer_was_lost_is_put_to_the_facilitators(
    database: Database, courier: RememberingCourier
) -> None:
    post_id = put_to_channel(database)
    courier.failures = [DeliveryFailed("timed out", permanent=False, perhaps_sent=True)]

    outcome = deliver_next(database, courier, now=NOW)

    assert outcome == Unsure(post_id=post_id)
    assert post_of(database, "news").state is PostState.UNSURE


def test_the_facilitators_are_told_what_failed_and_can_have_it_sent_again(
    database: Database, courier: RememberingCourier
) -> None:
    post_id = put_to_channel(database)
    courier.failures = [DeliveryFailed("not_in_channel", permanent=True)]
    deliver_all(database, courier)
    with database.write() as session:
        anne = facilitator(session, session.exec(select(Process)).one())
        answer = send_again(session, post_id=post_id, person=anne, now=NOW)

    deliver_all(database, courier)

    assert answer == SentAgain()
    assert [(channel, text) for _, channel, text in courier.sent] == [
        ("GLEAD", "Jeg kunne ikke sende en besked i <#CALL>."),
        ("CALL", "news"),
    ]


def test_a_card_that_fails_makes_no_further_card(
    database: Database, courier: RememberingCourier
) -> None:
    put_to_channel(database)
    courier.failures = [DeliveryFailed("not_in_channel", permanent=True) for _ in range(2)]

    outcomes = deliver_all(database, courier)

    assert [type(outcome) for outcome in outcomes] == [Failed, Failed]


def test_a_card_to_the_facilitators_is_repeated_rather_than_lost(
    database: Database, courier: RememberingCourier
) -> None:
    post_id = put_to_channel(database)
    leave_claimed(database, post_id, NOW)
    deliver_next(database, courier, now=NOW + 3 * MINUTE)
    leave_claimed(database, card_about(database, post_id).id, NOW + 3 * MINUTE)

    deliver_next(database, courier, now=NOW + 6 * MINUTE)

    assert [channel for _, channel, _ in courier.sent] == ["GLEAD"]


def test_a_facilitator_has_an_unsure_post_sent_again_and_only_once(
    database: Database, courier: RememberingCourier
) -> None:
    post_id = put_to_channel(database)
    leave_claimed(database, post_id, NOW)
    deliver_all(database, courier, NOW + 3 * MINUTE)
    with database.write() as session:
        anne = facilitator(session, session.exec(select(Process)).one())
        first = send_again(session, post_id=post_id, person=anne, now=NOW)
        second = send_again(session, post_id=post_id, person=anne, now=NOW)

    deliver_all(database, courier, NOW + 4 * MINUTE)

    assert (first, second) == (SentAgain(), NotNeeded())
    assert [channel for _, channel, _ in courier.sent] == ["GLEAD", "CALL"]


def test_nobody_but_a_facilitator_of_the_process_has_a_post_sent_again(
    database: Database,
) -> None:
    post_id = put_to_channel(database)
    leave_claimed(database, post_id, NOW)
    deliver_next(database, RememberingCourier(), now=NOW + 3 * MINUTE)

    with database.write() as session:
        answer = send_again(session, post_id=post_id, person=mette(session), now=NOW)

    assert answer == NotAllowed()
    assert post_of(database, "news").state is PostState.UNSURE
