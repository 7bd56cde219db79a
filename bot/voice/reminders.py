"""The reminder to one who stopped half-way: where they were, that all is kept, one button."""

from dataclasses import dataclass

from bot.conversation.questions import Language
from bot.voice.blocks import Message, actions, button, context, message, section
from bot.voice.speak import say

_MOMENT = "reminder"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderFacts:
    """What a reminder says. `number` is 1 or 2."""

    interview_id: int
    number: int
    process: str
    organisation: str
    answered: int
    total: int


def reminder_message(facts: ReminderFacts, language: Language) -> Message:
    """One reminder."""
    named = {
        "process": facts.process,
        "organisation": facts.organisation,
        "answered": facts.answered,
        "total": facts.total,
        "is_last": facts.number > 1,
    }
    resume = button("interview.resume", language, value=str(facts.interview_id), style="primary")
    return message(
        say(_MOMENT, "text", language, **named),
        [
            section(say(_MOMENT, "body", language, **named)),
            actions([resume]),
            context(say(_MOMENT, "rest", language, **named)),
        ],
    )
