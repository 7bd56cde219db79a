"""Importing people in words: the form, the dry run, each row's fate and fault, and what was done."""

import csv
import io
from hashlib import sha256

from bot.conversation.questions import Language
from bot.importing_apply import Imported
from bot.importing_names import New
from bot.importing_plan import Doubt, Fate, Judged, Plan, Settled, is_formula
from bot.voice.blocks import (
    Block,
    Message,
    View,
    actions,
    button,
    context,
    field,
    message,
    modal,
    option,
    panel,
    plain,
    section,
    shorten,
)
from bot.voice.onboarding import word
from bot.voice.speak import Mrkdwn, label, say, say_plain

_MOMENT = "import"
_SHOWN = 8  # faulty rows in the modal; all of them are in the report
MOST_PASTED = 2500  # what a modal carries on, beside what it is about


def import_form(language: Language, *, process_id: int) -> View:
    """A file, or lines pasted into it."""
    given = {"type": "file_input", "filetypes": ["csv", "xlsx"], "max_files": 1}
    pasted = {
        "type": "plain_text_input",
        "multiline": True,
        "max_length": MOST_PASTED,
        "placeholder": plain(label("lines.placeholder", language)),
    }
    return modal(
        "imports.give",
        [
            section(say(_MOMENT, "intro", language)),
            field("list", given, language, optional=True),
            field(
                "lines", pasted, language, hint=say(_MOMENT, "lines_hint", language), optional=True
            ),
            context(say(_MOMENT, "promise", language)),
        ],
        language,
        private_metadata=str(process_id),
    )


def nothing_given(language: Language) -> str:
    """The form was sent with neither a file nor lines."""
    return say(_MOMENT, "nothing_given", language)


def reading_view(language: Language) -> View:
    """While the list is read."""
    return panel("import_reading", [section(say(_MOMENT, "reading", language))], language)


def fault_view(fault: str, language: Language) -> View:
    """Nothing could be read, and why."""
    return panel("import_reading", [section(_fault(fault, language))], language)


def refused_view(language: Language) -> View:
    """Whoever handed the list in leads the process no more."""
    return panel("import_reading", word("only_facilitators", language)["blocks"], language)


def fault_message(fault: str, language: Language) -> Message:
    """The same when the modal is gone already."""
    words = _fault(fault, language)
    return message(words, [section(words)])


def _fault(fault: str, language: Language) -> Mrkdwn:
    return say(_MOMENT, "file_fault", language, fault=fault)


def dry_run_view(
    plan: Plan, language: Language, *, metadata: str, without_mail: bool = False
) -> View:
    """How many rows have which fate, the first faults, and what must be said first."""
    blocks: list[Block] = [section(_counts(plan, language, without_mail=without_mail))]
    faulty = [one for one in plan.rows if one.fate is Fate.FAULTY]
    if faulty:
        lines = [say(_MOMENT, "faults_heading", language, count=len(faulty))]
        lines += [_fault_line(one, language) for one in faulty[:_SHOWN]]
        if len(faulty) > _SHOWN:
            lines.append(say(_MOMENT, "more_faults", language, more=len(faulty) - _SHOWN))
        blocks.append(section(Mrkdwn("\n".join(lines))))
    if plan.new_organisations:
        names = shorten(", ".join(plan.new_organisations), 600)
        count = len(plan.new_organisations)
        blocks.append(section(say(_MOMENT, "new_names", language, count=count, names=names)))
    can_import = plan.count(Fate.INVITE, Fate.AWAIT, Fate.ASK)
    if not can_import:
        blocks.append(context(say(_MOMENT, "nothing_to_do", language)))
        return panel("import_reading", blocks, language)
    if plan.doubts:
        blocks.append(section(say(_MOMENT, "doubts_heading", language, count=len(plan.doubts))))
        blocks += [_doubt(one, language) for one in plan.doubts]
    blocks.append(context(say(_MOMENT, "not_yet", language)))
    made = modal("imports.confirm", blocks, language, private_metadata=metadata)
    made["submit"] = plain(say_plain(_MOMENT, "submit", language, count=can_import))
    return made


def doubt_field(key: str) -> str:
    """The block id of a doubt: of the spelling itself, whatever else is asked beside it."""
    return f"doubt.{sha256(key.encode()).hexdigest()[:16]}"


