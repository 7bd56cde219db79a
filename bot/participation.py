"""How far each organisation is, who is missing, and what is new since somebody last looked."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlmodel import Session

from models.enums import Stage
from models.participation import (
    Answered,
    Applicant,
    Invitees,
    applicants,
    interviews_answered,
    need_owners,
    people_without_organisation,
)


class Reached(StrEnum):
    """How far an organisation is with the needs mapping."""

    DECLINED = "declined"  # everybody asked has said "not me"
    INVITED = "invited"
    JOINED = "joined"  # has joined and answered nothing
    BEGUN = "begun"
    DONE = "done"  # has sent its answers


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One organisation. It counts once, however many of its people take part."""

    organisation: str
    reached: Reached
    since: datetime  # sent, last answer, first joined or first invited


@dataclass(frozen=True, slots=True, kw_only=True)
class Participation:
    """Where the organisations of a process stand."""

    standings: tuple[Standing, ...]  # by name
    unplaced: tuple[tuple[str, datetime], ...]  # invited people without an organisation yet
    applicants: tuple[Applicant, ...]  # the longest waiting first

    def at(self, reached: Reached) -> tuple[str, ...]:
        """The names of the organisations that have come exactly so far."""
        return tuple(one.organisation for one in self.standings if one.reached is reached)

    @property
    def taking_part(self) -> int:
        """How many organisations are asked for their needs: all but those that declined."""
        return sum(one.reached is not Reached.DECLINED for one in self.standings)

    @property
    def missing(self) -> tuple[Standing, ...]:
        """Who has not sent yet, the longest silent first."""
        missing = [
            one
            for one in self.standings
            if one.reached in {Reached.INVITED, Reached.JOINED, Reached.BEGUN}
        ]
        return tuple(sorted(missing, key=lambda one: (one.since, one.organisation)))


def participation(session: Session, *, process_id: int) -> Participation:
    """Where the organisations of a process stand now."""
    invitees: dict[int, list[Invitees]] = {}
    for one in need_owners(session, process_id=process_id):
        invitees.setdefault(one.organisation_id, []).append(one)
    interviews = {
        one.organisation_id: one for one in interviews_answered(session, process_id=process_id)
    }
    standings = [
        standing
        for organisation_id in invitees | interviews
        if (standing := _standing(invitees.get(organisation_id), interviews.get(organisation_id)))
    ]
    return Participation(
        standings=tuple(sorted(standings, key=lambda one: one.organisation.casefold())),
        unplaced=tuple(people_without_organisation(session, process_id=process_id)),
        applicants=tuple(applicants(session, process_id=process_id)),
    )


def _standing(people: list[Invitees] | None, interview: Answered | None) -> Standing | None:
    if interview is not None and interview.confirmed_at is not None:
        return Standing(
            organisation=interview.organisation,
            reached=Reached.DONE,
            since=interview.confirmed_at,
        )
    if interview is not None and interview.latest_at is not None:
        return Standing(
            organisation=interview.organisation,
            reached=Reached.BEGUN,
            since=interview.latest_at,
        )
    by_stage = {one.stage: one for one in people or ()}
    if joined := by_stage.get(Stage.JOINED):
        return Standing(
            organisation=joined.organisation,
            reached=Reached.JOINED,
            since=joined.joined_at or joined.invited_at,
        )
    asked = [by_stage[stage] for stage in (Stage.INVITED, Stage.LATER) if stage in by_stage]
    if asked:
        return Standing(
            organisation=asked[0].organisation,
            reached=Reached.INVITED,
            since=min(one.invited_at for one in asked),
        )
    if declined := by_stage.get(Stage.DECLINED):
        return Standing(
            organisation=declined.organisation,
            reached=Reached.DECLINED,
            since=declined.invited_at,
        )
    return None  # somebody waits for an answer, or was refused: no organisation of ours yet
