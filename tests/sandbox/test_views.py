"""Modals and the home tab, as the app and the person use them."""

from collections.abc import Callable
from typing import Any

import pytest

from sandbox.errors import SlackError
from sandbox.server import RunningSandbox
from sandbox.triggers import ResponseRights, Triggers
from tests.sandbox.driving import GO, MODAL, Api, Person, SocketApp, section

Connect = Callable[..., SocketApp]


def trigger(sandbox: RunningSandbox, user: str = "U0METTE") -> str:
    return sandbox.slack.triggers.issue(user)


def open_modal(sandbox: RunningSandbox, api: Api, **changes: Any) -> dict[str, Any]:
    opened = api("views.open", trigger_id=trigger(sandbox), view={**MODAL, **changes})
    view: dict[str, Any] = opened["view"]
    return view


def test_a_trigger_works_once(sandbox: RunningSandbox, api: Api) -> None:
    trigger_id = trigger(sandbox)

    api("views.open", trigger_id=trigger_id, view=MODAL)
    again = api("views.open", trigger_id=trigger_id, view=MODAL)
    unknown = api("views.open", trigger_id="1.2.x", view=MODAL)

    assert (again["error"], unknown["error"]) == ("exchanged_trigger_id", "invalid_trigger_id")


def test_a_trigger_lives_three_seconds() -> None:
    now = [100.0]
    triggers = Triggers(lambda: now[0])
    early, late = triggers.issue("U0METTE"), triggers.issue("U0METTE")

    now[0] += 2.9
    user = triggers.use(early)
    now[0] += 0.2

    assert user == "U0METTE"
    with pytest.raises(SlackError, match="expired_trigger_id"):
        triggers.use(late)


def test_a_response_url_lives_half_an_hour_and_works_five_times() -> None:
    now = [100.0]
    rights = ResponseRights(lambda: now[0])
    often, late = (rights.issue(user="U0METTE", channel="D0METTE") for _ in range(2))

    for _ in range(5):
        rights.use(often)
    with pytest.raises(SlackError, match="used_url"):
        rights.use(often)
    now[0] += 1801
    with pytest.raises(SlackError, match="expired_url"):
        rights.use(late)


def test_a_view_that_breaks_a_limit_says_where(sandbox: RunningSandbox, api: Api) -> None:
    title = {"type": "plain_text", "text": "x" * 25}

    refused = api("views.open", trigger_id=trigger(sandbox), view={**MODAL, "title": title})

    assert refused["error"] == "invalid_arguments"
    assert refused["response_metadata"]["messages"] == [
        "[ERROR] must be less than 25 characters [json-pointer:/view/title/text]"
    ]


def test_an_update_with_an_old_hash_is_refused(sandbox: RunningSandbox, api: Api) -> None:
    view = open_modal(sandbox, api, external_id="interview-7")
    private = {"private_metadata": "x"}

    by_id = api("views.update", view_id=view["id"], hash=view["hash"], view={**MODAL, **private})
    old = api("views.update", view_id=view["id"], hash=view["hash"], view=MODAL)
    missing = api("views.update", view_id="V0", view=MODAL)

    assert by_id["view"]["private_metadata"] == "x"
    assert by_id["view"]["hash"] != view["hash"]
    assert (old["error"], missing["error"]) == ("hash_conflict", "not_found")


def test_a_view_is_found_by_external_id(sandbox: RunningSandbox, api: Api) -> None:
    view = open_modal(sandbox, api, external_id="interview-7")

    updated = api("views.update", external_id="interview-7", view=MODAL)

    assert updated["view"]["id"] == view["id"]


def test_a_stack_holds_three(sandbox: RunningSandbox, api: Api, mette: Person) -> None:
    first = open_modal(sandbox, api)
    second = api("views.push", trigger_id=trigger(sandbox), view=MODAL)["view"]
    api("views.push", trigger_id=trigger(sandbox), view=MODAL)

    fourth = api("views.push", trigger_id=trigger(sandbox), view=MODAL)

    assert fourth["error"] == "push_limit_reached"
    assert (second["root_view_id"], second["previous_view_id"]) == (first["id"], first["id"])
    assert len(mette.see("views")["views"]) == 3


def test_each_persons_home_is_their_own(api: Api, mette: Person, anne: Person) -> None:
    home = {"type": "home", "blocks": [section("Hej Mette")]}

    published = api("views.publish", user_id=mette.id, view=home)["view"]
    stale = api("views.publish", user_id=mette.id, view=home, hash="1.x")

    assert mette.see("home")["view"]["id"] == published["id"]
    assert anne.see("home")["view"] is None
    assert stale["error"] == "hash_conflict"
    assert (mette.see("state")["home_unread"], anne.see("state")["home_unread"]) == (True, False)