def _doubt(doubt: Doubt, language: Language) -> Block:
    choices = [
        option(say_plain(_MOMENT, "same", language, name=doubt.perhaps.name), Settled.SAME.value),
        option(say_plain(_MOMENT, "new", language), Settled.NEW.value),
        option(say_plain(_MOMENT, "skip", language), Settled.SKIP.value),
    ]
    asked = say_plain(
        _MOMENT, "doubt", language, spelling=shorten(doubt.spelling, 80), rows=doubt.rows
    )
    return {
        "type": "input",
        "block_id": doubt_field(doubt.key),
        "label": plain(asked, limit=150),
        "element": {"type": "static_select", "action_id": "doubt", "options": choices},
        "optional": False,
    }


def _counts(plan: Plan, language: Language, *, without_mail: bool) -> Mrkdwn:
    counts = {fate.value: plan.count(fate) for fate in Fate}
    return say(
        _MOMENT,
        "counts",
        language,
        total=len(plan.rows),
        without_mail=without_mail,
        **_named(counts),
    )


def _named(counts: dict[str, int]) -> dict[str, int]:
    # "await" is a word of Jinja's own.
    return {f"{name}_count": count for name, count in counts.items()}


def _fault_line(one: Judged, language: Language) -> Mrkdwn:
    fault = one.faults[0].value
    why = say(_MOMENT, "row_fault", language, fault=fault, **_cells(one))
    what = one.name or one.row.email or one.row.organisation
    return say(_MOMENT, "fault_line", language, number=one.row.number, what=what, why=why)


def _cells(one: Judged) -> dict[str, str]:
    return {
        "email": shorten(one.row.email, 80),
        "organisation": shorten(one.row.organisation, 80),
        "role": shorten(one.row.role, 40),
        "spoken": shorten(one.row.language, 40),
    }


def report_name(language: Language) -> str:
    """What the report's file is called."""
    return say_plain(_MOMENT, "report_name", language)


def report_comment(plan: Plan, language: Language) -> str:
    """What is said beside the report."""
    return say_plain(_MOMENT, "report_comment", language, total=len(plan.rows))


def report_file(plan: Plan, language: Language) -> bytes:
    """Every row with its fate, why, and what to do: a CSV that a spreadsheet opens as text."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(
        label(f"report.{one}", language)
        for one in ("row", "name", "email", "organisation", "fate", "why", "todo")
    )
    for one in plan.rows:
        writer.writerow([_as_text(cell) for cell in _report_row(one, language)])
    return ("\ufeff" + out.getvalue()).encode()  # the mark tells Excel that it is UTF-8


def _report_row(one: Judged, language: Language) -> list[str]:
    cells = _cells(one)
    why = [
        say_plain(_MOMENT, "row_fault", language, fault=fault.value, **cells)
        for fault in one.faults
    ]
    if one.fate is Fate.DUPLICATE:
        why.append(say_plain(_MOMENT, "first_at", language, number=one.first_at))
    if isinstance(one.organisation, New) and one.fate in {Fate.INVITE, Fate.AWAIT}:
        why.append(say_plain(_MOMENT, "is_new", language, name=one.organisation.name))
    if one.fate is Fate.ASK and one.organisation is not None:
        spelling, name = cells["organisation"], one.organisation.name
        why.append(say_plain(_MOMENT, "is_doubt", language, spelling=spelling, name=name))
    if one.is_text:
        why.append(say_plain(_MOMENT, "is_text", language))
    todo = [
        say_plain(_MOMENT, "todo", language, fault=fault.value, **cells) for fault in one.faults
    ]
    if one.fate is Fate.ASK:
        todo.append(say_plain(_MOMENT, "settle", language))
    organisation = one.organisation.name if one.organisation else one.row.organisation
    return [
        str(one.row.number),
        one.row.name,
        one.row.email,
        organisation,
        label(f"fate.{one.fate.value}", language),
        " ".join(why),
        " ".join(todo),
    ]


def _as_text(cell: str) -> str:
    """An apostrophe before what a spreadsheet would take for a formula."""
    return f"'{cell}" if is_formula(cell) else cell


def imported_message(
    done: Imported, language: Language, *, process_id: int, without_mail: bool
) -> Message:
    """What was done."""
    words = say(
        _MOMENT,
        "imported",
        language,
        invited=done.invited,
        awaited=done.awaited,
        known=done.known,
        left_out=done.left_out,
        without_mail=without_mail,
    )
    show = button("members.show", language, value=str(process_id))
    return message(words, [section(words), actions([show])])
