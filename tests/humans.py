"""People who read what Sammen shows them, and press what is there to be pressed."""

import json
from base64 import b64encode
from dataclasses import dataclass, field
from typing import Any

from sandbox.transports import EnvelopeType
from tests.fakes import Part, Workspace
from tests.said import as_read
from tests.sandbox.driving import Person

SOME = 5  # seconds between two acts: more than a double click


@dataclass(frozen=True)
class Told:
    """What one act brought a person: new messages, changed ones, modals, and faults in a form."""

    said: tuple[str, ...] = ()
    edited: tuple[str, ...] = ()
    opened: tuple[str, ...] = ()
    faults: dict[str, str] = field(default_factory=dict)


NOTHING = Told()
_PICKED = {  # what the state of such an element holds
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "users_select": "selected_user",
    "conversations_select": "selected_conversation",
}


class Human:
    """Reads and presses what is there to be read and pressed, and nothing else."""

    def __init__(self, workspace: Workspace, slack_id: str) -> None:
        self.workspace = workspace
        self.persona = workspace.slack.world.personas[slack_id]
        self.id = slack_id
        self.im = self.persona.im
        self.page = Person(workspace.sandbox, slack_id)

    def writes(
        self, text: str, *, channel: str = "", thread: str = "", files: tuple[str, ...] = ()
    ) -> Told:
        """Write to Sammen, perhaps in the thread of that message, with files of these names."""
        shared = [
            {"name": name, "mimetype": "text/plain", "content_base64": "aGVq"} for name in files
        ]
        told = {"channel": channel or self.im, "text": text, "files": shared}
        return self._act("message", **told, **({"thread_ts": thread} if thread else {}))

    def edits(self, text: str) -> Told:
        """Change the own latest message."""
        return self._act("edit", channel=self.im, ts=self._own_ts(), text=text)

    def deletes(self) -> Told:
        """Delete the own latest message."""
        return self._act("delete", channel=self.im, ts=self._own_ts())

    def commands(self, text: str, *, channel: str = "") -> Told:
        """`/sammen` and something after it."""
        return self._act("command", channel=channel or self.im, command="/sammen", text=text)

    def hands_over(self, callback_id: str, ts: str, *, channel: str) -> Told:
        """Choose that line of a message's menu."""
        return self._act("shortcut", callback_id=callback_id, channel=channel, ts=ts)

    def opens_home(self) -> Told:
        """Look at Home."""
        return self._act("home", tab="home")

    def presses(self, label: str, *, on: str = "", ticked: tuple[str, ...] = ()) -> Told:
        """Press the newest button of that name, or that `on` a message or "home", with boxes ticked."""
        source, block, element = self._find(label, on=on)
        return self._act(
            "action",
            source=source,
            block_id=block["block_id"],
            action_id=element["action_id"],
            state=self._state(source, ticked),
        )

    def chooses(self, label: str, *, on: str = "") -> Told:
        """Choose a line of the newest menu that has it."""
        source, block, element = self._find(label, on=on)
        chosen = next(one for one in element["options"] if one["text"]["text"] == label)
        return self._act(
            "action",
            source=source,
            block_id=block["block_id"],
            action_id=element["action_id"],
            value={"selected_option": chosen},
        )

    def searches(self, query: str) -> list[str]:
        """Type in the form's organisation field: the lines that are offered."""
        return [one["text"]["text"] for one in self._search(query)]

    def finds(self, query: str) -> Told:
        """Search with the field at the top of the open modal, and choose the first line."""
        view = self.workspace.slack.store.stacks[self.id][-1]
        block = next(
            one
            for one in view["blocks"]
            if one["type"] == "actions" and one["elements"][0]["type"] == "external_select"
        )
        return self._act(
            "action",
            source={"view_id": view["id"]},
            block_id=block["block_id"],
            action_id=block["elements"][0]["action_id"],
            value={"selected_option": self._search(query, block=block)[0]},
        )

    def sends(self, **filled: str | list[str] | bytes) -> Told:
        """Send the open form, with these fields changed: a choice by its line, a file by its bytes.

        Two underscores in a name stand for the dot in a block's id.
        """
        filled = {name.replace("__", "."): wanted for name, wanted in filled.items()}
        before = self.seen()
        views = self.workspace.slack.store.stacks[self.id]
        state = {
            block["block_id"]: {block["element"]["action_id"]: self._filled(block, wanted)}
            for block in views[-1]["blocks"]
            if block["type"] == "input" and (wanted := filled.get(block["block_id"])) is not None
        }
        answer = self.page.do("submit", view_id=views[-1]["id"], state=state)
        return self.told(before, answer)

    def forges(
        self, action_id: str, value: str, *, on: str = "", kind: str = "button", **more: Any
    ) -> Told:
        """Send a press that no button of Sammen's makes."""
        before = self.seen()
        slack = self.workspace.slack
        message_ts = on or "1652077800.000001"
        token = slack.responses.issue(user=self.id, channel=self.im, message_ts=message_ts)
        payload = slack.payloads.interaction(
            "block_actions",
            self.persona,
            trigger_id=slack.triggers.issue(self.id),
            container={"type": "message", "message_ts": message_ts, "channel_id": self.im},
            channel={"id": self.im, "name": "directmessage"},
            response_url=slack.response_url(token),
            **{"state": {"values": {}}, **more},
            actions=[{"type": kind, "action_id": action_id, "block_id": "b", "value": value}],
        )
        self.workspace.clock.move(seconds=SOME)
        self.workspace.deliver(payload, EnvelopeType.INTERACTION)
        return self.told(before, {})

    def forges_form(self, callback_id: str, private_metadata: str, **values: Part) -> str:
        """Send a form of the test's own making; what the app acknowledges it with."""
        slack = self.workspace.slack
        payload = slack.payloads.interaction(
            "view_submission",
            self.persona,
            trigger_id=slack.triggers.issue(self.id),
            view={
                "type": "modal",
                "callback_id": callback_id,
                "private_metadata": private_metadata,
                "state": {"values": {name: {name: value} for name, value in values.items()}},
            },
        )
        self.workspace.clock.move(seconds=SOME)
        return str(self.workspace.deliver(payload, EnvelopeType.INTERACTION).body)

    def reads(self, count: int = 1, *, channel: str = "") -> str:
        """The newest messages of Sammen in the direct message, or in that channel, whole."""
        shown = self._shown(channel or self.im)[-count:]
        return "\n".join(as_read(one) for one in shown)

    def reads_home(self) -> str:
        """Home as it was last shown."""
        return as_read({"blocks": self.workspace.slack.store.homes[self.id]["blocks"]})

    def heard_after(self, text: str) -> list[str]:
        """What Sammen has said in the direct message since it said that."""
        texts = [str(one["text"]) for one in self._shown(self.im)]
        return texts[texts.index(text) + 1 :] if text else texts

    def reads_form(self) -> str:
        """The open form."""
        return as_read(self.workspace.slack.store.stacks[self.id][-1])

    def ts_of(self, text: str) -> str:
        """The newest message with that notification text."""
        found: str = next(
            one["ts"] for one in reversed(self._shown(self.im)) if one["text"] == text
        )
        return found

    def _act(self, what: str, **told: Any) -> Told:
        before = self.seen()
        self.workspace.clock.move(seconds=SOME)
        answer = self.page.do(what, **told)
        return self.told(before, answer)

    def told(self, before: dict[str, str], answer: Part | None = None) -> Told:
        """What has come since then."""
        self.workspace.settle()
        answer = answer or {}
        assert "notice" not in answer, answer
        after = self.seen()
        texts = {
            key: json.loads(value).get("text") or json.loads(value)["title"]["text"]
            for key, value in after.items()
        }
        new = sorted(key for key in after if key not in before)
        return Told(
            said=tuple(texts[key] for key in new if not key.startswith("V")),
            edited=tuple(
                texts[key] for key in before if before[key] != after.get(key, before[key])
            ),
            opened=tuple(texts[key] for key in new if key.startswith("V")),
            faults=answer.get("errors") or {},
        )

    def seen(self) -> dict[str, str]:
        """All that Sammen shows this person, by ts or view id."""
        slack = self.workspace.slack
        seen = {
            message["ts"]: json.dumps(message)
            for channel in slack.store.channels.values()
            if self.id in channel.members
            for message in self._shown(channel.id)
        }
        return seen | {view["id"]: json.dumps(view) for view in slack.store.stacks[self.id]}

    def _shown(self, channel: str) -> list[Part]:
        messages = self.workspace.slack.store.channels[channel].messages
        return [
            {"ts": one.ts, "channel": channel, "text": one.text, "blocks": one.blocks}
            for one in messages.values()
            if one.is_bot and one.ephemeral_to in {None, self.id}
        ]

    def _own_ts(self) -> str:
        messages = self.workspace.slack.store.channels[self.im].messages
        return next(one.ts for one in reversed(messages.values()) if one.user == self.id)

    def _find(self, label: str, *, on: str) -> tuple[Part, Part, Part]:
        slack = self.workspace.slack
        places: list[tuple[Part, list[Part]]] = [
            ({"channel": one["channel"], "ts": one["ts"]}, one["blocks"])
            for channel in slack.store.channels.values()
            if self.id in channel.members
            for one in self._shown(channel.id)
            if not on or one["ts"] == on
        ]
        places.sort(key=lambda place: place[0]["ts"])
        if self.id in slack.store.homes and on in {"", "home"}:
            places.insert(0, ({"home": True}, slack.store.homes[self.id]["blocks"]))
        if slack.store.stacks[self.id] and not on:
            top = slack.store.stacks[self.id][-1]
            places.append(({"view_id": top["id"]}, top["blocks"]))
        for source, blocks in reversed(places):
            for block in blocks:
                for element in [*block.get("elements", []), block.get("accessory", {})]:
                    if label in _labels(element):
                        return source, block, element
        raise AssertionError(f"{self.id} sees no {label!r}")

    def _state(self, source: Part, ticked: tuple[str, ...]) -> Part:
        if not ticked:
            return {}
        message = self.workspace.slack.store.find_message(source["channel"], source["ts"])
        assert message is not None
        state: Part = {}
        for block in message.blocks:
            for element in block.get("elements", []):
                lines = [one for one in element.get("options", []) if one["text"]["text"] in ticked]
                if lines:
                    assert len(lines) == len(ticked)
                    state[block["block_id"]] = {element["action_id"]: {"selected_options": lines}}
        return state

    def _filled(self, block: Part, wanted: str | list[str] | bytes) -> Part:
        element = block["element"]
        if isinstance(wanted, bytes):
            content = b64encode(wanted).decode()
            given = {"name": "liste.csv", "mimetype": "text/csv", "content_base64": content}
            return {"type": element["type"], "files": [given]}
        if isinstance(wanted, list):
            return self._several(element, wanted)
        if element["type"] in _PICKED:
            return {_PICKED[element["type"]]: wanted or None}
        if element["type"] == "external_select":
            lines = self._search(wanted, block=block)
            like = wanted.casefold()
            return {
                "selected_option": next(
                    one for one in lines if like in one["text"]["text"].casefold()
                )
            }
        if "options" in element:
            lines = element["options"]
            return {"selected_option": next(one for one in lines if one["text"]["text"] == wanted)}
        return {"value": wanted}

    def _several(self, element: Part, wanted: list[str]) -> Part:
        if "options" not in element:
            return {"selected_users": wanted}
        lines = [one for one in element["options"] if one["text"]["text"] in wanted]
        assert len(lines) == len(wanted), (wanted, element["options"])
        return {"selected_options": lines}

    def _search(self, query: str, *, block: Part | None = None) -> list[Part]:
        view = self.workspace.slack.store.stacks[self.id][-1]
        block = block or next(one for one in view["blocks"] if one["block_id"] == "organisation")
        element = block["element"] if "element" in block else block["elements"][0]
        answer = self.page.do(
            "options",
            source={"view_id": view["id"]},
            block_id=block["block_id"],
            action_id=element["action_id"],
            query=query,
        )
        lines: list[Part] = answer["options"]
        return lines


def _labels(element: Part) -> set[str]:
    own = {element["text"]["text"]} if "text" in element and "action_id" in element else set()
    return own | {one["text"]["text"] for one in element.get("options", ())}
