"""Questions of members as facilitators read them: the card and its thread, and what waits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.conversation.questions import Language
from bot.days import local, short_date
from bot.voice.blocks import (
    Block,
    Message,
    View,
    actions,
    button,
    confirm_dialog,
    context,
    divider,
    field,
    message,
    modal,
    panel,
    section,
)
from bot.voice.enquiries import MOST_PARTS, PART, quoted, whole
from bot.voice.speak import Mrkdwn, label, listed, say
from models.enquiries import Unanswered
from models.enums import EnquiryState

_MOMENT = "enquiry"
_ON_CARD, _SHOWN, _QUOTED = 1500, 500, 300  # characters of a question


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """An enquiry as the facilitators see it."""

    enquiry_id: int
    name: str
    organisation: str  # "" if none
    text: str
    state: EnquiryState
    answered_by: tuple[str, ...] = ()
    closed_by: str | None = None
    is_taken_back: bool = False


def card_message(card: Card, language: Language, *, in_channel: bool) -> Message:
    """The first message of an enquiry's thread: who asks what, and what can be done."""
    facts: dict[str, object] = {"name": card.name, "organisation": card.organisation}
    if card.is_taken_back:
        words = say(_MOMENT, "card_taken_back", language, **facts)
        return message(say(_MOMENT, "card_text", language, **facts), [section(words)])
    blocks = [
        section(say(_MOMENT, "card", language, **facts)),
        section(quoted(card.text, _ON_CARD)),
    ]
    state = say(
        _MOMENT,
        "card_state",
        language,
        state=card.state.value,
        answered_by=listed(card.answered_by, language),
        closed_by=card.closed_by or "",
    )
    if state:
        blocks.append(section(state))
    blocks.append(
        context(
            say(
                _MOMENT,
                "card_hint",
                language,
                name=card.name,
                in_channel=in_channel,
                is_cut=len(card.text) > _ON_CARD,
            )
        )
    )
    blocks.append(actions(_card_buttons(card, language)))
    return message(say(_MOMENT, "card_text", language, **facts), blocks)


def _card_buttons(card: Card, language: Language) -> list[Block]:
    value = str(card.enquiry_id)
    waits = card.state is EnquiryState.OPEN
    buttons = [
        button("enquiry_desk.reply", language, value=value, style="primary" if waits else None),
        button("faqs.make", language, value=value),
    ]
    if card.state is not EnquiryState.CLOSED:
        buttons.append(_close_button(card.enquiry_id, card.name, language, waits=waits))
    return buttons


def _close_button(enquiry_id: int, name: str, language: Language, *, waits: bool) -> Block:
    asks = confirm_dialog(
        say(_MOMENT, "close_confirm", language, name=name),
        title=label("enquiry_desk.close.title", language),
        yes=label("enquiry_desk.close.yes", language),
        no=label("enquiry_desk.close.no", language),
    )
    return button(
        "enquiry_desk.close", language, value=str(enquiry_id), confirm=asks if waits else None
    )


def reply_form(
    language: Language, *, card: Card, notes: Sequence[tuple[str, str]], metadata: str
) -> View:
    """The whole question, what has been written since, and a field for the answer."""
    intro = say(_MOMENT, "reply_intro", language, name=card.name, organisation=card.organisation)
    blocks: list[Block] = [section(intro), *whole(card.text[: PART * MOST_PARTS])]
    for name, text in notes[-5:]:
        said = say(_MOMENT, "said_before", language, name=name)
        blocks.append(section(Mrkdwn(f"{said}\n{quoted(text, _SHOWN)}")))
    words = {"type": "plain_text_input", "multiline": True, "max_length": PART}
    hint = say(_MOMENT, "reply_hint", language, name=card.name)
    blocks += [divider(), field("enquiry_answer", words, language, hint=hint)]
    return modal("enquiry_desk.reply", blocks, language, private_metadata=metadata)


def answered_in_thread_message(language: Language, *, by: str, name: str, text: str) -> Message:
    """So that colleagues see what was answered by a form, or elsewhere."""
    facts: dict[str, object] = {"by": by, "name": name}
    return message(
        say(_MOMENT, "answered_text", language, **facts),
        [section(say(_MOMENT, "answered", language, **facts)), *whole(text)],
    )


def followed_up_message(language: Language, *, enquiry_id: int, name: str, text: str) -> Message:
    """The asker has written again: for the thread."""
    reply = button("enquiry_desk.reply", language, value=str(enquiry_id), style="primary")
    return message(
        say(_MOMENT, "again_text", language, name=name),
        [
            section(say(_MOMENT, "again", language, name=name)),
            section(quoted(text, _ON_CARD)),
            actions([reply]),
        ],
    )


def helped_message(language: Language, *, enquiry_id: int, name: str) -> Message:
    """The answer was what the asker needed: for the thread."""
    words = say(_MOMENT, "helped", language, name=name)
    make = button("faqs.make", language, value=str(enquiry_id))
    return message(words, [section(words), actions([make])])


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingLine:
    """A question that waits for a facilitator."""

    enquiry_id: int
    name: str
    organisation: str
    text: str
    since: datetime


def waiting_panel(
    language: Language, *, process: str, lines: Sequence[WaitingLine], more: int
) -> View:
    """All questions that wait, the longest waiting first."""
    blocks = [section(say(_MOMENT, "waiting", language, process=process, count=len(lines) + more))]
    for one in lines:
        value = str(one.enquiry_id)
        spoken = f"{label('enquiry_desk.reply', language)}: {one.name}"
        blocks += [
            divider(),
            section(_waiting_line(one, language)),
            actions(
                [
                    button("enquiry_desk.reply", language, value=value, spoken=spoken),
                    _close_button(one.enquiry_id, one.name, language, waits=True),
                ]
            ),
        ]
    if more:
        blocks.append(context(say(_MOMENT, "waiting_more", language, more=more)))
    return panel("enquiry_desk.list", blocks, language)


def _waiting_line(one: WaitingLine, language: Language) -> Mrkdwn:
    words = say(
        _MOMENT,
        "waiting_line",
        language,
        name=one.name,
        organisation=one.organisation,
        day=short_date(local(one.since).date(), language),
    )
    return Mrkdwn(f"{words}\n{quoted(one.text, _QUOTED)}")


def unanswered_blocks(
    unanswered: Unanswered | None, process_id: int, language: Language
) -> list[Block]:
    """How many questions wait and since when, with the way to them; nothing if none does."""
    if unanswered is None:
        return []
    words = say(
        _MOMENT,
        "unanswered",
        language,
        count=unanswered.count,
        day=short_date(local(unanswered.since).date(), language),
    )
    see = button("enquiry_desk.list", language, value=str(process_id))
    return [section(words, accessory=see)]


def reminder_message(
    language: Language, *, process_id: int, lines: Sequence[WaitingLine], more: int
) -> Message:
    """To the facilitators: these have waited for two working days."""
    count = len(lines) + more
    blocks = [section(say(_MOMENT, "reminder", language, count=count))]
    for one in lines:
        reply = button(
            "enquiry_desk.reply",
            language,
            value=str(one.enquiry_id),
            spoken=f"{label('enquiry_desk.reply', language)}: {one.name}",
        )
        blocks.append(section(_waiting_line(one, language), accessory=reply))
    all_of_them = button("enquiry_desk.list", language, value=str(process_id))
    blocks.append(actions([all_of_them]))
    return message(say(_MOMENT, "reminder", language, count=count), blocks)
