"""What is told when a milestone gets another date, and what that overtakes."""

from datetime import date, timedelta

import pytest
from sqlmodel import Session, select

from bot.milestones import coming_tellings, outdated_tellings, put_tellings
from models import Post
from models.enums import MilestoneState, PostState, Role
from models.posts import give_up_waiting
from tests.gathering import Gathering
from tests.milestones import (
    ADVISERS,
    DAY,
    MONDAY,
    connected,
    due,
    letter,
    move,
    nine,
    texts,
    told,
)


@pytest.fixture
def gathering(session: Session) -> Gathering:
    return connected(session)


def set_sent(session: Session) -> None:
    for post in session.exec(select(Post)):
        post.state, post.ts = PostState.SENT, f"{post.id}.000"
    session.flush()


def test_a_move_is_told_in_the_thread_of_the_first_post_and_to_those_it_concerns(
    gathering: Gathering,
) -> None:
    session = gathering.session
    milestone = letter(gathering, date(2022, 6, 22), announce_days=14)
    put_tellings(session, now=nine(date(2022, 6, 8)))
    set_sent(session)
    first = session.exec(select(Post.id)).one()
    move(gathering, milestone, date(2022, 7, 1), at=nine(date(2022, 6, 9)), precision="quarter")

    counts = [put_tellings(session, now=nine(date(2022, 6, 9))) for _ in range(2)]

    assert counts == [4, 0]
    assert told(gathering)[1:] == [
        f"moved:1 to CALL under {first}",
        "moved:1 to Mette",
        "moved:1 to Ib",
        "moved:1 to Julie",
    ]
    assert texts(session)[1] == "Ny dato på tidslinjen: Hensigtserklæring, 3. kvartal 2022."


def test_a_move_of_what_the_channel_never_heard_of_is_told_to_people_only(
    gathering: Gathering,
) -> None:
    milestone = letter(gathering, date(2022, 6, 22))
    move(gathering, milestone, date(2022, 6, 23), at=MONDAY)

    put_tellings(gathering.session, now=MONDAY)

    assert told(gathering) == ["moved:1 to Mette", "moved:1 to Ib", "moved:1 to Julie"]


def test_a_move_of_what_is_not_for_everybody_is_told_to_its_audience(
    gathering: Gathering,
) -> None:
    milestone = letter(gathering, date(2022, 6, 22), announce_days=14, audience=ADVISERS)
    put_tellings(gathering.session, now=nine(date(2022, 6, 8)))
    move(gathering, milestone, date(2022, 6, 23), at=nine(date(2022, 6, 8)))

    put_tellings(gathering.session, now=nine(date(2022, 6, 8)))

    assert told(gathering) == ["announced:0 to Ib", "moved:1 to Ib"]


def test_who_joins_after_a_move_is_not_told_of_it(gathering: Gathering) -> None:
    milestone = letter(gathering, date(2022, 6, 22), audience=ADVISERS)
    move(gathering, milestone, date(2022, 6, 23), at=MONDAY)
    put_tellings(gathering.session, now=MONDAY)
    gathering.member("Bo", role=Role.ADVISER, at=MONDAY + timedelta(hours=1))

    put_tellings(gathering.session, now=MONDAY + timedelta(hours=2))

    assert told(gathering) == ["moved:1 to Ib"]


def test_a_move_in_the_evening_is_told_in_the_morning_with_the_latest_date(
    gathering: Gathering,
) -> None:
    session, evening = gathering.session, MONDAY + timedelta(hours=12)
    milestone = letter(gathering, date(2022, 6, 22), audience=ADVISERS)
    move(gathering, milestone, date(2022, 6, 23), at=evening)
    move(gathering, milestone, date(2022, 6, 24), at=evening + timedelta(minutes=5))

    at_night = put_tellings(session, now=evening + timedelta(hours=1))
    [coming] = [one for one in coming_tellings(session, now=evening) if one.occasion == "moved"]
    in_the_morning = put_tellings(session, now=coming.due_at)

    assert coming.due_at == nine(date(2022, 5, 10))
    assert (at_night, in_the_morning) == (0, 1)
    [body] = [one["blocks"][0]["text"]["text"] for one in session.exec(select(Post.message))]
    assert body.endswith(
        "Nu er det fredag 24. juni 2022, om 45 dage. Før var det onsdag 22. juni 2022."
    )


