"""Inviting: a membership that waits for an answer, and the welcome that asks for one."""

from datetime import UTC, datetime

from sqlmodel import Session

from bot.conversation.questions import Language
from bot.outbox import put
from bot.voice.onboarding import ProcessWords, welcome_message
from models import AuditLine, Membership, Person, Process
from models.enums import Role, Stage
from models.inserting import insert_if_new
from models.people import find_membership, lock_membership


def invite(
    session: Session,
    *,
    process_id: int,
    person: Person,
    by: Person | None,
    now: datetime,
    organisation_id: int | None = None,
    role: Role = Role.NEED_OWNER,
) -> Membership | None:
    """A membership for somebody who has none in this process, or has left it; else None.

    Organisation and role are what the form begins with, if the inviter knows them.
    """
    is_new = insert_if_new(
        session,
        Membership,
        process_id=process_id,
        person_id=person.id,
        organisation_id=organisation_id,
        role=role,
        stage=Stage.INVITED,
        invited_by_id=by.id if by else None,
        invited_at=now,
    )
    membership = find_membership(session, process_id=process_id, person_id=person.id)
    assert membership is not None
    if not is_new:
        lock_membership(session, membership_id=membership.id)
        if membership.stage is not Stage.LEFT:
            return None
        _invite_back(membership, by=by, now=now)
        membership.organisation_id = organisation_id or membership.organisation_id
        membership.role = role if by is not None else membership.role
        session.flush()
    note_act(session, membership=membership, act="invite", by=by or person, now=now)
    return membership


def _invite_back(membership: Membership, *, by: Person | None, now: datetime) -> None:
    """As if for the first time. Who comes by themselves is vouched for as they were before."""
    membership.stage = Stage.INVITED
    membership.invited_by_id = by.id if by else None
    membership.invited_at = now
    if by is not None:
        membership.decided_by_id = None
    if membership.role is Role.FACILITATOR:
        membership.role = Role.NEED_OWNER


def put_welcome(
    session: Session,
    *,
    process: Process,
    membership: Membership,
    person: Person,
    inviter: str | None,
    now: datetime,
) -> None:
    """Ask the person in Slack. Whoever is invited back is asked again."""
    key = f"membership:{membership.id}:welcome"
    words = ProcessWords(process_id=process.id, title=process.title, texts=process.texts)
    message = welcome_message(
        words, name=person.name, inviter=inviter, language=Language(person.language)
    )
    for each in (key, f"{key}:{stamp(membership.invited_at)}"):
        if put(
            session,
            key=each,
            team_id=person.team_id,
            process_id=process.id,
            person_id=person.id,
            message=message,
            due_at=now,
        ):
            return


def stamp(at: datetime) -> str:
    """A moment as part of a key."""
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%S")


def note_act(
    session: Session, *, membership: Membership, act: str, by: Person | None, now: datetime
) -> None:
    """The audit line of something that happened to a membership on its way."""
    session.add(
        AuditLine(
            process_id=membership.process_id,
            person_id=by.id if by else None,
            act=f"onboarding.{act}",
            about={"membership": membership.id, "organisation": membership.organisation_id},
            at=now,
        )
    )
