"""The real client of the field against the sandbox: Bolt by Socket Mode and by signed HTTP."""

import json
import threading
from collections.abc import Callable, Iterator, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Queue
from typing import Any

import pytest
from slack_bolt import App, BoltRequest
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox.server import RunningSandbox, start
from tests.sandbox.driving import GO, MODAL, Person, section

News = Queue[tuple[str, Any]]


def bolt_app(api_url: str) -> tuple[App, News]:
    """An app that tells what it hears, and answers each kind of thing in its own way."""
    news: News = Queue()
    app = App(
        client=WebClient(token="xoxb-sandbox", base_url=api_url),
        signing_secret="sandbox-signing-secret",
        attaching_conversation_kwargs_enabled=False,
    )

    @app.event("message")
    def message(event: dict[str, Any], say: Callable[..., Any], context: dict[str, Any]) -> None:
        news.put(("message", (context["team_id"], context["user_id"], event["text"])))
        say(text="Hej", blocks=[section("Hej"), GO])

    @app.action("go")
    def go(ack: Callable[..., Any], body: dict[str, Any], client: WebClient) -> None:
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=MODAL)
        news.put(("action", body))

    @app.view("volume")
    def volume(ack: Callable[..., Any], view: dict[str, Any]) -> None:
        typed = view["state"]["values"]["number"]["typed"]["value"]
        if typed == "mange":
            ack(response_action="errors", errors={"number": "Skriv et tal."})
        else:
            ack()
        news.put(("view", (view["private_metadata"], typed)))

    @app.command("/sammen")
    def command(
        ack: Callable[..., Any], command: dict[str, Any], respond: Callable[..., Any]
    ) -> None:
        ack("Et øjeblik")
        respond(text=f"Du skrev: {command['text']}", response_type="ephemeral")
        news.put(("command", command["text"]))

    @app.event("app_home_opened")
    def home(event: dict[str, Any], client: WebClient) -> None:
        view = {"type": "home", "blocks": [section("Velkommen")]}
        client.views_publish(user_id=event["user"], view=view)
        news.put(("home", event["tab"]))

    return app, news


@pytest.fixture
def by_socket(sandbox: RunningSandbox) -> Iterator[tuple[RunningSandbox, App, News]]:
    app, news = bolt_app(sandbox.api_url)
    handler = SocketModeHandler(app, "xapp-sandbox")
    handler.connect()
    yield sandbox, app, news
    handler.close()


@pytest.fixture
def by_http() -> Iterator[tuple[RunningSandbox, App, News]]:
    dispatcher: list[App] = []

    class Edge(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers["Content-Length"])).decode()
            headers: dict[str, str | Sequence[str]] = {
                key.lower(): [value] for key, value in self.headers.items()
            }
            answer = dispatcher[0].dispatch(BoltRequest(body=raw, headers=headers))
            self.send_response(answer.status)
            for name, value in answer.first_headers_without_set_cookie().items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer.body.encode())

        def log_message(self, *_: Any) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Edge)
    serving = threading.Thread(target=server.serve_forever, daemon=True)
    serving.start()
    sandbox = start(request_url=f"http://127.0.0.1:{server.server_address[1]}/slack/events")
    app, news = bolt_app(sandbox.api_url)
    dispatcher.append(app)
    yield sandbox, app, news
    sandbox.stop()
    server.shutdown()
    server.server_close()
    serving.join()


@pytest.fixture(params=["by_socket", "by_http"])
def running(request: pytest.FixtureRequest) -> tuple[RunningSandbox, App, News]:
    chosen: tuple[RunningSandbox, App, News] = request.getfixturevalue(request.param)
    return chosen


