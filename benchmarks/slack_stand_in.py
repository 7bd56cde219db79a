"""A Web API that answers at once and tells who was written to; and a client that signs requests.

Far quicker than the sandbox, so that it is the app under test that is measured.
"""

import asyncio
import hmac
import itertools
import json
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlencode

SECRET = "benchmark"
_ts = itertools.count(1)


@dataclass
class WebApi:
    """Holds, for each channel, a future of the next message that will be posted there."""

    waiting: dict[str, asyncio.Future[dict[str, Any]]] = field(default_factory=dict)
    port: int = 0

    async def start(self) -> asyncio.Server:
        """Listen on a free port of the loopback address."""
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0, backlog=512)
        self.port = server.sockets[0].getsockname()[1]
        return server

    def next_message(self, channel: str) -> asyncio.Future[dict[str, Any]]:
        """Resolves when the app posts to the channel."""
        self.waiting[channel] = asyncio.get_running_loop().create_future()
        return self.waiting[channel]

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                lines = head.split("\r\n")
                headers = {
                    name.lower(): value.strip()
                    for name, _, value in (line.partition(":") for line in lines[1:])
                }
                body = await reader.readexactly(int(headers.get("content-length", "0")))
                answer = json.dumps(self._answer(lines[0], headers, body)).encode()
                writer.write(
                    b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
                    + str(len(answer)).encode()
                    + b"\r\n\r\n"
                    + answer
                )
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    def _answer(self, request: str, headers: dict[str, str], body: bytes) -> dict[str, Any]:
        method = request.split()[1].rsplit("/", 1)[-1]
        if method == "auth.test":
            return {"ok": True, "team_id": "T0", "user_id": "U0BOT", "bot_id": "B0", "user": "s"}
        ts = f"{1652000000 + next(_ts)}.000100"
        if method == "chat.postMessage":
            sent = (
                json.loads(body)
                if "json" in headers.get("content-type", "")
                else {name: values[0] for name, values in parse_qs(body.decode()).items()}
            )
            future = self.waiting.pop(sent["channel"], None)
            if future is not None and not future.done():
                future.set_result({**sent, "ts": ts})
            return {"ok": True, "ts": ts, "channel": sent["channel"]}
        return {"ok": True, "ts": ts}


class Slack:
    """One kept connection to the app, over which signed requests go."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def press(self, payload: dict[str, Any]) -> None:
        """A button pressed."""
        form = urlencode({"payload": json.dumps(payload)}).encode()
        await self._post(form, "application/x-www-form-urlencoded")

    async def event(self, payload: dict[str, Any]) -> None:
        """An event."""
        await self._post(json.dumps(payload).encode(), "application/json")

    async def _post(self, body: bytes, kind: str) -> None:
        if self._streams is None:
            self._streams = await asyncio.open_connection("127.0.0.1", self._port)
        reader, writer = self._streams
        now = str(int(time.time()))
        base = b"v0:" + now.encode() + b":" + body
        signature = "v0=" + hmac.digest(SECRET.encode(), base, "sha256").hex()
        writer.write(
            (
                f"POST /slack/events HTTP/1.1\r\nHost: app\r\nContent-Type: {kind}\r\n"
                f"X-Slack-Request-Timestamp: {now}\r\nX-Slack-Signature: {signature}\r\n"
                f"Content-Length: {len(body)}\r\n\r\n"
            ).encode()
            + body
        )
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        if not head.startswith("http/1.1 200"):
            message = f"the app answered {head.splitlines()[0]}"
            raise RuntimeError(message)
        length = head.partition("content-length:")[2].partition("\r\n")[0]
        await reader.readexactly(int(length or 0))
