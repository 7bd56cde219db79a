"""Who takes part in a process, and how far somebody's own organisation is: as far as they may see.

People's names are for members but the market, which sees the parties that the process names in
public. What an organisation has answered is its own people's.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from bot.access import Act, may
from bot.conversation.questions import Language
from bot.own_mapping import OwnMapping, own_mapping
from models import Contact, Membership, Organisation, Person, Process
from models.enums import Role
from models.interviews import find_interview
from models.participants import Participant, coming_replies, participants
from models.people import colleagues_of, find_membership, find_organisation_of
from models.processes import parties_of

PAGE = 20  # organisations shown at a time


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """One organisation, in one role, with those of its people who may be named."""

    name: str
    role: Role
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Everybody:
    """Some of those who take part, the rest a press away. `names_people` is False for the market."""

    bodies: tuple[Body, ...]
    organisations: int  # in all
    people: int
    first: int  # the place of the first one shown
    names_people: bool


def everybody(
    session: Session, *, process: Process, membership: Membership | None, first: int = 0
) -> Everybody | None:
    """Who takes part, by role and name, a page at a time. None to whoever may not see it."""
    if may(membership, Act.SEE_MEMBERS):
        found = participants(session, process_id=process.id)
        bodies = _bodies(found)
    elif may(membership, Act.SEE_PROCESS):
        bodies = [
            Body(name=one.name, role=party.role, people=())
            for party, one in parties_of(session, process_id=process.id)
        ]
    else:
        return None
    first = first if 0 <= first < len(bodies) else 0
    return Everybody(
        bodies=tuple(bodies[first : first + PAGE]),
        organisations=len(bodies),
        people=sum(len(one.people) for one in bodies),
        first=first,
        names_people=may(membership, Act.SEE_MEMBERS),
    )


def _bodies(found: list[Participant]) -> list[Body]:
    """By role in the order of the roles, then by name. Who has no organisation stands alone."""
    people: dict[tuple[Role, str], list[str]] = {}
    for one in found:
        people.setdefault((one.role, one.organisation), []).append(one.name)
    order = list(Role)
    keys = sorted(people, key=lambda key: (order.index(key[0]), key[1].casefold()))
    return [Body(name=name, role=role, people=tuple(people[role, name])) for role, name in keys]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """A coming meeting, and who of an organisation comes to it."""

    title: str
    starts_at: datetime
    yes: tuple[str, ...]
    unanswered: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnOrganisation:
    """Somebody's organisation. `mapping` is None for roles that answer nothing."""

    name: str
    role: Role
    colleagues: tuple[str, ...]  # without the person
    mapping: OwnMapping | None
    sent_by: str | None
    meetings: tuple[Coming, ...]


def own_organisation(
    session: Session,
    *,
    process: Process,
    person: Person,
    membership: Membership | None,
    now: datetime,
) -> OwnOrganisation | None:
    """How things stand there. None to whoever has not joined, or takes part for none."""
    organisation = find_organisation_of(session, membership=membership) if membership else None
    if membership is None or organisation is None or not may(membership, Act.SEE_PROCESS):
        return None
    colleagues: tuple[str, ...] = ()
    meetings: tuple[Coming, ...] = ()
    language = Language(person.language)
    if may(membership, Act.SEE_MEMBERS):
        colleagues = tuple(
            one.name
            for one in colleagues_of(
                session,
                process_id=process.id,
                organisation_id=organisation.id,
                except_person_id=person.id,
            )
        )
        meetings = _meetings(session, process, organisation, language=language, now=now)
    mapping = None
    if may(membership, Act.ANSWER):
        mapping = own_mapping(
            session, process=process, person_id=person.id, organisation_id=organisation.id
        )
    return OwnOrganisation(
        name=organisation.name,
        role=membership.role,
        colleagues=colleagues,
        mapping=mapping,
        sent_by=_sender(session, process, organisation) if mapping is not None else None,
        meetings=meetings,
    )


def _sender(session: Session, process: Process, organisation: Organisation) -> str | None:
    found = find_interview(session, process_id=process.id, organisation_id=organisation.id)
    if found is None or found.confirmed_by_id is None:
        return None
    return session.get_one(Person, found.confirmed_by_id).name


def _meetings(
    session: Session,
    process: Process,
    organisation: Organisation,
    *,
    language: Language,
    now: datetime,
) -> tuple[Coming, ...]:
    replies = coming_replies(
        session, process_id=process.id, organisation_id=organisation.id, now=now
    )
    return tuple(
        Coming(
            title=one.title[language.value],
            starts_at=one.starts_at,
            yes=tuple(one.yes),
            unanswered=tuple(one.unanswered),
        )
        for one in replies
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Somebody:
    """One person of whom somebody has asked: a contact in public, or a member."""

    name: str
    title: str
    organisation: str
    role: Role | None  # of a member
    email: str | None
    phone: str | None
    slack_id: str | None  # of a member, by which they can be written to


def contact(
    session: Session, *, process: Process, contact_id: int, language: Language
) -> Somebody | None:
    """A contact of that process, who is named in public."""
    found = session.get(Contact, contact_id)
    if found is None or found.process_id != process.id or found.retired_at is not None:
        return None
    return Somebody(
        name=found.name,
        title=found.title[language.value],
        organisation=found.organisation_name,
        role=None,
        email=found.email,
        phone=found.phone,
        slack_id=None,
    )


def member(
    session: Session, *, process: Process, person_id: int, asker: Membership | None
) -> Somebody | None:
    """Somebody who takes part in that process, for whoever may see the members by name."""
    theirs = find_membership(session, process_id=process.id, person_id=person_id)
    if not may(asker, Act.SEE_MEMBERS) or theirs is None or not may(theirs, Act.SEE_PROCESS):
        return None
    person = session.get_one(Person, person_id)
    organisation = find_organisation_of(session, membership=theirs)
    return Somebody(
        name=person.name,
        title="",
        organisation=organisation.name if organisation else "",
        role=theirs.role,
        email=None,
        phone=None,
        slack_id=person.slack_id,
    )