def test_moved_twice_with_people_told_in_between_each_move_is_told(
    gathering: Gathering,
) -> None:
    session = gathering.session
    milestone = letter(gathering, date(2022, 6, 22), audience=ADVISERS)
    for day in (date(2022, 6, 23), date(2022, 7, 1)):
        move(gathering, milestone, day, at=MONDAY)
        put_tellings(session, now=MONDAY)

    bodies = [one["blocks"][0]["text"]["text"] for one in session.exec(select(Post.message))]

    assert told(gathering) == ["moved:1 to Ib", "moved:2 to Ib"]
    assert bodies[1].endswith("Før var det torsdag 23. juni 2022.")


def test_moved_and_back_again_before_anybody_was_told_is_not_told(gathering: Gathering) -> None:
    milestone = letter(gathering, date(2022, 6, 22), announce_days=14)
    evening = MONDAY + timedelta(hours=12)
    move(gathering, milestone, date(2022, 6, 23), at=evening)
    move(gathering, milestone, date(2022, 6, 22), at=evening)

    assert list(due(gathering)) == ["announced:2", "due:2"]


def test_moved_into_the_past_is_told_as_moved_and_does_not_come_due(
    gathering: Gathering,
) -> None:
    milestone = letter(gathering, date(2022, 6, 22), audience=ADVISERS)
    move(gathering, milestone, date(2022, 5, 6), at=MONDAY)

    put_tellings(gathering.session, now=MONDAY)
    put_tellings(gathering.session, now=MONDAY + DAY)

    assert told(gathering) == ["moved:1 to Ib"]


def test_a_past_date_that_is_corrected_to_another_past_date_is_not_told(
    gathering: Gathering,
) -> None:
    milestone = letter(gathering, date(2022, 5, 6))
    move(gathering, milestone, date(2022, 5, 5), at=MONDAY)

    assert due(gathering) == {}


def test_after_a_move_it_is_announced_and_comes_due_anew(gathering: Gathering) -> None:
    session = gathering.session
    milestone = letter(gathering, date(2022, 5, 31), announce_days=14)
    put_tellings(session, now=nine(date(2022, 5, 17)))
    move(gathering, milestone, date(2022, 6, 22), at=nine(date(2022, 5, 18)))
    set_sent(session)

    for day in (18, 31):
        put_tellings(session, now=nine(date(2022, 5, day)))
    for day in (8, 22):
        put_tellings(session, now=nine(date(2022, 6, day)))

    assert [one for one in told(gathering) if "moved" not in one] == [
        "announced:0 to CALL",
        "announced:1 to CALL",
        "due:1 to CALL",
    ]


def test_what_still_waits_when_it_is_moved_is_kept_back(gathering: Gathering) -> None:
    session = gathering.session
    milestone = letter(gathering, date(2022, 6, 22), announce_days=14)
    put_tellings(session, now=nine(date(2022, 6, 8)))
    needed = outdated_tellings(session)
    move(gathering, milestone, date(2022, 6, 29), at=nine(date(2022, 6, 8)))

    outdated = outdated_tellings(session)
    give_up_waiting(session, keys=outdated)
    session.expire_all()
    put_tellings(session, now=nine(date(2022, 6, 8)))

    assert needed == []
    assert outdated == [f"milestone:{milestone.id}:announced:0"]
    assert outdated_tellings(session) == []
    assert "moved:1 to CALL" not in " ".join(told(gathering))


def test_what_still_waits_when_it_is_dropped_is_kept_back(gathering: Gathering) -> None:
    milestone = letter(gathering, date(2022, 6, 22), audience=ADVISERS)
    put_tellings(gathering.session, now=nine(date(2022, 6, 22)))
    milestone.state = MilestoneState.DROPPED
    gathering.session.flush()

    keys = gathering.session.exec(select(Post.key)).all()

    assert outdated_tellings(gathering.session) == list(keys)
