"""The list of whom to call, in words, its two forms, and the message that Sammen writes for somebody."""

from collections.abc import Collection, Sequence
from datetime import datetime
from enum import StrEnum

from bot.call_list import PAGE, Callee, CallList, Lack, Line
from bot.conversation.questions import Language
from bot.days import local, short_date
from bot.voice.blocks import (
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
    panel,
    section,
    shorten,
)
from bot.voice.dates import away, moment
from bot.voice.speak import Mrkdwn, escape, given_name, label, listed, say, say_plain
from models.contact_notes import Noted
from models.enums import ContactKind

_MOMENT = "call_list"
MOST_WRITTEN, MOST_NOTED = 2500, 1000  # characters of a message, and of a note
_NAME, _NOTE, _PEOPLE = 60, 200, 6
_ORDER = (Lack.NOT_JOINED, Lack.NOT_BEGUN, Lack.UNDER_WAY, Lack.SEAT)


class WayOn(StrEnum):
    """What the button under a message begins."""

    JOIN = "onboarding.start"
    ANSWER = "interview.begin"


def list_view(
    shown: CallList,
    language: Language,
    *,
    process_id: int,
    process: str,
    suggestions: Sequence[str],
    now: datetime,
    notice: Mrkdwn | None = None,
) -> View:
    """One page: each organisation with whom to call, the last contact, and what can be done."""
    blocks = [] if notice is None else [context(notice)]
    deadline = None if shown.deadline is None else shown.deadline.title[language.value]
    when = None if shown.deadline is None else _when(shown.deadline.at, now, language)
    blocks.append(
        section(
            say(
                _MOMENT,
                "intro",
                language,
                process=process,
                total=shown.total,
                deadline=deadline,
                when=when,
            )
        )
    )
    if shown.total:
        blocks.append(context(say(_MOMENT, "rule", language)))
    for place, (line, words) in enumerate(
        zip(shown.lines, suggestions, strict=True), start=shown.page * PAGE + 1
    ):
        blocks += [divider(), *_line(line, words, language, place=place, now=now)]
        value = f"{process_id}:{line.waiting.organisation_id}:{shown.page}"
        blocks.append(actions(_buttons(line, value, language)))
    if turning := _turning(shown, process_id, language):
        blocks += [divider(), actions(turning)]
    return panel("call_list.list", blocks, language)


def _turning(shown: CallList, process_id: int, language: Language) -> list[Block]:
    ways = (
        ("earlier", shown.page - 1, shown.page > 0, label("call_list.earlier", language)),
        ("later", shown.page + 1, shown.has_more, label("call_list.later", language)),
    )
    return [
        button(f"call_list.turn:{way}", language, value=f"{process_id}:{page}", text=words)
        for way, page, is_there, words in ways
        if is_there
    ]


def _line(
    line: Line, suggested: str, language: Language, *, place: int, now: datetime
) -> list[Block]:
    one = line.waiting
    lines = [
        say(
            _MOMENT,
            "heading",
            language,
            place=place,
            organisation=shorten(one.organisation, _NAME),
            lacks=[lack.value for lack in _ORDER if lack in one.lacks],
            silent=_when(one.silent_since, now, language),
        ),
        _people(line.people, language),
        *(_note(noted, language) for noted in line.notes),
    ]
    made = [section(Mrkdwn("\n".join(words for words in lines if words)))]
    if suggested:
        quoted = "\n".join(f">{escape(words)}" for words in suggested.splitlines() if words)
        made.append(section(Mrkdwn(quoted)))
    return made


def _people(people: Sequence[Callee], language: Language) -> Mrkdwn:
    shown = [
        say(
            _MOMENT,
            "person",
            language,
            name=shorten(one.name, _NAME),
            phone=one.phone,
            email=one.email,
            has_account=one.person_id is not None,
        )
        for one in people[:_PEOPLE]
    ]
    more = len(people) - len(shown)
    return say(_MOMENT, "people", language, people=Mrkdwn(", ".join(shown)), more=more)


