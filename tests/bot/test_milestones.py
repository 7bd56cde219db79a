"""What is told of milestones: to whom, when, once, and nothing that was past before."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import Session, select

from bot.milestones import coming_tellings, put_tellings
from models import Meeting, Post
from models.enums import MeetingForm, MilestoneState, Precision, Role, Stage
from tests.gathering import Gathering
from tests.milestones import (
    ADVISERS,
    DAY,
    MONDAY,
    MONTH,
    QUARTER,
    connected,
    due,
    letter,
    nine,
    texts,
    told,
)


@pytest.fixture
def gathering(session: Session) -> Gathering:
    return connected(session)


@pytest.mark.parametrize(
    ("day", "precision", "at"),
    [
        (date(2022, 6, 8), Precision.DAY, nine(date(2022, 6, 8))),
        (date(2022, 6, 11), Precision.DAY, nine(date(2022, 6, 13))),  # a Saturday
        (date(2022, 5, 26), Precision.DAY, nine(date(2022, 5, 27))),  # Ascension Day
        (date(2022, 7, 13), Precision.DAY, nine(date(2022, 8, 1))),  # week 28
        (date(2022, 6, 1), MONTH, nine(date(2022, 6, 1))),
        (date(2022, 10, 1), MONTH, nine(date(2022, 10, 3))),  # begins with a Saturday
        (date(2022, 7, 1), QUARTER, nine(date(2022, 7, 1))),
        (date(2023, 1, 1), QUARTER, nine(date(2023, 1, 2)) + timedelta(hours=1)),  # winter time
    ],
)
def test_it_comes_due_at_nine_on_its_day_or_its_first_working_day(
    gathering: Gathering, day: date, precision: Precision, at: datetime
) -> None:
    letter(gathering, day, precision=precision)

    assert due(gathering) == {"due:0": at}


@pytest.mark.parametrize(
    ("day", "precision", "ahead", "at"),
    [
        (date(2022, 6, 22), Precision.DAY, 14, nine(date(2022, 6, 8))),
        (date(2022, 6, 20), Precision.DAY, 14, nine(date(2022, 6, 7))),  # Whit Monday
        (date(2022, 9, 1), MONTH, 7, nine(date(2022, 8, 25))),
        (date(2022, 10, 1), QUARTER, 80, nine(date(2022, 8, 1))),  # week 28
        (date(2022, 6, 8), Precision.DAY, 0, None),
        (date(2022, 6, 13), Precision.DAY, 1, None),  # a Sunday before a Monday
        (date(2022, 7, 20), Precision.DAY, 7, None),  # quiet until it is past
        (date(2022, 5, 12), Precision.DAY, 14, None),  # was too late when it was loaded
    ],
)
def test_it_is_announced_so_long_ahead_in_the_daytime_and_never_on_the_day(
    gathering: Gathering, day: date, precision: Precision, ahead: int, at: datetime | None
) -> None:
    letter(gathering, day, precision=precision, announce_days=ahead)

    assert due(gathering).get("announced:0") == at


def test_everybodys_milestone_is_told_in_the_channel_once_however_often_the_clock_looks(
    gathering: Gathering,
) -> None:
    letter(gathering, date(2022, 6, 22), announce_days=14)

    before = put_tellings(gathering.session, now=nine(date(2022, 6, 8)) - timedelta(seconds=1))
    counts = [
        put_tellings(gathering.session, now=nine(date(2022, 6, 8)) + timedelta(hours=hour))
        for hour in (0, 0, 3)
    ]
    counts += [put_tellings(gathering.session, now=nine(date(2022, 6, 22))) for _ in range(2)]

    assert (before, counts) == (0, [1, 0, 0, 1, 0])
    assert told(gathering) == ["announced:0 to CALL", "due:0 to CALL"]
    assert texts(gathering.session) == [
        "Snart på tidslinjen: Hensigtserklæring, onsdag 22. juni 2022.",
        "Vi er nået til »Hensigtserklæring« på tidslinjen i dag.",
    ]


def test_what_is_not_for_everybody_goes_to_its_audience_and_never_to_the_channel(
    gathering: Gathering,
) -> None:
    letter(gathering, date(2022, 6, 22), announce_days=14, audience=ADVISERS)
    gathering.member("Eva", role=Role.ADVISER, stage=Stage.APPLIED)
    gathering.member("Bo", role=Role.ADVISER, at=nine(date(2022, 6, 10)))

    put_tellings(gathering.session, now=nine(date(2022, 6, 8)))
    put_tellings(gathering.session, now=nine(date(2022, 6, 22)))

    assert told(gathering) == ["announced:0 to Ib", "due:0 to Ib", "due:0 to Bo"]


def test_an_audience_of_every_role_is_everybody(gathering: Gathering) -> None:
    letter(gathering, date(2022, 6, 22), audience=[role.value for role in Role])

    put_tellings(gathering.session, now=nine(date(2022, 6, 22)))

    assert told(gathering) == ["due:0 to CALL"]


@pytest.mark.parametrize("state", [MilestoneState.DONE, MilestoneState.DROPPED])
def test_what_is_done_or_dropped_is_not_told(gathering: Gathering, state: MilestoneState) -> None:
    letter(gathering, date(2022, 6, 22), announce_days=14, state=state)

    assert due(gathering) == {}


def test_what_has_left_the_process_is_not_told(gathering: Gathering) -> None:
    letter(gathering, date(2022, 6, 22), retired_at=MONDAY)

    assert due(gathering) == {}


def test_what_is_under_way_is_announced_no_more_but_comes_due(gathering: Gathering) -> None:
    letter(gathering, date(2022, 6, 22), announce_days=14, state=MilestoneState.UNDER_WAY)

    assert list(due(gathering)) == ["due:0"]


def test_what_a_meeting_tells_of_is_left_to_it(gathering: Gathering) -> None:
    letter(gathering, date(2022, 6, 22), announce_days=14, key="workshop")
    starts_at = datetime(2022, 6, 23, 10, tzinfo=UTC)
    gathering.session.add(
        Meeting(
            process_id=gathering.process.id,
            key="workshop",
            title={"da": "Workshop", "en": "Workshop"},
            starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=4),
            form=MeetingForm.PHYSICAL,
        )
    )
    gathering.session.flush()

    assert due(gathering) == {}


def test_a_process_without_a_workspace_tells_nobody(gathering: Gathering) -> None:
    letter(gathering, date(2022, 6, 22), announce_days=14)
    gathering.process.team_id = None
    gathering.session.flush()

    assert due(gathering) == {}


@pytest.mark.parametrize(
    ("day", "precision"),
    [(date(2022, 5, 5), Precision.DAY), (date(2022, 5, 1), MONTH), (date(2022, 4, 1), QUARTER)],
)
def test_what_was_past_when_it_was_loaded_is_never_told(
    gathering: Gathering, day: date, precision: Precision
) -> None:
    letter(gathering, day, precision=precision)

    assert due(gathering) == {}


def test_what_was_past_when_the_process_was_connected_is_never_told(
    gathering: Gathering,
) -> None:
    letter(gathering, date(2022, 5, 6), loaded_at=MONDAY - 30 * DAY)

    assert due(gathering) == {}


@pytest.mark.parametrize(("days_late", "count"), [(7, 1), (8, 0)])
def test_after_a_long_silence_nobody_is_flooded(
    gathering: Gathering, days_late: int, count: int
) -> None:
    letter(gathering, date(2022, 5, 17))

    put = put_tellings(gathering.session, now=nine(date(2022, 5, 17)) + days_late * DAY)

    assert put == count


def test_an_announcement_that_is_late_is_still_made_before_the_day(gathering: Gathering) -> None:
    letter(gathering, date(2022, 8, 31), announce_days=90)

    before, on_the_day = (
        [
            one.occasion.value
            for one in coming_tellings(gathering.session, now=nine(day))
            if one.due_at <= nine(day)
        ]
        for day in (date(2022, 8, 30), date(2022, 8, 31))
    )

    assert before == ["announced"]
    assert on_the_day == ["due"]


def test_nothing_is_put_in_quiet_hours(gathering: Gathering) -> None:
    letter(gathering, date(2022, 6, 10))
    evening, saturday = nine(date(2022, 6, 10)) + timedelta(hours=9), nine(date(2022, 6, 11))

    put = [put_tellings(gathering.session, now=at) for at in (evening, saturday)]

    assert put == [0, 0]


def test_what_was_put_waits_for_daytime_if_it_is_delayed(gathering: Gathering) -> None:
    letter(gathering, date(2022, 6, 10))

    put_tellings(gathering.session, now=nine(date(2022, 6, 10)))

    assert gathering.session.exec(select(Post.waits_for_daytime)).all() == [True]
