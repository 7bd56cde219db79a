"""Short-lived rights: trigger ids to open a modal, and response urls to answer an interaction."""

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass

from sandbox.errors import SlackError

TRIGGER_SECONDS = 3.0
RESPONSE_SECONDS = 30 * 60.0
RESPONSE_USES = 5


@dataclass
class _Trigger:
    user: str
    expires: float
    is_used: bool = False


class Triggers:
    """Trigger ids work once and for three seconds of real time."""

    def __init__(self, seconds_now: Callable[[], float] = time.monotonic) -> None:
        self._now = seconds_now
        self._issued: dict[str, _Trigger] = {}

    def issue(self, user: str) -> str:
        """A new trigger id for what this person just did."""
        if len(self._issued) > 1_000:
            self._forget_old()
        trigger_id = (
            f"{secrets.randbelow(10**12)}.{secrets.randbelow(10**12)}.{secrets.token_hex(16)}"
        )
        self._issued[trigger_id] = _Trigger(user, self._now() + TRIGGER_SECONDS)
        return trigger_id

    def use(self, trigger_id: str) -> str:
        """Whose act it was; raises what Slack answers when the id is unknown, used or too old."""
        trigger = self._issued.get(trigger_id)
        if trigger is None:
            raise SlackError("invalid_trigger_id")
        if trigger.is_used:
            raise SlackError("exchanged_trigger_id")
        if trigger.expires < self._now():
            raise SlackError("expired_trigger_id")
        trigger.is_used = True
        return trigger.user

    def _forget_old(self) -> None:
        minute_ago = self._now() - 60
        self._issued = {
            key: kept for key, kept in self._issued.items() if kept.expires > minute_ago
        }


@dataclass
class ResponseRight:
    """What a response url may do: answer this person in this channel, or change that message."""

    user: str
    channel: str
    message_ts: str | None
    expires: float
    uses_left: int = RESPONSE_USES


class ResponseRights:
    """Response urls work five times within thirty minutes of real time."""

    def __init__(self, seconds_now: Callable[[], float] = time.monotonic) -> None:
        self._now = seconds_now
        self._issued: dict[str, ResponseRight] = {}

    def issue(self, *, user: str, channel: str, message_ts: str | None = None) -> str:
        """The token at the end of a new response url."""
        now = self._now()
        if len(self._issued) > 1_000:
            self._issued = {key: kept for key, kept in self._issued.items() if kept.expires > now}
        token = secrets.token_urlsafe(16)
        self._issued[token] = ResponseRight(user, channel, message_ts, now + RESPONSE_SECONDS)
        return token

    def use(self, token: str) -> ResponseRight:
        """The right behind the token, one use less; raises when it is gone."""
        right = self._issued.get(token)
        if right is None or right.expires < self._now():
            raise SlackError("expired_url")
        if right.uses_left == 0:
            raise SlackError("used_url")
        right.uses_left -= 1
        return right
