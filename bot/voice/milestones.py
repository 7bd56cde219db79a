"""Milestones in words: announced, come due, moved; the form that changes one, and what it did."""

from dataclasses import dataclass
from datetime import date

from bot.conversation.questions import Language
from bot.timeline import Former
from bot.voice.blocks import Block, Message, actions, button, context, message, section
from bot.voice.dates import away, dated
from bot.voice.speak import escape, say
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
    """`part`: announced, due, or moved. `is_direct`: to one person, who reads why they get it."""
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
    if facts.about and part != "moved":
        blocks.append(section(escape(facts.about)))
    blocks.append(actions([button("milestones.show", language, value=str(facts.process_id))]))
    if is_direct:
        blocks.append(context(say(_MOMENT, "why", language, process=facts.process)))
    return message(say(_MOMENT, f"{part}_text", language, **named), blocks)