def test_home_is_no_news_to_who_looks_at_it(api: Api, app: SocketApp, mette: Person) -> None:
    home = {"type": "home", "blocks": [section("Hej Mette")]}
    mette.do("home", tab="home")

    api("views.publish", user_id=mette.id, view=home)

    assert mette.see("state")["home_unread"] is False
    assert app.heard(1)[0]["payload"]["event"]["tab"] == "home"


def test_the_form_is_checked_before_it_is_sent(
    sandbox: RunningSandbox, api: Api, app: SocketApp, mette: Person
) -> None:
    view = open_modal(sandbox, api)

    answer = mette.do("submit", view_id=view["id"], state={"number": {"typed": {"value": ""}}})

    assert answer == {"ok": False, "errors": {"number": "Feltet skal udfyldes."}}
    assert app.told == []


def test_a_submission_carries_the_whole_view(
    sandbox: RunningSandbox, api: Api, app: SocketApp, mette: Person
) -> None:
    view = open_modal(sandbox, api)

    mette.do("submit", view_id=view["id"], state={"number": {"typed": {"value": "8"}}})

    payload = app.heard(1)[0]["payload"]
    assert payload["type"] == "view_submission"
    assert payload["user"]["id"] == "U0METTE"
    sent = payload["view"]
    assert sent["state"] == {
        "values": {"number": {"typed": {"type": "plain_text_input", "value": "8"}}}
    }
    assert (sent["id"], sent["hash"]) == (view["id"], view["hash"])
    assert (sent["callback_id"], sent["private_metadata"]) == ("volume", "interview:7")
    assert payload["response_urls"] == []


@pytest.mark.parametrize(
    ("answer", "titles"),
    [
        ({}, []),
        ({"response_action": "clear"}, []),
        ({"response_action": "update", "view": MODAL | {"callback_id": "next"}}, ["next"]),
        ({"response_action": "push", "view": MODAL | {"callback_id": "next"}}, ["volume", "next"]),
    ],
)
def test_the_answer_to_a_submission_decides_what_is_open(
    sandbox: RunningSandbox,
    api: Api,
    connect: Connect,
    mette: Person,
    answer: dict[str, Any],
    titles: list[str],
) -> None:
    connect(lambda _envelope: answer)
    view = open_modal(sandbox, api)

    told = mette.do("submit", view_id=view["id"], state={"number": {"typed": {"value": "8"}}})

    assert told == {"ok": True}
    assert [one["callback_id"] for one in mette.see("views")["views"]] == titles


def test_a_view_that_slack_would_not_show_is_told(
    sandbox: RunningSandbox, api: Api, connect: Connect, mette: Person
) -> None:
    connect(lambda _envelope: {"response_action": "update", "view": {"type": "modal"}})
    view = open_modal(sandbox, api)

    told = mette.do("submit", view_id=view["id"], state={"number": {"typed": {"value": "8"}}})

    assert told["ok"] is False
    assert "missing required field: blocks" in told["notice"]


def test_closing_is_told_only_to_who_asked(
    sandbox: RunningSandbox, api: Api, app: SocketApp, mette: Person
) -> None:
    quiet = open_modal(sandbox, api)
    mette.do("close", view_id=quiet["id"])
    told = open_modal(sandbox, api, notify_on_close=True)

    mette.do("close", view_id=told["id"])

    payload = app.heard(1)[0]["payload"]
    assert (payload["type"], payload["is_cleared"]) == ("view_closed", False)
    assert payload["view"]["id"] == told["id"]
    assert mette.see("views")["views"] == []


def test_a_button_in_a_modal_sends_the_view_with_what_is_filled_in(
    sandbox: RunningSandbox, api: Api, app: SocketApp, mette: Person
) -> None:
    view = open_modal(sandbox, api, blocks=[*MODAL["blocks"], GO])

    mette.do(
        "action",
        source={"view_id": view["id"]},
        block_id="choices",
        action_id="go",
        state={"number": {"typed": {"value": "8"}}},
    )

    payload = app.heard(1)[0]["payload"]
    assert payload["container"] == {"type": "view", "view_id": view["id"]}
    assert payload["view"]["state"]["values"]["number"]["typed"]["value"] == "8"
    assert "message" not in payload
    assert "response_url" not in payload


def test_nobody_acts_in_another_persons_modal(
    sandbox: RunningSandbox, api: Api, app: SocketApp, anne: Person
) -> None:
    view = open_modal(sandbox, api, blocks=[*MODAL["blocks"], GO])

    click = anne.do("action", source={"view_id": view["id"]}, block_id="choices", action_id="go")
    submit = anne.do("submit", view_id=view["id"], state={})

    assert (click["ok"], submit["ok"], app.told) == (False, False, [])
