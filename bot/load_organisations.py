"""Organisations and their mail domains, from the directory and from the parties of a process.

Only adds and corrects. A domain is never taken from an organisation here: facilitators add some too.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, select

from bot.directory import OrganisationEntry
from bot.load_columns import Columns
from bot.load_plan import Change, Effect, LoadPlan, field_changes
from models.enums import OrganisationKind
from models.organisations import (
    Organisation,
    OrganisationDomain,
    all_organisations,
    remember_domain,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationLoad:
    """What is to be written, and the same as changes for people to read."""

    new: tuple[tuple[str, Columns], ...]
    corrected: tuple[tuple[Organisation, Columns], ...]
    domains: tuple[tuple[str, str], ...]  # organisation's key, domain
    changes: tuple[Change, ...]
    notes: tuple[str, ...]


def plan_directory(session: Session, *, entries: Iterable[OrganisationEntry]) -> LoadPlan:
    """What `load_directory` would do now. Changes nothing."""
    load = compare_organisations(session, entries=entries)
    return LoadPlan(changes=load.changes, notes=load.notes)


def load_directory(
    session: Session, *, entries: Iterable[OrganisationEntry], now: datetime
) -> LoadPlan:
    """Adds and corrects the organisations; says what it did. A second time it does nothing."""
    load = compare_organisations(session, entries=entries)
    write_organisations(session, load=load, now=now)
    return LoadPlan(changes=load.changes, notes=load.notes)


def compare_organisations(
    session: Session, *, entries: Iterable[OrganisationEntry]
) -> OrganisationLoad:
    """The entries against the rows."""
    rows = {row.key: row for row in all_organisations(session)}
    keys = {row.id: row.key for row in rows.values()}
    owners = {
        row.domain: keys[row.organisation_id] for row in session.exec(select(OrganisationDomain))
    }
    new: list[tuple[str, Columns]] = []
    corrected: list[tuple[Organisation, Columns]] = []
    domains: list[tuple[str, str]] = []
    changes: list[Change] = []
    notes: list[str] = []
    for entry in entries:
        columns = _columns(entry)
        row = rows.get(entry.key)
        if row is None:
            new.append((entry.key, columns))
            changes.append(Change(kind="organisation", key=entry.key, effect=Effect.ADDED))
        elif fields := _corrections(row, columns):
            corrected.append((row, {name: columns[name] for name in fields}))
            change = field_changes({name: getattr(row, name) for name in fields}, fields)
            changes.append(
                Change(kind="organisation", key=entry.key, effect=Effect.CHANGED, fields=change)
            )
        for domain in entry.domains:
            owner = owners.setdefault(domain, "")
            if not owner:
                owners[domain] = entry.key
                domains.append((entry.key, domain))
                changes.append(
                    Change(kind="domain", key=f"{domain} of {entry.key}", effect=Effect.ADDED)
                )
            elif owner != entry.key:
                notes.append(f"{domain} stays with {owner}, not {entry.key}")
    return OrganisationLoad(
        new=tuple(new),
        corrected=tuple(corrected),
        domains=tuple(domains),
        changes=tuple(changes),
        notes=tuple(notes),
    )


def _columns(entry: OrganisationEntry) -> Columns:
    return {
        "name": entry.name,
        "kind": OrganisationKind(entry.kind),
        "code": entry.code,
        "region": entry.region,
    }


def _corrections(row: Organisation, columns: Columns) -> Columns:
    # The directory knows codes; a process file does not, and so does not overrule the directory.
    if row.code is not None and columns["code"] is None:
        return {}
    return {name: value for name, value in columns.items() if getattr(row, name) != value}


def write_organisations(session: Session, *, load: OrganisationLoad, now: datetime) -> None:
    """Writes what was compared."""
    for key, columns in load.new:
        session.add(Organisation(key=key, added_at=now, **columns))
    for row, columns in load.corrected:
        for name, value in columns.items():
            setattr(row, name, value)
        session.add(row)
    session.flush()
    ids = {row.key: row.merged_into_id or row.id for row in all_organisations(session)}
    for key, domain in load.domains:
        remember_domain(session, organisation_id=ids[key], domain=domain, now=now)
