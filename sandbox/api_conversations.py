"""conversations.*, users.conversations and bookmarks.add: where the app is, and with whom."""

import secrets
from collections.abc import Iterable
from typing import Any

from sandbox.arguments import Arguments
from sandbox.errors import SlackError
from sandbox.local_slack import LocalSlack
from sandbox.messages import Message
from sandbox.store import Channel

Answer = dict[str, Any]

_TYPES = {"channel": "public_channel", "private": "private_channel", "im": "im"}
_CURSOR = "next_ts:"
_READ_SCOPES = {"channel": "channels:read", "private": "groups:read", "im": "im:read"}
_HISTORY_SCOPES = {"channel": "channels:history", "private": "groups:history", "im": "im:history"}


def open_im(slack: LocalSlack, args: Arguments) -> Answer:
    """conversations.open: the direct message with one person."""
    if wanted := args.text("channel"):
        channel = slack.channel_for_bot(wanted)
        if channel is None or channel.kind != "im":
            raise SlackError("channel_not_found")
    else:
        users = args.names("users")
        if not users:
            raise SlackError("users_list_not_supplied")
        if len(users) > 1:
            raise SlackError("invalid_user_combination")
        person = slack.world.personas.get(users[0])
        if person is None:
            raise SlackError("user_not_found")
        channel = slack.store.channels[person.im]
    shown = shown_channel(slack, channel) if args.flag("return_im") else {"id": channel.id}
    return {"no_op": True, "already_open": True, "channel": shown}


def info(slack: LocalSlack, args: Arguments) -> Answer:
    """conversations.info."""
    channel = _channel(slack, args)
    _need_scope(slack, _READ_SCOPES[channel.kind])
    shown = shown_channel(slack, channel)
    if args.flag("include_num_members"):
        shown["num_members"] = len(channel.members)
    return {"channel": shown}


def members(slack: LocalSlack, args: Arguments) -> Answer:
    """conversations.members, in pages."""
    channel = _channel(slack, args)
    _need_scope(slack, _READ_SCOPES[channel.kind])
    page, cursor = _page(sorted(channel.members), args)
    return {"members": page, "response_metadata": {"next_cursor": cursor}}


def list_all(slack: LocalSlack, args: Arguments) -> Answer:
    """conversations.list: the channels that the app may know of."""
    return _list(slack, args, slack.store.channels.values())


def list_own(slack: LocalSlack, args: Arguments) -> Answer:
    """users.conversations: those that the bot, or the given person, is a member of."""
    user = args.text("user") or slack.world.bot.user_id
    own = [channel for channel in slack.store.channels.values() if user in channel.members]
    return _list(slack, args, own)


def history(slack: LocalSlack, args: Arguments) -> Answer:
    """conversations.history: newest first, without the replies in threads."""
    channel = _readable(slack, args)
    oldest, latest = args.text("oldest"), args.text("latest")
    limit = min(max(args.number("limit", 100), 1), 999)
    inclusive = args.flag("inclusive")
    if cursor := args.text("cursor"):
        latest, inclusive = cursor.removeprefix(_CURSOR), False
    found: list[Message] = []
    for message in channel.newest_first():
        if latest and not _is_before(message.ts, latest, inclusive=inclusive):
            continue
        if oldest and not _is_before(oldest, message.ts, inclusive=inclusive):
            break
        if message.ephemeral_to or (message.thread_ts and not message.broadcast):
            continue
        found.append(message)
        if len(found) > limit:
            break
    return _messages(slack, args, found, limit=limit)


def replies(slack: LocalSlack, args: Arguments) -> Answer:
    """conversations.replies: the message that began the thread, then its replies."""
    channel = _readable(slack, args)
    first = channel.messages.get(args.required("ts"))
    if first is None or first.ephemeral_to:
        raise SlackError("thread_not_found")
    limit = min(max(args.number("limit", 1000), 1), 1000)
    oldest, latest = args.text("oldest"), args.text("latest")
    after = args.text("cursor").removeprefix(_CURSOR)
    found = [first] if not after else []
    for ts in first.replies:
        is_early = (oldest and float(ts) <= float(oldest)) or (after and ts <= after)
        if not is_early and not (latest and float(ts) >= float(latest)):
            found.append(channel.messages[ts])
    return _messages(slack, args, found, limit=limit)


