"""The card of a meeting in somebody's direct message: what it is, where they stand, their buttons."""

from dataclasses import dataclass
from datetime import datetime

from bot.calendar.links import AddLinks
from bot.conversation.questions import Language
from bot.days import local
from bot.voice.blocks import (
    MESSAGE_CHARACTERS,
    Block,
    Message,
    actions,
    button,
    context,
    message,
    section,
    size,
)
from bot.voice.dates import away, meeting_time, moment
from bot.voice.links import link
from bot.voice.speak import Mrkdwn, escape, say
from models.enums import MeetingForm, RepliedBy, Reply

_MOMENT = "meeting_card"
_AGENDA = 1500  # characters of it shown in a card
_ROOM = MESSAGE_CHARACTERS - 500  # for what may be put before it


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingWords:
    """A meeting as one reader is told of it."""

    meeting_id: int
    process: str
    title: str
    starts_at: datetime
    ends_at: datetime
    form: MeetingForm
    place: str | None
    link: str | None
    about: str
    agenda: str
    former: tuple[datetime, datetime] | None = None  # when it was to be, before it moved
    called_off: bool = False
    because: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CardFacts:
    """Where one person stands with a meeting. `sequence` is the meeting's, as it is told here."""

    invitation_id: int
    sequence: int
    meeting: MeetingWords
    reply: Reply
    replied_by: RepliedBy | None
    form: MeetingForm | None
    answered_former: bool  # the answer was given before the meeting moved
    waiting_place: int | None  # 1 is next
    offer_until: datetime | None
    needs: str | None
    asks_needs: bool
    address: str | None  # where the invitation went by mail
    links: AddLinks | None


def card_message(facts: CardFacts, language: Language, *, kind: str, now: datetime) -> Message:
    """The card. `kind` is what it is sent for: invited, moved, updated, offered or answered."""
    meeting = facts.meeting
    time = meeting_time(meeting.starts_at, meeting.ends_at, language)
    told = {"title": meeting.title, "time": time}
    if kind == "answered":
        told["reply"] = Reply.NONE.value if facts.answered_former else facts.reply.value
    text = say(_MOMENT, f"{kind}_text", language, **told)
    blocks = [section(_headline(facts, language, kind=kind, now=now))]
    if meeting.about or meeting.agenda:
        words = "\n\n".join(one for one in (meeting.about, meeting.agenda) if one)
        blocks.append(section(escape(words[:_AGENDA])))
    if now >= meeting.ends_at:
        blocks.append(context(say(_MOMENT, "over", language)))
        return message(text, blocks)
    if kind != "moved" or facts.reply is not Reply.NONE:  # the headline has asked already
        blocks.append(section(_standing(facts, language, kind=kind)))
    blocks.append(actions(_buttons(facts, language)))
    blocks += _small_print(facts, language, room=_ROOM - size(blocks))
    return message(text, blocks)


def present_message(facts: CardFacts, language: Language, *, now: datetime) -> Message:
    """The card as things stand, whatever it was sent for."""
    if facts.meeting.called_off:
        return called_off_message(facts, language)
    return card_message(facts, language, kind="answered", now=now)


def called_off_message(facts: CardFacts, language: Language) -> Message:
    """The meeting does not take place."""
    return _over_and_done(facts, language, part="called_off")


def removed_message(facts: CardFacts, language: Language) -> Message:
    """Somebody is no longer invited."""
    return _over_and_done(facts, language, part="removed")


def replaced_message(facts: CardFacts, language: Language) -> Message:
    """What stays of an old card: a newer one stands below it."""
    return _over_and_done(facts, language, part="replaced")


def offer_passed_message(facts: CardFacts, language: Language, *, now: datetime) -> Message:
    """The card of somebody whose offer has gone to the next one."""
    card = card_message(facts, language, kind="offer_passed", now=now)
    passed = section(say(_MOMENT, "offer_passed", language))
    return message(card["text"], [passed, *card["blocks"]])


def offer_gone_message(facts: CardFacts, language: Language) -> Message:
    """What calls attention to it, with the way back into the line."""
    told = {"title": facts.meeting.title}
    first = answer_acts(facts.meeting.form, Reply.NONE)[0]
    return message(
        say(_MOMENT, "offer_passed_text", language, **told),
        [
            section(say(_MOMENT, "offer_gone", language, **told)),
            actions([button(first, language, value=button_value(facts))]),
        ],
    )


def where_line(meeting: MeetingWords, language: Language) -> Mrkdwn:
    """Place and link on one line, or that they follow."""
    return say(
        _MOMENT,
        "where",
        language,
        form=meeting.form.value,
        place=meeting.place,
        link=link(meeting.link, say(_MOMENT, "join", language)) if meeting.link else None,
    )


