"""The Web API under /api/<method>: who calls, may they, is it time, and which function answers."""

import json
from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from sandbox import api_chat, api_conversations, api_files, api_people, api_views
from sandbox.arguments import Arguments, read_arguments
from sandbox.errors import SlackError
from sandbox.local_slack import LocalSlack
from sandbox.pressure import Fault, FaultMoment

Answer = dict[str, Any]
Method = Callable[[LocalSlack, Arguments], Answer]

# Longer than any client waits; a call that "times out" hangs for so long.
_HANGING_SECONDS = 120.0


def _api_test(_slack: LocalSlack, args: Arguments) -> Answer:
    if error := args.text("error"):
        raise SlackError(error)
    return {}


# Method: the function that answers, and the scope it needs. Empty: none, or it depends on the kind
# of channel and the function sees to it.
METHODS: dict[str, tuple[Method, str]] = {
    "api.test": (_api_test, ""),
    "auth.test": (api_people.auth_test, ""),
    "bookmarks.add": (api_conversations.add_bookmark, "bookmarks:write"),
    "bots.info": (api_people.bots_info, "users:read"),
    "chat.delete": (api_chat.delete, "chat:write"),
    "chat.getPermalink": (api_chat.get_permalink, ""),
    "chat.postEphemeral": (api_chat.post_ephemeral, "chat:write"),
    "chat.postMessage": (api_chat.post_message, "chat:write"),
    "chat.update": (api_chat.update, "chat:write"),
    "conversations.history": (api_conversations.history, ""),
    "conversations.info": (api_conversations.info, ""),
    "conversations.list": (api_conversations.list_all, ""),
    "conversations.members": (api_conversations.members, ""),
    "conversations.open": (api_conversations.open_im, "im:write"),
    "conversations.replies": (api_conversations.replies, ""),
    "files.completeUploadExternal": (api_files.complete_upload, "files:write"),
    "files.getUploadURLExternal": (api_files.get_upload_url, "files:write"),
    "files.info": (api_files.info, "files:read"),
    "team.info": (api_people.team_info, "team:read"),
    "usergroups.list": (api_people.usergroups_list, "usergroups:read"),
    "usergroups.users.list": (api_people.usergroups_users_list, "usergroups:read"),
    "users.conversations": (api_conversations.list_own, ""),
    "users.info": (api_people.users_info, "users:read"),
    "users.list": (api_people.users_list, "users:read"),
    "users.lookupByEmail": (api_people.users_lookup_by_email, "users:read.email"),
    "views.open": (api_views.open_view, ""),
    "views.publish": (api_views.publish, ""),
    "views.push": (api_views.push, ""),
    "views.update": (api_views.update, ""),
}


async def call(slack: LocalSlack, request: Request) -> Response:
    """Answer one call, unless a limit or an ordered fault comes in between."""
    method = request.path_params["method"]
    try:
        args = read_arguments(
            await request.body(),
            content_type=request.headers.get("content-type", ""),
            query=request.url.query,
        )
    except SlackError as refusal:
        return _answer(slack, refusal.as_answer())
    # A person's id and the id of their direct message are one place.
    person = slack.world.personas.get(args.text("channel"))
    channel = person.im if person else args.text("channel")
    if slack.settings.rate_limits and (wait := slack.pressure.seconds_to_wait(method, channel)):
        return _ratelimited(slack, wait)
    fault = slack.pressure.next_fault(method, channel)
    if fault and fault.moment is FaultMoment.BEFORE:
        return await _fail(slack, fault)
    try:
        answer = {"ok": True, **_run(slack, method, request, args)}
    except SlackError as refusal:
        answer = refusal.as_answer()
    return await _fail(slack, fault) if fault else _answer(slack, answer)


def _run(slack: LocalSlack, method: str, request: Request, args: Arguments) -> Answer:
    token = request.headers.get("authorization", "").removeprefix("Bearer ").strip()
    token = token or args.text("token")
    if not token and method != "api.test":
        raise SlackError("not_authed")
    app = slack.world.app
    if token not in {app.bot_token, app.app_token, ""}:
        raise SlackError("invalid_auth")
    if method == "apps.connections.open":
        if token != app.app_token:
            raise SlackError("not_allowed_token_type")
        return _open_connection(slack, request)
    if method not in METHODS:
        raise SlackError("unknown_method", req_method=method)
    if token == app.app_token:
        raise SlackError("not_allowed_token_type")
    function, scope = METHODS[method]
    if scope and scope not in app.scopes:
        raise api_conversations.missing_scope(slack, scope)
    return function(slack, args)


def _open_connection(slack: LocalSlack, request: Request) -> Answer:
    host = request.headers.get("host", request.url.netloc)
    return {
        "url": f"ws://{host}/link?ticket={slack.socket_mode.issue_ticket()}&app_id="
        f"{slack.world.app.id}"
    }


def _answer(slack: LocalSlack, answer: Answer) -> Response:
    body = json.dumps(answer, ensure_ascii=False).encode()
    headers = {"x-oauth-scopes": ",".join(sorted(slack.world.app.scopes))}
    return Response(body, media_type="application/json; charset=utf-8", headers=headers)


def _ratelimited(slack: LocalSlack, seconds: int) -> Response:
    response = _answer(slack, {"ok": False, "error": "ratelimited"})
    response.status_code = 429
    response.headers["Retry-After"] = str(seconds)
    return response


async def _fail(slack: LocalSlack, fault: Fault) -> Response:
    match fault.error:
        case "timeout":
            await slack.closing_or(_HANGING_SECONDS)
            return Response(status_code=503)
        case "ratelimited":
            return _ratelimited(slack, 1)
        case status if status.isdigit():
            return Response("server error", status_code=int(status), media_type="text/plain")
        case error:
            return _answer(slack, {"ok": False, "error": error})
