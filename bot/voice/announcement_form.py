"""The form of an announcement, what may be wrong in it, and what is shown before it is sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.announcement_choices import Choices
from bot.announcement_drafts import Draft, Fault, FaultKind, Faults, When
from bot.announcement_sending import Forecast
from bot.announcement_texts import DANISH_NAMES, ENGLISH_NAMES, MOST
from bot.audiences import OFFERED_REPLIES, OFFERED_STAGES, Audience, Reach
from bot.conversation.questions import Language
from bot.days import clock_time, is_quiet, local
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
    modal,
    multi_menu,
    option,
    plain,
    section,
)
from bot.voice.dates import moment
from bot.voice.speak import Mrkdwn, label, say
from models.enums import Mention, OrganisationKind, Role

_MOMENT = "announcement_form"
NAMES = 12
_LINKS = 3000


def form_view(
    draft: Draft, choices: Choices, language: Language, *, picked: Sequence[str], metadata: str
) -> View:
    """All that an announcement is made of. `picked` are the accounts of the people named in it."""
    blocks = [
        section(say(_MOMENT, "intro", language, variables=_variables(language))),
        *_texts(draft.text, language),
        *_readers(draft.audience, choices, language, picked=picked),
        *_channels(draft, choices, language),
        *_more(draft, choices, language),
        *_times(draft, language),
    ]
    return modal("announcements.form", blocks, language, private_metadata=metadata)


def correction_view(text: dict[str, str], language: Language, *, metadata: str) -> View:
    """The words of what has gone out, to be corrected."""
    blocks = [section(say(_MOMENT, "correction_intro", language)), *_texts(text, language)]
    return modal("announcements.mend", blocks, language, private_metadata=metadata)


def _variables(language: Language) -> str:
    names = DANISH_NAMES if language is Language.DANISH else ENGLISH_NAMES
    return ", ".join(f"{{{one}}}" for one in names)


def _texts(text: dict[str, str], language: Language) -> list[Block]:
    return [
        field("announcement_da", _area(text["da"]), language),
        field(
            "announcement_en",
            _area(text["en"]),
            language,
            hint=say(_MOMENT, "english_hint", language),
            optional=True,
        ),
    ]


def _area(words: str) -> Block:
    begun = {"initial_value": words[:MOST]} if words else {}
    return {"type": "plain_text_input", "multiline": True, "max_length": MOST, **begun}


def _readers(
    audience: Audience, choices: Choices, language: Language, *, picked: Sequence[str]
) -> list[Block]:
    reach = [option(label(f"announcement_reach.{one.value}", language), one.value) for one in Reach]
    roles = [option(label(f"role.{one.value}", language), one.value) for one in Role]
    kinds = [
        option(label(f"announcement_kind.{one.value}", language), one.value)
        for one in OrganisationKind
    ]
    stages = [
        option(label(f"announcement_stage.{one.value}", language), one.value)
        for one in OFFERED_STAGES
    ]
    answers = [
        option(f"{words}: {choice_words}", f"{key}={choice}")
        for key, words, choice, choice_words in choices.questions
    ]
    replies = [
        option(
            say(_MOMENT, "reply", language, reply=reply.value, title=title),
            f"{meeting_id}={reply.value}",
        )
        for meeting_id, title, _ in choices.meetings
        for reply in OFFERED_REPLIES
    ]
    silent = [option(label("announcement_silent.needs", language), "needs")] + [
        option(say(_MOMENT, "unanswered", language, title=title), f"meeting={meeting_id}")
        for meeting_id, title, _ in choices.meetings
    ]
    chosen = {
        "announcement_roles": (roles, [one.value for one in audience.roles]),
        "announcement_kinds": (kinds, [one.value for one in audience.kinds]),
        "announcement_stages": (stages, [one.value for one in audience.stages]),
        "announcement_answers": (answers, [f"{key}={one}" for key, one in audience.answers]),
        "announcement_replies": (
            replies,
            [f"{meeting}={reply.value}" for meeting, reply in audience.replies],
        ),
        "announcement_silent": (silent, _silent(audience)),
    }
    people: Block = {"type": "multi_users_select"}
    people |= {"initial_users": list(picked)} if picked else {}
    return [
        field("announcement_reach", _radio(reach, audience.reach.value), language),
        *(
            field(name, _several(name, options, ticked, language), language, optional=True)
            for name, (options, ticked) in chosen.items()
            if options
        ),
        field("announcement_people", people, language, optional=True),
    ]


def _silent(audience: Audience) -> list[str]:
    needs = ["needs"] if audience.owes_needs else []
    return [*needs, *(f"meeting={one}" for one in audience.owes_replies)]


def _several(name: str, options: list[Block], ticked: Sequence[str], language: Language) -> Block:
    placeholder = label("announcement_any", language)
    return multi_menu(name, options[:100], placeholder=placeholder, chosen=ticked)


def _radio(options: list[Block], chosen: str) -> Block:
    begun = next(one for one in options if one["value"] == chosen)
    return {"type": "radio_buttons", "options": options, "initial_option": begun}


def _channels(draft: Draft, choices: Choices, language: Language) -> list[Block]:
    known = {
        "announcement_channels.everybody": choices.channel,
        "announcement_channels.facilitators": choices.facilitators_channel,
    }
    offered = [option(label(key, language), one) for key, one in known.items() if one]
    if not offered:
        return []
    mentions = [
        option(label(f"announcement_mention.{one.value}", language), one.value) for one in Mention
    ]
    return [
        field(
            "announcement_channels",
            boxes("announcement_channels", offered, ticked=draft.channels),
            language,
            optional=True,
        ),
        field(
            "announcement_mention",
            _radio(mentions, draft.mention.value),
            language,
            hint=say(_MOMENT, "mention_hint", language),
        ),
    ]


def _more(draft: Draft, choices: Choices, language: Language) -> list[Block]:
    urls = [one.url for one in draft.attachments]
    known = {url for _, _, url in choices.documents}
    documents = [option(title, str(one)) for one, title, _ in choices.documents]
    ticked = [str(one) for one, _, url in choices.documents if url in urls]
    links = "\n".join(one for one in urls if one not in known)
    begun = {"initial_value": links} if links else {}
    asks = [option(label("announcement_seen.ask", language), "ask")]
    blocks = []
    if documents:
        menu = _several("announcement_documents", documents, ticked, language)
        blocks.append(field("announcement_documents", menu, language, optional=True))
    return [
        *blocks,
        field(
            "announcement_links",
            {"type": "plain_text_input", "multiline": True, "max_length": _LINKS, **begun},
            language,
            hint=say(_MOMENT, "links_hint", language),
            optional=True,
        ),
        field(
            "announcement_seen",
            boxes("announcement_seen", asks, ticked=("ask",) if draft.asks_seen else ()),
            language,
            optional=True,
        ),
    ]


def _times(draft: Draft, language: Language) -> list[Block]:
    when = [option(label(f"announcement_when.{one.value}", language), one.value) for one in When]
    at = None if draft.send_at is None else local(draft.send_at)
    day = {"initial_date": f"{at:%Y-%m-%d}"} if at else {}
    clock = {"initial_time": f"{at:%H:%M}"} if at else {}
    return [
        field("announcement_when", _radio(when, draft.when.value), language),
        field("announcement_day", {"type": "datepicker", **day}, language, optional=True),
        field("announcement_clock", {"type": "timepicker", **clock}, language, optional=True),
    ]


def fault_words(faults: Faults, language: Language) -> dict[str, str]:
    """What is wrong, by field of the form, each with what to do instead."""
    return {f"announcement_{part}": _fault(one, language) for part, one in faults.items()}


def _fault(fault: Fault, language: Language) -> str:
    facts = dict(fault.facts)
    if fault.kind is FaultKind.UNKNOWN_VARIABLE:
        facts["variables"] = _variables(language)
    if fault.kind is FaultKind.NOT_FOR_ALL:
        title, roles = facts["title"], facts["roles"]
        assert isinstance(title, dict)
        assert isinstance(roles, list)
        facts["title"] = title[language.value]
        facts["roles"] = ", ".join(label(f"role.{one}", language) for one in roles)
    return plain(say(_MOMENT, fault.kind.value, language, **facts))["text"]  # type: ignore[no-any-return]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """What is shown before sending: whom it reaches, and the words as one of them reads them."""

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
    blocks = [section(say(_MOMENT, "reach", language, **facts))]
    if people:
        blocks.append(context(_names([one.name for one in told.readers], language)))
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


def _names(names: Sequence[str], language: Language) -> Mrkdwn:
    more = max(0, len(names) - NAMES)
    return say(_MOMENT, "names", language, names=", ".join(names[:NAMES]), more=more)


def _warnings(ahead: Ahead, language: Language) -> list[Mrkdwn]:
    told = ahead.forecast
    warnings = []
    if told.unreached:
        names = ", ".join(one.name for one in told.unreached[:NAMES])
        count = len(told.unreached)
        warnings.append(say(_MOMENT, "unreached", language, names=names, count=count))
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