def _note(noted: Noted, language: Language) -> Mrkdwn:
    words = None if noted.note is None else shorten(noted.note.replace("\n", " "), _NOTE)
    return say(
        _MOMENT,
        "noted",
        language,
        kind=noted.kind.value,
        by=noted.by,
        day=short_date(local(noted.at).date(), language),
        note=words,
    )


def _buttons(line: Line, value: str, language: Language) -> list[Block]:
    acts = ["call_list.called", "call_list.wrote", "call_list.note"]
    if line.readers:
        acts.append("call_list.write")
    if any(one.may_answer for one in line.people):
        acts.append("on_behalf.open")
    name = line.waiting.organisation
    return [
        button(act, language, value=value, spoken=f"{label(act, language)}: {name}") for act in acts
    ]


def _when(at: datetime, now: datetime, language: Language) -> str:
    return away(local(at).date(), local(now).date(), language)


def suggestion(
    language: Language,
    *,
    lacks: Collection[Lack],
    names: Sequence[str],
    organisation: str,
    process: str,
    deadline: str | None,
    at: datetime | None,
    sender: str,
    now: datetime,
) -> str:
    """A message that could be sent as it is, or changed first. Nothing without a reader."""
    if not names:
        return ""
    first = next(lack for lack in _ORDER if lack in lacks)
    return say_plain(
        _MOMENT,
        "suggestion",
        language,
        lack=first.value,
        names=listed([given_name(name) for name in names], language) if len(names) < 4 else None,
        organisation=organisation,
        process=process,
        deadline=deadline,
        day=None if at is None else short_date(local(at).date(), language),
        away=None if at is None else _when(at, now, language),
        sender=sender,
    )


def write_form(
    language: Language, *, organisation: str, names: Sequence[str], text: str, metadata: str
) -> View:
    """The message, and whom it reaches."""
    words = {
        "type": "plain_text_input",
        "multiline": True,
        "max_length": MOST_WRITTEN,
        "initial_value": text,
    }
    intro = say(
        _MOMENT,
        "write_intro",
        language,
        organisation=organisation,
        names=listed(names, language),
        count=len(names),
    )
    hint = say(_MOMENT, "write_hint", language)
    return modal(
        "call_list.write",
        [section(intro), field("call_text", words, language, hint=hint)],
        language,
        private_metadata=metadata,
    )


def note_form(language: Language, *, organisation: str, metadata: str) -> View:
    """A remark that only facilitators see."""
    words = {"type": "plain_text_input", "multiline": True, "max_length": MOST_NOTED}
    intro = say(_MOMENT, "note_intro", language, organisation=organisation)
    return modal(
        "call_list.note",
        [section(intro), field("call_note", words, language)],
        language,
        private_metadata=metadata,
    )


def written_message(
    text: str,
    *,
    sender: str,
    process_id: int,
    process: str,
    way_on: WayOn | None,
    language: Language,
) -> Message:
    """What they read: the facilitator's words, who wrote them, and the way on."""
    blocks = [
        section(escape(text)),
        context(say(_MOMENT, "written_by", language, sender=sender, process=process)),
    ]
    if way_on is not None:
        on = button(way_on.value, language, value=str(process_id), style="primary")
        blocks.append(actions([on]))
    return message(escape(text.replace("\n", " ")), blocks)


def notice_words(kind: ContactKind, language: Language, *, organisation: str) -> Mrkdwn:
    """That the note is kept."""
    return say(_MOMENT, "kept", language, kind=kind.value, organisation=organisation)


def sent_words(
    language: Language, *, names: Sequence[str], at: datetime | None, left_out: int
) -> Mrkdwn:
    """Who gets the message. `at`: when, if not at once."""
    return say(
        _MOMENT,
        "sent",
        language,
        names=listed(names, language),
        at=None if at is None else moment(at, language),
        left_out=left_out,
    )


def call_word(part: str, language: Language, **facts: object) -> Mrkdwn:
    """One sentence about the list."""
    return say(_MOMENT, part, language, **facts)
