"""What can be asked for by name in a process: its rows as bot/requests reads them.

Everything stands in it, whoever asks: a catalogue without what somebody may not have would take the
next best thing for it. What they may have is judged when their wish is met.
"""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from functools import lru_cache

from sqlmodel import Session

from bot.conversation.questions import Text
from bot.days import to_utc
from bot.requests.catalogue import Catalogue, catalogue_of
from bot.requests.wishes import Item, Kind
from bot.timeline import own_milestones
from models import Process
from models.documents import named_documents
from models.enums import Stage
from models.faqs import faqs_of
from models.meetings import meetings_of
from models.people import members_of
from models.processes import TextJson, contacts_of

WITHDRAWN_STAYS = timedelta(
    days=30
)  # so long somebody who asks for it is told that it is withdrawn
CONTACT, MEMBER = "contact:", "member:"  # begin the keys of people
_KEPT = 16  # catalogues
_NOON = time(12)  # of what is exact to a day


def catalogue_for(session: Session, *, process: Process, now: datetime) -> Catalogue:
    """The catalogue of that process as it is now. The same rows make it once."""
    synonyms = tuple(tuple(alike) for alike in process.synonyms)
    return _made(tuple(_items(session, process=process, now=now)), synonyms)


@lru_cache(maxsize=_KEPT)
def _made(items: tuple[Item, ...], synonyms: tuple[tuple[str, ...], ...]) -> Catalogue:
    return catalogue_of(items, synonyms)


def _items(session: Session, *, process: Process, now: datetime) -> Iterator[Item]:
    since = now - WITHDRAWN_STAYS
    for document in named_documents(session, process_id=process.id, withdrawn_since=since):
        yield Item(
            kind=Kind.DOCUMENT,
            id=document.id,
            key=document.key,
            titles=_text(document.title),
            keywords=tuple(document.keywords),
            sort=document.kind,
            starts_at=to_utc(document.available_from, _NOON) if document.available_from else None,
        )
    for meeting in meetings_of(session, process_id=process.id):
        yield Item(
            kind=Kind.MEETING,
            id=meeting.id,
            key=meeting.key,
            titles=_text(meeting.title),
            starts_at=meeting.starts_at,
        )
    for milestone in own_milestones(session, process_id=process.id):
        yield Item(
            kind=Kind.MILESTONE,
            id=milestone.id,
            key=milestone.key,
            titles=_text(milestone.title),
            starts_at=to_utc(milestone.day, _NOON),
        )
    contacts = contacts_of(session, process_id=process.id)
    for contact in contacts:
        yield Item(
            kind=Kind.PERSON,
            id=contact.id,
            key=f"{CONTACT}{contact.key}",
            titles=Text(da=contact.name, en=contact.name),
            keywords=(*contact.title.values(), contact.organisation_name),
        )
    named = {contact.name.casefold() for contact in contacts}  # who is both, is found once
    for membership, person in members_of(session, process_id=process.id):
        if membership.stage is Stage.JOINED and person.name.casefold() not in named:
            yield Item(
                kind=Kind.PERSON,
                id=person.id,
                key=f"{MEMBER}{person.id}",
                titles=Text(da=person.name, en=person.name),
            )
    for faq in faqs_of(session, process_id=process.id):
        yield Item(
            kind=Kind.FAQ,
            id=faq.id,
            key=faq.key,
            titles=_text(faq.question),
            keywords=tuple(faq.keywords),
        )


def _text(text: TextJson) -> Text:
    return Text(da=text["da"], en=text["en"])
