"""The commands for what a process is, as an operator meets them."""

import subprocess
import sys
from pathlib import Path

import pytest
from sqlmodel import Session, select

from models import Membership, Organisation, OrganisationDomain, Person, Process
from models.enums import OrganisationKind, Role
from tests.operator_at_work import KEY, PLACE, PROCESS_FILE, ROOT, run


def test_checking_a_process_file_loads_neither_database_nor_slack() -> None:
    code = (
        "import sys, app; app.commands(['process', 'check', sys.argv[1]], standalone_mode=False);"
        "print(*sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(PROCESS_FILE)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )

    loaded = {name.partition(".")[0] for name in done.stdout.split()}

    assert loaded.isdisjoint({"sqlmodel", "sqlalchemy", "slack_bolt", "slack_sdk", "apscheduler"})


def test_a_faulty_process_file_is_told_line_by_line(tmp_path: Path) -> None:
    file = tmp_path / "faulty.yaml"
    file.write_text("key: Wrong Key\n")

    done = run("process", "check", str(file))

    assert done.exit_code == 1
    assert f"{file}:1: key:" in done.output


def test_loading_shows_the_plan_and_asks(session: Session) -> None:
    refused = run("process", "load", str(PROCESS_FILE), typed="n\n")
    nothing = session.exec(select(Process)).all()
    session.rollback()
    agreed = run("process", "load", str(PROCESS_FILE), typed="y\n")

    assert f"+ process {KEY}" in refused.output
    assert (refused.exit_code, nothing) == (1, [])
    assert (agreed.exit_code, session.exec(select(Process)).one().key) == (0, KEY)


def test_loading_the_same_file_again_changes_nothing() -> None:
    run("process", "load", str(PROCESS_FILE), "--yes")

    again = run("process", "load", str(PROCESS_FILE), "--yes")

    assert again.output == "Nothing to change.\n"


def test_an_export_is_a_process_file_whose_load_changes_nothing(tmp_path: Path) -> None:
    run("process", "load", str(PROCESS_FILE), "--yes")
    file = tmp_path / "exported.yaml"

    done = run("process", "export", KEY, "--file", str(file))
    printed = run("process", "export", KEY)

    assert done.output == f"{KEY} is written to {file}.\n"
    assert printed.stdout == file.read_text(encoding="utf-8")
    assert run("process", "check", str(file)).exit_code == 0
    assert run("process", "load", str(file), "--yes").output == "Nothing to change.\n"


def test_exporting_a_process_that_is_not_there_says_what_to_do(tmp_path: Path) -> None:
    done = run("process", "export", "nothing", "--file", str(tmp_path / "x.yaml"))

    assert done.exit_code == 1
    assert "There is no process nothing." in done.output
    assert list(tmp_path.glob("*.yaml")) == []


def test_what_no_file_may_say_is_not_written(session: Session, tmp_path: Path) -> None:
    run("process", "load", str(PROCESS_FILE), "--yes")
    process = session.exec(select(Process)).one()
    process.texts = {**process.texts, "method": {"da": "x" * 3000, "en": "x"}}
    session.commit()

    done = run("process", "export", KEY, "--file", str(tmp_path / "x.yaml"))

    assert done.exit_code == 1
    assert "texts.method.da: 3000 characters, at most 2500" in done.output
    assert list(tmp_path.glob("*.yaml")) == []


def test_the_directory_holds_the_98_municipalities(session: Session) -> None:
    done = run("directory", "load")

    assert done.exit_code == 0
    kinds = [one.kind for one in session.exec(select(Organisation))]
    assert kinds.count(OrganisationKind.MUNICIPALITY) == 98


@pytest.mark.usefixtures("tokens")
def test_connecting_a_process_makes_its_facilitators(session: Session) -> None:
    run("process", "load", str(PROCESS_FILE), "--yes")

    done = run("process", "connect", KEY, *PLACE)
    run("process", "connect", KEY, *PLACE)

    assert f"{KEY} lives in C0PROCES, led by Anne Holm, Karl Toft." in done.output
    process = session.exec(select(Process)).one()
    assert (process.team_id, process.facilitators_channel) == ("T0SAMMEN", "G0LEDERE")
    assert [person.name for person in session.exec(select(Person))] == ["Anne Holm", "Karl Toft"]
    assert {one.role for one in session.exec(select(Membership))} == {Role.FACILITATOR}


@pytest.mark.usefixtures("tokens")
def test_connecting_a_process_that_is_not_there_says_what_to_do() -> None:
    done = run("process", "connect", "nothing", *PLACE)

    assert done.exit_code == 1
    assert "There is no process nothing. `sammen process load` puts one there." in done.output


def test_a_domain_is_the_organisation_s_from_then_on(session: Session) -> None:
    run("directory", "load")

    done = run("organisation", "domain", "aalborg", "Aalborg.Example")

    assert done.exit_code == 0
    found = session.get_one(OrganisationDomain, "aalborg.example")
    assert session.get_one(Organisation, found.organisation_id).key == "aalborg"


@pytest.mark.parametrize(
    ("key", "domain", "told"),
    [
        ("nowhere", "nowhere.example", "There is no organisation nowhere."),
        ("aalborg", "gmail.com", "Anybody can have an address at gmail.com"),
        ("aalborg", "mette@aalborg.dk", "is no e-mail domain"),
        ("aalborg", "odense.dk", "belongs to another organisation already"),
    ],
)
def test_a_domain_that_would_let_strangers_in_is_refused(key: str, domain: str, told: str) -> None:
    run("directory", "load")

    done = run("organisation", "domain", key, domain)

    assert done.exit_code == 1
    assert told in done.output
