"""What is told when a milestone is called off, and when that is taken back."""

from datetime import date, datetime, timedelta

import pytest
from sqlmodel import Session, select

from bot.milestone_changes import Wish, change
from bot.milestones import put_tellings
from models import Milestone, Post
from models.enums import MilestoneState, PostState
from tests.gathering import Gathering
from tests.milestones import ADVISERS, MONDAY, connected, letter, nine, texts, told

TUESDAY_NINE = nine(date(2022, 5, 10))


@pytest.fixture
def gathering(session: Session) -> Gathering:
    return connected(session)


def set_state(
    gathering: Gathering, milestone: Milestone, state: MilestoneState, *, at: datetime
) -> None:
    """Julie says so."""
    julie = gathering.people["Julie"]
    change(gathering.session, milestone=milestone, wish=Wish(state=state), by=julie, now=at)


def test_those_it_concerns_hear_once_that_it_is_called_off(gathering: Gathering) -> None:
    session = gathering.session
    milestone = letter(gathering, date(2022, 6, 22))
    set_state(gathering, milestone, MilestoneState.DROPPED, at=MONDAY)

    counts = [put_tellings(session, now=MONDAY) for _ in range(2)]

    assert counts == [3, 0]
    assert told(gathering) == ["dropped:1 to Mette", "dropped:1 to Ib", "dropped:1 to Julie"]
    assert set(texts(session)) == {"Aflyst på tidslinjen: Hensigtserklæring."}


def test_the_channel_hears_in_the_thread_if_it_has_heard_of_it(gathering: Gathering) -> None:
    session = gathering.session
    milestone = letter(gathering, date(2022, 6, 22), announce_days=14)
    put_tellings(session, now=nine(date(2022, 6, 8)))
    [first] = session.exec(select(Post)).all()
    first.state, first.ts = PostState.SENT, "1.000"
    set_state(gathering, milestone, MilestoneState.DROPPED, at=nine(date(2022, 6, 9)))

    put_tellings(session, now=nine(date(2022, 6, 9)))

    assert told(gathering)[1] == f"dropped:1 to CALL under {first.id}"


def test_only_its_audience_hears(gathering: Gathering) -> None:
    milestone = letter(gathering, date(2022, 6, 22), audience=ADVISERS)
    set_state(gathering, milestone, MilestoneState.DROPPED, at=MONDAY)

    put_tellings(gathering.session, now=MONDAY)

    assert told(gathering) == ["dropped:1 to Ib"]


def test_nobody_hears_of_what_was_over_or_is_old_news(gathering: Gathering) -> None:
    past = letter(gathering, date(2022, 4, 22), audience=ADVISERS)
    coming = letter(gathering, date(2022, 6, 22), audience=ADVISERS, key="other")
    for one in (past, coming):
        set_state(gathering, one, MilestoneState.DROPPED, at=MONDAY)

    put_tellings(gathering.session, now=MONDAY + timedelta(days=9))

    assert told(gathering) == []


def test_whoever_heard_of_it_hears_that_it_is_taken_back(gathering: Gathering) -> None:
    session = gathering.session
    milestone = letter(gathering, date(2022, 6, 22), audience=ADVISERS)
    set_state(gathering, milestone, MilestoneState.DROPPED, at=MONDAY)
    put_tellings(session, now=MONDAY)
    set_state(gathering, milestone, MilestoneState.PLANNED, at=MONDAY)
    gathering.member("Bo", "Rådgiver A/S")

    counts = [put_tellings(session, now=MONDAY) for _ in range(2)]
    set_state(gathering, milestone, MilestoneState.DROPPED, at=MONDAY)
    again = put_tellings(session, now=MONDAY)

    assert (counts, again) == ([1, 0], 1)
    assert told(gathering) == ["dropped:1 to Ib", "resumed:2 to Ib", "dropped:3 to Ib"]
    assert texts(session)[1] == "På tidslinjen igen: Hensigtserklæring, onsdag 22. juni 2022."


def test_what_was_taken_back_before_anybody_heard_is_not_told(gathering: Gathering) -> None:
    evening = MONDAY + timedelta(hours=12)
    milestone = letter(gathering, date(2022, 6, 22))
    set_state(gathering, milestone, MilestoneState.DROPPED, at=evening)
    put_tellings(gathering.session, now=evening)
    set_state(gathering, milestone, MilestoneState.PLANNED, at=evening + timedelta(minutes=5))

    put_tellings(gathering.session, now=TUESDAY_NINE)

    assert told(gathering) == []


def test_what_is_called_off_neither_comes_due_nor_is_announced(gathering: Gathering) -> None:
    milestone = letter(gathering, date(2022, 6, 22), audience=ADVISERS, announce_days=14)
    set_state(gathering, milestone, MilestoneState.DROPPED, at=MONDAY)
    for day in (date(2022, 5, 9), date(2022, 6, 8), date(2022, 6, 22)):
        put_tellings(gathering.session, now=nine(day) + timedelta(hours=2))

    assert told(gathering) == ["dropped:1 to Ib"]
