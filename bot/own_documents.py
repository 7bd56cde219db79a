"""Which documents of a process a person may have now, and since when each stands there as it is."""

from dataclasses import dataclass
from datetime import datetime, time

from sqlmodel import Session

from bot.access import Act, may, may_see_document
from bot.days import local, to_utc
from models import Document, Membership
from models.enums import Role, Thing
from models.handouts import granted_things
from models.news import documents_with_news
from models.people import find_organisation_of


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnDocument:
    """A document that this person may have."""

    document: Document
    since: datetime | None  # its newest version; None: from the beginning


def own_documents(
    session: Session, *, process_id: int, membership: Membership | None, now: datetime
) -> list[OwnDocument]:
    """In the order of the process file."""
    if membership is None:
        return []
    person_id = membership.person_id
    granted = granted_things(session, process_id=process_id, person_id=person_id)
    found = []
    for document, put_up_at in documents_with_news(session, process_id=process_id):
        if not _may_have(session, document, membership, granted, now=now):
            continue
        since = put_up_at
        if document.available_from is not None:
            opened = to_utc(document.available_from, time())
            since = max(opened, put_up_at or opened)
        found.append(OwnDocument(document=document, since=since))
    return found


def _may_have(
    session: Session,
    document: Document,
    membership: Membership,
    granted: set[tuple[Thing, int]],
    *,
    now: datetime,
) -> bool:
    opens = document.available_from
    if (opens is not None and opens > local(now).date()) or not may(membership, Act.GET_DOCUMENTS):
        return False
    if membership.role is Role.FACILITATOR or (Thing.DOCUMENT, document.id) in granted:
        return True
    is_meant = may_see_document(membership, audience=document.audience)
    return is_meant and not document.audience_stages and _is_of(session, document, membership)


def _is_of(session: Session, document: Document, membership: Membership) -> bool:
    """Whether the member's organisation is among those for which the document is."""
    if not document.audience_kinds and not document.audience_organisations:
        return True
    organisation = find_organisation_of(session, membership=membership)
    if organisation is None:
        return False
    return all(
        wanted in allowed
        for wanted, allowed in (
            (organisation.kind.value, document.audience_kinds),
            (organisation.key, document.audience_organisations),
        )
        if allowed
    )
