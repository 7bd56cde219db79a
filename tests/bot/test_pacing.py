"""Slack's limits, kept by everybody on one database. Their time stands until a test moves it."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session

from bot.deliveries import Delayed, Nothing
from bot.delivering import send, work_off
from bot.errors import DeliveryFailed
from bot.outbox import put
from bot.pacing import Limit, Pacing, Rate, Turn, pacing_at
from models import Database, Person
from models.claims import ClaimedPost
from models.enums import PostState
from models.pacing import take_turn
from tests.posting import (
    MINUTE,
    NOW,
    RememberingCourier,
    deliver_next,
    leave_claimed,
    post_of,
    put_to_channel,
    put_to_mette,
    words,
)

SECOND = timedelta(seconds=1)
ONE_A_SECOND = Rate(a_minute=60, at_once=3)


@dataclass
class RealTime:
    """What the database's clock shows, and a pacing that goes by it."""

    at: datetime = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
    rates: dict[Limit, Rate] = field(default_factory=lambda: dict.fromkeys(Limit, ONE_A_SECOND))
    rest: timedelta = SECOND

    @property
    def pacing(self) -> Pacing:
        return Pacing(rates=self.rates, rest=self.rest, take_turn=self._take_turn)

    def _take_turn(self, session: Session) -> datetime:
        take_turn(session)
        return self.at


@pytest.fixture
def time() -> RealTime:
    return RealTime()


@pytest.fixture
def courier() -> RememberingCourier:
    return RememberingCourier()


def put_to_many(database: Database, count: int, *, known: bool = True) -> None:
    """A message to each of so many people, in order: "0", "1", ..."""
    with database.write() as session:
        for number in range(count):
            person = Person(
                team_id="T1",
                slack_id=f"U{number}",
                name=f"Nr. {number}",
                dm_channel=f"D{number}" if known else None,
                first_seen_at=NOW,
            )
            session.add(person)
            session.flush()
            put(
                session,
                key=str(number),
                team_id="T1",
                person_id=person.id,
                message=words(str(number)),
                due_at=NOW + timedelta(milliseconds=number),
            )


def claim(database: Database, time: RealTime, *, most: int = 100) -> list[ClaimedPost]:
    return work_off(database, now=NOW + SECOND, pacing=time.pacing, most=most).to_send


def deliver(
    database: Database, time: RealTime, courier: RememberingCourier, *, most: int = 100
) -> list[str]:
    """Send all that may be sent now, and record it; the texts in order."""
    posts = claim(database, time, most=most)
    attempts = [send(courier, post) for post in posts]
    work_off(database, now=NOW + SECOND, pacing=time.pacing, attempts=attempts, most=0)
    return [post.key for post in posts]


def test_as_many_are_claimed_as_slack_allows_now_and_later_one_after_another(
    database: Database, time: RealTime
) -> None:
    put_to_many(database, 9)

    at_first = [post.key for post in claim(database, time)]
    too_soon = claim(database, time)
    time.at += SECOND
    after_a_second = [post.key for post in claim(database, time)]
    time.at += MINUTE
    after_a_minute = [post.key for post in claim(database, time)]

    assert at_first == ["0", "1", "2"]
    assert too_soon == []
    assert after_a_second == ["3"]
    assert after_a_minute == ["4", "5", "6"]


def test_it_is_known_when_the_next_may_be_sent(database: Database, time: RealTime) -> None:
    put_to_many(database, 4)

    at_first = work_off(database, now=NOW + SECOND, pacing=time.pacing, most=100)
    time.at += SECOND / 4
    soon = work_off(database, now=NOW + SECOND, pacing=time.pacing, most=100)

    assert (len(at_first.to_send), at_first.look_again) == (3, SECOND)
    assert (soon.to_send, soon.look_again) == ([], SECOND * 3 / 4)


def test_all_workers_together_keep_the_limit(database: Database, time: RealTime) -> None:
    put_to_many(database, 40)
    time.rates[Limit.POST] = Rate(a_minute=60, at_once=20)

    with ThreadPoolExecutor(4) as pool:
        workers = [pool.submit(claim, database, time, most=3) for _ in range(16)]
        claimed = [post.key for worker in workers for post in worker.result()]

    assert sorted(claimed, key=int) == [str(number) for number in range(20)]


def test_the_database_tells_real_time(database: Database) -> None:
    before = datetime.now(UTC)

    with database.write() as session:
        told = take_turn(session)

    assert before - SECOND <= told <= datetime.now(UTC) + SECOND


def test_direct_messages_that_must_be_opened_have_a_limit_of_their_own(
    database: Database, time: RealTime, courier: RememberingCourier
) -> None:
    put_to_many(database, 4, known=False)
    put_to_channel(database, "known")
    time.rates[Limit.OPEN] = Rate(a_minute=60, at_once=1)

    delivered = deliver(database, time, courier)

    assert delivered == ["0", "known"]
    assert courier.opened == 1


