"""The files that facilitators take away: which sheets and columns, and what they are called."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import assert_never

from bot.conversation.questions import (
    AnswerKind,
    Chosen,
    Language,
    Month,
    NotKnownYet,
    Quantity,
    Question,
    Skipped,
    Value,
    When,
    Written,
)
from bot.days import local, short_date
from bot.exporting import Export
from bot.participation import Reached, Standing
from bot.shared_sums import SharedSum, SharedSums
from bot.small_numbers import Total
from bot.spreadsheets import Cell, Table
from bot.voice.answers import choice_text
from bot.voice.blocks import View, actions, button, header, section
from bot.voice.shared_sums import breakdown, unit_text
from bot.voice.speak import label, say, say_plain
from bot.voice.summaries import reading_view

_MOMENT = "export"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileWords:
    """What a file is called, and what is said beside it. `comment` is Slack's markup."""

    name: str
    comment: str


def export_view(*, value: str, process: str, language: Language) -> View:
    """Which file shall it be?"""
    words = say(_MOMENT, "offer", language)
    blocks = [header(process), section(words), actions(_buttons(value, language))]
    return reading_view("exports.open", blocks, language)


def export_there_view(language: Language) -> View:
    """In place of what was pressed: where the file is."""
    return reading_view("exports.open", [section(say(_MOMENT, "there", language))], language)


def _buttons(value: str, language: Language) -> list[dict[str, object]]:
    return [
        button("exports.xlsx", language, value=value, style="primary"),
        button("exports.csv", language, value=value),
    ]


def file_words(export: Export, language: Language, *, ending: str) -> FileWords:
    """Of a facilitator's file."""
    return FileWords(
        name=f"{export.process.key}-{local(export.at):%Y-%m-%d}.{ending}",
        comment=say(
            _MOMENT,
            "comment",
            language,
            process=export.process.title[language.value],
            organisations=len(export.participation.standings),
            is_whole=export.within.is_whole,
            is_zip=ending == "zip",
        ),
    )


def sums_words(key: str, sums: SharedSums, language: Language, *, process: str) -> FileWords:
    """Of the file that members may have."""
    day = "" if sums.at is None else f"-{local(sums.at):%Y-%m-%d}"
    return FileWords(
        name=f"{key}-{label('exports.sums_file', language)}{day}.csv",
        comment=say(_MOMENT, "sums_comment", language, process=process),
    )


def tables_of(export: Export, language: Language) -> tuple[Table, ...]:
    """Every sheet."""
    return (
        Table(
            name=label("exports.sheet_answers", language),
            headings=tuple(_headings(export, language, as_keys=False)),
            rows=lambda: _organisations(export, language, as_keys=False),
        ),
        Table(
            name=label("exports.sheet_keys", language),
            headings=tuple(_headings(export, language, as_keys=True)),
            rows=lambda: _organisations(export, language, as_keys=True),
        ),
        Table(
            name=label("exports.sheet_meetings", language),
            headings=_listed("meeting_headings", language),
            rows=lambda: _meetings(export, language),
        ),
        Table(
            name=label("exports.sheet_codebook", language),
            headings=_listed("codebook_headings", language),
            rows=lambda: _codebook(export, language),
        ),
        Table(
            name=label("exports.sheet_about", language),
            headings=_listed("about_headings", language),
            rows=lambda: _about(export, language),
        ),
    )


def _listed(part: str, language: Language) -> tuple[str, ...]:
    return tuple(say_plain(_MOMENT, part, language).split("|"))


def _headings(export: Export, language: Language, *, as_keys: bool) -> Iterator[str]:
    yield from _listed("organisation_headings", language)
    for question in export.questionnaire.questions:
        short = question.key if as_keys else question.short.in_(language)
        if question.kind is AnswerKind.NUMBER:
            yield from (f"{short}: {one}" for one in _listed("number_headings", language))
        else:
            yield short


def _organisations(
    export: Export, language: Language, *, as_keys: bool
) -> Iterator[Sequence[Cell]]:
    for standing, answers in export.organisations():
        cells = _standing(standing, export, language, as_keys=as_keys)
        for question in export.questionnaire.questions:
            cells += _answer(question, answers.get(question.key), language, as_keys=as_keys)
        yield cells


def _standing(
    standing: Standing, export: Export, language: Language, *, as_keys: bool
) -> list[Cell]:
    kind = standing.kind.value if standing.kind is not None else ""
    region = standing.region or ""
    return [
        standing.organisation,
        kind if as_keys or not kind else label(f"summary_kind.{kind}", language),
        region if as_keys else export.regions.get(region, region),
        standing.reached.value
        if as_keys
        else label(f"summary_stage.{standing.reached.value}", language),
        standing.since if standing.reached is Reached.DONE else None,
    ]


