from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from bot.deliveries import MOST_ATTEMPTS, Delayed, Delivered, Failed, Nothing, Outcome
from bot.errors import DeliveryFailed
from bot.outbox import put
from models import Database
from models.enums import PostState
from models.posts import AskedQuestion
from tests.posting import (
    MINUTE,
    NOW,
    RememberingCourier,
    deliver_all,
    deliver_next,
    leave_claimed,
    mette,
    post_of,
    put_to_mette,
    words,
)


@pytest.fixture
def courier() -> RememberingCourier:
    return RememberingCourier()


def test_posts_go_out_when_they_are_due_and_in_that_order(
    database: Database, courier: RememberingCourier
) -> None:
    put_to_mette(database, "second", NOW - MINUTE)
    put_to_mette(database, "later", NOW + MINUTE)
    put_to_mette(database, "first", NOW - 2 * MINUTE)

    deliver_all(database, courier)

    assert [text for _, _, text in courier.sent] == ["first", "second"]


def test_a_direct_message_is_opened_once_and_remembered(
    database: Database, courier: RememberingCourier
) -> None:
    put_to_mette(database, "one")
    put_to_mette(database, "two")

    outcomes = deliver_all(database, courier)

    assert outcomes == [
        Delivered(post_id=post_of(database, "one").id, channel="DUMETTE", person_id=1),
        Delivered(post_id=post_of(database, "two").id, channel="DUMETTE", person_id=1),
    ]
    assert courier.opened == 1
    assert post_of(database, "two").ts == "2.000"
    assert post_of(database, "two").sent_at == NOW


def test_a_message_that_slack_will_never_take_stops_nobody(
    database: Database, courier: RememberingCourier
) -> None:
    bad = put_to_mette(database, "bad", NOW - MINUTE)
    put_to_mette(database, "good")
    courier.failures = [DeliveryFailed("account_inactive", permanent=True)]

    outcomes = deliver_all(database, courier)

    assert outcomes[0] == Failed(post_id=bad, reason="account_inactive")
    assert [text for _, _, text in courier.sent] == ["good"]
    assert post_of(database, "bad").state is PostState.FAILED
    assert post_of(database, "bad").error == "account_inactive"


def test_pauses_grow_until_it_is_given_up(database: Database, courier: RememberingCourier) -> None:
    post_id = put_to_mette(database)
    courier.failures = [DeliveryFailed("HTTP 503", permanent=False) for _ in range(MOST_ATTEMPTS)]
    pauses: list[timedelta] = []
    now = NOW

    while isinstance(outcome := deliver_next(database, courier, now=now), Delayed):
        pauses.append(outcome.until - now)
        now = outcome.until

    assert outcome == Failed(post_id=post_id, reason="HTTP 503")
    assert pauses[:4] == [timedelta(seconds=seconds) for seconds in (15, 30, 60, 120)]
    assert max(pauses) == timedelta(hours=1)
    assert len(pauses) == MOST_ATTEMPTS - 1


def test_a_direct_message_whose_answer_was_lost_is_not_sent_twice(
    database: Database, courier: RememberingCourier
) -> None:
    post_id = put_to_mette(database)
    courier.failures = [DeliveryFailed("timed out", permanent=False, perhaps_sent=True)]
    deliver_next(database, courier, now=NOW)
    courier.sent.append((post_id, "DUMETTE", "it arrived after all"))

    deliver_next(database, courier, now=NOW + MINUTE)

    assert len(courier.sent) == 1
    assert post_of(database, "hello").state is PostState.SENT
    assert post_of(database, "hello").ts == "9.999"


def test_a_direct_message_left_by_a_crash_is_looked_for_and_then_sent(
    database: Database, courier: RememberingCourier
) -> None:
    post_id = put_to_mette(database)
    leave_claimed(database, post_id, NOW)

    too_early = deliver_next(database, courier, now=NOW + 2 * MINUTE)
    deliver_next(database, courier, now=NOW + 3 * MINUTE)

    assert too_early == Nothing()
    assert courier.looked == 1
    assert [post for post, _, _ in courier.sent] == [post_id]


