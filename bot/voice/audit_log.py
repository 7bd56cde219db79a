"""The log of who did what: its pages in a modal, and the same as a file."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from bot.audit import KINDS, Kind, LogPage, Wanted
from bot.audit_names import Line
from bot.conversation.questions import Language
from bot.days import clock_time, local, long_date
from bot.spreadsheets import Table
from bot.voice.audit import actor, plain_sentence, sentence
from bot.voice.blocks import (
    OPTION,
    SECTION,
    Block,
    Message,
    View,
    actions,
    button,
    menu,
    option,
    panel,
    section,
    shorten,
)
from bot.voice.notes import note_message
from bot.voice.speak import Mrkdwn, label, say, say_plain

_MOMENT = "audit"
_ANY = "-"  # in a button's value: whoever, whatever
MOST_PEOPLE = 99  # lines of a menu, less the one for everybody
_KINDS = {
    Kind.SEEN: "audit_kind.seen",
    Kind.CHANGED: "audit_kind.changed",
    Kind.SENT: "audit_kind.sent",
    Kind.EXPORTED: "audit_kind.exported",
    Kind.APPROVED: "audit_kind.approved",
}


def log_value(process_id: int, wanted: Wanted) -> str:
    """What a button of the log carries: the process, the person, the kind, and where to go on."""
    return ":".join(
        [
            str(process_id),
            _ANY if wanted.person_id is None else str(wanted.person_id),
            _ANY if wanted.kind is None else wanted.kind.value,
            _ANY if wanted.before is None else str(wanted.before),
        ]
    )


def log_view(
    page: LogPage,
    language: Language,
    *,
    process_id: int,
    process: str,
    people: Sequence[tuple[int, str]],
    wanted: Wanted,
) -> View:
    """One page of the log, with what else can be looked at."""
    is_filtered = wanted.kind is not None or wanted.person_id is not None
    blocks = [
        section(say(_MOMENT, "intro", language, process=process)),
        actions(_menus(people, language, process_id=process_id, wanted=wanted)),
    ]
    if page.lines:
        blocks += _days(page.lines, language)
    else:
        blocks.append(section(say(_MOMENT, "none", language, is_filtered=is_filtered)))
    ways = []
    if wanted.before is not None:
        top = Wanted(kind=wanted.kind, person_id=wanted.person_id)
        ways.append(button("audit.newest", language, value=log_value(process_id, top)))
    if page.older is not None:
        on = Wanted(kind=wanted.kind, person_id=wanted.person_id, before=page.older)
        ways.append(button("audit.older", language, value=log_value(process_id, on)))
    if page.lines:
        everything = Wanted(kind=wanted.kind, person_id=wanted.person_id)
        ways.append(button("audit.export", language, value=log_value(process_id, everything)))
    if ways:
        blocks.append(actions(ways))
    return panel("audit_log.pages", blocks, language)


def _menus(
    people: Sequence[tuple[int, str]], language: Language, *, process_id: int, wanted: Wanted
) -> list[Block]:
    """By whom, and which kind. Each line carries the whole choice that it leads to."""
    anybody, anything = (
        label("audit_person.placeholder", language),
        label("audit_kind.placeholder", language),
    )
    by = {
        log_value(process_id, Wanted(kind=wanted.kind, person_id=one)): name
        for one, name in [(None, anybody), *people[:MOST_PEOPLE]]
    }
    kinds = {
        log_value(process_id, Wanted(kind=one, person_id=wanted.person_id)): name
        for one, name in [
            (None, anything),
            *((kind, label(_KINDS[kind], language)) for kind in Kind),
        ]
    }
    now = log_value(process_id, Wanted(kind=wanted.kind, person_id=wanted.person_id))
    return [
        menu(
            f"audit.filter:{name}",
            [option(shorten(words, OPTION), value) for value, words in lines.items()],
            placeholder=placeholder,
            chosen=now,
        )
        for name, lines, placeholder in (("person", by, anybody), ("kind", kinds, anything))
    ]


def _days(lines: Iterable[Line], language: Language) -> list[Block]:
    blocks: list[Block] = []
    for day, its in groupby(lines, key=lambda line: local(line.at).date()):
        words = f"*{long_date(day, language)}*"
        for line in its:
            added = f"{clock_time(line.at, language)}  {sentence(line, language)}"
            if len(words) + len(added) >= SECTION:
                blocks.append(section(Mrkdwn(words)))
                words = added
            else:
                words = f"{words}\n{added}"
        blocks.append(section(Mrkdwn(words)))
    return blocks


def log_table(lines: Iterable[Line], language: Language) -> Table:
    """The log as a table for a spreadsheet."""
    return Table(
        name="log",
        headings=tuple(
            label(key, language)
            for key in (
                "audit_file.at",
                "audit_file.by",
                "audit_file.kind",
                "audit_file.what",
                "audit_file.act",
            )
        ),
        rows=lambda: (
            (
                line.at,
                actor(line, language),
                label(_KINDS[KINDS[line.act]], language) if line.act in KINDS else "",
                plain_sentence(line, language),
                line.act,
            )
            for line in lines
        ),
    )


def file_words(*, process: str, count: int, day: str, language: Language) -> tuple[str, str]:
    """The file's name, and what stands beside it."""
    name = say_plain(_MOMENT, "file_name", language, day=day)
    return name, say(_MOMENT, "comment", language, process=process, count=count)


def refused_message(language: Language) -> Message:
    """The log is not for this person."""
    return note_message(_MOMENT, "only_facilitators", language)
