"""What a person does with buttons, menus and modals, and what the app's answer then does."""

from dataclasses import dataclass
from typing import Any

from sandbox import api_views, view_state
from sandbox.changes import Change
from sandbox.errors import SlackError
from sandbox.local_slack import LocalSlack
from sandbox.messages import Message
from sandbox.payloads import spoken_name
from sandbox.store import View
from sandbox.transports import Ack, EnvelopeType
from sandbox.uploads import with_uploads
from sandbox.world import Persona

Answer = dict[str, Any]

NO_ANSWER = "Sammen svarede ikke i tide. Prøv igen."
GONE = "Det, du trykkede på, findes ikke længere."


@dataclass(frozen=True)
class Source:
    """Where an element stands: in a message or in a view."""

    blocks: list[dict[str, Any]]
    message: Message | None = None
    view: View | None = None


async def act(slack: LocalSlack, person: Persona, told: dict[str, Any]) -> Answer:
    """A button was pressed or a menu chosen from: block_actions."""
    source = find_source(slack, person, told.get("source") or {})
    block_id, action_id = str(told["block_id"]), str(told["action_id"])
    if source is None:
        return {"ok": False, "notice": GONE}
    element = view_state.find_element(source.blocks, block_id=block_id, action_id=action_id)
    if element is None:
        return {"ok": False, "notice": GONE}
    action = view_state.action_of(
        element, block_id=block_id, told=told.get("value") or {}, at=slack.clock.next_ts()
    )
    values = _values(slack, person, source.blocks, told)
    more = _place(slack, source, values)
    if source.message is not None:
        token = slack.responses.issue(
            user=person.id, channel=source.message.channel, message_ts=source.message.ts
        )
        more |= {"state": {"values": values}, "response_url": slack.response_url(token)}
    payload = slack.payloads.interaction(
        "block_actions",
        person,
        trigger_id=slack.triggers.issue(person.id),
        **more,
        actions=[action],
    )
    return taken(await slack.delivery.ask(EnvelopeType.INTERACTION, payload))


async def suggest(slack: LocalSlack, person: Persona, told: dict[str, Any]) -> Answer:
    """A person types in a menu whose options come from the app: block_suggestion."""
    source = find_source(slack, person, told.get("source") or {})
    block_id, action_id = str(told["block_id"]), str(told["action_id"])
    if source is None or not view_state.find_element(
        source.blocks, block_id=block_id, action_id=action_id
    ):
        return {"ok": False, "notice": GONE, "options": []}
    payload = slack.payloads.interaction(
        "block_suggestion",
        person,
        action_id=action_id,
        block_id=block_id,
        value=str(told.get("query") or ""),
        **_place(slack, source, {}),
    )
    ack = await slack.delivery.ask(EnvelopeType.INTERACTION, payload)
    answered = (ack and ack.payload) or {}
    for key in ("options", "option_groups"):
        if isinstance(answered.get(key), list):
            return {"ok": True, key: answered[key][:100]}
    return {**taken(ack), "options": []}


async def submit(slack: LocalSlack, person: Persona, told: dict[str, Any]) -> Answer:
    """A modal was sent: view_submission. The client first checks it by itself, as Slack's does."""
    view = _own_modal(slack, person, str(told["view_id"]))
    if view is None:
        return {"ok": False, "notice": GONE}
    values = _values(slack, person, view["blocks"], told)
    if errors := view_state.complaints(view["blocks"], values):
        return {"ok": False, "errors": errors}
    view["state"] = {"values": values}
    payload = slack.payloads.interaction(
        "view_submission",
        person,
        trigger_id=slack.triggers.issue(person.id),
        view=dict(view),
        response_urls=_response_urls(slack, person, view),
    )
    ack = await slack.delivery.ask(EnvelopeType.INTERACTION, payload)
    if ack is None:
        return {"ok": False, "notice": NO_ANSWER}
    try:
        return _respond(slack, person, view, ack.payload or {})
    except SlackError as refusal:
        # Slack only says that something went wrong; who builds the app is helped by the reason.
        reason = "; ".join([refusal.error, *refusal.messages])
        return {"ok": False, "notice": f"Sammen svarede med noget, som ikke kan vises: {reason}"}


