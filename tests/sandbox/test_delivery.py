"""How events, clicks and commands reach an app, and what happens when it does not take them."""

import json
import threading
import time
from collections.abc import Callable
from typing import Any

from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect as open_websocket

from sandbox.server import RunningSandbox
from tests.sandbox.driving import GO, Api, Person, SocketApp, turn

Connect = Callable[..., SocketApp]


def silent(_envelope: dict[str, Any]) -> None:
    """An app that never acknowledges."""


def test_the_first_word_on_a_websocket_is_hello(app: SocketApp) -> None:
    assert app.hello["type"] == "hello"
    assert app.hello["connection_info"] == {"app_id": "A0SAMMEN"}


def test_an_event_comes_in_slacks_wrapper(app: SocketApp, mette: Person) -> None:
    mette.do("message", channel=mette.im, text="Hej")

    (envelope,) = app.heard(1)
    assert envelope["type"] == "events_api"
    assert envelope["accepts_response_payload"] is False
    assert (envelope["retry_attempt"], envelope["retry_reason"]) == (0, "")
    body = envelope["payload"]
    assert body["type"] == "event_callback"
    assert body["team_id"] == "T0SAMMEN"
    assert body["api_app_id"] == "A0SAMMEN"
    assert body["event_id"].startswith("Ev")
    assert body["authorizations"][0]["user_id"] == "U0BOT"
    assert body["event"]["channel_type"] == "im"


def test_an_event_that_is_not_taken_is_repeated_three_times_with_one_id(
    sandbox: RunningSandbox, connect: Connect, mette: Person
) -> None:
    turn(sandbox, ack_seconds=0.05, retry_delays=[0, 0.05, 0.05])
    app = connect(silent)

    answer = mette.do("message", channel=mette.im, text="Hej")

    envelopes = app.heard(4)
    assert answer["ok"] is True
    assert "svarede ikke" in answer["notice"]
    assert [one["retry_attempt"] for one in envelopes] == [0, 1, 2, 3]
    assert [one["retry_reason"] for one in envelopes] == ["", "timeout", "timeout", "timeout"]
    assert len({one["payload"]["event_id"] for one in envelopes}) == 1
    assert len({one["envelope_id"] for one in envelopes}) == 4


def test_a_repeated_event_that_is_taken_is_not_repeated_again(
    sandbox: RunningSandbox, connect: Connect, mette: Person
) -> None:
    turn(sandbox, ack_seconds=0.2, retry_delays=[0, 0, 0])
    slow = [None]
    app = connect(lambda _envelope: slow.pop() if slow else {})

    mette.do("message", channel=mette.im, text="Hej")
    app.heard(2)
    mette.do("home", tab="home")

    kinds = [one["payload"]["event"]["type"] for one in app.heard(3)]
    assert kinds == ["message", "message", "app_home_opened"]


def test_events_wait_for_an_app_that_is_away_and_come_in_order(
    connect: Connect, mette: Person
) -> None:
    answers = [mette.do("message", channel=mette.im, text=text) for text in ("et", "to", "tre")]

    app = connect()

    assert all("ikke tilsluttet" in answer["notice"] for answer in answers)
    texts = [one["payload"]["event"]["text"] for one in app.heard(3)]
    assert texts == ["et", "to", "tre"]


def test_a_click_that_fails_is_told_and_never_happens_later(
    sandbox: RunningSandbox, api: Api, connect: Connect, mette: Person
) -> None:
    turn(sandbox, ack_seconds=0.2)
    api("chat.postMessage", channel=mette.im, text="Klar?", blocks=[GO])

    answer = mette.click(mette.messages()[0], "choices", "go")
    app = connect()
    turn(sandbox, ack_seconds=3)
    mette.do("message", channel=mette.im, text="Hej")

    assert answer == {"ok": False, "notice": "Sammen svarede ikke i tide. Prøv igen."}
    assert [one["type"] for one in app.heard(1)] == ["events_api"]


def test_two_clicks_are_sent_twice(api: Api, app: SocketApp, mette: Person) -> None:
    api("chat.postMessage", channel=mette.im, text="Klar?", blocks=[GO])
    message = mette.messages()[0]

    both = [threading.Thread(target=mette.click, args=(message, "choices", "go")) for _ in range(2)]
    for click in both:
        click.start()
    for click in both:
        click.join()

    assert [one["type"] for one in app.heard(2)] == ["interactive", "interactive"]


def test_each_envelope_goes_to_one_of_several_connections(connect: Connect, mette: Person) -> None:
    apps = [connect(), connect()]

    for number in range(20):
        mette.do("message", channel=mette.im, text=str(number))

    heard = [len(app.told) for app in apps]
    assert sum(heard) == 20
    assert all(heard)


def test_a_ticket_opens_one_websocket_once(sandbox: RunningSandbox) -> None:
    ticket = sandbox.slack.socket_mode.issue_ticket()

    first = _is_accepted(sandbox, ticket)

    assert (first, _is_accepted(sandbox, ticket), _is_accepted(sandbox, "x")) == (
        True,
        False,
        False,
    )


def _is_accepted(sandbox: RunningSandbox, ticket: str) -> bool:
    try:
        with open_websocket(f"ws{sandbox.url[4:]}/link?ticket={ticket}", proxy=None) as websocket:
            return bool(json.loads(websocket.recv(timeout=5))["type"] == "hello")
    except InvalidStatus:
        return False


def test_an_app_can_be_asked_to_reconnect(sandbox: RunningSandbox, app: SocketApp) -> None:
    turn(sandbox, disconnect=True)

    assert app.heard(1) == [{"type": "disconnect", "reason": "refresh_requested"}]


def test_the_page_knows_whether_the_app_is_there(connect: Connect, mette: Person) -> None:
    before = mette.see("state")["connected"]
    app = connect()
    during = mette.see("state")["connected"]
    app.close()
    deadline = time.monotonic() + 5
    while mette.see("state")["connected"] and time.monotonic() < deadline:
        time.sleep(0.02)

    assert (before, during, mette.see("state")["connected"]) == (False, True, False)


def test_the_apps_own_messages_are_only_told_when_asked_for(
    sandbox: RunningSandbox, api: Api, app: SocketApp
) -> None:
    api("chat.postMessage", channel="D0METTE", text="Uden ekko")
    turn(sandbox, own_messages=True)
    api("chat.postMessage", channel="D0METTE", text="Med ekko")

    event = app.heard(1)[0]["payload"]["event"]
    assert (event["text"], event["bot_id"], event["channel"]) == ("Med ekko", "B0SAMMEN", "D0METTE")
