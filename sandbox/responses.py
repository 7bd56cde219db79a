"""POST /response/<token>: the app answers an interaction by its response url."""

import json
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from sandbox.api_chat import read_content
from sandbox.arguments import Arguments
from sandbox.errors import SlackError
from sandbox.local_slack import LocalSlack
from sandbox.messages import Message
from sandbox.triggers import ResponseRight


async def receive(slack: LocalSlack, request: Request) -> Response:
    """Use the right behind the token; Slack answers a plain `ok`."""
    try:
        told = json.loads(await request.body())
    except ValueError:
        return JSONResponse({"ok": False, "error": "invalid_payload"}, status_code=400)
    try:
        right = slack.responses.use(request.path_params["token"])
    except SlackError as refusal:
        return JSONResponse(refusal.as_answer(), status_code=404)
    try:
        respond(slack, right, told if isinstance(told, dict) else {})
    except SlackError as refusal:
        return JSONResponse(refusal.as_answer(), status_code=400)
    return PlainTextResponse("ok")


def respond(slack: LocalSlack, right: ResponseRight, told: dict[str, Any]) -> None:
    """Answer the person, the channel, or in the place of the original message."""
    args = Arguments(told)
    original = right.message_ts and slack.store.find_message(right.channel, right.message_ts)
    if args.flag("delete_original"):
        if original:
            slack.remove(original)
        return
    content = read_content(args)
    if args.flag("replace_original") and original:
        slack.change(original, by=slack.world.bot.user_id, **content)
        return
    is_for_all = args.text("response_type") == "in_channel"
    thread_ts = args.text("thread_ts") or (original and original.thread_ts) or None
    slack.post(
        Message(
            ts=slack.clock.next_ts(),
            channel=right.channel,
            user=slack.world.bot.user_id,
            is_bot=True,
            thread_ts=thread_ts,
            ephemeral_to=None if is_for_all else right.user,
            **content,
        )
    )
