"""Three processes with one of every kind of thing, and on each thing a seal that is nowhere else.

The first is the one that is looked at. The second lives beside it in the same workspace, the third
in another one. Each has an owner: the person who may have stood anywhere in it, and so has an own
answer, an own invitation, an own draft and whatever else one may be left with.
"""

from datetime import date, timedelta
from types import MappingProxyType

from sqlmodel import Session, select
from sqlmodel.sql.expression import SelectOfScalar

from bot import interview
from bot.conversation.questions import Written
from bot.importing_apply import digest_of
from bot.onboarding import application_mark
from models import (
    Answer,
    AuditLine,
    ContactNote,
    Document,
    Milestone,
    Organisation,
)
from models.enums import (
    ContactKind,
    MilestoneState,
    OrganisationKind,
    PostState,
    Precision,
    Stage,
)
from tests.access.asked import add_asked
from tests.access.house import (
    ABROAD,
    DOCUMENTS,
    LEADERS,
    NOW,
    House,
    Things,
    seal,
    titled,
)
from tests.access.planned import add_announcements, add_meetings, post_of
from tests.builders import (
    JONAS,
    LOUISE,
    METTE,
    PETER,
    SARA,
    TEAM,
    add_person,
    again,
    answer_until,
    begin_talk,
    organisation_of,
)


def furnish(session: Session) -> tuple[Things, Things, Things]:
    """All three."""
    made = (
        _furnish(session, 1, team=TEAM, owner=METTE),
        _furnish(session, 2, team=TEAM, owner=SARA),
        _furnish(session, 3, team=ABROAD, owner=METTE),
    )
    add_person(session, PETER, now=NOW)
    return made


def _furnish(session: Session, number: int, *, team: str, owner: str) -> Things:
    house = House(session, number, team=team, owner=owner)
    _people_and_answers(house)
    _dates(house)
    _documents(house)
    add_meetings(house)
    add_announcements(house)
    _desk(house)
    add_asked(house)
    return Things(number, team, owner, MappingProxyType(house.ids))


def _people_and_answers(house: House) -> None:
    session, number = house.session, house.number
    own = organisation_of(session, "aalborg")
    other = house.add(
        Organisation(
            key=f"anden-{number}",
            name=seal(number, "organisation"),
            kind=OrganisationKind.MUNICIPALITY,
            added_at=NOW,
        )
    )
    mine = house.member(house.owner, own)
    colleague = house.person(f"U0KOLLEGA{number}", seal(number, "kollega"))
    theirs = house.member(colleague, own)
    stranger = house.person(LOUISE if number == 2 else JONAS, seal(number, "medlem"))
    foreign = house.member(stranger, other)
    applicant = house.person(f"U0NY{number}", seal(number, "ansoeger"))
    waiting = house.member(applicant, other, Stage.APPLIED)
    for membership, word in ((theirs, "svar"), (foreign, "fremmedsvar")):
        talk = begin_talk(session, membership, now=NOW - timedelta(days=2))
        talk = answer_until(session, talk, key="needs_from_others", now=NOW - timedelta(days=2))
        interview.answer(
            session,
            talk=talk,
            question_key="needs_from_others",
            value=Written(seal(number, word)),
            now=NOW - timedelta(days=1),
        )
        answer_until(session, again(session, talk), key="remark", now=NOW - timedelta(days=1))
    talk = begin_talk(session, mine, now=NOW - timedelta(days=1))
    house.name(interview=str(talk.interview_id), colleague=colleague, colleague_membership=theirs)
    house.name(own_membership=mine, own_organisation=own, other_organisation=other)
    _kept_answers(house, talk.interview_id)
    house.name(other_person=stranger, other_membership=foreign, applicant=waiting)
    house.name(application=application_mark(waiting), other_slack=stranger.slack_id)
    house.name(colleague_slack=colleague.slack_id, facilitator=f"U0LEDER{number}")


def _kept_answers(house: House, interview_id: int) -> None:
    """One of the owner's that a colleague's replaced, and one noted for them on the phone."""
    session = house.session
    rows = {one.question_key: one for one in session.exec(_answers_of(interview_id))}
    theirs, noted = rows["needs_from_others"], rows["share_texts"]
    columns = theirs.model_dump(exclude={"id"})
    columns |= {"given_by_id": house.owner.id, "written": "Fælles krav", "replaced_at": NOW}
    mine = house.add(Answer(**columns))
    noted.given_by_id, noted.noted_by_id = house.owner.id, house.leader.id
    house.add(noted)
    house.name(answer=theirs, own_answer=mine, noted_answer=noted)


def _answers_of(interview_id: int) -> SelectOfScalar[Answer]:
    return select(Answer).where(Answer.interview_id == interview_id)


def _dates(house: House) -> None:
    for word, audience in (("dato", []), ("lederdato", LEADERS)):
        milestone = house.add(
            Milestone(
                process_id=house.process.id,
                key=word,
                position=90,
                title=titled(house.number, word),
                day=date(2022, 9, 1),
                precision=Precision.DAY,
                state=MilestoneState.PLANNED,
                audience=audience,
            )
        )
        house.ids[word] = str(milestone.id)


def _documents(house: House) -> None:
    for word, audience in DOCUMENTS.items():
        document = house.add(
            Document(
                process_id=house.process.id,
                key=word,
                position=90,
                title=titled(house.number, word),
                kind="slides",
                url=f"https://co-pi.example/{seal(house.number, word)}url",
                audience=audience,
            )
        )
        house.ids[word] = str(document.id)


def _desk(house: House) -> None:
    """A post that failed, a note on the call list, a line of the log."""
    lines = "Navn;Mail;Organisation\nIb Bo;ib@bo.example;Aalborg Kommune"
    house.name(import_metadata=f"{house.process.id}\n{digest_of(lines.encode())}\n\n{lines}")
    house.name(failed=house.add(post_of(house, "opslag", PostState.FAILED)))
    house.add(
        ContactNote(
            process_id=house.process.id,
            organisation_id=int(house.ids["other_organisation"]),
            by_id=house.leader.id,
            kind=ContactKind.NOTE,
            note=seal(house.number, "notat"),
            at=NOW - timedelta(hours=3),
        )
    )
    house.add(
        AuditLine(
            process_id=house.process.id,
            person_id=house.leader.id,
            act="onboarding.invite",
            about={"membership": int(house.ids["other_membership"])},
            at=NOW - timedelta(hours=2),
        )
    )
