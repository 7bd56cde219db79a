"""An announcement as its readers get it: in Slack, by mail, corrected, withdrawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.announcement_drafts import Attachment
from bot.announcement_texts import LONGEST_VALUE, Variable, pieces
from bot.conversation.questions import Language
from bot.voice.blocks import Block, Message, actions, button, context, message, section, shorten
from bot.voice.dates import moment
from bot.voice.links import link
from bot.voice.speak import Mrkdwn, escape, given_name, quote_plainly, say, say_plain
from models.enums import Mention

_MOMENT = "announcement"


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What is said to one reader. In a channel nobody is named."""

    announcement_id: int
    text: dict[str, str]  # as typed
    attachments: tuple[Attachment, ...]
    sender: str
    process: str
    name: str | None
    organisation: str | None
    deadline: str | None  # a day
    asks_seen: bool = False
    seen: bool = False
    mention: Mention = Mention.NOBODY
    corrected_at: datetime | None = None


def text_for(text: dict[str, str], language: Language) -> str:
    """The words in that language. Without English, the Danish."""
    return (text.get(language.value) or "").strip() or text["da"].strip()


def announcement_message(words: Words, language: Language) -> Message:
    """The copy in Slack."""
    body = _filled(words, language)
    blocks = [section(Mrkdwn(f"<!{words.mention.value}>"))] if _calls(words) else []
    blocks += [section(body), *_links(words.attachments, language), *_small_print(words, language)]
    if words.asks_seen and words.seen:
        blocks.append(context(say(_MOMENT, "seen", language)))
    elif words.asks_seen:
        value = str(words.announcement_id)
        blocks.append(actions([button("announcements.seen", language, value=value)]))
    return message(Mrkdwn(body.replace("\n", " ")), blocks)


def _calls(words: Words) -> bool:
    return words.mention is not Mention.NOBODY


def _filled(words: Words, language: Language) -> Mrkdwn:
    values = _values(words, language)
    return Mrkdwn(
        "".join(
            shorten(quote_plainly(values[one]), LONGEST_VALUE)
            if isinstance(one, Variable)
            else escape(one)
            for one in pieces(text_for(words.text, language))
        )
    )


def _values(words: Words, language: Language) -> dict[Variable, str]:
    name = words.name or say_plain(_MOMENT, "no_name", language)
    return {
        Variable.FIRST_NAME: given_name(name) if words.name else name,
        Variable.NAME: name,
        Variable.ORGANISATION: words.organisation
        or say_plain(_MOMENT, "no_organisation", language),
        Variable.PROCESS: words.process,
        Variable.DEADLINE: words.deadline or say_plain(_MOMENT, "no_deadline", language),
        Variable.SENDER: words.sender,
    }


def _links(attachments: Sequence[Attachment], language: Language) -> list[Block]:
    if not attachments:
        return []
    lines = [f"• {link(one.url, one.title[language.value])}" for one in attachments]
    return [section(Mrkdwn("\n".join(lines)))]


def _small_print(words: Words, language: Language) -> list[Block]:
    at = None if words.corrected_at is None else moment(words.corrected_at, language)
    facts = {"sender": words.sender, "process": words.process, "corrected": at}
    return [context(say(_MOMENT, "small_print", language, **facts))]


def withdrawn_message(language: Language, *, sender: str, process: str, at: datetime) -> Message:
    """What stands in the place of a copy that was withdrawn."""
    facts = {"sender": sender, "process": process, "at": moment(at, language)}
    words = say(_MOMENT, "withdrawn", language, **facts)
    return message(words, [section(words)])


def trial_message(words: Words, language: Language) -> Message:
    """The copy that a facilitator sends to themselves, with a word that says what it is."""
    copy = announcement_message(words, language)
    blocks = [one for one in copy["blocks"] if one["type"] != "actions"]
    intro = context(say(_MOMENT, "trial", language, asks_seen=words.asks_seen))
    return message(Mrkdwn(copy["text"]), [intro, *blocks])


def mail_subject(words: Words, language: Language, *, kind: str) -> str:
    """`kind`: new, corrected or withdrawn."""
    return say_plain(_MOMENT, f"{kind}_subject", language, process=words.process)


def mail_words(words: Words, language: Language, *, kind: str) -> str:
    """The mail's text, which nobody parses."""
    values = _values(words, language)
    body = "".join(
        values[one] if isinstance(one, Variable) else one
        for one in pieces(text_for(words.text, language))
    )
    links = [
        one.url
        if one.title[language.value] == one.url
        else f"{one.title[language.value]}: {one.url}"
        for one in words.attachments
    ]
    return say_plain(
        _MOMENT,
        "mail",
        language,
        kind=kind,
        name=given_name(words.name or ""),
        body=body,
        links=links,
        sender=words.sender,
        process=words.process,
    )
