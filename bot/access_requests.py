"""Asking to be let into one thing, and a facilitator's yes or no. Each is asked and decided once."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlmodel import Session

from bot.access import Act, is_entitled_to_link, may
from bot.conversation.questions import Language
from bot.documents import asker_of, may_have
from bot.outbox import put
from bot.voice.access_requests import AccessCard, card_message
from models import (
    AccessRequest,
    AuditLine,
    Document,
    Meeting,
    Membership,
    Person,
    Process,
)
from models.enums import Role, Stage, Thing
from models.handouts import find_thing, latest_request, lock_request
from models.invitations import find_invitation
from models.people import find_membership, find_organisation_of, members_of


@dataclass(frozen=True, slots=True)
class Asked:
    """The facilitators have got it."""


@dataclass(frozen=True, slots=True)
class AskedBefore:
    """They have it already, and have not answered."""


@dataclass(frozen=True, slots=True)
class TheirsAlready:
    """There is nothing to ask: it can be had."""


@dataclass(frozen=True, slots=True)
class RefusedBefore:
    """The facilitators have said no, then."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Gone:
    """There is no such thing any more."""


Asking = Asked | AskedBefore | TheirsAlready | RefusedBefore | Gone


def ask(
    session: Session, *, membership: Membership, thing: Thing, thing_id: int, now: datetime
) -> Asking:
    """Pass it on to the facilitators, once, however often it is pressed."""
    row = _row_of(session, process_id=membership.process_id, thing=thing, thing_id=thing_id)
    if row is None or not may(membership, Act.ASK_FOR_ACCESS):
        return Gone()
    if _is_theirs(session, membership, row, now=now):
        return TheirsAlready()
    before = latest_request(session, person_id=membership.person_id, thing=thing, thing_id=thing_id)
    if before is not None and before.decided_at is None:
        return AskedBefore()
    if before is not None and before.decided_at is not None:
        # Granted, and still not to be had: withdrawn since, or not out yet.
        return Gone() if before.is_granted else RefusedBefore(before.decided_at)
    request = AccessRequest(
        process_id=membership.process_id,
        person_id=membership.person_id,
        thing=thing,
        thing_id=thing_id,
        asked_at=now,
    )
    session.add(request)
    session.flush()
    _note(session, request, act="access.ask", by_id=membership.person_id, now=now)
    _put_cards(session, request, row, membership, now=now)
    return Asked()


def _row_of(
    session: Session, *, process_id: int, thing: Thing, thing_id: int
) -> Document | Meeting | None:
    row = find_thing(session, thing=thing, thing_id=thing_id)
    if row is None or row.process_id != process_id or row.retired_at is not None:
        return None
    return row


def _is_theirs(
    session: Session, membership: Membership, row: Document | Meeting, *, now: datetime
) -> bool:
    asker = asker_of(session, membership=membership)
    if isinstance(row, Document):
        return may_have(asker, row, now=now)
    invitation = find_invitation(session, meeting_id=row.id, person_id=membership.person_id)
    return is_entitled_to_link(
        asker,
        meeting_id=row.id,
        audience=row.audience,
        is_invited=invitation is not None and invitation.removed_at is None,
    )


def _put_cards(
    session: Session,
    request: AccessRequest,
    row: Document | Meeting,
    membership: Membership,
    *,
    now: datetime,
) -> None:
    """To the facilitators' channel; without one, to each of them."""
    process = session.get_one(Process, request.process_id)
    person = session.get_one(Person, request.person_id)
    organisation = find_organisation_of(session, membership=membership)

    def card(language: Language) -> AccessCard:
        return AccessCard(
            request_id=request.id,
            thing=request.thing,
            title=row.title[language.value],
            process=process.title[language.value],
            name=person.name,
            organisation=organisation.name if organisation else "",
            role=membership.role.value,
        )

    if process.facilitators_channel is not None and process.team_id is not None:
        put(
            session,
            key=f"access:{request.id}:card",
            team_id=process.team_id,
            process_id=process.id,
            channel=process.facilitators_channel,
            message=card_message(card(Language.DANISH), Language.DANISH),
            due_at=now,
        )
        return
    for its, leader in members_of(session, process_id=process.id):
        if its.role is Role.FACILITATOR and its.stage is Stage.JOINED:
            language = Language(leader.language)
            put(
                session,
                key=f"access:{request.id}:card:person:{leader.id}",
                team_id=leader.team_id,
                process_id=process.id,
                person_id=leader.id,
                message=card_message(card(language), language),
                due_at=now,
            )


class Refusal(StrEnum):
    """Why a decision was not taken. The values are parts of a template."""

    NOT_ALLOWED = "not_allowed"
    DECIDED = "decided_before"
    GONE = "thing_gone"
    ASKER_GONE = "asker_gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A facilitator has let somebody in, or has not."""

    request: AccessRequest
    row: Document | Meeting
    person: Person
    membership: Membership | None  # the asker's; None: has none any more


def decide(
    session: Session, *, request_id: int, by: Person, grant: bool, now: datetime
) -> Decided | Refusal:
    """Let them in or not, once: whoever comes second is told that it is done.

    Who has left is let into nothing; should they come back, it can be decided then.
    """
    request = lock_request(session, request_id=request_id)
    if request is None:  # it goes with its asker
        return Refusal.ASKER_GONE
    mine = find_membership(session, process_id=request.process_id, person_id=by.id)
    if not may(mine, Act.DECIDE_ACCESS):
        return Refusal.NOT_ALLOWED
    if request.decided_at is not None:
        return Refusal.DECIDED
    row = _row_of(
        session, process_id=request.process_id, thing=request.thing, thing_id=request.thing_id
    )
    if row is None:
        return Refusal.GONE
    theirs = find_membership(session, process_id=request.process_id, person_id=request.person_id)
    if grant and not may(theirs, Act.ASK_FOR_ACCESS):
        return Refusal.ASKER_GONE
    request.decided_at, request.decided_by_id, request.is_granted = now, by.id, grant
    session.add(request)
    act = "access.grant" if grant else "access.refuse"
    _note(session, request, act=act, by_id=by.id, now=now)
    session.flush()
    return Decided(
        request=request,
        row=row,
        person=session.get_one(Person, request.person_id),
        membership=theirs,
    )


def _note(session: Session, request: AccessRequest, *, act: str, by_id: int, now: datetime) -> None:
    is_document = request.thing is Thing.DOCUMENT
    about: dict[str, object] = {"person": request.person_id}
    if is_document:
        document = session.get_one(Document, request.thing_id)
        about |= {"what": "document", "key": document.key}
    else:
        about |= {"meeting": request.thing_id}
    session.add(
        AuditLine(process_id=request.process_id, person_id=by_id, act=act, about=about, at=now)
    )
