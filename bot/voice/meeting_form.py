"""The form of a meeting, what may be wrong in it, and what sending it in would do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.calendar.text import LONGEST_LINK
from bot.conversation.questions import Language
from bot.days import clock_time, local
from bot.meeting_desk import Forecast
from bot.meeting_drafts import (
    LONGEST_AGENDA,
    LONGEST_PLACE,
    LONGEST_TITLE,
    MOST_SEATS,
    USUAL_REMINDERS,
    Draft,
    Fault,
)
from bot.meetings import Weight
from bot.voice.blocks import (
    Block,
    View,
    boxes,
    context,
    divider,
    field,
    modal,
    multi_menu,
    option,
    section,
)
from bot.voice.dates import moment
from bot.voice.meetings import CardFacts, MeetingWords, card_message
from bot.voice.speak import Mrkdwn, label, say
from models.enums import MeetingForm, Reply, Role

_MOMENT = "meeting_form"
OFFERED_REMINDERS = (20_160, *USUAL_REMINDERS)  # minutes: two weeks, and the usual ones
_DAY, _HOUR = 1440, 60
NAMES = 12


def form_view(draft: Draft | None, language: Language, *, is_new: bool, metadata: str) -> View:
    """All that a meeting is made of; without a draft, empty."""
    callback_id = "meeting_desk.new" if is_new else "meeting_desk.change"
    intro = section(say(_MOMENT, "intro", language, is_new=is_new))
    fields = [*_words(draft, language), *_times(draft, language), *_people(draft, language)]
    return modal(callback_id, [intro, *fields], language, private_metadata=metadata)


def _words(draft: Draft | None, language: Language) -> list[Block]:
    title = draft.title if draft else {}
    danish, english = title.get("da", ""), title.get("en", "")
    agenda = draft.agenda["da"] if draft and draft.agenda else ""
    return [
        field("meeting_title", _line(danish, LONGEST_TITLE), language),
        field(
            "meeting_english",
            _line(english if english != danish else "", LONGEST_TITLE),
            language,
            hint=say(_MOMENT, "english_hint", language),
            optional=True,
        ),
        field(
            "meeting_agenda",
            {**_line(agenda, LONGEST_AGENDA), "multiline": True},
            language,
            hint=say(_MOMENT, "agenda_hint", language, most=LONGEST_AGENDA),
            optional=True,
        ),
    ]


def _times(draft: Draft | None, language: Language) -> list[Block]:
    starts = local(draft.starts_at) if draft and draft.starts_at else None
    ends = local(draft.ends_at) if draft and draft.ends_at else None
    forms = [option(label(f"meeting_form.{one.value}", language), one.value) for one in MeetingForm]
    chosen = draft.form.value if draft else MeetingForm.PHYSICAL.value
    day = {"type": "datepicker", **({"initial_date": f"{starts:%Y-%m-%d}"} if starts else {})}
    blocks = [
        field("meeting_day", day, language),
        field("meeting_start", _clock(starts), language),
    ]
    last = ends if starts and ends and starts.date() != ends.date() else None
    if last is not None:
        picker = {"type": "datepicker", "initial_date": f"{last:%Y-%m-%d}"}
        blocks.append(field("meeting_last", picker, language))
    return [
        *blocks,
        field(
            "meeting_end",
            _clock(ends),
            language,
            hint=say(_MOMENT, "end_hint", language, same_day=not last),
        ),
        field(
            "meeting_form",
            {
                "type": "radio_buttons",
                "options": forms,
                "initial_option": next(one for one in forms if one["value"] == chosen),
            },
            language,
        ),
        field(
            "meeting_place",
            _line(draft.place if draft else "", LONGEST_PLACE),
            language,
            hint=say(_MOMENT, "place_hint", language),
            optional=True,
        ),
        field(
            "meeting_link",
            _line(draft.link if draft else "", LONGEST_LINK),
            language,
            hint=say(_MOMENT, "link_hint", language),
            optional=True,
        ),
    ]


def _people(draft: Draft | None, language: Language) -> list[Block]:
    capacity = str(draft.capacity) if draft and draft.capacity is not None else ""
    seats = {"type": "number_input", "is_decimal_allowed": False, "min_value": "1"}
    seats |= {"max_value": str(MOST_SEATS)} | ({"initial_value": capacity} if capacity else {})
    roles = [option(label(f"role.{one.value}", language), one.value) for one in Role]
    audience = draft.audience if draft else tuple(one.value for one in Role)
    asks = [option(label("meeting_needs.ask", language), "ask")]
    reminded = draft.reminder_minutes if draft else USUAL_REMINDERS
    minutes = sorted({*OFFERED_REMINDERS, *reminded}, reverse=True)
    ahead = [option(_ahead(one, language), str(one)) for one in minutes[:10]]
    return [
        field(
            "meeting_audience",
            multi_menu(
                "meeting_audience",
                roles,
                placeholder=label("meeting_audience.placeholder", language),
                chosen=audience,
            ),
            language,
        ),
        field(
            "meeting_seats",
            seats,
            language,
            hint=say(_MOMENT, "seats_hint", language),
            optional=True,
        ),
        field(
            "meeting_needs",
            boxes("meeting_needs", asks, ticked=("ask",) if draft and draft.asks_needs else ()),
            language,
            optional=True,
        ),
        field(
            "meeting_reminders",
            boxes("meeting_reminders", ahead, ticked=[str(one) for one in reminded]),
            language,
            optional=True,
        ),
    ]


def _line(words: str, most: int) -> Block:
    begun = {"initial_value": words[:most]} if words else {}
    return {"type": "plain_text_input", "max_length": most, **begun}


def _clock(at: datetime | None) -> Block:
    return {"type": "timepicker", **({"initial_time": f"{at:%H:%M}"} if at else {})}


def _ahead(minutes: int, language: Language) -> str:
    unit, count = "minutes", minutes
    if minutes % _DAY == 0:
        unit, count = "days", minutes // _DAY
    elif minutes % _HOUR == 0:
        unit, count = "hours", minutes // _HOUR
    return say(_MOMENT, "ahead", language, unit=unit, count=count)


_FIELDS = {"capacity": "meeting_seats"}


def field_of(name: str) -> str:
    """The field of the form that holds that part of a draft."""
    return _FIELDS.get(name, f"meeting_{name}")


def fault_words(faults: dict[str, Fault], language: Language, *, seats: int) -> dict[str, str]:
    """What is wrong, by field of the form, each with what to write instead."""
    longest = {"title": LONGEST_TITLE, "agenda": LONGEST_AGENDA, "place": LONGEST_PLACE}
    return {
        field_of(name): say(
            _MOMENT, fault.value, language, **_facts(fault, most=longest.get(name), seats=seats)
        )
        for name, fault in faults.items()
    }


def _facts(fault: Fault, *, most: int | None, seats: int) -> dict[str, object]:
    if fault is Fault.TOO_LONG:
        return {"most": most or LONGEST_TITLE}
    return {"seats": seats} if fault is Fault.CAPACITY_TOO_SMALL else {}


def too_much(excess: int, language: Language) -> dict[str, str]:
    """All fields together hold more than can be carried to the preview."""
    return {"meeting_agenda": say(_MOMENT, "too_much", language, excess=excess)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """What a preview shows."""

    forecast: Forecast
    words: MeetingWords
    moved_clock: datetime | None  # the start, where the clock that was picked does not exist
    english_lost: bool  # the agenda's English is replaced by the new Danish
    now: datetime


def preview_view(ahead: Ahead, language: Language, *, metadata: str) -> View:
    """Who gets what, whether they are asked again, and the card as people will see it."""
    told = ahead.forecast
    later = moment(told.at, language) if told.at > ahead.now else None
    weight = say(_MOMENT, "weight", language, weight=_weight(told), invited=len(told.invited))
    blocks = [section(weight)]
    if told.reached:
        words = say(
            _MOMENT,
            "reach",
            language,
            invited=len(told.invited),
            told=len(told.told),
            by_mail=told.by_mail,
            quiet=told.weight is Weight.QUIET,
            at=later,
        )
        blocks += [section(words), context(_names((*told.invited, *told.told), language))]
    elif told.weight is None:
        blocks.append(section(say(_MOMENT, "reach_nobody", language)))
    if told.offered:
        count = len(told.offered)
        blocks.append(section(say(_MOMENT, "offered", language, count=count)))
        blocks.append(context(_names(told.offered, language)))
    if ahead.moved_clock is not None:
        clock = clock_time(ahead.moved_clock, language)
        blocks.append(section(say(_MOMENT, "moved_clock", language, clock=clock)))
    if ahead.english_lost:
        blocks.append(section(say(_MOMENT, "english_lost", language)))
    blocks += [divider(), context(say(_MOMENT, "card_intro", language))]
    blocks += _card(ahead, language)
    return modal(_button_of(told), blocks, language, private_metadata=metadata)


def _button_of(told: Forecast) -> str:
    """What is pressed to go on: send the invitations, save the change, or make the meeting."""
    if told.invited and not told.told:
        return "meeting_desk.send"
    return "meeting_desk.keep" if told.weight is None else "meeting_desk.save"


def _weight(told: Forecast) -> str:
    if told.weight is None:
        return "new"
    is_unheard = told.weight is not Weight.NOTHING and not told.told
    return "unheard" if is_unheard else told.weight.value


def _names(names: Sequence[str], language: Language) -> Mrkdwn:
    more = len(names) - NAMES
    return say(_MOMENT, "names", language, names=", ".join(names[:NAMES]), more=max(0, more))


def _card(ahead: Ahead, language: Language) -> list[Block]:
    told = ahead.forecast
    kind = "moved" if told.weight is Weight.ASKS_AGAIN else "updated"
    if told.weight is None or not told.told:
        kind = "invited"  # whoever reads it reads of the meeting for the first time
    facts = CardFacts(
        invitation_id=0,
        sequence=0,
        meeting=ahead.words,
        reply=Reply.NONE,
        replied_by=None,
        form=None,
        answered_former=False,
        waiting_place=None,
        offer_until=None,
        needs=None,
        asks_needs=False,
        address=None,
        links=None,
    )
    card = card_message(facts, language, kind=kind, now=ahead.now)
    # Whoever is told of a quiet change has answered or been asked before.
    left_out = [section(say("meeting_card", "ask", language))] if kind == "updated" else []
    return [one for one in card["blocks"] if one["type"] != "actions" and one not in left_out]
