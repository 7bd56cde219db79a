"""Who takes part in a process, as members see it, and who of one organisation comes to its meetings."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import func
from sqlmodel import Session, col, select

from models.enums import MeetingState, Reply, Role, Stage
from models.invitations import Invitation
from models.meetings import Meeting
from models.organisations import Organisation
from models.people import Membership, Person
from models.processes import TextJson


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """One person who has joined. `organisation` is "" where they take part for none."""

    name: str
    role: Role
    organisation: str


def participants(session: Session, *, process_id: int) -> list[Participant]:
    """Everybody who has joined, by name."""
    query = (
        select(Person.name, Membership.role, func.coalesce(Organisation.name, ""))
        .join(Membership, col(Membership.person_id) == col(Person.id))
        .outerjoin(Organisation, col(Membership.organisation_id) == col(Organisation.id))
        .where(Membership.process_id == process_id, Membership.stage == Stage.JOINED)
    )
    found = [
        Participant(name=name, role=Role(role), organisation=organisation)
        for name, role, organisation in session.exec(query)
    ]
    return sorted(found, key=lambda one: one.name.casefold())


@dataclass(frozen=True, slots=True, kw_only=True)
class Replies:
    """A coming meeting, and who of an organisation has said yes, or nothing yet."""

    title: TextJson
    starts_at: datetime
    yes: list[str] = field(default_factory=list)
    unanswered: list[str] = field(default_factory=list)


def coming_replies(
    session: Session, *, process_id: int, organisation_id: int, now: datetime
) -> list[Replies]:
    """The coming meetings to which somebody of that organisation is invited, the first first."""
    query = (
        select(Meeting, Invitation.reply, Person.name)
        .join(Invitation, col(Invitation.meeting_id) == col(Meeting.id))
        .join(Person, col(Person.id) == col(Invitation.person_id))
        .join(Membership, col(Membership.person_id) == col(Person.id))
        .where(
            Meeting.process_id == process_id,
            Meeting.state == MeetingState.PLANNED,
            col(Meeting.retired_at).is_(None),
            col(Meeting.ends_at) > now,
            col(Invitation.removed_at).is_(None),
            col(Invitation.told_at).is_not(None),
            Membership.process_id == process_id,
            Membership.organisation_id == organisation_id,
            Membership.stage == Stage.JOINED,
        )
        .order_by(col(Meeting.starts_at), col(Meeting.id), col(Person.name))
    )
    found: dict[int, Replies] = {}
    for meeting, reply, name in session.exec(query):
        one = found.setdefault(
            meeting.id, Replies(title=meeting.title, starts_at=meeting.starts_at)
        )
        if reply is Reply.YES:
            one.yes.append(name)
        elif reply is Reply.NONE:
            one.unanswered.append(name)
    return list(found.values())
