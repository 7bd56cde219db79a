"""Slack's limits on blocks and views. A complaint reads as Slack's do, with a JSON pointer."""

import json
from typing import Any

from sandbox.errors import SlackError

Block = dict[str, Any]

MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100
MESSAGE_CHARACTERS = 13_200
VIEW_CHARACTERS = 250_000


def check_message_blocks(blocks: list[Block]) -> None:
    """Raise Slack's refusal of a message's blocks, if it has one."""
    if not blocks:
        return
    complaints = complaints_about_blocks(blocks, most=MESSAGE_BLOCKS, pointer="/blocks")
    if complaints:
        raise SlackError("invalid_blocks", messages=complaints, errors=complaints)
    if len(json.dumps(blocks, ensure_ascii=False, separators=(",", ":"))) > MESSAGE_CHARACTERS:
        raise SlackError("msg_blocks_too_long")


def complaints_about_view(view: Block, *, type_: str) -> list[str]:
    """All that Slack would refuse in a modal or home view."""
    return []


def complaints_about_blocks(blocks: list[Block], *, most: int, pointer: str) -> list[str]:
    """All that Slack would refuse in these blocks."""
    return []