async def close(slack: LocalSlack, person: Persona, told: dict[str, Any]) -> Answer:
    """A modal was closed without being sent; the app is told if it asked to be: view_closed."""
    view = _own_modal(slack, person, str(told["view_id"]))
    if view is None:
        return {"ok": True}
    clear = bool(told.get("clear")) or view["clear_on_close"]
    stack = slack.store.stacks[person.id]
    closed = list(reversed(stack)) if clear else [view]
    slack.store.stacks[person.id] = [one for one in stack if one not in closed]
    _stack_changed(slack, person)
    notice: Answer = {"ok": True}
    for one in closed:
        if one["notify_on_close"]:
            payload = slack.payloads.interaction(
                "view_closed", person, view=dict(one), is_cleared=clear
            )
            notice = taken(await slack.delivery.ask(EnvelopeType.INTERACTION, payload))
    return notice


def find_source(slack: LocalSlack, person: Persona, told: dict[str, Any]) -> Source | None:
    """The message or view that holds an element, if this person may see it."""
    if told.get("home"):
        home = slack.store.homes.get(person.id)
        return Source(home["blocks"], view=home) if home else None
    if view_id := told.get("view_id"):
        found = slack.store.find_view(str(view_id))
        return (
            Source(found[1]["blocks"], view=found[1]) if found and found[0] == person.id else None
        )
    channel = slack.store.channels.get(str(told.get("channel")))
    message = channel and channel.messages.get(str(told.get("ts")))
    if not channel or not message or not slack.may_see(person.id, channel):
        return None
    if message.ephemeral_to not in {None, person.id}:
        return None
    return Source(message.blocks, message=message)


def taken(ack: Ack | None) -> Answer:
    """What the page is told when only the acknowledgement matters."""
    return {"ok": True} if ack else {"ok": False, "notice": NO_ANSWER}


def _place(slack: LocalSlack, source: Source, values: view_state.Values) -> dict[str, Any]:
    """The `container` of an interaction, with the message or the view itself."""
    if source.view is not None:
        if values:
            source.view["state"] = {"values": values}
        view = {**source.view}
        return {"container": {"type": "view", "view_id": view["id"]}, "view": view}
    message = source.message
    assert message is not None
    channel = slack.store.channels[message.channel]
    container: dict[str, Any] = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": message.channel,
        "is_ephemeral": message.ephemeral_to is not None,
    }
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    place = {"container": container, "channel": {"id": channel.id, "name": spoken_name(channel)}}
    # Of a message that only one person sees, Slack tells the app no more than where it stood.
    return place if message.ephemeral_to else {**place, "message": slack.shown(message)}


def _values(
    slack: LocalSlack, person: Persona, blocks: list[dict[str, Any]], told: dict[str, Any]
) -> view_state.Values:
    return view_state.state_of(blocks, with_uploads(slack, person, told.get("state") or {}))


def _own_modal(slack: LocalSlack, person: Persona, view_id: str) -> View | None:
    return next((view for view in slack.store.stacks[person.id] if view["id"] == view_id), None)


def _response_urls(slack: LocalSlack, person: Persona, view: View) -> list[dict[str, str]]:
    urls = []
    for block, element in view_state.elements_of(view["blocks"]):
        if element.get("response_url_enabled"):
            state = view["state"]["values"][block["block_id"]][element["action_id"]]
            channel = state.get("selected_conversation") or state.get("selected_channel")
            if channel:
                token = slack.responses.issue(user=person.id, channel=channel)
                url = {"response_url": slack.response_url(token), "channel_id": channel}
                ids = {"block_id": block["block_id"], "action_id": element["action_id"]}
                urls.append({**ids, **url})
    return urls


def _respond(slack: LocalSlack, person: Persona, view: View, answer: Answer) -> Answer:
    stack = slack.store.stacks[person.id]
    match answer.get("response_action"):
        case "errors":
            return {"ok": False, "errors": answer.get("errors") or {}}
        case "update":
            given = api_views.checked_view(answer.get("view"), type_="modal")
            api_views.change_view(slack, view, given, user=person.id)
        case "push":
            given = api_views.checked_view(answer.get("view"), type_="modal")
            api_views.push_on_stack(slack, given, user=person.id)
        case "clear":
            stack.clear()
        case None:
            if view in stack:
                stack.remove(view)
        case other:
            raise SlackError(f"response_action={other}")
    _stack_changed(slack, person)
    return {"ok": True}


def _stack_changed(slack: LocalSlack, person: Persona) -> None:
    slack.store.keep_stack(person.id)
    slack.changes.publish(Change("views"), users=[person.id])
