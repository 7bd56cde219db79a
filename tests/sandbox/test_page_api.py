"""What people see and do on the page, and what the app is told about it."""

import http.client
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest

from sandbox.server import RunningSandbox
from tests.sandbox.driving import GO, Api, Person, SocketApp, fetch

Connect = Callable[..., SocketApp]


def test_people_see_their_own_conversations_only(mette: Person, anne: Person) -> None:
    assert [one["id"] for one in mette.see("state")["channels"]] == [
        "C0PROCES",
        "C0GENERELT",
        "D0METTE",
    ]
    assert [one["id"] for one in anne.see("state")["channels"]] == [
        "C0PROCES",
        "C0GENERELT",
        "G0LEDERE",
        "D0ANNE",
    ]


@pytest.mark.parametrize("channel", ["G0LEDERE", "D0ANNE", "C0NOWHERE"])
def test_nobody_reads_or_writes_where_they_are_not(api: Api, mette: Person, channel: str) -> None:
    api("chat.postMessage", channel=channel, text="Fortroligt", blocks=[GO])

    assert mette.messages(channel) == []
    assert mette.do("message", channel=channel, text="Hej")["ok"] is False
    message = {"ts": "1.000001"}
    assert mette.click(message, "choices", "go", channel=channel)["ok"] is False


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("Tom & Jerry <3 >", "Tom &amp; Jerry &lt;3 &gt;"),
        ("<!channel> @Jonas #generelt", "&lt;!channel&gt; @Jonas #generelt"),
        ("@Sammen hjælp", "<@U0BOT> hjælp"),
        ("skriv til mette@aalborg.dk", "skriv til <mailto:mette@aalborg.dk|mette@aalborg.dk>"),
        ("se https://co-pi.dk/a?b=1&c=2.", "se <https://co-pi.dk/a?b=1&amp;c=2>."),
        ("se co-pi.dk", "se <http://co-pi.dk|co-pi.dk>"),
        ("d. 24.12.2022 kl. 10.30", "d. 24.12.2022 kl. 10.30"),
        ("2.500 stk. og 3,5 t", "2.500 stk. og 3,5 t"),
    ],
)
def test_text_is_stored_as_slack_does(mette: Person, typed: str, stored: str) -> None:
    mette.do("message", channel="C0GENERELT", text=typed)

    assert [one["text"] for one in mette.messages("C0GENERELT")] == [stored]


def test_a_message_becomes_an_event_with_rich_text(app: SocketApp, mette: Person) -> None:
    ts = mette.do("message", channel=mette.im, text="Hej <b>, se https://co-pi.dk")["ts"]

    event = app.heard(1)[0]["payload"]["event"]
    assert (event["type"], event["user"], event["ts"]) == ("message", "U0METTE", ts)
    assert "subtype" not in event
    assert "bot_id" not in event
    assert event["blocks"][0]["elements"][0]["elements"] == [
        {"type": "text", "text": "Hej <b>, se "},
        {"type": "link", "url": "https://co-pi.dk"},
    ]


def test_edits_and_deletions_become_events(app: SocketApp, mette: Person) -> None:
    ts = mette.do("message", channel=mette.im, text="8")["ts"]
    mette.do("edit", channel=mette.im, ts=ts, text="9")
    mette.do("delete", channel=mette.im, ts=ts)

    _, changed, deleted = (one["payload"]["event"] for one in app.heard(3))
    assert changed["subtype"] == "message_changed"
    assert (changed["message"]["text"], changed["previous_message"]["text"]) == ("9", "8")
    assert changed["message"]["edited"]["user"] == "U0METTE"
    assert (deleted["subtype"], deleted["deleted_ts"]) == ("message_deleted", ts)
    assert deleted["previous_message"]["text"] == "9"
    assert mette.messages() == []


def test_nobody_changes_what_others_wrote(mette: Person, anne: Person) -> None:
    ts = mette.do("message", channel="C0PROCES", text="Hej")["ts"]

    assert anne.do("edit", channel="C0PROCES", ts=ts, text="x")["ok"] is False
    assert anne.do("delete", channel="C0PROCES", ts=ts)["ok"] is False


def test_only_mentions_are_told_from_channels(app: SocketApp, mette: Person) -> None:
    mette.do("message", channel="C0PROCES", text="Hej alle")
    mette.do("message", channel="C0GENERELT", text="@Sammen er ikke her")
    mette.do("message", channel="C0PROCES", text="@Sammen hvor er linket?")

    event = app.heard(1)[0]["payload"]["event"]
    assert (event["type"], event["text"]) == ("app_mention", "<@U0BOT> hvor er linket?")
    assert "channel_type" not in event


