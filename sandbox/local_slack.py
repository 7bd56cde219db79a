"""The whole sandbox in one object, and the acts that both apps and people do: post, change, share."""

import asyncio
import contextlib
import secrets
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from sandbox.changes import Change, Changes
from sandbox.clock import Clock
from sandbox.delivery import Delivery
from sandbox.inboxes import Inboxes
from sandbox.mail_servers import MailServers
from sandbox.mailboxes import StoredMail
from sandbox.messages import Message, slack_message
from sandbox.payloads import Payloads
from sandbox.post_office import PostOffice
from sandbox.pressure import Pressure
from sandbox.settings import Settings
from sandbox.socket_mode import SocketMode
from sandbox.store import Channel, SharedFile, Store, View
from sandbox.triggers import ResponseRights, Triggers
from sandbox.world import World


@dataclass
class LocalSlack:
    """What every call is given."""

    world: World
    clock: Clock
    store: Store
    settings: Settings
    delivery: Delivery
    changes: Changes
    socket_mode: SocketMode
    post_office: PostOffice
    inboxes: Inboxes
    mail_servers: MailServers
    pressure: Pressure
    base_url: str
    next_due_command: str | None = None
    triggers: Triggers = field(default_factory=Triggers)
    responses: ResponseRights = field(default_factory=ResponseRights)

    def __post_init__(self) -> None:
        self.payloads = Payloads(self.world)
        self.closing = asyncio.Event()
        self.post_office.tell = self._mail_came

    def channel_for_bot(self, wanted: str) -> Channel | None:
        """The channel that an app means by an id, a #name or a person's id, if it may see it."""
        if person := self.world.personas.get(wanted):
            return self.store.channels[person.im]
        found = self.store.channels.get(wanted)
        if found is None and not wanted.startswith(("C", "D", "G")):
            name = wanted.removeprefix("#")
            named = (one for one in self.store.channels.values() if one.kind != "im")
            found = next((one for one in named if one.name == name), None)
        if found and found.kind != "channel" and self.world.bot.user_id not in found.members:
            return None
        return found

    def may_see(self, user: str, channel: Channel) -> bool:
        """Whether a person may read a conversation: public ones, and those they are in."""
        return channel.kind == "channel" or user in channel.members

    def response_url(self, token: str) -> str:
        """The address behind a response token."""
        return f"{self.base_url}/response/{token}"

    def shown(self, message: Message, *, with_metadata: bool = True) -> dict[str, Any]:
        """The message as Slack shows it to an app."""
        files = [self.shown_file(self.store.files[file]) for file in message.files]
        return slack_message(message, world=self.world, files=files, with_metadata=with_metadata)

    def shown_file(self, file: SharedFile) -> dict[str, Any]:
        """The file object of Slack's API."""
        link = f"{self.base_url}/files/{file.id}/{quote(file.name)}"
        kind = file.name.rpartition(".")[2].lower() if "." in file.name else "text"
        return {
            "id": file.id,
            "created": file.created,
            "timestamp": file.created,
            "name": file.name,
            "title": file.title,
            "mimetype": file.mimetype,
            "filetype": kind,
            "pretty_type": kind.upper(),
            **({"alt_txt": file.alt_txt} if file.alt_txt else {}),
            "user": file.user,
            "user_team": self.world.workspace.id,
            "editable": False,
            "size": file.size,
            "mode": "hosted",
            "is_external": False,
            "is_public": False,
            "channels": [one for one in file.shared_in if one.startswith("C")],
            "groups": [one for one in file.shared_in if one.startswith("G")],
            "ims": [one for one in file.shared_in if one.startswith("D")],
            "url_private": link,
            "url_private_download": link,
            "permalink": link,
            "file_access": "visible",
        }

    def post(self, message: Message) -> None:
        """Put a new message where it belongs and tell those who may see it."""
        parent = message.thread_ts and self.store.find_message(message.channel, message.thread_ts)
        if parent and message.ephemeral_to is None:
            parent.replies.append(message.ts)
            self.store.keep_message(parent)
        self.store.keep_message(message)
        self.store.mark_unread(message)
        self.tell_messages(message)

    def change(self, message: Message, *, by: str, **new: object) -> None:
        """Change parts of a message and mark it as edited."""
        for name, value in new.items():
            setattr(message, name, value)
        message.edited = {"user": by, "ts": self.clock.next_ts()}
        self.store.keep_message(message)
        self.tell_messages(message)

    def remove(self, message: Message) -> None:
        """Delete a message; one with replies leaves a stone behind, as in Slack."""
        parent = message.thread_ts and self.store.find_message(message.channel, message.thread_ts)
        if parent and message.ts in parent.replies:
            parent.replies.remove(message.ts)
            self.store.keep_message(parent)
        if message.replies:
            message.is_tombstone = True
            message.text, message.blocks, message.files = "Denne besked er slettet.", [], []
            message.metadata = None
            self.store.keep_message(message)
        else:
            self.store.drop_message(message)
        self.tell_messages(message)

    def tell_messages(self, message: Message) -> None:
        """Let the pages of those who may see this message fetch it."""
        channel = self.store.channels[message.channel]
        readers = {message.ephemeral_to} if message.ephemeral_to else channel.members
        users = None if channel.kind == "channel" and not message.ephemeral_to else readers
        self.changes.publish(
            Change("messages", channel.id),
            users=None if users is None else [user for user in users if user],
        )

    def new_view(self, given: View, *, user: str, root: View | None = None) -> View:
        """A view as Slack keeps it, with its ids, hash and empty state."""
        view_id = "V" + secrets.token_hex(5).upper()
        view: View = {
            "id": view_id,
            "team_id": self.world.workspace.id,
            "state": {"values": {}},
            "previous_view_id": None,
            "root_view_id": root["root_view_id"] if root else view_id,
            "app_id": self.world.app.id,
            "app_installed_team_id": self.world.workspace.id,
            "bot_id": self.world.bot.bot_id,
        }
        self.fill_view(view, given, user=user)
        return view

    def fill_view(self, view: View, given: View, *, user: str) -> None:
        """Give a view its content, and with it a new hash."""
        from_app = {key: given.get(key) for key in ("title", "close", "submit")}
        view |= {
            "type": given["type"],
            "blocks": given["blocks"],
            "private_metadata": given.get("private_metadata") or "",
            "callback_id": given.get("callback_id") or "",
            "external_id": given.get("external_id") or "",
            "clear_on_close": bool(given.get("clear_on_close")),
            "notify_on_close": bool(given.get("notify_on_close")),
            "submit_disabled": bool(given.get("submit_disabled")),
            "hash": f"{int(self.clock.timestamp())}.{secrets.token_hex(4)}",
            **from_app,
        }
        what = "home" if view["type"] == "home" else "views"
        self.changes.publish(Change(what), users=[user])

    def hears(self, event: dict[str, Any]) -> bool:
        """Whether the app subscribed to such events."""
        kind = "message.im" if event["type"] == "message" else event["type"]
        return kind in self.world.app.events

    def send_event(self, event: dict[str, Any]) -> None:
        """Deliver an event that no person waits for."""
        if self.hears(event):
            self.delivery.in_background(self.payloads.event(event, at=self.clock.timestamp()))

    def _mail_came(self, address: str, mail: StoredMail) -> None:
        if user := self.inboxes.arrive(address, mail):
            self.changes.publish(Change("mail"), users=[user])

    async def closing_or(self, seconds: float) -> None:
        """Wait so long, but not longer than the sandbox lives."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.closing.wait(), seconds)
