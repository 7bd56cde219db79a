"""Who may call the Web API, how arguments are read, and who is here."""

import json
from dataclasses import replace
from urllib.parse import urlencode

from sandbox.server import RunningSandbox, start
from sandbox.world import load_world
from tests.sandbox.driving import Api, fetch

BEARER = {"Authorization": "Bearer xoxb-sandbox"}


def test_a_call_without_a_token_is_not_authed(sandbox: RunningSandbox) -> None:
    _, body = fetch(sandbox.api_url + "auth.test", b"")

    assert json.loads(body) == {"ok": False, "error": "not_authed"}


def test_an_unknown_token_is_invalid(sandbox: RunningSandbox) -> None:
    assert Api(sandbox, "xoxb-other")("auth.test")["error"] == "invalid_auth"


def test_each_token_opens_only_what_it_is_for(sandbox: RunningSandbox, api: Api) -> None:
    assert api("apps.connections.open")["error"] == "not_allowed_token_type"
    assert Api(sandbox, "xapp-sandbox")("chat.postMessage")["error"] == "not_allowed_token_type"


def test_auth_test_says_who_the_bot_is(sandbox: RunningSandbox, api: Api) -> None:
    assert api("auth.test") == {
        "ok": True,
        "url": sandbox.url + "/",
        "team": "Sammen (sandkasse)",
        "user": "sammen",
        "team_id": "T0SAMMEN",
        "user_id": "U0BOT",
        "bot_id": "B0SAMMEN",
        "is_enterprise_install": False,
    }


def test_an_unknown_method_is_named(api: Api) -> None:
    assert api("chat.shout") == {
        "ok": False,
        "error": "unknown_method",
        "req_method": "chat.shout",
    }


def test_a_form_with_json_inside_is_read_like_json(sandbox: RunningSandbox) -> None:
    blocks = json.dumps([{"type": "divider", "block_id": "line"}])
    form = urlencode({"channel": "D0METTE", "text": "Hej", "blocks": blocks})

    _, body = fetch(sandbox.api_url + "chat.postMessage", form.encode(), **BEARER)

    assert json.loads(body)["message"]["blocks"] == [{"type": "divider", "block_id": "line"}]


def test_arguments_may_stand_in_the_address(sandbox: RunningSandbox) -> None:
    _, body = fetch(sandbox.api_url + "users.info?user=U0PETER&include_locale=1", None, **BEARER)

    assert json.loads(body)["user"]["locale"] == "en-GB"


def test_broken_json_is_refused(sandbox: RunningSandbox) -> None:
    headers = {**BEARER, "Content-Type": "application/json"}

    _, body = fetch(sandbox.api_url + "chat.postMessage", b"{", **headers)

    assert json.loads(body)["error"] == "invalid_json"


def test_a_person_has_name_address_and_zone(api: Api) -> None:
    user = api("users.info", user="U0METTE", include_locale=True)["user"]

    told = (user["real_name"], user["profile"]["email"], user["tz"], user["locale"], user["is_bot"])
    assert told == (
        "Mette Friis",
        "mette.friis@aalborg.example",
        "Europe/Copenhagen",
        "da-DK",
        False,
    )
    assert user["tz_offset"] == 7200


def test_people_are_found_by_address(api: Api) -> None:
    found = api("users.lookupByEmail", email="Sara.Lind@odense.example")

    assert found["user"]["id"] == "U0SARA"
    assert api("users.lookupByEmail", email="x@y.example")["error"] == "users_not_found"
    assert api("users.info", user="U0NOBODY")["error"] == "user_not_found"


def test_users_come_in_pages(api: Api) -> None:
    first = api("users.list", limit=5)
    second = api("users.list", limit=5, cursor=first["response_metadata"]["next_cursor"])

    ids = [user["id"] for user in first["members"] + second["members"]]
    assert len(ids) == len(set(ids)) == 8
    assert second["response_metadata"]["next_cursor"] == ""


def test_a_scope_that_was_not_granted_is_named() -> None:
    world = load_world()
    poor = replace(world, app=replace(world.app, scopes=frozenset({"chat:write"})))
    sandbox = start(world=poor)

    refused = Api(sandbox)("users.info", user="U0METTE")
    sandbox.stop()

    assert refused == {
        "ok": False,
        "error": "missing_scope",
        "needed": "users:read",
        "provided": "chat:write",
    }
