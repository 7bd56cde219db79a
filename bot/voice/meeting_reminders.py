"""Reminders of a meeting: when and where, and the one button that may be needed."""

from dataclasses import dataclass
from datetime import datetime

from bot.conversation.questions import Language
from bot.days import clock_time, local
from bot.voice.blocks import Block, Message, actions, button, message, section
from bot.voice.dates import away, meeting_time
from bot.voice.links import link
from bot.voice.meetings import MeetingWords, answer_acts
from bot.voice.speak import Mrkdwn, label, say
from models.enums import MeetingForm, Reply

_MOMENT = "meeting_reminder"


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingReminderFacts:
    """What one reminder says to one person."""

    invitation_id: int
    sequence: int  # the meeting's, as it is told here
    meeting: MeetingWords
    reply: Reply
    form: MeetingForm | None  # how they come, where both are offered
    answered_former: bool  # to another time than the meeting has now
    is_last: bool  # of the plan: it has the link to join by
    can_be_here: bool  # it is the day itself: they will soon be there


def meeting_reminder(facts: MeetingReminderFacts, language: Language, *, now: datetime) -> Message:
    """One reminder."""
    meeting = facts.meeting
    day, today = local(meeting.starts_at).date(), local(now).date()
    told = {
        "title": meeting.title,
        "time": meeting_time(meeting.starts_at, meeting.ends_at, language),
        "away": away(day, today, language),
        "begins": clock_time(meeting.starts_at, language) if day == today else None,
    }
    reply = Reply.NONE if facts.answered_former else facts.reply
    blocks = [
        section(say(_MOMENT, "body", language, **told, where=_where(facts, language))),
        section(_standing(facts, reply, language)),
        actions(_buttons(facts, reply, language)),
    ]
    return message(say(_MOMENT, "text", language, **told), blocks)


def _where(facts: MeetingReminderFacts, language: Language) -> Mrkdwn:
    meeting = facts.meeting
    shown = None
    if meeting.link and facts.is_last:
        shown = link(meeting.link, say(_MOMENT, "join", language))
    return say(
        _MOMENT,
        "where",
        language,
        form=meeting.form.value,
        place=meeting.place,
        link=shown,
        has_link=meeting.link is not None,
    )


def _standing(facts: MeetingReminderFacts, reply: Reply, language: Language) -> Mrkdwn:
    meeting = facts.meeting
    joins_by_link = MeetingForm.DIGITAL in {meeting.form, facts.form}
    return say(
        _MOMENT,
        "standing",
        language,
        reply=reply.value,
        form=facts.form.value if facts.form else None,
        answered_former=facts.answered_former,
        link_follows=joins_by_link and meeting.link is not None and not facts.is_last,
    )


def _buttons(facts: MeetingReminderFacts, reply: Reply, language: Language) -> list[Block]:
    value = f"{facts.invitation_id}:{facts.sequence}"
    if reply is not Reply.YES:
        return [
            button(act, language, value=value, style="primary" if not place else None)
            for place, act in enumerate(answer_acts(facts.meeting.form, reply))
        ]
    not_after_all = button(
        "meetings.no", language, value=value, text=label("meetings.not_after_all", language)
    )
    if not facts.can_be_here:
        return [not_after_all]
    return [button("meetings.here", language, value=value, style="primary"), not_after_all]
