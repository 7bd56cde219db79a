"""Asking to be let into one thing, in words: to who asks, to the facilitators, and the answer."""

from dataclasses import dataclass
from datetime import datetime

from bot.conversation.questions import Language
from bot.voice.blocks import Block, Message, actions, button, context, message, section, shorten
from bot.voice.dates import moment
from bot.voice.notes import note_message
from bot.voice.speak import Mrkdwn, label, say
from models.enums import Thing

_MOMENT = "access"
_TITLE = 150


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessCard:
    """Who asks for what."""

    request_id: int
    thing: Thing
    title: str
    process: str
    name: str
    organisation: str
    role: str

    def words(self, language: Language) -> Mrkdwn:
        """The request in a sentence or two."""
        return say(
            _MOMENT,
            "card",
            language,
            is_link=self.thing is Thing.MEETING_LINK,
            title=shorten(self.title, _TITLE),
            process=self.process,
            name=self.name,
            organisation=self.organisation,
            role=label(f"role.{self.role}", language),
        )


def card_message(card: AccessCard, language: Language) -> Message:
    """For the facilitators: yes or no."""
    value = str(card.request_id)
    title = shorten(card.title, _TITLE)
    text = say(_MOMENT, "card_text", language, name=card.name, title=title)
    buttons = [
        button("access.grant", language, value=value, style="primary"),
        button("access.refuse", language, value=value),
    ]
    small = context(say(_MOMENT, "card_small", language, name=card.name))
    return message(text, [section(card.words(language)), actions(buttons), small])


def settled_message(
    *, title: str, name: str, by: str, is_granted: bool, language: Language
) -> Message:
    """What stands in the card's place once it is decided."""
    facts = {"title": shorten(title, _TITLE), "name": name, "by": by, "is_granted": is_granted}
    words = say(_MOMENT, "settled", language, **facts)
    return message(words, [section(words)])


def asked_message(part: str, language: Language, *, at: datetime | None = None) -> Message:
    """To who asks. `part`: asked, asked_before, theirs, refused_before or nothing_there."""
    when = None if at is None else moment(at, language)
    return note_message(_MOMENT, part, language, at=when)


def granted_message(
    title: str, language: Language, *, by: str, get: Block | None = None
) -> Message:
    """They have been let in; the button fetches it, also later."""
    facts = {"title": shorten(title, _TITLE), "by": by, "has_button": get is not None}
    words = say(_MOMENT, "granted", language, **facts)
    blocks = [section(words), *([actions([get])] if get else [])]
    return message(words, blocks)


def refused_message(title: str | None, language: Language, *, by: str) -> Message:
    """They have not. Without a title, it is not theirs to know."""
    words = say(_MOMENT, "refused", language, title=title and shorten(title, _TITLE), by=by)
    return message(words, [section(words)])


def card_word(part: str, language: Language) -> Message:
    """Why a press on a card has done nothing."""
    return note_message(_MOMENT, part, language)
