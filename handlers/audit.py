"""The log of who did what: seen page by page by facilitators, and taken away as a file."""

import re

from slack_bolt import App
from sqlmodel import Session

from bot.access import Act
from bot.audit import Kind, Wanted, log_page, note_log_export, whole_log
from bot.days import local
from bot.spreadsheets import csv_lines
from bot.voice.audit_log import file_words, log_table, log_view, refused_message
from bot.voice.blocks import View
from handlers.payloads import Press, read_id
from handlers.processes import process_if
from handlers.visit import Acts, Services, Visit, on_press
from models import Process
from models.audit import who_did_something


def register(app: App, services: Services) -> None:
    """The buttons and menus whose ids begin with `audit.`."""
    acts: Acts = {
        "audit.show": _press_show,
        "audit.filter": _press_turn,
        "audit.older": _press_turn,
        "audit.newest": _press_turn,
        "audit.export": _press_export,
    }
    app.action(re.compile(r"^audit\."))(on_press(services, acts))


def open_log(visit: Visit, value: str, trigger_id: str, response_url: str | None) -> None:
    """The newest of that process's log, in a modal."""
    process = process_if(visit, value, Act.SEE_LOG)
    if process is None:
        visit.whisper(response_url, refused_message(visit.language))
    else:
        visit.open(trigger_id, _view(visit, process, Wanted()))


def _press_show(visit: Visit, press: Press) -> None:
    process = process_if(visit, press.value, Act.SEE_LOG)
    if process is None:
        visit.whisper(press.response_url, refused_message(visit.language))
    elif press.view is not None and press.view.get("type") == "modal":
        visit.push(press.trigger_id, _view(visit, process, Wanted()))
    else:
        visit.open(press.trigger_id, _view(visit, process, Wanted()))


def _press_turn(visit: Visit, press: Press) -> None:
    process, wanted = _choice(visit, press)
    if process is None:
        visit.whisper(press.response_url, refused_message(visit.language))
    elif press.view is not None:
        visit.update(str(press.view.get("id") or ""), _view(visit, process, wanted))


def _press_export(visit: Visit, press: Press) -> None:
    process, wanted = _choice(visit, press)
    if process is None:
        visit.whisper(press.response_url, refused_message(visit.language))
        return
    process_id, title = process.id, process.title[visit.language.value]
    note_log_export(
        visit.session, process_id=process_id, person_id=visit.who.id, wanted=wanted, now=visit.now
    )

    def write(own: Session) -> None:
        lines = whole_log(own, process_id=process_id, wanted=wanted, language=visit.language)
        content = list(csv_lines(log_table(lines, visit.language)))
        name, comment = file_words(
            process=title,
            count=len(content) - 2,  # less the mark of UTF-8 and the headings
            day=local(visit.now).date().isoformat(),
            language=visit.language,
        )
        visit.upload(name, b"".join(content), comment=comment)

    visit.afterwards(write)


def _choice(visit: Visit, press: Press) -> tuple[Process | None, Wanted]:
    """What a button or a line of a menu carries; it came from outside."""
    parts = [*press.value.split(":"), "", "", ""][:4]
    process = process_if(visit, parts[0], Act.SEE_LOG)
    kind = Kind(parts[2]) if parts[2] in list(Kind) else None
    return process, Wanted(kind=kind, person_id=read_id(parts[1]), before=read_id(parts[3]))


def _view(visit: Visit, process: Process, wanted: Wanted) -> View:
    return log_view(
        log_page(visit.session, process_id=process.id, wanted=wanted, language=visit.language),
        visit.language,
        process_id=process.id,
        process=process.title[visit.language.value],
        people=who_did_something(visit.session, process_id=process.id),
        wanted=wanted,
    )
