"""Answers that a facilitator takes down for somebody who phoned: noted, told to them, confirmed.

They count at once, as that person's. The person reads in one message what was noted, once the
facilitator is done, or has noted nothing more for some minutes. *Det passer* makes them the
person's own; so does giving the same answer again. The log keeps who noted what.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from bot import interview, talks
from bot.access import Act, may
from bot.answers import value_of
from bot.conversation.engine import Ask, Review, ask_again, next_step, review
from bot.conversation.questions import Language, Question, Questionnaire, Value
from bot.days import next_daytime
from bot.interview import Closed, Overtaken, Taken
from bot.outbox import put
from bot.questionnaires import questionnaire_of
from bot.talks import AnswerRow, Talk
from bot.voice.on_behalf import NotedLine, told_message
from models import AuditLine, Membership, Organisation, Person, Process
from models.interviews import answer_rows, find_interview
from models.noted_answers import NotedFor, confirm_noted, names_of_noters, noted_for
from models.people import find_membership
from models.posts import posts_with_keys

SETTLED = timedelta(minutes=10)  # after the last note


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """The person for whom is noted, and the answers of their organisation as they stand."""

    process: Process
    person: Person
    organisation: Organisation
    membership: Membership
    questionnaire: Questionnaire
    answers: Mapping[str, Value]
    rows: Mapping[str, AnswerRow]

    def seen_id(self, question_key: str) -> int | None:
        """The id of the answer that now counts."""
        row = self.rows.get(question_key)
        return None if row is None else row["id"]

    @property
    def next(self) -> Ask | None:
        """The first open question, or None if there is none."""
        step = next_step(self.questionnaire, self.answers, confirmed=True)
        return step if isinstance(step, Ask) else None

    def ask(self, question_key: str) -> Ask | None:
        """That question with its answer so far. None if it is hidden or retired."""
        return ask_again(self.questionnaire, self.answers, question_key)

    @property
    def everything(self) -> Review:
        """Every visible question with its answer so far."""
        return review(self.questionnaire, self.answers)


def side_of(session: Session, *, process: Process, person: Person) -> Side | None:
    """What can be noted for that person. None unless they may answer for an organisation."""
    membership = find_membership(session, process_id=process.id, person_id=person.id)
    if membership is None or membership.organisation_id is None:
        return None
    if not may(membership, Act.ANSWER):
        return None
    found = find_interview(
        session, process_id=process.id, organisation_id=membership.organisation_id
    )
    rows = [] if found is None else answer_rows(session, interview_id=found.id)
    return Side(
        process=process,
        person=person,
        organisation=session.get_one(Organisation, membership.organisation_id),
        membership=membership,
        questionnaire=questionnaire_of(session, process=process),
        answers={row["question_key"]: value_of(row) for row in rows},
        rows={row["question_key"]: row for row in rows},
    )


def note(
    session: Session,
    *,
    side: Side,
    question: Question,
    value: Value,
    seen_id: int | None,
    by: Person,
    now: datetime,
) -> Taken | Overtaken | Closed:
    """Take the answer down. Refused if another one has come since the facilitator looked."""
    talk = talks.begin(session, membership=side.membership, now=now)
    outcome = interview.note(
        session,
        talk=talk,
        question_key=question.key,
        value=value,
        seen_id=seen_id,
        noted_by_id=by.id,
        now=now,
    )
    if outcome == Taken(changed=True):
        about = {
            "interview": talk.interview_id,
            "organisation": talk.organisation_id,
            "person": side.person.id,
            "question": question.key,
        }
        session.add(
            AuditLine(
                process_id=side.process.id,
                person_id=by.id,
                act="answers.note",
                about=about,
                at=now,
            )
        )
    return outcome


def tell_of(session: Session, *, side: Side, now: datetime) -> bool:
    """Tell the person at once what stands to be confirmed. False if it is nothing new."""
    found = find_interview(
        session, process_id=side.process.id, organisation_id=side.organisation.id
    )
    if found is None:
        return False
    waiting = noted_for(session, interview_id=found.id, person_id=side.person.id)
    return sum(_tell(session, one, now=now) for one in waiting) > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """Somebody who is to be told of what was noted for them."""

    noted: NotedFor
    due_at: datetime

    @property
    def key(self) -> str:
        """The post's key."""
        return _key(self.noted)


def coming_tellings(session: Session) -> list[Telling]:
    """Who has not been told yet, and when they are."""
    waiting = noted_for(session)
    told = posts_with_keys(session, keys=[_key(one) for one in waiting])
    return [
        Telling(noted=one, due_at=next_daytime(one.latest_at + SETTLED))
        for one in waiting
        if _key(one) not in told
    ]


def tell_settled(session: Session, *, now: datetime) -> int:
    """Tell everybody for whom nothing more has been noted for a while; how many."""
    due = [one for one in coming_tellings(session) if one.noted.latest_at + SETTLED <= now]
    return sum(_tell(session, one.noted, now=now) for one in due)


def confirm(session: Session, *, talk: Talk, up_to_id: int, now: datetime) -> int:
    """The person says that it is right, up to that answer; how many were still to be confirmed."""
    count = confirm_noted(
        session, interview_id=talk.interview_id, person_id=talk.person_id, up_to_id=up_to_id
    )
    if count:
        session.add(
            AuditLine(
                process_id=talk.process_id,
                person_id=talk.person_id,
                act="answers.confirm",
                about={
                    "interview": talk.interview_id,
                    "organisation": talk.organisation_id,
                    "answers": count,
                },
                at=now,
            )
        )
    return count


def _key(noted: NotedFor) -> str:
    return f"interview:{noted.interview_id}:noted:{noted.latest_id}:person:{noted.person_id}"


def _tell(session: Session, noted: NotedFor, *, now: datetime) -> bool:
    talk = talks.talk_of(session, interview_id=noted.interview_id, person_id=noted.person_id)
    if talk is None:  # takes part no more
        return False
    person = session.get_one(Person, noted.person_id)
    language = Language(person.language)
    names = names_of_noters(session, interview_id=noted.interview_id)
    lines = tuple(
        NotedLine(question=entry.question, value=entry.value)
        for entry in interview.all_answers(talk).entries
        if entry.value is not None
        and entry.question.key in names
        and talk.rows[entry.question.key]["given_by_id"] == person.id
    )
    if not lines:  # hidden by now
        return False
    organisation = session.get_one(Organisation, talk.organisation_id)
    by = sorted({names[one.question.key] for one in lines})
    return put(
        session,
        key=_key(noted),
        team_id=person.team_id,
        process_id=talk.process_id,
        person_id=person.id,
        message=told_message(
            lines,
            language,
            by=by,
            organisation=organisation.name,
            interview_id=noted.interview_id,
            up_to_id=noted.latest_id,
        ),
        due_at=next_daytime(now),
        waits_for_daytime=True,
    )
