"""How far each organisation is, who is missing, and what is new since somebody last looked."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property

from sqlmodel import Session

from bot.days import local
from models.enums import OrganisationKind, Stage
from models.participation import (
    Applicant,
    Body,
    Invitees,
    answers_sent,
    answers_under_way,
    applicants,
    awaited_need_owners,
    need_owners,
    people_without_organisation,
)


class Reached(StrEnum):
    """How far an organisation is with the needs mapping."""

    DECLINED = "declined"  # everybody asked has said "not me"
    INVITED = "invited"  # in Slack, or by mail
    JOINED = "joined"  # has joined and answered nothing
    BEGUN = "begun"
    DONE = "done"  # has sent its answers


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One organisation. It counts once, however many of its people take part."""

    organisation: str
    reached: Reached
    since: datetime  # sent, last answer, first joined or first invited
    organisation_id: int = 0
    kind: OrganisationKind | None = None
    region: str | None = None


@dataclass(frozen=True, kw_only=True)
class Participation:
    """Where the organisations of a process stand. What is asked of it often is found once."""

    standings: tuple[Standing, ...]  # by name
    unplaced: tuple[tuple[str, datetime], ...]  # invited people without an organisation yet
    applicants: tuple[Applicant, ...]  # the longest waiting first

    def at(self, reached: Reached) -> tuple[str, ...]:
        """The names of the organisations that have come exactly so far."""
        return self._by_reached.get(reached, ())

    @cached_property
    def _by_reached(self) -> dict[Reached, tuple[str, ...]]:
        names: dict[Reached, list[str]] = {}
        for one in self.standings:
            names.setdefault(one.reached, []).append(one.organisation)
        return {reached: tuple(found) for reached, found in names.items()}

    @property
    def taking_part(self) -> int:
        """How many organisations are asked for their needs: all but those that declined."""
        return len(self.standings) - len(self.at(Reached.DECLINED))

    @cached_property
    def missing(self) -> tuple[Standing, ...]:
        """Who has not sent yet, the longest silent first."""
        missing = [
            one
            for one in self.standings
            if one.reached in {Reached.INVITED, Reached.JOINED, Reached.BEGUN}
        ]
        return tuple(sorted(missing, key=lambda one: (one.since, one.organisation)))

    @cached_property
    def sent_on(self) -> Counter[date]:
        """How many organisations have sent their answers on which day, in Danish time."""
        return Counter(
            local(one.since).date() for one in self.standings if one.reached is Reached.DONE
        )

    def among(self, chosen: Callable[[Standing], bool]) -> "Participation":
        """The same of some organisations: people without one are left out."""
        standings = tuple(one for one in self.standings if chosen(one))
        return Participation(standings=standings, unplaced=(), applicants=())


def participation(session: Session, *, process_id: int) -> Participation:
    """Where the organisations of a process stand now."""
    standings = [
        Standing(
            organisation=name,
            reached=reached,
            since=since,
            organisation_id=organisation_id,
            kind=kind,
            region=region,
        )
        for reached, found in (
            (Reached.DONE, answers_sent(session, process_id=process_id)),
            (Reached.BEGUN, answers_under_way(session, process_id=process_id)),
        )
        for organisation_id, name, kind, region, since in found
    ]
    invitees: dict[int, list[Invitees]] = {}
    for one in [
        *need_owners(session, process_id=process_id),
        *awaited_need_owners(session, process_id=process_id),
    ]:
        invitees.setdefault(one.body.id, []).append(one)
    standings += [made for people in invitees.values() if (made := _without_answers(people))]
    return Participation(
        standings=tuple(sorted(standings, key=lambda one: one.organisation.casefold())),
        unplaced=tuple(people_without_organisation(session, process_id=process_id)),
        applicants=tuple(applicants(session, process_id=process_id)),
    )


def _without_answers(people: list[Invitees]) -> Standing | None:
    by_stage = {one.stage: one for one in people}  # who is invited may be there by both ways
    if joined := by_stage.get(Stage.JOINED):
        return _standing(joined.body, Reached.JOINED, joined.joined_at or joined.invited_at)
    asked = [one for one in people if one.stage in {Stage.INVITED, Stage.LATER}]
    if asked:
        return _standing(asked[0].body, Reached.INVITED, min(one.invited_at for one in asked))
    if declined := by_stage.get(Stage.DECLINED):
        return _standing(declined.body, Reached.DECLINED, declined.invited_at)
    return None  # somebody waits for an answer, or was refused: no organisation of ours yet


def _standing(body: Body, reached: Reached, since: datetime) -> Standing:
    return Standing(
        organisation=body.name,
        reached=reached,
        since=since,
        organisation_id=body.id,
        kind=body.kind,
        region=body.region,
    )
