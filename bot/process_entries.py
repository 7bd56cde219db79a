"""What facilitators can change of a process, each entry with its values as a form shows them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from bot.content import TEXTS
from bot.edit_history import What, fingerprint
from bot.process_checks import Values
from models import Contact, Organisation, Party, Process
from models.enums import Role
from models.processes import contacts_of, parties_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing that can be changed, as it stands. `mark` tells it from what it becomes."""

    what: What
    key: str
    name: str
    values: Values
    mark: str


def entries_of(session: Session, *, process: Process, what: What) -> list[Entry]:
    """All of one sort, in the order of the file."""
    match what:
        case What.TEXT:
            return [_text(process, key) for key in TEXTS]
        case What.CONTACT:
            rows = contacts_of(session, process_id=process.id)
            return [_contact(session, row, process=process) for row in rows]
        case _:
            return [_party(row, its) for row, its in parties_of(session, process_id=process.id)]


def entry_of(session: Session, *, process: Process, what: What, key: str) -> Entry | None:
    """The one with that key."""
    entries = entries_of(session, process=process, what=what)
    return next((one for one in entries if one.key == key), None)


def _text(process: Process, key: str) -> Entry:
    words = process.texts.get(key, {"da": "", "en": ""})
    values: Values = {"da": words["da"], "en": words["en"]}
    return Entry(what=What.TEXT, key=key, name=key, values=values, mark=fingerprint(values))


def _contact(session: Session, row: Contact, *, process: Process) -> Entry:
    parties = {its.name: its.key for _, its in parties_of(session, process_id=process.id)}
    values: Values = {
        "name": row.name,
        "title_da": row.title["da"],
        "title_en": row.title["en"],
        "organisation": parties.get(row.organisation_name, ""),
        "email": row.email or "",
        "phone": row.phone or "",
    }
    return _entry(What.CONTACT, row.key, row.name, values)


def _party(row: Party, organisation: Organisation) -> Entry:
    values: Values = {
        "role": row.role.value,
        "da": row.contribution["da"],
        "en": row.contribution["en"],
    }
    return _entry(What.PARTY, organisation.key, organisation.name, values)


def _entry(what: What, key: str, name: str, values: Values) -> Entry:
    return Entry(what=what, key=key, name=name, values=values, mark=fingerprint(values))


def columns_of(what: What, values: Values, parties: Mapping[str, str]) -> dict[str, Any]:
    """The columns that a process file would give the row for these values."""
    match what:
        case What.TEXT:
            return {"text": _both(values, "da", "en") if values["da"] else None}
        case What.CONTACT:
            return {
                "name": values["name"],
                "title": _both(values, "title_da", "title_en"),
                "organisation_name": parties.get(str(values["organisation"]), ""),
                "email": values["email"] or None,
                "phone": values["phone"] or None,
            }
        case _:
            return {"role": Role(str(values["role"])), "contribution": _both(values, "da", "en")}


def _both(values: Values, da: str, en: str) -> dict[str, str]:
    return {"da": str(values[da]), "en": str(values[en])}