def test_edits_have_a_limit_of_their_own(
    database: Database, time: RealTime, courier: RememberingCourier
) -> None:
    time.rates[Limit.EDIT] = Rate(a_minute=60, at_once=1)
    for channel in ("CONE", "CTWO"):
        original = put_to_channel(database, channel, channel)
        with database.write() as session:
            put(
                session,
                key=f"edit of {channel}",
                team_id="T1",
                channel=channel,
                edits=original,
                message=words("edit"),
                due_at=NOW,
            )
    put_to_channel(database, "new", "CNEW")

    deliver(database, time, courier)
    time.at += SECOND
    second = deliver(database, time, courier)
    time.at += SECOND
    third = deliver(database, time, courier)

    assert [text for *_, text in courier.sent] == ["CONE", "CTWO", "new"]
    assert (second, third) == (["edit of CONE"], ["edit of CTWO"])


def test_what_a_crash_left_is_looked_for_no_faster_than_slack_allows(
    database: Database, time: RealTime, courier: RememberingCourier
) -> None:
    put_to_many(database, 3)
    time.rates[Limit.LOOK] = Rate(a_minute=60, at_once=1)
    for key in ("0", "1"):
        leave_claimed(database, post_of(database, key).id, NOW - 3 * MINUTE)

    assert deliver(database, time, courier) == ["0", "2"]
    time.at += SECOND
    assert deliver(database, time, courier) == ["1"]
    assert courier.looked == 2


def test_what_somebody_may_have_had_is_not_overtaken_while_it_cannot_be_looked_for(
    database: Database, time: RealTime, courier: RememberingCourier
) -> None:
    left = put_to_mette(database, "first", NOW - MINUTE)
    put_to_mette(database, "second")
    leave_claimed(database, left, NOW - 3 * MINUTE)
    time.rates[Limit.LOOK] = Rate(a_minute=60, at_once=1)
    with database.write() as session:
        turn = Turn(session, time.pacing)
        turn.use("T1", Limit.LOOK)
        turn.end()

    meanwhile = deliver(database, time, courier)
    time.at += SECOND
    later = deliver(database, time, courier)

    assert (meanwhile, later) == ([], ["first"])


def test_a_reader_has_one_message_at_a_time_and_then_rests(
    database: Database, time: RealTime, courier: RememberingCourier
) -> None:
    for key in ("first", "second"):
        put_to_mette(database, key)
    put_to_channel(database, "calm")

    on_their_way = claim(database, time)
    time.at += MINUTE / 2
    meanwhile = claim(database, time)
    attempts = [send(courier, post) for post in on_their_way]
    at_once = work_off(
        database, now=NOW + SECOND, pacing=time.pacing, attempts=attempts, most=9
    ).to_send
    time.at += SECOND
    rested = claim(database, time)

    assert [post.key for post in on_their_way] == ["first", "calm"]
    assert (meanwhile, at_once) == ([], [])
    assert [post.key for post in rested] == ["second"]


def test_when_slack_is_busy_everybody_waits_as_long_as_it_says_and_in_order(
    database: Database, time: RealTime, courier: RememberingCourier
) -> None:
    put_to_many(database, 5)
    courier.failures = [
        DeliveryFailed("ratelimited", permanent=False, retry_after=30) for _ in range(2)
    ]

    deliver(database, time, courier)
    time.at += timedelta(seconds=29)
    too_early = deliver(database, time, courier)
    time.at += SECOND
    first = deliver(database, time, courier)
    time.at += SECOND
    second = deliver(database, time, courier)

    assert [text for *_, text in courier.sent] == ["2", "0", "1"]  # the third was on its way
    assert (too_early, first, second) == ([], ["0"], ["1"])
    assert courier.looked == 0
    assert post_of(database, "0").attempts == 1


def test_a_post_that_slack_was_too_busy_for_stays_due(
    database: Database, time: RealTime, courier: RememberingCourier
) -> None:
    post_id = put_to_mette(database)
    courier.failures = [DeliveryFailed("ratelimited", permanent=False, retry_after=30)]

    outcome = deliver_next(database, courier, now=NOW, pacing=time.pacing)

    assert outcome == Delayed(post_id=post_id, reason="ratelimited", until=NOW, retry_after=30)
    assert deliver_next(database, courier, now=NOW + MINUTE, pacing=time.pacing) == Nothing()
    assert post_of(database, "hello").state is PostState.WAITING


def test_a_moved_clock_moves_no_limit(
    database: Database, time: RealTime, courier: RememberingCourier
) -> None:
    put_to_many(database, 4)
    deliver(database, time, courier)

    in_a_week = deliver_next(database, courier, now=NOW + timedelta(days=7), pacing=time.pacing)

    assert in_a_week == Nothing()


def test_another_workspace_has_limits_of_its_own(database: Database, time: RealTime) -> None:
    put_to_many(database, 4)
    claim(database, time)
    with database.write() as session:
        put(
            session,
            key="elsewhere",
            team_id="T2",
            channel="CALL",
            message=words("elsewhere"),
            due_at=NOW,
        )

    assert [post.key for post in claim(database, time)] == ["elsewhere"]


def test_a_pace_is_a_multiple_of_what_slack_allows() -> None:
    quick, slow = pacing_at(4), pacing_at(0.1)

    assert quick.rates[Limit.POST] == Rate(a_minute=1200, at_once=60)
    assert quick.rest == SECOND / 4
    assert slow.rates[Limit.OPEN] == Rate(a_minute=5, at_once=1)
