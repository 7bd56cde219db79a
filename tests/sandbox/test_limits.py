"""What Slack refuses in blocks and views."""

from typing import Any

import pytest

from sandbox.errors import SlackError
from sandbox.limits import check_message_blocks, complaints_about_view
from tests.sandbox.driving import MODAL, section


def plain(text: str) -> dict[str, str]:
    return {"type": "plain_text", "text": text}


def button(**more: Any) -> dict[str, Any]:
    return {"type": "button", "action_id": "go", "text": plain("Gå"), **more}


def option(text: str, value: str) -> dict[str, Any]:
    return {"text": plain(text), "value": value}


def actions(*elements: dict[str, Any]) -> dict[str, Any]:
    return {"type": "actions", "elements": list(elements)}


def select(count: int, **more: Any) -> dict[str, Any]:
    options = [option(str(number), str(number)) for number in range(count)]
    return {"type": "static_select", "action_id": "menu", "options": options, **more}


FITTING = [
    section("x" * 3000),
    {"type": "section", "fields": [plain("x" * 2000)] * 2},
    {"type": "header", "text": plain("x" * 150)},
    {"type": "context", "elements": [plain("x")] * 10},
    actions(*[button(action_id=str(number)) for number in range(25)]),
    actions(button(text=plain("x" * 75), value="x" * 2000, style="danger")),
    actions(select(100)),
    {"type": "image", "image_url": "https://a.example/x.png", "alt_text": "Et kort"},
    {"type": "markdown", "text": "x" * 12_000},
    {"type": "divider"},
]
REFUSED = [
    (section("x" * 3001), "must be less than 3001 characters [json-pointer:/blocks/0/text/text]"),
    (section(""), "must be more than 0 characters [json-pointer:/blocks/0/text/text]"),
    ({"type": "section"}, "missing required field: text [json-pointer:/blocks/0]"),
    (
        {"type": "section", "fields": [plain("x")] * 11},
        "no more than 10 items allowed [json-pointer:/blocks/0/fields]",
    ),
    (
        {"type": "section", "fields": [plain("x" * 2001)]},
        "must be less than 2001 characters [json-pointer:/blocks/0/fields/0/text]",
    ),
    (
        {"type": "header", "text": plain("x" * 151)},
        "must be less than 151 characters [json-pointer:/blocks/0/text/text]",
    ),
    (
        {"type": "header", "text": {"type": "mrkdwn", "text": "x"}},
        "must be one of: plain_text [json-pointer:/blocks/0/text/type]",
    ),
    (
        {"type": "context", "elements": [plain("x")] * 11},
        "no more than 10 items allowed [json-pointer:/blocks/0/elements]",
    ),
    (
        actions(button(text=plain("x" * 76))),
        "must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]",
    ),
    (
        actions(button(value="x" * 2001)),
        "must be less than 2001 characters [json-pointer:/blocks/0/elements/0/value]",
    ),
    (
        actions(button(style="green")),
        "must be one of: primary, danger [json-pointer:/blocks/0/elements/0/style]",
    ),
    (
        actions(button(), button()),
        "action_id go is not unique [json-pointer:/blocks/0/elements]",
    ),
    (
        actions(select(101)),
        "no more than 100 items allowed [json-pointer:/blocks/0/elements/0/options]",
    ),
    (
        actions(select(2, initial_option=option("x", "x"))),
        "initial option must be one of the options [json-pointer:/blocks/0/elements/0]",
    ),
    (
        actions({"type": "radio_buttons", "options": select(11)["options"]}),
        "no more than 10 items allowed [json-pointer:/blocks/0/elements/0/options]",
    ),
    (
        actions({"type": "overflow", "options": select(6)["options"]}),
        "no more than 5 items allowed [json-pointer:/blocks/0/elements/0/options]",
    ),
    (
        actions({"type": "static_select", "options": [option("x" * 76, "x" * 151)]}),
        "must be less than 76 characters [json-pointer:/blocks/0/elements/0/options/0/text/text]",
    ),
    (
        actions({"type": "plain_text_input"}),
        "unsupported type: plain_text_input [json-pointer:/blocks/0/elements/0/type]",
    ),
    (
        {"type": "image", "image_url": "https://a.example/x.png"},
        "missing required field: alt_text [json-pointer:/blocks/0]",
    ),
    ({"type": "marquee"}, "unsupported type: marquee [json-pointer:/blocks/0/type]"),
    ({"type": "alert"}, "unsupported type: alert [json-pointer:/blocks/0/type]"),
]


def refusal(blocks: list[dict[str, Any]]) -> SlackError:
    with pytest.raises(SlackError) as refused:
        check_message_blocks(blocks)
    return refused.value


@pytest.mark.parametrize("block", FITTING, ids=lambda block: block["type"])
def test_what_just_fits_is_taken(block: dict[str, Any]) -> None:
    check_message_blocks([block])


@pytest.mark.parametrize(("block", "complaint"), REFUSED)
def test_what_does_not_fit_is_refused_where_it_stands(
    block: dict[str, Any], complaint: str
) -> None:
    refused = refusal([block])

    assert refused.error == "invalid_blocks"
    assert refused.messages[0] == f"[ERROR] {complaint}"


def test_a_message_holds_fifty_blocks_with_ids_of_their_own() -> None:
    check_message_blocks([{"type": "divider"}] * 50)

    assert "no more than 50 items" in refusal([{"type": "divider"}] * 51).messages[0]
    twice = {"type": "divider", "block_id": "a"}
    assert "block_id a is not unique" in refusal([twice, twice]).messages[0]


def test_a_modal_may_be_longer_than_a_message() -> None:
    blocks = [{"type": "divider"}] * 100

    assert complaints_about_view({**MODAL, "blocks": blocks}, type_="modal") == []
    too_many = complaints_about_view({**MODAL, "blocks": [*blocks, blocks[0]]}, type_="modal")
    assert too_many == ["[ERROR] no more than 100 items allowed [json-pointer:/view/blocks]"]


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"title": plain("x" * 25)}, "must be less than 25 characters"),
        ({"title": None}, "missing required field: title"),
        ({"submit": None}, "missing required field: submit"),
        ({"private_metadata": "x" * 3001}, "must be less than 3001 characters"),
        ({"callback_id": "x" * 256}, "must be less than 256 characters"),
        ({"type": "home"}, "must be: modal"),
        ({"blocks": [{"type": "markdown", "text": "x"}]}, "unsupported type: markdown"),
    ],
)
def test_a_modal_has_limits_of_its_own(change: dict[str, Any], complaint: str) -> None:
    (said,) = complaints_about_view({**MODAL, **change}, type_="modal")

    assert complaint in said
