"""The card about a message that did not reach its readers, or perhaps did not."""

from dataclasses import dataclass

from bot.conversation.questions import Language
from bot.voice.blocks import Message, actions, button, message, section
from bot.voice.speak import Mrkdwn, quote_plainly, say

_LANGUAGE = Language.DANISH  # the facilitators' channel reads Danish


@dataclass(frozen=True, slots=True, kw_only=True)
class CardFacts:
    """Which message it is about, and whom it was for: a channel or a person, perhaps by mail."""

    post_id: int
    words: str  # the message's notification text as Slack was to have it, or the mail's subject
    channel: str | None
    person_name: str | None
    address: str | None = None  # where the mail went


def unsure_card(facts: CardFacts) -> Message:
    """Asks the facilitators to look, and offers to send it again."""
    return _card("unsure_post", facts)


def failed_card(facts: CardFacts, *, reason: str) -> Message:
    """Tells the facilitators that a message was not delivered and why it was refused."""
    return _card("failed_post", facts, reason=reason)


def _card(moment: str, facts: CardFacts, **more: object) -> Message:
    named = {
        "where": Mrkdwn(f"<#{facts.channel}>") if facts.channel else None,
        "person": facts.person_name,
        "address": facts.address,
        "words": _quoted(facts),
        **more,
    }
    return message(
        say(moment, "text", _LANGUAGE, **named),
        [
            section(say(moment, "body", _LANGUAGE, **named)),
            actions([button("posts.send_again", _LANGUAGE, value=str(facts.post_id))]),
        ],
    )


def _quoted(facts: CardFacts) -> Mrkdwn:
    if facts.address is not None:
        return quote_plainly(facts.words)
    return Mrkdwn(facts.words.replace("\n", " "))


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
