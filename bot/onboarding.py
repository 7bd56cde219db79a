"""Joining a process: invited, welcomed, who one is, admitted. Every act may be repeated unharmed."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from sqlmodel import Session

from bot.access import Act, may
from bot.conversation.questions import Language
from bot.inviting import note_act
from bot.memberships import invite_back_to_meetings
from bot.organisations import (
    NAME_LIMIT,
    PUBLIC_KINDS,
    clean_name,
    domain_of,
    domain_to_keep,
    find_or_add,
    is_vouched,
)
from bot.voice.onboarding import Card
from models import Membership, Organisation, Person, Process
from models.enums import Role, Stage
from models.organisations import (
    current_organisation,
    organisation_of_domain,
    remember_domain,
)
from models.people import colleagues_of, find_membership, lock_membership, memberships_of
from models.processes import find_party, processes_of

EMAIL_LIMIT = 254  # the longest that mail servers take
NAME_OF_PERSON = 200
ROLES_OFFERED = tuple(role for role in Role if role is not Role.FACILITATOR)
_MARK = re.compile("[0-9]{1,9}:[0-9]{1,17}")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SMALLEST = timedelta(microseconds=1)  # that databases keep
_EMAIL = re.compile(r"[^@\s<>\"(),;:\\*~`]{1,64}@(?:[a-z0-9-]{1,63}\.)+[a-z]{2,24}", re.IGNORECASE)


def process_for(session: Session, *, person: Person) -> tuple[Process | None, Membership | None]:
    """The process that a person most likely means, and their membership of it.

    That is the one they have chosen on Home, else the newest they have joined, else the newest they
    were invited to, else the first in this workspace; none where none lives.
    """
    here = {one.id: one for one in processes_of(session, team_id=person.team_id)}
    mine = [one for one in memberships_of(session, person_id=person.id) if one.process_id in here]
    if mine:
        likeliest = max(mine, key=_likelihood)
        return here[likeliest.process_id], likeliest
    return next(iter(here.values()), None), None


def _likelihood(membership: Membership) -> tuple[bool, datetime, int]:
    is_joined = membership.stage is Stage.JOINED
    return is_joined, membership.chosen_at or _EPOCH, membership.id


def role_to_offer(membership: Membership | None) -> str:
    """The role that the form begins with."""
    role = membership.role if membership is not None else Role.NEED_OWNER
    return role.value if role in ROLES_OFFERED else Role.NEED_OWNER.value


def postpone(membership: Membership) -> bool:
    """The person pressed "later". False, and nothing changed, if they have come further."""
    return _put_off(membership, Stage.LATER)


def decline(membership: Membership) -> bool:
    """The person pressed "not me". False, and nothing changed, if they have come further."""
    return _put_off(membership, Stage.DECLINED)


def _put_off(membership: Membership, stage: Stage) -> bool:
    if membership.stage not in (Stage.INVITED, Stage.LATER, Stage.DECLINED):
        return False
    membership.stage = stage
    return True


class Fault(StrEnum):
    """What is wrong with something a person filled in."""

    ORGANISATION_MISSING = "organisation_missing"
    NAME_TOO_SHORT = "name_too_short"
    NAME_TOO_LONG = "name_too_long"
    EMAIL_UNREADABLE = "email_unreadable"
    ROLE_UNKNOWN = "role_unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """What a person says of themselves when joining."""

    organisation_id: int | None
    organisation_name: str  # of one that is not known yet; "" otherwise
    role: str
    email: str
    language: Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """The person takes part. `colleagues` have joined before, the first first."""

    membership: Membership
    organisation: Organisation
    colleagues: tuple[Person, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """A facilitator decides. `is_new` is False when nothing has changed since last time."""

    membership: Membership
    organisation: Organisation
    is_new: bool


@dataclass(frozen=True, slots=True)
class AlreadyJoined:
    """The person took part before. Nothing was changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Faulty:
    """Nothing was changed; each fault by the field it is in."""

    faults: dict[str, Fault]


def check(details: Details) -> dict[str, Fault]:
    """What is wrong, by field: organisation, role, email. Empty if all can be used."""
    faults: dict[str, Fault] = {}
    name = clean_name(details.organisation_name)
    if details.organisation_id is None:
        if not details.organisation_name.strip():
            faults["organisation"] = Fault.ORGANISATION_MISSING
        elif len(name) < 2:
            faults["organisation"] = Fault.NAME_TOO_SHORT
        elif len(name) > NAME_LIMIT:
            faults["organisation"] = Fault.NAME_TOO_LONG
    if not is_address(details.email.strip()):
        faults["email"] = Fault.EMAIL_UNREADABLE
    if details.role not in ROLES_OFFERED:
        faults["role"] = Fault.ROLE_UNKNOWN
    return faults


def is_address(email: str) -> bool:
    """Whether mail could reach somebody there."""
    return len(email) <= EMAIL_LIMIT and _EMAIL.fullmatch(email) is not None


