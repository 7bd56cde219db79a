"""Sends what is due by mail, in a thread of its own, so that a dead mail server delays no Slack."""

from collections.abc import Callable
from datetime import datetime
from logging import getLogger
from typing import assert_never

from bot.deliveries import Delayed, Delivered, Failed, Nothing, Unsure
from bot.mailing import MailCourier, MailRests, mail_next
from models import Database
from schedules.repeating import Repeating

log = getLogger(__name__)

FIRST_REST, LONGEST_REST = 15.0, 600.0  # seconds


class MailDelivery:
    """Delivers until it is stopped. Without a server all mail rests, longer each time."""

    def __init__(
        self,
        database: Database,
        courier: MailCourier,
        *,
        now: Callable[[], datetime],
        tick_seconds: float,
    ) -> None:
        self._database = database
        self._courier = courier
        self._now = now
        self._tick_seconds = tick_seconds
        self._rest = 0.0
        self._stumbled: set[int] = set()  # posts, one of which may be what the server stumbles over
        self._repeating = Repeating(
            self.deliver_one, name="deliver-mail", seconds_after_a_fault=tick_seconds
        )

    def start(self) -> None:
        """Begin, in the background."""
        self._repeating.start()

    def stop(self) -> None:
        """Finish the message in hand and stop."""
        self._repeating.stop()

    def deliver_one(self) -> float:
        """Send one mail if one is due; how many seconds to wait before the next."""
        outcome = mail_next(self._database, self._courier, now=self._now(), resting=self._stumbled)
        match outcome:
            case MailRests():
                return self._pause_longer(outcome)
            case Delivered():
                self._work_again()
                return 0
            case Delayed() | Failed() | Unsure():
                return 0
            case Nothing():
                self._stumbled.clear()
                return self._rest or self._tick_seconds
            case _:
                assert_never(outcome)

    def _pause_longer(self, rests: MailRests) -> float:
        if not self._rest:
            log.warning("no mail can be sent: %s", rests.reason)
        self._stumbled.add(rests.post_id)
        self._rest = min(max(FIRST_REST, self._rest * 2), LONGEST_REST)
        return self._rest

    def _work_again(self) -> None:
        if self._rest:
            log.info("mail can be sent again")
        self._rest = 0
