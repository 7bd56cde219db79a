"""Slack's limits on buttons, menus, inputs and their options."""

from sandbox.complaints import Complaints, Part

_STATIC_SELECTS = {"static_select", "multi_static_select"}
_SELECTS = _STATIC_SELECTS | {
    "external_select",
    "multi_external_select",
    "users_select",
    "multi_users_select",
    "conversations_select",
    "multi_conversations_select",
    "channels_select",
    "multi_channels_select",
}
_CHOICES = {"checkboxes", "radio_buttons"}
_TIMES = {"datepicker", "timepicker", "datetimepicker"}
_TEXTS = {"plain_text_input", "email_text_input", "url_text_input", "number_input"}

_ANYWHERE = _SELECTS | _CHOICES | _TIMES
# Where an element may stand: the block's part, and the kinds it takes.
PLACES = {
    "section": _ANYWHERE | {"button", "overflow", "image", "workflow_button"},
    "actions": _ANYWHERE | {"button", "overflow", "workflow_button"},
    "context_actions": {"feedback_buttons", "icon_button"},
    "input": _ANYWHERE | _TEXTS | {"rich_text_input", "file_input"},
}


def check_element(found: Complaints, element: Part, pointer: str, *, place: str) -> None:
    """Complain about one element."""
    kind = element.get("type")
    if kind not in PLACES[place]:
        found.add(f"unsupported type: {kind}", f"{pointer}/type")
        return
    found.length(element, "action_id", 255, pointer)
    found.text(element, "placeholder", 150, pointer, plain=True)
    if kind == "button":
        _check_button(found, element, pointer)
    elif kind == "image":
        check_image(found, element, pointer)
    elif kind == "overflow":
        _check_options(found, element, pointer, most=5)
    elif kind in _CHOICES:
        _check_options(found, element, pointer, most=10)
        _check_initial(found, element, pointer)
    elif kind in _STATIC_SELECTS:
        _check_menu(found, element, pointer)
    elif kind == "plain_text_input":
        _check_length_bounds(found, element, pointer)
    if isinstance(confirm := element.get("confirm"), dict):
        _check_confirm(found, confirm, f"{pointer}/confirm")


def check_image(found: Complaints, image: Part, pointer: str) -> None:
    """An image, as a block or as an element."""
    if not image.get("image_url") and not image.get("slack_file"):
        found.add("missing required field: image_url", pointer)
    found.length(image, "image_url", 3000, pointer)
    found.length(image, "alt_text", 2000, pointer)
    if "alt_text" not in image:
        found.add("missing required field: alt_text", pointer)


def check_options(found: Complaints, options: list[Part], place: str) -> None:
    """Options with their texts and values."""
    for number, option in enumerate(options):
        pointer = f"{place}/{number}"
        found.text(option, "text", 75, pointer, required=True)
        found.text(option, "description", 75, pointer)
        if found.need(option, "value", pointer):
            found.length(option, "value", 150, pointer)


def _check_button(found: Complaints, button: Part, pointer: str) -> None:
    found.text(button, "text", 75, pointer, plain=True, required=True)
    found.length(button, "value", 2000, pointer)
    found.length(button, "url", 3000, pointer)
    found.length(button, "accessibility_label", 75, pointer)
    if button.get("style") not in {None, "primary", "danger"}:
        found.add("must be one of: primary, danger", f"{pointer}/style")


def _check_options(found: Complaints, element: Part, pointer: str, *, most: int) -> None:
    check_options(found, found.items(element, "options", most, pointer), f"{pointer}/options")


def _check_menu(found: Complaints, element: Part, pointer: str) -> None:
    if "option_groups" not in element:
        _check_options(found, element, pointer, most=100)
        _check_initial(found, element, pointer)
        return
    groups = found.items(element, "option_groups", 100, pointer)
    for number, group in enumerate(groups):
        place = f"{pointer}/option_groups/{number}"
        found.text(group, "label", 75, place, plain=True, required=True)
        check_options(found, found.items(group, "options", 100, place), f"{place}/options")


def _check_initial(found: Complaints, element: Part, pointer: str) -> None:
    values = {option.get("value") for option in element.get("options") or []}
    chosen = element.get("initial_options") or []
    if isinstance(one := element.get("initial_option"), dict):
        chosen = [*chosen, one]
    if any(option.get("value") not in values for option in chosen):
        found.add("initial option must be one of the options", pointer)


def _check_length_bounds(found: Complaints, element: Part, pointer: str) -> None:
    for key in ("min_length", "max_length"):
        if not 0 <= int(element.get(key) or 0) <= 3000:
            found.add("must be between 0 and 3000", f"{pointer}/{key}")
    found.length(element, "initial_value", int(element.get("max_length") or 3000), pointer)


def _check_confirm(found: Complaints, confirm: Part, pointer: str) -> None:
    found.text(confirm, "title", 100, pointer, plain=True, required=True)
    found.text(confirm, "text", 300, pointer, required=True)
    found.text(confirm, "confirm", 30, pointer, plain=True, required=True)
    found.text(confirm, "deny", 30, pointer, plain=True, required=True)
