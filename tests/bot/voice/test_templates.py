"""Every moment and every label exists in Danish and in English, with the same parts and facts."""

import re
from pathlib import Path

import pytest
from jinja2 import nodes
from jinja2.meta import find_undeclared_variables

from bot.conversation.questions import Language
from bot.voice.speak import TEMPLATES, environment, every_label, parts

FLOORS = Path(__file__).parents[3]
MOMENTS = sorted({path.name.partition(".")[0] for path in TEMPLATES.glob("*.j2")})
TITLES = (".title", ".submit", ".close")


def facts(moment: str, language: Language) -> dict[str, set[str]]:
    """Which facts each part of a moment asks for."""
    source = (TEMPLATES / f"{moment}.{language}.j2").read_text(encoding="utf-8")
    found: dict[str, set[str]] = {}
    for block in environment().parse(source).find_all(nodes.Block):
        alone = nodes.Template(block.body, lineno=1)
        alone.set_environment(environment())
        found[block.name] = find_undeclared_variables(alone)
    return found


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_moment_has_the_same_parts_and_facts_in_both_languages(moment: str) -> None:
    danish, english = facts(moment, Language.DANISH), facts(moment, Language.ENGLISH)

    assert danish == english
    assert set(danish) == set(parts(moment, Language.DANISH))


@pytest.mark.parametrize("path", sorted(TEMPLATES.glob("*.j2")), ids=lambda path: path.name)
def test_nothing_stands_outside_the_parts_of_a_moment(path: Path) -> None:
    tree = environment().parse(path.read_text(encoding="utf-8"))

    outside = [one for one in tree.body if not isinstance(one, nodes.Block)]

    words = "".join(part.data for one in outside for part in one.find_all(nodes.TemplateData))
    assert words.strip() == ""


def test_every_moment_has_both_languages_and_no_third() -> None:
    files = {path.name for path in TEMPLATES.glob("*.j2")}

    assert files == {f"{moment}.{language}.j2" for moment in MOMENTS for language in Language}


def test_every_label_is_in_both_languages() -> None:
    languages = {one.value for one in Language}

    assert [key for key, words in every_label().items() if set(words) != languages] == []
    assert [key for key, words in every_label().items() if not all(words.values())] == []


def test_every_label_is_short_enough_for_slack() -> None:
    limits = {key: 24 if key.endswith(TITLES) else 75 for key in every_label()}

    too_long = {
        key: words
        for key, words in every_label().items()
        if max(map(len, words.values())) > limits[key]
    }

    assert too_long == {}


def test_no_label_stands_in_two_files() -> None:
    keys = [
        line.partition(":")[0]
        for path in TEMPLATES.glob("labels.*.yaml")
        for line in path.read_text(encoding="utf-8").splitlines()
        if re.match(r"[a-z]", line)
    ]

    assert sorted(keys) == sorted(set(keys))


def test_nothing_is_worded_that_nobody_says() -> None:
    code = "".join(
        path.read_text(encoding="utf-8")
        for floor in ("bot", "handlers")
        for path in (FLOORS / floor).rglob("*.py")
    )
    said = set(re.findall(r"[\"']([a-z_]+)[\"']", code))
    # Parts and labels whose names are put together: what may be put before or after.
    made = {"text"} | {f"{one}_text" for one in said} | {f"card_{one}" for one in said}
    made |= {f"card_{one}_text" for one in said} | {f"{one}_subject" for one in said}

    unsaid = {
        f"{moment}.{part}"
        for moment in MOMENTS
        for part in parts(moment, Language.DANISH)
        if part not in said | made
    }

    assert unsaid == set()
