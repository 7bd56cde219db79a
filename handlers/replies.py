"""What a listener says back, kept as values until its work is committed, then sent."""

import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from logging import getLogger
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook import WebhookClient
from sqlmodel import Session

from bot.voice.blocks import Message, View
from handlers.files import fetch_file
from models import Database

log = getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Say:
    """A new message. `shows` is (conversation id, question key) if it puts a question."""

    channel: str
    message: Message
    thread_ts: str | None = None
    shows: tuple[int, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """Another text for a message that Sammen has sent."""

    channel: str
    ts: str
    message: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Whisper:
    """A message that only the person who pressed or commanded sees."""

    response_url: str
    message: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenView:
    """A modal. Slack wants it within three seconds of the press."""

    trigger_id: str
    view: View


@dataclass(frozen=True, slots=True, kw_only=True)
class PushView:
    """A modal on top of an open one. Slack holds three."""

    trigger_id: str
    view: View


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateView:
    """Another look for a modal that is open. Nothing happens if it has been closed meanwhile."""

    view_id: str
    view: View


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowView:
    """Another look for a modal that an acknowledgement puts up, perhaps only after this call.

    Until then Slack knows nothing by that external id, nor any more once it has been closed.
    """

    external_id: str
    view: View


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file in the person's direct message, with a word beside it. `alt`: what a picture shows."""

    slack_id: str
    channel: str | None  # the direct message, if it is known: files go to no person's id
    name: str
    content: bytes
    comment: str
    alt: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PassOn:
    """A file that lies in Slack, fetched and given anew in a person's direct message.

    So who may have it is decided here, not by which channel it once was shared in. If it cannot
    be had, `otherwise` is said, and `undo` done in a transaction of its own.
    """

    slack_id: str
    channel: str | None
    file_id: str
    name: str
    most: int  # bytes
    comment: str
    otherwise: Message
    undo: Callable[[Session], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishHome:
    """A person's App Home."""

    slack_id: str
    view: View


# Why Slack will not edit a message that is no longer Sammen's to change.
GONE = frozenset({"message_not_found", "cant_update_message", "edit_window_closed"})
_CLOSED = frozenset({"not_found"})  # a modal

Undo = Callable[[Session], object]
Reply = (
    Say
    | Edit
    | Whisper
    | OpenView
    | PushView
    | UpdateView
    | FollowView
    | PublishHome
    | Upload
    | PassOn
)
Record = Callable[[tuple[int, str], str], None]  # (conversation id, question key), ts


def question_mark(conversation_id: int, question_key: str) -> dict[str, Any]:
    """The metadata of a message that puts a question: by it the message can be found again."""
    payload = {"conversation": conversation_id, "question": question_key}
    return {"event_type": "sammen_question", "event_payload": payload}


def send(client: WebClient, replies: list[Reply], *, record: Record) -> list[Undo]:
    """Send all, in order; what is to be undone of it, for want of a file that could be had.

    A message that can no longer be edited is no reason to stop.
    """
    undone: list[Undo] = []
    for reply in replies:
        match reply:
            case Say():
                answer = client.chat_postMessage(
                    channel=reply.channel,
                    thread_ts=reply.thread_ts,
                    unfurl_links=False,
                    unfurl_media=False,
                    metadata=question_mark(*reply.shows) if reply.shows else None,
                    **reply.message,
                )
                if reply.shows is not None:
                    record(reply.shows, str(answer["ts"]))
            case Edit():
                with _gone_is_fine(GONE):
                    client.chat_update(channel=reply.channel, ts=reply.ts, **reply.message)
            case Whisper():
                WebhookClient(reply.response_url).send(
                    response_type="ephemeral", replace_original=False, **reply.message
                )
            case Upload():
                _upload(client, reply)
            case PassOn():
                if not _pass_on(client, reply):
                    undone.append(reply.undo)
            case FollowView():
                _follow(client, reply)
            case _:
                _show(client, reply)
    return undone


def take_back(database: Database, undone: Sequence[Undo]) -> None:
    """Undo what rests on a file that could not be had."""
    if undone:
        with database.write() as session:
            for undo in undone:
                undo(session)


def _show(client: WebClient, reply: OpenView | PushView | UpdateView | PublishHome) -> None:
    match reply:
        case OpenView():
            client.views_open(trigger_id=reply.trigger_id, view=reply.view)
        case PushView():
            client.views_push(trigger_id=reply.trigger_id, view=reply.view)
        case UpdateView():
            with _gone_is_fine(_CLOSED):
                client.views_update(view_id=reply.view_id, view=reply.view)
        case PublishHome():
            client.views_publish(user_id=reply.slack_id, view=reply.view)


_PATIENCE, _PAUSE = 8.0, 0.1  # seconds


def _follow(client: WebClient, reply: FollowView) -> None:
    give_up = time.monotonic() + _PATIENCE
    while True:
        try:
            client.views_update(external_id=reply.external_id, view=reply.view)
        except SlackApiError as error:
            if error.response.get("error") not in _CLOSED:
                raise
        else:
            return
        if time.monotonic() > give_up:
            log.info("the modal that was to be changed has been closed")
            return
        time.sleep(_PAUSE)


def _pass_on(client: WebClient, reply: PassOn) -> bool:
    """Whether the file could be had, and was given."""
    channel = reply.channel or _direct(client, reply.slack_id)
    content = fetch_file(client, file_id=reply.file_id, most=reply.most)
    if not content or len(content) > reply.most:
        client.chat_postMessage(channel=channel, **reply.otherwise)
        return False
    client.files_upload_v2(
        channel=channel,
        filename=reply.name,
        title=reply.name,
        content=content,
        initial_comment=reply.comment,
    )
    return True


def _direct(client: WebClient, slack_id: str) -> str:
    return str(client.conversations_open(users=slack_id)["channel"]["id"])


def _upload(client: WebClient, reply: Upload) -> None:
    channel = reply.channel or _direct(client, reply.slack_id)
    client.files_upload_v2(
        channel=channel,
        filename=reply.name,
        title=reply.name,
        content=reply.content,
        initial_comment=reply.comment,
        alt_txt=reply.alt,
    )


@contextmanager
def _gone_is_fine(errors: Collection[str]) -> Iterator[None]:
    try:
        yield
    except SlackApiError as error:
        if error.response.get("error") not in errors:
            raise
        log.info("what was to be changed is gone: %s", error.response.get("error"))
