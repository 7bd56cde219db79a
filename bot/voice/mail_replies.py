"""What is said of mail that came in: to the facilitators, and to whoever proposed another time."""

from dataclasses import dataclass
from datetime import datetime

from bot.conversation.questions import Language
from bot.voice.blocks import Message, actions, button, context, message, section
from bot.voice.dates import meeting_time
from bot.voice.meetings import CardFacts, MeetingWords, answer_acts, button_value
from bot.voice.speak import say, say_plain
from models.enums import Reply

_LANGUAGE = Language.DANISH  # the facilitators' channel reads Danish
_STRAY, _COUNTER, _LETTER, _HINT = "stray_reply", "counter", "letter", "calendar_hint"


@dataclass(frozen=True, slots=True, kw_only=True)
class StrayFacts:
    """An answer that is not acted on.

    `why` is never_invited, shared_address, uninvited, forged, called_off or over.
    """

    why: str
    title: str
    starts_at: datetime
    ends_at: datetime
    address: str  # whose answer it says it is
    sender: str | None  # whom it came from
    person_name: str | None
    reply: Reply | None  # None: another time was proposed
    shared_by: tuple[str, ...] = ()  # who has that address


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterFacts:
    """Another time that somebody has proposed, if it could be read."""

    meeting: MeetingWords
    person_name: str
    proposed: tuple[datetime, datetime] | None
    comment: str
    contact: tuple[str, str] | None  # whom to write to: name and address


@dataclass(frozen=True, slots=True, kw_only=True)
class MailWords:
    """A mail's subject and its text."""

    subject: str
    plain: str


def stray_card(facts: StrayFacts, language: Language = _LANGUAGE) -> Message:
    """Shows the facilitators an answer that does not count, and what they can do."""
    named = {
        "why": facts.why,
        "title": facts.title,
        "time": meeting_time(facts.starts_at, facts.ends_at, language),
        "address": facts.address,
        "sender": facts.sender,
        "person": facts.person_name,
        "reply": None if facts.reply is None else facts.reply.value,
        "shared_by": facts.shared_by,
    }
    return message(
        say(_STRAY, "text", language, **named), [section(say(_STRAY, "body", language, **named))]
    )


def hint_message(facts: CardFacts, language: Language, *, wanted: Reply) -> Message:
    """Asks somebody whether an answer in their calendar is theirs: the button makes it one."""
    meeting = facts.meeting
    named = {
        "title": meeting.title,
        "time": meeting_time(meeting.starts_at, meeting.ends_at, language),
        "reply": wanted.value,
    }
    value = button_value(facts)
    buttons = [button(act, language, value=value) for act in _acts(wanted, facts)]
    return message(
        say(_HINT, "text", language, **named),
        [
            section(say(_HINT, "body", language, **named)),
            actions(buttons),
            context(say(_HINT, "note", language)),
        ],
    )


def _acts(wanted: Reply, facts: CardFacts) -> list[str]:
    """The buttons of the card that say so: two where people come in two ways."""
    saying = {
        Reply.YES: {"meetings.yes", "meetings.yes_here", "meetings.yes_online", "meetings.take"},
        Reply.NO: {"meetings.no", "meetings.pass"},
    }
    acts = answer_acts(facts.meeting.form, facts.reply)
    return [act for act in acts if act in saying.get(wanted, ())] or ["meetings.maybe"]


def counter_mail(facts: CounterFacts, language: Language) -> MailWords:
    """Thanks for the proposal, and says that the time stands."""
    named = _counter_facts(facts, language)
    return MailWords(
        subject=say_plain(_COUNTER, "subject", language, **named),
        plain=say_plain(_COUNTER, "mail", language, **named),
    )


def counter_card(facts: CounterFacts, language: Language = _LANGUAGE) -> Message:
    """Tells the facilitators who would rather meet when."""
    named = _counter_facts(facts, language)
    return message(
        say(_COUNTER, "text", language, **named),
        [section(say(_COUNTER, "card", language, **named))],
    )


def _counter_facts(facts: CounterFacts, language: Language) -> dict[str, object]:
    meeting = facts.meeting
    return {
        "name": facts.person_name,
        "title": meeting.title,
        "process": meeting.process,
        "time": meeting_time(meeting.starts_at, meeting.ends_at, language),
        "proposed": meeting_time(*facts.proposed, language) if facts.proposed else None,
        "comment": facts.comment,
        "contact": facts.contact,
    }


def letter_card(
    *, name: str, address: str, subject: str, words: str, language: Language = _LANGUAGE
) -> Message:
    """Shows the facilitators what somebody has written to Sammen's mailbox."""
    named = {"name": name, "address": address, "subject": subject, "words": words}
    return message(
        say(_LETTER, "text", language, **named), [section(say(_LETTER, "body", language, **named))]
    )


def unreadable_card(
    *, name: str, address: str, subject: str, language: Language = _LANGUAGE
) -> Message:
    """Tells the facilitators that somebody's calendar sent what could not be read."""
    named = {"name": name, "address": address, "subject": subject}
    return message(
        say(_LETTER, "unreadable_text", language, **named),
        [section(say(_LETTER, "unreadable", language, **named))],
    )
