"""Slack's blocks as plain dicts, and one guard that holds Slack's limits.

Limits: docs.slack.dev, "Block Kit reference"; the total of a message as observed in practice.
"""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from bot.conversation.questions import Language
from bot.voice.speak import Mrkdwn, label, unescape

Block = dict[str, Any]
Message = dict[str, Any]  # {"text": ..., "blocks": [...]}
View = dict[str, Any]

MESSAGE_BLOCKS, VIEW_BLOCKS = 50, 100
MESSAGE_CHARACTERS = 13_000
SECTION, HEADER, BUTTON, OPTION, VALUE, MODAL_TITLE = 3000, 150, 75, 75, 2000, 24

_HALF_A_CHARACTER = re.compile("&[a-z]{0,3}$")


class TooLongForSlack(Exception):  # reads as what it says
    """A message or view breaks one of Slack's limits. A fault of ours, found before sending."""


def shorten(text: str, limit: int) -> str:
    """The text, or its beginning with an ellipsis. Cuts no escaped character in two."""
    if len(text) <= limit:
        return text
    kept = text[: limit - 1]
    if isinstance(text, Mrkdwn):
        kept = _HALF_A_CHARACTER.sub("", kept)
    return kept.rstrip() + "…"


def plain(text: str, *, limit: int | None = None) -> Block:
    """Text that Slack does not parse, and so nothing in it is escaped. Cut at `limit`."""
    words = unescape(text) if isinstance(text, Mrkdwn) else text
    shown = words if limit is None else shorten(words, limit)
    return {"type": "plain_text", "text": shown, "emoji": True}


def mrkdwn(text: Mrkdwn) -> Block:
    """Text in Slack's markup; its type says that it has been escaped."""
    return {"type": "mrkdwn", "text": text}


def section(text: Mrkdwn, *, accessory: Block | None = None, block_id: str | None = None) -> Block:
    """A paragraph, with perhaps one element at its side."""
    made: Block = {"type": "section", "text": mrkdwn(Mrkdwn(shorten(text, SECTION)))}
    if accessory is not None:
        made["accessory"] = accessory
    if block_id is not None:
        made["block_id"] = block_id
    return made


def header(text: str) -> Block:
    """A heading, for the eye and the screen reader."""
    return {"type": "header", "text": plain(text, limit=HEADER)}


def context(*texts: Mrkdwn) -> Block:
    """Small grey print."""
    return {"type": "context", "elements": [mrkdwn(text) for text in texts]}


def divider() -> Block:
    """A line."""
    return {"type": "divider"}


def actions(elements: Sequence[Block], *, block_id: str | None = None) -> Block:
    """A row of buttons and menus."""
    made: Block = {"type": "actions", "elements": list(elements)}
    if block_id is not None:
        made["block_id"] = block_id
    return made


def button(  # Slack's own fields
    act: str,
    language: Language,
    *,
    value: str = "",
    text: str | None = None,
    style: str | None = None,
    spoken: str | None = None,
    url: str | None = None,
    confirm: Block | None = None,
) -> Block:
    """A button. `act` is `topic.act`, perhaps with `:` and more; its label is kept under `act`.

    `spoken` is what a screen reader says where several labels read alike. `url` is opened by
    the press, which Slack tells of all the same.
    """
    made: Block = {
        "type": "button",
        "action_id": act,
        "text": plain(text or label(act.partition(":")[0], language), limit=BUTTON),
    }
    if value:
        made["value"] = value
    if style:
        made["style"] = style
    if spoken:
        made["accessibility_label"] = shorten(spoken, BUTTON)
    if url:
        made["url"] = url
    if confirm:
        made["confirm"] = confirm
    return made


def confirm_dialog(text: Mrkdwn, *, title: str, yes: str, no: str) -> Block:
    """What a button asks before it counts."""
    return {"title": plain(title), "text": mrkdwn(text), "confirm": plain(yes), "deny": plain(no)}


def option(text: str, value: str) -> Block:
    """One line of a menu or a list of boxes."""
    return {"text": plain(text, limit=OPTION), "value": value}


def menu(act: str, options: Sequence[Block], *, placeholder: str, chosen: str = "") -> Block:
    """A menu from which one is chosen, with the present choice marked."""
    made: Block = {
        "type": "static_select",
        "action_id": act,
        "placeholder": plain(placeholder),
        "options": list(options),
    }
    first = next((one for one in options if one["value"] == chosen), None)
    if first is not None:
        made["initial_option"] = first
    return made


