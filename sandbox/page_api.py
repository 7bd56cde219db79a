"""JSON for the page under /page/...: what it shows, what people do, and its stream of changes."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from typing import Any
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse

from sandbox import interactions, page_acts, page_controls, page_mail, page_state
from sandbox.changes import Change, ChangeQueue
from sandbox.errors import SlackError
from sandbox.local_slack import LocalSlack
from sandbox.world import Persona

ACTS: dict[str, page_acts.Act] = {
    "action": interactions.act,
    "calendar-file": page_mail.open_file,
    "close": interactions.close,
    "command": page_acts.command,
    "delete": page_acts.delete,
    "edit": page_acts.edit,
    "home": page_acts.open_home,
    "join": page_acts.join,
    "leave": page_acts.leave,
    "mail-answer": page_mail.answer,
    "mail-read": page_mail.read,
    "mail-reply": page_mail.reply,
    "message": page_acts.write,
    "options": interactions.suggest,
    "read": page_acts.read,
    "shortcut": page_acts.shortcut,
    "submit": interactions.submit,
}
CONTROLS = {"clock": page_controls.move_clock, "settings": page_controls.change_settings}

# A burst of messages becomes one fetch.
_GATHER_SECONDS = 0.05


async def show(slack: LocalSlack, request: Request) -> Response:
    """GET /page/<what>?as=<person>."""
    person = slack.world.personas.get(request.query_params.get("as", ""))
    if person is None:
        return JSONResponse({"ok": False, "notice": "Ukendt person."}, status_code=404)
    view = VIEWS.get(request.path_params["what"])
    if view is None:
        return JSONResponse({"ok": False, "notice": "Ukendt kald."}, status_code=404)
    return view(slack, person, request)


async def do(slack: LocalSlack, request: Request) -> Response:
    """POST /page/<what>: a person acts, or someone turns the sandbox's own knobs."""
    if not _is_from_here(request):
        return JSONResponse({"ok": False, "notice": "Fremmed side."}, status_code=403)
    what = request.path_params["what"]
    try:
        told: dict[str, Any] = json.loads(await request.body() or b"{}")
        if what in CONTROLS:
            return _json(await CONTROLS[what](slack, told))
        person = slack.world.personas.get(str(told.get("as")))
        if what not in ACTS or person is None:
            return JSONResponse({"ok": False, "notice": "Ukendt person."}, status_code=404)
        return _json(await ACTS[what](slack, person, told))
    except (ValueError, KeyError, AttributeError, TypeError) as wrong:
        notice = f"Kaldet kunne ikke læses: {wrong}"
        return JSONResponse({"ok": False, "notice": notice}, status_code=400)
    except SlackError as refusal:
        return JSONResponse({"ok": False, "notice": refusal.error}, status_code=400)


def _state(slack: LocalSlack, person: Persona, _request: Request) -> Response:
    return _json(page_state.state(slack, person))


def _home(slack: LocalSlack, person: Persona, _request: Request) -> Response:
    return _json({"view": slack.store.homes.get(person.id)})


def _views(slack: LocalSlack, person: Persona, _request: Request) -> Response:
    return _json({"views": slack.store.stacks[person.id]})


def _messages(slack: LocalSlack, person: Persona, request: Request) -> Response:
    channel = slack.store.channels.get(request.query_params.get("channel", ""))
    if channel is None or not slack.may_see(person.id, channel):
        notice = page_acts.NOT_THERE
        return JSONResponse({"ok": False, "notice": notice, "messages": []}, status_code=404)
    thread = request.query_params.get("thread")
    return _json(page_state.messages(slack, person, channel, thread=thread))


def _mails(slack: LocalSlack, person: Persona, _request: Request) -> Response:
    return _json(page_mail.inbox(slack, person))


def _mail(slack: LocalSlack, person: Persona, request: Request) -> Response:
    shown = page_mail.opened(slack, person, request.query_params.get("id", ""))
    if shown is None:
        return JSONResponse({"ok": False, "notice": page_mail.GONE}, status_code=404)
    return _json(shown)


def _calendar(slack: LocalSlack, person: Persona, _request: Request) -> Response:
    return _json(page_mail.calendar(slack, person))


def _stream(slack: LocalSlack, person: Persona, _request: Request) -> Response:
    queue = slack.changes.subscribe(person.id)
    headers = {"Cache-Control": "no-store"}
    return StreamingResponse(_events(slack, queue), media_type="text/event-stream", headers=headers)


VIEWS: dict[str, Callable[[LocalSlack, Persona, Request], Response]] = {
    "calendar": _calendar,
    "events": _stream,
    "home": _home,
    "mail": _mail,
    "mails": _mails,
    "messages": _messages,
    "state": _state,
    "views": _views,
}


async def _events(slack: LocalSlack, queue: ChangeQueue) -> AsyncIterator[str]:
    try:
        yield ": hej\n\n"
        while (change := await queue.get()) is not None:
            await asyncio.sleep(_GATHER_SECONDS)
            changes: dict[Change, None] = {change: None}
            while not queue.empty():
                if (change := queue.get_nowait()) is None:
                    return
                changes[change] = None
            for one in changes:
                yield f"event: changed\ndata: {_data(one)}\n\n"
    finally:
        slack.changes.unsubscribe(queue)


def _data(change: Change) -> str:
    told = {"what": change.what, "channel": change.channel, "text": change.text}
    return json.dumps({key: value for key, value in told.items() if value is not None})


def _json(answer: dict[str, Any]) -> Response:
    return JSONResponse(answer, headers={"Cache-Control": "no-store"})


def _is_from_here(request: Request) -> bool:
    """Another website in the same browser must not play the people here."""
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == request.headers.get("host")
