import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import Event

import pytest

from bot.outbox import put
from models import Database
from models.posts import AskedQuestion
from schedules.deliver_posts import PostDelivery

NOW = datetime(2022, 5, 9, 8, 0, tzinfo=UTC)


@dataclass
class RememberingCourier:
    """Takes everything, except what it stumbles over."""

    sent: list[tuple[str, float]] = field(default_factory=list)  # text, when
    stumbles: int = 0
    all_there: Event = field(default_factory=Event)
    wanted: int = 1

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
        if self.stumbles:
            self.stumbles -= 1
            raise ZeroDivisionError(channel, post_id)
        self.sent.append((message["text"], time.monotonic()))
        if len(self.sent) == self.wanted:
            self.all_there.set()
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
        message = {"text": key, "blocks": []}
        put(session, key=key, team_id="T1", channel=channel, message=message, due_at=NOW)


def delivery(database: Database, courier: RememberingCourier, *, rest: float) -> PostDelivery:
    return PostDelivery(
        database,
        courier,
        now=lambda: NOW,
        tick_seconds=0.05,
        pause_after_one=0,
        rest_of_a_channel=rest,
    )


def test_a_channel_rests_after_a_message_while_others_are_written_to(database: Database) -> None:
    for key, channel in [("first", "CBUSY"), ("second", "CBUSY"), ("other", "CCALM")]:
        put_to_channel(database, key, channel)
    courier = RememberingCourier(wanted=3)
    delivering = delivery(database, courier, rest=0.2)

    delivering.start()
    courier.all_there.wait(10)
    delivering.stop()

    assert [text for text, _ in courier.sent] == ["first", "other", "second"]
    assert courier.sent[2][1] - courier.sent[0][1] >= 0.2


def test_a_post_that_cannot_be_dealt_with_stops_nobody(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    put_to_channel(database, "broken", "C1")
    put_to_channel(database, "whole", "C2")
    courier = RememberingCourier(stumbles=1)
    delivering = delivery(database, courier, rest=0)

    delivering.start()
    courier.all_there.wait(10)
    delivering.stop()

    assert [text for text, _ in courier.sent] == ["whole"]
    assert "a post could not be dealt with" in caplog.text


def test_it_stops_at_once_when_there_is_nothing_to_do(database: Database) -> None:
    delivering = PostDelivery(database, RememberingCourier(), now=lambda: NOW, tick_seconds=3600)
    delivering.start()

    delivering.stop()

    assert not delivering._repeating.is_at_work