def _over_and_done(facts: CardFacts, language: Language, *, part: str) -> Message:
    meeting = facts.meeting
    told = {
        "title": meeting.title,
        "time": meeting_time(meeting.starts_at, meeting.ends_at, language),
    }
    more = {"because": meeting.because, "address": facts.address} if part == "called_off" else {}
    text = say(_MOMENT, f"{part}_text", language, **told)
    return message(text, [section(say(_MOMENT, part, language, **told, **more))])


def _headline(facts: CardFacts, language: Language, *, kind: str, now: datetime) -> Mrkdwn:
    meeting = facts.meeting
    time = meeting_time(meeting.starts_at, meeting.ends_at, language)
    distance = away(local(meeting.starts_at).date(), local(now).date(), language)
    lines = [
        Mrkdwn(f"*{escape(meeting.title)}*"),
        say(_MOMENT, "when", language, time=time, away=distance),
        where_line(meeting, language),
    ]
    if kind == "invited":
        lines.insert(0, say(_MOMENT, "invited", language, process=meeting.process))
    if kind == "moved":
        former = meeting.former
        told = meeting_time(*former, language) if former else None
        lines.append(say(_MOMENT, "moved", language, former=told))
    return Mrkdwn("\n".join(lines))


def _standing(facts: CardFacts, language: Language, *, kind: str) -> Mrkdwn:
    reply = facts.reply
    if reply is Reply.NONE:
        return say(_MOMENT, "ask", language)
    if facts.answered_former and reply in {Reply.YES, Reply.MAYBE, Reply.NO}:
        again = say(_MOMENT, "ask_again", language, reply=reply.value)
        return again if kind == "moved" else Mrkdwn(f"{again} {say(_MOMENT, 'ask', language)}")
    by = facts.replied_by.value if facts.replied_by else None
    lines: list[Mrkdwn] = []
    match reply:
        case Reply.YES:
            form = facts.form.value if facts.form else None
            lines.append(say(_MOMENT, "yes", language, form=form, by=by))
        case Reply.MAYBE | Reply.NO:
            lines.append(say(_MOMENT, reply.value, language, by=by))
        case Reply.WAITING:
            lines.append(
                say(
                    _MOMENT,
                    "waiting",
                    language,
                    place=facts.waiting_place,
                    can_join_digitally=facts.meeting.form is MeetingForm.BOTH,
                )
            )
        case Reply.OFFERED:
            until = moment(facts.offer_until, language) if facts.offer_until else ""
            lines.append(say(_MOMENT, "offered", language, until=until))
    if facts.needs:
        lines.append(say(_MOMENT, "needs", language, needs=facts.needs))
    return Mrkdwn("\n".join(lines))


def _buttons(facts: CardFacts, language: Language) -> list[Block]:
    acts = answer_acts(facts.meeting.form, facts.reply)
    if facts.asks_needs and facts.reply in {Reply.YES, Reply.WAITING, Reply.OFFERED}:
        acts.append("meetings.needs")
    acts.append("meetings.file")
    value = button_value(facts)
    asked = facts.reply in {Reply.NONE, Reply.OFFERED} or facts.answered_former
    return [
        button(act, language, value=value, style="primary" if asked and not place else None)
        for place, act in enumerate(acts)
    ]


def button_value(facts: CardFacts) -> str:
    """Which invitation a button is about, and which time and place its reader saw."""
    return f"{facts.invitation_id}:{facts.sequence}"


def answer_acts(form: MeetingForm, reply: Reply) -> list[str]:
    """The buttons by which somebody answers, the likeliest first."""
    if reply is Reply.OFFERED:
        return ["meetings.take", "meetings.pass"]
    coming = ["meetings.yes"]
    if form is MeetingForm.BOTH:
        coming = ["meetings.yes_here", "meetings.yes_online"]
    return [*coming, "meetings.maybe", "meetings.no"]


def _small_print(facts: CardFacts, language: Language, *, room: int) -> list[Block]:
    """Where else the invitation is. Links to calendars, which may be long, only if there is room."""
    if facts.address:
        return [context(say(_MOMENT, "by_mail", language, address=facts.address))]
    if facts.links is None:  # beside a mail they would make a second appointment
        return []
    calendars = context(
        say(_MOMENT, "calendars", language),
        link(facts.links.google, "Google"),
        link(facts.links.outlook, "Outlook.com"),
        link(facts.links.office, "Microsoft 365"),
        say(_MOMENT, "calendars_note", language),
    )
    return [calendars] if size([calendars]) <= room else []
