"""Unanswered invitations are followed up twice, in the daytime, and then listed."""

from datetime import UTC, datetime

import pytest
from sqlmodel import Session, select

from bot.awaited import mail_key, put_mail
from bot.follow_ups import (
    FollowUp,
    coming_follow_ups,
    outdated_follow_ups,
    put_follow_ups,
    silent_people,
)
from bot.inviting import stamp
from models import AwaitedPerson, Membership, Post
from models.enums import PostState, Role, Stage
from models.posts import find_post
from tests.gathering import Gathering
from tests.post_office import SAMMEN

MONDAY = datetime(2022, 5, 9, 10, 0, tzinfo=UTC)
FIRST = datetime(2022, 5, 12, 7, 0, tzinfo=UTC)  # 9 o'clock in Copenhagen
# 13 May 2022 was Store Bededag: seven working days after the 9th is the 19th.
SECOND = datetime(2022, 5, 19, 7, 0, tzinfo=UTC)
LATER = datetime(2022, 5, 20, 8, 0, tzinfo=UTC)


@pytest.fixture
def gathering(session: Session) -> Gathering:
    gathering = Gathering(session)
    gathering.member("Anne", role=Role.FACILITATOR)
    return gathering


def invited(gathering: Gathering, name: str = "Mette Friis", **more: object) -> Membership:
    told = {"stage": Stage.INVITED, "at": MONDAY, "invited_by": "Anne", **more}
    return gathering.member(name, "Aalborg", **told)  # type: ignore[arg-type]


def awaited(gathering: Gathering, session: Session) -> AwaitedPerson:
    one = AwaitedPerson(
        process_id=gathering.process.id,
        email="sara@odense.example",
        name="Sara Lind",
        invited_by_id=gathering.people["Anne"].id,
        invited_at=MONDAY,
    )
    session.add(one)
    session.flush()
    return one


def sent(session: Session, key: str, *, at: datetime) -> None:
    post = find_post(session, key=key)
    assert post is not None
    post.state, post.sent_at = PostState.SENT, at
    session.add(post)
    session.flush()


def keys_of(membership: Membership) -> tuple[str, str]:
    since = stamp(membership.invited_at)
    return tuple(f"membership:{membership.id}:follow_up:{n}:{since}" for n in (1, 2))  # type: ignore[return-value]


@pytest.mark.parametrize("stage", [Stage.INVITED, Stage.LATER])
def test_an_invitation_is_followed_up_after_three_and_seven_working_days(
    session: Session, gathering: Gathering, stage: Stage
) -> None:
    membership = invited(gathering, stage=stage)
    first, second = keys_of(membership)

    before = coming_follow_ups(session, now=MONDAY)
    put_follow_ups(session, organizer=None, now=FIRST)
    sent(session, first, at=FIRST)
    between = coming_follow_ups(session, now=FIRST)
    put_follow_ups(session, organizer=None, now=SECOND)
    sent(session, second, at=SECOND)

    assert before == [FollowUp(number=1, due_at=FIRST, key=first, membership_id=membership.id)]
    assert between == [FollowUp(number=2, due_at=SECOND, key=second, membership_id=membership.id)]
    assert coming_follow_ups(session, now=LATER) == []
    assert [one.key for one in session.exec(select(Post))] == [first, second]


@pytest.mark.parametrize(
    "stage", [Stage.DECLINED, Stage.APPLIED, Stage.JOINED, Stage.REFUSED, Stage.LEFT]
)
def test_whoever_has_answered_is_left_alone(
    session: Session, gathering: Gathering, stage: Stage
) -> None:
    invited(gathering, stage=stage)

    assert coming_follow_ups(session, now=LATER) == []


def test_nobody_is_followed_up_at_night(session: Session, gathering: Gathering) -> None:
    invited(gathering)

    assert put_follow_ups(session, organizer=None, now=FIRST.replace(hour=20)) == 0
    assert put_follow_ups(session, organizer=None, now=FIRST) == 1
    assert put_follow_ups(session, organizer=None, now=FIRST) == 0


def test_the_second_keeps_its_distance_when_the_first_was_late(
    session: Session, gathering: Gathering
) -> None:
    membership = invited(gathering)
    late = datetime(2022, 5, 19, 8, 0, tzinfo=UTC)
    put_follow_ups(session, organizer=None, now=late)
    sent(session, keys_of(membership)[0], at=late)

    [second] = coming_follow_ups(session, now=late)

    assert second.due_at == datetime(2022, 5, 23, 7, 0, tzinfo=UTC)


def test_an_answer_keeps_back_a_follow_up_that_waits(
    session: Session, gathering: Gathering
) -> None:
    membership = invited(gathering)
    put_follow_ups(session, organizer=None, now=FIRST)
    before = outdated_follow_ups(session)

    membership.stage = Stage.JOINED
    session.add(membership)
    session.flush()

    assert before == []
    assert outdated_follow_ups(session) == [keys_of(membership)[0]]


def test_an_old_invitation_is_listed_and_not_brought_up_again(
    session: Session, gathering: Gathering
) -> None:
    invited(gathering)
    autumn = datetime(2022, 9, 1, 8, 0, tzinfo=UTC)

    silent = silent_people(session, process_id=gathering.process.id, now=autumn)

    assert coming_follow_ups(session, now=autumn) == []
    assert [one.name for one in silent] == ["Mette Friis"]


def test_after_both_they_are_listed(session: Session, gathering: Gathering) -> None:
    membership = invited(gathering)
    process_id = gathering.process.id
    put_follow_ups(session, organizer=None, now=FIRST)
    sent(session, keys_of(membership)[0], at=FIRST)
    before = silent_people(session, process_id=process_id, now=LATER)
    put_follow_ups(session, organizer=None, now=LATER)

    [silent] = silent_people(session, process_id=process_id, now=LATER)

    assert before == []
    assert (silent.name, silent.membership_id, silent.since) == (
        "Mette Friis",
        membership.id,
        MONDAY,
    )


def test_an_awaited_person_is_followed_up_by_mail_once_they_have_had_one(
    session: Session, gathering: Gathering
) -> None:
    one = awaited(gathering, session)
    unmailed = coming_follow_ups(session, now=MONDAY)
    put_mail(session, awaited=one, organizer=SAMMEN, number=0, now=MONDAY)
    put_follow_ups(session, organizer=SAMMEN, now=FIRST)
    sent(session, mail_key(one.id, 1), at=FIRST)
    put_follow_ups(session, organizer=SAMMEN, now=SECOND)

    posts = session.exec(select(Post)).all()
    assert unmailed == []
    assert [(post.key, post.address) for post in posts] == [
        (mail_key(one.id, number), "sara@odense.example") for number in range(3)
    ]
    assert (one.followed_up, one.followed_up_at) == (2, SECOND)
    silent = silent_people(session, process_id=gathering.process.id, now=SECOND)
    assert [(each.name, each.address) for each in silent] == [("Sara Lind", "sara@odense.example")]


def test_whoever_no_mail_can_reach_is_listed_after_as_long(
    session: Session, gathering: Gathering
) -> None:
    awaited(gathering, session)
    process_id = gathering.process.id

    assert silent_people(session, process_id=process_id, now=FIRST) == []
    assert [one.name for one in silent_people(session, process_id=process_id, now=SECOND)] == [
        "Sara Lind"
    ]


def test_many_are_followed_up_some_at_a_time(session: Session, gathering: Gathering) -> None:
    for number in range(5):
        invited(gathering, f"Person {number}")

    counts = [put_follow_ups(session, organizer=None, now=FIRST, most=2) for _ in range(4)]

    assert counts == [2, 2, 1, 0]
