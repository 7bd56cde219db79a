"""All answers of an organisation in words: the review, and the receipt once they are sent."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.conversation.engine import Review
from bot.conversation.questions import Language, Questionnaire
from bot.voice.answers import value_text
from bot.voice.blocks import (
    MESSAGE_BLOCKS,
    MESSAGE_CHARACTERS,
    Block,
    Message,
    actions,
    button,
    context,
    header,
    message,
    section,
    size,
)
from bot.voice.interview import VALUE_SHOWN, edit_button
from bot.voice.speak import say


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewFacts:
    """What a review says beside the answers."""

    interview_id: int
    questionnaire: Questionnaire
    organisation: str
    name: str
    privacy: str
    sent_on: str | None  # None: not sent yet
    noted: Mapping[str, str] = field(default_factory=dict)  # by question: who noted it for them


def review_messages(review: Review, facts: ReviewFacts, language: Language) -> list[Message]:
    """Every answer with its own edit button, and the one way on: one message, or as many as it takes."""
    answered = sum(entry.value is not None for entry in review.entries)
    total = len(review.entries)
    words = {
        "is_sent": facts.sent_on is not None,
        "is_complete": answered == total,
        "sent_on": facts.sent_on,
        "name": facts.name,
        "answered": answered,
        "total": total,
    }
    units = [
        [header(say("review", "heading", language, organisation=facts.organisation))],
        [section(say("review", "intro", language, **words))],
    ]
    for entry in review.entries:
        question, value = entry.question, entry.value
        shown = None if value is None else value_text(question, value, language, limit=VALUE_SHOWN)
        short = question.short.in_(language)
        edit = edit_button(facts.interview_id, question, language)
        by = None if value is None else facts.noted.get(question.key)
        entry_words = say("review", "entry", language, short=short, value=shown, by=by)
        units.append([section(entry_words, accessory=edit)])
    reference = str(facts.interview_id)
    if answered < total:
        way_on = button("interview.resume", language, value=reference, style="primary")
        units.append([actions([way_on])])
    elif facts.sent_on is None:
        way_on = button("interview.send", language, value=reference, style="primary")
        privacy = say("review", "privacy", language, privacy=facts.privacy)
        units.append([context(privacy), actions([way_on])])
    text = say("review", "text", language, **words)
    return [message(text, blocks) for blocks in _filled(units)]


def _filled(units: list[list[Block]]) -> list[list[Block]]:
    """As many of the units together as a message holds; none is parted."""
    messages: list[list[Block]] = [[]]
    for unit in units:
        longer = [*messages[-1], *unit]
        if len(longer) > MESSAGE_BLOCKS or size(longer) > MESSAGE_CHARACTERS:
            messages.append(unit)
        else:
            messages[-1] = longer
    return messages


def receipt_message(
    *,
    name: str,
    organisation: str,
    sent_on: str,
    next_date: str | None,
    interview_id: int,
    language: Language,
) -> Message:
    """The answers are sent: thanks, how to correct them, and what comes next."""
    body = say(
        "review",
        "receipt",
        language,
        name=name,
        organisation=organisation,
        sent_on=sent_on,
        next_date=next_date,
    )
    text = say("review", "receipt_text", language, organisation=organisation)
    see = button("interview.review", language, value=str(interview_id))
    return message(text, [section(body), actions([see])])
