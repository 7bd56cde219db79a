"""Who is invited to a meeting, as facilitators see it, and the forms in which they change that."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.conversation.questions import Language
from bot.days import local, short_date
from bot.meeting_rosters import Roster, Turnout
from bot.voice.blocks import (
    SECTION,
    VIEW_BLOCKS,
    Block,
    View,
    actions,
    boxes,
    button,
    context,
    field,
    menu,
    modal,
    option,
    panel,
    plain,
    section,
    shorten,
)
from bot.voice.dates import meeting_time
from bot.voice.meeting_desk import tally_line, turnout_line
from bot.voice.meetings import answer_acts
from bot.voice.speak import Mrkdwn, label, say
from models.enums import Attendance, Impression, MeetingForm, Reply
from models.rosters import Guest

_MOMENT = "meeting_people"
ALL = "all"
GROUPS = (Reply.YES, Reply.OFFERED, Reply.WAITING, Reply.MAYBE, Reply.NONE, Reply.NO)
_NAME, _STRAYS, _AROUND = 60, 10, 8  # blocks around the lists
_IN_A_BLOCK = 10
MOST_TICKED = _IN_A_BLOCK * (VIEW_BLOCKS - 2 - len(GROUPS))


@dataclass(frozen=True, slots=True, kw_only=True)
class Stray:
    """An answer by mail that does not count. `why` is a key."""

    address: str
    reply: Reply
    why: str
    received_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """Everything that the list of one meeting tells."""

    meeting_id: int
    title: str
    starts_at: datetime
    ends_at: datetime
    sequence: int
    is_open: bool  # still to come, and not called off
    is_over: bool  # has been held
    roster: Roster
    turnout: Turnout
    strays: tuple[Stray, ...]


def people_view(
    people: People, language: Language, *, shown: str = ALL, notice: Mrkdwn | None = None
) -> View:
    """Everybody by answer, or those of one answer, with what they need and what can be done."""
    time = meeting_time(people.starts_at, people.ends_at, language)
    blocks = [context(notice)] if notice else []
    blocks.append(section(say(_MOMENT, "heading", language, title=people.title, time=time)))
    blocks.append(section(_count(people, language)))
    blocks.append(actions(_choices(people, language, shown=shown)))
    groups = GROUPS if shown == ALL else tuple(one for one in GROUPS if one.value == shown)
    lines = [line for group in groups for line in _group(people, group, language)]
    paragraphs, left = _paged(lines, most=VIEW_BLOCKS - _AROUND)
    blocks += [section(one) for one in paragraphs]
    if left:
        blocks.append(context(say(_MOMENT, "more", language, more=left)))
    if people.strays:
        blocks.append(section(_strays(people.strays, language)))
    return panel("meeting_people.list", blocks, language)


def _count(people: People, language: Language) -> Mrkdwn:
    tally = people.roster.tally
    if not people.is_over:
        return tally_line(tally, language)
    lines = [turnout_line(people.turnout, language, invited=tally.invited)]
    if people.turnout.organisations:
        names = ", ".join(
            f"{shorten(name, _NAME)} ({count})" for name, count in people.turnout.organisations
        )
        lines.append(say(_MOMENT, "organisations", language, names=shorten(names, 2000)))
    lines.append(impressions_line(people.turnout, language))
    return Mrkdwn("\n".join(line for line in lines if line))


def impressions_line(turnout: Turnout, language: Language) -> Mrkdwn:
    """'Hvordan var det? Godt 5, nogenlunde 2, ikke godt 0', or "" while nobody has said."""
    counts = dict(turnout.impressions)
    return say(
        _MOMENT,
        "impressions",
        language,
        good=counts.get(Impression.GOOD, 0),
        fair=counts.get(Impression.FAIR, 0),
        poor=counts.get(Impression.POOR, 0),
    )


def _choices(people: People, language: Language, *, shown: str) -> list[Block]:
    value = str(people.meeting_id)
    counted = dict.fromkeys(GROUPS, 0)
    for guest in people.roster.guests:
        counted[guest.reply] += 1
    lines = [option(label("meeting_people.all", language), f"{value}:{ALL}")]
    lines += [
        option(
            f"{label(f'meeting_answer.{one.value}', language)} ({counted[one]})",
            f"{value}:{one.value}",
        )
        for one in GROUPS
        if counted[one]
    ]
    acts = ["meeting_people.tick"] if people.is_over else []
    if people.is_open:
        acts = ["meeting_people.answer", "meeting_people.invite", "meeting_people.remove"]
        acts = acts if people.roster.guests else ["meeting_people.invite"]
    elements = [button(act, language, value=value) for act in acts]
    if people.roster.guests:
        placeholder = label("meeting_people.choose", language)
        chosen = f"{value}:{shown}"
        elements.insert(
            0, menu("meeting_people.choose", lines, placeholder=placeholder, chosen=chosen)
        )
    return elements or [button("meeting_people.show", language, value=value)]


def _group(people: People, group: Reply, language: Language) -> list[Mrkdwn]:
    guests = [one for one in people.roster.guests if one.reply is group]
    if not guests:
        return []
    heading = say(
        _MOMENT,
        "group",
        language,
        name=label(f"meeting_answer.{group.value}", language),
        count=len(guests),
    )
    return [heading, *(_line(one, people, language) for one in guests)]


def _line(guest: Guest, people: People, language: Language) -> Mrkdwn:
    answered = guest.reply in {Reply.YES, Reply.MAYBE, Reply.NO}
    return say(
        _MOMENT,
        "one",
        language,
        name=shorten(guest.name, _NAME),
        organisation=shorten(guest.organisation or "", _NAME),
        form=guest.form.value if guest.form else None,
        former=answered and guest.replied_sequence < people.sequence,
        came=guest.attendance is Attendance.CAME,
        needs=guest.needs,
    )


def _paged(lines: Iterable[Mrkdwn], *, most: int) -> tuple[list[Mrkdwn], int]:
    """The lines in as few paragraphs as fit, at most so many, and how many lines are left."""
    paragraphs: list[str] = []
    left = 0
    for line in lines:
        if paragraphs and len(paragraphs[-1]) + 1 + len(line) <= SECTION:
            paragraphs[-1] += f"\n{line}"
        elif len(paragraphs) < most:
            paragraphs.append(line)
        else:
            left += 1
    return [Mrkdwn(one) for one in paragraphs], left


def _strays(strays: Sequence[Stray], language: Language) -> Mrkdwn:
    lines = [say(_MOMENT, "strays_heading", language)]
    lines += [
        say(
            _MOMENT,
            "stray",
            language,
            address=shorten(one.address, _NAME),
            reply=one.reply.value,
            why=one.why,
            day=short_date(local(one.received_at).date(), language),
        )
        for one in strays[:_STRAYS]
    ]
    if len(strays) > _STRAYS:
        lines.append(say(_MOMENT, "strays_more", language, more=len(strays) - _STRAYS))
    return Mrkdwn("\n".join(lines))


def note_form(language: Language, *, title: str, form: MeetingForm, metadata: str) -> View:
    """What somebody said by word of mouth."""
    acts = [one.partition(".")[2] for one in answer_acts(form, Reply.NONE)]
    answers = [option(label(f"meeting_answer.{one}", language), one) for one in acts]
    return modal(
        "meeting_people.note",
        [
            section(say(_MOMENT, "note_intro", language, title=title)),
            field("guest", _picker("users_select", "guest.placeholder", language), language),
            field("guest_answer", {"type": "radio_buttons", "options": answers}, language),
        ],
        language,
        private_metadata=metadata,
    )


def invite_more_form(language: Language, *, title: str, metadata: str) -> View:
    """Pick members who are not invited."""
    return modal(
        "meeting_people.more",
        [
            section(say(_MOMENT, "more_intro", language, title=title)),
            field(
                "guests", _picker("multi_users_select", "guests.placeholder", language), language
            ),
        ],
        language,
        private_metadata=metadata,
    )


def take_off_form(language: Language, *, title: str, metadata: str) -> View:
    """Pick somebody who is no longer to be invited."""
    return modal(
        "meeting_people.off",
        [
            section(say(_MOMENT, "off_intro", language, title=title)),
            field("guest", _picker("users_select", "guest.placeholder", language), language),
        ],
        language,
        private_metadata=metadata,
    )


def _picker(kind: str, name: str, language: Language) -> Block:
    return {"type": kind, "placeholder": plain(label(name, language))}


def tick_form(guests: Sequence[Guest], language: Language, *, title: str, metadata: str) -> View:
    """Boxes for everybody who was invited, those who said that they would come first."""
    shown = to_tick(guests)
    blocks = [section(say(_MOMENT, "tick_intro", language, title=title))]
    for group in GROUPS:
        mine = [one for one in shown if one.reply is group]
        for start in range(0, len(mine), _IN_A_BLOCK):
            blocks.append(
                _ticks(mine[start : start + _IN_A_BLOCK], group, language, number=len(blocks))
            )
    if len(guests) > len(shown):
        more = len(guests) - len(shown)
        blocks.append(context(say(_MOMENT, "tick_more", language, more=more)))
    return modal("meeting_people.came", blocks, language, private_metadata=metadata)


def to_tick(guests: Sequence[Guest]) -> list[Guest]:
    """Those whom the form has room for."""
    ordered = sorted(guests, key=lambda one: GROUPS.index(one.reply))  # stable: by name within
    return ordered[:MOST_TICKED]


def _ticks(guests: Sequence[Guest], group: Reply, language: Language, *, number: int) -> Block:
    lines = [
        option(
            f"{guest.name}, {guest.organisation}" if guest.organisation else guest.name,
            str(guest.person_id),
        )
        for guest in guests
    ]
    came = [str(one.person_id) for one in guests if one.attendance is Attendance.CAME]
    name = say(
        _MOMENT,
        "ticks",
        language,
        group=label(f"meeting_answer.{group.value}", language),
        first=shorten(guests[0].name, _NAME),
        last=shorten(guests[-1].name, _NAME),
        alone=len(guests) == 1,
    )
    return {
        "type": "input",
        "block_id": f"came_{number}",
        "label": plain(name),
        "element": boxes("came", lines, ticked=came),
        "optional": True,
    }


def people_word(part: str, language: Language, **facts: object) -> Mrkdwn:
    """One sentence about the people of a meeting."""
    return say(_MOMENT, part, language, **facts)
