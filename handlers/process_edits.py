"""A process edited by its facilitators in Slack: texts, contacts and partners."""

import re
from collections.abc import Mapping

from slack_bolt import App

from bot.access import Act
from bot.edit_history import What
from bot.process_checks import Values, cleaned
from bot.process_edits import NEW, ChangedMeanwhile, Faulty, Gone, NothingNew, Saved, retire, save
from bot.process_entries import entries_of, entry_of
from bot.voice.blocks import View
from bot.voice.process_edits import (
    Aim,
    edit_form,
    edit_word,
    fault_words,
    gone_words,
    list_view,
    meanwhile_words,
    name_of,
    preview_view,
    saved_message,
)
from handlers.outcomes import Errors
from handlers.payloads import Payload, Press, Submitted
from handlers.processes import process_if
from handlers.visit import Acts, Services, Visit, on_press, on_submit
from models import Process
from models.processes import parties_of

_FIELDS: Mapping[What, tuple[str, ...]] = {
    What.TEXT: ("da", "en"),
    What.CONTACT: ("name", "title_da", "title_en", "organisation", "email", "phone"),
    What.PARTY: ("role", "da", "en"),
}
_NEW_PARTY = ("name", "kind", *_FIELDS[What.PARTY])


def register(app: App, services: Services) -> None:
    """The buttons and menus whose ids begin with `process_edits.`, and the form."""
    acts: Acts = {
        "process_edits.open": _press_open,
        "process_edits.edit": _press_edit,
        "process_edits.add": _press_edit,
        "process_edits.preview": _press_preview,
    }
    app.action(re.compile(r"^process_edits\."))(on_press(services, acts))
    app.view("process_edits.save")(on_submit(services, _save))


def open_edits(visit: Visit, value: str, trigger_id: str, response_url: str | None) -> None:
    """What can be changed of that process."""
    process = process_if(visit, value, Act.EDIT_PROCESS)
    if process is None:
        _refuse(visit, response_url)
    else:
        visit.open(trigger_id, _list(visit, process))


def _refuse(visit: Visit, response_url: str | None) -> None:
    visit.whisper(response_url, edit_word("only_facilitators", visit.language))


def _press_open(visit: Visit, press: Press) -> None:
    open_edits(visit, press.value, press.trigger_id, press.response_url)


def _list(visit: Visit, process: Process) -> View:
    return list_view(
        {what: entries_of(visit.session, process=process, what=what) for what in _FIELDS},
        visit.language,
        process_id=process.id,
        process=process.title[visit.language.value],
        key=process.key,
        is_edited=process.edited_at is not None,
    )


def _press_edit(visit: Visit, press: Press) -> None:
    found = _aim(visit, press.value)
    if found is None:
        _refuse(visit, press.response_url)
        return
    process, aim = found
    values: Values = {}
    name, mark = "", ""
    if aim.key != NEW:
        entry = entry_of(visit.session, process=process, what=aim.what, key=aim.key)
        if entry is None:  # taken off the list meanwhile: show the list as it is now
            if press.view is not None:
                visit.update(str(press.view["id"]), _list(visit, process))
            return
        values, mark = entry.values, entry.mark
        name = name_of(aim.what, aim.key, entry.name, visit.language)
    parties = parties_of(visit.session, process_id=process.id)
    form = edit_form(
        Aim(process_id=process.id, what=aim.what, key=aim.key, mark=mark),
        values,
        visit.language,
        name=name,
        parties=[(its.key, its.name) for _, its in parties],
    )
    if press.view is not None and press.view.get("type") == "modal":
        visit.push(press.trigger_id, form)
    else:
        visit.open(press.trigger_id, form)


def _press_preview(visit: Visit, press: Press) -> None:
    found = _aim(visit, press.value)
    if found is None:
        _refuse(visit, press.response_url)
        return
    process, aim = found
    values = cleaned(_values(aim, _typed(press.state)))
    parties = parties_of(visit.session, process_id=process.id)
    names = {its.key: its.name for _, its in parties}
    organisation = names.get(str(values.get("organisation")), "")
    view = preview_view(aim.what, values, visit.language, organisation=organisation)
    visit.push(press.trigger_id, view)


def _typed(state: Payload) -> Submitted:
    """What stands in the form, though it has not been sent in."""
    return Submitted(
        callback_id="",
        private_metadata="",
        values={name: next(iter(elements.values())) for name, elements in state.items()},
    )


def _aim(visit: Visit, value: str) -> tuple[Process, Aim] | None:
    """What a button or form is about, if it can be changed by this person. It came from outside."""
    process_id, what, key, mark = [*value.split(":"), "", "", "", ""][:4]
    process = process_if(visit, process_id, Act.EDIT_PROCESS)
    if process is None or what not in {one.value for one in _FIELDS} or not key:
        return None
    return process, Aim(process_id=process.id, what=What(what), key=key, mark=mark)


def _values(aim: Aim, submitted: Submitted) -> Values:
    names = _NEW_PARTY if (aim.what, aim.key) == (What.PARTY, NEW) else _FIELDS[aim.what]
    values: Values = {}
    for name in names:
        if name in ("organisation", "kind", "role"):
            values[name] = submitted.chosen(f"edit_{name}")
        else:
            values[name] = submitted.typed(f"edit_{name}")
    return values


def _save(visit: Visit, submitted: Submitted) -> Errors | None:
    found = _aim(visit, submitted.private_metadata)
    if found is None:
        _refuse(visit, None)
        return None
    process, aim = found
    values = _values(aim, submitted)
    if submitted.ticked("edit_retire"):
        outcome = retire(
            visit.session,
            process_id=process.id,
            what=aim.what,
            key=aim.key,
            mark=aim.mark,
            by=visit.person,
            now=visit.now,
        )
    else:
        outcome = save(
            visit.session,
            process_id=process.id,
            what=aim.what,
            key=aim.key,
            mark=aim.mark,
            values=values,
            by=visit.person,
            now=visit.now,
        )
    first = f"edit_{next(iter(values))}"
    match outcome:
        case Faulty(faults=faults):
            return {
                f"edit_{name}": fault_words(name, fault, visit.language)
                for name, fault in faults.items()
            }
        case ChangedMeanwhile(by):
            return {first: meanwhile_words(by, visit.language)}
        case Gone():
            return {first: gone_words(visit.language)}
        case Saved():
            title = process.title[visit.language.value]
            visit.tell(saved_message(outcome, visit.language, process=title))
        case NothingNew():
            pass
    if submitted.beneath:
        visit.update(submitted.beneath, _list(visit, process))
    return None
