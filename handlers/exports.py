"""What facilitators take away as files, and the sums that members may have.

The file is written after the visit is committed, on a connection of its own; that it was taken is
kept with the visit.
"""

import re
import tempfile
from pathlib import Path

from slack_bolt import App
from sqlmodel import Session

from bot.access import Act
from bot.exporting import export_of, note_export
from bot.shared_sums import shared_sums
from bot.slices import slice_from
from bot.spreadsheets import csv_lines, write_texts, write_workbook
from bot.voice.exports import (
    export_there_view,
    export_view,
    file_words,
    sums_table,
    sums_words,
    tables_of,
)
from bot.voice.notes import note_message
from bot.voice.shared_sums import no_sums_message
from bot.voice.summaries import refused_message
from handlers.payloads import Press
from handlers.processes import process_if
from handlers.visit import Acts, Services, Visit, on_press
from models import Process
from models.slices import WHOLE, Slice


def register(app: App, services: Services) -> None:
    """The buttons whose ids begin with `exports.`."""
    acts: Acts = {
        "exports.open": _press_open,
        "exports.xlsx": _press_workbook,
        "exports.csv": _press_texts,
        "exports.sums": _press_sums,
    }
    app.action(re.compile(r"^exports\."))(on_press(services, acts))


def open_export(visit: Visit, value: str, trigger_id: str, response_url: str | None) -> None:
    """Which file shall it be? For a command."""
    process = process_if(visit, value, Act.EXPORT)
    if process is None:
        visit.whisper(response_url, refused_message(visit.language))
    else:
        title = process.title[visit.language.value]
        view = export_view(value=value, process=title, language=visit.language)
        visit.open(trigger_id, view)


def _press_open(visit: Visit, press: Press) -> None:
    found = _allowed(visit, press)
    if found is None:
        return
    process, _ = found
    title = process.title[visit.language.value]
    view = export_view(value=press.value, process=title, language=visit.language)
    if press.view is not None and press.view.get("type") == "modal":
        visit.push(press.trigger_id, view)
    else:
        visit.open(press.trigger_id, view)


def _allowed(visit: Visit, press: Press) -> tuple[Process, Slice] | None:
    value, within = slice_from(press.value)
    process = process_if(visit, value, Act.EXPORT)
    if process is None:
        visit.whisper(press.response_url, refused_message(visit.language))
        return None
    return process, within


def _press_workbook(visit: Visit, press: Press) -> None:
    _hand_out(visit, press, ending="xlsx")


def _press_texts(visit: Visit, press: Press) -> None:
    _hand_out(visit, press, ending="zip")


def _hand_out(visit: Visit, press: Press, *, ending: str) -> None:
    found = _allowed(visit, press)
    if found is None:
        return
    process, within = found
    what = "xlsx" if ending == "xlsx" else "csv"
    note_export(
        visit.session,
        process=process,
        person=visit.person,
        what=what,
        within=within,
        now=visit.now,
    )

    def write(own: Session) -> None:
        export = export_of(
            own, process=process, person=visit.who.name, within=within, now=visit.now
        )
        words = file_words(export, visit.language, ending=ending)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "export"
            tables = tables_of(export, visit.language)
            if ending == "xlsx":
                write_workbook(path, tables, made_at=visit.now)
            else:
                write_texts(path, tables)
            visit.upload(words.name, path.read_bytes(), comment=words.comment)
        _tell_where(visit, press)

    visit.afterwards(write)


def _press_sums(visit: Visit, press: Press) -> None:
    process = process_if(visit, press.value, Act.SEE_SUMS)
    if process is None:
        visit.whisper(press.response_url, no_sums_message(visit.language))
        return
    note_export(
        visit.session,
        process=process,
        person=visit.person,
        what="sums",
        within=WHOLE,
        now=visit.now,
    )

    def write(own: Session) -> None:
        sums = shared_sums(own, process=process)
        title = process.title[visit.language.value]
        words = sums_words(process.key, sums, visit.language, process=title)
        content = b"".join(csv_lines(sums_table(sums, visit.language)))
        visit.upload(words.name, content, comment=words.comment)
        _tell_where(visit, press)

    visit.afterwards(write)


def _tell_where(visit: Visit, press: Press) -> None:
    """The file comes as a direct message; whoever pressed elsewhere is told so."""
    if press.view is not None:
        visit.update(str(press.view.get("id")), export_there_view(visit.language))
    elif press.channel != visit.who.dm_channel:
        visit.whisper(press.response_url, note_message("export", "there", visit.language))
