"""A clock that stands, and the real app in an empty sandbox, with nothing but Slack between."""

import asyncio
import json
import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from slack_bolt import App, BoltRequest, BoltResponse

from bot.calendar.events import Organizer
from bot.deliveries import Nothing
from bot.settings import Settings
from handlers.couriers import SlackCourier
from handlers.shown import ShownMessages
from handlers.slack_app import build_app, build_courier_client
from handlers.visit import Services
from models import Database
from sandbox.local_slack import LocalSlack
from sandbox.pressure import Pressure
from sandbox.server import RunningSandbox
from sandbox.store import Store
from sandbox.transports import Ack, Envelope, EnvelopeType, Failure, signed_request
from sandbox.triggers import ResponseRights, Triggers
from tests.posting import deliver_next

Part = dict[str, Any]


@dataclass
class StandingClock:
    """Moves only when it is told to."""

    at: datetime

    def __call__(self) -> datetime:
        return self.at

    def move(self, **time: float) -> None:
        """On by so many `seconds`, `minutes` or `days`."""
        self.at += timedelta(**time)


class ShownAtOnce(ShownMessages):
    """Writes each message down before the next thing happens."""

    def __call__(self, shows: tuple[int, str], ts: str) -> None:
        self._write([(*shows, ts)])


class KnownWork(ThreadPoolExecutor):
    """Threads whose work can be waited for."""

    def __init__(self) -> None:
        super().__init__(8, "listener")
        self._begun: list[Future[Any]] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """As ever."""
        future = super().submit(fn, *args, **kwargs)
        self._begun.append(future)
        return future

    def settle(self) -> None:
        """Wait until everything is done."""
        while self._begun:
            self._begun.pop().result(timeout=20)


class Dispatch:
    """The sandbox's way to the app: real signed requests, without a server in between."""

    is_connected = True

    def __init__(self, app: App, *, secret: str) -> None:
        self._app = app
        self._secret = secret

    async def deliver(self, envelope: Envelope, *, seconds: float) -> Ack | Failure:  # noqa: ARG002
        """Hand it over in a thread, as a web server would."""
        body, headers = signed_request(envelope, secret=self._secret, at=int(time.time()))
        loop = asyncio.get_running_loop()
        answer = await loop.run_in_executor(None, self._dispatch, body, headers)
        if answer.status != 200:
            return Failure("http_error")
        return Ack(json.loads(answer.body) if answer.body.startswith("{") else None)

    def _dispatch(self, body: str, headers: dict[str, str]) -> BoltResponse:
        return self._app.dispatch(BoltRequest(body=body, headers=dict(headers)))

    async def close(self) -> None:
        """Nothing is open."""


class Errors(logging.Handler):
    """What the app's error handler has logged."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep it."""
        self.records.append(record)


class Workspace:
    """The sandbox made empty, with the app in it."""

    def __init__(
        self,
        sandbox: RunningSandbox,
        database: Database,
        clock: StandingClock,
        *,
        organizer: Organizer | None = None,
        public_url: str = "",
    ) -> None:
        self.sandbox = sandbox
        self.slack: LocalSlack = sandbox.slack
        self.slack.store = Store(self.slack.world, None)
        # That a trigger lives three seconds is tested with the sandbox; a slow machine is no matter here.
        self.slack.triggers, self.slack.responses = Triggers(lambda: 0.0), ResponseRights()
        self.slack.pressure = Pressure()
        self.database = database
        self.clock = clock
        self.services = Services(
            database=database,
            now=clock,
            shown=ShownAtOnce(database),
            organizer=organizer,
            public_url=public_url,
        )
        self.secret = self.slack.world.app.signing_secret
        settings = Settings(
            _env_file=None,  # type: ignore[call-arg]
            slack_bot_token=self.slack.world.app.bot_token,  # type: ignore[arg-type]
            slack_signing_secret=self.secret,  # type: ignore[arg-type]
            slack_api_url=sandbox.api_url,
        )
        self.app = build_app(settings, self.services)
        for listener in self.app._listeners:
            listener.ack_timeout = 30  # nor is one for Bolt
        self.courier_client = build_courier_client(settings)
        self.work = KnownWork()
        self.app.listener_runner.listener_executor = self.work
        self.slack.delivery.use(Dispatch(self.app, secret=self.secret))
        self.errors = Errors()
        logging.getLogger("handlers.errors").addHandler(self.errors)

    def close(self) -> None:
        """Let go of the threads."""
        logging.getLogger("handlers.errors").removeHandler(self.errors)
        self.work.settle()
        self.work.shutdown()
        self.services.shown.close()

    def settle(self) -> None:
        """Wait until the app has done all it was asked."""
        self.work.settle()

    def sends_posts(self) -> None:
        """The outbox is emptied, as the clock would have it."""
        courier = SlackCourier(self.courier_client)
        while not isinstance(deliver_next(self.database, courier, now=self.clock()), Nothing):
            self.settle()

    def error(self) -> str:
        """What went wrong in the app, which the test expected: "KeyError", and is then forgotten."""
        [record] = self.errors.records
        self.errors.records.clear()
        return str(record.args[1]) if isinstance(record.args, tuple) else ""

    def dispatch(self, body: str, headers: dict[str, str]) -> BoltResponse:
        """A request as it stands, signed or not."""
        response = self.app.dispatch(BoltRequest(body=body, headers=dict(headers)))
        self.settle()
        return response

    def deliver(self, payload: Part, kind: EnvelopeType = EnvelopeType.EVENT) -> BoltResponse:
        """A payload of the test's own making, properly signed."""
        envelope = Envelope(kind, payload)
        body, headers = signed_request(envelope, secret=self.secret, at=int(time.time()))
        return self.dispatch(body, headers)

    def event(self, event: Part, **wrapper: object) -> Part:
        """An event in Slack's wrapper."""
        return {**self.slack.payloads.event(event, at=self.slack.clock.timestamp()), **wrapper}

    def at_once(self, *acts: Callable[[], object]) -> None:
        """Do all of it in the same moment, each in a thread of its own."""
        gate = threading.Barrier(len(acts))

        def run(act: Callable[[], object]) -> object:
            gate.wait(timeout=10)
            return act()

        with ThreadPoolExecutor(len(acts)) as pool:
            for future in [pool.submit(run, act) for act in acts]:
                future.result(timeout=30)
        self.settle()
