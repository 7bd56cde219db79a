"""One rule for what facilitators have set in Slack and a process file says otherwise.

A value that they have replaced is old news and stays replaced, even if the file still says it. A
value that the file has never said before is news, and comes in. `overwrite` lets the file win.
The plan names each field either way, so that nothing is undone unseen.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from bot.content_fields import Dated, write_dated
from bot.edit_history import LISTED, EditHistory, What, fingerprint
from bot.load_columns import Columns
from bot.milestone_changes import facts_of, history_of
from models import Contact, Document, Faq, Milestone, Party
from models.enums import MilestoneState

Field = tuple[str, str, str]  # the sort of entry, its key, the field


@dataclass(frozen=True, slots=True)
class Kept:
    """The columns to load, a note for each value that is passed over or undone, and which are undone."""

    columns: dict[str, Columns]
    notes: tuple[str, ...]
    undone: tuple[Field, ...] = ()


KEPT_SORTS: Mapping[type[Any], What] = {
    Contact: What.CONTACT,
    Party: What.PARTY,
    Document: What.DOCUMENT,
    Faq: What.FAQ,
}
_OWN_COLUMNS = {
    What.CONTACT: ("name", "title", "organisation_name", "email", "phone", "position"),
    What.PARTY: ("role", "contribution", "position"),
    What.DOCUMENT: (
        *("title", "kind", "file_format", "url", "source_url", "available_from"),
        *("audience", "position"),
    ),
    What.FAQ: ("question", "answer", "keywords", "audience", "position"),
}


def keep_entries(
    *,
    history: EditHistory,
    what: What,
    rows: Mapping[str, Any],
    wanted: Mapping[str, Columns],
    overwrite: bool,
) -> Kept:
    """The rule for the entries of one sort: whether they are there, and each of their fields."""
    kept = {key: dict(columns) for key, columns in wanted.items()}
    notes: list[str] = []
    undone: list[Field] = []
    for key in sorted(history.names(what) & set(rows)):
        row, is_there = rows[key], rows[key].retired_at is None
        if history.of(what, key, LISTED) and is_there != (key in wanted):
            notes.append(_note_listed(what, key, is_there=is_there, is_kept=not overwrite))
            if overwrite:
                undone.append((what.value, key, LISTED))
            elif is_there:
                kept[key] = {name: getattr(row, name) for name in _OWN_COLUMNS[what]}
            else:
                del kept[key]
            continue
        for name, says in wanted.get(key, {}).items():
            before = history.of(what, key, name)
            if not before or not is_there or getattr(row, name) == says:
                continue
            stays = fingerprint(says) in before and not overwrite
            notes.append(note_field(f"{what.value} {key}: {name}", stays=stays))
            if stays:
                kept[key][name] = getattr(row, name)
            else:
                undone.append((what.value, key, name))
    return Kept(kept, tuple(notes), tuple(undone))


def keep_texts(
    *,
    history: EditHistory,
    is_now: Mapping[str, Any],
    wanted: Mapping[str, Any],
    overwrite: bool,
) -> Kept:
    """The same rule for the texts, by key; one that is empty is not among them."""
    kept = dict(wanted)
    notes: list[str] = []
    undone: list[Field] = []
    for key in sorted(history.names(What.TEXT)):
        says = wanted.get(key)
        if is_now.get(key) == says:
            continue
        stays = fingerprint(says) in history.of(What.TEXT, key, "text") and not overwrite
        notes.append(note_field(f"text {key}: it", stays=stays))
        if not stays:
            undone.append((What.TEXT.value, key, "text"))
        elif key in is_now:
            kept[key] = is_now[key]
        else:
            del kept[key]
    return Kept(kept, tuple(notes), tuple(undone))


def _note_listed(what: What, key: str, *, is_there: bool, is_kept: bool) -> str:
    done = "added" if is_there else "taken off the list"
    if is_kept:
        return f"{what.value} {key}: stays as it is, {done} by a facilitator"
    return f"{what.value} {key}: was {done} by a facilitator, and the file undoes it"


def note_field(field: str, *, stays: bool) -> str:
    """What the plan says of a value that was set in Slack."""
    if stays:
        return f"{field} stays as a facilitator has set it; the file says what stood there before"
    return f"{field} was set by a facilitator, and the file puts another in its place"


def keep_milestones(
    session: Session,
    *,
    process_id: int,
    rows: Mapping[str, Milestone],
    wanted: Mapping[str, Columns],
    overwrite: bool,
) -> Kept:
    """The same rule for what facilitators change of milestones, whose values the audit keeps."""
    history = history_of(session, process_id=process_id)
    kept: dict[str, Columns] = {}
    notes: list[str] = []
    for key, columns in wanted.items():
        kept[key] = dict(columns)
        replaced = history.replaced(key)
        if key not in rows or not replaced:
            continue
        is_now, says = facts_of(rows[key]), _facts_in(columns)
        for name, values in replaced.items():
            if says[name] == is_now[name]:
                continue
            if overwrite or says[name] not in values:
                notes.append(note_field(f"milestone {key}: {name}", stays=False))
                continue
            kept[key] |= {one: getattr(rows[key], one) for one in _COLUMNS[name]}
            notes.append(
                f"milestone {key}: {name} stays {is_now[name]}, as a facilitator has set it; "
                f"the file says {says[name]}"
            )
    return Kept(kept, tuple(notes))


_COLUMNS = {"when": ("day", "precision"), "state": ("state",), "announce_days": ("announce_days",)}


def _facts_in(columns: Columns) -> dict[str, object]:
    state: MilestoneState = columns["state"]
    return {
        "when": write_dated(Dated(columns["day"], columns["precision"].value)),
        "state": state.value,
        "announce_days": columns["announce_days"],
    }
