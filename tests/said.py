"""Messages as a person reads them, compared with the whole texts in tests/bot/voice/said/.

Run with SAMMEN_SAY_ANEW=1 to write the files anew, and read the difference before keeping it.
"""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

SAID = Path(__file__).parent / "bot" / "voice" / "said"


def assert_said(name: str, made: dict[str, Any]) -> None:
    """Hold that the message or view reads exactly as the file says."""
    _compare(name, as_read(made))


def assert_all_said(name: str, made: Mapping[str, dict[str, Any]]) -> None:
    """The same for several short messages in one file, each under its name."""
    read = "\n".join(f"=== {one}\n{as_read(message)}" for one, message in made.items())
    _compare(name, read)


def assert_words(name: str, words: str) -> None:
    """The same for words that are no message of Slack's, such as a mail."""
    _compare(name, words)


def _compare(name: str, read: str) -> None:
    path = SAID / f"{name}.txt"
    if os.environ.get("SAMMEN_SAY_ANEW"):
        path.write_text(read, encoding="utf-8")
    assert read == path.read_text(encoding="utf-8")


def as_read(made: dict[str, Any]) -> str:
    """The words of a message or view, with buttons in brackets and what they carry."""
    lines = [f"({made['text']})"] if "text" in made else []
    if "title" in made:
        lines.append(f"== {made['title']['text']} ==")
    lines += ["\n".join(_block(block)) for block in made["blocks"]]
    return "\n\n".join(lines) + "\n"


def _block(block: dict[str, Any]) -> list[str]:
    match block["type"]:
        case "header":
            return [f"# {block['text']['text']}"]
        case "section":
            aside = [_element(block["accessory"])] if "accessory" in block else []
            return [block["text"]["text"], *aside]
        case "context":
            return [f"({element['text']})" for element in block["elements"]]
        case "actions":
            return [" ".join(_element(element) for element in block["elements"])]
        case "input":
            hint = [f"({block['hint']['text']})"] if "hint" in block else []
            return [f"{block['label']['text']}: {_element(block['element'])}", *hint]
        case kind:
            return [f"--- {kind}" if kind != "divider" else "---"]


def _element(element: dict[str, Any]) -> str:
    if element["type"] not in {"button", "overflow"}:
        return _filled_in(element)
    words = element["text"]["text"] if "text" in element else element["type"]
    main = "!" if element.get("style") == "primary" else ""
    carried = f" {element['value']}" if "value" in element else ""
    return f"[{main}{words} | {element['action_id']}{carried}]"


def _filled_in(element: dict[str, Any]) -> str:
    """A field, a menu or boxes, with what stands there to begin with marked."""
    begun = [*element.get("initial_options", ()), element.get("initial_option")]
    lines = [
        f"{'(x)' if one in begun else '( )'} {one['text']['text']} | {one['value']}"
        for one in element.get("options", ())
    ]
    if not lines and element.get("initial_option"):
        lines = [f"(x) {element['initial_option']['text']['text']}"]
    words = element.get("initial_value") or element.get("placeholder", {}).get("text")
    head = " | ".join(one for one in (element["type"], words, element["action_id"]) if one)
    return "\n".join([f"[{head}]", *lines])
