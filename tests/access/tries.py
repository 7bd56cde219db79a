"""Short ways to write a try down."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from bot.access import Act
from tests.access.house import Things
from tests.access.routes import Given, Route, Try
from tests.fakes import Part

Value = str | Callable[[Things], str]


def filled(value: Value, things: Things) -> str:
    """The value with that process's ids: `{process}:{meeting}`."""
    return value.format_map(things.ids) if isinstance(value, str) else value(things)


def press(
    act: Act,
    action_id: str,
    value: Value,
    given: Given,
    *,
    view: str = "",
    personal: bool = False,
    **more: Any,
) -> Try:
    """A button; `view`: it stands in a modal, or on Home."""

    def do(hand: Any, things: Things) -> None:
        metadata = {"metadata": filled(more["metadata"], things)} if "metadata" in more else {}
        hand.presses(action_id, filled(value, things), view=view, **{**more, **metadata})

    return Try(act, Route.BUTTON, action_id, do, given, is_personal=personal)


def form(act: Act, callback_id: str, metadata: Value, given: Given, **values: Any) -> Try:
    """A modal sent in."""

    def do(hand: Any, things: Things) -> None:
        given_values = {
            name.format_map(things.ids): value(things) for name, value in values.items()
        }
        hand.submits(callback_id, filled(metadata, things), **given_values)

    return Try(act, Route.FORM, callback_id, do, given)


def word(act: Act, words: str, given: Given) -> tuple[Try, Try, Try]:
    """The same words in the direct message, by mention, and after `/sammen`."""
    return written(act, words, given), mention(act, words, given), command(act, words, given)


def written(act: Act, words: str, given: Given) -> Try:
    """In the direct message."""
    return Try(
        act,
        Route.WORDS,
        words,
        lambda hand, things: hand.writes(_said(words, things)),
        given,
        is_personal=True,
    )


def mention(act: Act, words: str, given: Given) -> Try:
    """In the process's channel."""
    return Try(
        act,
        Route.MENTION,
        words,
        lambda hand, things: hand.mentions(_said(words, things)),
        given,
        is_personal=True,
    )


def command(act: Act, words: str, given: Given) -> Try:
    """`/sammen` and that."""
    return Try(
        act,
        Route.COMMAND,
        words,
        lambda hand, things: hand.commands(_said(words, things)),
        given,
        is_personal=True,
    )


def _said(words: str, things: Things) -> str:
    return words.replace("{seal}", things.seal(""))


def home(act: Act, given: Given) -> Try:
    """What stands on Home."""
    return Try(
        act, Route.HOME, "", lambda hand, _things: hand.opens_home(), given, is_personal=True
    )


def also(act: Act, route: Route, one: Try) -> Try:
    """The same try seen as another route or act."""
    return replace(one, act=act, route=route)


def option(value: Value) -> Callable[[Things], Part]:
    """A line chosen of a menu."""
    return lambda things: {"selected_option": {"value": filled(value, things)}}


def options(*values: Value) -> Callable[[Things], Part]:
    """Boxes ticked."""
    return lambda things: {
        "selected_options": [{"value": filled(value, things)} for value in values]
    }


def typed(value: Value) -> Callable[[Things], Part]:
    """What was written in a field."""
    return lambda things: {"value": filled(value, things)}


def user(value: Value) -> Callable[[Things], Part]:
    """Somebody picked."""
    return lambda things: {"selected_user": filled(value, things)}


def users(value: Value) -> Callable[[Things], Part]:
    """Several picked."""
    return lambda things: {"selected_users": [filled(value, things)]}