def _answer(
    question: Question, value: Value | None, language: Language, *, as_keys: bool
) -> list[Cell]:
    """The cells of one answer: for a number low, high, unit and a remark, else one."""
    is_number = question.kind is AnswerKind.NUMBER
    if isinstance(value, Quantity):
        unit = value.unit if as_keys else unit_text(question, value.unit, language)
        about = "approximate" if as_keys else label("answers.about", language)
        cells: list[Cell] = [value.low, value.high, unit, about if value.approximate else None]
        return cells if is_number else [value.low]
    word = None if value is None else _word(question, value, language, as_keys=as_keys)
    return [None, None, None, word] if is_number else [word]


def _word(question: Question, value: Value, language: Language, *, as_keys: bool) -> str:
    match value:
        case Skipped() | NotKnownYet():
            state = "skipped" if isinstance(value, Skipped) else "not_known"
            return state if as_keys else label(f"answers.{state}", language)
        case Chosen(keys=keys):
            words = keys if as_keys else (choice_text(question, key, language) for key in keys)
            return ("," if as_keys else " · ").join(words)
        case Month(year=year, month=month):
            return f"{year}" if month is None else f"{year}-{month:02}"
        case Written(text=text):
            return text
        case Quantity(low=low):
            return f"{low:f}"
        case never:
            assert_never(never)


def _meetings(export: Export, language: Language) -> Iterator[Sequence[Cell]]:
    for guest in export.guests():
        yield [
            guest.meeting_title[language.value],
            guest.starts_at,
            guest.ends_at,
            label(f"meeting_form.{(guest.joins or guest.form).value}", language),
            guest.name,
            guest.organisation,
            label(f"export_reply.{guest.reply.value}", language),
            guest.replied_at,
            label(f"export_came.{guest.attendance.value}", language),
        ]


def _codebook(export: Export, language: Language) -> Iterator[Sequence[Cell]]:
    """A row for each question, and below it one for each choice and each unit."""
    version = export.process.questions_version
    sections = {one.key: one.title.in_(language) for one in export.questionnaire.sections}
    for question in export.questionnaire.questions:
        when = "; ".join(_condition(one) for one in question.shown_when)
        yield [
            question.key,
            None,
            question.ask.da,
            question.ask.en,
            question.kind.value,
            sections.get(question.section, question.section),
            when or None,
            version,
        ]
        for key, words in [
            *((one.key, one.label) for one in question.choices),
            *((one.key, one.label) for one in question.units),
        ]:
            yield [question.key, key, words.da, words.en, None, None, None, version]


def _condition(when: When) -> str:
    if when.is_any_of is None:
        return f"{when.question}: *"
    return f"{when.question}: {', '.join(sorted(when.is_any_of))}"


def _about(export: Export, language: Language) -> Iterator[Sequence[Cell]]:
    names = _listed("about_rows", language)
    within = [
        None
        if export.within.kind is None
        else label(f"summary_kind.{export.within.kind.value}", language),
        None
        if export.within.region is None
        else export.regions.get(export.within.region, export.within.region),
        None if export.within.choice is None else ": ".join(export.within.choice),
    ]
    values: list[Cell] = [
        export.process.title[language.value],
        export.process.key,
        export.process.questions_version,
        export.at,
        export.person,
        " · ".join(one for one in within if one) or label("exports.everybody", language),
        len(export.participation.standings),
        say_plain(_MOMENT, "protected", language),
    ]
    yield from zip(names, values, strict=True)


def sums_table(sums: SharedSums, language: Language) -> Table:
    """What members may see, as rows: nothing else is in it."""
    return Table(
        name=label("exports.sums_file", language),
        headings=_listed("sums_headings", language),
        rows=lambda: _sums(sums, language),
    )


def _sums(sums: SharedSums, language: Language) -> Iterator[Sequence[Cell]]:
    hidden = label("exports.hidden", language)
    as_of = "" if sums.at is None else short_date(local(sums.at).date(), language)
    for one in sums.questions:
        short = one.question.short.in_(language)
        for key, count in one.choices.items():
            words = choice_text(one.question, key, language)
            shown = [count, None] if count is not None else [None, hidden]
            yield [short, words, None, None, None, *shown, as_of]
        for each in one.sums:
            unit = unit_text(one.question, each.unit, language)
            for words, total in _rows(each, sums, language):
                yield [short, words, *_amount(total, unit, hidden), as_of]


def _rows(
    one: SharedSum, sums: SharedSums, language: Language
) -> Iterator[tuple[str, Total | None]]:
    yield label("exports.in_all", language), one.table.total
    yield from breakdown(one, sums.regions, language)


def _amount(total: Total | None, unit: str, hidden: str) -> list[Cell]:
    if total is None:
        return [None, None, unit, None, hidden]
    low, high = Decimal(total.low), Decimal(total.high)
    return [low, high, unit, total.organisations, None]
