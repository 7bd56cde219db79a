"""Signed HTTP: every delivery is posted to the app's request url."""

import asyncio
import http.client
import json
import threading
import time
from collections.abc import Callable
from urllib.parse import urlsplit

from sandbox.transports import Ack, Envelope, Failure, NotConnectedError, signed_request
from sandbox.world import World


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
