"""A message as the sandbox keeps it, and as Slack shows it to an app."""

import json
from dataclasses import asdict, dataclass, field
from typing import Any

from sandbox.texts import rich_text
from sandbox.world import World


@dataclass(slots=True)
class Message:
    """One message; `user` is the author, also when the bot wrote it."""

    ts: str
    channel: str
    user: str
    text: str
    is_bot: bool = False
    blocks: list[dict[str, Any]] = field(default_factory=list)
    attachments: list[dict[str, Any]] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    metadata: dict[str, Any] | None = None
    thread_ts: str | None = None
    broadcast: bool = False
    edited: dict[str, str] | None = None
    ephemeral_to: str | None = None
    client_msg_id: str | None = None
    is_tombstone: bool = False
    replies: list[str] = field(default_factory=list)

    def to_json(self) -> bytes:
        """The row on disk."""
        return json.dumps(asdict(self), ensure_ascii=False).encode()


def message_from_json(body: bytes) -> Message:
    """The message that a row on disk holds."""
    return Message(**json.loads(body))


def slack_message(
    message: Message,
    *,
    world: World,
    files: list[dict[str, Any]] | None = None,
    with_metadata: bool = True,
) -> dict[str, Any]:
    """The message object of Slack's API: in answers, history and interaction payloads."""
    shown: dict[str, Any] = {"user": message.user, "type": "message", "ts": message.ts}
    if message.is_bot:
        bot = {"bot_id": world.bot.bot_id, "app_id": world.app.id}
        shown |= {**bot, "bot_profile": bot_profile(world)}
    else:
        shown["client_msg_id"] = message.client_msg_id
    shown |= {"text": message.text, "team": world.workspace.id}
    if message.is_tombstone:
        shown |= {"subtype": "tombstone", "hidden": True}
    if blocks := shown_blocks(message):
        shown["blocks"] = blocks
    if message.broadcast and message.thread_ts:
        shown["subtype"] = "thread_broadcast"
    if files:
        shown |= {"files": files, "upload": False}
    told = {
        "attachments": message.attachments,
        "edited": message.edited,
        "thread_ts": message.thread_ts,
        "metadata": message.metadata if with_metadata else None,
    }
    shown |= {key: value for key, value in told.items() if value}
    if message.replies:
        count, latest = len(message.replies), message.replies[-1]
        shown |= {"thread_ts": message.ts, "reply_count": count, "latest_reply": latest}
    return shown


def shown_blocks(message: Message) -> list[dict[str, Any]]:
    """An app's own blocks; what a person typed becomes one block of rich text."""
    if message.is_bot or message.is_tombstone or not message.text:
        return message.blocks
    return [rich_text(message.text, block_id="r" + message.ts[-6:])]


def bot_profile(world: World) -> dict[str, Any]:
    """Who the bot is, as Slack repeats it in each of its messages."""
    return {
        "id": world.bot.bot_id,
        "app_id": world.app.id,
        "name": world.bot.name,
        "deleted": False,
        "team_id": world.workspace.id,
    }
