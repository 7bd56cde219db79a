"""What a person does on the page outside of blocks: writes, edits, commands, comes and goes."""

import secrets
from collections.abc import Awaitable, Callable
from typing import Any

from sandbox import responses
from sandbox.changes import Change
from sandbox.delivery import Outcome
from sandbox.errors import SlackError
from sandbox.interactions import NO_ANSWER, taken
from sandbox.local_slack import LocalSlack
from sandbox.messages import Message
from sandbox.payloads import spoken_name
from sandbox.store import Channel
from sandbox.texts import typed_text
from sandbox.transports import EnvelopeType
from sandbox.triggers import ResponseRight
from sandbox.uploads import take_upload
from sandbox.world import Persona

Answer = dict[str, Any]
Act = Callable[[LocalSlack, Persona, dict[str, Any]], Awaitable[Answer]]

NOT_THERE = "Samtalen findes ikke, eller du er ikke med i den."
NOT_YOURS = "Du kan kun ændre dine egne beskeder."
HELD = "Sammen er ikke tilsluttet lige nu. Det, du skrev, bliver leveret, når Sammen er tilbage."


async def write(slack: LocalSlack, person: Persona, told: dict[str, Any]) -> Answer:
    """A person writes a message, perhaps with files."""
    channel = _own_channel(slack, person, told)
    text = str(told.get("text") or "").strip()
    if channel is None:
        return {"ok": False, "notice": NOT_THERE}
    given_files = told.get("files") or []
    files = [_shared(slack, person, channel, given) for given in given_files]
    if not text and not files:
        return {"ok": False, "notice": "Beskeden er tom."}
    thread_ts = told.get("thread_ts")
    parent = channel.messages.get(thread_ts) if thread_ts else None
    if thread_ts and parent is None:
        return {"ok": False, "notice": "Tråden findes ikke længere."}
    message = Message(
        ts=slack.clock.next_ts(),
        channel=channel.id,
        user=person.id,
        text=typed_text(text, world=slack.world),
        thread_ts=(parent.thread_ts or parent.ts) if parent else None,
        files=files,
        client_msg_id=_client_msg_id(),
    )
    slack.post(message)
    slack.store.mark_read(person.id, channel.id)
    bot = slack.world.bot.user_id
    if channel.kind == "im":
        shown = [slack.shown_file(slack.store.files[file]) for file in files]
        event = slack.payloads.message(message, files=shown)
    elif bot in channel.members and f"<@{bot}>" in message.text:
        event = slack.payloads.app_mention(message)
    else:
        return {"ok": True, "ts": message.ts}
    if parent:
        event["parent_user_id"] = parent.user
    return {**await _tell(slack, event), "ts": message.ts}


async def edit(slack: LocalSlack, person: Persona, told: dict[str, Any]) -> Answer:
    """A person changes an own message."""
    message = _own_message(slack, person, told)
    text = str(told.get("text") or "").strip()
    if message is None:
        return {"ok": False, "notice": NOT_YOURS}
    if not text:
        return {"ok": False, "notice": "Beskeden er tom."}
    before = slack.shown(message)
    slack.change(message, by=person.id, text=typed_text(text, world=slack.world))
    if slack.store.channels[message.channel].kind != "im":
        return {"ok": True}
    event = slack.payloads.message_changed(
        slack.shown(message), before=before, channel=message.channel, ts=slack.clock.next_ts()
    )
    return await _tell(slack, event)


async def delete(slack: LocalSlack, person: Persona, told: dict[str, Any]) -> Answer:
    """A person deletes an own message."""
    message = _own_message(slack, person, told)
    if message is None:
        return {"ok": False, "notice": NOT_YOURS}
    before = slack.shown(message)
    slack.remove(message)
    if slack.store.channels[message.channel].kind != "im":
        return {"ok": True}
    event = slack.payloads.message_deleted(
        before=before, channel=message.channel, ts=slack.clock.next_ts()
    )
    return await _tell(slack, event)


async def command(slack: LocalSlack, person: Persona, told: dict[str, Any]) -> Answer:
    """A person runs a slash command; the app's answer may be shown at once."""
    channel = _own_channel(slack, person, told)
    name = str(told.get("command") or "")
    if channel is None:
        return {"ok": False, "notice": NOT_THERE}
    if all(known.command != name for known in slack.world.commands):
        return {"ok": False, "notice": f"{name} er ikke en kommando, som findes her."}
    token = slack.responses.issue(user=person.id, channel=channel.id)
    payload = slack.payloads.command(
        name,
        typed_text(str(told.get("text") or "").strip(), world=slack.world),
        person=person,
        channel=channel,
        response_url=slack.response_url(token),
        trigger_id=slack.triggers.issue(person.id),
    )
    ack = await slack.delivery.ask(EnvelopeType.COMMAND, payload)
    if ack and ack.payload and (ack.payload.get("text") or ack.payload.get("blocks")):
        right = ResponseRight(person.id, channel.id, None, expires=0)
        try:
            responses.respond(slack, right, ack.payload)
        except SlackError as refusal:
            reason = "; ".join([refusal.error, *refusal.messages])
            return {
                "ok": False,
                "notice": f"Sammen svarede med noget, som ikke kan vises: {reason}",
            }
    return taken(ack)


