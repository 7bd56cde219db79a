"""Shortcuts: for the whole workspace, and on one message."""

from tests.sandbox.driving import Api, Person, SocketApp


def test_a_global_shortcut_has_no_channel(app: SocketApp, mette: Person) -> None:
    assert mette.do("shortcut", callback_id="announce") == {"ok": True}

    payload = app.heard(1)[0]["payload"]
    assert (payload["type"], payload["callback_id"]) == ("shortcut", "announce")
    assert payload["trigger_id"]
    assert "channel" not in payload


def test_a_message_shortcut_tells_the_message(api: Api, app: SocketApp, mette: Person) -> None:
    posted = api("chat.postMessage", channel="C0PROCES", text="Se https://co-pi.dk")

    mette.do("shortcut", callback_id="keep", channel="C0PROCES", ts=posted["ts"])

    payload = app.heard(1)[0]["payload"]
    assert payload["type"] == "message_action"
    assert payload["message"] == posted["message"]
    assert payload["message_ts"] == posted["ts"]
    assert payload["channel"] == {"id": "C0PROCES", "name": "emissionsfrie-arbejdsmaskiner"}


def test_an_unknown_shortcut_is_not_sent(app: SocketApp, mette: Person) -> None:
    assert mette.do("shortcut", callback_id="dance")["ok"] is False
    assert app.told == []
