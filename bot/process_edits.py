"""What facilitators change of a process in Slack: its texts, contacts and partners.

Milestones, meetings and documents have windows of their own.

Each entry is changed as a whole, by the rules of a process file. Who opened the form shows by a
mark of what stood there then, so that nobody writes over what another has saved meanwhile.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlmodel import Session

from bot.edit_history import EDITED, LISTED, Effect, What, fingerprint, note_edit, replaced_by
from bot.organisations import find_or_add
from bot.process_checks import Fault, Values, cleaned, faults_of
from bot.process_entries import columns_of, entry_of
from bot.process_keys import free_key
from models import Contact, Organisation, Party, Person, Process
from models.audit import latest_lines
from models.enums import OrganisationKind, Role
from models.organisations import find_organisation_named
from models.processes import contacts_of, every_contact, every_party, lock_process, parties_of

NEW = "-"  # instead of a key: the entry is to be added
Row = Contact | Party
_LOOKED_BACK = 200  # lines of the audit, for who was quicker


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """It was done."""

    what: What
    key: str
    name: str
    effect: Effect


@dataclass(frozen=True, slots=True)
class NothingNew:
    """It stood there just so: perhaps somebody pressed twice."""


@dataclass(frozen=True, slots=True)
class ChangedMeanwhile:
    """Somebody else has saved it since the form was opened. Nothing was done."""

    by: str


@dataclass(frozen=True, slots=True)
class Gone:
    """There is no such entry any more. Nothing was done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Faulty:
    """Nothing was done; each fault by the field that it is in."""

    faults: Mapping[str, Fault] = field(default_factory=dict)


Outcome = Saved | NothingNew | ChangedMeanwhile | Gone | Faulty


def save(
    session: Session,
    *,
    process_id: int,
    what: What,
    key: str,
    mark: str,
    values: Values,
    by: Person,
    now: datetime,
) -> Outcome:
    """Change the entry, or add it (key NEW). Twice is once."""
    process = lock_process(session, process_id=process_id)
    values = cleaned(values)
    parties = {its.key: its.name for _, its in parties_of(session, process_id=process_id)}
    faults = faults_of(what, values, key=key, is_new=key == NEW, parties=parties)
    if faults:
        return Faulty(faults=faults)
    if key == NEW:
        return _add(session, process, what, values, by=by, now=now)
    entry = entry_of(session, process=process, what=what, key=key)
    if entry is None:
        return Gone()
    if entry.values == values:
        return NothingNew()
    if entry.mark != mark:
        return ChangedMeanwhile(by=_editor(session, process_id=process_id, what=what, key=key))
    is_now = columns_of(what, values, parties)
    if what is What.TEXT:
        was: dict[str, Any] = {"text": process.texts.get(key)}
        texts = {name: text for name, text in process.texts.items() if name != key}
        process.texts = texts | ({key: is_now["text"]} if is_now["text"] else {})
    else:
        row = _row(session, process, what, key)
        was = {name: getattr(row, name) for name in is_now}
        _write(row, is_now, session=session)
    return _done(session, process, what, key, Effect.CHANGED, replaced_by(was, is_now), by, now)


def _add(
    session: Session, process: Process, what: What, values: Values, *, by: Person, now: datetime
) -> Outcome:
    parties = {its.key: its.name for _, its in parties_of(session, process_id=process.id)}
    columns = columns_of(what, values, parties)
    if what is What.CONTACT:
        name = str(values["name"])
        rows = {one.key: one for one in every_contact(session, process_id=process.id)}
        same = next((one for one in rows.values() if one.name.casefold() == name.casefold()), None)
        key = same.key if same else free_key(name, taken=rows)
        row: Row | None = same
        made: Row = Contact(
            process_id=process.id, key=key, position=_next(rows.values()), **columns
        )
    elif what is What.PARTY:
        organisation = _organisation(session, values, by=by, now=now)
        parties_now = {
            one.organisation_id: one for one in every_party(session, process_id=process.id)
        }
        key, row = organisation.key, parties_now.get(organisation.id)
        made = Party(
            process_id=process.id,
            organisation_id=organisation.id,
            position=_next(parties_now.values()),
            **columns,
        )
    else:
        return Gone()
    if row is None:
        session.add(made)
        effect, was = Effect.ADDED, {LISTED: fingerprint(False)}
    elif row.retired_at is None:
        is_same = all(getattr(row, name) == value for name, value in columns.items())
        return NothingNew() if is_same else Faulty(faults={"name": Fault.TAKEN})
    else:
        before = {name: getattr(row, name) for name in columns}
        was = {LISTED: fingerprint(False), **replaced_by(before, columns)}
        row.retired_at = None
        _write(row, columns, session=session)
        effect = Effect.RETURNED
    return _done(session, process, what, key, effect, was, by, now)


