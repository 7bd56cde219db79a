"""Sends what is due from the outbox to Slack: one thread claims and records, several send.

A sender that has to ask the database itself would wait for it after each message. So one thread
hands posts out and takes in what came of them, for all senders in one transaction.
"""

import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from logging import getLogger
from queue import SimpleQueue

from bot.deliveries import posts_in_hand
from bot.delivering import Attempt, Courier, send, work_off
from bot.pacing import Pacing
from models import Database
from models.claims import ClaimedPost
from schedules.repeating import Repeating

log = getLogger(__name__)

# When Slack's limits are used up, a few calls are left to gather: one transaction serves them all.
GATHERING = timedelta(seconds=0.2)
_LAST_WORDS_SECONDS = 10.0


class PostDelivery:
    """Delivers until it is stopped. Looks again after `tick_seconds` when nothing is due."""

    def __init__(
        self,
        database: Database,
        courier: Courier,
        *,
        now: Callable[[], datetime],
        tick_seconds: float,
        senders: int,
        pacing: Pacing,
    ) -> None:
        self._database = database
        self._courier = courier
        self._now = now
        self._tick_seconds = tick_seconds
        self._pacing = pacing
        self._to_send: SimpleQueue[ClaimedPost | None] = SimpleQueue()
        self._tried: SimpleQueue[Attempt | ClaimedPost] = SimpleQueue()
        self._to_record: list[Attempt] = []
        self._most = senders
        self._on_their_way = 0
        self._senders = [
            threading.Thread(target=self._send_on, name=f"sender-{number}", daemon=True)
            for number in range(senders)
        ]
        self._repeating = Repeating(
            self._hand_out, name="deliver-posts", seconds_after_a_fault=tick_seconds
        )

    def start(self) -> None:
        """Begin, in the background."""
        for sender in self._senders:
            sender.start()
        self._repeating.start()

    def stop(self) -> None:
        """Finish the messages in hand, record them, and stop."""
        self._repeating.stop()
        for _ in self._senders:
            self._to_send.put(None)
        give_up = time.monotonic() + _LAST_WORDS_SECONDS
        for sender in self._senders:
            if sender.is_alive():
                sender.join(timeout=max(0, give_up - time.monotonic()))
        self._take_in()
        if self._to_record:
            self._work_off(most=0)

    def _hand_out(self) -> float:
        """Record what was sent and hand out what is due; how many seconds until the next time."""
        self._take_in()
        free = self._most - self._on_their_way
        if not free and not self._to_record:
            return self._tick_seconds
        look_again = self._work_off(most=free)
        if look_again is None or self._on_their_way == self._most:
            return self._tick_seconds  # or until a sender is free again
        pause = max(look_again, GATHERING) if look_again else look_again
        return min(self._tick_seconds, pause.total_seconds())

    def _take_in(self) -> None:
        """Gather what the senders have tried. They are free again."""
        while not self._tried.empty():
            tried = self._tried.get()
            self._on_their_way -= 1
            if isinstance(tried, Attempt):
                self._to_record.append(tried)
            else:
                posts_in_hand(self._database).discard(tried.id)

    def _work_off(self, *, most: int) -> timedelta | None:
        done = work_off(
            self._database,
            now=self._now(),
            pacing=self._pacing,
            attempts=self._to_record,
            most=most,
        )
        self._to_record = []
        self._on_their_way += len(done.to_send)
        for post in done.to_send:
            self._to_send.put(post)
        return done.look_again

    def _send_on(self) -> None:
        while (post := self._to_send.get()) is not None:
            tried: Attempt | ClaimedPost = post
            try:
                tried = send(self._courier, post)
            except Exception:  # one post must stop nobody
                log.exception("a post could not be dealt with; it is taken up again later")
            self._tried.put(tried)
            self._repeating.wake()
