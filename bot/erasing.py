"""Somebody is erased at their own wish: what goes, what stays, and what has to be so before.

The organisation's answers stay the organisation's, without a name. The row of the person stays as a
sign that others refer to; whoever comes back with the same account comes as somebody new. The log
keeps ids alone.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, select

from bot.calendar.events import Organizer
from bot.conversation.questions import Language
from bot.enquiry_cards import renew_cards
from bot.memberships import leave
from bot.outbox import put_to_facilitators
from bot.voice.my_data import somebody_left_message
from models import AuditLine, Membership, Organisation, Person, Process
from models.enquiries import every_enquiry_of
from models.enums import Role, Stage
from models.erasing import delete_rows, wipe_posts, wipe_written
from models.members import count_facilitators
from models.people import colleagues_of, memberships_of
from models.processes import lock_process

ERASED = "people.erase"
NAME = "Slettet"


@dataclass(frozen=True, slots=True)
class LeadsAlone:
    """Nothing was changed: these processes would have nobody to lead them."""

    processes: tuple[Process, ...]


@dataclass(frozen=True, slots=True)
class Erased:
    """Nothing of theirs is left."""


def leads_alone(session: Session, *, person: Person) -> tuple[Process, ...]:
    """The processes that the person leads and nobody else does."""
    return tuple(
        session.get_one(Process, one.process_id)
        for one in memberships_of(session, person_id=person.id)
        if one.role is Role.FACILITATOR
        and one.stage is Stage.JOINED
        and count_facilitators(session, process_id=one.process_id) < 2
    )


def erase(
    session: Session, *, person: Person, organizer: Organizer | None, now: datetime
) -> Erased | LeadsAlone:
    """Leave all processes and wipe what is personal, all of it or nothing. Twice is once."""
    session.refresh(person)
    if person.erased_at is not None:
        return Erased()
    memberships = memberships_of(session, person_id=person.id)
    for process_id in sorted({one.process_id for one in memberships}):
        lock_process(session, process_id=process_id)  # of two who go at once, one is left to lead
    alone = leads_alone(session, person=person)
    if alone:
        return LeadsAlone(alone)
    for membership in memberships:
        had_joined = membership.stage is Stage.JOINED
        leave(session, membership_id=membership.id, by=person, organizer=organizer, now=now)
        if had_joined:
            _tell_facilitators(session, membership, now=now)
    session.flush()
    wipe_posts(session, person=person)
    wipe_written(session, person=person, now=now)
    delete_rows(session, person=person)
    _wipe(person, now=now)
    session.add(person)
    session.add(AuditLine(person_id=person.id, act=ERASED, about={"person": person.id}, at=now))
    session.flush()
    session.expire_all()
    for enquiry in every_enquiry_of(session, person_id=person.id):
        renew_cards(session, enquiry=enquiry, now=now, because=":erased")
    return Erased()


def _wipe(person: Person, *, now: datetime) -> None:
    person.name, person.slack_id = NAME, f"deleted-{person.id}"
    person.email = person.slack_email = person.dm_channel = None
    person.quiet_from = person.quiet_until = person.silent_until = None
    person.erased_at = now


def _tell_facilitators(session: Session, membership: Membership, *, now: datetime) -> None:
    """That somebody left, and whether the organisation still takes part; not who, and not why."""
    process = session.get_one(Process, membership.process_id)
    organisation = (
        None
        if membership.organisation_id is None
        else session.get_one(Organisation, membership.organisation_id)
    )
    left = (
        0
        if organisation is None
        else len(
            colleagues_of(
                session,
                process_id=process.id,
                organisation_id=organisation.id,
                except_person_id=membership.person_id,
            )
        )
    )
    put_to_facilitators(
        session,
        key=f"membership:{membership.id}:gone",
        process=process,
        message=somebody_left_message(
            Language.DANISH,
            process=process.title[Language.DANISH.value],
            organisation=organisation.name if organisation else None,
            colleagues=left,
        ),
        due_at=now,
    )


def people_with(session: Session, *, slack_id: str) -> list[Person]:
    """Whose member id that is: one person in each workspace."""
    return list(session.exec(select(Person).where(Person.slack_id == slack_id)))
