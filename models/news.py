"""What has come into a process, and when: documents with their newest version, and answers for all."""

from datetime import datetime

from sqlalchemy import func
from sqlmodel import Session, col, select

from models.documents import Document, DocumentVersion
from models.faqs import Faq


def documents_with_news(
    session: Session, *, process_id: int
) -> list[tuple[Document, datetime | None]]:
    """The documents of a process, and when each was put up last; None: by file, at the beginning."""
    newest = (
        select(DocumentVersion.document_id, func.max(DocumentVersion.at).label("at"))
        .group_by(col(DocumentVersion.document_id))
        .subquery()
    )
    query = (
        select(Document, newest.c.at)
        .outerjoin(newest, newest.c.document_id == col(Document.id))
        .where(Document.process_id == process_id, col(Document.retired_at).is_(None))
        .order_by(col(Document.position))
    )
    found = []
    for document, put_up_at in session.exec(query):
        moments = [one for one in (document.changed_at, put_up_at) if one is not None]
        found.append((document, max(moments, default=None)))
    return found


def published_faqs(session: Session, *, process_id: int) -> list[Faq]:
    """What facilitators have answered for everybody, the newest first.

    What came with the process file has no day of its own, and is no news.
    """
    query = (
        select(Faq)
        .where(
            Faq.process_id == process_id,
            col(Faq.published_at).is_not(None),
            col(Faq.retired_at).is_(None),
        )
        .order_by(col(Faq.published_at).desc(), col(Faq.id).desc())
    )
    return list(session.exec(query))
