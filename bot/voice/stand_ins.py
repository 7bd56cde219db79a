"""What somebody reads who stands in for a colleague: a reminder, or a meeting they are invited to."""

from datetime import date, datetime

from bot.conversation.questions import Language
from bot.days import local, long_date
from bot.voice.blocks import Block, Message, actions, button, context, message, section
from bot.voice.dates import away, meeting_time
from bot.voice.meetings import MeetingWords
from bot.voice.speak import label, say

_MOMENT = "stand_in"


def mapping_reminder(
    language: Language,
    *,
    process_id: int,
    process: str,
    organisation: str,
    colleague: str,
    until: date,
    answered: int,
    total: int,
) -> Message:
    """The reminder that the colleague would have got, with the button for this reader's own side."""
    facts: dict[str, object] = {
        "process": process,
        "organisation": organisation,
        "answered": answered,
        "total": total,
    }
    begin = button(
        "interview.begin",
        language,
        value=str(process_id),
        text=label("interview.resume", language),
        style="primary",
    )
    return message(
        say(_MOMENT, "mapping_text", language, **facts),
        [
            section(say(_MOMENT, "mapping", language, **facts)),
            actions([begin]),
            _why(language, colleague=colleague, until=until),
        ],
    )


def meeting_note(
    meeting: MeetingWords,
    language: Language,
    *,
    kind: str,
    colleague: str,
    until: date,
    comes: bool,
    now: datetime,
) -> Message:
    """A meeting of the colleague's. `kind` is reminder, invited, moved or called_off."""
    facts: dict[str, object] = {
        "kind": kind,
        "title": meeting.title,
        "time": meeting_time(meeting.starts_at, meeting.ends_at, language),
        "away": away(local(meeting.starts_at).date(), local(now).date(), language),
        "colleague": colleague,
        "comes": comes,
        "place": meeting.place,
    }
    # Without the link: it is for those who are invited, and the reader may not be.
    words = section(say(_MOMENT, "meeting", language, **facts))
    text = say(_MOMENT, "meeting_text", language, **facts)
    return message(text, [words, _why(language, colleague=colleague, until=until)])


def _why(language: Language, *, colleague: str, until: date) -> Block:
    day = long_date(until, language)
    return context(say(_MOMENT, "why", language, colleague=colleague, until=day))
