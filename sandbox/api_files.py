"""files.*: an upload in three steps, as Slack has it, and where a file may be fetched."""

import mimetypes
import secrets
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response

from sandbox.api_chat import thread_of, writable_channel
from sandbox.arguments import Arguments
from sandbox.errors import SlackError
from sandbox.local_slack import LocalSlack
from sandbox.messages import Message
from sandbox.store import SharedFile
from sandbox.texts import stored_text

Answer = dict[str, Any]

LARGEST_FILE = 50_000_000


def get_upload_url(slack: LocalSlack, args: Arguments) -> Answer:
    """files.getUploadURLExternal: where to send the bytes."""
    name = args.required("filename")
    size = args.number("length", 0)
    if size <= 0:
        raise SlackError("invalid_arguments", messages=["[ERROR] length must be more than 0"])
    file = new_file(slack, name=name, size=size, user=slack.world.bot.user_id)
    file.alt_txt = args.text("alt_txt")
    slack.store.files[file.id] = file
    return {"upload_url": f"{slack.base_url}/upload/{file.id}", "file_id": file.id}


def complete_upload(slack: LocalSlack, args: Arguments) -> Answer:
    """files.completeUploadExternal: share what was uploaded, in one message for each channel."""
    files = [_uploaded(slack, given) for given in args.objects("files") or []]
    if not files:
        raise SlackError("invalid_arguments", messages=["[ERROR] missing required field: files"])
    wanted = args.names("channels") + args.names("channel_id")
    # A person's id is not a channel here, other than in chat.postMessage.
    if any(one in slack.world.personas for one in wanted):
        raise SlackError("channel_not_found")
    channels = [writable_channel(slack, one) for one in wanted]
    for channel in channels:
        message = Message(
            ts=slack.clock.next_ts(),
            channel=channel.id,
            user=slack.world.bot.user_id,
            is_bot=True,
            text=stored_text(args.text("initial_comment")),
            thread_ts=thread_of(channel, args.text("thread_ts")),
            files=[file.id for file in files],
        )
        for file in files:
            file.shared_in.append(channel.id)
        slack.post(message)
    for file in files:
        file.is_complete = True
        slack.store.keep_file(file)
    return {"files": [slack.shown_file(file) for file in files]}


def info(slack: LocalSlack, args: Arguments) -> Answer:
    """files.info."""
    file = slack.store.files.get(args.required("file"))
    if file is None or not file.is_complete:
        raise SlackError("file_not_found")
    return {"file": slack.shown_file(file), "comments": []}


def new_file(slack: LocalSlack, *, name: str, size: int, user: str) -> SharedFile:
    """A file without its bytes."""
    return SharedFile(
        id="F" + secrets.token_hex(5).upper(),
        name=name.replace("/", "_"),
        title=name,
        mimetype=mimetypes.guess_type(name)[0] or "application/octet-stream",
        size=size,
        user=user,
        created=int(slack.clock.timestamp()),
    )


async def receive(slack: LocalSlack, request: Request) -> Response:
    """POST /upload/<id>: the bytes of a file."""
    file = slack.store.files.get(request.path_params["file_id"])
    if file is None:
        return PlainTextResponse("file not found", status_code=404)
    content = await request.body()
    if len(content) > LARGEST_FILE:
        return PlainTextResponse("too large", status_code=413)
    file.size = len(content)
    slack.store.keep_file(file, content)
    return PlainTextResponse(f"OK - {len(content)}")


async def serve(slack: LocalSlack, request: Request) -> Response:
    """GET /files/<id>/<name>: pictures are shown, everything else is downloaded.

    The page needs no token, for its person is logged in. An app with a wrong one, or without the
    scope, gets the page to log in on, and no error.
    """
    token = request.headers.get("authorization")
    if token is not None and not _may_read(slack, token):
        return HTMLResponse("<!doctype html><title>Sign in | Slack</title>")
    file = slack.store.files.get(request.path_params["file_id"])
    content = slack.store.contents.get(request.path_params["file_id"])
    if file is None or content is None:
        return JSONResponse({"ok": False, "error": "file_not_found"}, status_code=404)
    is_picture = file.mimetype in {"image/png", "image/jpeg", "image/gif", "image/webp"}
    shown = "inline" if is_picture else "attachment"
    headers = {
        "Content-Disposition": f"{shown}; filename*=UTF-8''{quote(file.name)}",
        "X-Content-Type-Options": "nosniff",
    }
    return Response(content, media_type=file.mimetype, headers=headers)


def _may_read(slack: LocalSlack, token: str) -> bool:
    app = slack.world.app
    return token == f"Bearer {app.bot_token}" and "files:read" in app.scopes


def _uploaded(slack: LocalSlack, given: dict[str, Any]) -> SharedFile:
    file = slack.store.files.get(str(given.get("id")))
    if file is None or file.id not in slack.store.contents:
        raise SlackError("file_not_found")
    file.title = str(given.get("title") or file.name)
    return file
