"""Delivery by HTTP: the signature, the forms, the retries, and an app that is away."""

import json
import threading
import time
from collections.abc import Iterator
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

import pytest
from slack_sdk.signature import SignatureVerifier

from sandbox.listening import listen
from sandbox.server import RunningSandbox, start
from sandbox.transports import Envelope, EnvelopeType, signed_request
from tests.sandbox.driving import Person, turn


class HttpApp:
    """An app behind HTTP that answers with one status, and remembers."""

    def __init__(self, port: int = 0) -> None:
        self.status = 200
        self.answer_headers: dict[str, str] = {}
        self.requests: list[tuple[Message, str]] = []
        self.news = threading.Condition()
        app = self

        class Ear(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                self.send_response(app.status)
                for name, value in app.answer_headers.items():
                    self.send_header(name, value)
                self.end_headers()
                with app.news:
                    app.requests.append((self.headers, body))
                    app.news.notify_all()

            def log_message(self, *_: Any) -> None:
                return

        self._server = ThreadingHTTPServer(("127.0.0.1", port), Ear)
        self.port: int = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    def heard(self, count: int) -> list[tuple[Message, str]]:
        with self.news:
            assert self.news.wait_for(lambda: len(self.requests) >= count, timeout=10)
            return list(self.requests)

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@pytest.fixture
def app() -> Iterator[HttpApp]:
    app = HttpApp()
    yield app
    app.close()


@pytest.fixture
def sandbox(app: HttpApp) -> Iterator[RunningSandbox]:
    running = start(request_url=f"http://127.0.0.1:{app.port}/slack/events?by=sandbox")
    yield running
    running.stop()


def test_requests_are_signed_with_the_real_time(app: HttpApp, mette: Person) -> None:
    assert mette.do("message", channel=mette.im, text="Hej æøå")["ok"]

    ((headers, body),) = app.heard(1)
    assert headers["Content-Type"] == "application/json"
    assert abs(int(headers["X-Slack-Request-Timestamp"]) - time.time()) < 60
    verifier = SignatureVerifier("sandbox-signing-secret")
    assert verifier.is_valid_request(body, dict(headers.items()))
    assert json.loads(body)["event"]["text"] == "Hej æøå"
    assert mette.see("state")["connected"] is True


def test_interactions_and_commands_are_forms() -> None:
    at = 1_652_077_801
    click, _ = signed_request(
        Envelope(EnvelopeType.INTERACTION, {"type": "block_actions"}), secret="s", at=at
    )
    command, headers = signed_request(
        Envelope(EnvelopeType.COMMAND, {"command": "/sammen", "text": ""}), secret="s", at=at
    )

    assert json.loads(parse_qs(click)["payload"][0]) == {"type": "block_actions"}
    assert command == "command=%2Fsammen&text="
    assert headers["Content-Type"] == "application/x-www-form-urlencoded"


def test_a_failing_app_is_asked_again_and_told_why(
    sandbox: RunningSandbox, app: HttpApp, mette: Person
) -> None:
    turn(sandbox, retry_delays=[0, 0, 0])
    app.status = 500

    mette.do("message", channel=mette.im, text="Hej")

    requests = app.heard(4)
    assert [headers["X-Slack-Retry-Num"] for headers, _ in requests] == [None, "1", "2", "3"]
    assert {headers["X-Slack-Retry-Reason"] for headers, _ in requests[1:]} == {"http_error"}
    assert len({json.loads(body)["event_id"] for _, body in requests}) == 1


def test_an_app_may_ask_not_to_be_asked_again(
    sandbox: RunningSandbox, app: HttpApp, mette: Person
) -> None:
    turn(sandbox, retry_delays=[0, 0, 0])
    app.status, app.answer_headers = 500, {"X-Slack-No-Retry": "1"}
    mette.do("message", channel=mette.im, text="Hej")
    app.status = 200

    mette.do("message", channel=mette.im, text="Igen")

    texts = [json.loads(body)["event"]["text"] for _, body in app.heard(2)]
    assert texts == ["Hej", "Igen"]


def test_what_happens_before_the_app_is_up_is_delivered_when_it_is() -> None:
    with listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
    sandbox = start(request_url=f"http://127.0.0.1:{port}/slack/events")
    turn(sandbox, knock_seconds=0.05)
    mette = Person(sandbox, "U0METTE")
    held = mette.do("message", channel=mette.im, text="Er du der?")

    app = HttpApp(port)
    ((_, body),) = app.heard(1)
    sandbox.stop()
    app.close()

    assert "ikke tilsluttet" in held["notice"]
    assert json.loads(body)["event"]["text"] == "Er du der?"
