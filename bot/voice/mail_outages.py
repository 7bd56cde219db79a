"""What the facilitators read when mail cannot be sent for a while, and when it can again."""

from bot.conversation.questions import Language
from bot.voice.blocks import Message, message, section
from bot.voice.speak import say

_LANGUAGE = Language.DANISH  # the facilitators' channel reads Danish
_MOMENT = "mail_outage"


def mail_waits_card(count: int, language: Language = _LANGUAGE) -> Message:
    """So many mails wait for a server."""
    return message(
        say(_MOMENT, "waits_text", language),
        [section(say(_MOMENT, "waits", language, count=count))],
    )


def mail_works_card(count: int, language: Language = _LANGUAGE) -> Message:
    """So many mails have been sent since then."""
    return message(
        say(_MOMENT, "works_text", language),
        [section(say(_MOMENT, "works", language, count=count))],
    )


def mailbox_unread_card(language: Language = _LANGUAGE) -> Message:
    """Answers that are given in calendars are not seen just now."""
    return message(
        say(_MOMENT, "unread_text", language), [section(say(_MOMENT, "unread", language))]
    )


def mailbox_read_card(language: Language = _LANGUAGE) -> Message:
    """They are seen again."""
    return message(say(_MOMENT, "read_text", language), [section(say(_MOMENT, "read", language))])
