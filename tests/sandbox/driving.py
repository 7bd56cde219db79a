"""People and apps to drive a sandbox with, all over real sockets."""

import contextlib
import json
import threading
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from sandbox.server import RunningSandbox
from sandbox.world import Shortcut, World, load_world

Answer = dict[str, Any]
Ack = Callable[[Answer], Answer | None]

GO = {
    "type": "actions",
    "block_id": "choices",
    "elements": [
        {
            "type": "button",
            "action_id": "go",
            "value": "1",
            "text": {"type": "plain_text", "text": "Gå i gang"},
        }
    ],
}
MODAL: Answer = {
    "type": "modal",
    "callback_id": "volume",
    "private_metadata": "interview:7",
    "title": {"type": "plain_text", "text": "Volumen"},
    "submit": {"type": "plain_text", "text": "Gem"},
    "blocks": [
        {
            "type": "input",
            "block_id": "number",
            "label": {"type": "plain_text", "text": "Hvor mange?"},
            "element": {"type": "plain_text_input", "action_id": "typed"},
        }
    ],
}


def generous_world() -> World:
    """The world, where the app was granted and hears more than it asks for today."""
    world = load_world()
    more = {"bookmarks:write", "files:write", "im:read", "team:read"}
    app = replace(
        world.app,
        scopes=world.app.scopes | more,
        events=world.app.events | {"member_joined_channel"},
    )
    shortcuts = (
        Shortcut("global", "announce", "Ny udmelding", "Skriv en udmelding"),
        Shortcut("message", "keep", "Gem som dokument", "Gem linket i beskeden"),
    )
    return replace(world, app=app, shortcuts=shortcuts)


def section(text: str, **more: Any) -> Answer:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}


def fetch(url: str, body: bytes | None = None, **headers: str) -> tuple[int, bytes]:
    request = urllib.request.Request(url, data=body, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=20) as response:
            return response.status, response.read()
    except urllib.error.HTTPError as refusal:
        with refusal:
            return refusal.code, refusal.read()


@dataclass(frozen=True)
class Person:
    """Someone who uses the page."""

    sandbox: RunningSandbox
    id: str

    @property
    def im(self) -> str:
        return "D" + self.id[1:]

    def see(self, what: str, **query: str) -> Any:
        asked = "&".join(f"{key}={value}" for key, value in {"as": self.id, **query}.items())
        return json.loads(fetch(f"{self.sandbox.url}/page/{what}?{asked}")[1])

    def do(self, what: str, **told: Any) -> Answer:
        body = json.dumps({"as": self.id, **told}).encode()
        answer: Answer = json.loads(fetch(f"{self.sandbox.url}/page/{what}", body)[1])
        return answer

    def messages(self, channel: str | None = None, **query: str) -> list[Answer]:
        seen = self.see("messages", channel=channel or self.im, **query)
        shown: list[Answer] = seen["messages"]
        return shown

    def click(self, message: Answer, block_id: str, action_id: str, **told: Any) -> Answer:
        source = {"channel": told.pop("channel", self.im), "ts": message["ts"]}
        return self.do("action", source=source, block_id=block_id, action_id=action_id, **told)


def turn(sandbox: RunningSandbox, **settings: Any) -> Answer:
    """Change the sandbox's settings."""
    body = json.dumps(settings).encode()
    answer: Answer = json.loads(fetch(f"{sandbox.url}/page/settings", body)[1])
    return answer


@dataclass(frozen=True)
class Api:
    """A plain client of the Web API, which takes no offence at errors."""

    sandbox: RunningSandbox
    token: str = "xoxb-sandbox"

    def __call__(self, method: str, **args: Any) -> Answer:
        status, body = fetch(
            self.sandbox.api_url + method,
            json.dumps(args).encode(),
            **{"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"},
        )
        assert status == 200, (status, body)
        answer: Answer = json.loads(body)
        return answer


class SocketApp:
    """An app with one websocket. `answer` decides what is acknowledged; by default everything."""

    def __init__(self, sandbox: RunningSandbox, answer: Ack | None = None) -> None:
        opened = Api(sandbox, "xapp-sandbox")("apps.connections.open")
        self.told: list[Answer] = []
        self.hello: Answer = {}
        self._answer = answer or (lambda _envelope: {})
        self._news = threading.Condition()
        self._websocket: ClientConnection | None = None
        self._thread = threading.Thread(target=self._listen, args=[opened["url"]], daemon=True)
        self._thread.start()
        with self._news:
            assert self._news.wait_for(lambda: self.hello, timeout=10)

    def heard(self, count: int, kind: str | None = None) -> list[Answer]:
        """The first envelopes, when so many have come."""

        def chosen() -> list[Answer]:
            return [one for one in self.told if kind in {None, one.get("type")}]

        with self._news:
            assert self._news.wait_for(lambda: len(chosen()) >= count, timeout=10), self.told
            return chosen()

    def close(self) -> None:
        if self._websocket is not None:
            self._websocket.close()
        self._thread.join(timeout=5)

    def _listen(self, url: str) -> None:
        with connect(url, proxy=None) as websocket:
            self._websocket = websocket
            with self._news:
                self.hello = json.loads(websocket.recv(timeout=5))
                self._news.notify_all()
            with contextlib.suppress(ConnectionClosed):
                for text in websocket:
                    self._take(websocket, json.loads(text))

    def _take(self, websocket: ClientConnection, envelope: Answer) -> None:
        with self._news:
            self.told.append(envelope)
            self._news.notify_all()
        answer = self._answer(envelope) if "envelope_id" in envelope else None
        if answer is not None:
            ack = {"envelope_id": envelope["envelope_id"], "payload": answer or None}
            websocket.send(json.dumps(ack))
