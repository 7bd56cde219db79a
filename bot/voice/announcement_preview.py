"""What is shown before an announcement or its correction is sent: whom it reaches, and how it reads."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.announcement_choices import Choices
from bot.announcement_sending import Forecast
from bot.audiences import Audience, Reach
from bot.conversation.questions import Language
from bot.days import clock_time, is_quiet
from bot.voice.announcements import Words, announcement_message
from bot.voice.blocks import (
    Block,
    View,
    actions,
    boxes,
    button,
    context,
    divider,
    field,
    header,
    modal,
    option,
    plain,
    section,
    shorten,
)
from bot.voice.dates import moment
from bot.voice.speak import Mrkdwn, label, say
from models.audiences import Reader
from models.enums import Mention

_MOMENT = "announcement_form"
_NAMES = 2000  # characters of names, each with its organisation
_WORDS, _WORD = 6, 50  # told of what is chosen in one field, and their characters


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is chosen in one field of the form, in words."""

    field: str
    words: tuple[str, ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """What is shown before sending: whom it reaches, and the words as one of them reads them."""

    process: str
    chosen: tuple[Chosen, ...]
    forecast: Forecast
    words: Words
    reads: Language
    reader: str | None  # whose copy is shown; None: the channel's
    danish_to_english: int  # so many read English, and there is none
    mention: Mention
    now: datetime


def preview_view(ahead: Ahead, language: Language, *, metadata: str, draft_id: int) -> View:
    """The count, the names, the time, the words, and a button that names the number."""
    told = ahead.forecast
    people, channels = len(told.readers), len(told.channels)
    facts = {
        "people": people,
        "by_mail": told.by_mail,
        "channels": Mrkdwn(", ".join(f"<#{one}>" for one in told.channels)),
        "at": moment(told.at, language) if told.at > ahead.now else None,
    }
    blocks = [header(ahead.process), section(say(_MOMENT, "reach", language, **facts))]
    if people:
        blocks.append(section(_chosen(ahead.chosen, language)))
        blocks.append(context(_names(told.readers, language)))
    blocks += [section(one) for one in _warnings(ahead, language)]
    blocks += [divider(), context(say(_MOMENT, "as_read", language, name=ahead.reader))]
    blocks += _copy(ahead.words, ahead.reads)
    asks = ahead.words.asks_seen
    if asks:
        blocks.append(context(say(_MOMENT, "asks_seen", language)))
    value = str(draft_id)
    blocks += [divider(), actions([button("announcements.try", language, value=value)])]
    if ahead.mention is not Mention.NOBODY:
        blocks.append(_sure_of_mention(ahead.mention, language))
    view = modal("announcements.send", blocks, language, private_metadata=metadata)
    planned = told.at > ahead.now
    submit = say(_MOMENT, "submit", language, people=people, channels=channels, planned=planned)
    view["submit"] = plain(submit, limit=24)
    return view


def chosen_words(audience: Audience, choices: Choices, language: Language) -> tuple[Chosen, ...]:
    """What the form's fields say of the readers: each field's label, and what is chosen in it."""
    if audience.reach is not Reach.FITTING:
        return ()
    questions = {(key, choice): f"{words}: {one}" for key, words, choice, one in choices.questions}
    titles = {meeting_id: title for meeting_id, title, _ in choices.meetings}
    replies = [
        say(_MOMENT, "reply", language, reply=reply.value, title=titles.get(meeting_id, ""))
        for meeting_id, reply in audience.replies
    ]
    silent = [label("announcement_silent.needs", language)] if audience.owes_needs else []
    silent += [
        say(_MOMENT, "unanswered", language, title=titles.get(one, ""))
        for one in audience.owes_replies
    ]
    fields: dict[str, Sequence[str]] = {
        "roles": [label(f"role.{one.value}", language) for one in audience.roles],
        "kinds": [label(f"announcement_kind.{one.value}", language) for one in audience.kinds],
        "stages": [label(f"announcement_stage.{one.value}", language) for one in audience.stages],
        "answers": [questions.get(one, ": ".join(one)) for one in audience.answers],
        "replies": replies,
        "silent": silent,
        "people": [label("announcement_people.chosen", language)] if audience.people else [],
    }
    return tuple(
        Chosen(
            label(f"announcement_{name}", language),
            tuple(shorten(one, _WORD) for one in words[:_WORDS]),
            max(0, len(words) - _WORDS),
        )
        for name, words in fields.items()
        if words
    )


def _chosen(chosen: Sequence[Chosen], language: Language) -> Mrkdwn:
    return say(_MOMENT, "chosen", language, chosen=chosen)


def _names(readers: Sequence[Reader], language: Language) -> Mrkdwn:
    """As many as can be shown, each with the organisation: two may have the same name."""
    shown = list(_that_fit(readers))
    more = len(readers) - len(shown)
    return say(_MOMENT, "names", language, names=", ".join(shown), more=more)


def _that_fit(readers: Sequence[Reader]) -> Iterator[str]:
    room = _NAMES
    for one in readers:
        words = f"{one.name} ({one.organisation})" if one.organisation else one.name
        room -= len(words) + 2
        if room < 0:
            return
        yield words


def _warnings(ahead: Ahead, language: Language) -> list[Mrkdwn]:
    told = ahead.forecast
    warnings = []
    if told.unreached:
        names = list(_that_fit(told.unreached))
        count = len(told.unreached)
        facts = {"names": ", ".join(names), "count": count, "more": count - len(names)}
        warnings.append(say(_MOMENT, "unreached", language, **facts))
    if is_quiet(told.at):
        clock = clock_time(told.at, language)
        warnings.append(say(_MOMENT, "quiet", language, clock=clock))
    if ahead.danish_to_english:
        count = ahead.danish_to_english
        warnings.append(say(_MOMENT, "no_english", language, count=count))
    if told.at > ahead.now and told.readers:
        warnings.append(say(_MOMENT, "found_then", language))
    if ahead.mention is not Mention.NOBODY:
        warnings.append(say(_MOMENT, "calls", language, mention=ahead.mention.value))
    return warnings


def _sure_of_mention(mention: Mention, language: Language) -> Block:
    yes = option(label(f"announcement_sure.{mention.value}", language), mention.value)
    return field("announcement_sure", boxes("announcement_sure", [yes]), language, optional=True)


def mention_unsure(language: Language) -> str:
    """Beside the box that was not ticked."""
    return say(_MOMENT, "mention_unsure", language)


def _copy(words: Words, language: Language) -> list[Block]:
    """The message, without what cannot be pressed here and without calling anybody."""
    made = announcement_message(words, language)
    return [
        one
        for one in made["blocks"]
        if one["type"] != "actions"
        and not str(one.get("text", {}).get("text", "")).startswith("<!")
    ]


def corrected_view(
    words: Words,
    reads: Language,
    language: Language,
    *,
    metadata: str,
    delivered: int,
    waiting: int,
    seen: int,
) -> View:
    """How the corrected words read, and how many have the old ones."""
    facts = {"delivered": delivered, "waiting": waiting, "seen": seen}
    blocks = [
        section(say(_MOMENT, "correction_reach", language, **facts)),
        divider(),
        context(say(_MOMENT, "as_read", language, name=words.name)),
        *_copy(words, reads),
    ]
    return modal("announcements.mend_send", blocks, language, private_metadata=metadata)
