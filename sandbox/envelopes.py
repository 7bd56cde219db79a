"""What is delivered to the app, what may come of it, and what a way to the app can do."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol


class EnvelopeType(StrEnum):
    """What kind of thing an envelope carries."""

    EVENT = "events_api"
    INTERACTION = "interactive"
    COMMAND = "slash_commands"


@dataclass(frozen=True)
class Envelope:
    """One delivery. A repeated one says how often and why."""

    type: EnvelopeType
    payload: dict[str, Any]
    retry_attempt: int = 0
    retry_reason: str = ""


@dataclass(frozen=True)
class Ack:
    """The app has it; `payload` is what it answered with, if anything."""

    payload: dict[str, Any] | None = None


@dataclass(frozen=True)
class Failure:
    """The app did not take it."""

    reason: str
    may_retry: bool = True


class NotConnectedError(Exception):
    """The app is not there at all, so the delivery may be held for it."""


class Transport(Protocol):
    """A way to the app."""

    @property
    def is_connected(self) -> bool:
        """Whether the app was there when last seen."""

    async def deliver(self, envelope: Envelope, *, seconds: float) -> Ack | Failure:
        """Hand it over and wait for the answer; raises NotConnectedError when nobody is there."""

    async def close(self) -> None:
        """Let go of the app."""
