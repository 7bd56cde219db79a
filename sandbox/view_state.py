"""What people fill in: Slack's shapes for elements, their state, and the client's own checks."""

import re
from collections.abc import Iterator
from typing import Any

Element = dict[str, Any]
Values = dict[str, dict[str, Element]]

# Element: the key that holds its value, and the key of its initial value.
_SINGLE = {
    "plain_text_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "rich_text_input": ("rich_text_value", "initial_value"),
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "users_select": ("selected_user", "initial_user"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "channels_select": ("selected_channel", "initial_channel"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
}
_SEVERAL = {
    "checkboxes": ("selected_options", "initial_options"),
    "multi_static_select": ("selected_options", "initial_options"),
    "multi_external_select": ("selected_options", "initial_options"),
    "multi_users_select": ("selected_users", "initial_users"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "file_input": ("files", "initial_files"),
}
# What Slack repeats of an element in the action that it causes.
_REPEATED = {
    "button": ("text", "value", "style", "url", "accessibility_label"),
    "overflow": (),
    "static_select": ("placeholder", "initial_option"),
    "external_select": ("placeholder", "initial_option"),
    "multi_static_select": ("placeholder", "initial_options"),
    "datepicker": ("initial_date",),
    "timepicker": ("initial_time",),
}
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_URL = re.compile(r"https?://\S+")


def elements_of(blocks: list[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], Element]]:
    """Every element that a person can use, with its block."""
    for block in blocks:
        match block.get("type"):
            case "section" if isinstance(block.get("accessory"), dict):
                yield block, block["accessory"]
            case "input" if isinstance(block.get("element"), dict):
                yield block, block["element"]
            case "actions" | "context_actions":
                for element in block.get("elements", []):
                    yield block, element


def find_element(blocks: list[dict[str, Any]], *, block_id: str, action_id: str) -> Element | None:
    """The element that a person used."""
    for block, element in elements_of(blocks):
        if block["block_id"] == block_id and element.get("action_id") == action_id:
            return element
    return None


def action_of(element: Element, *, block_id: str, told: dict[str, Any], at: str) -> dict[str, Any]:
    """The entry in `actions`: what the element is comes from the app, what was chosen from `told`."""
    kind = element["type"]
    action: dict[str, Any] = {
        "action_id": element["action_id"],
        "block_id": block_id,
        "type": kind,
        "action_ts": at,
    }
    action |= {key: element[key] for key in _REPEATED.get(kind, ()) if key in element}
    if kind == "overflow":
        action["selected_option"] = told.get("selected_option")
    elif kind in _SINGLE or kind in _SEVERAL:
        action |= _chosen(element, told)
    return action


def state_of(blocks: list[dict[str, Any]], told: Values) -> Values:
    """`state.values`: what is on the page for every element that holds a value, else its start."""
    values: Values = {}
    for block, element in elements_of(blocks):
        if element.get("type") in _SINGLE or element.get("type") in _SEVERAL:
            block_id, action_id = block["block_id"], element["action_id"]
            from_page = told.get(block_id, {}).get(action_id)
            chosen = _chosen(element, _initial(element) if from_page is None else from_page)
            values.setdefault(block_id, {})[action_id] = {"type": element["type"], **chosen}
    return values


def complaints(blocks: list[dict[str, Any]], values: Values) -> dict[str, str]:
    """What Slack's client itself says about a form before it is sent, by block."""
    found = {}
    for block in blocks:
        if block.get("type") == "input":
            element = block["element"]
            state = values.get(block["block_id"], {}).get(element["action_id"], {})
            optional = bool(block.get("optional"))
            if complaint := _complaint(element, state, optional=optional):
                found[block["block_id"]] = complaint
    return found


def _chosen(element: Element, told: Element) -> Element:
    kind = element["type"]
    if kind in _SINGLE:
        key, _ = _SINGLE[kind]
        chosen = {key: told.get(key) if told.get(key) != "" else None}
        if kind == "timepicker" and element.get("timezone"):
            chosen["timezone"] = element["timezone"]
        return chosen
    key, _ = _SEVERAL[kind]
    return {key: told.get(key) or []}


def _initial(element: Element) -> Element:
    key, initial = _SINGLE.get(element["type"]) or _SEVERAL[element["type"]]
    return {key: element.get(initial)}


def _complaint(element: Element, state: Element, *, optional: bool) -> str | None:
    kind = element["type"]
    key, _ = _SINGLE.get(kind) or _SEVERAL[kind]
    value = state.get(key)
    if value is None or value in ("", []):
        return None if optional else "Feltet skal udfyldes."
    if kind == "plain_text_input":
        return _length_complaint(element, str(value))
    if kind == "email_text_input" and not _EMAIL.fullmatch(str(value)):
        return "Skriv en gyldig e-mailadresse."
    if kind == "url_text_input" and not _URL.fullmatch(str(value)):
        return "Skriv en gyldig adresse, som begynder med https://."
    if kind == "number_input":
        return _number_complaint(element, str(value))
    return None


def _length_complaint(element: Element, value: str) -> str | None:
    least, most = element.get("min_length", 0), element.get("max_length", 3000)
    if len(value) < least:
        return f"Skriv mindst {least} tegn."
    if len(value) > most:
        return f"Skriv højst {most} tegn."
    return None


def _number_complaint(element: Element, value: str) -> str | None:
    try:
        number = float(value)
    except ValueError:
        return "Skriv et tal."
    if not element.get("is_decimal_allowed") and "." in value:
        return "Skriv et helt tal."
    if "min_value" in element and number < float(element["min_value"]):
        return f"Tallet skal være mindst {element['min_value']}."
    if "max_value" in element and number > float(element["max_value"]):
        return f"Tallet må højst være {element['max_value']}."
    return None