def test_a_whole_conversation(running: tuple[RunningSandbox, App, News]) -> None:
    sandbox, _app, news = running
    mette = Person(sandbox, "U0METTE")

    assert mette.do("message", channel=mette.im, text="Hej <alle> & jer")["ok"]
    told = news.get(timeout=5)
    assert told == ("message", ("T0SAMMEN", "U0METTE", "Hej &lt;alle&gt; &amp; jer"))

    answer = _wait_for(lambda: [one for one in mette.messages() if one["is_bot"]])[0]
    assert mette.click(answer, "choices", "go") == {"ok": True}
    kind, body = news.get(timeout=5)
    assert kind == "action"
    assert body["actions"][0]["value"] == "1"
    assert body["message"]["ts"] == answer["ts"]
    assert body["container"]["message_ts"] == answer["ts"]

    (view,) = mette.see("views")["views"]
    wrong = mette.do("submit", view_id=view["id"], state={"number": {"typed": {"value": "mange"}}})
    assert wrong == {"ok": False, "errors": {"number": "Skriv et tal."}}
    right = mette.do("submit", view_id=view["id"], state={"number": {"typed": {"value": "8"}}})
    assert right == {"ok": True}
    assert [news.get(timeout=5) for _ in range(2)] == [
        ("view", ("interview:7", "mange")),
        ("view", ("interview:7", "8")),
    ]
    assert mette.see("views")["views"] == []

    assert mette.do("home", tab="home") == {"ok": True}
    assert news.get(timeout=5) == ("home", "home")
    assert mette.see("home")["view"]["blocks"][0]["text"]["text"] == "Velkommen"

    command = {"channel": "C0PROCES", "command": "/sammen", "text": "mine svar"}
    assert mette.do("command", **command) == {"ok": True}
    assert news.get(timeout=5) == ("command", "mine svar")
    # The answer by response url may overtake the acknowledgement.
    seen = mette.messages("C0PROCES")
    assert {one["text"] for one in seen} == {"Et øjeblik", "Du skrev: mine svar"}
    assert all(one["ephemeral"] for one in seen)


def test_files_are_uploaded_in_three_steps(sandbox: RunningSandbox, mette: Person) -> None:
    client = WebClient(token="xoxb-sandbox", base_url=sandbox.api_url)

    done = client.files_upload_v2(
        channel=mette.im, filename="møde.ics", content="BEGIN:VCALENDAR", title="Workshop"
    )

    (message,) = mette.messages()
    (file,) = message["files"]
    assert json.loads(json.dumps(done["files"]))[0]["id"] == file["id"]
    assert (file["name"], file["title"], file["mimetype"]) == (
        "møde.ics",
        "Workshop",
        "text/calendar",
    )


def test_a_picture_with_words_for_those_who_do_not_see_it_goes_into_a_thread(
    sandbox: RunningSandbox, mette: Person
) -> None:
    client = WebClient(token="xoxb-sandbox", base_url=sandbox.api_url)
    first = client.chat_postMessage(channel=mette.im, text="Tidslinjen")["ts"]

    client.files_upload_v2(
        channel=mette.im,
        filename="tidslinje.png",
        content=b"png",
        alt_txt="Tre milepæle i maj",
        initial_comment="Her er den som billede",
        thread_ts=first,
    )

    _, message = mette.messages(thread=first)
    (file,) = message["files"]
    assert message["text"] == "Her er den som billede"
    assert (file["alt_txt"], file["mimetype"]) == ("Tre milepæle i maj", "image/png")
    assert [one["text"] for one in mette.messages()] == ["Tidslinjen"]
    with pytest.raises(SlackApiError, match="thread_not_found"):
        client.files_upload_v2(channel=mette.im, filename="a.png", content="x", thread_ts="1.2")


@pytest.mark.parametrize("channel", ["C0PROCES", "D0METTE"])
def test_a_reply_may_stand_in_the_conversation_too_and_be_changed_later(
    sandbox: RunningSandbox, mette: Person, channel: str
) -> None:
    client = WebClient(token="xoxb-sandbox", base_url=sandbox.api_url)
    first = client.chat_postMessage(channel=channel, text="Workshop den 24. maj")["ts"]

    quiet = client.chat_postMessage(channel=channel, text="Lokale 4", thread_ts=first)
    loud = client.chat_postMessage(
        channel=channel, text="Flyttet", thread_ts=first, reply_broadcast=True
    )
    client.chat_update(channel=channel, ts=first, text="Workshop den 25. maj")
    client.chat_update(channel=channel, ts=loud["ts"], text="Flyttet til den 25. maj")

    assert loud["message"]["subtype"] == "thread_broadcast"
    assert "subtype" not in quiet["message"]
    assert [one["text"] for one in mette.messages(channel)] == [
        "Workshop den 25. maj",
        "Flyttet til den 25. maj",
    ]
    assert [one["text"] for one in mette.messages(channel, thread=first)] == [
        "Workshop den 25. maj",
        "Lokale 4",
        "Flyttet til den 25. maj",
    ]


def _wait_for(look: Callable[[], list[Any]]) -> list[Any]:
    found: list[Any] = []
    pause = threading.Event()
    for _ in range(200):
        if found := look():
            break
        pause.wait(0.02)
    return found
