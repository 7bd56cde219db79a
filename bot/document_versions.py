"""The versions of a document: kept as each was put up, by a facilitator or by a process file."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from models import Document, DocumentVersion
from models.documents import find_version


@dataclass(frozen=True, slots=True)
class Standing:
    """What a document was before a file was loaded: which version, and what people got."""

    version: int
    url: str | None
    slack_file_id: str | None

    @classmethod
    def of(cls, document: Document) -> "Standing":
        """The same of a document as it is."""
        return cls(document.version, document.url, document.slack_file_id)


def keep_version(session: Session, document: Document, *, by_id: int | None, now: datetime) -> None:
    """Keep the document's present version, or what is now known of it if it was kept before."""
    session.flush()
    row = find_version(session, document_id=document.id, number=document.version)
    if row is None:
        row = DocumentVersion(document_id=document.id, number=document.version, at=now, by_id=by_id)
    row.changed = document.changed
    row.url, row.slack_file_id = document.url, document.slack_file_id
    row.file_name, row.byte_count = document.file_name, document.byte_count
    session.add(row)
    session.flush()


def note_load(
    session: Session,
    document: Document,
    *,
    before: Standing | None,
    says_version: bool,
    now: datetime,
) -> None:
    """What a process file has made of it. Another file or link is another version.

    Unless the file itself says that the version is the same: then it has only moved.
    """
    if before is None:
        keep_version(session, document, by_id=None, now=now)
        return
    if before == Standing.of(document):
        return
    is_other = (before.url, before.slack_file_id) != (document.url, document.slack_file_id)
    if is_other and not says_version:
        document.version, document.changed = before.version + 1, None
    if is_other:
        document.byte_count = None
    if document.version != before.version:
        document.changed_at = now
    session.add(document)
    keep_version(session, document, by_id=None, now=now)
