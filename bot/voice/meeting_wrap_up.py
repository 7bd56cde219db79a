"""What is said after a meeting: to facilitators, to those who came, and to those who did not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.conversation.questions import Language
from bot.voice.blocks import (
    Block,
    Message,
    View,
    actions,
    button,
    context,
    divider,
    field,
    message,
    modal,
    multi_menu,
    option,
    panel,
    section,
    shorten,
)
from bot.voice.dates import meeting_time, moment
from bot.voice.links import link
from bot.voice.notes import paragraph
from bot.voice.speak import Mrkdwn, escape, label, say

_MOMENT = "meeting_wrap_up"
_MOST_DOCUMENTS = 100
_TITLE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """Something to read. Without a `url`, `where` says where to look.

    `file_of` is a document that is a file in Slack: it is fetched by its button.
    """

    title: str
    url: str | None
    where: str | None
    file_of: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WrapUp:
    """What came of a meeting, as one reader gets it."""

    title: str
    starts_at: datetime
    ends_at: datetime
    decisions: str
    materials: tuple[Material, ...]


def over_message(
    language: Language,
    *,
    meeting_id: int,
    title: str,
    starts_at: datetime,
    ends_at: datetime,
    yes: int,
    invited: int,
) -> Message:
    """The post in the facilitators' channel once a meeting is over."""
    facts = {
        "title": title,
        "time": meeting_time(starts_at, ends_at, language),
        "yes": yes,
        "invited": invited,
    }
    value = str(meeting_id)
    buttons = [
        button("meeting_people.tick", language, value=value, style="primary"),
        button("meeting_after.open", language, value=value),
    ]
    text = say(_MOMENT, "over_text", language, title=title)
    return message(text, [section(say(_MOMENT, "over", language, **facts)), actions(buttons)])


def wrap_up_message(words: WrapUp, language: Language, *, asks: int | None) -> Message:
    """Thanks and one question for who came, with their invitation's id; for others what came of it."""
    part = "others" if asks is None else "came"
    blocks = [section(say(_MOMENT, part, language, title=words.title))]
    if words.decisions:
        heading = say(_MOMENT, "decisions", language)
        blocks.append(section(Mrkdwn(f"{heading}\n{escape(words.decisions)}")))
    if words.materials:
        lines = [say(_MOMENT, "materials", language)]
        lines += [_material(one, language) for one in words.materials]
        blocks.append(section(Mrkdwn("\n".join(lines))))
        blocks += _files(words.materials, language)
    if asks is not None:
        value = str(asks)
        answers = [
            button(f"meetings.{one}", language, value=value) for one in ("good", "fair", "poor")
        ]
        blocks += [section(say(_MOMENT, "question", language)), actions(answers)]
    return message(say(_MOMENT, f"{part}_text", language, title=words.title), blocks)


def _files(materials: Sequence[Material], language: Language) -> list[Block]:
    get = label("documents.get", language)
    buttons = [
        button("documents.get", language, value=str(one.file_of), text=f"{get}: {one.title}")
        for one in materials
        if one.file_of is not None
    ]
    return [actions(buttons[:25])] if buttons else []


def _material(one: Material, language: Language) -> Mrkdwn:
    title = shorten(one.title, _TITLE)
    words = link(one.url, title) if one.url else escape(title)
    where = None
    if not one.url and one.where:
        where = link(one.where, say(_MOMENT, "where_link", language))
    return say(_MOMENT, "material", language, title=words, where=where)


def after_form(
    language: Language,
    *,
    title: str,
    ticked: bool,
    documents: Sequence[tuple[int, str]],
    longest: int,
    most_links: int,
    metadata: str,
) -> View:
    """What was decided, and what there is to read."""
    decisions = {"type": "plain_text_input", "multiline": True, "max_length": longest}
    links = {"type": "plain_text_input", "multiline": True}
    blocks = [
        section(say(_MOMENT, "form_intro", language, title=title, ticked=ticked)),
        field(
            "after_decisions",
            decisions,
            language,
            hint=say(_MOMENT, "decisions_hint", language),
            optional=True,
        ),
    ]
    if documents:
        lines = [option(words, str(number)) for number, words in documents[:_MOST_DOCUMENTS]]
        menu = multi_menu(
            "after_documents", lines, placeholder=label("after_documents.placeholder", language)
        )
        hint = say(_MOMENT, "documents_hint", language)
        blocks.append(field("after_documents", menu, language, hint=hint, optional=True))
    hint = say(_MOMENT, "links_hint", language, most=most_links)
    blocks.append(field("after_links", links, language, hint=hint, optional=True))
    return modal("meeting_after.form", blocks, language, private_metadata=metadata)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hidden:
    """A document that some of those who get the message may not see."""

    title: str
    count: int


def preview_of(
    words: WrapUp,
    language: Language,
    *,
    came: int,
    others: int,
    hidden: Sequence[Hidden],
    at: datetime | None,
    metadata: str,
) -> View:
    """Both wordings, and how many get each. `at`: when, if that is not at once."""
    when = moment(at, language) if at else None
    blocks = [section(say(_MOMENT, "preview", language, came=came, others=others, at=when))]
    blocks += [
        context(say(_MOMENT, "hidden", language, title=one.title, count=one.count))
        for one in hidden
    ]
    if came:
        heading = context(say(_MOMENT, "came_get", language, count=came))
        made = wrap_up_message(words, language, asks=0)["blocks"]
        blocks += [divider(), heading, *_without_buttons(made)]
    if others:
        heading = context(say(_MOMENT, "others_get", language, count=others, came=came))
        made = wrap_up_message(words, language, asks=None)["blocks"]
        blocks += [divider(), heading, *made]
    return modal("meeting_after.send", blocks, language, private_metadata=metadata)


def _without_buttons(blocks: Sequence[Block]) -> list[Block]:
    return [one for one in blocks if one["type"] != "actions"]


def sent_view(words: WrapUp, language: Language, *, sent_at: datetime) -> View:
    """What has been sent, and when."""
    intro = section(say(_MOMENT, "sent_before", language, at=moment(sent_at, language)))
    made = wrap_up_message(words, language, asks=None)["blocks"]
    return panel("meeting_after.sent", [intro, divider(), *made], language)


def after_word(part: str, language: Language, **facts: object) -> Message:
    """One sentence about what is done after a meeting."""
    return paragraph(say(_MOMENT, part, language, **facts))


def after_faults(
    faults: dict[str, str], language: Language, *, longest: int, most_links: int
) -> dict[str, str]:
    """What is wrong, by field of the form, each with what to write instead."""
    facts: dict[str, dict[str, object]] = {
        "too_long": {"longest": longest},
        "too_many_links": {"most": most_links},
    }
    return {
        f"after_{name}": say(_MOMENT, fault, language, **facts.get(fault, {}))
        for name, fault in faults.items()
    }


def too_much_after(excess: int, language: Language) -> dict[str, str]:
    """All fields together hold more than can be carried to the preview."""
    return {"after_decisions": say(_MOMENT, "too_much", language, excess=excess)}
