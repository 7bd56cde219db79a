"""Slack's limits on the blocks of messages, modals and home views."""

import json
from collections import Counter

from sandbox.complaints import Complaints, Part
from sandbox.element_limits import check_element, check_image
from sandbox.errors import SlackError

MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100
MESSAGE_CHARACTERS = 13_200
VIEW_CHARACTERS = 250_000
MARKDOWN_CHARACTERS = 12_000

_EVERYWHERE = {
    "actions", "context", "divider", "header", "image", "input", "rich_text", "section", "video",
}  # fmt: skip
_IN_MESSAGES = _EVERYWHERE | {
    "card", "carousel", "container", "context_actions", "data_table", "data_visualization", "file",
    "markdown", "plan", "table", "task_card",
}  # fmt: skip
_IN_MODALS = _EVERYWHERE | {"alert"}


def check_message_blocks(blocks: list[Part]) -> None:
    """Raise Slack's refusal of a message's blocks, if it has one."""
    if not blocks:
        return
    found = Complaints()
    _check_blocks(found, blocks, most=MESSAGE_BLOCKS, kinds=_IN_MESSAGES, pointer="/blocks")
    if found.said:
        raise SlackError("invalid_blocks", messages=found.said, errors=found.said)
    if len(json.dumps(blocks, ensure_ascii=False, separators=(",", ":"))) > MESSAGE_CHARACTERS:
        raise SlackError("msg_blocks_too_long")


def complaints_about_view(view: Part, *, type_: str) -> list[str]:
    """All that Slack would refuse in a modal or home view."""
    found = Complaints()
    if view.get("type") != type_:
        found.add(f"must be: {type_}", "/view/type")
    for key, most in (("private_metadata", 3000), ("callback_id", 255), ("external_id", 255)):
        found.length(view, key, most, "/view")
    blocks = found.items(view, "blocks", VIEW_BLOCKS, "/view", least=0)
    if len(blocks) <= VIEW_BLOCKS:
        kinds = _IN_MODALS if type_ == "modal" else _EVERYWHERE
        _check_blocks(found, blocks, most=VIEW_BLOCKS, kinds=kinds, pointer="/view/blocks")
    if type_ == "modal":
        found.text(view, "title", 24, "/view", plain=True, required=True)
        found.text(view, "close", 24, "/view", plain=True)
        asks = any(block.get("type") == "input" for block in blocks)
        found.text(view, "submit", 24, "/view", plain=True, required=asks)
    return found.said


def _check_blocks(
    found: Complaints, blocks: list[Part], *, most: int, kinds: set[str], pointer: str
) -> None:
    if len(blocks) > most:
        found.add(f"no more than {most} items allowed", pointer)
        return
    for number, block in enumerate(blocks):
        place = f"{pointer}/{number}"
        kind = block.get("type")
        found.length(block, "block_id", 255, place)
        if kind in kinds:
            _check_block(found, block, place)
        else:
            found.add(f"unsupported type: {kind}", f"{place}/type")
    ids = Counter(block["block_id"] for block in blocks if block.get("block_id"))
    for block_id, times in ids.items():
        if times > 1:
            found.add(f"block_id {block_id} is not unique", pointer)
    markdown = (str(block.get("text")) for block in blocks if block.get("type") == "markdown")
    if sum(map(len, markdown)) > MARKDOWN_CHARACTERS:
        found.add(f"must be less than {MARKDOWN_CHARACTERS + 1} characters", pointer)
    if sum(block.get("type") == "table" for block in blocks) > 1:
        found.add("only one table allowed", pointer)


def _check_block(found: Complaints, block: Part, place: str) -> None:
    match block["type"]:
        case "section":
            _check_section(found, block, place)
        case "header":
            found.text(block, "text", 150, place, plain=True, required=True)
        case "context":
            _check_context(found, block, place)
        case "actions":
            _check_actions(found, block, place)
        case "input":
            _check_input(found, block, place)
        case "image":
            check_image(found, block, place)
            found.text(block, "title", 2000, place, plain=True)
        case "table":
            _check_table(found, block, place)


def _check_actions(found: Complaints, block: Part, place: str) -> None:
    elements = found.items(block, "elements", 25, place)
    for number, element in enumerate(elements):
        check_element(found, element, f"{place}/elements/{number}", place="actions")
    _check_action_ids(found, elements, place)


def _check_section(found: Complaints, block: Part, place: str) -> None:
    found.text(block, "text", 3000, place, required="fields" not in block)
    if "fields" in block:
        for number, field in enumerate(found.items(block, "fields", 10, place)):
            found.text_object(field, 2000, f"{place}/fields/{number}")
    if isinstance(accessory := block.get("accessory"), dict):
        check_element(found, accessory, f"{place}/accessory", place="section")


def _check_context(found: Complaints, block: Part, place: str) -> None:
    for number, element in enumerate(found.items(block, "elements", 10, place)):
        pointer = f"{place}/elements/{number}"
        if element.get("type") == "image":
            check_image(found, element, pointer)
        else:
            found.text_object(element, 3000, pointer)


def _check_input(found: Complaints, block: Part, place: str) -> None:
    found.text(block, "label", 2000, place, plain=True, required=True)
    found.text(block, "hint", 2000, place, plain=True)
    element = block.get("element")
    if isinstance(element, dict):
        check_element(found, element, f"{place}/element", place="input")
    else:
        found.add("missing required field: element", place)


def _check_table(found: Complaints, block: Part, place: str) -> None:
    rows = block.get("rows")
    if not isinstance(rows, list) or not rows:
        found.add("missing required field: rows", place)
        return
    if len(rows) > 100:
        found.add("no more than 100 items allowed", f"{place}/rows")
    for number, row in enumerate(rows):
        if not isinstance(row, list) or not 1 <= len(row) <= 20:
            found.add("must have 1 to 20 cells", f"{place}/rows/{number}")


def _check_action_ids(found: Complaints, elements: list[Part], place: str) -> None:
    ids = Counter(element["action_id"] for element in elements if element.get("action_id"))
    for action_id, times in ids.items():
        if times > 1:
            found.add(f"action_id {action_id} is not unique", f"{place}/elements")
