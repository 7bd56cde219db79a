"""What facilitators see of the people in a process: everybody, one organisation, or one person."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from bot.follow_ups import Silent, silent_people
from bot.memberships import LEFT, MOVED, ROLE_CHANGED
from bot.organisations import spelt
from models import AuditLine, Organisation
from models.enums import Stage
from models.members import Listed, history_of, members_listed
from models.organisations import organisations_in_use

FOUND = 50  # lines of the search
_HISTORY = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """Something that was done with a membership. `act` is the audit line's."""

    act: str
    at: datetime
    by: str | None
    before: str | None  # a role's key, or an organisation's name
    after: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """The list as it is opened."""

    members: int
    organisations: int
    silent: tuple[Silent, ...]
    names: dict[int, str]  # of the organisations of those


def overview(session: Session, *, process_id: int, now: datetime) -> Overview:
    """How many take part, and who has not answered."""
    listed = members_listed(session, process_id=process_id)
    taking_part = [one for one in listed if _is_joined(one)]
    places = {one.organisation.id for one in taking_part if one.organisation is not None}
    silent = silent_people(session, process_id=process_id, now=now)
    wanted = {one.organisation_id for one in silent} - {None}
    names = {one.id: one.name for one in organisations_in_use(session) if one.id in wanted}
    return Overview(
        members=len(taking_part),
        organisations=len(places),
        silent=tuple(silent),
        names=names,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A line of the search: a person (by membership) or an organisation."""

    key: str  # "m:7", or "o:1:3" with the process
    name: str
    organisation: str | None = None
    people: int = 0


def search(session: Session, *, process_id: int, query: str) -> list[Found]:
    """People and organisations of the process whose names have words that begin like those typed."""
    listed = members_listed(session, process_id=process_id)
    places: dict[int, Organisation] = {}
    counts: dict[int, int] = {}
    for one in listed:
        if one.organisation is not None:
            places[one.organisation.id] = one.organisation
            counts[one.organisation.id] = counts.get(one.organisation.id, 0) + 1
    typed = spelt(query).split()
    found = [
        Found(key=f"o:{process_id}:{one.id}", name=one.name, people=counts[one.id])
        for one in sorted(places.values(), key=lambda place: place.name.casefold())
        if _fits(one.name, typed)
    ]
    found += [
        Found(
            key=f"m:{one.membership.id}",
            name=one.person.name,
            organisation=one.organisation.name if one.organisation else None,
        )
        for one in listed
        if _fits(one.person.name, typed)
    ]
    return found[:FOUND]


def history(session: Session, *, one: Listed) -> tuple[Past, ...]:
    """What has been done with a membership, the latest first."""
    lines = history_of(
        session,
        membership=one.membership,
        acts=[MOVED, ROLE_CHANGED, LEFT, "onboarding.invite", "onboarding.admit"],
        most=_HISTORY,
    )
    return tuple(_past(session, line, by) for line, by in lines)


def _past(session: Session, line: AuditLine, by: str | None) -> Past:
    before, after = line.about.get("from"), line.about.get("to")
    if line.act == MOVED:
        before, after = _name(session, before), _name(session, after)
    return Past(act=line.act, at=line.at, by=by, before=before, after=after)


def _name(session: Session, organisation_id: int | None) -> str | None:
    found = None if organisation_id is None else session.get(Organisation, organisation_id)
    return None if found is None else found.name


def _fits(name: str, typed: list[str]) -> bool:
    words = f" {spelt(name)}"
    return all(f" {word}" in words for word in typed)


def _is_joined(one: Listed) -> bool:
    return one.membership.stage is Stage.JOINED
