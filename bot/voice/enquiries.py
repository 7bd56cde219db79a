"""Asking a human, in words: the offer, what is passed on, and the answer that comes back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.conversation.questions import Language
from bot.days import local, short_date
from bot.voice.blocks import (
    SECTION,
    Block,
    Message,
    View,
    actions,
    button,
    context,
    field,
    message,
    modal,
    section,
    shorten,
)
from bot.voice.help import Contact, contact_lines
from bot.voice.speak import Mrkdwn, escape, listed, quote_plainly, say
from models.enums import EnquiryState

_MOMENT = "enquiry"
LONGEST_ANSWER = 8500  # characters as Slack is sent them; with its question it fits one message
PART = 3000  # the most that a field of Slack's holds
MOST_PARTS = 4
_SHOWN, _QUOTED, _LINE = 500, 300, 150  # characters of a question
_NAMES = 4  # of facilitators, told by name


def quoted(text: str, limit: int) -> Mrkdwn:
    """What somebody wrote, as a quotation of at most so many characters."""
    lines = [line for line in shorten(text, limit).splitlines() if line.strip()]
    return Mrkdwn("\n".join(f">{quote_plainly(line)}" for line in lines) or ">…")


def written_length(text: str) -> int:
    """How many characters Slack is sent for these words."""
    return len(escape(text))


def whole(text: str) -> list[Block]:
    """All of it, in as many paragraphs as Slack needs."""
    blocks, rest = [], text
    while rest:
        size = SECTION
        while len(escape(rest[:size])) > SECTION:
            size -= max(1, (len(escape(rest[:size])) - SECTION) // 5)
        if size < len(rest):  # not in the middle of a word, if there is a gap
            gap = max(rest.rfind("\n", size // 2, size), rest.rfind(" ", size // 2, size))
            size = gap if gap > 0 else size
        part, rest = rest[:size].strip(), rest[size:].lstrip()
        if part:
            blocks.append(section(escape(part)))
    return blocks


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipients:
    """Who would get the question, and what stands beside it."""

    names: tuple[str, ...]
    in_channel: bool
    process: str
    organisation: str  # the asker's; "" if none


def _recipients(to: Recipients, language: Language) -> dict[str, object]:
    return {
        "names": listed(to.names, language) if len(to.names) <= _NAMES else "",
        "count": len(to.names),
        "in_channel": to.in_channel,
        "process": to.process,
        "organisation": to.organisation,
    }


def offer_message(language: Language, *, enquiry_id: int, text: str, to: Recipients) -> Message:
    """Sammen cannot answer: what would be sent, to whom, and the three ways on."""
    facts = _recipients(to, language)
    ways = [button("enquiries.send", language, value=str(enquiry_id), style="primary")]
    if len(text) <= PART * MOST_PARTS:
        ways.append(button("enquiries.rewrite", language, value=str(enquiry_id)))
    ways.append(button("enquiries.drop", language, value=str(enquiry_id)))
    return message(
        say(_MOMENT, "offer_text", language),
        [
            section(say(_MOMENT, "offer", language)),
            section(quoted(text, _SHOWN)),
            context(say(_MOMENT, "to_whom", language, **facts, is_cut=len(text) > _SHOWN)),
            actions(ways),
        ],
    )


def sent_message(
    language: Language, *, enquiry_id: int, process_id: int, text: str, to: Recipients
) -> Message:
    """It has been passed on, and where the answer will come."""
    blocks = [
        section(say(_MOMENT, "sent", language, **_recipients(to, language))),
        section(quoted(text, _QUOTED)),
        actions(
            [
                button("enquiries.own", language, value=str(process_id)),
                button("enquiries.take_back", language, value=str(enquiry_id)),
            ]
        ),
    ]
    return message(say(_MOMENT, "sent_text", language), blocks)


def waits_message(
    language: Language, *, enquiry_id: int, process_id: int, text: str, sent_at: datetime
) -> Message:
    """The same was passed on before, and waits: it is not sent again."""
    day = short_date(local(sent_at).date(), language)
    return message(
        say(_MOMENT, "waits_text", language, day=day),
        [
            section(say(_MOMENT, "waits", language, day=day)),
            section(quoted(text, _QUOTED)),
            actions(
                [
                    button("enquiries.own", language, value=str(process_id)),
                    button("enquiries.take_back", language, value=str(enquiry_id)),
                ]
            ),
        ],
    )


def too_many_message(
    language: Language, *, waiting: int, process_id: int, contacts: Sequence[Contact]
) -> Message:
    """So much waits already that this is not passed on; it is kept."""
    blocks = [section(say(_MOMENT, "too_many", language, waiting=waiting))]
    if contacts:
        blocks.append(section(contact_lines(tuple(contacts), language)))
    own = button("enquiries.own", language, value=str(process_id))
    blocks.append(actions([own]))
    return message(say(_MOMENT, "too_many_text", language), blocks)


def nobody_message(language: Language, *, contacts: Sequence[Contact]) -> Message:
    """There is nobody to pass it on to: whom to call instead."""
    return _with_contacts("nobody", language, contacts)


def _with_contacts(part: str, language: Language, contacts: Sequence[Contact]) -> Message:
    blocks = [section(say(_MOMENT, part, language, has_contacts=bool(contacts)))]
    if contacts:
        blocks.append(section(contact_lines(tuple(contacts), language)))
    return message(say(_MOMENT, f"{part}_text", language), blocks)


def write_form(language: Language, *, text: str, to: Recipients, metadata: str) -> View:
    """The question, to be written or corrected; sending the form passes it on."""
    intro = say(_MOMENT, "write_intro", language, **_recipients(to, language))
    blocks: list[Block] = [section(intro)]
    for place, part in enumerate(_parts(text)):
        words: Block = {"type": "plain_text_input", "multiline": True, "max_length": PART}
        if part:
            words["initial_value"] = part
        made = field("enquiry_words", words, language, optional=place > 0)
        blocks.append(made if place == 0 else {**made, "block_id": f"enquiry_words_{place}"})
    return modal("enquiries.write", blocks, language, private_metadata=metadata)


def _parts(text: str) -> list[str]:
    """The text in pieces that a field holds: one, and empty, where there is none."""
    pieces, rest = [], text
    while len(rest) > PART:
        gap = max(rest.rfind("\n", PART // 2, PART), rest.rfind(" ", PART // 2, PART))
        cut = gap if gap > 0 else PART
        pieces.append(rest[:cut])
        rest = rest[cut:].lstrip()
    return [*pieces, rest]


def answer_message(
    language: Language,
    *,
    enquiry_id: int,
    note_id: int,
    by: str,
    question: str,
    text: str,
    has_helped: bool = False,
) -> Message:
    """What the asker reads: the answer, under what they asked."""
    value = f"{enquiry_id}:{note_id}"
    again = button("enquiries.again", language, value=value)
    blocks = [
        section(say(_MOMENT, "answer", language, by=by)),
        section(quoted(question, _QUOTED)),
        *whole(text),
    ]
    if has_helped:
        blocks += [context(say(_MOMENT, "has_helped", language)), actions([again])]
    else:
        helped = button("enquiries.helped", language, value=value, style="primary")
        blocks.append(actions([helped, again]))
    return message(say(_MOMENT, "answer_text", language, by=by), blocks)


def closed_message(
    language: Language, *, enquiry_id: int, question: str, contacts: Sequence[Contact]
) -> Message:
    """The facilitators will not answer in writing: for the asker, with whom to call."""
    blocks = [
        section(say(_MOMENT, "closed", language, has_contacts=bool(contacts))),
        section(quoted(question, _QUOTED)),
    ]
    if contacts:
        blocks.append(section(contact_lines(tuple(contacts), language)))
    again = button("enquiries.again", language, value=f"{enquiry_id}:0")
    return message(say(_MOMENT, "closed_text", language), [*blocks, actions([again])])


def again_form(language: Language, *, question: str, metadata: str) -> View:
    """What the asker wants to add."""
    words = {"type": "plain_text_input", "multiline": True, "max_length": PART}
    blocks = [
        section(say(_MOMENT, "again_intro", language)),
        section(quoted(question, _QUOTED)),
        field("enquiry_more", words, language),
    ]
    return modal("enquiries.again", blocks, language, private_metadata=metadata)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnLine:
    """One of one's own questions."""

    enquiry_id: int
    text: str
    at: datetime  # passed on, or written if it was not
    state: EnquiryState
    is_taken_back: bool
    may_be_taken_back: bool