def test_coming_into_a_channel_is_told(app: SocketApp, mette: Person) -> None:
    mette.do("leave", channel="C0PROCES")

    mette.do("join", channel="C0PROCES")

    event = app.heard(1)[0]["payload"]["event"]
    told = (event["type"], event["user"], event["channel"], event["channel_type"])
    assert told == ("member_joined_channel", "U0METTE", "C0PROCES", "C")


def test_unread_counts_until_read(api: Api, mette: Person) -> None:
    for _ in range(2):
        api("chat.postMessage", channel=mette.im, text="Hej")

    before = mette.see("state")["channels"][2]["unread"]
    mette.do("read", channel=mette.im)

    assert (before, mette.see("state")["channels"][2]["unread"]) == (2, 0)


def test_a_command_is_a_flat_form(connect: Connect, mette: Person) -> None:
    app = connect(lambda _envelope: {"text": "Her er din status", "response_type": "in_channel"})

    answer = mette.do("command", channel="C0PROCES", command="/sammen", text="status")

    payload = app.heard(1)[0]["payload"]
    assert answer == {"ok": True}
    assert (payload["command"], payload["text"]) == ("/sammen", "status")
    assert payload["channel_name"] == "emissionsfrie-arbejdsmaskiner"
    assert all(isinstance(value, str) for value in payload.values())
    (seen,) = mette.messages("C0PROCES")
    assert (seen["text"], seen["ephemeral"]) == ("Her er din status", False)


def test_an_unknown_command_is_not_sent(app: SocketApp, mette: Person) -> None:
    answer = mette.do("command", channel=mette.im, command="/dans", text="")

    assert answer["ok"] is False
    assert "/dans" in answer["notice"]
    assert app.told == []


def test_replies_are_shown_in_their_thread_only(api: Api, mette: Person) -> None:
    first = api("chat.postMessage", channel="C0PROCES", text="Milepæl")["ts"]
    mette.do("message", channel="C0PROCES", text="Godt", thread_ts=first)

    (shown,) = mette.messages("C0PROCES")
    thread = mette.messages("C0PROCES", thread=first)

    assert shown["reply_count"] == 1
    assert [one["text"] for one in thread] == ["Milepæl", "Godt"]


def test_a_reply_in_a_thread_names_whom_it_answers(api: Api, app: SocketApp, mette: Person) -> None:
    first = api("chat.postMessage", channel=mette.im, text="Spørgsmål")["ts"]

    mette.do("message", channel=mette.im, text="Svar", thread_ts=first)

    event = app.heard(1)[0]["payload"]["event"]
    assert (event["thread_ts"], event["parent_user_id"]) == (first, "U0BOT")


def test_open_pages_are_told_what_they_may_know(
    sandbox: RunningSandbox, api: Api, mette: Person
) -> None:
    connection = http.client.HTTPConnection(urlsplit(sandbox.url).netloc, timeout=10)
    connection.request("GET", f"/page/events?as={mette.id}")
    stream = connection.getresponse()
    stream.readline()

    api("chat.postMessage", channel="D0ANNE", text="Kun til Anne")
    api("chat.postMessage", channel=mette.im, text="Til Mette")

    lines = [stream.readline().decode().strip() for _ in range(3)]
    connection.close()
    assert lines[1] == "event: changed"
    assert json.loads(lines[2].removeprefix("data: ")) == {
        "what": "messages",
        "channel": "D0METTE",
    }


def test_another_website_cannot_act(sandbox: RunningSandbox) -> None:
    told = json.dumps({"as": "U0METTE", "channel": "D0METTE", "text": "Hej"}).encode()

    status, _ = fetch(f"{sandbox.url}/page/message", told, Origin="https://elsewhere.example")

    assert status == 403


@pytest.mark.parametrize("told", [{}, {"as": "U0NOBODY"}, {"as": "U0METTE", "channel": 7}])
def test_a_call_that_makes_no_sense_is_answered(
    sandbox: RunningSandbox, told: dict[str, Any]
) -> None:
    _, body = fetch(f"{sandbox.url}/page/message", json.dumps(told).encode())

    answer = json.loads(body)
    assert answer["ok"] is False
    assert answer["notice"]
