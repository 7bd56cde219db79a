"""manifest.yaml asks Slack for what the listeners take and the calls need, and for no more."""

import ast
import inspect
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import yaml
from slack_bolt import App
from slack_sdk import WebClient

from handlers import register
from handlers.visit import Services

ROOT = Path(__file__).parents[1]
MANIFEST: dict[str, Any] = yaml.safe_load((ROOT / "manifest.yaml").read_text(encoding="utf-8"))
WORLD: dict[str, Any] = yaml.safe_load((ROOT / "sandbox" / "world.yaml").read_text("utf-8"))
SCOPES = set(MANIFEST["oauth_config"]["scopes"]["bot"])

# Slack's reference: the scope that each call and each event needs.
SCOPES_OF_CALLS: dict[str, set[str]] = {
    "apps_connections_open": set(),
    "auth_test": set(),
    "chat_postMessage": {"chat:write"},
    "chat_update": {"chat:write"},
    "conversations_history": {"im:history"},  # asked for direct messages only
    "conversations_info": {"channels:read", "groups:read"},
    "conversations_members": {"channels:read", "groups:read"},
    "conversations_open": {"im:write"},
    "conversations_replies": {"im:history"},  # likewise
    "files_info": {"files:read"},
    "files_upload_v2": {"files:write"},
    "usergroups_list": {"usergroups:read"},
    "usergroups_users_list": {"usergroups:read"},
    "users_info": {"users:read", "users:read.email"},
    "users_list": {"users:read", "users:read.email"},
    "users_lookupByEmail": {"users:read.email"},
    "views_open": set(),
    "views_publish": set(),
    "views_push": set(),
    "views_update": set(),
}
SCOPES_OF_EVENTS = {
    "app_home_opened": set[str](),
    "app_mention": {"app_mentions:read"},
    "message": {"im:history"},
}

Take = Callable[[Callable[..., object]], None]


@dataclass
class Registrations:
    """Stands where Bolt's App stands, and remembers what the topics listen for."""

    events: set[str] = field(default_factory=set)
    commands: set[str] = field(default_factory=set)
    shortcuts: set[str] = field(default_factory=set)
    interactions: set[object] = field(default_factory=set)

    def error(self, _listener: Callable[..., object]) -> None:
        """Errors are Bolt's own: no manifest speaks of them."""

    def use(self, _middleware: Callable[..., object]) -> None:
        """Goes before every listener, and asks Slack for nothing."""

    def event(self, which: str | dict[str, str]) -> Take:
        return _heard(self.events, which if isinstance(which, str) else which["type"])

    def message(self, _words: object) -> Take:
        return _heard(self.events, "message")

    def command(self, name: str) -> Take:
        return _heard(self.commands, name)

    def shortcut(self, name: str) -> Take:
        return _heard(self.shortcuts, name)

    def action(self, which: object) -> Take:
        return _heard(self.interactions, which)

    def view(self, which: object) -> Take:
        return _heard(self.interactions, which)

    def options(self, which: object) -> Take:
        return _heard(self.interactions, which)


def _heard(kept: set[Any], name: object) -> Take:
    def take(listener: Callable[..., object]) -> None:
        # What asks for nothing can only ignore: Slack need not send that.
        if inspect.signature(listener).parameters:
            kept.add(name)

    return take


def _registered() -> Registrations:
    registered = Registrations()
    untouched: Any = None  # registering calls nothing
    services = Services(database=untouched, now=untouched, shown=untouched)
    register(cast("App", registered), services)
    return registered


def test_slack_sends_exactly_the_events_that_a_listener_takes() -> None:
    subscribed = MANIFEST["settings"]["event_subscriptions"]["bot_events"]

    assert {name.partition(".")[0] for name in subscribed} == _registered().events


def test_messages_are_heard_in_direct_messages_only() -> None:
    subscribed = MANIFEST["settings"]["event_subscriptions"]["bot_events"]

    assert [name for name in subscribed if name.startswith("message")] == ["message.im"]


def test_each_command_has_a_listener_and_each_listener_its_command() -> None:
    commands = MANIFEST["features"]["slash_commands"]

    assert {one["command"] for one in commands} == _registered().commands
    assert all(one["should_escape"] for one in commands)


def test_each_shortcut_has_a_listener_and_each_listener_its_shortcut() -> None:
    shortcuts = MANIFEST["features"]["shortcuts"]

    assert {one["callback_id"] for one in shortcuts} == _registered().shortcuts
    assert shortcuts == WORLD["shortcuts"]


def test_buttons_and_forms_reach_sammen() -> None:
    assert MANIFEST["settings"]["interactivity"]["is_enabled"] == bool(_registered().interactions)


def test_the_sandbox_has_the_same_commands() -> None:
    described = ("command", "description", "usage_hint")
    commands = MANIFEST["features"]["slash_commands"]

    assert [{name: one[name] for name in described} for one in commands] == WORLD["commands"]


def test_the_sandbox_grants_and_sends_the_same() -> None:
    assert set(WORLD["app"]["scopes"]) == SCOPES
    assert WORLD["app"]["events"] == MANIFEST["settings"]["event_subscriptions"]["bot_events"]


def test_every_scope_is_needed_and_every_need_has_its_scope() -> None:
    registered = _registered()
    needed = [SCOPES_OF_CALLS[name] for name in _calls()]
    needed += [SCOPES_OF_EVENTS[name] for name in registered.events]
    needed += [{"commands"} for _ in registered.commands]

    assert set().union(*needed) == SCOPES


def test_people_can_write_to_sammen() -> None:
    home = MANIFEST["features"]["app_home"]

    assert home["messages_tab_enabled"]
    assert not home["messages_tab_read_only_enabled"]


def _calls() -> set[str]:
    """The Web API methods that the code calls, by the client's names for them."""
    offered = {name for name in dir(WebClient) if "_" in name.strip("_")}
    trees = [
        ast.parse(path.read_text(encoding="utf-8"))
        for path in (ROOT / "handlers").glob("*.py")
        if "slack_sdk" in path.read_text(encoding="utf-8")
    ]
    return {
        node.func.attr
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    } & offered


def test_the_table_of_calls_names_no_call_that_is_not_made() -> None:
    assert _calls() == SCOPES_OF_CALLS.keys()
