"""The one thing to do now, in words, with its button: at the top of Home and as a message."""

from datetime import datetime

from bot.conversation.questions import Language
from bot.days import local
from bot.next_step import Do, NextStep
from bot.timeline import MeetingPoint, Point
from bot.voice.blocks import Block, Message, actions, button, message, section
from bot.voice.dates import away, dated, meeting_time, moment
from bot.voice.meeting_answers import meeting_blocks
from bot.voice.speak import Mrkdwn, label, say
from models.enums import Precision

_MOMENT = "next_step"


def step_message(step: NextStep, language: Language, *, now: datetime) -> Message:
    """The answer to "what do I do now?"."""
    return message(_words(step, language, now=now), step_blocks(step, language, now=now))


def step_blocks(step: NextStep, language: Language, *, now: datetime) -> list[Block]:
    """The words, and the button that does it. A meeting is shown with its own buttons."""
    heading = say(_MOMENT, "heading", language)
    words = Mrkdwn(f"{heading}\n{_words(step, language, now=now)}")
    if step.meeting is not None:
        return [section(words), *meeting_blocks(step.meeting, language, now=now)]
    made = _button(step, language)
    if made is None:
        return [section(words)]
    buttons = [made]
    if step.do is Do.CONFIRM_NOTED:
        confirmed = f"{step.interview_id}:{step.up_to_id}"
        buttons.append(button("on_behalf.confirm", language, value=confirmed))
    return [section(words), actions(buttons)]


def following_line(point: Point, language: Language, *, now: datetime) -> Mrkdwn:
    """What comes next on the timeline: its title, and its date as exactly as it is known."""
    today = local(now).date()
    if isinstance(point, MeetingPoint):
        day = local(point.starts_at).date()
        when = meeting_time(point.starts_at, point.ends_at, language)
        distance = away(day, today, language)
    else:
        when = dated(point.day, point.precision, language)
        is_exact = point.precision is Precision.DAY
        distance = away(point.day, today, language) if is_exact else ""
    return say(_MOMENT, "following", language, title=point.title, when=when, away=distance)


def _words(step: NextStep, language: Language, *, now: datetime) -> Mrkdwn:
    if step.do is Do.NOTHING:
        point = step.following
        coming = None if point is None else following_line(point, language, now=now)
        return say(_MOMENT, "nothing", language, following=coming)
    facts = step.meeting
    until = facts.offer_until if facts is not None else None
    return say(
        _MOMENT,
        step.do.value,
        language,
        **_facts(step),
        title=facts.meeting.title if facts is not None else "",
        until=moment(until, language) if until is not None else None,
    )


def _facts(step: NextStep) -> dict[str, object]:
    return {
        "organisation": step.organisation,
        "answered": step.answered,
        "total": step.total,
        "count": step.count,
    }


def _button(step: NextStep, language: Language) -> Block | None:
    process, interview = str(step.process_id), str(step.interview_id)
    begun = step.interview_id is not None
    match step.do:
        case Do.JOIN:
            act, value = "onboarding.start", process
        case Do.CONFIRM_NOTED:
            act, value = "interview.review", interview
        case Do.BEGIN | Do.GO_ON | Do.NEW_QUESTION:
            act, value = ("interview.resume", interview) if begun else ("interview.begin", process)
        case Do.SEND:
            act, value = ("interview.review", interview) if begun else ("interview.begin", process)
        case Do.DECIDE:
            act, value = "summaries.status", process
        case Do.CALL:
            act, value = "call_list.open", process
        case _:
            return None
    text = label("next_step.review", language) if act == "interview.review" else None
    return button(act, language, value=value, text=text, style="primary")