def apply(
    session: Session, *, membership: Membership, person: Person, details: Details, now: datetime
) -> Joined | Applied | AlreadyJoined | Faulty:
    """Take the details down. Who certainly belongs to the organisation joins at once.

    Certain is an address that Slack vouches for, at a domain of that organisation. A typed
    address proves nothing, so anybody else waits for a facilitator, and so does whomever one has
    refused before.
    """
    if membership.stage is Stage.JOINED:
        return AlreadyJoined()
    faults = check(details)
    if faults:
        return Faulty(faults=faults)
    if details.organisation_id is None:
        organisation: Organisation | None = find_or_add(
            session,
            name=details.organisation_name,
            is_company=details.role == Role.MARKET_ACTOR,
            by=person,
            now=now,
        )
    else:
        organisation = current_organisation(session, organisation_id=details.organisation_id)
    if organisation is None:
        return Faulty(faults={"organisation": Fault.ORGANISATION_MISSING})
    role = Role(details.role)
    unchanged = (
        membership.stage is Stage.APPLIED
        and membership.organisation_id == organisation.id
        and membership.role is role
        and person.email == details.email.strip()
    )
    person.language = details.language.value
    person.email = details.email.strip()
    membership.organisation_id = organisation.id
    membership.role = role
    if _is_certain(session, person=person, membership=membership, organisation=organisation):
        return _admit(session, membership=membership, by=None, now=now)
    if not unchanged:
        membership.stage = Stage.APPLIED
        former = membership.applied_at
        # Every application has a mark of its own, also when clocks differ or stand.
        membership.applied_at = now if former is None or now > former else former + _SMALLEST
        note_act(session, membership=membership, act="apply", by=person, now=now)
    return Applied(membership=membership, organisation=organisation, is_new=not unchanged)


def _is_certain(
    session: Session, *, person: Person, membership: Membership, organisation: Organisation
) -> bool:
    if membership.decided_by_id is not None or not is_vouched(person):
        return False
    owner = organisation_of_domain(session, domain=domain_of(person))
    if owner is None or owner.id != organisation.id:
        return False
    party = find_party(session, process_id=membership.process_id, organisation_id=organisation.id)
    if party is not None:
        return party.role is membership.role
    return membership.role is Role.NEED_OWNER and organisation.kind in PUBLIC_KINDS


def _admit(session: Session, *, membership: Membership, by: Person | None, now: datetime) -> Joined:
    membership.stage = Stage.JOINED
    membership.joined_at = now
    membership.decided_by_id = by.id if by else None
    note_act(session, membership=membership, act="admit", by=by, now=now)
    session.flush()
    invite_back_to_meetings(session, membership=membership, now=now)
    assert membership.organisation_id is not None
    colleagues = colleagues_of(
        session,
        process_id=membership.process_id,
        organisation_id=membership.organisation_id,
        except_person_id=membership.person_id,
    )
    organisation = session.get_one(Organisation, membership.organisation_id)
    return Joined(membership=membership, organisation=organisation, colleagues=tuple(colleagues))


class Refusal(StrEnum):
    """Why a decision on an application was not taken."""

    NOT_ALLOWED = "not_allowed"
    CHANGED = "changed"  # the person has sent other details since that card
    DECIDED = "decided"  # somebody else was quicker


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A facilitator has let somebody in, or has not."""

    membership: Membership
    joined: Joined | None  # None: refused
    domain: str | None  # remembered for the organisation


def application_mark(membership: Membership) -> str:
    """What a card's buttons carry: which membership, and as of which details."""
    assert membership.applied_at is not None
    return f"{membership.id}:{(membership.applied_at - _EPOCH) // _SMALLEST}"


def card_of(session: Session, *, membership: Membership) -> Card:
    """An application as the facilitators see it now."""
    person = session.get_one(Person, membership.person_id)
    organisation = session.get_one(Organisation, membership.organisation_id)
    return Card(
        mark=application_mark(membership),
        name=person.name,
        organisation=organisation.name,
        organisation_is_new=organisation.added_by_id is not None,
        role=membership.role.value,
        email=person.email or "",
        vouched=is_vouched(person),
        domain=domain_to_keep(session, person=person, organisation=organisation),
    )


def decide(
    session: Session, *, mark: str, by: Person, admit: bool, keep_domain: bool, now: datetime
) -> Decided | Refusal:
    """Admit or refuse the person behind a card, once. `keep_domain` admits colleagues from then on."""
    number = mark.partition(":")[0] if _MARK.fullmatch(mark) else None
    membership = lock_membership(session, membership_id=int(number)) if number else None
    if membership is None:
        return Refusal.NOT_ALLOWED
    mine = find_membership(session, process_id=membership.process_id, person_id=by.id)
    if not may(mine, Act.DECIDE_APPLICATIONS):
        return Refusal.NOT_ALLOWED
    if membership.stage is not Stage.APPLIED:
        return Refusal.DECIDED
    if application_mark(membership) != mark:
        return Refusal.CHANGED
    if not admit:
        membership.stage = Stage.REFUSED
        membership.decided_by_id = by.id
        note_act(session, membership=membership, act="refuse", by=by, now=now)
        return Decided(membership=membership, joined=None, domain=None)
    joined = _admit(session, membership=membership, by=by, now=now)
    domain = None
    if keep_domain:
        person = session.get_one(Person, membership.person_id)
        domain = _keep_domain(session, person=person, organisation=joined.organisation, now=now)
    return Decided(membership=membership, joined=joined, domain=domain)


def _keep_domain(
    session: Session, *, person: Person, organisation: Organisation, now: datetime
) -> str | None:
    domain = domain_to_keep(session, person=person, organisation=organisation)
    if domain is None:
        return None
    # In the same moment it may have become another organisation's.
    kept = remember_domain(session, organisation_id=organisation.id, domain=domain, now=now)
    return domain if kept.organisation_id == organisation.id else None
