"""The only proactive sending: posts to Slack, with Slack's errors told as DeliveryFailed.

Its client must not repeat a call by itself. Whether a message may be sent twice is decided in
bot/delivering.py, which looks first.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.client import HTTPException
from logging import getLogger
from typing import Any
from urllib.error import URLError

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.errors import DeliveryFailed
from bot.voice.blocks import Message
from handlers.replies import GONE, question_mark
from models.posts import AskedQuestion

log = getLogger(__name__)

EVENT_TYPE = "sammen_post"

# A question's message is younger than its asking, but two machines tell the time.
_CLOCKS_DIFFER = timedelta(seconds=5)
_RECENT = 200  # messages of one direct message to look through

# Cured by waiting, or by the operator: the post has done nothing wrong.
_TEMPORARY = frozenset(
    {
        "access_denied",
        "invalid_auth",
        "missing_scope",
        "not_authed",
        "ratelimited",
        "request_timeout",
        "service_unavailable",
        "team_added_to_org",
        "token_expired",
        "token_revoked",
    }
)
# Slack: "some aspect of the operation may have succeeded before the error was raised".
_PERHAPS = frozenset({"fatal_error", "internal_error"})
# The message that a thread begins with is gone, or takes no replies.
_NO_THREAD = frozenset({"cannot_reply_to_message", "invalid_thread_ts", "thread_not_found"})


class SlackCourier:
    """Sends by Slack's Web API."""

    def __init__(self, client: WebClient) -> None:
        self._client = client

    def open_direct(self, slack_id: str) -> str:
        """The channel of Sammen's direct messages with that person."""
        with told_as_delivery_failed():
            channel: str = self._client.conversations_open(users=slack_id)["channel"]["id"]
        return channel

    def deliver(
        self, message: Message, *, channel: str, post_id: int, thread_ts: str | None = None
    ) -> str:
        """Send it, marked with the post's id. Slack's `ts` for it.

        If the thread's first message has been deleted, it stands in the channel by itself.
        """
        marked: dict[str, Any] = message | {"metadata": _mark(post_id)}
        with told_as_delivery_failed():
            try:
                answer = self._post(marked, channel=channel, thread_ts=thread_ts)
            except SlackApiError as error:
                if thread_ts is None or error.response.get("error") not in _NO_THREAD:
                    raise
                answer = self._post(marked, channel=channel, thread_ts=None)
        return str(answer["ts"])

    def _post(
        self, marked: dict[str, Any], *, channel: str, thread_ts: str | None
    ) -> SlackResponse:
        return self._client.chat_postMessage(
            channel=channel, thread_ts=thread_ts, unfurl_links=False, unfurl_media=False, **marked
        )

    def edit(self, message: Message, *, channel: str, ts: str) -> None:
        """Put it in the place of that message. Nothing happens if that is gone."""
        with told_as_delivery_failed():
            try:
                self._client.chat_update(channel=channel, ts=ts, **message)
            except SlackApiError as error:
                if error.response.get("error") not in GONE:
                    raise
                log.info("message %s is gone: not edited", ts)

    def find(
        self,
        *,
        channel: str,
        post_id: int,
        asks: AskedQuestion | None = None,
        thread_ts: str | None = None,
    ) -> str | None:
        """The `ts` of a message there which is marked with the post's id, or asks the question."""
        with told_as_delivery_failed():
            if thread_ts is None:
                answer = self._client.conversations_history(
                    channel=channel, include_all_metadata=True, limit=_RECENT
                )
            else:
                answer = self._client.conversations_replies(
                    channel=channel, ts=thread_ts, include_all_metadata=True, limit=_RECENT
                )
        for message in answer["messages"]:
            if message.get("metadata") == _mark(post_id) or (asks and _puts(message, asks)):
                return str(message["ts"])
        return None


def _puts(message: dict[str, Any], asks: AskedQuestion) -> bool:
    """Whether that message puts the question. An earlier one, since answered, does not count."""
    mark = question_mark(asks.conversation_id, asks.question_key)
    since = (asks.asked_at - _CLOCKS_DIFFER).timestamp()
    return message.get("metadata") == mark and float(message["ts"]) >= since


def _mark(post_id: int) -> dict[str, Any]:
    return {"event_type": EVENT_TYPE, "event_payload": {"post": post_id}}


@contextmanager
def told_as_delivery_failed() -> Iterator[None]:
    """What Slack's client raises becomes DeliveryFailed, with whether the call may have worked."""
    try:
        yield
    except SlackApiError as error:
        raise _failure(error) from error
    except (OSError, HTTPException) as error:
        # A URLError is what urllib makes of failures up to sending; a lost answer stays as it is.
        is_perhaps_sent = not isinstance(error, URLError)
        reason = f"no connection: {error}"
        raise DeliveryFailed(reason, permanent=False, perhaps_sent=is_perhaps_sent) from error


def _failure(error: SlackApiError) -> DeliveryFailed:
    response = error.response
    status = response.status_code
    reason = str(response.get("error"))[:200]
    if status == 429 or reason == "ratelimited":
        return DeliveryFailed(reason, permanent=False, retry_after=_retry_after(response.headers))
    if status >= 500:
        reason = f"HTTP {status}"
        return DeliveryFailed(reason, permanent=False, perhaps_sent=status != 503)
    if reason in _PERHAPS:
        return DeliveryFailed(reason, permanent=False, perhaps_sent=True)
    detail = "; ".join((response.get("response_metadata") or {}).get("messages") or ())
    told = f"{reason}: {detail}"[:500] if detail else reason
    return DeliveryFailed(told, permanent=reason not in _TEMPORARY)


def _retry_after(headers: dict[str, str]) -> float:
    value = {name.lower(): value for name, value in headers.items()}.get("retry-after", "")
    return float(value) if value.isdecimal() else 30.0
