"""The modal with a person's own calendar address, and the few words that stand in the calendar."""

from dataclasses import dataclass

from bot.conversation.questions import Language
from bot.voice.blocks import (
    Message,
    View,
    actions,
    button,
    confirm_dialog,
    message,
    panel,
    section,
)
from bot.voice.notes import note_message
from bot.voice.speak import label, say

_MOMENT = "feed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """Where a person's feed is: to copy, and to open on a device with a calendar of its own."""

    copied: str
    opened: str


def address_view(addresses: Addresses, language: Language) -> View:
    """How to subscribe. Only the owner may ever see it."""
    apple = button("feeds.apple", language, style="primary", url=addresses.opened)
    keep = label("feeds.keep", language)
    sure_renew = confirm_dialog(
        say(_MOMENT, "sure_renew", language),
        title=label("feeds.renew", language),
        yes=label("feeds.yes_renew", language),
        no=keep,
    )
    sure_close = confirm_dialog(
        say(_MOMENT, "sure_close", language),
        title=label("feeds.close", language),
        yes=label("feeds.yes_close", language),
        no=keep,
    )
    renew = button("feeds.renew", language, confirm=sure_renew)
    close = button("feeds.close", language, style="danger", confirm=sure_close)
    blocks = [
        section(say(_MOMENT, "about", language)),
        section(say(_MOMENT, "address", language, address=addresses.copied)),
        section(say(_MOMENT, "apple", language)),
        actions([apple]),
        section(say(_MOMENT, "how_often", language)),
        section(say(_MOMENT, "secret", language)),
        actions([renew, close]),
    ]
    return panel("feeds.open", blocks, language)


def closed_view(language: Language) -> View:
    """The address leads nowhere any more; a new one is a press away."""
    again = button("feeds.open", language, text=label("feeds.again", language))
    closed = section(say(_MOMENT, "closed", language))
    return panel("feeds.open", [closed, actions([again])], language)


def not_a_member(language: Language) -> Message:
    """Told to somebody who has not joined anything yet."""
    return note_message(_MOMENT, "not_a_member", language)


def no_address(language: Language, *, leads: bool) -> Message:
    """Nothing is reached from outside, so there is nothing to subscribe to. `leads`: a facilitator."""
    return note_message(_MOMENT, "no_address_here" if leads else "no_address", language)


def way_message(language: Language) -> Message:
    """For whoever asks for it in words: the button that opens the modal."""
    words = say(_MOMENT, "way", language)
    return message(words, [section(words), actions([button("feeds.open", language)])])


def calendar_name(language: Language) -> str:
    """What the calendar calls itself among others."""
    return label("feeds.name", language)
