"""The log: which acts there are, what they were about by name, and how one reads on."""

import ast
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import Session

from bot.audit import (
    KINDS,
    Kind,
    LogPage,
    Wanted,
    log_page,
    newest_acts,
    note_log_export,
    note_look,
    whole_log,
)
from bot.conversation.questions import Language
from bot.memberships import move
from bot.milestone_changes import Wish, change
from models import Process
from models.enums import MilestoneState, Role
from models.milestones import milestones_of
from tests.announcing import confirmed, draft
from tests.builders import (
    ANNE,
    KARL,
    METTE,
    add_member,
    add_person,
    load_process,
    membership_of,
    organisation_of,
)

ROOT = Path(__file__).parents[2]
FLOORS = ("bot", "handlers", "models", "schedules")


@pytest.fixture
def process(session: Session, now: datetime) -> Process:
    return load_process(session, now=now)


def test_each_line_has_the_names_of_what_it_was_about(
    session: Session, process: Process, now: datetime
) -> None:
    add_member(session, process, METTE, now=now)
    anne = add_person(session, ANNE, now=now)
    move(
        session,
        membership_id=membership_of(session, process, METTE).id,
        organisation_id=organisation_of(session, "koebenhavn").id,
        by=anne,
        now=now,
    )
    milestone = milestones_of(session, process_id=process.id)[0]
    change(session, milestone=milestone, wish=Wish(announce_days=9), by=anne, now=now)

    page = log_page(session, process_id=process.id, wanted=Wanted(), language=Language.ENGLISH)

    assert [(one.act, one.by, one.person, one.former, one.organisation) for one in page.lines] == [
        ("milestones.change", "Anne Holm", "", "", ""),
        ("members.move", "Anne Holm", "Mette Friis", "Aalborg Kommune", "Københavns Kommune"),
        ("process.connect", "", "", "", ""),
        ("process.load", "", "", "", ""),
    ]
    assert page.lines[0].thing == milestone.title["en"]


def test_an_announcement_is_known_again_by_how_it_begins(
    session: Session, process: Process, now: datetime
) -> None:
    add_member(session, process, METTE, now=now)
    words = {"da": "Husk at svare.\n" + "Det haster. " * 9, "en": ""}
    confirmed(session, process, draft(text=words), now=now)

    newest, *_ = log_page(
        session, process_id=process.id, wanted=Wanted(), language=Language.ENGLISH
    ).lines

    assert newest.act == "announcements.send"
    assert newest.thing == "Husk at svare. Det haster. Det haster. Det haster…"


def test_one_reads_on_until_the_first_line_without_missing_or_repeating_any(
    session: Session, process: Process, now: datetime
) -> None:
    anne = add_person(session, ANNE, now=now)
    for hour in range(7):
        at = now + timedelta(hours=hour)
        note_look(session, process_id=process.id, person_id=anne.id, act="summaries.look", now=at)
    session.flush()

    pages = list(_pages(session, process))

    assert [len(page.lines) for page in pages] == [4, 4, 1]
    ids = [line.id for page in pages for line in page.lines]
    assert ids == sorted(ids, reverse=True)
    whole = whole_log(session, process_id=process.id, wanted=Wanted(), language=Language.DANISH)
    assert [line.id for line in whole] == ids


def _pages(session: Session, process: Process) -> Iterator[LogPage]:
    wanted = Wanted()
    while True:
        page = log_page(
            session, process_id=process.id, wanted=wanted, language=Language.DANISH, most=4
        )
        yield page
        if page.older is None:
            return
        wanted = Wanted(before=page.older)


def test_one_can_keep_to_a_person_and_a_kind(
    session: Session, process: Process, now: datetime
) -> None:
    anne, karl = (add_person(session, one, now=now) for one in (ANNE, KARL))
    for person in (anne, karl):
        person_id = person.id
        note_look(
            session, process_id=process.id, person_id=person_id, act="summaries.look", now=now
        )
        note_log_export(
            session, process_id=process.id, person_id=person_id, wanted=Wanted(), now=now
        )
    session.flush()

    def acts(wanted: Wanted) -> list[tuple[str, str]]:
        page = log_page(session, process_id=process.id, wanted=wanted, language=Language.DANISH)
        return [(line.by, line.act) for line in page.lines]

    assert acts(Wanted(kind=Kind.EXPORTED)) == [
        ("Karl Toft", "audit.export"),
        ("Anne Holm", "audit.export"),
    ]
    assert acts(Wanted(kind=Kind.SEEN, person_id=anne.id)) == [("Anne Holm", "summaries.look")]


def test_home_tells_of_what_was_done_and_not_of_who_looked(
    session: Session, process: Process, now: datetime
) -> None:
    anne = add_person(session, ANNE, now=now)
    note_log_export(session, process_id=process.id, person_id=anne.id, wanted=Wanted(), now=now)
    note_look(session, process_id=process.id, person_id=anne.id, act="summaries.look", now=now)
    session.flush()

    newest = newest_acts(session, process_id=process.id, language=Language.DANISH)

    assert [line.act for line in newest] == ["audit.export", "process.connect", "process.load"]


