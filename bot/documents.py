"""Which documents a member may have, and what is to be said when they ask for one.

The one place that reads documents for somebody: Home, lists, what follows a meeting, a request in
own words. What may be seen is decided in bot/access.py; how a document is put up and replaced, in
bot/document_desk.py.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from bot.access import Asker, Readers, may_know_of_document, may_see_document
from bot.days import local
from bot.participation import Reached
from models import Document, Membership, Organisation
from models.documents import documents_of, versions_of
from models.enums import Role, Stage, Thing
from models.handouts import (
    find_handout,
    granted_things,
    grants_by_person,
    note_handout,
    versions_had,
)
from models.organisations import organisations_with_ids
from models.participation import answering
from models.processes import TextJson

LARGEST = 50_000_000  # bytes of a file; a larger one is put up as a link


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """They may have it, and have it now. `had` is the version that they got before, if any.

    `changes` are the lines on what each version since then has changed.
    """

    document: Document
    had: int | None
    changes: tuple[TextJson, ...] = ()


@dataclass(frozen=True, slots=True)
class NotYet:
    """It is for them, and not out yet."""

    document: Document


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """It was for them, and has been taken back."""

    document: Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """It is not for them. Without a `document` it is as if there were none."""

    document_id: int
    document: Document | None


Outcome = Given | NotYet | Withdrawn | Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A document that somebody may have, and which version of it they have."""

    document: Document
    had: int | None

    @property
    def is_new(self) -> bool:
        """Whether they have never got it, or not as it is now."""
        return self.had is None or self.had < self.document.version


def asker_of(session: Session, *, membership: Membership | None) -> Asker | None:
    """The member as access asks for them: two queries, however much they then look at."""
    if membership is None:
        return None
    granted = granted_things(
        session, process_id=membership.process_id, person_id=membership.person_id
    )
    return askers_of(
        session,
        process_id=membership.process_id,
        memberships=[membership],
        grants={membership.person_id: frozenset(granted)},
    )[membership.id]


def askers_of(
    session: Session,
    *,
    process_id: int,
    memberships: Sequence[Membership],
    grants: Mapping[int, frozenset[tuple[Thing, int]]] | None = None,
) -> dict[int, Asker]:
    """The same of several members of one process, by the membership's id."""
    if grants is None:
        grants = grants_by_person(session, process_id=process_id)
    ids = {one.organisation_id for one in memberships if one.organisation_id is not None}
    organisations = organisations_with_ids(session, ids=ids)
    sent = answering(session, process_id=process_id, organisation_ids=ids)
    return {
        one.id: _asker(one, organisations=organisations, sent=sent, grants=grants)
        for one in memberships
    }


def _asker(
    membership: Membership,
    *,
    organisations: Mapping[int, Organisation],
    sent: Mapping[int, bool],
    grants: Mapping[int, frozenset[tuple[Thing, int]]],
) -> Asker:
    organisation = organisations.get(membership.organisation_id or 0)
    reached = None
    if organisation is not None and organisation.id in sent:
        reached = Reached.DONE if sent[organisation.id] else Reached.BEGUN
    elif membership.role is Role.NEED_OWNER and membership.stage is Stage.JOINED:
        reached = Reached.JOINED
    return Asker(
        role=membership.role,
        stage=membership.stage,
        kind=organisation.kind if organisation else None,
        organisation=organisation.key if organisation else None,
        reached=reached,
        granted=grants.get(membership.person_id, frozenset()),
    )


def readers_of(document: Document) -> Readers:
    """For whom the document is."""
    return Readers(
        roles=document.audience,
        kinds=document.audience_kinds,
        stages=document.audience_stages,
        organisations=document.audience_organisations,
    )


def is_narrowed(document: Document) -> bool:
    """Whether it is for some of those in its roles, and not for all of them."""
    return bool(
        document.audience_kinds or document.audience_stages or document.audience_organisations
    )


def is_out(document: Document, *, today: date) -> bool:
    """Whether it has come out and has not been withdrawn."""
    is_early = document.available_from is not None and document.available_from > today
    return document.retired_at is None and not is_early


def may_have(asker: Asker | None, document: Document, *, now: datetime) -> bool:
    """Whether they may have it now."""
    return may_see_document(
        asker,
        document_id=document.id,
        readers=readers_of(document),
        is_out=is_out(document, today=local(now).date()),
    )


def may_know_of(asker: Asker | None, document: Document, *, now: datetime) -> bool:
    """Whether they may hear what it is called when they are refused it."""
    return may_know_of_document(
        asker,
        document_id=document.id,
        readers=readers_of(document),
        is_out=is_out(document, today=local(now).date()),
    )


def those_for(
    asker: Asker | None, documents: Iterable[Document], *, now: datetime
) -> list[Document]:
    """Those of the documents that they may have now."""
    return [one for one in documents if may_have(asker, one, now=now)]


def documents_for(
    session: Session, *, process_id: int, asker: Asker | None, now: datetime
) -> list[Document]:
    """What they may have of the process now, in its order; withdrawn ones are not listed."""
    return those_for(asker, documents_of(session, process_id=process_id), now=now)


def listed_for(
    session: Session, *, membership: Membership, now: datetime, only_new: bool
) -> tuple[Listed, ...]:
    """The same with what they have got of it. `only_new`: what they have not, or not as it is."""
    had = versions_had(session, process_id=membership.process_id, person_id=membership.person_id)
    asker = asker_of(session, membership=membership)
    found = documents_for(session, process_id=membership.process_id, asker=asker, now=now)
    listed = [Listed(document=one, had=had.get(one.id)) for one in found]
    return tuple(one for one in listed if one.is_new or not only_new)


def ask_for(
    session: Session, *, membership: Membership, document_id: int, now: datetime
) -> Outcome:
    """What becomes of their asking for it. Given, it is noted that they have this version."""
    document = session.get(Document, document_id)
    asker = asker_of(session, membership=membership)
    if document is None or document.process_id != membership.process_id:
        return Refused(document_id=document_id, document=None)
    if may_have(asker, document, now=now):
        return _give(session, membership=membership, document=document, now=now)
    # Why it is not to be had now may be told to those for whom it is.
    readers = readers_of(document)
    if may_see_document(asker, document_id=document.id, readers=readers, is_out=True):
        return NotYet(document) if document.retired_at is None else Withdrawn(document)
    is_known = may_know_of(asker, document, now=now)
    return Refused(document_id=document.id, document=document if is_known else None)


def _give(session: Session, *, membership: Membership, document: Document, now: datetime) -> Given:
    person_id = membership.person_id
    before = find_handout(session, person_id=person_id, thing=Thing.DOCUMENT, thing_id=document.id)
    had = before.version if before else None
    note_handout(
        session,
        process_id=document.process_id,
        person_id=person_id,
        thing=Thing.DOCUMENT,
        thing_id=document.id,
        version=document.version,
        now=now,
    )
    newer = [] if had is None else versions_of(session, document_id=document.id, after=had)
    changes = tuple(one.changed for one in newer if one.changed)
    return Given(document=document, had=had, changes=changes)


def take_handout_back(
    session: Session, *, person_id: int, document_id: int, had: int | None
) -> None:
    """It could not be brought to them after all: they have what they had before."""
    found = find_handout(session, person_id=person_id, thing=Thing.DOCUMENT, thing_id=document_id)
    if found is None:
        return
    if had is None:
        session.delete(found)
    else:
        found.version = had
        session.add(found)
