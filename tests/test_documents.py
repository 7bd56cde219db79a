"""The documents name what there is: no setting and no command is left out."""

import re
from pathlib import Path

import pytest
import typer

import app
from bot.settings import Settings

ROOT = Path(__file__).parents[1]
VARIABLES = [name.upper() for name in Settings.model_fields]


def every_command() -> list[str]:
    """Each command as it is typed: "sammen process load"."""
    group = typer.main.get_group(app.commands)
    typed: list[str] = []
    for name, command in group.commands.items():
        inner = getattr(command, "commands", None)
        typed += [f"sammen {name} {one}" for one in inner] if inner else [f"sammen {name}"]
    return typed


@pytest.mark.parametrize("variable", VARIABLES)
@pytest.mark.parametrize("document", [".env.example", "README.md"])
def test_every_setting_is_documented(document: str, variable: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")

    assert re.search(rf"\b{variable}\b", text), f"{variable} is missing in {document}"


def test_the_example_names_no_setting_that_does_not_exist() -> None:
    text = (ROOT / ".env.example").read_text(encoding="utf-8")

    assert set(re.findall(r"^#? ?([A-Z_]+)=", text, re.MULTILINE)) == set(VARIABLES)


def test_the_example_shows_each_setting_s_own_value() -> None:
    text = (ROOT / ".env.example").read_text(encoding="utf-8")
    shown = dict(re.findall(r"^([A-Z_]+)=(.+)$", text, re.MULTILINE))

    defaults = {name.upper(): str(field.default) for name, field in Settings.model_fields.items()}
    assert shown == {name: defaults[name] for name in shown}


@pytest.mark.parametrize("command", every_command())
def test_every_command_is_in_the_readme(command: str) -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")

    assert command in text


def test_every_setting_says_what_it_is_for() -> None:
    silent = [name for name, field in Settings.model_fields.items() if not field.description]

    assert silent == []


def test_every_target_of_the_makefile_says_what_it_is_for() -> None:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.search(r"^\.PHONY: (.+)$", text, re.MULTILINE)
    assert targets is not None

    explained = set(re.findall(r"^(\w+):.* ## \S", text, re.MULTILINE))

    assert set(targets.group(1).split()) == explained
