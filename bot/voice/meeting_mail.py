"""The mails about a meeting, and how calendars describe it. Plain words, and the same as HTML."""

from datetime import datetime
from html import escape as escape_html
from typing import Any

from bot.conversation.questions import Language
from bot.voice.dates import meeting_time, moment
from bot.voice.meetings import MeetingWords
from bot.voice.speak import say_plain
from models.enums import MeetingForm, Reply

_MOMENT = "meeting_mail"
_EVENT = "meeting_event"


def event_description(meeting: MeetingWords, language: Language) -> str:
    """What stands in a calendar beneath title, time and place."""
    return say_plain(_EVENT, "description", language, about=meeting.about, agenda=meeting.agenda)


def called_off_prefix(language: Language) -> str:
    """What a feed puts before the title of a meeting that does not take place."""
    return say_plain(_EVENT, "called_off", language) + " "


def subject_line(meeting: MeetingWords, language: Language, *, kind: str) -> str:
    """The mail's subject. `kind` is what it tells of: see `put_calendar_mail`."""
    time = meeting_time(meeting.starts_at, meeting.ends_at, language)
    return say_plain(_MOMENT, f"{kind}_subject", language, title=meeting.title, time=time)


def mail_body(
    meeting: MeetingWords,
    language: Language,
    *,
    kind: str,
    name: str,
    reply: Reply,
    offer_until: datetime | None = None,
) -> str:
    """The mail's words."""
    facts: dict[str, Any] = {
        "kind": kind,
        "name": name,
        "process": meeting.process,
        "title": meeting.title,
        "time": meeting_time(meeting.starts_at, meeting.ends_at, language),
        "former": meeting_time(*meeting.former, language) if meeting.former else None,
        "where": _where(meeting, language),
        "because": meeting.because,
        "description": meeting.agenda or meeting.about,
        "reply": reply.value,
        "until": moment(offer_until, language) if offer_until else None,
    }
    return say_plain(_MOMENT, "body", language, **facts)


def _where(meeting: MeetingWords, language: Language) -> str:
    return say_plain(
        "meeting_card",
        "where",
        language,
        form=meeting.form.value,
        place=meeting.place if meeting.form is not MeetingForm.DIGITAL else None,
        link=meeting.link,
    )


def as_html(plain: str) -> str:
    """The same words in paragraphs, with addresses that can be pressed."""
    paragraphs = [one.strip() for one in plain.split("\n\n") if one.strip()]
    return "\n".join(f"<p>{_lines(one)}</p>" for one in paragraphs)


def _lines(paragraph: str) -> str:
    return "<br>\n".join(
        " ".join(_pressable(word) for word in line.split(" ")) for line in paragraph.splitlines()
    )


def _pressable(word: str) -> str:
    safe = escape_html(word, quote=True)
    if word.startswith(("https://", "http://")):
        return f'<a href="{safe}">{safe}</a>'
    return safe
