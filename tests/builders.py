"""The real process with its people, for tests of joining and of the needs mapping."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cache
from pathlib import Path

from sqlmodel import Session, col, select

from bot import interview, talks
from bot.connecting import Named, connect
from bot.content import read_process
from bot.content_entries import ProcessFile
from bot.conversation.engine import Ask
from bot.conversation.questions import (
    AnswerKind,
    Chosen,
    Language,
    Month,
    Quantity,
    Question,
    Value,
    Written,
)
from bot.loading import apply_load
from bot.talks import Talk
from models import Answer, Database, Membership, Organisation, Person, Process
from models.enums import Role, Stage
from models.organisations import find_organisation
from models.people import find_membership, find_person

PROCESS = Path(__file__).parent.parent / "processes" / "emissionsfrie-arbejdsmaskiner.yaml"
TEAM, CHANNEL, LEADERS = "T0SAMMEN", "C0PROCES", "G0LEDERE"
METTE, JONAS, SARA, PETER, LOUISE, ANNE, KARL = (
    "U0METTE",
    "U0JONAS",
    "U0SARA",
    "U0PETER",
    "U0LOUISE",
    "U0ANNE",
    "U0KARL",
)


@dataclass(frozen=True)
class Account:
    """Who Slack says somebody is: the same people as in the sandbox."""

    name: str
    email: str
    language: Language = Language.DANISH


ACCOUNTS = {
    METTE: Account("Mette Friis", "mette.friis@aalborg.example"),
    JONAS: Account("Jonas Krogh", "jonas.krogh@aalborg.example"),
    SARA: Account("Sara Lind", "sara.lind@odense.example"),
    PETER: Account("Peter Dam", "peter.dam@metro.example", Language.ENGLISH),
    LOUISE: Account("Louise Bang", "louise.bang@nordiskmaskin.example"),
    ANNE: Account("Anne Holm", "anne.holm@copi.example"),
    KARL: Account("Karl Toft", "karl.toft@copi.example"),
}


@cache
def process_file() -> ProcessFile:
    """The process file, read once."""
    return read_process(PROCESS.read_text(encoding="utf-8"), name=PROCESS.name)


def load_process(session: Session, *, now: datetime) -> Process:
    """The process in its workspace, led by Anne and Karl."""
    apply_load(session, process_file=process_file(), now=now)
    leaders = [
        Named(
            slack_id=one,
            name=ACCOUNTS[one].name,
            slack_email=ACCOUNTS[one].email,
            language=ACCOUNTS[one].language.value,
        )
        for one in (ANNE, KARL)
    ]
    return connect(
        session,
        key=process_file().key,
        team_id=TEAM,
        channel=CHANNEL,
        facilitators_channel=LEADERS,
        facilitators=leaders,
        now=now,
    )


def add_person(session: Session, slack_id: str, *, now: datetime, team_id: str = TEAM) -> Person:
    """The person's row, with the direct message that the sandbox gives them."""
    account = ACCOUNTS[slack_id]
    person = find_person(session, team_id=team_id, slack_id=slack_id) or Person(
        team_id=team_id,
        slack_id=slack_id,
        name=account.name,
        slack_email=account.email,
        language=account.language.value,
        dm_channel="D" + slack_id[1:],
        first_seen_at=now,
    )
    session.add(person)
    session.flush()
    return person


def add_member(
    session: Session,
    process: Process,
    slack_id: str,
    *,
    now: datetime,
    organisation: str | None = "aalborg",
    role: Role = Role.NEED_OWNER,
    stage: Stage = Stage.JOINED,
) -> Membership:
    """A person in the process, for the organisation with that key."""
    person = add_person(session, slack_id, now=now)
    membership = Membership(
        process_id=process.id,
        person_id=person.id,
        organisation_id=None if organisation is None else organisation_of(session, organisation).id,
        role=role,
        stage=stage,
        invited_at=now,
        applied_at=now if stage is Stage.APPLIED else None,
        joined_at=now if stage is Stage.JOINED else None,
    )
    session.add(membership)
    session.flush()
    return membership


def organisation_of(session: Session, key: str) -> Organisation:
    """The organisation with that key, which must be there."""
    found = find_organisation(session, key=key)
    assert found is not None, key
    return found


def membership_of(session: Session, process: Process, slack_id: str) -> Membership:
    """That person's membership, which must be there."""
    person = find_person(session, team_id=TEAM, slack_id=slack_id)
    assert person is not None, slack_id
    found = find_membership(session, process_id=process.id, person_id=person.id)
    assert found is not None, slack_id
    return found


def begin_talk(session: Session, membership: Membership, *, now: datetime) -> Talk:
    """The person has begun, and the first open question has been put."""
    talk = talks.begin(session, membership=membership, now=now)
    interview.resume(session, talk=talk, now=now)
    return again(session, talk)


def again(session: Session, talk: Talk) -> Talk:
    """The same person's side as it stands now."""
    found = talks.talk_of(session, interview_id=talk.interview_id, person_id=talk.person_id)
    assert found is not None
    return found


def plausible(question: Question) -> Value:
    """An answer that somebody could give. Every choice, so that no branch is hidden."""
    match question.kind:
        case AnswerKind.YES_NO:
            return Chosen(("yes",))
        case AnswerKind.ONE_OF:
            return Chosen((question.offered[2],))
        case AnswerKind.MANY_OF:
            return Chosen(question.offered)
        case AnswerKind.NUMBER:
            low, high = Decimal(12), Decimal(15)
            return Quantity(low=low, high=high, unit=question.units[0].key, approximate=True)
        case AnswerKind.MONTH:
            return Month(year=2023, month=9)
        case AnswerKind.SHORT_TEXT | AnswerKind.LONG_TEXT:
            return Written("Fælles udbudstekster")


def answer_until(session: Session, talk: Talk, *, key: str | None, now: datetime) -> Talk:
    """Answer plausibly until that question is put, or all are answered."""
    step: object = interview.standing(talk, None)
    while isinstance(step, Ask) and step.question.key != key:
        outcome = interview.answer(
            session,
            talk=talk,
            question_key=step.question.key,
            value=plausible(step.question),
            now=now,
        )
        assert isinstance(outcome, interview.Saved)
        step, talk = outcome.step, again(session, talk)
    return talk


def answers_kept(session: Session, *, question_key: str) -> list[Answer]:
    """Every answer ever given to that question, the earliest first."""
    query = select(Answer).where(Answer.question_key == question_key).order_by(col(Answer.id))
    return list(session.exec(query))


def bring_to(
    database: Database, process: Process, slack_id: str, *, key: str | None, now: datetime
) -> None:
    """That person has answered everything before that question (None: all there is)."""
    with database.write() as session:
        talk = begin_talk(session, membership_of(session, process, slack_id), now=now)
        answer_until(session, talk, key=key, now=now)
