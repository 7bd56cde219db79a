"""Whom an announcement reaches: each way of choosing, together, and what never happens by accident."""

from datetime import datetime

import pytest
from sqlmodel import Session

from bot import interview
from bot.audiences import Audience, Reach, people_of
from bot.conversation.questions import Chosen
from bot.questionnaires import questionnaire_of
from models import Interview, Meeting, Process
from models.enums import OrganisationKind, Reply, Role, Stage
from tests.announcing import await_person, person
from tests.builders import (
    JONAS,
    LOUISE,
    METTE,
    PETER,
    SARA,
    add_member,
    begin_talk,
    load_process,
    membership_of,
)
from tests.meetings import open_workshop, replies, send_all


@pytest.fixture
def process(session: Session, now: datetime) -> Process:
    """Mette and Jonas for Aalborg, Sara for Copenhagen, Peter for the metro, Louise sells machines."""
    made = load_process(session, now=now)
    add_member(session, made, METTE, now=now)
    add_member(session, made, JONAS, now=now)
    add_member(session, made, SARA, now=now, organisation="koebenhavn", stage=Stage.INVITED)
    add_member(session, made, PETER, now=now, organisation="metroselskabet")
    add_member(session, made, LOUISE, now=now, organisation=None, role=Role.MARKET_ACTOR)
    return made


def names(session: Session, process: Process, **chosen: object) -> list[str]:
    audience = Audience(**chosen)  # type: ignore[arg-type] # the names are an Audience's
    assert Audience.of(audience.stored()) == audience
    return [one.name for one in people_of(session, process=process, audience=audience)]


def test_everybody_is_who_has_joined(session: Session, process: Process) -> None:
    assert names(session, process, reach=Reach.EVERYBODY) == [
        "Anne Holm",
        "Karl Toft",
        "Mette Friis",
        "Jonas Krogh",
        "Peter Dam",
        "Louise Bang",
    ]


def test_nothing_chosen_is_nobody(session: Session, process: Process) -> None:
    assert names(session, process) == []
    assert names(session, process, reach=Reach.NOBODY, roles=(Role.NEED_OWNER,)) == []


@pytest.mark.parametrize(
    ("chosen", "found"),
    [
        ({"roles": (Role.MARKET_ACTOR,)}, ["Louise Bang"]),
        ({"roles": (Role.MARKET_ACTOR, Role.NEED_OWNER)}, ["Mette", "Jonas", "Peter", "Louise"]),
        ({"kinds": (OrganisationKind.MUNICIPALITY,)}, ["Mette", "Jonas"]),
        (
            {"kinds": tuple(OrganisationKind), "roles": (Role.NEED_OWNER,)},
            ["Mette", "Jonas", "Peter"],
        ),
        ({"stages": (Stage.INVITED,)}, ["Sara"]),
        (
            {"stages": (Stage.INVITED, Stage.JOINED), "kinds": (OrganisationKind.MUNICIPALITY,)},
            ["Mette", "Jonas", "Sara"],
        ),
        ({"roles": (Role.MARKET_ACTOR,), "kinds": (OrganisationKind.MUNICIPALITY,)}, []),
    ],
)
def test_between_kinds_all_must_hold_and_within_one_any(
    session: Session, process: Process, chosen: dict[str, object], found: list[str]
) -> None:
    told = names(session, process, **chosen)

    assert [name.split()[0] for name in told] == [name.split()[0] for name in found]


def test_people_by_name_are_found_if_they_have_joined(session: Session, process: Process) -> None:
    people = tuple(person(session, one).id for one in (PETER, SARA))

    assert names(session, process, people=people) == ["Peter Dam"]


def answered(session: Session, process: Process, now: datetime, **values: str) -> None:
    """Mette answers for Aalborg."""
    talk = begin_talk(session, membership_of(session, process, METTE), now=now)
    for key, choice in values.items():
        outcome = interview.answer(
            session, talk=talk, question_key=key, value=Chosen((choice,)), now=now
        )
        assert isinstance(outcome, interview.Saved), outcome


