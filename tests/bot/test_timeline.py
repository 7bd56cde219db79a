"""The dates of a process in one order, for those whom they are meant for."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import Session

from bot.conversation.questions import Language
from bot.timeline import (
    Former,
    MeetingPoint,
    MilestonePoint,
    last_day,
    next_meeting_for,
    timeline,
    timeline_for_all,
)
from models import Meeting, Membership, Milestone
from models.enums import MeetingForm, MeetingState, MilestoneState, Precision, Role, Stage
from tests.gathering import Gathering

NOW = datetime(2022, 5, 9, 8, 0, tzinfo=UTC)
WORKSHOP = datetime(2022, 6, 8, 10, 0, tzinfo=UTC)


@pytest.fixture
def gathering(session: Session) -> Gathering:
    return Gathering(session)


def add_milestone(gathering: Gathering, key: str, day: date, **columns: object) -> Milestone:
    values: dict[str, object] = {
        "precision": Precision.DAY,
        "state": MilestoneState.PLANNED,
        "position": 0,
        "title": {"da": key, "en": key},
    }
    milestone = Milestone(
        process_id=gathering.process.id,
        key=key,
        day=day,
        **(values | columns),  # type: ignore[arg-type]
    )
    gathering.session.add(milestone)
    gathering.session.flush()
    return milestone


def add_meeting(gathering: Gathering, key: str, at: datetime, **columns: Any) -> Meeting:
    meeting = Meeting(
        process_id=gathering.process.id,
        key=key,
        title={"da": key, "en": key},
        starts_at=at,
        ends_at=at + timedelta(hours=4),
        form=MeetingForm.PHYSICAL,
        **columns,
    )
    gathering.session.add(meeting)
    gathering.session.flush()
    return meeting


def titles(gathering: Gathering, membership: Membership | None) -> list[str]:
    points = timeline(
        gathering.session,
        process_id=gathering.process.id,
        membership=membership,
        language=Language.DANISH,
        now=NOW,
    )
    return [one.title for one in points]


def test_everything_stands_in_order_of_time(gathering: Gathering) -> None:
    add_milestone(gathering, "later", date(2022, 7, 1), precision=Precision.QUARTER)
    add_milestone(gathering, "first", date(2022, 4, 1), precision=Precision.MONTH)
    add_meeting(gathering, "workshop", WORKSHOP)

    assert titles(gathering, gathering.member("Mette")) == ["first", "workshop", "later"]


def test_what_a_meeting_of_the_same_key_tells_of_is_left_to_it_also_once_it_has_moved(
    gathering: Gathering,
) -> None:
    add_milestone(gathering, "workshop", date(2022, 6, 8))
    add_meeting(gathering, "workshop", WORKSHOP + timedelta(days=7))

    points = timeline(
        gathering.session,
        process_id=gathering.process.id,
        membership=gathering.member("Mette"),
        language=Language.DANISH,
        now=NOW,
    )

    assert [type(one) for one in points] == [MeetingPoint]


@pytest.mark.parametrize(
    ("role", "seen"),
    [
        (Role.NEED_OWNER, ["all", "clients"]),
        (Role.MARKET_ACTOR, ["all"]),
        (Role.FACILITATOR, ["all", "clients", "advisers"]),
    ],
)
def test_each_role_sees_what_is_meant_for_it_and_facilitators_see_all(
    gathering: Gathering, role: Role, seen: list[str]
) -> None:
    add_milestone(gathering, "all", date(2022, 6, 1))
    add_milestone(gathering, "clients", date(2022, 6, 2), audience=["need_owner"])
    add_meeting(gathering, "advisers", WORKSHOP, audience=["adviser"])

    assert titles(gathering, gathering.member("Mette", role=role)) == seen


@pytest.mark.parametrize("stage", [one for one in Stage if one is not Stage.JOINED])
def test_who_has_not_joined_sees_nothing(gathering: Gathering, stage: Stage) -> None:
    add_milestone(gathering, "all", date(2022, 6, 1))

    assert titles(gathering, gathering.member("Mette", stage=stage)) == []
    assert titles(gathering, None) == []


def test_a_point_says_that_it_was_moved_or_called_off(gathering: Gathering) -> None:
    moved = {"moves": 1, "moved_from_day": date(2022, 6, 1), "moved_from_precision": "month"}
    add_milestone(gathering, "letter", date(2022, 7, 4), **moved)
    back = {"moves": 2, "moved_from_day": date(2022, 7, 5), "moved_from_precision": "day"}
    add_milestone(gathering, "back", date(2022, 7, 5), **back)
    add_meeting(gathering, "workshop", WORKSHOP, state=MeetingState.CALLED_OFF)

    workshop, letter, returned = timeline(
        gathering.session,
        process_id=gathering.process.id,
        membership=gathering.member("Mette"),
        language=Language.DANISH,
        now=NOW,
    )

    assert isinstance(workshop, MeetingPoint)
    assert workshop.is_called_off
    assert isinstance(letter, MilestonePoint)
    assert letter.moved_from == Former(date(2022, 6, 1), Precision.MONTH)
    assert isinstance(returned, MilestonePoint)
    assert returned.moved_from is None


@pytest.mark.parametrize(
    ("day", "precision", "last"),
    [
        (date(2022, 6, 8), Precision.DAY, date(2022, 6, 8)),
        (date(2022, 2, 1), Precision.MONTH, date(2022, 2, 28)),
        (date(2022, 12, 1), Precision.MONTH, date(2022, 12, 31)),
        (date(2022, 10, 1), Precision.QUARTER, date(2022, 12, 31)),
    ],
)
def test_a_month_or_a_quarter_is_over_after_its_last_day(
    day: date, precision: Precision, last: date
) -> None:
    assert last_day(day, precision) == last


EVERYBODY = [one.value for one in Role]
WEEK = timedelta(days=7)


@pytest.mark.parametrize(
    ("role", "at", "told"),
    [
        (Role.MARKET_ACTOR, WORKSHOP - WEEK - timedelta(seconds=1), False),
        (Role.MARKET_ACTOR, WORKSHOP - WEEK, True),
        (Role.MARKET_ACTOR, WORKSHOP + timedelta(hours=4), False),
        (Role.FACILITATOR, WORKSHOP - 2 * WEEK, True),
    ],
)
def test_a_timeline_gives_a_link_from_a_week_before_to_the_end(
    gathering: Gathering, role: Role, at: datetime, told: bool
) -> None:
    membership = gathering.member("Mette Friis", "Aalborg Kommune", role=role)
    link = "https://mode.example/sammen"
    add_meeting(gathering, "workshop", WORKSHOP, link=link, audience=EVERYBODY)
    of = {"process_id": gathering.process.id, "language": Language.DANISH, "now": at}

    points = timeline(gathering.session, membership=membership, **of)  # type: ignore[arg-type]
    public = timeline_for_all(gathering.session, **of)  # type: ignore[arg-type]

    assert [one.link for one in points if isinstance(one, MeetingPoint)] == [link if told else None]
    assert [one.link for one in public if isinstance(one, MeetingPoint)] == [None]


def test_the_next_meeting_is_one_that_takes_place_and_is_meant_for_the_member(
    gathering: Gathering,
) -> None:
    membership = gathering.member("Mette Friis", "Aalborg Kommune")
    add_meeting(gathering, "over", NOW - timedelta(days=1), audience=EVERYBODY)
    add_meeting(gathering, "leaders", NOW + timedelta(days=1), audience=["facilitator"])
    off = MeetingState.CALLED_OFF
    add_meeting(gathering, "off", NOW + timedelta(days=2), audience=EVERYBODY, state=off)
    add_meeting(gathering, "coming", NOW + timedelta(days=3), audience=["need_owner"])

    mine = next_meeting_for(gathering.session, membership=membership, now=NOW)
    nobodys = next_meeting_for(gathering.session, membership=None, now=NOW)

    assert mine is not None
    assert (mine.key, nobodys) == ("coming", None)
