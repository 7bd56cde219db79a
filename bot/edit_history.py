"""Which values of a process people have replaced in Slack, and with what a file meets them again.

The audit keeps which fields, never the words: a fingerprint is enough to know an old value by.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlmodel import Session

from models import AuditLine, Person, Process
from models.audit import audit_lines

EDITED = "process.edit"
PUBLISHED, WITHDRAWN = "faqs.publish", "faqs.withdraw"
DOCUMENT_ACTS = ("documents.put", "documents.version", "documents.edit", "documents.withdraw")
MEETING_MADE, MEETING_CHANGED = "meetings.make", "meetings.change"
LISTED = "listed"  # whether an entry is there at all


class What(StrEnum):
    """Which sort of entry."""

    TEXT = "text"
    CONTACT = "contact"
    PARTY = "party"
    DOCUMENT = "document"
    MEETING = "meeting"
    FAQ = "faq"


class Effect(StrEnum):
    """What somebody did to it."""

    ADDED = "added"
    CHANGED = "changed"
    RETIRED = "retired"
    RETURNED = "returned"


def fingerprint(value: object) -> str:
    """The same for the same value, and nothing from which it could be read."""
    written = json.dumps(value, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(written.encode()).hexdigest()[:16]


def replaced_by(was: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, str]:
    """The fields that differ, each with the fingerprint of what stood there."""
    return {name: fingerprint(was[name]) for name in now if was[name] != now[name]}


def note_edit(
    session: Session,
    *,
    process: Process,
    what: What,
    key: str,
    effect: Effect | None,
    was: Mapping[str, str],
    by: Person,
    now: datetime,
    act: str = EDITED,
) -> None:
    """Keep who changed which fields, and that the process is no longer as its file.

    An act of its own says by its name what was done, and has no effect beside it.
    """
    about: dict[str, Any] = {"what": what.value, "key": key, "was": dict(was)}
    about |= {"effect": effect.value} if effect else {}
    session.add(AuditLine(process_id=process.id, person_id=by.id, act=act, about=about, at=now))
    process.edited_at = now
    session.add(process)
    session.flush()


@dataclass(frozen=True, slots=True)
class EditHistory:
    """By entry and field, the fingerprints of what people replaced since a file last set it."""

    replaced: Mapping[tuple[str, str, str], frozenset[str]]

    def of(self, what: What, key: str, name: str) -> frozenset[str]:
        """What stood in that field before; nothing if nobody has touched it."""
        return self.replaced.get((what.value, key, name), frozenset())

    def names(self, what: What) -> set[str]:
        """The keys of that sort that were touched."""
        return {key for its, key, _ in self.replaced if its == what.value}


def edit_history(session: Session, *, process_id: int, loaded: str) -> EditHistory:
    """What was done in Slack to that process. `loaded`: the act of a load, which may end a field's."""
    found: dict[tuple[str, str, str], frozenset[str]] = {}
    acts = (EDITED, PUBLISHED, WITHDRAWN, *DOCUMENT_ACTS, MEETING_MADE, MEETING_CHANGED, loaded)
    for line in audit_lines(session, process_id=process_id, acts=acts):
        if line.act == loaded:
            for what, key, name in line.about.get("replaced", ()):
                found.pop((what, key, name), None)
            continue
        what = line.about.get("what", What.MEETING.value)
        for name, mark in line.about.get("was", {}).items():
            at = (what, line.about["key"], name)
            found[at] = found.get(at, frozenset()) | {mark}
    return EditHistory(found)
