"""Where facilitators see to the meetings: the list, and calling one off."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.conversation.questions import Language
from bot.days import local
from bot.meeting_rosters import Tally, Turnout
from bot.voice.blocks import (
    VIEW_BLOCKS,
    Block,
    Message,
    View,
    actions,
    button,
    context,
    divider,
    field,
    modal,
    panel,
    section,
)
from bot.voice.dates import away, meeting_time, moment
from bot.voice.notes import paragraph
from bot.voice.speak import Mrkdwn, quote_plainly, say

_MOMENT = "meeting_desk"
_LISTED = (VIEW_BLOCKS - 4) // 3  # meetings with their buttons
_REASON = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One meeting as it stands in the facilitators' list."""

    meeting_id: int
    title: str
    starts_at: datetime
    ends_at: datetime
    called_off: bool
    invite_from: datetime | None
    tally: Tally
    turnout: Turnout


def list_view(
    meetings: Sequence[Listed], language: Language, *, process_id: int, title: str, now: datetime
) -> View:
    """The last meeting that was held and those to come, each with what can be done with it."""
    blocks = [section(say(_MOMENT, "list_intro", language, process=title, count=len(meetings)))]
    new = button("meeting_desk.new", language, value=str(process_id), style="primary")
    blocks.append(actions([new]))
    for one in meetings[:_LISTED]:
        blocks += [divider(), *_listed(one, language, now=now)]
    if len(meetings) > _LISTED:
        more = say(_MOMENT, "more_meetings", language, more=len(meetings) - _LISTED)
        blocks.append(context(more))
    return panel("meeting_desk.list", blocks, language)


def _listed(one: Listed, language: Language, *, now: datetime) -> list[Block]:
    day = local(one.starts_at).date()
    lines = [
        Mrkdwn(f"*{quote_plainly(one.title)}*"),
        say(
            _MOMENT,
            "listed_when",
            language,
            time=meeting_time(one.starts_at, one.ends_at, language),
            away=away(day, local(now).date(), language),
        ),
        _state(one, language, now=now),
    ]
    return [
        section(Mrkdwn("\n".join(line for line in lines if line))),
        actions(_buttons(one, language, now=now)),
    ]


def _state(one: Listed, language: Language, *, now: datetime) -> Mrkdwn:
    if one.called_off:
        return say(_MOMENT, "is_called_off", language)
    if one.ends_at <= now:
        return turnout_line(one.turnout, language, invited=one.tally.invited)
    if one.invite_from is None:
        return say(_MOMENT, "not_invited", language)
    if one.invite_from > now and not one.tally.invited:
        return say(_MOMENT, "invited_later", language, at=moment(one.invite_from, language))
    return tally_line(one.tally, language)


def tally_line(tally: Tally, language: Language) -> Mrkdwn:
    """'Ja 5 · Måske 2 · Nej 1 · Mangler svar 4', the seats, and who answered a former time."""
    return say(
        _MOMENT,
        "tally",
        language,
        invited=tally.invited,
        yes=tally.yes,
        maybe=tally.maybe,
        no=tally.no,
        missing=tally.missing,
        waiting=tally.waiting,
        offered=tally.offered,
        again=tally.again,
        free=tally.free,
    )


def turnout_line(turnout: Turnout, language: Language, *, invited: int) -> Mrkdwn:
    """'12 kom, fra 7 organisationer', or that nobody has ticked off who came."""
    return say(
        _MOMENT,
        "turnout",
        language,
        ticked=turnout.ticked,
        came=len(turnout.came),
        organisations=len(turnout.organisations),
        invited=invited,
    )


def _buttons(one: Listed, language: Language, *, now: datetime) -> list[Block]:
    acts = ["meeting_people.show"]
    is_over = one.ends_at <= now
    if not one.called_off and not is_over:
        acts = ["meeting_desk.change", "meeting_people.show", "meeting_desk.call_off"]
    elif not one.called_off:
        acts = ["meeting_after.open", "meeting_people.show"]
    value = str(one.meeting_id)
    return [
        button(
            act,
            language,
            value=value,
            spoken=say(_MOMENT, "spoken", language, act=act.partition(".")[2], title=one.title),
        )
        for act in acts
    ]


def call_off_view(language: Language, *, title: str, time: str, told: int, metadata: str) -> View:
    """Why the meeting is called off, if one wants to say, and how many hear of it."""
    reason = {"type": "plain_text_input", "multiline": True, "max_length": _REASON}
    intro = say(_MOMENT, "call_off_intro", language, title=title, time=time, told=told)
    hint = say(_MOMENT, "call_off_hint", language)
    return modal(
        "meeting_desk.call_off",
        [section(intro), field("call_off_reason", reason, language, hint=hint, optional=True)],
        language,
        private_metadata=metadata,
    )


def desk_word(part: str, language: Language, **facts: object) -> Message:
    """One sentence about a meeting, for the facilitator alone."""
    return paragraph(say(_MOMENT, part, language, **facts))


def saved_word(
    language: Language, *, title: str, invited: int, told: int, offered: int, at: str | None
) -> Message:
    """What became of saving: how many hear of it, and when if that is not at once."""
    facts = {"title": title, "invited": invited, "told": told, "offered": offered, "at": at}
    return desk_word("saved", language, **facts)
