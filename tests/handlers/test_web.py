"""Slack's requests over HTTP, as bytes in and bytes out."""

import asyncio
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from pydantic import SecretStr
from slack_bolt import Ack, App
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient
from slack_sdk.signature import SignatureVerifier
from starlette.types import Message, Receive, Scope, Send

from bot.outbox import put
from bot.settings import Settings
from handlers.shown import ShownMessages
from handlers.visit import Services
from handlers.web import LARGEST_BODY, build_web
from models import Database

SECRET = "secret"
NOW = datetime(2022, 5, 9, 8, 0, tzinfo=UTC)
FORM = "application/x-www-form-urlencoded"


@dataclass
class Edge:
    """The web application, and what its listeners heard."""

    database: Database
    heard: list[str] = field(default_factory=list)
    status: int = 0
    body: bytes = b""

    def __post_init__(self) -> None:
        self.shown = ShownMessages(self.database)
        services = Services(database=self.database, now=lambda: NOW, shown=self.shown)
        settings = Settings(slack_signing_secret=SecretStr(SECRET), listener_threads=2)
        self.bolt = App(client=WebClient("xoxb-1"), signing_secret=SECRET, authorize=_authorized)
        self.bolt.command("/sammen")(self._hear)
        self.bolt.action("topic.act")(self._press)
        self.web = build_web(self.bolt, settings, services)

    def _hear(self, ack: Ack, body: dict[str, Any]) -> None:
        self.heard.append(body["text"])
        ack()

    def _press(self, ack: Ack, action: dict[str, Any]) -> None:
        self.heard.append(action["value"])
        ack()

    def ask(
        self, path: str, body: bytes = b"", *, method: str = "POST", **headers: str
    ) -> tuple[int, bytes]:
        """One request and its answer."""
        scope: Scope = {
            "type": "http",
            "method": method,
            "path": path,
            "query_string": b"",
            "headers": [(k.replace("_", "-").encode(), v.encode()) for k, v in headers.items()],
        }
        asyncio.run(self.web(scope, _receive(body), self._send()))
        return self.status, self.body

    def ask_signed(self, body: str, content_type: str = FORM) -> tuple[int, bytes]:
        timestamp = str(int(time.time()))
        signature = SignatureVerifier(SECRET).generate_signature(timestamp=timestamp, body=body)
        assert signature is not None
        return self.ask(
            "/slack/events",
            body.encode(),
            content_type=content_type,
            x_slack_request_timestamp=timestamp,
            x_slack_signature=signature,
        )

    def _send(self) -> Send:
        async def send(message: Message) -> None:
            self.status = message.get("status", self.status)
            self.body = message.get("body", b"")

        return send


def _receive(body: bytes) -> Receive:
    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    return receive


def _authorized() -> AuthorizeResult:
    return AuthorizeResult(
        enterprise_id=None, team_id="T1", bot_user_id="UBOT", bot_id="B1", bot_token="xoxb-1"
    )


@pytest.fixture
def edge(database: Database) -> Iterator[Edge]:
    made = Edge(database)
    yield made
    made.shown.close()
    made.bolt.listener_runner.listener_executor.shutdown()


def command(text: str, **more: str) -> str:
    return urlencode({"command": "/sammen", "text": text, "team_id": "T1", "user_id": "U1", **more})


def test_a_signed_command_reaches_its_listener(edge: Edge) -> None:
    status, _ = edge.ask_signed(command("status"))

    assert (status, edge.heard) == (200, ["status"])


def test_a_command_that_mentions_the_word_payload_is_not_lost(edge: Edge) -> None:
    by_text = edge.ask_signed(command("what payload do they carry"))
    by_channel = edge.ask_signed(command("status", channel_name="payload-talk"))

    assert (by_text[0], by_channel[0]) == (200, 200)
    assert edge.heard == ["what payload do they carry", "status"]


def test_a_button_reaches_its_listener(edge: Edge) -> None:
    action = {"action_id": "topic.act", "block_id": "b", "type": "button", "value": "7"}
    payload = {
        "type": "block_actions",
        "team": {"id": "T1"},
        "user": {"id": "U1", "team_id": "T1"},
        "actions": [action],
    }

    status, _ = edge.ask_signed(urlencode({"payload": json.dumps(payload)}))

    assert (status, edge.heard) == (200, ["7"])


def test_slack_may_check_the_address(edge: Edge) -> None:
    body = json.dumps({"type": "url_verification", "challenge": "abc", "token": "t"})

    answer = edge.ask_signed(body, "application/json")

    assert answer == (200, b'{"challenge": "abc"}')


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"x_slack_signature": "v0=00", "x_slack_request_timestamp": "soon"},
        {"x_slack_signature": "v0=00", "x_slack_request_timestamp": "١٢"},
        {"x_slack_signature": "v0=00", "x_slack_request_timestamp": "1"},
    ],
)
def test_what_slack_has_not_signed_is_refused(edge: Edge, headers: dict[str, str]) -> None:
    status, _ = edge.ask("/slack/events", command("x").encode(), content_type=FORM, **headers)

    assert (status, edge.heard) == (401, [])


def test_an_old_request_is_refused_however_well_it_is_signed(edge: Edge) -> None:
    old = str(int(time.time()) - 600)
    body = command("again")
    signature = SignatureVerifier(SECRET).generate_signature(timestamp=old, body=body)
    assert signature is not None

    status, _ = edge.ask(
        "/slack/events",
        body.encode(),
        content_type=FORM,
        x_slack_request_timestamp=old,
        x_slack_signature=signature,
    )

    assert (status, edge.heard) == (401, [])


def test_more_than_slack_ever_sends_is_not_read(edge: Edge) -> None:
    status, _ = edge.ask("/slack/events", b"x" * (LARGEST_BODY + 1))

    assert status == 413


def test_bytes_that_are_no_text_are_refused(edge: Edge) -> None:
    status, _ = edge.ask("/slack/events", b"\xff\xfe", x_slack_request_timestamp="1")

    assert status == 400


def test_nothing_else_is_served(edge: Edge) -> None:
    assert edge.ask("/", method="GET")[0] == 404
    assert edge.ask("/slack/events", method="GET")[0] == 405


def test_health_says_for_how_long_the_outbox_has_been_left_alone(edge: Edge) -> None:
    well = edge.ask("/health", method="GET")
    with edge.database.write() as session:
        message = {"text": "x", "blocks": []}
        due_at = NOW - timedelta(minutes=1)
        put(session, key="x", team_id="T1", channel="C1", message=message, due_at=due_at)

    late = edge.ask("/health", method="GET")

    assert well == (200, b'{"database":"ok","overdue_seconds":0}')
    assert late == (200, b'{"database":"ok","overdue_seconds":60}')


def test_health_says_when_the_database_is_gone(postgresql_url: str) -> None:
    edge = Edge(Database(postgresql_url + "&dbname=nowhere"))

    answer = edge.ask("/health", method="GET")
    edge.shown.close()
    edge.bolt.listener_runner.listener_executor.shutdown()
    edge.database.close()

    assert answer == (503, b'{"database":"unreachable"}')
