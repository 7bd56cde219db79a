"""All answers of an organisation in words: the review, and the receipt once they are sent."""

from dataclasses import dataclass

from bot.conversation.engine import Review
from bot.conversation.questions import Language, Questionnaire
from bot.voice.answers import value_text
from bot.voice.blocks import Message, actions, button, context, header, message, section
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


def review_message(review: Review, facts: ReviewFacts, language: Language) -> Message:
    """Every answer with its own edit button, and the one way on."""
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
    blocks = [
        header(say("review", "heading", language, organisation=facts.organisation)),
        section(say("review", "intro", language, **words)),
    ]
    room = max(40, 9000 // max(total, 1) - 100)  # a message holds some 13,000 characters
    for entry in review.entries:
        question, value = entry.question, entry.value
        limit = min(VALUE_SHOWN, room)
        shown = None if value is None else value_text(question, value, language, limit=limit)
        short = question.short.in_(language)
        blocks.append(
            section(
                say("review", "entry", language, short=short, value=shown),
                accessory=edit_button(facts.interview_id, question, language),
            )
        )
    reference = str(facts.interview_id)
    if answered < total:
        blocks.append(
            actions([button("interview.resume", language, value=reference, style="primary")])
        )
    elif facts.sent_on is None:
        blocks.append(context(say("review", "privacy", language, privacy=facts.privacy)))
        blocks.append(
            actions([button("interview.send", language, value=reference, style="primary")])
        )
    return message(say("review", "text", language, **words), blocks)


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
