"""chat.*: the app posts, changes and deletes messages."""

import json
from typing import Any

from sandbox import limits
from sandbox.arguments import Arguments
from sandbox.errors import SlackError
from sandbox.local_slack import LocalSlack
from sandbox.messages import Message
from sandbox.store import Channel
from sandbox.stored_blocks import stored_blocks
from sandbox.texts import stored_text

Answer = dict[str, Any]

POSTED_CHARACTERS = 40_000
UPDATED_BYTES = 4_000
METADATA_BYTES = 16_000


def post_message(slack: LocalSlack, args: Arguments) -> Answer:
    """chat.postMessage: to a channel, or to a person's direct message."""
    channel = writable_channel(slack, args.required("channel"))
    content = read_content(args)
    if len(content["text"]) > POSTED_CHARACTERS:
        raise SlackError("msg_too_long")
    message = Message(
        ts=slack.clock.next_ts(),
        channel=channel.id,
        user=slack.world.bot.user_id,
        is_bot=True,
        thread_ts=thread_of(channel, args.text("thread_ts")),
        broadcast=args.flag("reply_broadcast"),
        **content,
    )
    slack.post(message)
    shown = slack.shown(message)
    if channel.kind == "im" and slack.settings.own_messages:
        slack.send_event(
            {**shown, "channel": channel.id, "event_ts": message.ts, "channel_type": "im"}
        )
    return {"channel": channel.id, "ts": message.ts, "message": shown}


def update(slack: LocalSlack, args: Arguments) -> Answer:
    """chat.update: what is not mentioned stays, as in Slack."""
    message = _own_message(slack, args, refusal="cant_update_message")
    content = read_content(args, required="metadata" not in args)
    if len(content["text"].encode()) > UPDATED_BYTES:
        raise SlackError("msg_too_long")
    new = {name: value for name, value in content.items() if name in args}
    before = slack.shown(message)
    slack.change(message, by=slack.world.bot.user_id, **new)
    shown = slack.shown(message)
    if slack.settings.own_messages and message.channel.startswith("D"):
        slack.send_event(
            slack.payloads.message_changed(
                shown, before=before, channel=message.channel, ts=slack.clock.next_ts()
            )
        )
    return {"channel": message.channel, "ts": message.ts, "text": message.text, "message": shown}


def delete(slack: LocalSlack, args: Arguments) -> Answer:
    """chat.delete: only the app's own messages."""
    message = _own_message(slack, args, refusal="cant_delete_message")
    slack.remove(message)
    return {"channel": message.channel, "ts": message.ts}


def post_ephemeral(slack: LocalSlack, args: Arguments) -> Answer:
    """chat.postEphemeral: one person sees it, until they look away."""
    channel = writable_channel(slack, args.required("channel"))
    user = args.required("user")
    if user not in channel.members:
        raise SlackError("user_not_in_channel")
    content = read_content(args)
    if len(content["text"]) > POSTED_CHARACTERS:
        raise SlackError("msg_too_long")
    message = Message(
        ts=slack.clock.next_ts(),
        channel=channel.id,
        user=slack.world.bot.user_id,
        is_bot=True,
        thread_ts=thread_of(channel, args.text("thread_ts")),
        ephemeral_to=user,
        **content,
    )
    slack.post(message)
    return {"message_ts": message.ts}


def get_permalink(slack: LocalSlack, args: Arguments) -> Answer:
    """chat.getPermalink: an address on this sandbox, which opens the conversation."""
    channel = slack.channel_for_bot(args.required("channel"))
    if channel is None:
        raise SlackError("channel_not_found")
    ts = args.required("message_ts")
    if ts not in channel.messages:
        raise SlackError("message_not_found")
    link = f"{slack.base_url}/archives/{channel.id}/p{ts.replace('.', '')}"
    return {"channel": channel.id, "permalink": link}


def writable_channel(slack: LocalSlack, wanted: str) -> Channel:
    """The channel, when the bot may write there."""
    channel = slack.channel_for_bot(wanted)
    if channel is None:
        raise SlackError("channel_not_found")
    if channel.is_archived:
        raise SlackError("is_archived")
    if slack.world.bot.user_id not in channel.members:
        raise SlackError("not_in_channel")
    return channel


def read_content(args: Arguments, *, required: bool = True) -> dict[str, Any]:
    """Text, blocks, attachments and metadata of a message, within Slack's limits."""
    blocks = args.objects("blocks") or []
    attachments = args.objects("attachments") or []
    text = args.text("text")
    if markdown := args.text("markdown_text"):
        if text or blocks:
            raise SlackError("markdown_text_conflict")
        blocks = [{"type": "markdown", "text": markdown}]
    if required and not (text or blocks or attachments):
        raise SlackError("no_text")
    limits.check_message_blocks(blocks)
    return {
        "text": stored_text(text),
        "blocks": stored_blocks(blocks),
        "attachments": attachments,
        "metadata": _metadata(args),
    }


def _metadata(args: Arguments) -> dict[str, Any] | None:
    metadata = args.one_object("metadata")
    if not metadata:
        return None
    if not isinstance(metadata.get("event_type"), str) or not isinstance(
        metadata.get("event_payload"), dict
    ):
        raise SlackError("invalid_metadata_format")
    if len(json.dumps(metadata, ensure_ascii=False).encode()) > METADATA_BYTES:
        raise SlackError("metadata_too_large")
    return {"event_type": metadata["event_type"], "event_payload": metadata["event_payload"]}


def thread_of(channel: Channel, thread_ts: str) -> str | None:
    """The message that began the thread, wherever in it one points; None outside of threads."""
    if not thread_ts:
        return None
    parent = channel.messages.get(thread_ts)
    if parent is None:
        raise SlackError("thread_not_found")
    return parent.thread_ts or parent.ts


def _own_message(slack: LocalSlack, args: Arguments, *, refusal: str) -> Message:
    channel = slack.channel_for_bot(args.required("channel"))
    if channel is None:
        raise SlackError("channel_not_found")
    message = channel.messages.get(args.required("ts"))
    if message is None or message.ephemeral_to is not None or message.is_tombstone:
        raise SlackError("message_not_found")
    if not message.is_bot:
        raise SlackError(refusal)
    if channel.is_archived:
        raise SlackError("is_archived")
    return message
