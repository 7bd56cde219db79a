"""The directory of organisations in the database: added once, corrected, never taken away."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from sqlmodel import Session

import processes
from bot.content import read_process
from bot.directory import OrganisationEntry, read_directory
from bot.load_organisations import load_directory, plan_directory
from bot.load_plan import describe_plan
from bot.loading import apply_load, plan_load
from models.organisations import (
    all_organisations,
    find_organisation,
    organisation_of_domain,
    remember_domain,
)

FOLDER = Path(processes.__file__).parent

NORTH = OrganisationEntry(
    key="region-nordjylland",
    name="Region Nordjylland",
    kind="region",
    code="1081",
    region=None,
    domains=("rn.dk",),
)
AALBORG = OrganisationEntry(
    key="aalborg",
    name="Aalborg Kommune",
    kind="municipality",
    code="851",
    region="region-nordjylland",
    domains=("aalborg.dk",),
)


@pytest.fixture
def whole() -> tuple[OrganisationEntry, ...]:
    path = FOLDER / "directory" / "offentlige-organisationer.yaml"
    return read_directory(path.read_text(encoding="utf-8"), name=path.name)


def test_the_directory_is_loaded_once(
    session: Session, whole: tuple[OrganisationEntry, ...], now: datetime
) -> None:
    first = load_directory(session, entries=whole, now=now)
    second = load_directory(session, entries=whole, now=now)

    assert len(first.changes) == 103 + sum(len(entry.domains) for entry in whole)
    assert second.is_empty
    assert len(all_organisations(session)) == 103
    owner = organisation_of_domain(session, domain="kk.dk")
    assert owner is not None
    assert (owner.name, owner.code) == ("Københavns Kommune", "101")


def test_a_corrected_name_and_a_new_domain_are_told(session: Session, now: datetime) -> None:
    load_directory(session, entries=[NORTH, AALBORG], now=now)
    renamed = replace(AALBORG, name="Aalborg", domains=("aalborg.dk", "aalborg.example"))

    plan = plan_directory(session, entries=[NORTH, renamed])
    load_directory(session, entries=[NORTH, renamed], now=now)

    assert describe_plan(plan) == [
        "~ organisation aalborg: name: Aalborg Kommune -> Aalborg",
        "+ domain aalborg.example of aalborg",
    ]
    assert plan_directory(session, entries=[NORTH, renamed]).is_empty


def test_a_domain_stays_with_the_organisation_that_has_it(session: Session, now: datetime) -> None:
    load_directory(session, entries=[NORTH], now=now)
    north = find_organisation(session, key=NORTH.key)
    assert north is not None
    remember_domain(session, organisation_id=north.id, domain="aalborg.dk", now=now)

    done = load_directory(session, entries=[NORTH, AALBORG], now=now)

    assert describe_plan(done) == [
        "+ organisation aalborg",
        "  note: aalborg.dk stays with region-nordjylland, not aalborg",
    ]
    assert organisation_of_domain(session, domain="aalborg.dk") == north


@pytest.mark.parametrize("directory_first", [True, False], ids=["before", "after"])
def test_directory_and_process_file_leave_each_other_in_peace(
    session: Session,
    whole: tuple[OrganisationEntry, ...],
    now: datetime,
    directory_first: bool,
) -> None:
    path = FOLDER / "emissionsfrie-arbejdsmaskiner.yaml"
    file = read_process(path.read_text(encoding="utf-8"), name=path.name)
    if directory_first:
        load_directory(session, entries=whole, now=now)
    apply_load(session, process_file=file, now=now)
    load_directory(session, entries=whole, now=now)

    assert describe_plan(plan_load(session, process_file=file)) == []
    assert describe_plan(plan_directory(session, entries=whole)) == []
    assert len(all_organisations(session)) == 103 + 4
