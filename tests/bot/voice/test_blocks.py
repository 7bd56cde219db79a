"""Blocks, and the guard that holds Slack's limits before Slack does."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.questions import Language
from bot.voice.blocks import (
    MESSAGE_BLOCKS,
    VIEW_BLOCKS,
    Block,
    TooLongForSlack,
    actions,
    boxes,
    button,
    context,
    divider,
    field,
    guard,
    header,
    home,
    menu,
    message,
    modal,
    multi_menu,
    option,
    plain,
    section,
    shorten,
)
from bot.voice.speak import Mrkdwn, escape, unescape
from sandbox.errors import SlackError
from sandbox.limits import check_message_blocks, complaints_about_view

DANISH = Language.DANISH
LONG = "lang " * 4_000
OPTIONS = [option(f"Valg {n}", f"v{n}") for n in range(3)]


def a_button(**more: Any) -> Block:
    return button("interview.back", DANISH, value="7:remark", **more)


@pytest.mark.parametrize(
    "block",
    [
        section(Mrkdwn("Hej")),
        section(Mrkdwn(LONG), accessory=a_button(), block_id="one"),
        header(LONG),
        header(escape("Vand & <Spildevand> " * 40)),
        context(Mrkdwn("småt"), Mrkdwn("og mere")),
        divider(),
        actions([a_button(), button("interview.pause", DANISH, text=LONG, spoken=LONG)]),
        actions([menu("interview.choose", OPTIONS, placeholder="Vælg", chosen="v1")]),
        actions([multi_menu("interview.tick", OPTIONS, placeholder="Vælg", chosen=["v0", "v2"])]),
        actions([boxes("interview.tick", OPTIONS, ticked=["v2"])]),
        actions([boxes("interview.tick", [option(LONG, "v0")], ticked=["away"])]),
    ],
    ids=lambda block: block["type"],
)
def test_every_block_is_one_that_slack_takes(block: Block) -> None:
    check_message_blocks([block])
    guard([block], most=MESSAGE_BLOCKS)


def test_a_menu_shows_the_present_choice_and_forgets_one_that_is_gone() -> None:
    present = menu("interview.choose", OPTIONS, placeholder="Vælg", chosen="v1")
    gone = menu("interview.choose", OPTIONS, placeholder="Vælg", chosen="v9")

    assert present["initial_option"] == OPTIONS[1]
    assert "initial_option" not in gone


def test_plain_text_is_not_escaped() -> None:
    assert plain(escape("Vand & <Spildevand>"))["text"] == "Vand & <Spildevand>"
    assert plain("A &amp; B")["text"] == "A &amp; B"


def test_a_modal_takes_its_words_from_the_labels() -> None:
    view = modal(
        "onboarding.details",
        [field("email", {"type": "email_text_input"}, DANISH, hint="Din arbejdsadresse.")],
        DANISH,
        private_metadata="3",
    )

    assert complaints_about_view(view, type_="modal") == []
    assert [view[part]["text"] for part in ("title", "submit", "close")] == [
        "Hvem er du?",
        "Send",
        "Ikke nu",
    ]


def test_home_shows_as_much_as_there_is_room_for() -> None:
    view = home([divider()] * 120)

    assert len(view["blocks"]) == VIEW_BLOCKS
    assert complaints_about_view(view, type_="home") == []


def test_the_notification_is_short_whatever_the_message() -> None:
    made = message(LONG, [section(Mrkdwn("Hej"))])

    assert len(made["text"]) <= 300


@pytest.mark.parametrize(
    ("blocks", "fault"),
    [
        ([divider()] * 51, "51 blocks"),
        ([section(Mrkdwn(""))], "a section"),
        ([actions([])], "an actions block"),
        ([actions([a_button()] * 26)], "an actions block"),
        ([context()], "a context block"),
        ([context(*[Mrkdwn("x")] * 11)], "a context block"),
        ([actions([button("interview.back", DANISH, value="x" * 2001)])], "a value"),
        ([actions([boxes("interview.tick", OPTIONS * 4)])], "at most 10 options"),
        ([actions([menu("interview.choose", OPTIONS * 40, placeholder="x")])], "at most 100"),
        ([actions([menu("a.b", [option("x", "y" * 151)], placeholder="x")])], "an option's value"),
        ([section(Mrkdwn(LONG))] * 5, "characters"),
    ],
)
def test_the_guard_refuses_what_slack_would_refuse(blocks: list[Block], fault: str) -> None:
    with pytest.raises(TooLongForSlack, match=fault):
        guard(blocks, most=MESSAGE_BLOCKS)
    with pytest.raises(SlackError):
        check_message_blocks(blocks)


@given(st.text(alphabet="&<>ab é", max_size=60), st.integers(min_value=5, max_value=40))
def test_a_shortened_text_ends_in_an_ellipsis_and_cuts_no_character_in_two(
    text: str, limit: int
) -> None:
    short = shorten(escape(text), limit)

    assert len(short) <= limit
    whole = unescape(short.removesuffix("…"))
    assert text.startswith(whole.rstrip()) or short == escape(text)
    assert not short.removesuffix("…").endswith(("&", "&a", "&am", "&amp", "&l", "&lt", "&g"))