def multi_menu(
    act: str, options: Sequence[Block], *, placeholder: str, chosen: Sequence[str] = ()
) -> Block:
    """A menu from which several are chosen."""
    made: Block = {
        "type": "multi_static_select",
        "action_id": act,
        "placeholder": plain(placeholder),
        "options": list(options),
    }
    initial = [one for one in options if one["value"] in chosen]
    if initial:
        made["initial_options"] = initial
    return made


def boxes(act: str, options: Sequence[Block], *, ticked: Sequence[str] = ()) -> Block:
    """At most ten boxes to tick."""
    made: Block = {"type": "checkboxes", "action_id": act, "options": list(options)}
    initial = [one for one in options if one["value"] in ticked]
    if initial:
        made["initial_options"] = initial
    return made


def field(
    name: str, element: Block, language: Language, *, hint: str = "", optional: bool = False
) -> Block:
    """A labelled field of a modal. `name` is its block id and the key of its label."""
    made: Block = {
        "type": "input",
        "block_id": name,
        "label": plain(label(name, language)),
        "element": {"action_id": name, **element},
        "optional": optional,
    }
    if hint:
        made["hint"] = plain(hint)
    return made


def message(text: str, blocks: Sequence[Block], *, metadata: Block | None = None) -> Message:
    """A whole message. `text` is the notification and what a screen reader reads first."""
    made: Message = {"text": shorten(text, 300), "blocks": list(blocks)}
    if metadata is not None:
        made["metadata"] = metadata
    guard(made["blocks"], most=MESSAGE_BLOCKS)
    return made


def modal(
    callback_id: str,
    blocks: Sequence[Block],
    language: Language,
    *,
    private_metadata: str = "",
) -> View:
    """A modal whose title and buttons are the labels `<callback_id>.title`, `.submit`, `.close`."""
    made: View = {
        "type": "modal",
        "callback_id": callback_id,
        "title": plain(label(f"{callback_id}.title", language), limit=MODAL_TITLE),
        "submit": plain(label(f"{callback_id}.submit", language)),
        "close": plain(label(f"{callback_id}.close", language)),
        "blocks": list(blocks),
        "private_metadata": private_metadata,
    }
    guard(made["blocks"], most=VIEW_BLOCKS)
    return made


def panel(callback_id: str, blocks: Sequence[Block], language: Language) -> View:
    """A modal that only shows and has nothing to send in."""
    made: View = {
        "type": "modal",
        "callback_id": callback_id,
        "title": plain(label(f"{callback_id}.title", language), limit=MODAL_TITLE),
        "close": plain(label(f"{callback_id}.close", language)),
        "blocks": list(blocks),
    }
    guard(made["blocks"], most=VIEW_BLOCKS)
    return made


def home(blocks: Sequence[Block]) -> View:
    """An App Home."""
    guard(list(blocks)[:VIEW_BLOCKS], most=VIEW_BLOCKS)
    return {"type": "home", "blocks": list(blocks)[:VIEW_BLOCKS]}


def size(blocks: Sequence[Block]) -> int:
    """How many characters Slack is sent; not only the words count."""
    return len(json.dumps(blocks, ensure_ascii=False, separators=(",", ":")))


def guard(blocks: list[Block], *, most: int) -> None:
    """Raise TooLongForSlack if Slack would refuse these blocks."""
    if len(blocks) > most:
        message = f"{len(blocks)} blocks, {most} at the most"
        raise TooLongForSlack(message)
    for block in blocks:
        for fault in _faults(block):
            message = f"{fault} in {json.dumps(block)[:200]}"
            raise TooLongForSlack(message)
    if most == MESSAGE_BLOCKS:
        characters = size(blocks)
        if characters > MESSAGE_CHARACTERS:
            message = f"{characters} characters, {MESSAGE_CHARACTERS} at the most"
            raise TooLongForSlack(message)


def _faults(block: Block) -> Iterator[str]:
    kind = block["type"]
    elements = block.get("elements", ())
    if kind == "section" and not 1 <= len(block["text"]["text"]) <= SECTION:
        yield "a section needs 1 to 3,000 characters"
    if kind == "actions" and not 1 <= len(elements) <= 25:
        yield "an actions block needs 1 to 25 elements"
    if kind == "context" and not 1 <= len(elements) <= 10:
        yield "a context block needs 1 to 10 elements"
    inner = list(elements) + [block[name] for name in ("accessory", "element") if name in block]
    for element in inner:
        if len(element.get("value", "")) > VALUE:
            yield "a value has at most 2,000 characters"
        most = 10 if element["type"] in ("checkboxes", "radio_buttons") else 100
        if not len(element.get("options", ())) <= most:
            yield f"at most {most} options"
        if any(len(one["value"]) > 150 for one in element.get("options", ())):
            yield "an option's value has at most 150 characters"
