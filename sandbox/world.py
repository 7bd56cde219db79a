"""Reads world.yaml: the fictional workspace, its people, channels and the app under test."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

WORLD_FILE = Path(__file__).with_name("world.yaml")


@dataclass(frozen=True)
class Workspace:
    """The one team of the sandbox."""

    id: str
    name: str
    domain: str


@dataclass(frozen=True)
class SlackApp:
    """The app under test: how it proves who it is, and what it was granted."""

    id: str
    bot_token: str
    app_token: str
    signing_secret: str
    verification_token: str
    scopes: frozenset[str]
    events: frozenset[str]


@dataclass(frozen=True)
class Bot:
    """The app's user in the workspace."""

    user_id: str
    bot_id: str
    name: str


@dataclass(frozen=True)
class MailPlan:
    """The app's mailbox; `server` is the name under which the mail server vouches for senders."""

    address: str
    password: str
    server: str


@dataclass(frozen=True)
class Persona:
    """A person whom the page can play."""

    id: str
    name: str
    title: str
    organisation: str
    email: str
    colour: str
    time_zone: str
    locale: str = "da-DK"

    @property
    def username(self) -> str:
        """The short name, as in Slack's `user.name`: the part of the address before the @."""
        return self.email.partition("@")[0]

    @property
    def initials(self) -> str:
        """Two letters for the avatar."""
        words = self.name.split()
        return (words[0][0] + words[-1][0]).upper()

    @property
    def im(self) -> str:
        """The id of this person's direct message with the bot: U0METTE has D0METTE."""
        return "D" + self.id[1:]


@dataclass(frozen=True)
class ChannelPlan:
    """A channel as it stands when the sandbox is new."""

    id: str
    name: str
    topic: str
    private: bool
    members: frozenset[str]


@dataclass(frozen=True)
class UserGroup:
    """Some people under one name."""

    id: str
    name: str
    handle: str
    members: tuple[str, ...]


@dataclass(frozen=True)
class Command:
    """A slash command of the app."""

    command: str
    description: str
    usage_hint: str


@dataclass(frozen=True)
class Shortcut:
    """A shortcut of the app; `type` is `global` or `message`."""

    type: str
    callback_id: str
    name: str
    description: str


@dataclass(frozen=True)
class World:
    """Everything that is given before anyone says a word."""

    workspace: Workspace
    app: SlackApp
    bot: Bot
    mail: MailPlan
    starts_at: datetime
    personas: dict[str, Persona]
    channels: tuple[ChannelPlan, ...]
    user_groups: tuple[UserGroup, ...]
    commands: tuple[Command, ...]
    shortcuts: tuple[Shortcut, ...]


def load_world(path: Path = WORLD_FILE) -> World:
    """The world as the file tells it; a missing or unknown key raises."""
    told: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    zone = told["time_zone"]
    personas = {entry["id"]: Persona(**{"time_zone": zone, **entry}) for entry in told["personas"]}
    app = told["app"]
    return World(
        workspace=Workspace(**told["workspace"]),
        app=SlackApp(
            **{**app, "scopes": frozenset(app["scopes"]), "events": frozenset(app["events"])}
        ),
        bot=Bot(**told["bot"]),
        mail=MailPlan(**told["mail"]),
        starts_at=datetime.fromisoformat(told["starts_at"]).replace(tzinfo=ZoneInfo(zone)),
        personas=personas,
        channels=tuple(
            _channel(entry, everyone=frozenset(personas), bot_user=told["bot"]["user_id"])
            for entry in told["channels"]
        ),
        user_groups=tuple(
            UserGroup(**{**entry, "members": tuple(entry["members"])})
            for entry in told["user_groups"]
        ),
        commands=tuple(Command(**entry) for entry in told["commands"]),
        shortcuts=tuple(Shortcut(**entry) for entry in told["shortcuts"]),
    )


def _channel(entry: dict[str, Any], *, everyone: frozenset[str], bot_user: str) -> ChannelPlan:
    people = everyone if entry["members"] == "everyone" else frozenset(entry["members"])
    return ChannelPlan(
        id=entry["id"],
        name=entry["name"],
        topic=entry.get("topic", ""),
        private=entry.get("private", False),
        members=people | {bot_user} if entry["bot_is_member"] else people,
    )
