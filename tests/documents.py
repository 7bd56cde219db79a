"""Documents put up for tests."""

from datetime import datetime
from typing import Any

from sqlmodel import Session, select

from models import Database, Document, DocumentVersion, Process
from models.enums import Role

EVERYBODY = [role.value for role in Role]


def add_document(session: Session, process: Process, key: str, **columns: Any) -> Document:
    """A document of the process, by default a link for everybody."""
    made = Document(
        process_id=process.id,
        key=key,
        position=columns.pop("position", 50),
        **{
            "title": {"da": f"Notat {key}", "en": f"Note {key}"},
            "kind": "report",
            "url": f"https://example.org/{key}.pdf",
            "audience": EVERYBODY,
            **columns,
        },
    )
    session.add(made)
    session.flush()
    return made


def replace_with(
    session: Session, document: Document, *, changed: dict[str, str], now: datetime
) -> None:
    """The next version of it."""
    document.version += 1
    document.changed, document.changed_at = changed, now
    version = DocumentVersion(
        document_id=document.id, number=document.version, changed=changed, at=now
    )
    session.add_all([document, version])
    session.flush()


def document_now(database: Database, key: str) -> Document:
    """The document with that key, as it stands."""
    with database.read() as session:
        return session.exec(select(Document).where(Document.key == key)).one()
