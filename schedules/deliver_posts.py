"""Sends what is due from the outbox, politely, in a thread of its own."""

import time
from collections.abc import Callable
from datetime import datetime
from typing import assert_never

from bot.deliveries import Delayed, Delivered, Failed, Nothing, Outcome, Unsure
from bot.delivering import Courier, deliver_next
from models import Database
from schedules.repeating import Repeating

# Slack: one message a second to a channel, several hundred a minute to a workspace.
PAUSE_AFTER_ONE = 0.12
REST_OF_A_CHANNEL = 1.0


class PostDelivery:
    """Delivers until it is stopped. Looks again after `tick_seconds` when nothing is due."""

    def __init__(
        self,
        database: Database,
        courier: Courier,
        *,
        now: Callable[[], datetime],
        tick_seconds: float,
        pause_after_one: float = PAUSE_AFTER_ONE,
        rest_of_a_channel: float = REST_OF_A_CHANNEL,
    ) -> None:
        self._database = database
        self._courier = courier
        self._now = now
        self._tick_seconds = tick_seconds
        self._pause_after_one = pause_after_one
        self._rest_of_a_channel = rest_of_a_channel
        self._written_to: dict[str, tuple[float, int | None]] = {}  # channel: when, person
        self._repeating = Repeating(
            self.deliver_one, name="deliver-posts", seconds_after_a_fault=tick_seconds
        )

    def start(self) -> None:
        """Begin, in the background."""
        self._repeating.start()

    def stop(self) -> None:
        """Finish the message in hand and stop."""
        self._repeating.stop()

    def deliver_one(self) -> float:
        """Send one post if one is due; how many seconds to wait before the next."""
        resting = self._resting()
        outcome = deliver_next(
            self._database,
            self._courier,
            now=self._now(),
            resting_channels=[channel for channel, (_, person) in resting.items() if not person],
            resting_people=[person for _, person in resting.values() if person],
        )
        return self._pause_after(outcome)

    def _pause_after(self, outcome: Outcome) -> float:
        match outcome:
            case Delivered():
                self._written_to[outcome.channel] = (time.monotonic(), outcome.person_id)
                return self._pause_after_one
            case Delayed():
                return outcome.retry_after or 0
            case Failed() | Unsure():
                return 0
            case Nothing():
                resting = self._resting()
                return self._rest_of_a_channel if resting else self._tick_seconds
            case _:
                assert_never(outcome)

    def _resting(self) -> dict[str, tuple[float, int | None]]:
        """Who was written to within the last second. Others come first."""
        since = time.monotonic() - self._rest_of_a_channel
        self._written_to = {
            channel: written for channel, written in self._written_to.items() if written[0] > since
        }
        return self._written_to
