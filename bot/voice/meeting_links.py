"""The link to a meeting in words: handed out, or why it is not to be had yet."""

from dataclasses import dataclass
from datetime import datetime

from bot.conversation.questions import Language
from bot.days import local, long_date
from bot.voice.blocks import Message, actions, message, section
from bot.voice.dates import away, meeting_time
from bot.voice.documents import ask_button
from bot.voice.links import link
from bot.voice.notes import note_message
from bot.voice.speak import say
from models.enums import Thing

_MOMENT = "meeting_link"


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkWords:
    """A meeting and its link, as one reader is told. The link is None where it is not told."""

    title: str
    starts_at: datetime
    ends_at: datetime
    link: str | None
    place: str | None = None

    def facts(self, language: Language) -> dict[str, object]:
        """What the templates take."""
        shown = None if self.link is None else link(self.link, self.link)
        return {
            "title": self.title,
            "time": meeting_time(self.starts_at, self.ends_at, language),
            "link": shown,
            "place": self.place,
        }


def link_message(words: LinkWords, language: Language) -> Message:
    """Here it is."""
    return note_message(_MOMENT, "link", language, **words.facts(language))


def new_link_message(words: LinkWords, language: Language, *, is_replaced: bool) -> Message:
    """It is known now, or another one than they got."""
    part = "replaced" if is_replaced else "first"
    return note_message(_MOMENT, part, language, **words.facts(language))


def early_message(
    words: LinkWords, language: Language, *, opens_at: datetime, now: datetime, is_known: bool
) -> Message:
    """When it comes. No day is promised for a link that nobody has said yet."""
    day = local(opens_at).date()
    facts = words.facts(language) | {
        "day": long_date(day, language),
        "away": away(day, local(now).date(), language),
        "is_known": is_known,
    }
    return note_message(_MOMENT, "early", language, **facts)


def link_word(part: str, words: LinkWords, language: Language) -> Message:
    """`part`: unknown, none_needed, over or called_off."""
    return note_message(_MOMENT, part, language, **words.facts(language))


def refused_message(words: LinkWords | None, language: Language, *, meeting_id: int) -> Message:
    """It is for others. Without words, nothing is told of the meeting."""
    said = say(_MOMENT, "refused", language, title=words.title if words else None)
    ask = ask_button(Thing.MEETING_LINK, meeting_id, language)
    return message(said, [section(said), actions([ask])])
