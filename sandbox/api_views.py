"""views.*: modals and the home tab."""

import json
from typing import Any

from sandbox import limits
from sandbox.arguments import Arguments
from sandbox.errors import SlackError
from sandbox.local_slack import LocalSlack
from sandbox.store import View
from sandbox.stored_blocks import stored_blocks

Answer = dict[str, Any]

MOST_MODALS = 3


def open_view(slack: LocalSlack, args: Arguments) -> Answer:
    """views.open: a new stack of modals."""
    given = checked_view(args.one_object("view"), type_="modal")
    user = slack.triggers.use(args.required("trigger_id"))
    _check_external_id(slack, given)
    view = slack.new_view(given, user=user)
    slack.store.stacks[user] = [view]
    slack.store.keep_stack(user)
    return {"view": view}


def push(slack: LocalSlack, args: Arguments) -> Answer:
    """views.push: another modal on top."""
    given = checked_view(args.one_object("view"), type_="modal")
    user = slack.triggers.use(args.required("trigger_id"))
    _check_external_id(slack, given)
    return {"view": push_on_stack(slack, given, user=user)}


def update(slack: LocalSlack, args: Arguments) -> Answer:
    """views.update: by id or by external id, and only if the hash still holds when one is given."""
    given = args.one_object("view")
    found = slack.store.find_view(args.text("view_id")) if args.text("view_id") else None
    if external_id := args.text("external_id"):
        found = _find_external(slack, external_id)
    if found is None:
        raise SlackError("not_found")
    user, view = found
    checked = checked_view(given, type_=view["type"])
    if args.text("hash") and args.text("hash") != view["hash"]:
        raise SlackError("hash_conflict")
    change_view(slack, view, checked, user=user)
    return {"view": view}


def publish(slack: LocalSlack, args: Arguments) -> Answer:
    """views.publish: a person's home tab."""
    user = args.required("user_id")
    if user not in slack.world.personas:
        raise SlackError("invalid_arguments", messages=["[ERROR] unknown user_id"])
    given = checked_view(args.one_object("view"), type_="home")
    before = slack.store.homes.get(user)
    if args.text("hash") and before and args.text("hash") != before["hash"]:
        raise SlackError("hash_conflict")
    if before is None:
        view = slack.new_view(given, user=user)
    else:
        view = before
        slack.fill_view(view, given, user=user)
    slack.store.keep_home(user, view)
    if user not in slack.store.at_home:
        slack.store.home_unread.add(user)
    return {"view": view}


def checked_view(given: View | None, *, type_: str) -> View:
    """The view with ids for all its parts, or Slack's refusal of it."""
    if not given:
        raise SlackError("invalid_arguments", messages=["[ERROR] missing required field: view"])
    complaints = limits.complaints_about_view(given, type_=type_)
    if complaints:
        raise SlackError("invalid_arguments", messages=complaints)
    if len(json.dumps(given, ensure_ascii=False)) > limits.VIEW_CHARACTERS:
        raise SlackError("view_too_large")
    return {**given, "blocks": stored_blocks(given["blocks"])}


def push_on_stack(slack: LocalSlack, given: View, *, user: str) -> View:
    """Put a modal on top of those that are open; a stack holds three."""
    stack = slack.store.stacks[user]
    if len(stack) >= MOST_MODALS:
        raise SlackError("push_limit_reached")
    view = slack.new_view(given, user=user, root=stack[0] if stack else None)
    view["previous_view_id"] = stack[-1]["id"] if stack else None
    stack.append(view)
    slack.store.keep_stack(user)
    return view


def change_view(slack: LocalSlack, view: View, given: View, *, user: str) -> None:
    """Give an open view new content; what was filled in stays where its block still exists."""
    slack.fill_view(view, given, user=user)
    blocks = {block["block_id"] for block in view["blocks"]}
    values = view["state"]["values"]
    view["state"]["values"] = {key: kept for key, kept in values.items() if key in blocks}
    if view["type"] == "home":
        slack.store.keep_home(user, view)
    else:
        slack.store.keep_stack(user)


def _find_external(slack: LocalSlack, external_id: str) -> tuple[str, View] | None:
    for user, stack in slack.store.stacks.items():
        for view in stack:
            if view["external_id"] == external_id:
                return user, view
    return None


def _check_external_id(slack: LocalSlack, given: View) -> None:
    external_id = given.get("external_id")
    if external_id and _find_external(slack, external_id):
        raise SlackError("duplicate_external_id")
