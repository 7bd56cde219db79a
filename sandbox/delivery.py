"""Brings events, interactions and commands to the app, as patiently as Slack does and no more.

Events are repeated and held for an app that is away. What a person waits for is tried once: a click
that was said to have failed must not happen later.
"""

import asyncio
import contextlib
import time
from collections import deque
from collections.abc import Coroutine
from dataclasses import replace
from enum import Enum, auto
from typing import Any

from sandbox.settings import Settings
from sandbox.transports import Ack, Envelope, EnvelopeType, Failure, NotConnectedError, Transport


class Outcome(Enum):
    """How an event fared at first."""

    TAKEN = auto()
    NOT_TAKEN = auto()
    HELD = auto()


class Delivery:
    """The road to the app."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._transport: Transport | None = None
        self._held: deque[tuple[float, Envelope]] = deque()
        self._tasks: set[asyncio.Task[None]] = set()
        self._releasing = False
        self._maybe_back = asyncio.Event()

    def use(self, transport: Transport) -> None:
        """Choose the way to the app."""
        self._transport = transport

    @property
    def is_connected(self) -> bool:
        """Whether the app is there."""
        return self._transport is not None and self._transport.is_connected

    async def event(self, payload: dict[str, Any]) -> Outcome:
        """Deliver an event and say how the first attempt went; further attempts follow unasked."""
        envelope = Envelope(EnvelopeType.EVENT, payload)
        if self._held:
            self._hold(envelope)  # behind those that came before it
            return Outcome.HELD
        return await self._attempt_event(envelope)

    async def ask(self, kind: EnvelopeType, payload: dict[str, Any]) -> Ack | None:
        """Deliver what a person waits for: the app's answer, or None when there was none in time."""
        deadline = time.monotonic() + self._settings.ack_seconds
        while (left := deadline - time.monotonic()) > 0:
            try:
                answer = await self._deliver(Envelope(kind, payload), seconds=left)
            except NotConnectedError:
                await asyncio.sleep(min(0.1, left))  # an app that is restarting may make it
                continue
            return answer if isinstance(answer, Ack) else None
        return None

    def release(self) -> None:
        """The app may be back: deliver what was held for it."""
        self._maybe_back.set()

    def in_background(self, payload: dict[str, Any]) -> None:
        """Deliver an event that nobody waits for."""
        self._start(self._forget_outcome(payload))

    async def close(self) -> None:
        """Stop trying."""
        for task in list(self._tasks):
            task.cancel()
        if self._transport is not None:
            await self._transport.close()

    async def _attempt_event(self, envelope: Envelope) -> Outcome:
        try:
            answer = await self._deliver(envelope, seconds=self._settings.ack_seconds)
        except NotConnectedError:
            self._hold(envelope)
            return Outcome.HELD
        if isinstance(answer, Ack):
            return Outcome.TAKEN
        self._retry_later(envelope, answer)
        return Outcome.NOT_TAKEN

    async def _deliver(self, envelope: Envelope, *, seconds: float) -> Ack | Failure:
        if self._transport is None:
            raise NotConnectedError
        return await self._transport.deliver(envelope, seconds=seconds)

    def _retry_later(self, envelope: Envelope, failure: Failure) -> None:
        delays = self._settings.retry_delays
        if failure.may_retry and envelope.retry_attempt < len(delays):
            again = replace(
                envelope,
                retry_attempt=envelope.retry_attempt + 1,
                retry_reason=failure.reason,
            )
            self._start(self._retry(again, delays[envelope.retry_attempt]))

    async def _retry(self, envelope: Envelope, delay: float) -> None:
        await asyncio.sleep(delay)
        await self._attempt_event(envelope)

    def _hold(self, envelope: Envelope) -> None:
        self._held.append((time.monotonic() + self._settings.hold_seconds, envelope))
        if not self._releasing:
            self._releasing = True
            self._start(self._release_held())

    async def _release_held(self) -> None:
        try:
            while self._held:
                expires, envelope = self._held[0]
                if expires < time.monotonic():
                    self._held.popleft()
                    continue
                try:
                    answer = await self._deliver(envelope, seconds=self._settings.ack_seconds)
                except NotConnectedError:
                    await self._until_it_may_be_back()
                    continue
                self._held.popleft()
                if isinstance(answer, Failure):
                    self._retry_later(envelope, answer)
        finally:
            self._releasing = False

    async def _until_it_may_be_back(self) -> None:
        self._maybe_back.clear()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._maybe_back.wait(), self._settings.knock_seconds)

    async def _forget_outcome(self, payload: dict[str, Any]) -> None:
        await self.event(payload)

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
