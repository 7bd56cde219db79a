"""Makes life hard on purpose: Slack's rate limits when switched on, and faults that tests order."""

import math
import time
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

# Calls a minute. What is not named is tier 3, as most methods of Slack are.
_TIERS = {1: 1, 2: 20, 3: 50, 4: 100}
_TIER = {
    "apps.connections.open": 1,
    "bookmarks.add": 2,
    "conversations.list": 2,
    "usergroups.list": 2,
    "usergroups.users.list": 2,
    "users.conversations": 2,
    "users.list": 2,
    "chat.getPermalink": 4,
    "chat.postEphemeral": 4,
    "conversations.members": 4,
    "files.completeUploadExternal": 4,
    "files.getUploadURLExternal": 4,
    "files.info": 4,
    "users.info": 4,
    "views.open": 4,
    "views.publish": 4,
    "views.push": 4,
    "views.update": 4,
}
_A_MINUTE = {"auth.test": 600, "api.test": 600}
# "One message a second to a channel, several hundred a minute to a workspace; short bursts pass."
_POSTS_AT_ONCE = 4
POSTS_A_MINUTE = 300
POSTS_AT_ONCE_TO_ALL = 20
# One call a minute is the least that tier 1 allows; an app that reconnects is not shut out.
_CONNECTIONS_AT_ONCE = 5


@dataclass
class _Bucket:
    """A token bucket: `size` calls at once, refilled at `rate` a second."""

    rate: float
    size: float
    level: float
    at: float

    def missing(self, now: float) -> float:
        """0 when a call may pass, else the seconds until one may."""
        self.level = min(self.size, self.level + (now - self.at) * self.rate)
        self.at = now
        return max(0.0, (1 - self.level) / self.rate)


class FaultMoment(StrEnum):
    """Whether the call still has its effect before it seems to fail."""

    BEFORE = "before"
    AFTER = "after"


@dataclass
class Fault:
    """What the next calls of a method meet: a Slack error, "500", "timeout" or "ratelimited"."""

    error: str
    times: int
    moment: FaultMoment = FaultMoment.BEFORE
    channel: str | None = None


@dataclass(frozen=True)
class Refusal:
    """A call that was one too many."""

    method: str
    channel: str
    at: float  # of the machine's clock that only moves on


@dataclass
class Pressure:
    """The state of the limits, who ran into them, and the faults still to come.

    `speed`: the limits are so many times as high, as if Slack's seconds were shorter.
    """

    speed: float = 1.0
    refusals: list[Refusal] = field(default_factory=list)
    _buckets: dict[str, _Bucket] = field(default_factory=dict)
    _faults: dict[str, list[Fault]] = field(default_factory=dict)

    def seconds_to_wait(self, method: str, channel: str) -> int:
        """0 when the call may pass, else Slack's Retry-After."""
        now = time.monotonic()
        buckets = self._buckets_for(method, channel)
        wait = math.ceil(max(bucket.missing(now) for bucket in buckets))
        if wait:
            self.refusals.append(Refusal(method, channel, now))
        else:
            for bucket in buckets:
                bucket.level -= 1
        return wait

    def _buckets_for(self, method: str, channel: str) -> list[_Bucket]:
        if method == "chat.postMessage":
            return [
                self._bucket(f"{method} {channel}", a_minute=60, size=_POSTS_AT_ONCE),
                self._bucket(method, a_minute=POSTS_A_MINUTE, size=POSTS_AT_ONCE_TO_ALL),
            ]
        a_minute = _A_MINUTE.get(method) or _TIERS[_TIER.get(method, 3)]
        size = max(a_minute, _CONNECTIONS_AT_ONCE)
        return [self._bucket(method, a_minute=a_minute, size=size)]

    def order(self, told: dict[str, Any]) -> None:
        """Faults to come: {"method", "error", "times", "moment"?: "after", "channel"?}."""
        fault = Fault(
            error=str(told["error"]),
            times=int(told.get("times", 1)),
            moment=FaultMoment(told.get("moment", FaultMoment.BEFORE)),
            channel=told.get("channel"),
        )
        self._faults.setdefault(str(told["method"]), []).append(fault)

    def forget_faults(self) -> None:
        """No more faults."""
        self._faults.clear()

    def next_fault(self, method: str, channel: str) -> Fault | None:
        """The fault that this call meets, if any."""
        if not self._faults:
            return None
        for fault in self._faults.get(method, []):
            if fault.times > 0 and fault.channel in {None, channel}:
                fault.times -= 1
                return fault
        return None

    def _bucket(self, key: str, *, a_minute: float, size: float) -> _Bucket:
        if key not in self._buckets:
            rate, size = a_minute / 60 * self.speed, size * self.speed
            self._buckets[key] = _Bucket(rate, size, level=size, at=time.monotonic())
        return self._buckets[key]
