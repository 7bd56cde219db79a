"""Sends what is due from the outbox to Slack: one thread claims and records, several send.

A sender that had to ask the database itself would wait for it after each message. So one thread
hands posts out, a few ahead, and takes in what came of them, for all senders in one transaction.
"""

import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from logging import getLogger
from queue import Empty, SimpleQueue
from typing import assert_never

from bot.deliveries import posts_in_hand
from bot.delivering import Attempt, Courier, Untried, send, work_off
from bot.pacing import Limit, Pacing, calls_for
from models import Database
from models.claims import ClaimedPost
from schedules.repeating import Repeating

log = getLogger(__name__)

# While senders are busy or Slack's limits used up, a few posts gather for one transaction.
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
        self._tried: SimpleQueue[Attempt | Untried | ClaimedPost] = SimpleQueue()
        self._to_record: list[Attempt] = []
        self._to_give_back: list[Untried] = []
        self._busy_until: dict[Limit, float] = {}  # what Slack has asked to wait for
        self._ahead = senders // 2
        self._most = senders + self._ahead
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
        """Finish the messages on their way, record them, give back the others, and stop."""
        self._repeating.stop()
        while (post := self._next_without_waiting()) is not None:
            self._tried.put(Untried(post))
        for _ in self._senders:
            self._to_send.put(None)
        give_up = time.monotonic() + _LAST_WORDS_SECONDS
        for sender in self._senders:
            if sender.is_alive():
                sender.join(timeout=max(0, give_up - time.monotonic()))
        self._take_in()
        if self._to_record or self._to_give_back:
            self._work_off(most=0)

    def _hand_out(self) -> float:
        """Record what was sent and hand out what is due; how many seconds until the next time."""
        self._take_in()
        free = self._most - self._on_their_way
        if not free and not self._to_record and not self._to_give_back:
            return self._tick_seconds
        look_again = self._work_off(most=free)
        if self._on_their_way == self._most:
            return min(self._tick_seconds, GATHERING.total_seconds())
        if look_again is None:
            return self._tick_seconds
        pause = max(look_again, GATHERING) if look_again else look_again
        return min(self._tick_seconds, pause.total_seconds())

    def _take_in(self) -> None:
        """Gather what the senders have tried. They are free again."""
        while not self._tried.empty():
            tried = self._tried.get()
            self._on_their_way -= 1
            match tried:
                case Attempt():
                    self._to_record.append(tried)
                case Untried():
                    self._to_give_back.append(tried)
                case ClaimedPost():  # nobody knows what became of it
                    posts_in_hand(self._database).discard(tried.id)
                case _:
                    assert_never(tried)

    def _work_off(self, *, most: int) -> timedelta | None:
        try:
            done = work_off(
                self._database,
                now=self._now(),
                pacing=self._pacing,
                attempts=self._to_record,
                untried=self._to_give_back,
                most=most,
            )
        except Exception:
            if most and self._to_record:
                self._work_off(most=0)  # what was sent is kept, whatever is wrong with the next
            raise
        self._to_record, self._to_give_back = [], []
        self._on_their_way += len(done.to_send)
        for post in done.to_send:
            self._to_send.put(post)
        return done.look_again

    def _next_without_waiting(self) -> ClaimedPost | None:
        try:
            return self._to_send.get_nowait()
        except Empty:
            return None

    def _send_on(self) -> None:
        while (post := self._to_send.get()) is not None:
            tried: Attempt | Untried | ClaimedPost = post
            try:
                tried = self._try(post)
            except Exception:  # one post must stop nobody
                log.exception("a post could not be dealt with; it is taken up again later")
            self._tried.put(tried)
            if self._to_send.qsize() <= self._ahead // 2:
                self._repeating.wake()

    def _try(self, post: ClaimedPost) -> Attempt | Untried:
        """Send it, unless Slack has just told another sender to wait."""
        now = time.monotonic()
        if any(self._busy_until.get(call, now) > now for call in calls_for(post)):
            return Untried(post)
        attempt = send(self._courier, post)
        if attempt.failure and attempt.failure.retry_after and attempt.failed_at:
            self._busy_until[attempt.failed_at] = time.monotonic() + attempt.failure.retry_after
        return attempt
