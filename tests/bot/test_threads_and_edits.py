"""Posts that belong to another post's message: replies in its thread, and what takes its place."""

import pytest

from bot.deliveries import Failed, Nothing
from bot.errors import DeliveryFailed
from bot.outbox import put
from models import Database
from models.enums import PostState
from tests.posting import (
    MINUTE,
    NOW,
    RememberingCourier,
    deliver_all,
    deliver_next,
    leave_claimed,
    post_of,
    put_to_channel,
    put_to_mette,
    words,
)


@pytest.fixture
def courier() -> RememberingCourier:
    return RememberingCourier()


def put_reply(database: Database, *, to: int, key: str = "reply") -> None:
    with database.write() as session:
        put(
            session,
            key=key,
            team_id="T1",
            channel="CALL",
            in_thread_of=to,
            message=words(key),
            due_at=NOW - MINUTE,
        )


def put_edit(database: Database, *, of: int, key: str = "edit") -> None:
    with database.write() as session:
        put(
            session,
            key=key,
            team_id="T1",
            channel="CALL",
            edits=of,
            message=words(key),
            due_at=NOW - MINUTE,
        )


def test_a_reply_waits_for_the_message_whose_thread_it_is_for(
    database: Database, courier: RememberingCourier
) -> None:
    put_reply(database, to=put_to_channel(database))

    deliver_all(database, courier)

    assert [text for *_, text in courier.sent] == ["news", "reply"]
    assert courier.threads == {"news": None, "reply": "1.000"}


def test_a_reply_to_a_message_that_failed_stands_by_itself(
    database: Database, courier: RememberingCourier
) -> None:
    put_reply(database, to=put_to_channel(database))
    courier.failures = [DeliveryFailed("msg_too_long", permanent=True)]

    deliver_all(database, courier)

    assert courier.threads["reply"] is None


def test_a_reply_that_a_crash_left_behind_is_not_repeated(
    database: Database, courier: RememberingCourier
) -> None:
    put_reply(database, to=put_to_channel(database))
    deliver_next(database, courier, now=NOW)
    leave_claimed(database, post_of(database, "reply").id, NOW)

    deliver_next(database, courier, now=NOW + 3 * MINUTE)

    assert post_of(database, "reply").state is PostState.UNSURE


def test_an_edit_waits_for_its_message_and_takes_its_place(
    database: Database, courier: RememberingCourier
) -> None:
    put_edit(database, of=put_to_channel(database))

    deliver_all(database, courier)

    assert [text for *_, text in courier.sent] == ["news"]
    assert courier.edits == [("CALL", "1.000", "edit")]
    assert post_of(database, "edit").state is PostState.SENT


def test_an_edit_in_a_direct_message_finds_its_way_there(
    database: Database, courier: RememberingCourier
) -> None:
    card = put_to_mette(database)
    with database.write() as session:
        put(
            session,
            key="edit",
            team_id="T1",
            person_id=1,
            edits=card,
            message=words("edit"),
            due_at=NOW,
        )

    deliver_all(database, courier)

    assert courier.edits == [("DUMETTE", "1.000", "edit")]


def test_an_edit_that_a_crash_left_behind_is_simply_made_again(
    database: Database, courier: RememberingCourier
) -> None:
    put_edit(database, of=put_to_channel(database))
    deliver_next(database, courier, now=NOW)
    leave_claimed(database, post_of(database, "edit").id, NOW)

    deliver_next(database, courier, now=NOW + 3 * MINUTE)

    assert courier.edits == [("CALL", "1.000", "edit")]
    assert courier.looked == 0


def test_an_edit_whose_answer_was_lost_is_simply_made_again(
    database: Database, courier: RememberingCourier
) -> None:
    put_edit(database, of=put_to_channel(database))
    deliver_next(database, courier, now=NOW)
    courier.failures = [DeliveryFailed("timed out", permanent=False, perhaps_sent=True)]

    deliver_next(database, courier, now=NOW)
    deliver_next(database, courier, now=NOW + MINUTE)

    assert courier.edits == [("CALL", "1.000", "edit")]


def test_without_a_message_there_is_nothing_to_edit(
    database: Database, courier: RememberingCourier
) -> None:
    post_id = put_to_channel(database)
    put_edit(database, of=post_id)
    courier.failures = [DeliveryFailed("msg_too_long", permanent=True)]

    outcomes = deliver_all(database, courier)

    edit = post_of(database, "edit")
    assert Failed(post_id=edit.id, reason="there is no message to edit") in outcomes
    assert courier.edits == []
    assert [channel for _, channel, _ in courier.sent] == ["GLEAD"]  # about the message alone


def test_a_delayed_edit_does_not_put_back_what_a_later_one_has_replaced(
    database: Database, courier: RememberingCourier
) -> None:
    post_id = put_to_channel(database)
    put_edit(database, of=post_id, key="first")
    put_edit(database, of=post_id, key="second")
    deliver_next(database, courier, now=NOW)
    courier.failures = [DeliveryFailed("HTTP 503", permanent=False)]
    deliver_next(database, courier, now=NOW)

    meanwhile = deliver_next(database, courier, now=NOW)
    deliver_all(database, courier, NOW + MINUTE)

    assert meanwhile == Nothing()
    assert [text for *_, text in courier.edits] == ["first", "second"]