def test_another_process_has_a_log_of_its_own(
    session: Session, process: Process, now: datetime
) -> None:
    anne = add_person(session, ANNE, now=now)
    note_look(session, process_id=process.id, person_id=anne.id, act="summaries.look", now=now)
    session.flush()

    page = log_page(session, process_id=process.id + 1, wanted=Wanted(), language=Language.DANISH)

    assert page == LogPage(lines=(), older=None)


def test_a_state_that_a_milestone_was_given_has_no_date_to_tell(
    session: Session, process: Process, now: datetime
) -> None:
    anne = add_person(session, ANNE, now=now)
    milestone = milestones_of(session, process_id=process.id)[0]
    wish = Wish(state=MilestoneState.DROPPED)
    change(session, milestone=milestone, wish=wish, by=anne, now=now)

    line = log_page(
        session, process_id=process.id, wanted=Wanted(), language=Language.DANISH
    ).lines[0]

    assert line.about["now"] == {"state": "dropped"}
    assert Role.FACILITATOR is membership_of(session, process, ANNE).role


def test_every_act_that_is_written_anywhere_is_known_to_the_log() -> None:
    written = _Written()

    assert written.acts() == set(KINDS)


class _Written:
    """Every act that the code gives an AuditLine: found where it stands, and where it is handed in."""

    def __init__(self) -> None:
        self._trees = {
            path: ast.parse(path.read_text(encoding="utf-8"))
            for floor in FLOORS
            for path in (ROOT / floor).rglob("*.py")
            if "migrations" not in path.parts
        }
        self._constants = {
            target.id: value.value
            for tree in self._trees.values()
            for names, values in _assignments(tree)
            for target, value in zip(names, values, strict=False)
            if isinstance(target, ast.Name)
            and isinstance(value, ast.Constant)
            and isinstance(value.value, str)
            and "." in value.value
        }

    def acts(self) -> set[str]:
        found: set[str] = set()
        for tree in self._trees.values():
            for function in _functions(tree):
                for call in _calls(function, "AuditLine"):
                    act = next(one.value for one in call.keywords if one.arg == "act")
                    found |= self._values(act, function)
        return found

    def _values(self, node: ast.expr, function: ast.FunctionDef) -> set[str]:
        match node:
            case ast.Constant():
                return {str(node.value)}
            case ast.IfExp():
                return self._values(node.body, function) | self._values(node.orelse, function)
            case ast.JoinedStr(values=[ast.Constant() as before, ast.FormattedValue() as filled]):
                return {str(before.value) + one for one in self._values(filled.value, function)}
            case ast.Name():
                return self._named(node.id, function)
        raise AssertionError(f"which act is {ast.unparse(node)}, in {function.name}?")

    def _named(self, name: str, function: ast.FunctionDef) -> set[str]:
        arguments = [one.arg for one in (*function.args.args, *function.args.kwonlyargs)]
        if name in arguments:
            return self._handed_in(name, arguments.index(name), function)
        given = [
            value
            for names, values in _assignments(function)
            for target, value in zip(names, values, strict=False)
            if isinstance(target, ast.Name) and target.id == name
        ]
        if given:
            return set().union(*(self._values(one, function) for one in given))
        return {self._constants[name]}

    def _handed_in(self, name: str, place: int, function: ast.FunctionDef) -> set[str]:
        """What callers give: in the same file for a private one, anywhere for another."""
        home = next(tree for tree in self._trees.values() if function in ast.walk(tree))
        is_private = function.name.startswith("_")
        found: set[str] = set()
        for tree in [home] if is_private else self._trees.values():
            if tree is not home and not _imports(tree, function.name, self._module(home)):
                continue
            for caller in _functions(tree):
                for call in _calls(caller, function.name):
                    by_name = [one.value for one in call.keywords if one.arg == name]
                    found |= self._values([*call.args[place : place + 1], *by_name][0], caller)
        return found

    def _module(self, wanted: ast.Module) -> str:
        path = next(path for path, tree in self._trees.items() if tree is wanted)
        return ".".join(path.relative_to(ROOT).with_suffix("").parts)


def _assignments(tree: ast.AST) -> Iterator[tuple[list[ast.expr], list[ast.expr]]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                    yield target.elts, node.value.elts
                else:
                    yield [target], [node.value]


def _functions(tree: ast.AST) -> Iterator[ast.FunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def _calls(function: ast.FunctionDef, name: str) -> Iterator[ast.Call]:
    return (
        node
        for node in ast.walk(function)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name
    )


def _imports(tree: ast.Module, name: str, module: str) -> bool:
    return any(
        isinstance(node, ast.ImportFrom)
        and node.module == module
        and any(one.name == name for one in node.names)
        for node in ast.walk(tree)
    )
