"""Short messages of one paragraph."""

from bot.conversation.questions import Language
from bot.voice.blocks import Message, message, section
from bot.voice.speak import Mrkdwn, say


def note_message(moment: str, part: str, language: Language, **facts: object) -> Message:
    """The part `<part>` of a moment, with `<part>_text` as the notification."""
    text = say(moment, f"{part}_text", language, **facts)
    return message(text, [section(say(moment, part, language, **facts))])


def paragraph(words: Mrkdwn) -> Message:
    """Words that are their own notification."""
    return message(words, [section(words)])