def add_bookmark(slack: LocalSlack, args: Arguments) -> Answer:
    """bookmarks.add: a link at the top of a channel."""
    channel = _channel(slack, args, name="channel_id")
    if slack.world.bot.user_id not in channel.members:
        raise SlackError("not_in_channel")
    if args.required("type") != "link":
        raise SlackError("invalid_bookmark_type")
    bookmark = {
        "id": "Bk" + secrets.token_hex(5).upper(),
        "channel_id": channel.id,
        "title": args.required("title"),
        "link": args.required("link"),
        "emoji": args.text("emoji") or None,
        "type": "link",
        "date_created": int(slack.clock.timestamp()),
        "app_id": slack.world.app.id,
    }
    channel.bookmarks.append(bookmark)
    slack.store.keep_channel(channel)
    return {"bookmark": bookmark}


def missing_scope(slack: LocalSlack, needed: str) -> SlackError:
    """The app was not granted what this needs."""
    provided = ",".join(sorted(slack.world.app.scopes))
    return SlackError("missing_scope", needed=needed, provided=provided)


def shown_channel(slack: LocalSlack, channel: Channel) -> dict[str, Any]:
    """The conversation object of Slack's API."""
    created = int(slack.world.starts_at.timestamp())
    shared = {
        "id": channel.id,
        "created": created,
        "is_archived": channel.is_archived,
        "is_im": channel.kind == "im",
        "is_org_shared": False,
        "context_team_id": slack.world.workspace.id,
    }
    if channel.kind == "im":
        return {**shared, "user": channel.user, "is_user_deleted": False, "priority": 0}
    return {
        **shared,
        "name": channel.name,
        "name_normalized": channel.name,
        "is_channel": True,
        "is_group": False,
        "is_mpim": False,
        "is_private": channel.kind == "private",
        "is_general": channel.name == "generelt",
        "is_shared": False,
        "is_ext_shared": False,
        "is_pending_ext_shared": False,
        "is_member": slack.world.bot.user_id in channel.members,
        "topic": {"value": channel.topic, "creator": "", "last_set": created},
        "purpose": {"value": "", "creator": "", "last_set": 0},
        "previous_names": [],
    }


def _channel(slack: LocalSlack, args: Arguments, *, name: str = "channel") -> Channel:
    channel = slack.store.channels.get(args.required(name))
    if channel is None or slack.channel_for_bot(channel.id) is None:
        raise SlackError("channel_not_found")
    return channel


def _readable(slack: LocalSlack, args: Arguments) -> Channel:
    channel = _channel(slack, args)
    _need_scope(slack, _HISTORY_SCOPES[channel.kind])
    if slack.world.bot.user_id not in channel.members:
        raise SlackError("not_in_channel")
    return channel


def _need_scope(slack: LocalSlack, scope: str) -> None:
    if scope not in slack.world.app.scopes:
        raise missing_scope(slack, scope)


def _is_before(first: str, second: str, *, inclusive: bool) -> bool:
    # Numbers, since an app may ask with fewer digits than a timestamp has.
    return float(first) <= float(second) if inclusive else float(first) < float(second)


def _messages(slack: LocalSlack, args: Arguments, found: list[Message], *, limit: int) -> Answer:
    with_metadata = args.flag("include_all_metadata")
    shown = [slack.shown(message, with_metadata=with_metadata) for message in found[:limit]]
    has_more = len(found) > limit
    answer: Answer = {"messages": shown, "has_more": has_more, "pin_count": 0}
    if has_more:
        answer["response_metadata"] = {"next_cursor": _CURSOR + shown[-1]["ts"]}
    return answer


def _list(slack: LocalSlack, args: Arguments, channels: Iterable[Channel]) -> Answer:
    types = args.names("types") or ["public_channel"]
    for kind, type_ in _TYPES.items():
        if type_ in types:
            _need_scope(slack, _READ_SCOPES[kind])
    chosen = [
        shown_channel(slack, channel)
        for channel in channels
        if _TYPES[channel.kind] in types
        and slack.channel_for_bot(channel.id)
        and not (args.flag("exclude_archived") and channel.is_archived)
    ]
    page, cursor = _page(chosen, args)
    return {"channels": page, "response_metadata": {"next_cursor": cursor}}


def _page(entries: list[Any], args: Arguments) -> tuple[list[Any], str]:
    start = args.number("cursor", 0)
    end = start + max(args.number("limit", 100), 1)
    return entries[start:end], str(end) if end < len(entries) else ""
