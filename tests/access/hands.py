"""Somebody acting over signed HTTP, as Slack sends it, and all that they are shown for it."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sandbox.messages import Message
from sandbox.transports import EnvelopeType
from tests.access.house import Things
from tests.access.standings import Standing
from tests.fakes import Part, Workspace

_OLD = "1652077800.000001"  # the message in which something is pressed
_BENEATH = "access.beneath"  # a modal that is open when something in it is pressed


@dataclass(slots=True)
class Seen:
    """All that an act brought its person: words, modals, files, answers; and whether rows changed."""

    shown: str
    opened: list[str] = field(default_factory=list)  # callback ids of modals, "" if they have none
    files: list[str] = field(default_factory=list)  # names
    redrawn: bool = False
    acknowledged: str = ""
    changed: frozenset[str] = frozenset()  # tables, but for the traces of any act


@dataclass(frozen=True, slots=True)
class Left:
    """What an act has left in the database."""

    posts: list[object]  # that wait in the outbox for the person
    changed: frozenset[str]  # tables


class Hand:
    """Somebody who writes, presses and sends whatever they like."""

    def __init__(
        self,
        workspace: Workspace,
        standing: Standing,
        *,
        fetch: Callable[[str], str],
        left: Callable[[], Left],
    ) -> None:
        self._workspace, self._standing = workspace, standing
        self._fetch, self._left = fetch, left
        self._slack = workspace.slack
        self._persona = self._slack.world.personas[standing.who]
        self._beneath: Part | None = None
        self.answers: list[str] = []  # what requests were answered with

    def presses(self, action_id: str, value: str, *, view: str = "", **more: Any) -> None:
        """Press a button of that id and value; in a message, or in a `view`: "modal" or "home"."""
        channel, ts = self._persona.im, _OLD
        bot = self._slack.world.bot.user_id
        old = Message(ts=ts, channel=channel, user=bot, text="Gammel", is_bot=True)
        self._slack.store.keep_message(old)
        place: Part = {
            "container": {"type": "message", "message_ts": ts, "channel_id": channel},
            "channel": {"id": channel, "name": "directmessage"},
            "response_url": self._response_url(ts),
        }
        if view:
            metadata = more.pop("metadata", "")
            shown = self.lays(metadata) if view == "modal" else {"id": "V0HOME", "type": view}
            place = {"container": {"type": "view", "view_id": shown["id"]}, "view": shown}
        action = {
            "type": "button", "action_id": action_id, "block_id": "b", "value": value,
        }  # fmt: skip
        self._interacts(
            "block_actions", **{"state": {"values": {}}, **more}, **place, actions=[action]
        )

    def lays(self, metadata: str = "") -> Part:
        """Have a modal open, in which something can be pressed."""
        if self._beneath is None:
            given: Part = {
                "type": "modal",
                "callback_id": _BENEATH,
                "private_metadata": metadata,
                "title": {"type": "plain_text", "text": "Under"},
                "blocks": [],
            }
            self._beneath = self._slack.new_view(given, user=self._persona.id)
            self._beneath |= dict.fromkeys(
                ("team_id", "app_installed_team_id"), self._standing.team
            )
            self._slack.store.stacks[self._persona.id] = [self._beneath]
        return dict(self._beneath)

    def submits(self, callback_id: str, metadata: str, **values: Part) -> None:
        """Send a form of that id in. Two underscores in a name stand for the dot in a block's id."""
        beneath = self.lays()
        named = {name.replace("__", "."): value for name, value in values.items()}
        self._interacts(
            "view_submission",
            view={
                "type": "modal",
                "id": "V0FORM",
                "callback_id": callback_id,
                "private_metadata": metadata,
                "previous_view_id": beneath["id"],
                "state": {"values": {name: {name: value} for name, value in named.items()}},
            },
        )

    def uses_shortcut(
        self, callback_id: str, words: str, *, channel: str = "", thread_ts: str = ""
    ) -> None:
        """Use a shortcut on a message that says that."""
        message = {"type": "message", "text": words, "ts": _OLD, "user": self._persona.id}
        if thread_ts:
            message["thread_ts"] = thread_ts
            bot = self._slack.world.bot.user_id
            card = Message(ts=thread_ts, channel=channel, user=bot, text="Kort", is_bot=True)
            self._slack.store.keep_message(card)
        self._interacts(
            "message_action",
            callback_id=callback_id,
            message=message,
            channel={"id": channel or self._persona.im, "name": "directmessage"},
            response_url=self._response_url(_OLD),
        )

    def searches(self, action_id: str, block_id: str, query: str) -> None:
        """Type in a field whose lines come from Sammen."""
        self._interacts(
            "block_suggestion",
            action_id=action_id,
            block_id=block_id,
            value=query,
            container={"type": "view", "view_id": "V0FORM"},
        )

    def writes(self, words: str) -> None:
        """Write that to Sammen in the direct message."""
        self._says({"type": "message", "channel_type": "im"}, words, channel=self._persona.im)

    def mentions(self, words: str, *, channel: str = "C0PROCES", thread_ts: str = "") -> None:
        """Call Sammen in a channel, or in a thread there."""
        bot = self._slack.world.bot.user_id
        kind = {"type": "app_mention"} | ({"thread_ts": thread_ts} if thread_ts else {})
        said = f"<@{bot}> {words}"
        mine = Message(ts=self._ts(), channel=channel, user=self._persona.id, text=said)
        self._slack.store.keep_message(mine)
        if thread_ts:
            card = Message(ts=thread_ts, channel=channel, user=bot, text="Kort", is_bot=True)
            self._slack.store.keep_message(card)
        self._says(kind, said, channel=channel)

    def commands(self, words: str) -> None:
        """`/sammen` and that, in the process's channel."""
        channel = self._slack.store.channels["C0PROCES"]
        token = self._slack.responses.issue(user=self._persona.id, channel=channel.id)
        payload: Part = dict(
            self._slack.payloads.command(
                "/sammen",
                words,
                person=self._persona,
                channel=channel,
                response_url=self._slack.response_url(token),
                trigger_id=self._slack.triggers.issue(self._persona.id),
            )
        )
        payload["team_id"] = self._standing.team
        self._sends(payload, EnvelopeType.COMMAND)

    def opens_home(self) -> None:
        """Look at Home."""
        event = self._slack.payloads.app_home_opened(
            self._persona, tab="home", view=None, ts=self._ts()
        )
        self._sends(self._from_team(self._workspace.event(event)), EnvelopeType.EVENT)

    def reads_feed(self, things: Things) -> None:
        """Fetch the own calendar feed; who has none there guesses an address, as anybody may."""
        is_own = (self._persona.id, self._standing.team) == (things.owner, things.team)
        self.fetches(f"/calendar/{things.feed if is_own else 'A' * 43}.ics")

    def fetches(self, path: str) -> None:
        """Ask Sammen's web server for that path, which needs no account."""
        self.answers.append(self._fetch(path))

    def _says(self, kind: Part, words: str, *, channel: str) -> None:
        event = {
            **kind,
            "user": self._persona.id,
            "text": words,
            "ts": self._ts(),
            "team": self._standing.team,
            "channel": channel,
            "event_ts": self._ts(),
        }
        self._sends(self._from_team(self._workspace.event(event)), EnvelopeType.EVENT)

    def _interacts(self, kind: str, **more: Any) -> None:
        trigger_id = self._slack.triggers.issue(self._persona.id)
        payload = self._slack.payloads.interaction(
            kind, self._persona, trigger_id=trigger_id, **more
        )
        payload["team"] = {"id": self._standing.team, "domain": "sammen"}
        payload["user"]["team_id"] = self._standing.team
        self._sends(payload, EnvelopeType.INTERACTION)

    def _from_team(self, payload: Part) -> Part:
        team = self._standing.team
        authorizations = [{**one, "team_id": team} for one in payload["authorizations"]]
        return {
            **payload, "team_id": team, "context_team_id": team, "authorizations": authorizations,
        }  # fmt: skip

    def _sends(self, payload: Part, kind: EnvelopeType) -> None:
        self._workspace.clock.move(seconds=5)
        self.answers.append(str(self._workspace.deliver(payload, kind).body))

    def _response_url(self, ts: str) -> str:
        token = self._slack.responses.issue(
            user=self._persona.id, channel=self._persona.im, message_ts=ts
        )
        return self._slack.response_url(token)

    def _ts(self, ahead: int = 0) -> str:
        return f"{self._workspace.clock.at.timestamp() + ahead:.6f}"

    def seen(self) -> Seen:
        """What all of it brought."""
        store, mine = self._slack.store, self._persona.id
        messages = [
            message
            for channel in store.channels.values()
            if mine in channel.members
            for message in channel.messages.values()
            if message.is_bot and message.ephemeral_to in {None, mine}
        ]
        files = [store.files[one] for message in messages for one in message.files]
        views = store.stacks[mine]
        told: list[object] = [[one.text, one.blocks] for one in messages]
        told += [views, store.homes.get(mine), self.answers, [one.name for one in files]]
        told += [store.contents[one.id].decode("utf-8", "replace") for one in files]
        left = self._left()
        told += left.posts
        beneath = self._beneath
        return Seen(
            shown=json.dumps(told, ensure_ascii=False),
            opened=[
                one["callback_id"] for one in views if beneath is None or one["id"] != beneath["id"]
            ],
            files=[one.name for one in files],
            redrawn=beneath is not None and beneath["title"]["text"] != "Under",
            acknowledged=" ".join(self.answers),
            changed=left.changed,
        )
