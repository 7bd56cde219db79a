"""Documents in words: handed out, listed, and why one is not to be had."""

from collections.abc import Sequence
from datetime import datetime

from bot.conversation.questions import Language
from bot.days import local, long_date, short_date
from bot.documents import Given, Listed, NotYet, Refused, Withdrawn
from bot.voice.blocks import (
    Block,
    Message,
    actions,
    button,
    context,
    message,
    section,
    shorten,
)
from bot.voice.dates import away, moment
from bot.voice.links import link
from bot.voice.speak import Mrkdwn, label, quote_plainly, say
from models import Document
from models.enums import Thing

PAGE = 12  # documents in one message: what Slack takes, and what can be taken in
KINDS = (
    *("invitation", "agenda", "slides", "minutes", "note", "report", "guide"),
    *("template", "timetable", "letter", "requirements", "other"),
)
_MOMENT = "document"
_TITLE = 150


def given_message(given: Given, language: Language) -> Message:
    """The document as a link, or the page to look at."""
    text = say(_MOMENT, "given_text", language, title=title_of(given.document, language))
    return message(text, [section(given_words(given, language)), *_details(given, language)])


def file_comment(given: Given, language: Language) -> Mrkdwn:
    """What stands above the file itself."""
    details = _details_words(given.document, language)
    return Mrkdwn("\n".join(one for one in (given_words(given, language), details) if one))


def given_words(given: Given, language: Language) -> Mrkdwn:
    """What they get, and what has changed since they got it last."""
    document = given.document
    title = quote_plainly(title_of(document, language))
    is_file = document.slack_file_id is not None
    if document.url and not is_file:
        title = link(document.url, title)
    where = None
    if not (document.url or is_file) and document.source_url:
        where = link(document.source_url, say(_MOMENT, "page", language))
    return say(
        _MOMENT,
        "given",
        language,
        title=title,
        where=where,
        is_newer=given.had is not None and given.had < document.version,
        is_same=where is None and given.had == document.version,
        changes=[one[language.value] for one in given.changes],
    )


def _details(given: Given, language: Language) -> list[Block]:
    words = _details_words(given.document, language)
    return [context(words)] if words else []


def _details_words(document: Document, language: Language) -> Mrkdwn:
    """Version, day and language, as far as they say anything."""
    day = document.changed_at and short_date(local(document.changed_at).date(), language)
    return say(
        _MOMENT,
        "details",
        language,
        version=document.version,
        day=day,
        is_english=document.language == Language.ENGLISH and language is not Language.ENGLISH,
        is_danish=document.language == Language.DANISH and language is not Language.DANISH,
    )


def lost_message(document: Document, language: Language) -> Message:
    """The file could not be had from Slack."""
    title = title_of(document, language)
    elsewhere = document.url or document.source_url
    where = link(elsewhere, say(_MOMENT, "page", language)) if elsewhere else None
    words = say(_MOMENT, "lost", language, title=title, where=where)
    text = say(_MOMENT, "lost_text", language, title=title)
    return message(text, [section(words), actions([get_button(document, language)])])


def refusal_message(
    outcome: NotYet | Withdrawn | Refused, language: Language, *, process_id: int, now: datetime
) -> Message:
    """Why they do not get it, as far as they may know, and what they can do."""
    show = button("documents.show", language, value=str(process_id))
    match outcome:
        case NotYet(document):
            assert document.available_from is not None
            day = document.available_from
            words = say(
                _MOMENT,
                "not_yet",
                language,
                title=title_of(document, language),
                day=long_date(day, language),
                away=away(day, local(now).date(), language),
            )
            return message(words, [section(words), actions([show])])
        case Withdrawn(document):
            assert document.retired_at is not None
            words = say(
                _MOMENT,
                "withdrawn",
                language,
                title=title_of(document, language),
                at=moment(document.retired_at, language),
            )
            return message(words, [section(words), actions([show])])
        case Refused(document_id=document_id, document=document):
            title = None if document is None else title_of(document, language)
            words = say(_MOMENT, "refused", language, title=title)
            ask = ask_button(Thing.DOCUMENT, document_id, language)
            return message(words, [section(words), actions([ask, show])])


def ask_button(thing: Thing, thing_id: int, language: Language) -> Block:
    """*Bed om adgang*: to one thing."""
    return button("access.ask", language, value=f"{thing.value}:{thing_id}")


def get_button(document: Document, language: Language) -> Block:
    """*Hent*. What it fetches is asked anew when it is pressed."""
    spoken = f"{label('documents.get', language)}: {title_of(document, language)}"
    return button("documents.get", language, value=str(document.id), spoken=spoken)


def title_of(document: Document, language: Language) -> str:
    """Its title, short enough for a line."""
    return shorten(document.title[language.value], _TITLE)


def list_message(
    listed: Sequence[Listed],
    language: Language,
    *,
    process_id: int,
    process: str,
    only_new: bool,
    start: int = 0,
) -> Message:
    """The documents that somebody may have, by kind, each with its button; a page at a time."""
    facts = {"process": process, "count": len(listed), "only_new": only_new}
    text = say(_MOMENT, "list_text", language, **facts)
    ordered = sorted(listed, key=lambda one: KINDS.index(kind_of(one.document)))
    shown = ordered[start : start + PAGE]
    if not shown:
        everything = [button("documents.show", language, value=str(process_id))]
        return message(text, [section(text), *([actions(everything)] if only_new else [])])
    blocks = [section(say(_MOMENT, "list", language, **facts))]
    kind = ""
    for one in shown:
        if kind != kind_of(one.document):
            kind = kind_of(one.document)
            blocks.append(context(Mrkdwn(f"*{label(f'document_group.{kind}', language)}*")))
        blocks.append(section(_line(one, language), accessory=get_button(one.document, language)))
    rest = len(ordered) - start - len(shown)
    more = []
    if rest > 0:
        value = f"{process_id}:{start + PAGE}:{int(only_new)}"
        more.append(
            button(
                "documents.more",
                language,
                value=value,
                text=say(_MOMENT, "more", language, count=rest),
            )
        )
    if not only_new and any(one.is_new for one in listed):
        more.append(button("documents.news", language, value=str(process_id)))
    return message(text, [*blocks, *([actions(more)] if more else [])])


def _line(listed: Listed, language: Language) -> Mrkdwn:
    document = listed.document
    day = document.changed_at and short_date(local(document.changed_at).date(), language)
    return say(
        _MOMENT,
        "line",
        language,
        title=title_of(document, language),
        version=document.version,
        day=day,
        is_newer=listed.had is not None and listed.is_new,
        changed=document.changed[language.value] if document.changed else "",
    )


def kind_of(document: Document) -> str:
    """One of KINDS: a file may say others."""
    return document.kind if document.kind in KINDS else "other"


def news_message(document: Document, language: Language) -> Message:
    """A newer version than the one that they have got."""
    facts = {
        "title": title_of(document, language),
        "changed": document.changed[language.value] if document.changed else "",
    }
    text = say(_MOMENT, "news_text", language, **facts)
    words = section(say(_MOMENT, "news", language, **facts))
    return message(text, [words, actions([get_button(document, language)])])


def document_word(part: str, language: Language, **facts: object) -> Message:
    """A short word: closed."""
    words = say(_MOMENT, part, language, **facts)
    return message(words, [section(words)])
