import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func
from sqlmodel import select

from bot.errors import DeliveryFailed
from bot.outbox import put
from bot.pacing import Pacing
from models import Database, Person, Post
from models.enums import PostState
from models.posts import AskedQuestion
from schedules.deliver_posts import PostDelivery
from tests.posting import FREELY, post_of, words

NOW = datetime(2022, 5, 9, 8, 0, tzinfo=UTC)
PATIENCE = 20.0  # seconds, for what must come in the end


@dataclass
class RememberingCourier:
    """Takes everything, except what it stumbles over. `together`: as many as must meet in it."""

    sent: list[tuple[str, float]] = field(default_factory=list)  # text, when
    stumbles: int = 0
    busy: list[DeliveryFailed] = field(default_factory=list)
    together: threading.Barrier | None = None

    def open_direct(self, slack_id: str) -> str:
        return f"D{slack_id}"

    def deliver(
        self,
        message: dict[str, str],
        *,
        channel: str,
        post_id: int,
        thread_ts: str | None = None,  # noqa: ARG002 # a Courier's
    ) -> str:
        if self.together is not None:
            self.together.wait(PATIENCE)
        if self.stumbles:
            self.stumbles -= 1
            raise ZeroDivisionError(channel, post_id)
        if self.busy:
            raise self.busy.pop()
        self.sent.append((message["text"], time.monotonic()))
        return "1.000"

    def edit(self, message: dict[str, str], *, channel: str, ts: str) -> None:
        raise AssertionError((message, channel, ts))  # none here is an edit

    def find(
        self,
        *,
        channel: str,
        post_id: int,
        asks: AskedQuestion | None = None,
        thread_ts: str | None = None,
    ) -> str | None:
        raise AssertionError((channel, post_id, asks, thread_ts))  # none here was left half-sent


def put_to_channel(database: Database, key: str, channel: str) -> None:
    with database.write() as session:
        put(session, key=key, team_id="T1", channel=channel, message=words(key), due_at=NOW)


def put_to_people(database: Database, *, people: int, each: int) -> None:
    """ "3.1" is the second message to the fourth person."""
    with database.write() as session:
        for number in range(people):
            person = Person(
                team_id="T1", slack_id=f"U{number}", name=f"Nr. {number}", first_seen_at=NOW
            )
            session.add(person)
            session.flush()
            for turn in range(each):
                key = f"{number}.{turn}"
                put(
                    session,
                    key=key,
                    team_id="T1",
                    person_id=person.id,
                    message=words(key),
                    due_at=NOW + timedelta(seconds=turn),
                )


@contextmanager
def delivering(
    database: Database, courier: RememberingCourier, *, pacing: Pacing = FREELY, senders: int = 4
) -> Iterator[PostDelivery]:
    delivery = PostDelivery(
        database,
        courier,
        now=lambda: NOW + timedelta(minutes=1),
        tick_seconds=0.05,
        senders=senders,
        pacing=pacing,
    )
    delivery.start()
    yield delivery
    delivery.stop()


def until(holds: Callable[[], bool]) -> None:
    give_up = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < give_up, "it never came to that"
        time.sleep(0.01)


def until_sent(database: Database, count: int) -> None:
    until(lambda: count_in(database, PostState.SENT) >= count)


def count_sent(database: Database) -> int:
    return count_in(database, PostState.SENT)


def count_in(database: Database, state: PostState) -> int:
    with database.read() as session:
        return session.exec(select(func.count()).where(Post.state == state)).one()


def test_a_channel_rests_after_a_message_while_others_are_written_to(database: Database) -> None:
    for key, channel in [("first", "CBUSY"), ("second", "CBUSY"), ("other", "CCALM")]:
        put_to_channel(database, key, channel)
    courier = RememberingCourier()

    with delivering(database, courier, pacing=replace(FREELY, rest=timedelta(seconds=0.3))):
        until_sent(database, 3)

    when = dict(courier.sent)
    assert when["other"] < when["second"]
    assert when["second"] - when["first"] >= 0.3


