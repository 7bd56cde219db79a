"""Slack's dictionaries become values here, and go no further."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any, TypeVar

from bot.voice.speak import unescape

Payload = dict[str, Any]

_ID = re.compile("[0-9]{1,9}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """A button pressed, a menu chosen from, or boxes ticked."""

    act: str  # the action id up to the colon: "interview.choose"
    value: str  # the button's value, or the chosen option's
    channel: str | None  # None on Home and in modals
    ts: str | None  # of the message it stands in, unless only this person sees it
    trigger_id: str
    response_url: str | None
    state: Payload  # state.values of the message or view
    view: Payload | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A message that a person wrote to Sammen."""

    text: str  # unescaped
    channel: str
    ts: str
    thread_ts: str | None
    has_files: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Submitted:
    """A modal sent in."""

    callback_id: str
    private_metadata: str
    values: dict[str, Payload] = field(default_factory=dict)  # block id -> its one element's state
    beneath: str | None = None  # the id of the modal under this one

    def typed(self, name: str) -> str:
        """What was written in a text field, trimmed; "" if nothing."""
        return str(self.values.get(name, {}).get("value") or "").strip()

    def chosen(self, name: str) -> str:
        """The value of the chosen option, or "". It came from outside: check it."""
        option = self.values.get(name, {}).get("selected_option") or {}
        return str(option.get("value") or "")

    def users(self, name: str) -> list[str]:
        """The Slack ids of the people picked."""
        return [str(one) for one in self.values.get(name, {}).get("selected_users") or ()]

    def user(self, name: str) -> str:
        """The Slack id of the one person picked, or ""."""
        return str(self.values.get(name, {}).get("selected_user") or "")

    def conversation(self, name: str) -> str:
        """The id of the channel picked, or ""."""
        return str(self.values.get(name, {}).get("selected_conversation") or "")

    def files(self, name: str) -> list[str]:
        """The ids of the files given."""
        given = self.values.get(name, {}).get("files") or ()
        return [str(one.get("id") or "") for one in given]

    def ticked(self, name: str) -> tuple[str, ...]:
        """The values of all that is chosen among boxes, or in a menu that takes several."""
        chosen = self.values.get(name, {}).get("selected_options") or ()
        return tuple(str(option.get("value") or "") for option in chosen)

    def all_ticked(self, name: str) -> list[str]:
        """The same of all blocks whose id begins with the name: more than ten boxes need several."""
        return [
            one for block in self.values if block.startswith(name) for one in self.ticked(block)
        ]

    def date(self, name: str) -> date | None:
        """The day picked; None if none was, or it cannot be read."""
        return _read(date.fromisoformat, self.values.get(name, {}).get("selected_date"))

    def clock(self, name: str) -> time | None:
        """The time of day picked; None if none was, or it cannot be read."""
        return _read(time.fromisoformat, self.values.get(name, {}).get("selected_time"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Commanded:
    """A slash command."""

    text: str
    channel: str
    trigger_id: str
    response_url: str


_Read = TypeVar("_Read")


def _read(reader: Callable[[str], _Read], text: object) -> _Read | None:
    try:
        return reader(str(text or ""))
    except ValueError:
        return None


def press_from(body: Payload) -> Press:
    """A block_actions payload as a value."""
    action = body["actions"][0]
    container = body.get("container") or {}
    view = body.get("view")
    return Press(
        act=str(action["action_id"]).partition(":")[0],
        value=_action_value(action),
        channel=container.get("channel_id") or (body.get("channel") or {}).get("id"),
        ts=None if container.get("is_ephemeral") else container.get("message_ts"),
        trigger_id=body.get("trigger_id", ""),
        response_url=body.get("response_url"),
        state=((view or body).get("state") or {}).get("values") or {},
        view=view,
    )


def _action_value(action: Payload) -> str:
    if "value" in action:
        return str(action["value"] or "")
    chosen = action.get("selected_option") or {}
    return str(chosen.get("value") or "")


def read_id(text: str) -> int | None:
    """The number of a row, or None: it came from outside, and databases refuse larger ones."""
    return int(text) if _ID.fullmatch(text) else None


def ticked_in(state: Payload) -> list[str]:
    """The values of all boxes and menu lines ticked in a message's or view's state."""
    return [
        str(option["value"])
        for elements in state.values()
        for element in elements.values()
        for option in element.get("selected_options") or ()
    ]


_CALLED = re.compile(r"^\s*<@\w+(?:\|[^<>]*)?>[\s,:]*")  # "@Sammen" before what is said


def heard_from(event: Payload, *, called: str | None = None) -> Heard:
    """A message event as a value. `called`: Sammen's own id, which is no word, wherever it stands."""
    text = _CALLED.sub("", event.get("text") or "")
    if called:
        text = re.sub(rf"\s*<@{re.escape(called)}(?:\|[^<>]*)?>", "", text)
    return Heard(
        text=unescape(text),
        channel=event["channel"],
        ts=event["ts"],
        thread_ts=event.get("thread_ts"),
        has_files=bool(event.get("files")),
    )


def submitted_from(view: Payload) -> Submitted:
    """A view_submission as a value: every input block of ours holds one element."""
    values = view["state"]["values"]
    return Submitted(
        callback_id=view["callback_id"],
        private_metadata=view.get("private_metadata") or "",
        values={name: next(iter(elements.values())) for name, elements in values.items()},
        beneath=view.get("previous_view_id"),
    )


def commanded_from(body: Payload) -> Commanded:
    """A slash command as a value."""
    return Commanded(
        text=unescape(body.get("text") or "").strip(),
        channel=body["channel_id"],
        trigger_id=body["trigger_id"],
        response_url=body["response_url"],
    )
