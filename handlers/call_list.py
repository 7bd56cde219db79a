"""Whom to call: the list, what facilitators note on it, and what Sammen writes for them.

The list is counted after the visit is committed, so that nobody waits for it and it shows what
the visit has changed.
"""

import re
from functools import partial

from slack_bolt import App
from sqlmodel import Session

from bot.access import Act
from bot.call_list import Line, call_list, line_of
from bot.contacting import Sent, note, suggested, write
from bot.voice.blocks import View
from bot.voice.call_list import (
    call_word,
    list_view,
    note_form,
    notice_words,
    sent_words,
    write_form,
)
from bot.voice.notes import paragraph
from bot.voice.speak import Mrkdwn
from handlers.outcomes import CloseAll, Outcome
from handlers.payloads import Press, Submitted, read_id
from handlers.processes import process_if
from handlers.visit import Acts, Services, Visit, on_press, on_submit
from models import Organisation, Process
from models.enums import ContactKind
from models.meetings import new_uid


def register(app: App, services: Services) -> None:
    """The list's buttons, and its two forms."""
    app.action(re.compile(r"^call_list\."))(on_press(services, ACTS))
    app.view("call_list.write")(on_submit(services, _write))
    app.view("call_list.note")(on_submit(services, _note))


def open_call_list(
    visit: Visit, process: Process, trigger_id: str, response_url: str | None
) -> None:
    """The list, for a facilitator who asks for it by a command."""
    if process_if(visit, str(process.id), Act.SEE_STATUS) is None:
        _refuse(visit, response_url)
    else:
        _show(visit, process, trigger_id=trigger_id)


def _open(visit: Visit, press: Press) -> None:
    process = process_if(visit, press.value, Act.SEE_STATUS)
    if process is None:
        _refuse(visit, press.response_url)
    else:
        _show(visit, process, trigger_id=press.trigger_id)


def _turn(visit: Visit, press: Press) -> None:
    number, _, page = press.value.partition(":")
    process = process_if(visit, number, Act.SEE_STATUS)
    if process is None:
        _refuse(visit, press.response_url)
    elif press.view is not None:
        _show(visit, process, view_id=str(press.view["id"]), page=read_id(page) or 0)


def _called(visit: Visit, press: Press) -> None:
    _keep(visit, press, ContactKind.CALLED)


def _wrote(visit: Visit, press: Press) -> None:
    _keep(visit, press, ContactKind.WROTE)


def _keep(visit: Visit, press: Press, kind: ContactKind) -> None:
    found = _aimed_at(visit, press.value)
    if found is None:
        _refuse(visit, press.response_url)
        return
    process, organisation, page = found
    note(
        visit.session,
        process=process,
        organisation_id=organisation.id,
        kind=kind,
        by=visit.person,
        now=visit.now,
    )
    notice = notice_words(kind, visit.language, organisation=organisation.name)
    view_id = "" if press.view is None else str(press.view["id"])
    _show(visit, process, view_id=view_id, page=page, notice=notice)


def _ask_note(visit: Visit, press: Press) -> None:
    found = _aimed_at(visit, press.value)
    if found is None:
        _refuse(visit, press.response_url)
        return
    form = note_form(visit.language, organisation=found[1].name, metadata=press.value)
    visit.push(press.trigger_id, form)


def _note(visit: Visit, submitted: Submitted) -> Outcome:
    found = _aimed_at(visit, submitted.private_metadata)
    if found is None:
        return _refused(visit)
    process, organisation, page = found
    text = submitted.typed("call_note")
    if not text:
        return {"call_note": call_word("empty", visit.language)}
    note(
        visit.session,
        process=process,
        organisation_id=organisation.id,
        kind=ContactKind.NOTE,
        text=text,
        by=visit.person,
        now=visit.now,
    )
    notice = notice_words(ContactKind.NOTE, visit.language, organisation=organisation.name)
    _show(visit, process, view_id=submitted.beneath or "", page=page, notice=notice)
    return None


