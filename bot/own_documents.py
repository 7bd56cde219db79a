"""Since when each document that a member may have stands there as it is: for what is new to them."""

from dataclasses import dataclass
from datetime import datetime, time

from sqlmodel import Session

from bot.days import to_utc
from bot.documents import asker_of, may_have
from models import Document, Membership
from models.news import documents_with_news


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnDocument:
    """A document that this person may have."""

    document: Document
    since: datetime | None  # its newest version; None: from the beginning


def own_documents(
    session: Session, *, process_id: int, membership: Membership | None, now: datetime
) -> list[OwnDocument]:
    """In the order of the process file."""
    asker = asker_of(session, membership=membership)
    found = []
    for document, put_up_at in documents_with_news(session, process_id=process_id):
        if not may_have(asker, document, now=now):
            continue
        since = put_up_at
        if document.available_from is not None:
            opened = to_utc(document.available_from, time())
            since = max(opened, put_up_at or opened)
        found.append(OwnDocument(document=document, since=since))
    return found
