"""Two spellings of one organisation become one, with nothing lost.

People, domains, awaited people and notes move over. Where only one has answered a question, that
answer counts; where both have, a facilitator chooses, and the other is kept as replaced. The row of
the spelling that goes stays and leads to the one that remains. Its interview goes, and the audit
line says into which, by which old buttons find their way.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import update
from sqlmodel import Session, col, select

from bot.access import Act, may
from bot.answers import value_of
from bot.conversation.questions import Question, Value
from bot.questionnaires import questionnaire_of
from models import (
    Answer,
    AuditLine,
    AwaitedPerson,
    ContactNote,
    Interview,
    Membership,
    Organisation,
    OrganisationDomain,
    Party,
    Person,
    Process,
)
from models.documents import rename_readers
from models.interviews import answer_rows
from models.merges import MERGED, move_conversations, move_former_answers
from models.people import find_membership


class Kept(StrEnum):
    """Whose answer counts."""

    GOING = "going"
    STAYING = "staying"


class Refusal(StrEnum):
    """Why nothing was merged."""

    NOT_ALLOWED = "not_allowed"
    NOT_YOURS = "not_yours"  # one of the two takes part in a process led by others
    SAME = "same"
    GONE = "gone"  # one of the two is merged already, or does not exist
    CHOICES_MISSING = "choices_missing"  # both have answered something that was not asked about


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """A question that both have answered, differently."""

    key: str  # "process:question"
    process_id: int
    question: Question
    going: Value
    staying: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class MergePlan:
    """What merging would do now."""

    going: Organisation
    staying: Organisation
    conflicts: tuple[Conflict, ...]
    people: int  # who move over
    answers: int  # that count from then on and did not before


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """It is done."""

    going: Organisation
    staying: Organisation
    people: int
    answers: int


def plan_merge(
    session: Session, *, process_id: int, going_id: int, staying_id: int, by: Person
) -> MergePlan | Refusal:
    """What would move, and what must be chosen. Changes nothing, but holds both until the commit."""
    mine = find_membership(session, process_id=process_id, person_id=by.id)
    if not may(mine, Act.RUN_MEMBERS):
        return Refusal.NOT_ALLOWED
    if going_id == staying_id:
        return Refusal.SAME
    # In one order, or two facilitators who merge the same two would wait for each other.
    rows = {
        number: session.get(Organisation, number, with_for_update=True, populate_existing=True)
        for number in sorted((going_id, staying_id))
    }
    going, staying = rows[going_id], rows[staying_id]
    if going is None or staying is None or going.merged_into_id or staying.merged_into_id:
        return Refusal.GONE
    for touched in _processes_of(session, going_id):
        theirs = find_membership(session, process_id=touched, person_id=by.id)
        if not may(theirs, Act.RUN_MEMBERS):
            return Refusal.NOT_YOURS
    conflicts: list[Conflict] = []
    answers = 0
    for own, other in _pairs(session, going_id=going_id, staying_id=staying_id):
        theirs_now = _current(session, other)
        answers += len(_current(session, own).keys() - theirs_now.keys())
        if other is not None:
            conflicts += _conflicts(session, own, other)
    people = session.exec(select(Membership.id).where(Membership.organisation_id == going_id)).all()
    return MergePlan(
        going=going,
        staying=staying,
        conflicts=tuple(conflicts),
        people=len(people),
        answers=answers,
    )


def merge(
    session: Session,
    *,
    process_id: int,
    going_id: int,
    staying_id: int,
    choices: Mapping[str, Kept],
    by: Person,
    now: datetime,
) -> Merged | Refusal:
    """Merge the first into the second. `choices` says, for each conflict, whose answer counts."""
    plan = plan_merge(
        session, process_id=process_id, going_id=going_id, staying_id=staying_id, by=by
    )
    if isinstance(plan, Refusal):
        return plan
    if any(one.key not in choices for one in plan.conflicts):
        return Refusal.CHOICES_MISSING
    interviews: dict[str, int] = {}
    for own, other in _pairs(session, going_id=going_id, staying_id=staying_id):
        if other is None:
            own.organisation_id = staying_id  # the interview itself moves, and its buttons with it
            session.add(own)
        else:
            interviews[str(own.id)] = other.id
            _merge_interviews(session, own, other, choices=choices, now=now)
    _move_parties(session, going_id=going_id, staying_id=staying_id, now=now)
    for table in (Membership, OrganisationDomain, AwaitedPerson, ContactNote):
        session.connection().execute(
            update(table)
            .where(table.organisation_id == going_id)  # type: ignore[arg-type]
            .values(organisation_id=staying_id)
        )
    session.connection().execute(
        update(Organisation)
        .where(col(Organisation.merged_into_id) == going_id)
        .values(merged_into_id=staying_id)
    )
    rename_readers(session, going=plan.going.key, staying=plan.staying.key)
    plan.going.merged_into_id = staying_id
    session.add(plan.going)
    about = {
        "from": going_id,
        "to": staying_id,
        "people": plan.people,
        "interviews": interviews,
        "chosen": {key: kept.value for key, kept in choices.items()},
    }
    session.add(AuditLine(process_id=process_id, person_id=by.id, act=MERGED, about=about, at=now))
    session.flush()
    session.expire_all()
    return Merged(going=plan.going, staying=plan.staying, people=plan.people, answers=plan.answers)


def _processes_of(session: Session, organisation_id: int) -> set[int]:
    """Where the organisation takes part, has answered, or stands behind the process."""
    found: set[int] = set()
    for table in (Membership, Interview, Party, AwaitedPerson):
        query = select(table.process_id).where(table.organisation_id == organisation_id)
        found |= set(session.exec(query))
    return found


def _pairs(
    session: Session, *, going_id: int, staying_id: int
) -> list[tuple[Interview, Interview | None]]:
    """The interviews of the one that goes, each with the other's of the same process; all locked."""
    query = (
        select(Interview)
        .where(col(Interview.organisation_id).in_((going_id, staying_id)))
        .order_by(col(Interview.id))
        .with_for_update()
    )
    interviews = list(session.exec(query))
    staying = {one.process_id: one for one in interviews if one.organisation_id == staying_id}
    return [
        (one, staying.get(one.process_id)) for one in interviews if one.organisation_id == going_id
    ]


