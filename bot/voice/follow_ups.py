"""A word to somebody who was invited in Slack and has not answered."""

from bot.conversation.questions import Language
from bot.voice.blocks import Message, actions, button, message, section
from bot.voice.speak import say

_MOMENT = "follow_up"


def follow_up_message(
    language: Language,
    *,
    process_id: int,
    process: str,
    name: str,
    inviter: str | None,
    number: int,
) -> Message:
    """Asks once more, or for the last time, with the same ways on as the welcome had."""
    facts = {"process": process, "name": name, "inviter": inviter, "number": number}
    value = str(process_id)
    choices = [
        button("onboarding.start", language, value=value, style="primary"),
        button("onboarding.not_me", language, value=value),
    ]
    return message(
        say(_MOMENT, "text", language, process=process, number=number),
        [section(say(_MOMENT, "body", language, **facts)), actions(choices)],
    )