def own_message(
    language: Language, *, process_id: int, process: str, lines: Sequence[OwnLine], more: int
) -> Message:
    """What this person has asked the facilitators, and how far it is."""
    count = len(lines)
    blocks = [section(say(_MOMENT, "own", language, process=process, count=count))]
    for one in lines:
        words = say(
            _MOMENT,
            "own_line",
            language,
            day=short_date(local(one.at).date(), language),
            state=one.state.value,
            is_taken_back=one.is_taken_back,
        )
        accessory = None
        if one.state is EnquiryState.OFFERED:
            accessory = button("enquiries.send", language, value=str(one.enquiry_id))
        elif one.may_be_taken_back:
            accessory = button("enquiries.take_back", language, value=str(one.enquiry_id))
        elif not one.is_taken_back:
            accessory = button("enquiries.again", language, value=f"{one.enquiry_id}:0")
        quote = quoted(one.text, _LINE)
        blocks.append(section(Mrkdwn(f"{words}\n{quote}"), accessory=accessory))
    if more:
        blocks.append(context(say(_MOMENT, "own_more", language, more=more)))
    blocks.append(actions([button("enquiries.ask", language, value=str(process_id))]))
    return message(say(_MOMENT, "own_text", language, count=count), blocks)


def enquiry_word(part: str, language: Language, **facts: object) -> Mrkdwn:
    """One sentence about an enquiry."""
    return say(_MOMENT, part, language, **facts)
