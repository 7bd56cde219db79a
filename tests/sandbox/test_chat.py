"""The app posts, changes and deletes messages."""

import pytest

from sandbox.server import RunningSandbox
from tests.sandbox.driving import Api, Person, fetch, section, turn


def test_a_message_to_a_person_goes_to_the_direct_message(api: Api, mette: Person) -> None:
    metadata = {"event_type": "post", "event_payload": {"id": 7}}

    posted = api("chat.postMessage", channel=mette.id, text="Hej", metadata=metadata)

    assert posted["channel"] == "D0METTE"
    message = posted["message"]
    assert (message["user"], message["bot_id"], message["ts"]) == (
        "U0BOT",
        "B0SAMMEN",
        posted["ts"],
    )
    assert message["metadata"] == metadata
    assert [seen["text"] for seen in mette.messages()] == ["Hej"]


def test_timestamps_are_unique_and_grow(api: Api) -> None:
    sent = [api("chat.postMessage", channel="D0METTE", text="Hej")["ts"] for _ in range(20)]

    assert sent == sorted(set(sent))
    assert {len(ts.partition(".")[2]) for ts in sent} == {6}


def test_blocks_come_back_with_ids_and_defaults(api: Api) -> None:
    button = {"type": "button", "text": {"type": "plain_text", "text": "Ja"}}

    posted = api(
        "chat.postMessage", channel="D0METTE", text="Hej", blocks=[section("Hej", accessory=button)]
    )

    (block,) = posted["message"]["blocks"]
    assert block["text"] == {"type": "mrkdwn", "text": "Hej", "verbatim": False}
    assert block["block_id"]
    assert block["accessory"]["action_id"]
    assert block["accessory"]["text"]["emoji"] is True


@pytest.mark.parametrize(
    ("args", "error"),
    [
        ({"channel": "C0NOWHERE", "text": "Hej"}, "channel_not_found"),
        ({"channel": "U0NOBODY", "text": "Hej"}, "channel_not_found"),
        ({"channel": "D0METTE"}, "no_text"),
        ({"channel": "D0METTE", "text": "x" * 40_001}, "msg_too_long"),
        ({"channel": "D0METTE", "text": "Hej", "thread_ts": "1.000001"}, "thread_not_found"),
        ({"channel": "D0METTE", "text": "Hej", "blocks": "["}, "invalid_blocks_format"),
        ({"channel": "D0METTE", "text": "Hej", "metadata": {"a": 1}}, "invalid_metadata_format"),
        (
            {
                "channel": "D0METTE",
                "text": "Hej",
                "metadata": {"event_type": "x", "event_payload": {"a": "x" * 16_000}},
            },
            "metadata_too_large",
        ),
        (
            {"channel": "D0METTE", "text": "Hej", "blocks": [section("x" * 2_900)] * 5},
            "msg_blocks_too_long",
        ),
        ({"channel": "D0METTE", "text": "Hej", "markdown_text": "x"}, "markdown_text_conflict"),
    ],
)
def test_slack_refuses(api: Api, args: dict[str, object], error: str) -> None:
    assert api("chat.postMessage", **args) == api("chat.postMessage", **args)
    assert api("chat.postMessage", **args)["error"] == error


def test_an_archived_channel_takes_no_messages(sandbox: RunningSandbox, api: Api) -> None:
    turn(sandbox, archive="C0PROCES")

    assert api("chat.postMessage", channel="C0PROCES", text="Hej")["error"] == "is_archived"


def test_an_update_keeps_what_it_does_not_mention(api: Api) -> None:
    metadata = {"event_type": "post", "event_payload": {"id": 7}}
    posted = api(
        "chat.postMessage",
        channel="D0METTE",
        text="Spørgsmål",
        blocks=[section("Spørgsmål")],
        metadata=metadata,
    )

    kept = api("chat.update", channel="D0METTE", ts=posted["ts"], text="Svar")
    cleared = api("chat.update", channel="D0METTE", ts=posted["ts"], text="Svar", blocks=[])

    assert kept["message"]["blocks"] == posted["message"]["blocks"]
    assert kept["message"]["metadata"] == metadata
    assert kept["message"]["edited"]["user"] == "U0BOT"
    assert "blocks" not in cleared["message"]


def test_an_update_takes_less_text_than_a_message(api: Api) -> None:
    ts = api("chat.postMessage", channel="D0METTE", text="Hej")["ts"]

    # Escaping makes each & five characters.
    refused = api("chat.update", channel="D0METTE", ts=ts, text="&" * 801)

    assert refused["error"] == "msg_too_long"


def test_only_own_messages_can_be_changed_or_deleted(api: Api, mette: Person) -> None:
    theirs = mette.do("message", channel=mette.im, text="Hej")["ts"]

    update = api("chat.update", channel=mette.im, ts=theirs, text="x")
    delete = api("chat.delete", channel=mette.im, ts=theirs)
    missing = api("chat.update", channel=mette.im, ts="1.000001", text="x")

    errors = [update["error"], delete["error"], missing["error"]]
    assert errors == ["cant_update_message", "cant_delete_message", "message_not_found"]


def test_a_deleted_message_is_gone(api: Api, mette: Person) -> None:
    ts = api("chat.postMessage", channel=mette.im, text="Hej")["ts"]

    api("chat.delete", channel=mette.im, ts=ts)

    assert mette.messages() == []
    assert api("chat.update", channel=mette.im, ts=ts, text="x")["error"] == "message_not_found"


def test_an_ephemeral_message_is_for_one_person_only(api: Api, mette: Person, anne: Person) -> None:
    sent = api("chat.postEphemeral", channel="C0PROCES", user=mette.id, text="Kun til Mette")

    assert sent["message_ts"]
    assert [seen["ephemeral"] for seen in mette.messages("C0PROCES")] == [True]
    assert anne.messages("C0PROCES") == []
    outside = api("chat.postEphemeral", channel="G0LEDERE", user=mette.id, text="x")
    assert outside["error"] == "user_not_in_channel"


def test_a_permalink_leads_to_the_conversation(api: Api) -> None:
    ts = api("chat.postMessage", channel="C0PROCES", text="Hej")["ts"]

    link = api("chat.getPermalink", channel="C0PROCES", message_ts=ts)["permalink"]

    assert fetch(link)[0] == 200
