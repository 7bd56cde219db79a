"""Everything the sandbox remembers: channels, messages, views, files and unread marks.

All of it is in memory and is only touched by the server's event loop; the disk is written behind.
"""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from sandbox.disk import Disk
from sandbox.messages import Message, message_from_json
from sandbox.world import World

View = dict[str, Any]


@dataclass(slots=True)
class Channel:
    """A conversation. `kind` is channel, private or im; `user` is the person of an im."""

    id: str
    name: str
    kind: str
    members: set[str]
    topic: str = ""
    user: str | None = None
    is_archived: bool = False
    bookmarks: list[dict[str, Any]] = field(default_factory=list)
    messages: dict[str, Message] = field(default_factory=dict)

    def newest_first(self) -> Iterator[Message]:
        """Messages backwards in time; timestamps only grow, so the order of arrival is enough."""
        return reversed(self.messages.values())


@dataclass(slots=True)
class SharedFile:
    """An uploaded file; its bytes are kept beside it."""

    id: str
    name: str
    title: str
    mimetype: str
    size: int
    user: str
    created: int
    alt_txt: str = ""
    is_complete: bool = False
    shared_in: list[str] = field(default_factory=list)


class Store:
    """The state of the workspace."""

    def __init__(self, world: World, disk: Disk | None) -> None:
        self._disk = disk
        self.channels: dict[str, Channel] = {}
        self.stacks: dict[str, list[View]] = {user: [] for user in world.personas}
        self.homes: dict[str, View] = {}
        self.home_unread: set[str] = set()
        # Who looks at the home tab now, so that what happens there is not news to them.
        self.at_home: set[str] = set()
        self.files: dict[str, SharedFile] = {}
        self.contents: dict[str, bytes] = {}
        self.unread: dict[str, Counter[str]] = {user: Counter() for user in world.personas}
        # What a person's mail program and calendar made of their mail, by "person:id".
        self.letters: dict[str, dict[str, Any]] = {}
        self.entries: dict[str, dict[str, Any]] = {}
        self._make_channels(world)
        if disk is not None:
            self._load(disk)

    @property
    def last_ts(self) -> str:
        """The timestamp of the newest message of all, "0" in an empty sandbox."""
        newest = (next(channel.newest_first(), None) for channel in self.channels.values())
        return max((message.ts for message in newest if message), default="0.0")

    def keep_message(self, message: Message) -> None:
        """Remember a new or changed message. Messages for one person's eyes are not kept on disk."""
        self.channels[message.channel].messages[message.ts] = message
        if self._disk is not None and message.ephemeral_to is None:
            self._disk.put("message", f"{message.channel}:{message.ts}", message.to_json())

    def drop_message(self, message: Message) -> None:
        """Forget a message."""
        self.channels[message.channel].messages.pop(message.ts, None)
        self._put("message", f"{message.channel}:{message.ts}", None)

    def keep_channel(self, channel: Channel) -> None:
        """Remember who is in the channel, its topic and its bookmarks."""
        self.channels[channel.id] = channel
        kept = {
            "members": sorted(channel.members),
            "is_archived": channel.is_archived,
            "bookmarks": channel.bookmarks,
        }
        self._put("channel", channel.id, kept)

    def keep_stack(self, user: str) -> None:
        """Remember the open modals of a person."""
        self._put("stack", user, self.stacks[user])

    def keep_home(self, user: str, view: View) -> None:
        """Remember a person's home view."""
        self.homes[user] = view
        self._put("home", user, view)

    def keep_file(self, file: SharedFile, content: bytes | None = None) -> None:
        """Remember a file, with its bytes when they are new."""
        self.files[file.id] = file
        self._put("file", file.id, asdict(file))
        if content is not None:
            self.contents[file.id] = content
            if self._disk is not None:
                self._disk.put("content", file.id, content)

    def keep_letter(self, user: str, mail_id: str, told: dict[str, Any]) -> None:
        """Remember whether a mail was read, and what the calendar made of it."""
        self._put("letter", f"{user}:{mail_id}", told)

    def keep_entry(self, user: str, uid: str, told: dict[str, Any]) -> None:
        """Remember an event in a person's calendar."""
        self._put("entry", f"{user}:{uid}", told)

    def mark_unread(self, message: Message) -> None:
        """One more unread message for each member but the author, or for the one who may see it."""
        channel = self.channels[message.channel]
        readers = {message.ephemeral_to} if message.ephemeral_to else channel.members
        for user in readers:
            if user != message.user and user in self.unread:
                self.unread[user][channel.id] += 1

    def mark_read(self, user: str, channel: str) -> None:
        """The person looks at the channel, and no longer at the home tab."""
        self.at_home.discard(user)
        self.unread[user].pop(channel, None)

    def find_message(self, channel: str, ts: str) -> Message | None:
        """The message, also when it is meant for one person only."""
        found = self.channels.get(channel)
        return found.messages.get(ts) if found else None

    def find_view(self, view_id: str) -> tuple[str, View] | None:
        """Whose open modal or home this is, and the view."""
        for user, stack in self.stacks.items():
            for view in stack:
                if view["id"] == view_id:
                    return user, view
        for user, view in self.homes.items():
            if view["id"] == view_id:
                return user, view
        return None

    def remember_offset(self, offset: float) -> None:
        """Keep the clock's offset for the next start."""
        self._put("clock", "offset", offset)

    def close(self) -> None:
        """Write everything down and let go of the file."""
        if self._disk is None:
            return
        for user, counts in self.unread.items():
            self._put("unread", user, dict(counts))
        self._disk.close()
        self._disk = None

    def _put(self, kind: str, key: str, value: object) -> None:
        if self._disk is not None:
            body = None if value is None else json.dumps(value, ensure_ascii=False).encode()
            self._disk.put(kind, key, body)

    def _make_channels(self, world: World) -> None:
        for plan in world.channels:
            kind = "private" if plan.private else "channel"
            self.channels[plan.id] = Channel(
                id=plan.id, name=plan.name, kind=kind, members=set(plan.members), topic=plan.topic
            )
        for person in world.personas.values():
            members = {person.id, world.bot.user_id}
            self.channels[person.im] = Channel(
                id=person.im, name=world.bot.name, kind="im", members=members, user=person.id
            )

    def _load(self, disk: Disk) -> None:
        for key, body in disk.rows("channel"):
            if channel := self.channels.get(key):
                kept = json.loads(body)
                channel.members = set(kept["members"])
                channel.is_archived = kept["is_archived"]
                channel.bookmarks = kept["bookmarks"]
        for _, body in disk.rows("message"):
            message = message_from_json(body)
            if message.channel in self.channels:
                self.channels[message.channel].messages[message.ts] = message
        self.stacks |= {key: json.loads(body) for key, body in disk.rows("stack")}
        self.homes |= {key: json.loads(body) for key, body in disk.rows("home")}
        self.files |= {key: SharedFile(**json.loads(body)) for key, body in disk.rows("file")}
        self.contents |= dict(disk.rows("content"))
        self.letters |= {key: json.loads(body) for key, body in disk.rows("letter")}
        self.entries |= {key: json.loads(body) for key, body in disk.rows("entry")}
        self.unread |= {key: Counter(json.loads(body)) for key, body in disk.rows("unread")}


def kept_offset(disk: Disk) -> float | None:
    """The clock's offset of the former run, if there was one."""
    return next((float(json.loads(body)) for _, body in disk.rows("clock")), None)
