"""Answers to what is asked in one's own words, where no other topic has them: dates and guesses."""

from collections.abc import Sequence
from datetime import date, datetime

from bot.conversation.questions import Language
from bot.days import local
from bot.requests.wishes import Request, Wish
from bot.timeline import MilestonePoint
from bot.voice.blocks import Message, actions, button, context, message, section, shorten
from bot.voice.dates import away, dated, meeting_time
from bot.voice.meetings import MeetingWords
from bot.voice.speak import Mrkdwn, label, quote_plainly, say, say_plain
from models.enums import MeetingForm, MilestoneState, Precision, Reply

_MOMENT = "request"
BUTTON = 75  # characters of a button: Slack's limit
_PLACE, _SAID = 120, 300
_OPTIONS = {
    Wish.DOCUMENT: "option_document",
    Wish.MEETING_LINK: "option_meeting_link",
    Wish.DATE: "option_date",
    Wish.PERSON: "option_person",
    Wish.FAQ: "option_faq",
}


def meeting_date_message(
    meeting: MeetingWords, language: Language, *, reply: Reply | None, now: datetime, link: str
) -> Message:
    """When and where it is, and what this person has answered. `link`: the button's value, or ""."""
    told = {
        "title": meeting.title,
        "time": meeting_time(meeting.starts_at, meeting.ends_at, language),
    }
    words = say(
        _MOMENT,
        "meeting",
        language,
        **told,
        away=away(local(meeting.starts_at).date(), local(now).date(), language),
        place=shorten(meeting.place, _PLACE) if meeting.place else None,
        is_digital=meeting.form is MeetingForm.DIGITAL,
        is_over=meeting.ends_at <= now,
        called_off=meeting.called_off,
        reply=None if reply is None else reply.value,
    )
    blocks = [section(words)]
    if link:
        blocks.append(actions([button("requests.link", language, value=link)]))
    return message(say(_MOMENT, "meeting_text", language, **told), blocks)


def milestone_date_message(point: MilestonePoint, language: Language, *, today: date) -> Message:
    """When it is, as exactly as it is known."""
    day = dated(point.day, point.precision, language)
    former = point.moved_from
    is_exact = point.precision is Precision.DAY
    words = say(
        _MOMENT,
        "milestone",
        language,
        title=point.title,
        day=day,
        away=away(point.day, today, language) if is_exact else None,
        state=point.state.value,
        is_over=point.is_over or point.state is MilestoneState.DONE,
        moved_from=dated(former.day, former.precision, language) if former else None,
    )
    text = say(_MOMENT, "milestone_text", language, title=point.title, day=day)
    return message(text, [section(words)])


def guesses_message(
    guesses: Sequence[tuple[Request, str]],
    language: Language,
    *,
    because: Sequence[str],
    other: str,
) -> Message:
    """At most three things that may have been meant, each with its button's value; and "other"."""
    buttons = [
        button(f"requests.meet:{number}", language, value=value, text=_option(request, language))
        for number, (request, value) in enumerate(guesses, 1)
    ]
    blocks = [section(say(_MOMENT, "guess", language, count=len(guesses)))]
    blocks.append(actions([*buttons, button("requests.other", language, value=other)]))
    if because:
        words = quote_plainly(", ".join(because))
        blocks.append(context(say(_MOMENT, "because", language, words=shorten(words, _SAID))))
    return message(say(_MOMENT, "guess_text", language), blocks)


def _option(request: Request, language: Language) -> str:
    if request.target is None:
        return label(f"wish.{request.wish.value}", language)
    title = request.target.titles.in_(language)
    return shorten(
        say_plain(_MOMENT, f"option_{request.wish.value}", language, title=title), BUTTON
    )


def was_answer_message(said: str, language: Language, *, value: str) -> Message:
    """What was typed has been met as a wish. If it was the answer after all, one press keeps it."""
    words = say(_MOMENT, "was_answer", language, said=shorten(quote_plainly(said), _SAID))
    return message(
        say(_MOMENT, "was_answer_text", language),
        [section(words), actions([button("requests.was_answer", language, value=value)])],
    )


def in_process(process: str, language: Language) -> Message:
    """Whose answer follows, for somebody who takes part in several processes."""
    words: Mrkdwn = say(_MOMENT, "in_process", language, process=process)
    return message(words, [context(words)])
