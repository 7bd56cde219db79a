"""The two ways to the app: Socket Mode, where it holds a websocket open, and signed HTTP."""

import asyncio
import hashlib
import hmac
import http.client
import json
import random
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol
from urllib.parse import urlencode, urlsplit

from starlette.websockets import WebSocket, WebSocketDisconnect

from sandbox.world import World

MOST_CONNECTIONS = 10


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


class SocketMode:
    """Websockets that the app has opened; each envelope goes to one of them at random."""

    def __init__(self, world: World, on_change: Callable[[], None]) -> None:
        self._world = world
        self._on_change = on_change
        self._tickets: set[str] = set()
        self._connections: list[WebSocket] = []
        self._waiting: dict[str, asyncio.Future[dict[str, Any] | None]] = {}

    @property
    def is_connected(self) -> bool:
        """Whether at least one websocket is open."""
        return bool(self._connections)

    def issue_ticket(self) -> str:
        """What opens one websocket, once."""
        ticket = secrets.token_urlsafe(16)
        self._tickets.add(ticket)
        return ticket

    async def attend(self, websocket: WebSocket) -> None:
        """Keep one websocket until the app or the sandbox closes it."""
        ticket = websocket.query_params.get("ticket", "")
        if ticket not in self._tickets:
            await websocket.close(code=1008, reason="unknown ticket")
            return
        self._tickets.discard(ticket)
        await websocket.accept()
        if len(self._connections) >= MOST_CONNECTIONS:
            await websocket.send_json({"type": "disconnect", "reason": "too_many_websockets"})
            await websocket.close()
            return
        await websocket.send_json(self._hello())
        self._connections.append(websocket)
        self._on_change()
        try:
            while True:
                self._receive(await websocket.receive_text())
        except WebSocketDisconnect:
            pass
        finally:
            if websocket in self._connections:
                self._connections.remove(websocket)
            self._on_change()

    async def deliver(self, envelope: Envelope, *, seconds: float) -> Ack | Failure:
        """Send it to one websocket and wait for the acknowledgement."""
        if not self._connections:
            raise NotConnectedError
        envelope_id = secrets.token_hex(16)
        answer: asyncio.Future[dict[str, Any] | None] = asyncio.get_running_loop().create_future()
        self._waiting[envelope_id] = answer
        websocket = random.choice(self._connections)  # noqa: S311 - as Slack spreads its load
        try:
            await websocket.send_text(json.dumps(_socket_envelope(envelope, envelope_id)))
            return Ack(await asyncio.wait_for(answer, seconds))
        except (TimeoutError, WebSocketDisconnect, RuntimeError):
            # RuntimeError is what Starlette raises when the websocket closed a moment ago.
            return Failure("timeout")
        finally:
            del self._waiting[envelope_id]

    async def refresh(self) -> None:
        """Ask every connection to come back on a new one, as Slack does every few hours."""
        for websocket in list(self._connections):
            await websocket.send_json({"type": "disconnect", "reason": "refresh_requested"})

    async def close(self) -> None:
        """Close every websocket."""
        for websocket in list(self._connections):
            try:
                await websocket.close(code=1001)
            except RuntimeError:  # it closed by itself
                continue

    def _hello(self) -> dict[str, Any]:
        return {
            "type": "hello",
            "num_connections": len(self._connections) + 1,
            "debug_info": {"host": "sandbox", "approximate_connection_time": 18060},
            "connection_info": {"app_id": self._world.app.id},
        }

    def _receive(self, text: str) -> None:
        try:
            told = json.loads(text)
        except ValueError:
            return
        answer = self._waiting.get(told.get("envelope_id", ""))
        if answer is not None and not answer.done():
            answer.set_result(told.get("payload"))


def _socket_envelope(envelope: Envelope, envelope_id: str) -> dict[str, Any]:
    sent: dict[str, Any] = {
        "envelope_id": envelope_id,
        "type": envelope.type,
        "payload": envelope.payload,
        "accepts_response_payload": envelope.type is not EnvelopeType.EVENT,
    }
    if envelope.type is EnvelopeType.EVENT:
        sent |= {"retry_attempt": envelope.retry_attempt, "retry_reason": envelope.retry_reason}
    return sent


class SignedHttp:
    """Posts to the app's request url, signed with the signing secret."""

    def __init__(self, world: World, request_url: str, on_change: Callable[[], None]) -> None:
        self._secret = world.app.signing_secret
        self._url = urlsplit(request_url)
        self._on_change = on_change
        self._was_reached = False

    @property
    def is_connected(self) -> bool:
        """Whether the last request reached the app."""
        return self._was_reached

    async def deliver(self, envelope: Envelope, *, seconds: float) -> Ack | Failure:
        """Post it and read the answer."""
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[Ack | Failure | None] = loop.create_future()

        def post() -> None:
            result = self._post(envelope, seconds)
            try:
                loop.call_soon_threadsafe(_settle, answer, result)
            except RuntimeError:  # the sandbox closed in the meantime
                return

        # A thread of its own that may be abandoned, so that a slow app never delays the end.
        threading.Thread(target=post, name="sandbox-post", daemon=True).start()
        try:
            result = await asyncio.wait_for(answer, seconds)
        except TimeoutError:
            result = Failure("http_timeout")
        if self._was_reached != (result is not None):
            self._was_reached = result is not None
            self._on_change()
        if result is None:
            raise NotConnectedError
        return result

    async def close(self) -> None:
        """Nothing is kept open."""

    def _post(self, envelope: Envelope, seconds: float) -> Ack | Failure | None:
        body, headers = signed_request(envelope, secret=self._secret, at=int(time.time()))
        opened = (
            http.client.HTTPSConnection
            if self._url.scheme == "https"
            else http.client.HTTPConnection
        )
        connection = opened(self._url.hostname or "127.0.0.1", self._url.port, timeout=seconds)
        target = self._url.path or "/"
        if self._url.query:
            target += "?" + self._url.query
        try:
            connection.request("POST", target, body=body.encode(), headers=headers)
            response = connection.getresponse()
            return _read_answer(response.status, response.headers, response.read())
        except TimeoutError:
            return Failure("http_timeout")
        except ConnectionRefusedError:
            return None
        except (OSError, http.client.HTTPException):
            return Failure("connection_failed")
        finally:
            connection.close()


def _settle(answer: asyncio.Future[Ack | Failure | None], result: Ack | Failure | None) -> None:
    if not answer.done():
        answer.set_result(result)


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


def _read_answer(status: int, headers: http.client.HTTPMessage, body: bytes) -> Ack | Failure:
    if status != http.client.OK:
        return Failure("http_error", may_retry=headers.get("X-Slack-No-Retry") != "1")
    if not body.strip():
        return Ack()
    if headers.get_content_type() == "application/json":
        try:
            told = json.loads(body)
        except ValueError:
            return Failure("http_error")
        return Ack(told if isinstance(told, dict) else None)
    return Ack({"text": body.decode(errors="replace")})
