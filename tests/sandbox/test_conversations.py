"""Where the app is, what it may read there, and with whom."""

from tests.sandbox.driving import Api, Person


def test_a_direct_message_is_opened_by_user_id(api: Api) -> None:
    opened = api("conversations.open", users="U0METTE")

    assert opened["channel"] == {"id": "D0METTE"}
    assert api("conversations.open", users="U0NOBODY")["error"] == "user_not_found"


def test_a_channel_without_the_bot_can_be_looked_up_but_not_written_in(api: Api) -> None:
    info = api("conversations.info", channel="C0GENERELT")["channel"]

    assert (info["name"], info["is_member"]) == ("generelt", False)
    refused = api("chat.postMessage", channel="C0GENERELT", text="Hej")
    assert refused["error"] == "not_in_channel"


def test_members_come_in_pages(api: Api) -> None:
    first = api("conversations.members", channel="G0LEDERE", limit=2)
    rest = api(
        "conversations.members",
        channel="G0LEDERE",
        limit=2,
        cursor=first["response_metadata"]["next_cursor"],
    )

    assert first["members"] + rest["members"] == ["U0ANNE", "U0BOT", "U0KARL"]


def test_the_list_holds_the_kinds_that_were_asked_for(api: Api) -> None:
    both = api("conversations.list", types="public_channel,private_channel")
    own = api("users.conversations", types="public_channel")

    assert [one["id"] for one in both["channels"]] == ["C0PROCES", "G0LEDERE", "C0GENERELT"]
    assert [one["id"] for one in own["channels"]] == ["C0PROCES"]


def test_history_of_a_channel_needs_a_scope_that_the_app_has_not(api: Api) -> None:
    refused = api("conversations.history", channel="C0PROCES")

    assert (refused["error"], refused["needed"]) == ("missing_scope", "channels:history")


def test_history_of_a_direct_message_is_newest_first_and_without_what_one_person_sees(
    api: Api, mette: Person
) -> None:
    mette.do("message", channel=mette.im, text="Hej")
    api("chat.postEphemeral", channel=mette.im, user=mette.id, text="Kun til dig")
    api("chat.postMessage", channel=mette.im, text="Hej igen")

    history = api("conversations.history", channel=mette.im)

    assert [message["text"] for message in history["messages"]] == ["Hej igen", "Hej"]
    assert history["has_more"] is False


def test_history_comes_in_pages_between_two_times(api: Api) -> None:
    sent = [api("chat.postMessage", channel="D0METTE", text=str(n))["ts"] for n in range(5)]

    between = api(
        "conversations.history", channel="D0METTE", oldest=sent[0], latest=sent[4], limit=2
    )
    rest = api(
        "conversations.history",
        channel="D0METTE",
        oldest=sent[0],
        limit=2,
        cursor=between["response_metadata"]["next_cursor"],
    )
    including = api("conversations.history", channel="D0METTE", oldest=sent[3], inclusive=True)

    assert [message["text"] for message in between["messages"]] == ["3", "2"]
    assert [message["text"] for message in rest["messages"]] == ["1"]
    assert [message["text"] for message in including["messages"]] == ["4", "3"]


def test_metadata_in_history_is_shown_when_asked_for(api: Api) -> None:
    metadata = {"event_type": "post", "event_payload": {"id": 7}}
    api("chat.postMessage", channel="D0METTE", text="Hej", metadata=metadata)

    with_it = api("conversations.history", channel="D0METTE", include_all_metadata=True)
    without = api("conversations.history", channel="D0METTE")

    assert with_it["messages"][0]["metadata"] == metadata
    assert "metadata" not in without["messages"][0]


def test_a_thread_begins_with_its_first_message(api: Api) -> None:
    first = api("chat.postMessage", channel="D0METTE", text="Milepæl")["ts"]
    api("chat.postMessage", channel="D0METTE", text="Flyttet", thread_ts=first)

    replies = api("conversations.replies", channel="D0METTE", ts=first)
    history = api("conversations.history", channel="D0METTE")

    assert [message["text"] for message in replies["messages"]] == ["Milepæl", "Flyttet"]
    assert [message["reply_count"] for message in history["messages"]] == [1]
    missing = api("conversations.replies", channel="D0METTE", ts="1.000001")
    assert missing["error"] == "thread_not_found"


def test_a_bookmark_stands_on_the_channel(api: Api, mette: Person) -> None:
    added = api(
        "bookmarks.add",
        channel_id="C0PROCES",
        type="link",
        title="Mødelink",
        link="https://meet.example/1",
    )

    assert added["bookmark"]["title"] == "Mødelink"
    channel = mette.see("state")["channels"][0]
    assert channel["bookmarks"] == [{"title": "Mødelink", "link": "https://meet.example/1"}]
