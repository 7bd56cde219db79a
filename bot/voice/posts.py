"""The card about a message that may, or may not, have reached its readers."""

from bot.conversation.questions import Language
from bot.voice.blocks import Message, actions, button, message, section
from bot.voice.speak import Mrkdwn, say

_MOMENT = "unsure_post"
_LANGUAGE = Language.DANISH  # the facilitators' channel reads Danish


def unsure_card(
    *, post_id: int, text: str, channel: str | None, person_name: str | None
) -> Message:
    """Asks the facilitators to look, and offers to send it again."""
    facts = {"where": _where(channel), "person": person_name, "words": Mrkdwn(text)}
    return message(
        say(_MOMENT, "text", _LANGUAGE, **facts),
        [
            section(say(_MOMENT, "body", _LANGUAGE, **facts)),
            actions([button("posts.send_again", _LANGUAGE, value=str(post_id))]),
        ],
    )


def sent_again_card(*, slack_id: str, person_name: str) -> Message:
    """What stands in the card's place once a facilitator has had the message sent again."""
    facts = {"by": Mrkdwn(f"<@{slack_id}>"), "name": person_name}
    return message(
        say("sent_again", "text", _LANGUAGE, **facts),
        [section(say("sent_again", "body", _LANGUAGE, **facts))],
    )


def cannot_send_again(language: Language, *, allowed: bool) -> Message:
    """Told to one who pressed too late, or is no facilitator of the process."""
    words = say("cannot_send_again", "text" if allowed else "not_allowed", language)
    return message(words, [section(words)])


def _where(channel: str | None) -> Mrkdwn | None:
    return Mrkdwn(f"<#{channel}>") if channel is not None else None