def test_several_messages_are_on_their_way_at_once(database: Database) -> None:
    put_to_people(database, people=8, each=1)
    courier = RememberingCourier(together=threading.Barrier(4))

    with delivering(database, courier, senders=4):
        until_sent(database, 8)

    assert len(courier.sent) == 8


def test_each_person_gets_their_messages_once_and_in_order(database: Database) -> None:
    put_to_people(database, people=5, each=6)
    courier = RememberingCourier()

    with delivering(database, courier), delivering(database, courier):
        until_sent(database, 30)

    for person in range(5):
        texts = [text for text, _ in courier.sent if text.startswith(f"{person}.")]
        assert texts == [f"{person}.{turn}" for turn in range(6)]


def test_when_slack_is_busy_all_senders_wait(database: Database) -> None:
    put_to_people(database, people=12, each=1)
    courier = RememberingCourier(
        busy=[DeliveryFailed("ratelimited", permanent=False, retry_after=1) for _ in range(2)],
        together=threading.Barrier(2),
    )
    begun = time.monotonic()

    with delivering(database, courier, senders=2):
        until_sent(database, 12)

    assert all(at - begun >= 1 for _, at in courier.sent)
    assert {post_of(database, f"{number}.0").attempts for number in range(12)} == {1}


def test_a_post_that_cannot_be_dealt_with_stops_nobody(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    put_to_channel(database, "broken", "C1")
    put_to_channel(database, "whole", "C2")
    courier = RememberingCourier(stumbles=1)

    with delivering(database, courier, senders=1):
        until_sent(database, 1)

    assert [text for text, _ in courier.sent] == ["whole"]
    assert "a post could not be dealt with" in caplog.text


def test_a_message_on_its_way_is_recorded_before_it_stops(database: Database) -> None:
    put_to_people(database, people=1, each=1)
    meeting = threading.Barrier(2)

    with delivering(database, RememberingCourier(together=meeting)):
        meeting.wait(PATIENCE)

    assert count_sent(database) == 1


def test_what_was_claimed_ahead_is_given_back_when_it_stops(database: Database) -> None:
    put_to_people(database, people=3, each=1)
    meeting = threading.Barrier(3)
    courier = RememberingCourier(together=meeting)

    with delivering(database, courier, senders=2) as delivery:
        until(lambda: count_in(database, PostState.CLAIMED) == 3 and meeting.n_waiting == 2)
        delivery._repeating.stop()
        threading.Thread(target=let_go, args=(delivery, meeting)).start()

    assert len(courier.sent) == count_sent(database) == 2
    assert post_of(database, "2.0").state is PostState.WAITING
    assert post_of(database, "2.0").claimed_at is None


def let_go(delivery: PostDelivery, meeting: threading.Barrier) -> None:
    """Once the stopping delivery has something to give back, the messages on their way arrive."""
    until(lambda: not delivery._tried.empty())
    meeting.wait(PATIENCE)


def test_what_was_sent_is_recorded_even_if_the_next_cannot_be_claimed(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    put_to_channel(database, "whole", "C1")
    meeting = threading.Barrier(2)

    with delivering(database, RememberingCourier(together=meeting)):
        until(lambda: meeting.n_waiting == 1)
        put_broken(database)
        meeting.wait(PATIENCE)
        until_sent(database, 1)

    assert "a post could not be dealt with" in caplog.text


def put_broken(database: Database) -> None:
    """A post which asks something that nobody can read."""
    with database.write() as session:
        put(session, key="broken", team_id="T1", channel="C2", message=words("x"), due_at=NOW)
        session.exec(select(Post).where(Post.key == "broken")).one().asks = {"who": "knows"}


def test_it_stops_at_once_when_there_is_nothing_to_do(database: Database) -> None:
    with delivering(database, RememberingCourier()) as delivery:
        pass

    assert not delivery._repeating.is_at_work
    assert not any(sender.is_alive() for sender in delivery._senders)
