"""What an operator ties together: a process and its place in Slack, an organisation and a domain."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from bot.content_fields import DOMAIN
from bot.directory import ANYBODYS_DOMAINS
from bot.errors import SammenError
from models import AuditLine, Membership, Process
from models.enums import Role, Stage
from models.organisations import find_organisation, remember_domain
from models.people import find_membership, remember_person
from models.processes import find_process


class UnknownProcess(SammenError):
    """There is no process with that key."""


class DomainRefused(SammenError):
    """The domain cannot be the organisation's. Says why."""


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


def add_domain(session: Session, *, key: str, domain: str, now: datetime) -> None:
    """Whoever has an address there joins for the organisation at once. Twice is once."""
    organisation = find_organisation(session, key=key)
    if organisation is None:
        reason = f"There is no organisation {key}. `sammen directory load` adds the public ones."
        raise DomainRefused(reason)
    domain = domain.strip().lower()
    if not DOMAIN.fullmatch(domain):
        reason = f"{domain} is no e-mail domain. Write the part behind the @, such as aalborg.dk."
        raise DomainRefused(reason)
    if domain in ANYBODYS_DOMAINS:
        reason = f"Anybody can have an address at {domain}: that would let strangers in."
        raise DomainRefused(reason)
    known = remember_domain(session, organisation_id=organisation.id, domain=domain, now=now)
    if known.organisation_id != organisation.id:
        reason = f"{domain} belongs to another organisation already."
        raise DomainRefused(reason)
