"""What somebody is told when they have pressed something about a meeting, and the list of theirs."""

import re
from collections.abc import Sequence
from datetime import datetime

from bot.conversation.questions import Language
from bot.days import local, short_date
from bot.voice.blocks import (
    MESSAGE_CHARACTERS,
    Block,
    Message,
    View,
    actions,
    button,
    context,
    divider,
    field,
    message,
    modal,
    section,
    size,
)
from bot.voice.dates import away, meeting_time, moment
from bot.voice.meetings import CardFacts, MeetingWords, answer_acts, button_value, where_line
from bot.voice.notes import note_message
from bot.voice.speak import Mrkdwn, label, say
from models.enums import Reply

_MOMENT = "meeting_answer"
NEEDS_FIELD = 500  # characters
_LISTED = 10
_ROOM = MESSAGE_CHARACTERS - 300  # for the line that says how many more there are
_LONGEST_NAME = 60  # characters of the name of a file
_PLAIN_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "é": "e", "ü": "ue", "ö": "oe"})


def saved_message(facts: CardFacts, language: Language) -> Message:
    """A short confirmation, for what was pressed elsewhere than on the card."""
    meeting = facts.meeting
    return note_message(
        _MOMENT,
        "saved",
        language,
        title=meeting.title,
        time=meeting_time(meeting.starts_at, meeting.ends_at, language),
        reply=facts.reply.value,
        form=facts.form.value if facts.form else None,
        place=facts.waiting_place,
    )


def too_late_message(meeting: MeetingWords, language: Language) -> Message:
    """The meeting is over, or does not take place: nothing was changed."""
    return note_message(
        _MOMENT,
        "too_late",
        language,
        title=meeting.title,
        time=meeting_time(meeting.starts_at, meeting.ends_at, language),
        called_off=meeting.called_off,
    )


def not_invited_message(language: Language) -> Message:
    """There is no such invitation, or no more."""
    return note_message(_MOMENT, "not_invited", language)


def here_message(meeting: MeetingWords, language: Language) -> Message:
    """It is noted that they are there."""
    return note_message(_MOMENT, "here", language, title=meeting.title)


def too_early_message(meeting: MeetingWords, language: Language, *, opens_at: datetime) -> Message:
    """They say that they are there long before the meeting begins."""
    opens = moment(opens_at, language)
    return note_message(_MOMENT, "too_early", language, title=meeting.title, opens=opens)


def closed_message(meeting: MeetingWords, language: Language) -> Message:
    """They say that they are there when it is long over, or called off."""
    return note_message(
        _MOMENT, "closed", language, title=meeting.title, called_off=meeting.called_off
    )


def rated_message(meeting: MeetingWords, language: Language, *, impression: str) -> Message:
    """Thanks for saying how it was, with what was said."""
    said = label(f"meetings.{impression}", language)
    return note_message(_MOMENT, "rated", language, title=meeting.title, said=said)


def was_not_there_message(language: Language) -> Message:
    """Only those who came are asked how it was."""
    return note_message(_MOMENT, "was_not_there", language)


def needs_form(facts: CardFacts, language: Language) -> View:
    """One text, which may be emptied."""
    text: Block = {"type": "plain_text_input", "multiline": True, "max_length": NEEDS_FIELD}
    if facts.needs:
        text["initial_value"] = facts.needs
    hint = say(_MOMENT, "needs_hint", language)
    return modal(
        "meetings.needs",
        [
            section(say(_MOMENT, "needs_about", language, title=facts.meeting.title)),
            field("needs", text, language, hint=hint, optional=True),
        ],
        language,
        private_metadata=str(facts.invitation_id),
    )


def needs_saved_message(language: Language, *, cleared: bool) -> Message:
    """For somebody whose card is not at hand to show it."""
    return note_message(_MOMENT, "needs_cleared" if cleared else "needs_saved", language)


