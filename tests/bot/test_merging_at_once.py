"""Merging while others merge or answer: done once, and no answer is lost."""

import threading
from concurrent.futures import ThreadPoolExecutor

from sqlmodel import col, select

from bot import interview, talks
from bot.conversation.questions import Chosen, Written
from bot.merging import Merged, Refusal, merge
from models import Answer, Database, Interview, Organisation
from models.enums import Role
from models.people import find_membership
from tests.gathering import MAY, OBSTACLES, TENDERS, Gathering

GOING, STAYING = "Ålborg Komune", "Aalborg Kommune"


def test_two_facilitators_who_merge_crosswise_do_it_once(database: Database) -> None:
    with database.write() as session:
        gathering = Gathering(session)
        gathering.member("Anne", role=Role.FACILITATOR)
        gathering.member("Karl", role=Role.FACILITATOR)
        gathering.member("Jonas", GOING)
        gathering.member("Mette", STAYING)
        process_id = gathering.process.id
        pair = gathering.organisation(GOING).id, gathering.organisation(STAYING).id
        people = gathering.people
    gate = threading.Barrier(2)

    def run(going_id: int, staying_id: int, by: str) -> Merged | Refusal:
        gate.wait(timeout=10)
        with database.write() as session:
            return merge(
                session,
                process_id=process_id,
                going_id=going_id,
                staying_id=staying_id,
                choices={},
                by=people[by],
                now=MAY,
            )

    with ThreadPoolExecutor(2) as pool:
        outcomes = [
            one.result(timeout=30)
            for one in [pool.submit(run, *pair, "Anne"), pool.submit(run, *pair[::-1], "Karl")]
        ]

    with database.read() as session:
        merged = session.exec(
            select(Organisation).where(col(Organisation.merged_into_id).is_not(None))
        ).all()
    assert len(merged) == 1
    assert sorted(isinstance(one, Merged) for one in outcomes) == [False, True]


def test_an_answer_given_while_it_is_merged_is_not_lost(database: Database) -> None:
    with database.write() as session:
        gathering = Gathering(session)
        gathering.member("Anne", role=Role.FACILITATOR)
        gathering.member("Jonas", GOING)
        gathering.member("Mette", STAYING)
        gathering.answers(STAYING, {OBSTACLES.key: Written("Tid")}, by="Mette")
        jonas = find_membership(
            session, process_id=gathering.process.id, person_id=gathering.people["Jonas"].id
        )
        assert jonas is not None
        talk = talks.begin(session, membership=jonas, now=MAY)
        given = {
            "process_id": gathering.process.id,
            "going_id": gathering.organisation(GOING).id,
            "staying_id": gathering.organisation(STAYING).id,
        }
        anne = gathering.people["Anne"]
    gate = threading.Barrier(2)

    def answers() -> bool:
        gate.wait(timeout=10)
        with database.write() as session:
            own = talks.talk_of(session, interview_id=talk.interview_id, person_id=talk.person_id)
            if own is None:
                return False
            saved = interview.answer(
                session, talk=own, question_key=TENDERS.key, value=Chosen(("yes",)), now=MAY
            )
            return isinstance(saved, interview.Saved)

    def run() -> Merged | Refusal:
        gate.wait(timeout=10)
        with database.write() as session:
            return merge(session, **given, choices={}, by=anne, now=MAY)

    with ThreadPoolExecutor(2) as pool:
        saved, merged = pool.submit(answers), pool.submit(run)
        was_saved, outcome = saved.result(timeout=30), merged.result(timeout=30)

    with database.read() as session:
        left = session.exec(select(Interview)).all()
        rows = session.exec(select(Answer).where(Answer.question_key == TENDERS.key)).all()
    assert isinstance(outcome, Merged)
    assert len(left) == 1
    assert len(rows) == int(was_saved)
    assert {row.interview_id for row in rows} <= {left[0].id}
