"""Why Slack or a mail server did not take something, in words that somebody can act on."""

import re

from bot.conversation.questions import Language
from bot.voice.blocks import shorten
from bot.voice.speak import Mrkdwn, say

_ERROR = 60  # characters of what Slack or the mail server said
_MAILS = re.compile(r"[245]\d\d ")  # a mail server's answer begins with its code


def refusal_words(error: str, language: Language) -> Mrkdwn:
    """A part of a sentence, beginning with a small letter. `error`: as the post has it."""
    return say(
        "refused",
        "why",
        language,
        reason=shorten(error.partition(":")[0].strip(), _ERROR),
        error=shorten(error, _ERROR),
        by_mail=_MAILS.match(error) is not None,
    )
