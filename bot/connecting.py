"""Ties a process to the Slack workspace, the channels and the facilitators that it lives with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from bot.errors import SammenError
from models import AuditLine, Membership, Process
from models.enums import Role, Stage
from models.people import find_membership, remember_person
from models.processes import find_process


class UnknownProcess(SammenError):
    """There is no process with that key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A Slack account and what Slack says of it."""

    slack_id: str
    name: str
    slack_email: str | None
    language: str


def connect(
    session: Session,
    *,
    key: str,
    team_id: str,
    channel: str,
    facilitators_channel: str,
    facilitators: Sequence[Named],
    now: datetime,
) -> Process:
    """The process, connected. Facilitators named before stay; doing it again changes nothing."""
    process = find_process(session, key=key)
    if process is None:
        raise UnknownProcess(key)
    process.team_id = team_id
    process.channel = channel
    process.facilitators_channel = facilitators_channel
    session.add(process)
    for named in facilitators:
        _make_facilitator(session, named, process=process, team_id=team_id, now=now)
    about = {"team": team_id, "channel": channel, "facilitators_channel": facilitators_channel}
    session.add(AuditLine(process_id=process.id, act="process.connect", about=about, at=now))
    session.flush()
    return process


def _make_facilitator(
    session: Session, named: Named, *, process: Process, team_id: str, now: datetime
) -> None:
    person = remember_person(
        session,
        team_id=team_id,
        slack_id=named.slack_id,
        name=named.name,
        slack_email=named.slack_email,
        language=named.language,
        now=now,
    )
    membership = find_membership(session, process_id=process.id, person_id=person.id)
    if membership is None:
        membership = Membership(
            process_id=process.id, person_id=person.id, stage=Stage.JOINED, invited_at=now
        )
    if membership.role is Role.FACILITATOR and membership.stage is Stage.JOINED:
        return
    membership.role = Role.FACILITATOR
    membership.stage = Stage.JOINED
    membership.joined_at = now
    session.add(membership)
