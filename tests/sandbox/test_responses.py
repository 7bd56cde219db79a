"""What an app may do with a response url."""

import json
from typing import Any

import pytest

from sandbox.server import RunningSandbox
from tests.sandbox.driving import GO, Api, Person, SocketApp, fetch


@pytest.fixture
def url(api: Api, app: SocketApp, mette: Person) -> str:
    """The response url of a click on the only message in Mette's channel."""
    api("chat.postMessage", channel="C0PROCES", text="Klar?", blocks=[GO])
    mette.click(mette.messages("C0PROCES")[0], "choices", "go", channel="C0PROCES")
    given: str = app.heard(1)[0]["payload"]["response_url"]
    return given


def respond(url: str, **told: Any) -> tuple[int, bytes]:
    return fetch(url, json.dumps(told).encode())


def test_an_answer_is_for_the_person_alone(url: str, mette: Person, anne: Person) -> None:
    assert respond(url, text="Tak") == (200, b"ok")

    assert [one["text"] for one in mette.messages("C0PROCES")] == ["Klar?", "Tak"]
    assert [one["text"] for one in anne.messages("C0PROCES")] == ["Klar?"]


def test_an_answer_may_be_for_all(url: str, anne: Person) -> None:
    respond(url, text="Mette er klar", response_type="in_channel")

    assert [one["text"] for one in anne.messages("C0PROCES")] == ["Klar?", "Mette er klar"]


def test_the_original_may_be_replaced_and_deleted(url: str, anne: Person) -> None:
    respond(url, text="Mette er klar", blocks=[], replace_original=True)
    replaced = anne.messages("C0PROCES")
    respond(url, delete_original=True)

    assert [(one["text"], one["blocks"]) for one in replaced] == [("Mette er klar", [])]
    assert anne.messages("C0PROCES") == []


def test_blocks_are_checked_here_too(url: str) -> None:
    status, body = respond(url, text="x", blocks=[{"type": "marquee"}])

    assert (status, json.loads(body)["error"]) == (400, "invalid_blocks")


def test_five_times_is_enough(url: str, sandbox: RunningSandbox) -> None:
    statuses = [respond(url, text=str(number))[0] for number in range(6)]

    assert statuses == [200] * 5 + [404]
    assert respond(f"{sandbox.url}/response/none", text="x")[0] == 404
