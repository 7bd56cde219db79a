"""What is told of milestones: to whom, when, once, and nothing that was past before."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import Session, col, select

from bot.content_fields import Dated
from bot.milestone_changes import CONNECTED, LOADED, Wish, change
from bot.milestones import coming_tellings, outdated_tellings, put_tellings
from models import AuditLine, Meeting, Milestone, Post
from models.enums import MeetingForm, MilestoneState, PostState, Precision, Role, Stage
from models.posts import give_up_waiting
from tests.gathering import Gathering

MONDAY = datetime(2022, 5, 9, 8, 0, tzinfo=UTC)  # 10 o'clock in Copenhagen
DAY = timedelta(days=1)
MONTH, QUARTER = Precision.MONTH, Precision.QUARTER
EVERYBODY, ADVISERS = "CALL", ["adviser"]


@pytest.fixture
def gathering(session: Session) -> Gathering:
    """A connected process with a client, an adviser and a facilitator."""
    made = Gathering(session)
    made.process.channel = EVERYBODY
    made.member("Mette", "Aalborg Kommune")
    made.member("Ib", "Rådgiver A/S", role=Role.ADVISER)
    made.member("Julie", role=Role.FACILITATOR)
    note(made, CONNECTED, {}, at=MONDAY)
    return made


def note(gathering: Gathering, act: str, about: dict[str, Any], *, at: datetime) -> None:
    line = AuditLine(process_id=gathering.process.id, act=act, about=about, at=at)
    gathering.session.add(line)
    gathering.session.flush()


def letter(
    gathering: Gathering, day: date, *, loaded_at: datetime = MONDAY, **columns: Any
) -> Milestone:
    """A milestone, loaded at that moment."""
    milestone = Milestone(
        **{
            "process_id": gathering.process.id,
            "key": "letter",
            "position": 0,
            "title": {"da": "Hensigtserklæring", "en": "Letter of intent"},
            "day": day,
            "precision": Precision.DAY,
            "state": MilestoneState.PLANNED,
            **columns,
        }
    )
    gathering.session.add(milestone)
    note(gathering, LOADED, {"milestones": [milestone.key]}, at=loaded_at)
    return milestone


def move(
    gathering: Gathering, milestone: Milestone, to: date, *, at: datetime, precision: str = "day"
) -> None:
    """Julie gives it another date."""
    change(
        gathering.session,
        milestone=milestone,
        wish=Wish(when=Dated(to, precision)),
        by=gathering.people["Julie"],
        now=at,
    )


def nine(day: date) -> datetime:
    """9 o'clock in Copenhagen, in summer."""
    return datetime(day.year, day.month, day.day, 7, tzinfo=UTC)


def due(gathering: Gathering) -> dict[str, datetime]:
    """What is to come, and when."""
    coming = coming_tellings(gathering.session, now=MONDAY)
    return {one.key.split(":", 2)[2]: one.due_at for one in coming}


def told(gathering: Gathering) -> list[str]:
    """What was put, and for whom: "due:0 to CALL"."""
    names = {person.id: name for name, person in gathering.people.items()}
    posts = gathering.session.exec(select(Post).order_by(col(Post.id))).all()
    return [
        f"{':'.join(one.key.split(':')[2:4])} to {one.channel or names[one.person_id or 0]}"
        + (f" under {one.in_thread_of_id}" if one.in_thread_of_id else "")
        for one in posts
    ]


def texts(session: Session) -> Sequence[str]:
    return [one["text"] for one in session.exec(select(Post.message).order_by(col(Post.id)))]


def set_sent(session: Session) -> None:
    for post in session.exec(select(Post)):
        post.state, post.ts = PostState.SENT, f"{post.id}.000"
    session.flush()


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
