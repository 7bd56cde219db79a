"""What the page shows to one person, and nothing that this person may not see."""

from typing import Any

from sandbox.local_slack import LocalSlack
from sandbox.messages import Message
from sandbox.store import Channel
from sandbox.world import Persona

_KIND_ORDER = {"channel": 0, "private": 1, "im": 2}
MOST_MESSAGES = 300


def state(slack: LocalSlack, person: Persona) -> dict[str, Any]:
    """The frame around the conversations."""
    visible = [one for one in slack.store.channels.values() if slack.may_see(person.id, one)]
    return {
        "workspace": {"id": slack.world.workspace.id, "name": slack.world.workspace.name},
        "me": shown_persona(person),
        "personas": [shown_persona(one) for one in slack.world.personas.values()],
        "bot": {"id": slack.world.bot.user_id, "name": slack.world.bot.name},
        "channels": [
            _channel(slack, person, channel)
            for channel in sorted(visible, key=lambda one: _KIND_ORDER[one.kind])
        ],
        "commands": [
            {
                "command": one.command,
                "description": one.description,
                "usage_hint": one.usage_hint,
            }
            for one in slack.world.commands
        ],
        "shortcuts": [
            {
                "type": one.type,
                "callback_id": one.callback_id,
                "name": one.name,
                "description": one.description,
            }
            for one in slack.world.shortcuts
        ],
        "clock": clock(slack),
        "home_unread": person.id in slack.store.home_unread,
        "mail": {"address": person.email, "unread": slack.inboxes.unread(person.id)},
        "settings": shown_settings(slack),
        "connected": slack.delivery.is_connected,
    }


def clock(slack: LocalSlack) -> dict[str, Any]:
    """Sandbox time where the sandbox is."""
    now = slack.clock.now().astimezone(slack.world.starts_at.tzinfo)
    return {"iso": now.isoformat(timespec="seconds"), "offset_seconds": slack.clock.offset_seconds}


def shown_settings(slack: LocalSlack) -> dict[str, bool]:
    """The knobs that the page has."""
    settings = slack.settings
    return {"rate_limits": settings.rate_limits, "mail_down": settings.mail_down}


def messages(
    slack: LocalSlack, person: Persona, channel: Channel, *, thread: str | None
) -> dict[str, Any]:
    """The newest messages of a conversation, or of one thread in it, oldest first."""
    chosen: list[Message] = []
    for message in channel.newest_first():
        if message.ephemeral_to not in {None, person.id}:
            continue
        if thread:
            belongs = thread in {message.ts, message.thread_ts}
        else:
            belongs = message.thread_ts is None or message.broadcast
        if belongs:
            chosen.append(message)
        if len(chosen) == MOST_MESSAGES:
            break
    return {"messages": [_message(slack, message) for message in reversed(chosen)]}


def shown_persona(person: Persona) -> dict[str, str]:
    """A person for the page."""
    return {
        "id": person.id,
        "name": person.username,
        "real_name": person.name,
        "title": person.title,
        "organisation": person.organisation,
        "email": person.email,
        "initials": person.initials,
        "colour": person.colour,
        "locale": person.locale,
    }


def _channel(slack: LocalSlack, person: Persona, channel: Channel) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "id": channel.id,
        "name": channel.name,
        "kind": channel.kind,
        "unread": slack.store.unread[person.id][channel.id],
        "topic": channel.topic,
        "is_member": person.id in channel.members,
        "bookmarks": [{"title": one["title"], "link": one["link"]} for one in channel.bookmarks],
    }
    if channel.kind == "im":
        shown["with"] = slack.world.bot.user_id
    return shown


def _message(slack: LocalSlack, message: Message) -> dict[str, Any]:
    author = slack.world.personas.get(message.user)
    shown: dict[str, Any] = {
        "ts": message.ts,
        "user": message.user,
        "name": author.name if author else slack.world.bot.name,
        "is_bot": message.is_bot,
        "text": message.text,
        "blocks": message.blocks,
        "is_deleted": message.is_tombstone,
        # Slack does not write "edited" on an app's blocks.
        "edited": bool(message.edited) and not (message.is_bot and message.blocks),
        "thread_ts": message.thread_ts,
        "reply_count": len(message.replies),
        "files": [slack.shown_file(slack.store.files[file]) for file in message.files],
        "ephemeral": message.ephemeral_to is not None,
    }
    if message.metadata:
        shown["metadata"] = message.metadata
    return shown
