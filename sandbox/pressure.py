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
_POSTS_AT_ONCE = 4
# One call a minute is the least that tier 1 allows; an app that reconnects is not shut out.
_CONNECTIONS_AT_ONCE = 5


@dataclass
class _Bucket:
    """A token bucket: `size` calls at once, refilled at `rate` a second."""

    rate: float
    size: float
    level: float
    at: float

    def take(self, now: float) -> float:
        """0 when a call may pass, else the seconds until one may."""
        self.level = min(self.size, self.level + (now - self.at) * self.rate)
        self.at = now
        if self.level >= 1:
            self.level -= 1
            return 0.0
        return (1 - self.level) / self.rate


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


@dataclass
class Pressure:
    """The state of the limits and the faults still to come."""

    _buckets: dict[str, _Bucket] = field(default_factory=dict)
    _faults: dict[str, list[Fault]] = field(default_factory=dict)

    def seconds_to_wait(self, method: str, channel: str) -> int:
        """0 when the call may pass, else Slack's Retry-After."""
        if method == "chat.postMessage":
            bucket = self._bucket(f"{method} {channel}", rate=1.0, size=_POSTS_AT_ONCE)
        else:
            a_minute = _A_MINUTE.get(method) or _TIERS[_TIER.get(method, 3)]
            size = max(a_minute, _CONNECTIONS_AT_ONCE)
            bucket = self._bucket(method, rate=a_minute / 60, size=size)
        return math.ceil(bucket.take(time.monotonic()))

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

    def _bucket(self, key: str, *, rate: float, size: float) -> _Bucket:
        if key not in self._buckets:
            self._buckets[key] = _Bucket(rate, size, level=size, at=time.monotonic())
        return self._buckets[key]