def test_an_answer_is_the_organisations(session: Session, process: Process, now: datetime) -> None:
    question = _first_choice(session, process)
    answered(session, process, now, **{question: "yes"})

    assert names(session, process, answers=((question, "yes"),)) == ["Mette Friis", "Jonas Krogh"]
    assert names(session, process, answers=((question, "no"),)) == []
    assert names(session, process, answers=((question, "no"), (question, "yes"))) == [
        "Mette Friis",
        "Jonas Krogh",
    ]


def test_an_answer_that_was_replaced_does_not_count(
    session: Session, process: Process, now: datetime
) -> None:
    question = _first_choice(session, process)
    answered(session, process, now, **{question: "yes"})
    answered(session, process, now, **{question: "no"})

    assert names(session, process, answers=((question, "yes"),)) == []


def _first_choice(session: Session, process: Process) -> str:
    return next(
        one.key
        for one in questionnaire_of(session, process=process).questions
        if one.offered == ("yes", "no") and not one.shown_when
    )


def test_who_owes_the_needs_mapping_is_asked_until_it_is_sent(
    session: Session, process: Process, now: datetime
) -> None:
    before = names(session, process, owes_needs=True)
    talk = begin_talk(session, membership_of(session, process, METTE), now=now)
    begun = names(session, process, owes_needs=True)
    sent = session.get_one(Interview, talk.interview_id)
    sent.confirmed_at = now
    session.add(sent)
    session.flush()

    assert before == begun == ["Mette Friis", "Jonas Krogh", "Peter Dam"]
    assert names(session, process, owes_needs=True) == ["Peter Dam"]


def meeting_of_four(session: Session, now: datetime) -> Meeting:
    meeting = open_workshop(session, now=now)
    send_all(session, now=now, by_mail=False)
    return meeting


def test_what_somebody_answered_to_a_meeting(
    session: Session, process: Process, now: datetime
) -> None:
    meeting = meeting_of_four(session, now)
    replies(session, meeting, METTE, Reply.YES, now=now)
    replies(session, meeting, PETER, Reply.NO, now=now)

    assert names(session, process, replies=((meeting.id, Reply.YES),)) == ["Mette Friis"]
    assert names(session, process, owes_replies=(meeting.id,)) == ["Jonas Krogh"]
    assert names(session, process, owes_replies=(meeting.id,), owes_needs=True) == [
        "Mette Friis",
        "Jonas Krogh",
        "Peter Dam",
    ]


def test_awaited_people_are_among_those_whom_the_choice_can_fit(
    session: Session, process: Process, now: datetime
) -> None:
    await_person(session, process, "Ida Bro", "ida@aalborg.example", now=now)
    came = await_person(session, process, "Ole Ny", "ole@aalborg.example", now=now)
    came.person_id, came.bound_at = person(session, JONAS).id, now
    session.add(came)
    session.flush()
    meeting = meeting_of_four(session, now)
    ida = ["Ida Bro"]

    def awaited(**chosen: object) -> list[str]:
        told = people_of(session, process=process, audience=Audience(**chosen))  # type: ignore[arg-type]
        return [one.name for one in told if one.awaited_id is not None]

    assert awaited(reach=Reach.EVERYBODY) == ida
    assert awaited(roles=(Role.NEED_OWNER,)) == ida
    assert awaited(kinds=(OrganisationKind.MUNICIPALITY,)) == ida
    assert awaited(stages=(Stage.INVITED,)) == ida
    assert awaited(owes_needs=True) == ida
    assert awaited(roles=(Role.ADVISER,)) == []
    assert awaited(stages=(Stage.JOINED,)) == []
    assert awaited(owes_replies=(meeting.id,)) == []
    assert awaited(replies=((meeting.id, Reply.YES),)) == []
    assert awaited(people=(person(session, METTE).id,)) == []
