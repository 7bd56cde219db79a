"""What is delivered to the app, the form it has on each of the two ways, and what may come of it."""

import hashlib
import hmac
import json
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol
from urllib.parse import urlencode


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


def socket_envelope(envelope: Envelope, envelope_id: str) -> dict[str, Any]:
    """The frame of Socket Mode; only events tell of retries, only the rest take an answer."""
    sent: dict[str, Any] = {
        "envelope_id": envelope_id,
        "type": envelope.type,
        "payload": envelope.payload,
        "accepts_response_payload": envelope.type is not EnvelopeType.EVENT,
    }
    if envelope.type is EnvelopeType.EVENT:
        sent |= {"retry_attempt": envelope.retry_attempt, "retry_reason": envelope.retry_reason}
    return sent


def signed_request(envelope: Envelope, *, secret: str, at: int) -> tuple[str, dict[str, str]]:
    """Body and headers as Slack sends them: events as JSON, the rest as forms."""
    match envelope.type:
        case EnvelopeType.EVENT:
            content_type, body = "application/json", json.dumps(envelope.payload)
        case EnvelopeType.INTERACTION:
            content_type = "application/x-www-form-urlencoded"
            body = urlencode({"payload": json.dumps(envelope.payload)})
        case EnvelopeType.COMMAND:
            content_type = "application/x-www-form-urlencoded"
            body = urlencode(envelope.payload)
    digest = hmac.new(secret.encode(), f"v0:{at}:{body}".encode(), hashlib.sha256).hexdigest()
    headers = {
        "Content-Type": content_type,
        "User-Agent": "Slackbot 1.0 (sandbox)",
        "X-Slack-Request-Timestamp": str(at),
        "X-Slack-Signature": f"v0={digest}",
    }
    if envelope.retry_attempt:
        headers["X-Slack-Retry-Num"] = str(envelope.retry_attempt)
        headers["X-Slack-Retry-Reason"] = envelope.retry_reason
    return body, headers
