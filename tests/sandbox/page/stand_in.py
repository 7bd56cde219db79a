"""An app to stand in for the real one, and the blocks it sends."""

import contextlib
import json
import threading
import urllib.parse
import urllib.request
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

METTE, DM = "U0METTE", "D0METTE"


class StandIn:
    """An app that remembers what it is told and answers as a test decides."""

    def __init__(self) -> None:
        self.told: list[dict[str, Any]] = []
        self.answers: dict[str, Callable[[dict[str, Any]], Any]] = {}
        stand_in = self

        class Ear(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                answer = json.dumps(stand_in.hear(body) or {}).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                with contextlib.suppress(BrokenPipeError):  # nobody waits for a late answer
                    self.wfile.write(answer)

            def log_message(self, *_: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Ear)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self.api_url = ""

    def hear(self, body: str) -> Any:
        if body.startswith("{"):
            told = json.loads(body)["event"]
        else:
            form = dict(urllib.parse.parse_qsl(body))
            told = json.loads(form["payload"]) if "payload" in form else form
        kind = told.get("type", "command")
        self.told.append(told)
        return self.answers[kind](told) if kind in self.answers else None

    def heard(self, kind: str) -> list[dict[str, Any]]:
        return [told for told in self.told if told.get("type", "command") == kind]

    def call(self, method: str, **given: Any) -> dict[str, Any]:
        request = urllib.request.Request(
            self.api_url + method,
            data=json.dumps(given).encode(),
            headers={"Authorization": "Bearer xoxb-sandbox", "Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request) as response:
            answer: dict[str, Any] = json.load(response)
        assert answer["ok"], answer
        return answer

    def post(self, *blocks: dict[str, Any], text: str = "Hej", channel: str = DM) -> str:
        answer = self.call("chat.postMessage", channel=channel, text=text, blocks=list(blocks))
        return str(answer["ts"])

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def option(text: str) -> dict[str, Any]:
    return {"text": plain(text), "value": text.lower()}


def section(text: str, **more: Any) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}


def actions(*elements: dict[str, Any], block_id: str = "acts") -> dict[str, Any]:
    return {"type": "actions", "block_id": block_id, "elements": list(elements)}


def button(text: str, **more: Any) -> dict[str, Any]:
    return {"type": "button", "action_id": text, "text": plain(text), **more}


def asked(label: str, element: dict[str, Any], **more: Any) -> dict[str, Any]:
    element = {"action_id": "svar", **element}
    return {
        "type": "input",
        "block_id": label,
        "label": plain(label),
        "element": element,
        **more,
    }


def modal(*blocks: dict[str, Any], title: str = "Jeres behov", **more: Any) -> dict[str, Any]:
    words = {"title": plain(title), "submit": plain("Gem"), "close": plain("Luk")}
    return {"type": "modal", "callback_id": "behov", **words, "blocks": list(blocks), **more}
