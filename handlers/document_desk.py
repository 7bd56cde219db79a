"""Facilitators put documents up, replace and withdraw them. Who leads is asked anew at each step."""

import re
from typing import Any, assert_never

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from bot import document_desk
from bot.access import Act, may
from bot.document_desk import (
    Gone,
    holders,
)
from bot.document_drafts import Draft, draft_of, mark_of
from bot.onboarding import process_for
from bot.voice.document_desk import (
    desk_message,
    edit_form,
    put_form,
    version_form,
)
from bot.voice.document_form import Carried
from bot.voice.speak import unescape
from handlers.document_access import (
    choices_of,
    document_run_by,
    documents_run_by,
    listed,
    refuse,
    refuse_or_gone,
    show_view,
)
from handlers.document_forms import on_content, read_carried
from handlers.document_saves import put, replace, save
from handlers.payloads import Payload, Press, read_id
from handlers.visit import (
    Acts,
    Services,
    Visit,
    on_press,
    on_submit,
    visiting,
)
from models import Document

_LINK = re.compile(r"https?://[^\s<>|]+")
_MOST_FILES = 10  # of one message


def register(app: App, services: Services) -> None:
    """The buttons, the forms, and the shortcut on a message."""

    def from_message(ack: Ack, body: Payload, context: BoltContext, client: WebClient) -> None:
        ack()
        with visiting(services, context=context, client=client, channel=None) as visit:
            if visit is not None:
                _begin_with(visit, body)

    app.action(re.compile(r"^document_desk\."))(on_press(services, ACTS))
    app.view("document_desk.put")(on_content(services, put))
    app.view("document_desk.version")(on_content(services, replace))
    app.view("document_desk.save")(on_submit(services, save))
    app.shortcut("document_desk.from_message")(from_message)


def _begin_with(visit: Visit, body: Payload) -> None:
    """A form with the files, or else the link, of the message on which the shortcut was used."""
    process, membership = process_for(visit.session, person=visit.person)
    if process is None or not may(membership, Act.RUN_DOCUMENTS):
        refuse(visit, body.get("response_url"))
        return
    message: dict[str, Any] = body.get("message") or {}
    files = [one for one in message.get("files") or () if one.get("id")][:_MOST_FILES]
    text = str(message.get("text") or "")
    link = _LINK.search(text)
    words = unescape(text).strip().partition("\n")[0]
    name = str(files[0].get("name") or "").rpartition(".")[0] if files else ""
    title = (name or ("" if link else words))[:150]
    view = put_form(
        Carried(id=process.id, files=tuple(str(one["id"]) for one in files)),
        Draft(title=(title, "")),
        visit.language,
        choices=choices_of(visit, process),
        files=[str(one.get("name") or one["id"]) for one in files],
        url="" if files or link is None else link[0],
    )
    visit.open(str(body["trigger_id"]), view)


def _press_open(visit: Visit, press: Press) -> None:
    process = documents_run_by(visit, press.value)
    if process is None:
        refuse(visit, press.response_url)
    else:
        show_view(visit, press, listed(visit, process))


def _press_more(visit: Visit, press: Press) -> None:
    value, _, start = press.value.partition(":")
    process = documents_run_by(visit, value)
    if process is None or press.view is None:
        refuse(visit, press.response_url)
    else:
        view = listed(visit, process, start=read_id(start) or 0)
        visit.update(str(press.view["id"]), view)


def _press_new(visit: Visit, press: Press) -> None:
    process = documents_run_by(visit, press.value)
    if process is None:
        refuse(visit, press.response_url)
        return
    choices = choices_of(visit, process)
    show_view(
        visit, press, put_form(Carried(id=process.id), Draft(), visit.language, choices=choices)
    )


def _press_target(visit: Visit, press: Press) -> None:
    """In the form that a message opened: another version of a document, or a new one after all."""
    view = press.view or {}
    carried = read_carried(str(view.get("private_metadata") or ""))
    found = document_run_by(visit, read_id(press.value))
    if carried is None or found is None:
        refuse_or_gone(visit, press)
        return
    _, document = found
    its = Carried(id=document.id, mark=str(document.version), files=carried.files)
    names = _names_of(view, carried)
    visit.update(str(view["id"]), version_form(document, its, visit.language, files=names))


def _names_of(view: Payload, carried: Carried) -> list[str]:
    """The files' names, as the open form shows them: from its menu, else none but the ids."""
    for block in view.get("blocks", ()):
        if block.get("block_id") == "document_kept":
            return [str(one["text"]["text"]) for one in block["element"]["options"]]
    return list(carried.files)


def _press_edit(visit: Visit, press: Press) -> None:
    found = document_run_by(visit, read_id(press.value))
    if found is None:
        refuse_or_gone(visit, press)
        return
    process, document = found
    view = edit_form(
        document,
        Carried(id=document.id, mark=mark_of(document)),
        draft_of(document),
        visit.language,
        choices=choices_of(visit, process),
        had=holders(visit.session, document=document),
    )
    show_view(visit, press, view)


def _press_replace(visit: Visit, press: Press) -> None:
    found = document_run_by(visit, read_id(press.value))
    if found is None:
        refuse_or_gone(visit, press)
        return
    _, document = found
    carried = Carried(id=document.id, mark=str(document.version))
    form = version_form(document, carried, visit.language)
    if press.view is not None and press.view.get("type") == "modal":
        # In its place, not on top: below may be two more already, and Slack holds three.
        visit.update(str(press.view["id"]), form)
    else:
        visit.open(press.trigger_id, form)


def _press_withdraw(visit: Visit, press: Press) -> None:
    found = document_run_by(visit, read_id(press.value))
    outcome = None
    if found is not None:
        outcome = document_desk.withdraw(
            visit.session, document_id=found[1].id, by=visit.person, now=visit.now
        )
    if found is None or not isinstance(outcome, Document):
        refuse_or_gone(visit, press)
        return
    names = holders(visit.session, document=outcome)
    visit.tell(
        desk_message(
            "withdrawn",
            visit.language,
            title=outcome.title[visit.language.value],
            had=len(names),
            names=", ".join(names[:12]),
        )
    )
    if press.view is not None and press.view.get("type") == "modal":
        visit.update(str(press.view["id"]), listed(visit, found[0]))


def _press_tell(visit: Visit, press: Press) -> None:
    number, _, version = press.value.partition(":")
    found = document_run_by(visit, read_id(number))
    if found is None:
        refuse_or_gone(visit, press)
        return
    outcome = document_desk.tell_holders(
        visit.session,
        document_id=found[1].id,
        version=read_id(version) or 0,
        by=visit.person,
        now=visit.now,
    )
    match outcome:
        case Gone():
            said = desk_message("gone_word", visit.language)
        case 0:
            said = desk_message("told_nobody", visit.language)
        case int():
            title = found[1].title[visit.language.value]
            said = desk_message("told", visit.language, count=outcome, title=title)
        case never:
            assert_never(never)
    visit.whisper(press.response_url, said)


ACTS: Acts = {
    "document_desk.open": _press_open,
    "document_desk.more": _press_more,
    "document_desk.new": _press_new,
    "document_desk.target": _press_target,
    "document_desk.edit": _press_edit,
    "document_desk.replace": _press_replace,
    "document_desk.withdraw": _press_withdraw,
    "document_desk.tell": _press_tell,
}