async def shortcut(slack: LocalSlack, person: Persona, told: dict[str, Any]) -> Answer:
    """A person runs a shortcut, by itself or on a message."""
    callback_id = str(told.get("callback_id") or "")
    known = next((one for one in slack.world.shortcuts if one.callback_id == callback_id), None)
    if known is None:
        return {"ok": False, "notice": "Genvejen findes ikke."}
    more: dict[str, Any] = {
        "callback_id": callback_id,
        "trigger_id": slack.triggers.issue(person.id),
        "action_ts": slack.clock.next_ts(),
    }
    if known.type == "message":
        channel = _own_channel(slack, person, told)
        message = channel and channel.messages.get(str(told.get("ts")))
        if not channel or not message or message.ephemeral_to:
            return {"ok": False, "notice": "Beskeden findes ikke længere."}
        token = slack.responses.issue(user=person.id, channel=channel.id, message_ts=message.ts)
        more |= {
            "channel": {"id": channel.id, "name": spoken_name(channel)},
            "message_ts": message.ts,
            "message": slack.shown(message),
            "response_url": slack.response_url(token),
        }
    kind = "message_action" if known.type == "message" else "shortcut"
    payload = slack.payloads.interaction(kind, person, **more)
    return taken(await slack.delivery.ask(EnvelopeType.INTERACTION, payload))


async def open_home(slack: LocalSlack, person: Persona, told: dict[str, Any]) -> Answer:
    """A person opens the app's home or messages tab."""
    tab = "messages" if told.get("tab") == "messages" else "home"
    if tab == "home":
        slack.store.home_unread.discard(person.id)
        slack.store.at_home.add(person.id)
    else:
        slack.store.mark_read(person.id, person.im)
    event = slack.payloads.app_home_opened(
        person, tab=tab, view=slack.store.homes.get(person.id), ts=slack.clock.next_ts()
    )
    return await _tell(slack, event)


async def join(slack: LocalSlack, person: Persona, told: dict[str, Any]) -> Answer:
    """A person comes into a public channel."""
    channel = slack.store.channels.get(str(told.get("channel")))
    if channel is None or channel.kind != "channel":
        return {"ok": False, "notice": NOT_THERE}
    if person.id in channel.members:
        return {"ok": True}
    channel.members.add(person.id)
    slack.store.keep_channel(channel)
    slack.changes.publish(Change("state", channel.id))
    if slack.world.bot.user_id not in channel.members:
        return {"ok": True}
    event = slack.payloads.member_joined(person, channel, ts=slack.clock.next_ts())
    return await _tell(slack, event)


async def leave(slack: LocalSlack, person: Persona, told: dict[str, Any]) -> Answer:
    """A person leaves a channel."""
    channel = slack.store.channels.get(str(told.get("channel")))
    if channel is None or channel.kind == "im" or person.id not in channel.members:
        return {"ok": False, "notice": NOT_THERE}
    channel.members.discard(person.id)
    slack.store.keep_channel(channel)
    slack.changes.publish(Change("state", channel.id))
    return {"ok": True}


async def read(slack: LocalSlack, person: Persona, told: dict[str, Any]) -> Answer:
    """A person has seen a conversation."""
    slack.store.mark_read(person.id, str(told.get("channel")))
    return {"ok": True}


async def _tell(slack: LocalSlack, event: dict[str, Any]) -> Answer:
    """Deliver what the person did. It is done in any case; a notice says if the app does not know."""
    if not slack.hears(event):
        return {"ok": True}
    outcome = await slack.delivery.event(slack.payloads.event(event, at=slack.clock.timestamp()))
    match outcome:
        case Outcome.TAKEN:
            return {"ok": True}
        case Outcome.HELD:
            return {"ok": True, "notice": HELD}
        case Outcome.NOT_TAKEN:
            return {"ok": True, "notice": NO_ANSWER}


def _own_channel(slack: LocalSlack, person: Persona, told: dict[str, Any]) -> Channel | None:
    channel = slack.store.channels.get(str(told.get("channel")))
    return channel if channel and person.id in channel.members else None


def _own_message(slack: LocalSlack, person: Persona, told: dict[str, Any]) -> Message | None:
    channel = _own_channel(slack, person, told)
    message = channel and channel.messages.get(str(told.get("ts")))
    return message if message and message.user == person.id and not message.is_tombstone else None


def _shared(slack: LocalSlack, person: Persona, channel: Channel, given: dict[str, Any]) -> str:
    file = take_upload(slack, person, given)
    file.shared_in.append(channel.id)
    slack.store.keep_file(file)
    return file.id


def _client_msg_id() -> str:
    letters = secrets.token_hex(16)
    parts = (letters[:8], letters[8:12], letters[12:16], letters[16:20], letters[20:])
    return "-".join(parts)
