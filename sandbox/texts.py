"""What people and apps write, as Slack stores it: escaped once, with links and mentions marked."""

import re
from typing import Any

from sandbox.world import World

_BARE_AMPERSAND = re.compile(r"&(?!(?:amp|lt|gt);)")
_LINK = re.compile(r"(?<![\w<|])https?://[^\s<>|]+[^\s<>|.,;:!?)\]}'\"]")
_EMAIL = re.compile(r"(?<![\w.+<|:/-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+(?![\w|>])")
_DOMAIN = re.compile(
    r"(?<![\w@./<|:-])((?:[a-z0-9-]+\.)+(?:dk|com|org|net|eu|io|se|no|de))(?![\w.@|>-]*\w)(?:/[^\s<>|]*)?",
    re.IGNORECASE,
)
_MARKED = re.compile(r"<([^<>]+)>")


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


def rich_text(text: str, *, block_id: str) -> dict[str, Any]:
    """The rich_text block that Slack makes of what a person typed."""
    elements: list[dict[str, Any]] = []
    # Split with a group gives text, mark, text, mark, ..., text.
    for number, part in enumerate(_MARKED.split(text)):
        if number % 2:
            elements.append(_marked_element(part))
        elif part:
            elements.append({"type": "text", "text": unescaped(part)})
    section = {"type": "rich_text_section", "elements": elements}
    return {"type": "rich_text", "block_id": block_id, "elements": [section]}


def unescaped(text: str) -> str:
    """Text as it was typed."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _marked_element(mark: str) -> dict[str, Any]:
    if mark.startswith("@"):
        return {"type": "user", "user_id": mark[1:].partition("|")[0]}
    url, _, label = mark.partition("|")
    element = {"type": "link", "url": unescaped(url)}
    return {**element, "text": unescaped(label)} if label else element
