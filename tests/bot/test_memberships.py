"""Another organisation, another role, leaving and coming back; never without a facilitator."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest
from sqlmodel import Session, select

from bot.conversation.questions import Language
from bot.inviting import invite
from bot.memberships import Done, Refusal, change_role, leave, move
from bot.onboarding import Details, Joined, apply
from bot.reminders import coming_reminders
from models import Answer, AuditLine, Database, Post, Process
from models.enums import Reply, Role, Stage
from models.members import count_facilitators
from models.organisations import remember_domain
from tests.builders import (
    ANNE,
    JONAS,
    KARL,
    METTE,
    PETER,
    SARA,
    add_member,
    answer_until,
    begin_talk,
    load_process,
    membership_of,
    organisation_of,
)
from tests.meetings import ORGANIZER, invitation_of, open_workshop, person_of, replies, send_all


@pytest.fixture
def process(database: Database, now: datetime) -> Process:
    with database.write() as session:
        process = load_process(session, now=now)
        for slack_id, organisation in (
            (METTE, "aalborg"),
            (JONAS, "aalborg"),
            (SARA, "koebenhavn"),
        ):
            add_member(session, process, slack_id, now=now, organisation=organisation)
        return process


def told(session: Session, slack_id: str) -> list[str]:
    """What that person is told of their membership."""
    person = person_of(session, slack_id)
    query = select(Post).where(Post.person_id == person.id).order_by(Post.id)  # type: ignore[arg-type]
    return [
        str(post.message["text"])
        for post in session.exec(query)
        if post.key.startswith("membership:changed")
    ]


def moves(
    session: Session, process: Process, slack_id: str, to: str, *, by: str, now: datetime
) -> Done | Refusal:
    return move(
        session,
        membership_id=membership_of(session, process, slack_id).id,
        organisation_id=organisation_of(session, to).id,
        by=person_of(session, by),
        now=now,
    )


def leaves(
    session: Session, process: Process, slack_id: str, *, by: str, now: datetime
) -> Done | Refusal:
    return leave(
        session,
        membership_id=membership_of(session, process, slack_id).id,
        by=person_of(session, by),
        organizer=ORGANIZER,
        now=now,
    )


def test_a_person_is_moved_and_the_answers_stay(
    database: Database, process: Process, now: datetime
) -> None:
    with database.write() as session:
        talk = begin_talk(session, membership_of(session, process, METTE), now=now)
        answer_until(session, talk, key="tenders_planned", now=now)
        given = len(session.exec(select(Answer)).all())

        outcome = moves(session, process, METTE, "koebenhavn", by=ANNE, now=now)
        again = moves(session, process, METTE, "koebenhavn", by=KARL, now=now)

    with database.read() as session:
        [line] = session.exec(select(AuditLine).where(AuditLine.act == "members.move")).all()
        aalborg, copenhagen = (organisation_of(session, one) for one in ("aalborg", "koebenhavn"))
        assert isinstance(outcome, Done)
        assert again is Refusal.NOTHING_NEW
        assert membership_of(session, process, METTE).organisation_id == copenhagen.id
        assert len(session.exec(select(Answer)).all()) == given
        assert (line.about["from"], line.about["to"]) == (aalborg.id, copenhagen.id)
        assert told(session, METTE) == [f"Du er nu med for {copenhagen.name}."]


@pytest.mark.parametrize("by", [METTE, SARA])
def test_only_facilitators_move_people_and_change_roles(
    database: Database, process: Process, now: datetime, by: str
) -> None:
    with database.write() as session:
        moved = moves(session, process, METTE, "koebenhavn", by=by, now=now)
        made = change_role(
            session,
            membership_id=membership_of(session, process, METTE).id,
            role=Role.FACILITATOR,
            by=person_of(session, by),
            now=now,
        )

    assert moved is made is Refusal.NOT_ALLOWED


def test_a_facilitator_whose_role_has_just_been_taken_away_changes_nothing(
    database: Database, process: Process, now: datetime
) -> None:
    with database.write() as session:
        change_role(
            session,
            membership_id=membership_of(session, process, KARL).id,
            role=Role.ADVISER,
            by=person_of(session, ANNE),
            now=now,
        )

        assert moves(session, process, METTE, "koebenhavn", by=KARL, now=now) is Refusal.NOT_ALLOWED
        assert leaves(session, process, METTE, by=KARL, now=now) is Refusal.NOT_ALLOWED
        assert told(session, KARL) == ["Din rolle er nu: Rådgiver."]


def test_there_is_always_a_facilitator_left(
    database: Database, process: Process, now: datetime
) -> None:
    with database.write() as session:
        first = leaves(session, process, KARL, by=ANNE, now=now)
        last = leaves(session, process, ANNE, by=ANNE, now=now)
        demoted = change_role(
            session,
            membership_id=membership_of(session, process, ANNE).id,
            role=Role.ADVISER,
            by=person_of(session, ANNE),
            now=now,
        )

        assert isinstance(first, Done)
        assert last is demoted is Refusal.LAST_FACILITATOR
        assert count_facilitators(session, process_id=process.id) == 1


def test_two_who_take_each_other_off_in_the_same_moment_leave_one(
    database: Database, process: Process, now: datetime
) -> None:
    gate = threading.Barrier(2)

    def take_off(whom: str, by: str) -> Done | Refusal:
        gate.wait(timeout=10)
        with database.write() as session:
            return leaves(session, process, whom, by=by, now=now)

    with ThreadPoolExecutor(2) as pool:
        outcomes = [
            one.result(timeout=30)
            for one in [pool.submit(take_off, ANNE, KARL), pool.submit(take_off, KARL, ANNE)]
        ]

    with database.read() as session:
        assert count_facilitators(session, process_id=process.id) == 1
    assert sorted(isinstance(one, Done) for one in outcomes) == [False, True]


def test_nobody_becomes_a_facilitator_before_they_have_joined(
    database: Database, process: Process, now: datetime
) -> None:
    with database.write() as session:
        peter = add_member(session, process, PETER, now=now, stage=Stage.INVITED)
        by = person_of(session, ANNE)

        asked = change_role(session, membership_id=peter.id, role=Role.FACILITATOR, by=by, now=now)
        other = change_role(session, membership_id=peter.id, role=Role.ADVISER, by=by, now=now)

        assert asked is Refusal.NOT_ALLOWED
        assert isinstance(other, Done)
        assert told(session, PETER) == []  # their form begins with it


def test_leaving_ends_reminders_and_gives_the_seat_to_who_waits(
    database: Database, process: Process, now: datetime
) -> None:
    with database.write() as session:
        meeting = open_workshop(session, now=now, capacity=1)
        send_all(session, now=now)
        replies(session, meeting, METTE, Reply.YES, now=now)
        replies(session, meeting, SARA, Reply.YES, now=now)
        begin_talk(session, membership_of(session, process, METTE), now=now)
        before = coming_reminders(session)

        outcome = leaves(session, process, METTE, by=METTE, now=now)

    with database.read() as session:
        assert isinstance(outcome, Done)
        assert len(before) == 1
        assert coming_reminders(session) == []
        assert invitation_of(session, meeting, METTE).removed_at == now
        assert invitation_of(session, meeting, SARA).reply is Reply.OFFERED
        assert membership_of(session, process, METTE).stage is Stage.LEFT
        assert told(session, METTE) == [f"Du er ikke længere med i {process.title['da']}."]


def test_leaving_twice_is_once(database: Database, process: Process, now: datetime) -> None:
    with database.write() as session:
        leaves(session, process, METTE, by=METTE, now=now)

        assert leaves(session, process, METTE, by=METTE, now=now) is Refusal.NOTHING_NEW
        assert len(told(session, METTE)) == 1


@pytest.mark.parametrize("by", [METTE, ANNE])
def test_who_comes_back_is_invited_to_their_meetings_again(
    database: Database, process: Process, now: datetime, by: str
) -> None:
    with database.write() as session:
        meeting = open_workshop(session, now=now)
        send_all(session, now=now)
        remember_domain(
            session,
            organisation_id=organisation_of(session, "aalborg").id,
            domain="aalborg.example",
            now=now,
        )
        leaves(session, process, METTE, by=by, now=now)
        mette = person_of(session, METTE)
        inviter = None if by == METTE else person_of(session, ANNE)
        assert invite(session, process_id=process.id, person=mette, by=inviter, now=now)

        back = apply(
            session,
            membership=membership_of(session, process, METTE),
            person=mette,
            details=Details(
                organisation_id=organisation_of(session, "aalborg").id,
                organisation_name="",
                role="need_owner",
                email="mette.friis@aalborg.example",
                language=Language.DANISH,
            ),
            now=now,
        )

        assert isinstance(back, Joined)
        assert invitation_of(session, meeting, METTE).removed_at is None


def test_who_was_taken_off_waits_for_a_yes_when_they_come_by_themselves(
    database: Database, process: Process, now: datetime
) -> None:
    with database.write() as session:
        leaves(session, process, METTE, by=ANNE, now=now)
        mette = person_of(session, METTE)
        invite(session, process_id=process.id, person=mette, by=None, now=now)

        membership = membership_of(session, process, METTE)

        assert membership.stage is Stage.INVITED
        assert membership.decided_by_id == person_of(session, ANNE).id


def test_a_facilitator_who_has_left_comes_back_without_the_keys(
    database: Database, process: Process, now: datetime
) -> None:
    with database.write() as session:
        leaves(session, process, KARL, by=KARL, now=now)

        back = invite(
            session, process_id=process.id, person=person_of(session, KARL), by=None, now=now
        )

        assert back is not None
        assert (back.role, back.stage) == (Role.NEED_OWNER, Stage.INVITED)
