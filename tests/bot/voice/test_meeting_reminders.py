"""Reminders of meetings as people read them."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.conversation.questions import Language
from bot.voice.blocks import Message
from bot.voice.meeting_reminders import MeetingReminderFacts, meeting_reminder
from models.enums import MeetingForm, Reply
from tests.meeting_words import (
    STARTS,
    both,
    words,
)
from tests.said import assert_all_said


@pytest.mark.parametrize("language", Language)
def test_a_reminder_says_when_and_where_and_asks_who_has_not_said(language: Language) -> None:
    comes = MeetingReminderFacts(
        invitation_id=7,
        sequence=0,
        meeting=words(language),
        reply=Reply.YES,
        form=None,
        answered_former=False,
        is_last=False,
        can_be_here=False,
    )
    online = replace(words(language), form=MeetingForm.DIGITAL, place=None)
    linked = replace(online, link="https://meet.example/abc")
    week, day = STARTS - timedelta(days=7), STARTS - timedelta(days=1)
    hour = STARTS - timedelta(hours=1)
    last = replace(comes, is_last=True, can_be_here=True)

    def said(given: MeetingReminderFacts, now: datetime) -> Message:
        return meeting_reminder(given, language, now=now)

    assert_all_said(
        f"meeting_reminders.{language}",
        {
            "a week ahead": said(comes, week),
            "a week ahead, no answer": said(replace(comes, reply=Reply.NONE), week),
            "a day ahead": said(comes, day),
            "a day ahead, maybe": said(replace(comes, reply=Reply.MAYBE), day),
            "a day ahead, answered another time": said(replace(comes, answered_former=True), day),
            "a day ahead, online": said(replace(comes, meeting=linked), day),
            "a day ahead, both, maybe": said(
                replace(comes, meeting=both(language), reply=Reply.MAYBE), day
            ),
            "an hour ahead": said(last, hour),
            "an hour ahead, online": said(replace(last, meeting=linked), hour),
            "an hour ahead, online, no link": said(replace(last, meeting=online), hour),
            "an hour ahead, from afar": said(
                replace(last, meeting=both(language), form=MeetingForm.DIGITAL), hour
            ),
            "the last, a day ahead": said(replace(comes, meeting=linked, is_last=True), day),
        },
    )
