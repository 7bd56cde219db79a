"""Clicks, choices and menus whose options come from the app, in Slack's shapes."""

from collections.abc import Callable

from tests.sandbox.driving import GO, Api, Person, SocketApp, section

Connect = Callable[..., SocketApp]


def test_a_click_tells_message_container_and_choice(
    api: Api, app: SocketApp, mette: Person
) -> None:
    metadata = {"event_type": "question", "event_payload": {"key": "volume"}}
    posted = api("chat.postMessage", channel=mette.im, text="Klar?", blocks=[GO], metadata=metadata)

    mette.click(mette.messages()[0], "choices", "go", value={"value": "forged"})

    payload = app.heard(1)[0]["payload"]
    assert payload["type"] == "block_actions"
    assert payload["container"] == {
        "type": "message",
        "message_ts": posted["ts"],
        "channel_id": "D0METTE",
        "is_ephemeral": False,
    }
    assert payload["message"] == posted["message"]
    assert payload["message"]["metadata"] == metadata
    assert payload["channel"] == {"id": "D0METTE", "name": "directmessage"}
    assert payload["state"] == {"values": {}}
    assert payload["response_url"].startswith("http://127.0.0.1")
    action = payload["actions"][0]
    assert (action["type"], action["value"], action["block_id"]) == ("button", "1", "choices")


def test_a_click_in_an_ephemeral_message_tells_no_message(
    api: Api, app: SocketApp, mette: Person
) -> None:
    api("chat.postEphemeral", channel="C0PROCES", user=mette.id, text="Klar?", blocks=[GO])

    mette.click(mette.messages("C0PROCES")[0], "choices", "go", channel="C0PROCES")

    payload = app.heard(1)[0]["payload"]
    assert payload["container"]["is_ephemeral"] is True
    assert "message" not in payload


MENU = {
    "type": "static_select",
    "action_id": "menu",
    "placeholder": {"type": "plain_text", "text": "Vælg"},
    "options": [{"text": {"type": "plain_text", "text": "Ja"}, "value": "yes"}],
}
DATE = {"type": "datepicker", "action_id": "date", "initial_date": "2022-06-01"}
BOXES = {**MENU, "type": "checkboxes", "action_id": "boxes"}
FORM = {"type": "actions", "block_id": "form", "elements": [MENU, DATE, BOXES]}


def test_a_choice_comes_in_slacks_shape_with_the_state_of_the_others(
    api: Api, app: SocketApp, mette: Person
) -> None:
    api("chat.postMessage", channel=mette.im, text="Vælg", blocks=[FORM])
    chosen = {"selected_option": MENU["options"][0]}  # type: ignore[index]

    mette.click(mette.messages()[0], "form", "menu", value=chosen, state={"form": {"menu": chosen}})

    payload = app.heard(1)[0]["payload"]
    assert payload["actions"][0]["selected_option"]["value"] == "yes"
    assert payload["state"]["values"] == {
        "form": {
            "menu": {"type": "static_select", **chosen},
            "date": {"type": "datepicker", "selected_date": "2022-06-01"},
            "boxes": {"type": "checkboxes", "selected_options": []},
        }
    }


def test_options_come_from_the_app(api: Api, connect: Connect, mette: Person) -> None:
    option = {"text": {"type": "plain_text", "text": "Aalborg"}, "value": "aal"}
    app = connect(lambda _envelope: {"options": [option]})
    menu = {"type": "external_select", "action_id": "where", "min_query_length": 1}
    block = section("Hvor?", block_id="place", accessory=menu)
    api("chat.postMessage", channel=mette.im, text="Hvor?", blocks=[block])
    source = {"channel": mette.im, "ts": mette.messages()[0]["ts"]}

    answer = mette.do("options", source=source, block_id="place", action_id="where", query="aa")

    assert answer == {"ok": True, "options": [option]}
    payload = app.heard(1)[0]["payload"]
    told = (payload["type"], payload["action_id"], payload["block_id"], payload["value"])
    assert told == ("block_suggestion", "where", "place", "aa")