def retire(
    session: Session,
    *,
    process_id: int,
    what: What,
    key: str,
    mark: str,
    by: Person,
    now: datetime,
) -> Outcome:
    """Take the entry off the list. It returns as it was when it is added anew."""
    process = lock_process(session, process_id=process_id)
    entry = entry_of(session, process=process, what=what, key=key)
    if entry is None or what is What.TEXT:
        return Gone()
    if entry.mark != mark:
        return ChangedMeanwhile(by=_editor(session, process_id=process.id, what=what, key=key))
    if what is What.PARTY:
        # A file names at least one partner, and each contact stands under one.
        if len(parties_of(session, process_id=process.id)) == 1:
            return Faulty(faults={"retire": Fault.LAST})
        names = {one.organisation_name for one in contacts_of(session, process_id=process.id)}
        if entry.name in names:
            return Faulty(faults={"retire": Fault.HAS_CONTACTS})
    row = _row(session, process, what, key)
    row.retired_at = now
    session.add(row)
    was = {LISTED: fingerprint(True)}
    saved = _done(session, process, what, key, Effect.RETIRED, was, by, now)
    return replace(saved, name=entry.name)


def _done(
    session: Session,
    process: Process,
    what: What,
    key: str,
    effect: Effect,
    was: Mapping[str, str],
    by: Person,
    now: datetime,
) -> Saved:
    session.flush()
    note_edit(
        session,
        process=process,
        what=what,
        key=key,
        effect=effect,
        was=was,
        by=by,
        now=now,
        act=EDITED,
    )
    entry = entry_of(session, process=process, what=what, key=key)
    return Saved(what=what, key=key, name=entry.name if entry else "", effect=effect)


def _write(row: Row, columns: Mapping[str, Any], *, session: Session) -> None:
    for name, value in columns.items():
        setattr(row, name, value)
    session.add(row)


def _row(session: Session, process: Process, what: What, key: str) -> Row:
    rows: dict[str, Row] = {}
    if what is What.CONTACT:
        rows = {one.key: one for one in contacts_of(session, process_id=process.id)}
    else:
        rows = {its.key: one for one, its in parties_of(session, process_id=process.id)}
    return rows[key]


def _next(rows: Iterable[Contact | Party]) -> int:
    return max((one.position for one in rows), default=-1) + 1


def _organisation(session: Session, values: Values, *, by: Person, now: datetime) -> Organisation:
    """The organisation of that name; a new one is of the kind that was chosen."""
    name = str(values["name"])
    known = find_organisation_named(session, name=name)
    if known is not None:
        return known
    is_company = values["role"] == Role.MARKET_ACTOR
    made = find_or_add(session, name=name, is_company=is_company, by=by, now=now)
    made.kind = OrganisationKind(str(values["kind"]))
    session.add(made)
    session.flush()
    return made


def _editor(session: Session, *, process_id: int, what: What, key: str) -> str:
    """Who saved that entry last, by name; "" where a file did."""
    lines = latest_lines(session, process_id=process_id, acts=[EDITED], most=_LOOKED_BACK)
    return next(
        (
            name or ""
            for line, name in lines
            if (line.about["what"], line.about["key"]) == (what.value, key)
        ),
        "",
    )