def file_comment(language: Language, *, is_given: bool) -> str:
    """What stands beside a calendar file. `is_given`: unasked, after somebody has said yes."""
    return say(_MOMENT, "file", language, is_given=is_given)


def file_name(meeting: MeetingWords, language: Language) -> str:
    """'workshop-8-juni-2022.ics': in letters that every system takes, and in whole words."""
    day = short_date(local(meeting.starts_at).date(), language)
    words = [*_plain_words(meeting.title), *_plain_words(day)]
    while len("-".join(words)) > _LONGEST_NAME and len(words) > 4:  # three of them are the day
        del words[-4]
    return f"{'-'.join(words)[-_LONGEST_NAME:].lstrip('-')}.ics"


def _plain_words(words: str) -> list[str]:
    return re.findall("[a-z0-9]+", words.lower().translate(_PLAIN_LETTERS))


def list_message(meetings: Sequence[CardFacts], language: Language, *, now: datetime) -> Message:
    """Somebody's coming meetings, each with their answer and its buttons."""
    if not meetings:
        return note_message(_MOMENT, "no_meetings", language)
    blocks = [section(say(_MOMENT, "list", language))]
    shown = 0
    for facts in meetings[:_LISTED]:
        one = [divider(), *meeting_blocks(facts, language, now=now, mark=":list")]
        if size([*blocks, *one]) > _ROOM:
            break
        blocks += one
        shown += 1
    if shown < len(meetings):
        more = len(meetings) - shown
        blocks.append(context(say(_MOMENT, "more", language, more=more)))
    return message(say(_MOMENT, "list_text", language, count=len(meetings)), blocks)


def meeting_blocks(
    facts: CardFacts,
    language: Language,
    *,
    now: datetime,
    mark: str = "",
    can_be_here: bool = False,
    is_here: bool = False,
    comes_first: bool = True,
) -> list[Block]:
    """One meeting in short, with the person's answer and its buttons, whose values end in `mark`.

    `comes_first`: there is nothing more important to do in the same place.
    """
    words = _in_short(facts, language, now=now)
    if is_here:
        words = Mrkdwn(f"{words}\n{say(_MOMENT, 'is_here', language)}")
    if facts.meeting.called_off:
        return [section(words)]
    value = f"{button_value(facts)}{mark}"
    is_asked = comes_first and _is_asked(facts) and not can_be_here
    buttons = _buttons(facts, language, value=value, is_asked=is_asked)
    if can_be_here:
        style = "primary" if comes_first else None
        buttons.insert(0, button("meetings.here", language, value=value, style=style))
    return [section(words), actions(buttons)]


def standing_line(facts: CardFacts, language: Language) -> Mrkdwn:
    """Where they stand, in a few words: 'Du deltager.'"""
    return say(
        _MOMENT,
        "standing",
        language,
        reply=facts.reply.value,
        answered_former=facts.answered_former,
        form=facts.form.value if facts.form else None,
        place=facts.waiting_place,
        until=moment(facts.offer_until, language) if facts.offer_until else None,
        called_off=facts.meeting.called_off,
    )


def _in_short(facts: CardFacts, language: Language, *, now: datetime) -> Mrkdwn:
    meeting = facts.meeting
    return say(
        _MOMENT,
        "in_short",
        language,
        title=meeting.title,
        time=meeting_time(meeting.starts_at, meeting.ends_at, language),
        away=away(local(meeting.starts_at).date(), local(now).date(), language),
        where=None if meeting.called_off else where_line(meeting, language),
        standing=standing_line(facts, language),
    )


def _is_asked(facts: CardFacts) -> bool:
    return facts.reply in {Reply.NONE, Reply.OFFERED} or facts.answered_former


def _buttons(facts: CardFacts, language: Language, *, value: str, is_asked: bool) -> list[Block]:
    acts = [*answer_acts(facts.meeting.form, facts.reply), "meetings.file"]
    return [
        button(act, language, value=value, style="primary" if is_asked and not place else None)
        for place, act in enumerate(acts)
    ]
