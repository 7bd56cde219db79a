"""Blocks as Slack stores and returns them: every block and element has an id, texts their defaults."""

import secrets
from typing import Any

_HOLDING_ELEMENTS = {"section", "actions", "input", "context_actions"}


def stored_blocks(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What Slack makes of an app's blocks."""
    return [_stored(block) for block in blocks]


def _stored(block: dict[str, Any]) -> dict[str, Any]:
    stored = {key: _defaults(value) for key, value in block.items() if value is not None}
    if not stored.get("block_id"):
        stored["block_id"] = _new_id()
    if stored.get("type") in _HOLDING_ELEMENTS:
        one = [stored[key] for key in ("accessory", "element") if key in stored]
        for element in [*one, *stored.get("elements", [])]:
            if element.get("type") != "image" and not element.get("action_id"):
                element["action_id"] = _new_id()
    return stored


def _defaults(value: Any) -> Any:  # noqa: ANN401 - any part of a block
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


def _new_id() -> str:
    return secrets.token_urlsafe(4)[:5]
