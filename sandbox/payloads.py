"""Builds what Slack sends to an app: event wrappers, interactions and slash commands."""

import secrets
from dataclasses import dataclass
from typing import Any

from sandbox.messages import Message, shown_blocks
from sandbox.store import Channel, View
from sandbox.world import Persona, World

Payload = dict[str, Any]


@dataclass(frozen=True)
class Payloads:
    """Slack's payloads for this world."""

    world: World

    def event(self, event: Payload, *, at: float) -> Payload:
        """The wrapper around every event."""
        team = self.world.workspace.id
        return {
            "token": self.world.app.verification_token,
            "team_id": team,
            "context_team_id": team,
            "context_enterprise_id": None,
            "api_app_id": self.world.app.id,
            "event": event,
            "type": "event_callback",
            "event_id": "Ev" + secrets.token_hex(5).upper(),
            "event_time": int(at),
            "authorizations": [
                {
                    "enterprise_id": None,
                    "team_id": team,
                    "user_id": self.world.bot.user_id,
                    "is_bot": True,
                    "is_enterprise_install": False,
                }
            ],
            "is_ext_shared_channel": False,
            "event_context": "4-" + secrets.token_hex(16),
        }

    def message(self, message: Message, *, files: list[Payload]) -> Payload:
        """A person's new message in a direct message with the bot."""
        event: Payload = {"type": "message", **self._typed(message), "channel_type": "im"}
        if files:
            event |= {
                "subtype": "file_share",
                "files": files,
                "upload": False,
                "display_as_bot": False,
            }
        return event

    def app_mention(self, message: Message) -> Payload:
        """A message in a channel that names the bot."""
        return {"type": "app_mention", **self._typed(message)}

    def message_changed(self, shown: Payload, *, before: Payload, channel: str, ts: str) -> Payload:
        """A message was edited; `shown` and `before` are Slack message objects."""
        return {
            "type": "message",
            "subtype": "message_changed",
            "message": {**shown, "source_team": self.world.workspace.id},
            "previous_message": before,
            "channel": channel,
            "hidden": True,
            "ts": ts,
            "event_ts": ts,
            "channel_type": "im",
        }

    @staticmethod
    def message_deleted(*, before: Payload, channel: str, ts: str) -> Payload:
        """A message was deleted."""
        return {
            "type": "message",
            "subtype": "message_deleted",
            "previous_message": before,
            "channel": channel,
            "hidden": True,
            "deleted_ts": before["ts"],
            "ts": ts,
            "event_ts": ts,
            "channel_type": "im",
        }

    def app_home_opened(self, person: Persona, *, tab: str, view: View | None, ts: str) -> Payload:
        """A person opened the app's home or messages tab."""
        event: Payload = {
            "type": "app_home_opened",
            "user": person.id,
            "channel": person.im,
            "tab": tab,
            "event_ts": ts,
        }
        if tab == "home" and view is not None:
            event["view"] = view
        return event

    def member_joined(self, person: Persona, channel: Channel, *, ts: str) -> Payload:
        """A person came into a channel where the bot is."""
        return {
            "type": "member_joined_channel",
            "user": person.id,
            "channel": channel.id,
            "channel_type": "G" if channel.kind == "private" else "C",
            "team": self.world.workspace.id,
            "event_ts": ts,
        }

    def interaction(self, kind: str, person: Persona, **more: object) -> Payload:
        """What all interactions share; `more` is what this kind adds."""
        return {
            "type": kind,
            "user": {
                "id": person.id,
                "username": person.username,
                "name": person.username,
                "team_id": self.world.workspace.id,
            },
            "api_app_id": self.world.app.id,
            "token": self.world.app.verification_token,
            "team": {"id": self.world.workspace.id, "domain": self.world.workspace.domain},
            "enterprise": None,
            "is_enterprise_install": False,
            **more,
        }

    def command(
        self,
        command: str,
        text: str,
        *,
        person: Persona,
        channel: Channel,
        response_url: str,
        trigger_id: str,
    ) -> dict[str, str]:
        """A slash command: a flat form."""
        return {
            "token": self.world.app.verification_token,
            "team_id": self.world.workspace.id,
            "team_domain": self.world.workspace.domain,
            "channel_id": channel.id,
            "channel_name": spoken_name(channel),
            "user_id": person.id,
            "user_name": person.username,
            "command": command,
            "text": text,
            "api_app_id": self.world.app.id,
            "is_enterprise_install": "false",
            "response_url": response_url,
            "trigger_id": trigger_id,
        }

    def _typed(self, message: Message) -> Payload:
        typed: Payload = {
            "user": message.user,
            "ts": message.ts,
            "client_msg_id": message.client_msg_id,
            "text": message.text,
            "team": self.world.workspace.id,
            "channel": message.channel,
            "event_ts": message.ts,
        }
        if message.text:
            typed["blocks"] = shown_blocks(message)
        if message.thread_ts:
            typed["thread_ts"] = message.thread_ts
        return typed


def spoken_name(channel: Channel) -> str:
    """A channel's name in interactions and commands, where private ones are not named."""
    return {"im": "directmessage", "private": "privategroup"}.get(channel.kind, channel.name)
