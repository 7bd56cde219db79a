"""The rules of the house that neither a linter nor a type checker keeps."""

import ast
import fnmatch
import re
import subprocess
from functools import cache
from pathlib import Path

import pytest
from typer.testing import CliRunner

import app
from bot.conversation.questions import Chosen
from models import Database, Person
from models.enums import Role
from tests.gathering import TENDERS, Gathering

ROOT = Path(__file__).parents[1]
LONGEST = 350  # lines; at 250 look again
PACKAGES = (
    *("bot", "bot/calendar", "bot/conversation", "bot/requests", "bot/voice"),
    *("handlers", "models", "schedules", "sandbox"),
)
TOP = {
    *("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE", "docs"),
    *("Makefile", "Procfile", "pyproject.toml", "requirements.lock", "manifest.yaml"),
    *(".env.example", ".gitignore", ".ci", "app.py"),
    *("operating.py", "process_commands.py"),
    *("bot", "handlers", "models", "schedules", "sandbox", "processes", "tests", "benchmarks"),
}
DOCUMENTS = (
    "README.md",
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "docs/slack.md",
    "docs/mail.md",
)
# A folder of ours and what is in it; <moment> and * stand for whatever is there.
PATH = re.compile(r"(?:bot|handlers|models|schedules|sandbox|processes|tests|docs)/[\w./*<>-]*")


@cache
def tracked() -> tuple[Path, ...]:
    """The files of the repository."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return tuple(Path(name) for name in listed.stdout.split("\0") if name)


def read(name: str | Path) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_no_file_of_code_is_too_long() -> None:
    lengths = {
        str(path): len(read(path).splitlines())
        for path in tracked()
        if path.suffix in {".py", ".js", ".css", ".html", ".j2"} and path.parent.name != "versions"
    }

    assert {name: lines for name, lines in lengths.items() if lines > LONGEST} == {}


def test_everything_at_the_top_has_been_thought_of() -> None:
    assert {path.parts[0] for path in tracked()} <= TOP


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_opens_with_a_map_of_itself(package: str) -> None:
    said = ast.get_docstring(ast.parse(read(f"{package}/__init__.py"))) or ""
    named = set(re.findall(r"[a-z_*]+(?:\.py\b|/)", said))
    inside = tracked_in(package)

    assert {one for one in named if not fnmatch.filter(inside, one)} == set()
    assert {one for one in inside if not any(fnmatch.fnmatch(one, name) for name in named)} == set()


def tracked_in(package: str) -> set[str]:
    """The names of its modules, and of the folders in it with a slash."""
    below = [path.relative_to(package) for path in tracked() if path.is_relative_to(package)]
    modules = {path.name for path in below if len(path.parts) == 1 and path.suffix == ".py"}
    folders = {f"{path.parts[0]}/" for path in below if len(path.parts) > 1}
    return (modules | folders) - {"__init__.py"}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_link_leads_somewhere(document: str) -> None:
    links = re.findall(r"\]\(([^)#:\s]+)(?:#[^)\s]*)?\)", read(document))

    assert [one for one in links if not (ROOT / document).parent.joinpath(one).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_path_in_a_document_is_there(document: str) -> None:
    quoted = re.findall(r"`([^`\n]+)`", read(document))
    paths = {path.rstrip(".") for words in quoted for path in PATH.findall(words)}

    assert {path for path in paths if not any(ROOT.glob(re.sub(r"<\w+>", "*", path)))} == set()


def test_every_button_has_its_listener() -> None:
    heard, shown = _acts("handlers"), _acts("bot/voice")
    topics = {act.partition(".")[0] for act in heard}

    assert {act for act in shown if act.partition(".")[0] in topics} <= heard


def _acts(folder: str) -> set[str]:
    """Every `topic.act` that is written there, except where only its label is meant."""
    acts: set[str] = set()
    for path in (ROOT / folder).glob("*.py"):
        nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
        labels = {
            id(node.args[0])
            for node in nodes
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
            if node.func.id == "label" and node.args
        }
        written = {
            str(node.value)
            for node in nodes
            if isinstance(node, ast.Constant) and id(node) not in labels
        }
        found = (re.fullmatch(r"([a-z]+\.[a-z_]+)(?::.*)?", words) for words in written)
        acts |= {match[1] for match in found if match}
    return acts


def test_a_person_can_be_removed_as_the_documents_say(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    with database.write() as session:
        gathering = Gathering(session)
        gathering.member("Anne Holm", role=Role.FACILITATOR)
        gathering.member("Mette Friis", "Aalborg Kommune")
        gathering.answers("Aalborg Kommune", {TENDERS.key: Chosen(("yes",))}, by="Mette Friis")
        mette = gathering.people["Mette Friis"]
        mette.email = mette.slack_email = "mette.friis@aalborg.example"
    listed = re.search(r"```sh\n(sammen forget .+?)\n```", read("docs/slack.md"))
    assert listed
    typed = listed[1].replace("U0123", mette.slack_id).split()[1:]
    monkeypatch.setenv("DATABASE_URL", database.engine.url.render_as_string(hide_password=False))

    outcome = CliRunner().invoke(app.commands, [*typed, "--yes"])

    assert outcome.exit_code == 0, outcome.output
    with database.read() as session:
        left = session.get_one(Person, mette.id)
        assert (left.name, left.email, left.slack_email) == ("Slettet", None, None)
        assert left.slack_id == f"deleted-{mette.id}"
