"""A message as the sandbox keeps it, and as Slack shows it to an app."""

import json
import re
import secrets
from dataclasses import asdict, dataclass, field
from typing import Any

from sandbox.world import World

_BARE_AMPERSAND = re.compile(r"&(?!(?:amp|lt|gt);)")
_LINK = re.compile(r"(?<![\w<|])https?://[^\s<>|]+[^\s<>|.,;:!?)\]}'\"]")
_EMAIL = re.compile(r"(?<![\w.+<|:/-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+(?![\w|>])")
_DOMAIN = re.compile(
    r"(?<![\w@./<|:-])((?:[a-z0-9-]+\.)+(?:dk|com|org|net|eu|io|se|no|de))(?![\w.@|>-]*\w)(?:/[^\s<>|]*)?",
    re.IGNORECASE,
)


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
        shown |= {
            "bot_id": world.bot.bot_id,
            "app_id": world.app.id,
            "bot_profile": bot_profile(world),
        }
    else:
        shown["client_msg_id"] = message.client_msg_id
    shown |= {"text": message.text, "team": world.workspace.id}
    if message.is_tombstone:
        shown |= {"subtype": "tombstone", "hidden": True}
    elif message.blocks:
        shown["blocks"] = message.blocks
    elif message.text and not message.is_bot:
        shown["blocks"] = [rich_text(message)]
    if message.attachments:
        shown["attachments"] = message.attachments
    if files:
        shown |= {"files": files, "upload": False}
    if message.edited:
        shown["edited"] = message.edited
    if message.thread_ts:
        shown["thread_ts"] = message.thread_ts
    if message.replies:
        shown |= {
            "thread_ts": message.ts,
            "reply_count": len(message.replies),
            "latest_reply": message.replies[-1],
        }
    if message.metadata and with_metadata:
        shown["metadata"] = message.metadata
    return shown


def bot_profile(world: World) -> dict[str, Any]:
    """Who the bot is, as Slack repeats it in each of its messages."""
    return {
        "id": world.bot.bot_id,
        "app_id": world.app.id,
        "name": world.bot.name,
        "deleted": False,
        "team_id": world.workspace.id,
    }


def rich_text(message: Message) -> dict[str, Any]:
    """The rich_text block that Slack makes of what a person typed; links and markup stay text."""
    plain = message.text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    elements = [{"type": "text", "text": plain}]
    return {
        "type": "rich_text",
        "block_id": "r" + message.ts[-6:],
        "elements": [{"type": "rich_text_section", "elements": elements}],
    }


def typed_text(text: str, *, world: World) -> str:
    """What a person typed, as Slack stores it: escaped, links marked, @Sammen a mention."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    marked = _LINK.sub(r"<\g<0>>", escaped)
    marked = _EMAIL.sub(r"<mailto:\g<0>|\g<0>>", marked)
    marked = _DOMAIN.sub(r"<http://\g<0>|\g<0>>", marked)
    mention = re.compile(rf"(?<!\w)@{re.escape(world.bot.name)}\b", re.IGNORECASE)
    return mention.sub(f"<@{world.bot.user_id}>", marked)


def stored_text(text: str) -> str:
    """An app's text as Slack stores it: an ampersand that escapes nothing is escaped."""
    return _BARE_AMPERSAND.sub("&amp;", text)


def stored_blocks(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Blocks as Slack returns them: every block and element has an id, texts their defaults."""
    return [_stored(block, is_block=True) for block in blocks]


_INTERACTIVE_PARTS = ("accessory", "element", "elements")


def _stored(part: dict[str, Any], *, is_block: bool = False) -> dict[str, Any]:
    stored = {key: _defaults(value) for key, value in part.items() if value is not None}
    if is_block and not stored.get("block_id"):
        stored["block_id"] = secrets.token_urlsafe(4)[:5]
    if is_block and stored.get("type") in {"section", "actions", "input", "context_actions"}:
        for key in _INTERACTIVE_PARTS:
            match stored.get(key):
                case dict() as element:
                    _identify(element)
                case list() as elements:
                    for element in elements:
                        _identify(element)
    return stored


def _identify(element: dict[str, Any]) -> None:
    if element.get("type") != "image" and not element.get("action_id"):
        element["action_id"] = secrets.token_urlsafe(4)[:5]


def _defaults(value: Any) -> Any:
    if isinstance(value, list):
        return [_defaults(item) for item in value]
    if not isinstance(value, dict):
        return value
    stored = {key: _defaults(item) for key, item in value.items() if item is not None}
    if stored.get("type") == "plain_text":
        stored.setdefault("emoji", True)
    elif stored.get("type") == "mrkdwn":
        stored.setdefault("verbatim", False)
    return stored
