"""Milestones in words: announced, come due, moved, called off; the form that changes one, and what it did."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.conversation.questions import Language
from bot.milestone_changes import Standing
from bot.timeline import Former
from bot.voice.blocks import (
    OPTION,
    Block,
    Message,
    View,
    actions,
    button,
    context,
    field,
    menu,
    message,
    modal,
    option,
    section,
    shorten,
)
from bot.voice.dates import away, dated, moment
from bot.voice.speak import Mrkdwn, escape, label, say
from models.enums import MilestoneState, Precision

_MOMENT = "milestone"


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneFacts:
    """What is told of a milestone, in the reader's language."""

    process_id: int
    process: str
    title: str
    about: str | None
    day: date
    precision: Precision
    state: MilestoneState
    former: Former | None
    today: date


def milestone_message(
    part: str, facts: MilestoneFacts, language: Language, *, is_direct: bool
) -> Message:
    """`part`: announced, due, moved, dropped or resumed. `is_direct`: to one person, who reads why they get it."""
    is_exact = facts.precision is Precision.DAY
    former = facts.former
    named = {
        "title": facts.title,
        "day": dated(facts.day, facts.precision, language),
        "away": away(facts.day, facts.today, language) if is_exact else None,
        "former": dated(former.day, former.precision, language) if former else None,
        "is_today": is_exact and facts.day == facts.today,
        "is_past": is_exact and facts.day < facts.today,
        "is_under_way": facts.state is MilestoneState.UNDER_WAY,
    }
    blocks: list[Block] = [section(say(_MOMENT, part, language, **named))]
    if facts.about and part in {"announced", "due"}:
        blocks.append(section(escape(facts.about)))
    blocks.append(actions([button("milestones.show", language, value=str(facts.process_id))]))
    if is_direct:
        blocks.append(context(say(_MOMENT, "why", language, process=facts.process)))
    return message(say(_MOMENT, f"{part}_text", language, **named), blocks)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A milestone that can be chosen in the form."""

    milestone_id: int
    title: str
    day: date
    precision: Precision


_STATES = {
    MilestoneState.PLANNED: "milestone_state.planned",
    MilestoneState.UNDER_WAY: "milestone_state.under_way",
    MilestoneState.DONE: "milestone_state.done",
    MilestoneState.MOVED: "milestone_state.moved",
    MilestoneState.DROPPED: "milestone_state.dropped",
}
MOST_CHOICES = 100  # lines of a menu


def change_form(process_id: int, choices: Sequence[Choice], language: Language) -> View:
    """Which milestone, and what is to be different. What is left empty stays as it is."""
    lines = [option(_choice(one, language), str(one.milestone_id)) for one in choices]
    offered = [one for one in _STATES if one is not MilestoneState.MOVED]  # its date says that
    states = [option(label(_STATES[one], language), one.value) for one in offered]
    text = {"type": "plain_text_input", "max_length": 60}
    return modal(
        "milestones.edit",
        [
            section(say(_MOMENT, "form", language)),
            field(
                "milestone",
                menu(
                    "milestone",
                    lines[:MOST_CHOICES],
                    placeholder=label("milestone.placeholder", language),
                ),
                language,
            ),
            field(
                "milestone_date",
                text,
                language,
                hint=say(_MOMENT, "date_hint", language),
                optional=True,
            ),
            field(
                "milestone_state",
                menu(
                    "milestone_state",
                    states,
                    placeholder=label("milestone_state.placeholder", language),
                ),
                language,
                optional=True,
            ),
            field(
                "milestone_ahead",
                text,
                language,
                hint=say(_MOMENT, "ahead_hint", language),
                optional=True,
            ),
        ],
        language,
        private_metadata=str(process_id),
    )


def _choice(choice: Choice, language: Language) -> str:
    day = f" ({dated(choice.day, choice.precision, language)})"
    return shorten(choice.title, OPTION - len(day)) + day


def fault_words(fault: str, language: Language) -> str:
    """What is wrong with a field of the form, and what to write instead."""
    return say(_MOMENT, _FAULTS[fault], language)


_FAULTS = {
    "not_a_date": "fault_not_a_date",
    "no_such_day": "fault_no_such_day",
    "another_weekday": "fault_another_weekday",
    "year_too_far": "fault_year_too_far",
    "ahead": "fault_ahead",
    "gone": "fault_gone",
    "nothing_new": "fault_nothing_new",
}
FAULTS = tuple(_FAULTS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """Something that will be told of a milestone. `at` None: now."""

    occasion: str
    people: int
    in_channel: bool
    at: datetime | None


def changed_message(
    title: str,
    *,
    before: Standing,
    after: Standing,
    planned: Sequence[Planned],
    language: Language,
) -> Message:
    """To the facilitator: what is different now, and who will be told."""
    lines = [say(_MOMENT, "changed", language, title=title), *_changes(before, after, language)]
    told = [
        say(
            _MOMENT,
            _TOLD[one.occasion],
            language,
            at=moment(one.at, language) if one.at else None,
            people=one.people,
            in_channel=one.in_channel,
        )
        for one in planned
    ] or [say(_MOMENT, "tell_nobody", language)]
    return message(
        say(_MOMENT, "changed_text", language, title=title),
        [section(Mrkdwn("\n".join(lines))), section(Mrkdwn("\n".join(told)))],
    )


_TOLD = {
    "announced": "tell_announced",
    "due": "tell_due",
    "moved": "tell_moved",
    "dropped": "tell_dropped",
    "resumed": "tell_resumed",
}


def _changes(before: Standing, after: Standing, language: Language) -> Iterator[Mrkdwn]:
    if (before.day, before.precision) != (after.day, after.precision):
        old, new = (dated(one.day, one.precision, language) for one in (before, after))
        yield say(_MOMENT, "changed_date", language, old=old, new=new)
    if before.state is not after.state:
        old, new = (label(_STATES[one.state], language) for one in (before, after))
        yield say(_MOMENT, "changed_state", language, old=old, new=new)
    if before.announce_days != after.announce_days:
        yield say(_MOMENT, "changed_ahead", language, days=after.announce_days)
