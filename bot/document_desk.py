"""What facilitators do with documents: put one up, replace it, change what is said of it, withdraw it.

Each is written down so that a process file does not undo it: see bot/edit_history.py.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from bot.conversation.questions import Language
from bot.document_drafts import Content, Draft, columns_of, mark_of
from bot.document_versions import keep_version
from bot.documents import askers_of, may_have
from bot.edit_history import LISTED, What, fingerprint, note_edit, replaced_by
from bot.organisations import clean_name
from bot.outbox import put as put_post
from bot.process_keys import free_key
from bot.voice.documents import news_message
from models import AuditLine, Document, Handout, Person, Process
from models.audit import latest_lines
from models.documents import documents_of, every_document, lock_document, versions_of
from models.enums import Thing
from models.handouts import counts_of_holders, holders_of
from models.members import organisations_taking_part
from models.people import members_of
from models.processes import lock_process, parties_of

PUT, REPLACED = "documents.put", "documents.version"
CORRECTED, TAKEN_BACK = "documents.edit", "documents.withdraw"
TOLD = "documents.tell"
_LOOKED_BACK = 200  # lines of the audit, for who was quicker


@dataclass(frozen=True, slots=True)
class Gone:
    """There is no such document any more. Nothing was done."""


@dataclass(frozen=True, slots=True)
class PutUpBefore:
    """That very file or link is up already: perhaps somebody pressed twice."""

    document: Document


@dataclass(frozen=True, slots=True)
class ChangedMeanwhile:
    """Somebody else has changed it since the form was opened. Nothing was done."""

    by: str


@dataclass(frozen=True, slots=True)
class NothingNew:
    """It stood there just so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Replaced:
    """A new version is up.

    `former` is how many have an earlier one. `between` is who put up another version while this
    one was being made: both are kept, and this one is the newest.
    """

    document: Document
    former: int
    between: str | None


def put_up(
    session: Session, *, process_id: int, draft: Draft, content: Content, by: Person, now: datetime
) -> Document | PutUpBefore:
    """A new document, in version 1. Draft and content must have been checked."""
    process = lock_process(session, process_id=process_id)
    rows = every_document(session, process_id=process_id)
    columns = columns_of(draft) | content.columns()
    same = [one for one in rows if one.retired_at is None and _is_same(one, columns)]
    if same:
        return PutUpBefore(same[0])
    document = Document(
        process_id=process_id,
        key=free_key(columns["title"]["da"], taken={one.key for one in rows}),
        position=1 + max((one.position for one in rows), default=-1),
        **columns,
    )
    session.add(document)
    session.flush()
    keep_version(session, document, by_id=by.id, now=now)
    was = {LISTED: fingerprint(False)}
    _note(session, process, document, act=PUT, was=was, by=by, now=now)
    return document


def replace(
    session: Session,
    *,
    document_id: int,
    seen: int,
    content: Content,
    changed: tuple[str, str],
    by: Person,
    now: datetime,
) -> Replaced | PutUpBefore | Gone:
    """The next version of it. `seen` is the version that the form was opened on."""
    document = lock_document(session, document_id=document_id)
    if document is None or document.retired_at is not None:
        return Gone()
    columns = content.columns()
    da, en = (clean_name(one) for one in changed)
    said = {"da": da, "en": en or da}
    if _is_same(document, columns | {"title": document.title}) and document.changed == said:
        return PutUpBefore(document)
    between = None
    if document.version != seen:
        between = _who_put(session, document) or ""
    columns |= {
        "version": document.version + 1,
        "changed": said,
        "changed_at": now,
    }
    was = {name: getattr(document, name) for name in columns if name != "changed_at"}
    _write(document, columns)
    session.add(document)
    session.flush()
    keep_version(session, document, by_id=by.id, now=now)
    process = session.get_one(Process, document.process_id)
    replaced = replaced_by(was, {name: columns[name] for name in was})
    _note(session, process, document, act=REPLACED, was=replaced, by=by, now=now)
    former = sum(one.version < document.version for one, _ in _holders(session, document))
    return Replaced(document=document, former=former, between=between)


def _is_same(document: Document, columns: Mapping[str, Any]) -> bool:
    """Whether it has that file, or that link under that title."""
    if columns["slack_file_id"]:
        return bool(document.slack_file_id == columns["slack_file_id"])
    return bool(document.url == columns["url"] and document.title == columns["title"])


def _who_put(session: Session, document: Document) -> str | None:
    versions = versions_of(session, document_id=document.id)
    by_id = versions[-1].by_id if versions else None
    return session.get_one(Person, by_id).name if by_id else None


