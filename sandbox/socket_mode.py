"""Socket Mode: the app holds websockets open, and each envelope goes to one of them at random."""

import asyncio
import json
import random
import secrets
from collections.abc import Callable
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect

from sandbox.transports import Ack, Envelope, Failure, NotConnectedError, socket_envelope
from sandbox.world import World

MOST_CONNECTIONS = 10


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
            await websocket.send_text(json.dumps(socket_envelope(envelope, envelope_id)))
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