def _current(session: Session, interview: Interview | None) -> dict[str, Value]:
    rows = [] if interview is None else answer_rows(session, interview_id=interview.id)
    return {row["question_key"]: value_of(row) for row in rows}


def _conflicts(session: Session, own: Interview, other: Interview) -> list[Conflict]:
    process = session.get_one(Process, own.process_id)
    questionnaire = questionnaire_of(session, process=process)
    going, staying = _current(session, own), _current(session, other)
    return [
        Conflict(
            key=f"{process.id}:{question.key}",
            process_id=process.id,
            question=question,
            going=going[question.key],
            staying=staying[question.key],
        )
        for question in questionnaire.questions
        if question.key in going
        and question.key in staying
        and going[question.key] != staying[question.key]
    ]


def _merge_interviews(
    session: Session,
    own: Interview,
    other: Interview,
    *,
    choices: Mapping[str, Kept],
    now: datetime,
) -> None:
    """All answers stand in the interview that stays; of two that count, one is marked as replaced."""
    move_former_answers(session, interview_id=own.id, into_id=other.id)
    staying = _rows_by_question(session, other)
    for question, answer in _rows_by_question(session, own).items():
        rival = staying.get(question)
        if rival is not None:
            kept = choices.get(f"{own.process_id}:{question}", Kept.STAYING)
            loser = rival if kept is Kept.GOING else answer
            loser.replaced_at = now
            session.add(loser)
            session.flush()  # of the two only one may count, at each moment
        answer.interview_id = other.id
        session.add(answer)
        session.flush()
    move_conversations(session, interview_id=own.id, into_id=other.id)
    if other.confirmed_at is None and own.confirmed_at is not None:
        other.confirmed_at, other.confirmed_by_id = own.confirmed_at, own.confirmed_by_id
    other.started_at = min(own.started_at, other.started_at)
    session.add(other)
    session.flush()
    # Gone, so that somebody who answers in this very moment finds the other one: see find_talk.
    session.delete(own)
    session.flush()


def _rows_by_question(session: Session, interview: Interview) -> dict[str, Answer]:
    query = select(Answer).where(
        Answer.interview_id == interview.id, col(Answer.replaced_at).is_(None)
    )
    return {one.question_key: one for one in session.exec(query)}


def _move_parties(session: Session, *, going_id: int, staying_id: int, now: datetime) -> None:
    rows: Sequence[Party] = session.exec(
        select(Party).where(col(Party.organisation_id).in_((going_id, staying_id)))
    ).all()
    staying = {one.process_id: one for one in rows if one.organisation_id == staying_id}
    for party in rows:
        if party.organisation_id != going_id:
            continue
        rival = staying.get(party.process_id)
        if rival is None:
            party.organisation_id = staying_id
        elif rival.retired_at is not None and party.retired_at is None:
            rival.role, rival.contribution = party.role, party.contribution
            rival.position, rival.retired_at = party.position, None
            party.retired_at = now
        else:
            party.retired_at = party.retired_at or now
        session.add(party)
    session.flush()