def _ask_write(visit: Visit, press: Press) -> None:
    found = _aimed_at(visit, press.value)
    if found is None:
        _refuse(visit, press.response_url)
        return
    process, organisation, page = found
    line = _line(visit, process, organisation)
    if line is None or not line.readers:
        view_id = "" if press.view is None else str(press.view["id"])
        gone = call_word("gone", visit.language)
        _show(visit, process, view_id=view_id, page=page, notice=gone)
        return
    people = ",".join(str(one.person_id) for one in line.readers)
    form = write_form(
        visit.language,
        organisation=organisation.name,
        names=[one.name for one in line.readers],
        text=suggested(line, process=process, by=visit.person, now=visit.now),
        metadata=f"{press.value}:{people}:{new_uid()}",
    )
    visit.push(press.trigger_id, form)


def _write(visit: Visit, submitted: Submitted) -> Outcome:
    target, _, mark = submitted.private_metadata.rpartition(":")
    target, _, people = target.rpartition(":")
    found = _aimed_at(visit, target)
    if found is None:
        return _refused(visit)
    process, organisation, page = found
    text = submitted.typed("call_text")
    if not text:
        return {"call_text": call_word("empty", visit.language)}
    shown = {one for one in map(read_id, people.split(",")) if one is not None}
    line = _line(visit, process, organisation)
    sent = (
        None
        if line is None
        else write(
            visit.session,
            process=process,
            line=line,
            shown=shown,
            text=text,
            mark=mark,
            by=visit.person,
            now=visit.now,
        )
    )
    _show(
        visit,
        process,
        view_id=submitted.beneath or "",
        page=page,
        notice=_what_became(visit, sent, shown=len(shown)),
    )
    return None


def _what_became(visit: Visit, sent: Sent | None, *, shown: int) -> Mrkdwn:
    if sent is None:
        return call_word("nobody_left", visit.language)
    return sent_words(
        visit.language,
        names=[one.name for one in sent.readers],
        at=sent.at if sent.at > visit.now else None,
        left_out=shown - len(sent.readers),
    )


def _line(visit: Visit, process: Process, organisation: Organisation) -> Line | None:
    return line_of(visit.session, process=process, organisation_id=organisation.id, now=visit.now)


def _aimed_at(visit: Visit, value: str) -> tuple[Process, Organisation, int] | None:
    """The process, the organisation and the page that a button names, if this person leads there."""
    numbers = value.split(":")
    process = process_if(visit, numbers[0], Act.SEE_STATUS)
    organisation_id = read_id(numbers[1]) if len(numbers) == 3 else None
    organisation = (
        None
        if process is None or organisation_id is None
        else visit.session.get(Organisation, organisation_id)
    )
    if process is None or organisation is None:
        return None
    return process, organisation, read_id(numbers[2]) or 0


def _show(
    visit: Visit,
    process: Process,
    *,
    trigger_id: str = "",
    view_id: str = "",
    page: int = 0,
    notice: Mrkdwn | None = None,
) -> None:
    """Open the list, or show it anew where it is open; without either, say what was done."""
    if not trigger_id and not view_id:
        if notice is not None:
            visit.tell(paragraph(notice))
        return

    def show(own: Session) -> None:
        view = _view(own, visit, process=process, page=page, notice=notice)
        if trigger_id:
            visit.open(trigger_id, view)
        else:
            visit.update(view_id, view)

    visit.afterwards(show)


def _view(
    own: Session, visit: Visit, *, process: Process, page: int, notice: Mrkdwn | None
) -> View:
    shown = call_list(own, process=process, now=visit.now, page=page)
    suggest = partial(suggested, process=process, by=visit.person, now=visit.now)
    return list_view(
        shown,
        visit.language,
        process_id=process.id,
        process=process.title[visit.language.value],
        suggestions=[suggest(line) for line in shown.lines],
        now=visit.now,
        notice=notice,
    )


def _refuse(visit: Visit, response_url: str | None) -> None:
    visit.whisper(response_url, paragraph(call_word("only_facilitators", visit.language)))


def _refused(visit: Visit) -> CloseAll:
    _refuse(visit, None)
    return CloseAll()


ACTS: Acts = {
    "call_list.open": _open,
    "call_list.turn": _turn,
    "call_list.called": _called,
    "call_list.wrote": _wrote,
    "call_list.note": _ask_note,
    "call_list.write": _ask_write,
}
