"""What is filled in, in Slack's shapes, and what Slack's client says before it is sent."""

from typing import Any

import pytest

from sandbox.view_state import action_of, complaints, state_of

YES = {"text": {"type": "plain_text", "text": "Ja"}, "value": "yes"}
NO = {"text": {"type": "plain_text", "text": "Nej"}, "value": "no"}


def field(kind: str, **more: Any) -> dict[str, Any]:
    """An input block with one element."""
    return {
        "type": "input",
        "block_id": "b",
        "optional": more.pop("optional", False),
        "element": {"type": kind, "action_id": "a", **more},
    }


@pytest.mark.parametrize(
    ("kind", "empty"),
    [
        ("plain_text_input", {"value": None}),
        ("number_input", {"value": None}),
        ("static_select", {"selected_option": None}),
        ("radio_buttons", {"selected_option": None}),
        ("checkboxes", {"selected_options": []}),
        ("multi_static_select", {"selected_options": []}),
        ("users_select", {"selected_user": None}),
        ("multi_users_select", {"selected_users": []}),
        ("conversations_select", {"selected_conversation": None}),
        ("channels_select", {"selected_channel": None}),
        ("datepicker", {"selected_date": None}),
        ("timepicker", {"selected_time": None}),
        ("datetimepicker", {"selected_date_time": None}),
        ("file_input", {"files": []}),
    ],
)
def test_an_untouched_element_is_empty_in_its_own_way(kind: str, empty: dict[str, Any]) -> None:
    assert state_of([field(kind)], {}) == {"b": {"a": {"type": kind, **empty}}}


def test_an_untouched_element_has_its_initial_value() -> None:
    boxes = field("checkboxes", options=[YES, NO], initial_options=[YES])

    assert state_of([boxes], {})["b"]["a"]["selected_options"] == [YES]


def test_what_was_taken_away_does_not_come_back() -> None:
    boxes = field("checkboxes", options=[YES, NO], initial_options=[YES])

    state = state_of([boxes], {"b": {"a": {"selected_options": []}}})

    assert state["b"]["a"]["selected_options"] == []


def test_buttons_have_no_state() -> None:
    button = {"type": "button", "action_id": "go", "text": YES["text"]}
    blocks = [{"type": "actions", "block_id": "b", "elements": [button]}]

    assert state_of(blocks, {"b": {"go": {"value": "x"}}}) == {}


def test_a_button_says_what_the_app_gave_it_and_not_what_the_page_claims() -> None:
    button = {"type": "button", "action_id": "go", "text": YES["text"], "value": "7"}

    action = action_of(button, block_id="b", told={"value": "8"}, at="1.000001")

    assert action == {
        "action_id": "go",
        "block_id": "b",
        "type": "button",
        "action_ts": "1.000001",
        "text": YES["text"],
        "value": "7",
    }


def test_an_overflow_menu_says_what_was_chosen() -> None:
    menu = {"type": "overflow", "action_id": "more", "options": [YES, NO]}

    action = action_of(menu, block_id="b", told={"selected_option": NO}, at="1.000001")

    assert action["selected_option"] == NO


@pytest.mark.parametrize(
    ("block", "value", "complaint"),
    [
        (field("plain_text_input"), "", "Feltet skal udfyldes."),
        (field("plain_text_input", optional=True), "", None),
        (field("plain_text_input", min_length=3), "ab", "Skriv mindst 3 tegn."),
        (field("plain_text_input", max_length=3), "abcd", "Skriv højst 3 tegn."),
        (field("number_input"), "otte", "Skriv et tal."),
        (field("number_input"), "8.5", "Skriv et helt tal."),
        (field("number_input", is_decimal_allowed=True), "8.5", None),
        (field("number_input", min_value="1"), "0", "Tallet skal være mindst 1."),
        (field("number_input", max_value="9"), "10", "Tallet må højst være 9."),
        (field("email_text_input"), "mette", "Skriv en gyldig e-mailadresse."),
        (field("email_text_input"), "mette@aalborg.example", None),
        (
            field("url_text_input"),
            "co-pi.dk",
            "Skriv en gyldig adresse, som begynder med https://.",
        ),
    ],
)
def test_a_form_is_checked_before_it_is_sent(
    block: dict[str, Any], value: str, complaint: str | None
) -> None:
    state = state_of([block], {"b": {"a": {"value": value}}})

    assert complaints([block], state) == ({"b": complaint} if complaint else {})