def edit(
    session: Session, *, document_id: int, mark: str, draft: Draft, by: Person, now: datetime
) -> Document | NothingNew | ChangedMeanwhile | Gone:
    """Other words for it, or other readers. The draft must have been checked."""
    document = lock_document(session, document_id=document_id)
    if document is None or document.retired_at is not None:
        return Gone()
    columns = columns_of(draft)
    if set(document.audience) == set(columns["audience"]):
        columns["audience"] = document.audience  # in the file's own order
    was = {name: getattr(document, name) for name in columns}
    if was == columns:
        return NothingNew()
    if mark_of(document) != mark:
        return ChangedMeanwhile(by=_editor(session, document))
    _write(document, columns)
    session.add(document)
    process = session.get_one(Process, document.process_id)
    _note(session, process, document, act=CORRECTED, was=replaced_by(was, columns), by=by, now=now)
    return document


def _editor(session: Session, document: Document) -> str:
    found = latest_lines(
        session, process_id=document.process_id, acts=[CORRECTED], most=_LOOKED_BACK
    )
    names = (by for line, by in found if line.about.get("key") == document.key)
    return next(names, None) or ""


def withdraw(session: Session, *, document_id: int, by: Person, now: datetime) -> Document | Gone:
    """Take it back: nobody gets it any more. Who has it keeps what they have."""
    document = lock_document(session, document_id=document_id)
    if document is None or document.retired_at is not None:
        return Gone()
    document.retired_at = now
    session.add(document)
    process = session.get_one(Process, document.process_id)
    was = {LISTED: fingerprint(True)}
    _note(session, process, document, act=TAKEN_BACK, was=was, by=by, now=now)
    return document


def organisations_to_name(session: Session, *, process_id: int) -> tuple[tuple[str, str], ...]:
    """The keys and names of the organisations that a document may be kept to."""
    parties = {its.key: its.name for _, its in parties_of(session, process_id=process_id)}
    members = dict(organisations_taking_part(session, process_id=process_id))
    named = {
        key
        for one in documents_of(session, process_id=process_id)
        for key in one.audience_organisations
    }
    others = {key: key for key in named}
    found = others | parties | members
    return tuple(sorted(found.items(), key=lambda one: one[1].casefold()))


def desk_list(session: Session, *, process_id: int) -> list[tuple[Document, int]]:
    """The documents of the process, and how many have got each."""
    counts = counts_of_holders(session, process_id=process_id, thing=Thing.DOCUMENT)
    return [(one, counts.get(one.id, 0)) for one in documents_of(session, process_id=process_id)]


def holders(session: Session, *, document: Document) -> tuple[str, ...]:
    """The names of those who have got it, the first first."""
    return tuple(person.name for _, person in _holders(session, document))


def _holders(session: Session, document: Document) -> list[tuple[Handout, Person]]:
    return holders_of(session, thing=Thing.DOCUMENT, thing_id=document.id)


def tell_holders(
    session: Session, *, document_id: int, version: int, by: Person, now: datetime
) -> int | Gone:
    """Tell those who have an earlier version, and may still have it, once; how many posts."""
    document = lock_document(session, document_id=document_id)
    if document is None or document.retired_at is not None or document.version != version:
        return Gone()
    process = session.get_one(Process, document.process_id)
    behind = {one.person_id for one, _ in _holders(session, document) if one.version < version}
    members = [one for one in members_of(session, process_id=process.id) if one[1].id in behind]
    askers = askers_of(
        session, process_id=process.id, memberships=[membership for membership, _ in members]
    )
    count = 0
    for membership, person in members:
        if not may_have(askers[membership.id], document, now=now):
            continue
        count += put_post(
            session,
            key=f"document:{document.id}:version:{version}:person:{person.id}",
            team_id=person.team_id,
            process_id=process.id,
            person_id=person.id,
            message=news_message(document, Language(person.language)),
            due_at=now,
            waits_for_daytime=True,
        )
    if count:
        about = {"what": "document", "key": document.key, "people": count}
        session.add(
            AuditLine(process_id=process.id, person_id=by.id, act=TOLD, about=about, at=now)
        )
        session.flush()
    return count


def _write(document: Document, columns: Mapping[str, Any]) -> None:
    for name, value in columns.items():
        setattr(document, name, value)


def _note(
    session: Session,
    process: Process,
    document: Document,
    *,
    act: str,
    was: Mapping[str, str],
    by: Person,
    now: datetime,
) -> None:
    note_edit(
        session,
        process=process,
        what=What.DOCUMENT,
        key=document.key,
        effect=None,
        was=was,
        by=by,
        now=now,
        act=act,
    )