def test_a_direct_message_left_by_a_crash_after_sending_is_not_repeated(
    database: Database, courier: RememberingCourier
) -> None:
    post_id = put_to_mette(database)
    leave_claimed(database, post_id, NOW)
    courier.sent.append((post_id, "DUMETTE", "hello"))

    deliver_next(database, courier, now=NOW + 3 * MINUTE)

    assert len(courier.sent) == 1
    assert post_of(database, "hello").state is PostState.SENT


def test_many_workers_send_each_post_once(database: Database, courier: RememberingCourier) -> None:
    keys = [f"post {number}" for number in range(40)]
    for key in keys:
        put_to_mette(database, key)

    with ThreadPoolExecutor(4) as pool:
        for worker in [pool.submit(deliver_all, database, courier) for _ in range(4)]:
            worker.result()

    assert sorted(text for _, _, text in courier.sent) == sorted(keys)


def test_a_clock_that_jumps_does_not_send_twice_what_is_on_its_way(
    database: Database, courier: RememberingCourier
) -> None:
    put_to_mette(database)
    meanwhile: list[Outcome] = []

    class SlowCourier(RememberingCourier):
        def deliver(
            self,
            message: dict[str, str],
            *,
            channel: str,
            post_id: int,
            thread_ts: str | None = None,
        ) -> str:
            meanwhile.append(deliver_next(database, courier, now=NOW + timedelta(days=2)))
            return super().deliver(message, channel=channel, post_id=post_id, thread_ts=thread_ts)

    deliver_next(database, SlowCourier(), now=NOW)

    assert meanwhile == [Nothing()]


EVENING = datetime(2022, 5, 9, 17, 1, tzinfo=UTC)  # 19.01 in Copenhagen
TUESDAY_AT_NINE = datetime(2022, 5, 10, 7, 0, tzinfo=UTC)


def test_what_waits_for_daytime_does_not_arrive_in_the_evening(
    database: Database, courier: RememberingCourier
) -> None:
    post_id = put_to_mette(database, by_day=True)

    outcomes = deliver_all(database, courier, EVENING)

    assert outcomes == [
        Delayed(post_id=post_id, reason="quiet hours", until=TUESDAY_AT_NINE, retry_after=None)
    ]
    assert courier.sent == []
    assert len(deliver_all(database, courier, TUESDAY_AT_NINE)) == 1
    assert [post for post, *_ in courier.sent] == [post_id]
    assert courier.looked == 0


def test_what_waits_for_daytime_and_fails_late_is_tried_again_in_the_morning(
    database: Database, courier: RememberingCourier
) -> None:
    before_five = datetime(2022, 5, 9, 14, 59, 50, tzinfo=UTC)
    put_to_mette(database, by_day=True)
    put_to_mette(database, "at once")
    courier.failures = [DeliveryFailed("HTTP 503", permanent=False) for _ in range(2)]

    deliver_all(database, courier, before_five)

    assert post_of(database, "hello").due_at == TUESDAY_AT_NINE
    assert post_of(database, "at once").due_at == before_five + timedelta(seconds=15)


def test_what_a_crash_left_in_the_evening_is_looked_for_in_the_morning(
    database: Database, courier: RememberingCourier
) -> None:
    post_id = put_to_mette(database, by_day=True)
    leave_claimed(database, post_id, NOW)
    courier.sent.append((post_id, "DUMETTE", "hello"))

    deliver_all(database, courier, EVENING)
    deliver_all(database, courier, TUESDAY_AT_NINE)

    assert len(courier.sent) == 1
    assert post_of(database, "hello").state is PostState.SENT


@pytest.mark.parametrize(("standing", "sent"), [(["tenders"], []), (["machines"], ["again"])])
def test_a_question_is_asked_again_only_if_it_does_not_stand_there(
    database: Database, courier: RememberingCourier, standing: list[str], sent: list[str]
) -> None:
    with database.write() as session:
        put(
            session,
            key="again",
            team_id="T1",
            person_id=mette(session).id,
            message=words("again"),
            due_at=NOW,
            asks=AskedQuestion(conversation_id=5, question_key="tenders", asked_at=NOW),
        )
    courier.standing = standing

    deliver_all(database, courier)

    assert [text for *_, text in courier.sent] == sent
    assert post_of(database, "again").state is PostState.SENT
    assert post_of(database, "again").ts == ("1.000" if sent else "8.888")
