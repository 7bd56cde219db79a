"""What is exported of a process: its organisations with their answers, its meetings, its questions.

Read while it is written, so that ten thousand organisations take no more memory than a thousand.
Answers that a branch hides are left out, as they are of every sum.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from sqlmodel import Session

from bot.answers import value_of
from bot.conversation.engine import visible_questions
from bot.conversation.questions import Answers, Questionnaire
from bot.participation import Participation, Standing, participation
from bot.questionnaires import questionnaire_of
from bot.slices import belonging
from models import AuditLine, Person, Process
from models.exports import Guest, current_answers, meeting_guests
from models.shares import region_names
from models.slices import Slice


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """What stands in the files. Its rows are read from the session when they are asked for."""

    session: Session
    process: Process
    person: str
    at: datetime
    within: Slice
    questionnaire: Questionnaire
    participation: Participation  # of the slice
    regions: dict[str, str]

    def organisations(self) -> Iterator[tuple[Standing, Answers]]:
        """Each organisation with those of its answers that count, in the order they came."""
        standings = sorted(self.participation.standings, key=lambda one: one.organisation_id)
        rows = current_answers(self.session, process_id=self.process.id)
        grouped = groupby(rows, key=lambda row: int(row.organisation_id))
        found, answers = next(grouped, (None, iter(())))
        for standing in standings:
            while found is not None and found < standing.organisation_id:
                found, answers = next(grouped, (None, iter(())))
            if found != standing.organisation_id:
                yield standing, {}
                continue
            given = {row.question_key: value_of(row._asdict()) for row in answers}
            shown = {one.key for one in visible_questions(self.questionnaire, given)}
            yield standing, {key: value for key, value in given.items() if key in shown}

    def guests(self) -> Iterator[Guest]:
        """Who is invited to what. Of a slice, only the people of its organisations."""
        within = {one.organisation_id for one in self.participation.standings}
        for guest in meeting_guests(self.session, process_id=self.process.id):
            if self.within.is_whole or guest.organisation_id in within:
                yield guest


def export_of(
    session: Session, *, process: Process, person: str, within: Slice, now: datetime
) -> Export:
    """Everything that a facilitator may take away of that slice."""
    people = participation(session, process_id=process.id)
    if not within.is_whole:
        people = people.among(belonging(session, within, process_id=process.id))
    return Export(
        session=session,
        process=process,
        person=person,
        at=now,
        within=within,
        questionnaire=questionnaire_of(session, process=process),
        participation=people,
        regions=region_names(session),
    )


def note_export(
    session: Session,
    *,
    process: Process,
    person: Person,
    what: str,
    within: Slice,
    now: datetime,
) -> None:
    """Keep for the audit who took what away: "xlsx", "csv", "sums"."""
    about: dict[str, object] = {"what": what}
    if within.kind is not None:
        about["kind"] = within.kind.value
    if within.region is not None:
        about["region"] = within.region
    if within.choice is not None:
        about["choice"] = list(within.choice)
    session.add(
        AuditLine(
            process_id=process.id, person_id=person.id, act="exports.make", about=about, at=now
        )
    )
