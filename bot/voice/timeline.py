"""The dates of a process as people read them: what comes next first, then what has been."""

from collections.abc import Sequence
from datetime import date, datetime

from bot.conversation.questions import Language
from bot.days import local
from bot.timeline import MeetingPoint, MilestonePoint, Point
from bot.voice.dates import away, dated, meeting_time
from bot.voice.links import link
from bot.voice.speak import Mrkdwn, say
from models.enums import MeetingForm, Precision

_MOMENT = "home"
_NEXT, _PAST = 8, 5


def date_paragraphs(points: Sequence[Point], language: Language, *, now: datetime) -> list[Mrkdwn]:
    """What comes next, and what has been: at most two paragraphs."""
    if not points:
        return []
    today = local(now).date()
    coming = [_line(one, language, today) for one in points if not one.is_over]
    past = [_line(one, language, today) for one in points if one.is_over]
    paragraphs = [say(_MOMENT, "nothing_next", language)]
    if coming:
        lines = [say(_MOMENT, "next_heading", language), *coming[:_NEXT]]
        if len(coming) > _NEXT:
            lines.append(say(_MOMENT, "more", language, more=len(coming) - _NEXT))
        paragraphs = [Mrkdwn("\n".join(lines))]
    if past:
        lines = [say(_MOMENT, "past_heading", language), *past[-_PAST:]]
        paragraphs.append(Mrkdwn("\n".join(lines)))
    return paragraphs


def _line(point: Point, language: Language, today: date) -> Mrkdwn:
    if isinstance(point, MilestonePoint):
        return _milestone(point, language, today)
    return _meeting(point, language, today)


def _meeting(point: MeetingPoint, language: Language, today: date) -> Mrkdwn:
    time = meeting_time(point.starts_at, point.ends_at, language)
    if point.is_over:
        return say(_MOMENT, "meeting_over", language, title=point.title, time=time)
    return say(
        _MOMENT,
        "meeting",
        language,
        title=point.title,
        time=time,
        away=away(local(point.starts_at).date(), today, language),
        place=point.place,
        link=link(point.link, say(_MOMENT, "join_link", language)) if point.link else None,
        is_digital=point.form is MeetingForm.DIGITAL,
    )


def _milestone(point: MilestonePoint, language: Language, today: date) -> Mrkdwn:
    exact = point.precision is Precision.DAY and not point.is_over
    return say(
        _MOMENT,
        "milestone",
        language,
        title=point.title,
        day=dated(point.day, point.precision, language),
        away=away(point.day, today, language) if exact else None,
        state=point.state.value,
    )
