"""The world of the sandbox, and that it grants the app what its manifest asks for and no more."""

from pathlib import Path
from typing import Any

import yaml

from sandbox.world import load_world

MANIFEST = Path(__file__).parents[2] / "manifest.yaml"


def manifest() -> dict[str, Any]:
    told: dict[str, Any] = yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))
    return told


def test_scopes_and_events_are_those_of_the_manifest() -> None:
    app = load_world().app

    assert app.scopes == set(manifest()["oauth_config"]["scopes"]["bot"])
    assert app.events == set(manifest()["settings"]["event_subscriptions"]["bot_events"])


def test_commands_and_shortcuts_are_those_of_the_manifest() -> None:
    world = load_world()
    features = manifest()["features"]

    commands = [(one.command, one.description, one.usage_hint) for one in world.commands]
    assert commands == [
        (one["command"], one["description"], one["usage_hint"])
        for one in features["slash_commands"]
    ]
    assert [(one.type, one.callback_id, one.name) for one in world.shortcuts] == [
        (one["type"], one["callback_id"], one["name"]) for one in features.get("shortcuts", [])
    ]


def test_everybody_in_it_is_fictional() -> None:
    world = load_world()

    assert all(person.email.endswith(".example") for person in world.personas.values())
    assert len(world.personas) == 7


def test_the_bot_is_in_its_channels_and_in_everybodys_direct_message() -> None:
    world = load_world()

    with_bot = [channel.id for channel in world.channels if "U0BOT" in channel.members]
    assert with_bot == ["C0PROCES", "G0LEDERE"]
    assert [person.im for person in world.personas.values()][:2] == ["D0METTE", "D0JONAS"]
