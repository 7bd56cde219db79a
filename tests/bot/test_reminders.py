from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update
from sqlmodel import Session, col, select

from bot.conversation.questions import NotKnownYet
from bot.days import next_daytime
from bot.reminders import coming_reminders, first_reminder_at, outdated_reminders, put_reminders
from models import Conversation, Post
from models.enums import PostState, Role, Stage
from models.interviews import find_conversation
from tests.gathering import Gathering

MONDAY = datetime(2022, 5, 2, 12, 0, tzinfo=UTC)  # 14 o'clock in Copenhagen
WEDNESDAY = datetime(2022, 5, 4, 7, 0, tzinfo=UTC)  # 9 o'clock
WEDNESDAY_AFTER = datetime(2022, 5, 11, 7, 0, tzinfo=UTC)
YEARS_LATER = datetime(2024, 5, 8, 10, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def gathering(session: Session) -> Gathering:
    """Mette from Aalborg has answered one question and then said nothing more."""
    made = Gathering(session)
    made.member("Mette", "Aalborg Kommune")
    made.answers("Aalborg Kommune", {"tenders": NotKnownYet()}, by="Mette", at=MONDAY)
    heard(made, "Mette", MONDAY)
    return made


def heard(gathering: Gathering, name: str, at: datetime) -> None:
    """That person was last heard from then."""
    session, person = gathering.session, gathering.people[name]
    interview = gathering.answers("Aalborg Kommune", {}, by=name)
    known = find_conversation(session, interview_id=interview.id, person_id=person.id)
    if known is None:
        session.add(Conversation(interview_id=interview.id, person_id=person.id, last_heard_at=at))
        session.flush()
    else:
        known.last_heard_at = at
        session.flush()


def sent(session: Session, at: datetime) -> None:
    """All posts go out then."""
    session.connection().execute(
        update(Post)
        .where(col(Post.state) == PostState.WAITING)
        .values(state=PostState.SENT, sent_at=at)
    )
    session.expire_all()


def put_to(session: Session) -> list[str]:
    """Whom reminders were put for, and which of theirs each is."""
    keys = session.exec(select(Post.key).order_by(col(Post.id))).all()
    return [f"{key.split(':')[3]} to {key.split(':')[-1]}" for key in keys]


def test_one_who_stopped_is_reminded_in_the_morning_two_working_days_later(
    gathering: Gathering,
) -> None:
    before = put_reminders(gathering.session, now=WEDNESDAY - timedelta(seconds=1))
    at_nine = put_reminders(gathering.session, now=WEDNESDAY)

    assert (before, at_nine) == (0, 1)


def test_a_reminder_is_put_once_however_often_the_clock_looks(gathering: Gathering) -> None:
    put_reminders(gathering.session, now=WEDNESDAY)
    put_reminders(gathering.session, now=WEDNESDAY + timedelta(minutes=1))

    assert put_to(gathering.session) == ["1 to 1"]


def test_the_second_comes_a_week_after_the_first_was_sent_and_is_the_last(
    gathering: Gathering,
) -> None:
    session = gathering.session
    put_reminders(session, now=WEDNESDAY)
    sent(session, WEDNESDAY)

    too_soon = put_reminders(session, now=WEDNESDAY_AFTER - timedelta(seconds=1))
    second = put_reminders(session, now=WEDNESDAY_AFTER)
    sent(session, WEDNESDAY_AFTER)
    third = put_reminders(session, now=YEARS_LATER)

    assert (too_soon, second, third) == (0, 1, 0)
    assert put_to(session) == ["1 to 1", "2 to 1"]


def test_an_answer_begins_the_count_anew(gathering: Gathering) -> None:
    session = gathering.session
    put_reminders(session, now=WEDNESDAY)
    sent(session, WEDNESDAY)
    gathering.answers("Aalborg Kommune", {"machines": NotKnownYet()}, by="Mette")
    heard(gathering, "Mette", WEDNESDAY)

    put_reminders(session, now=WEDNESDAY + 2 * DAY)

    assert put_to(session) == ["1 to 1", "1 to 1"]


def test_coming_back_without_an_answer_does_not_begin_the_count_anew(
    gathering: Gathering,
) -> None:
    session = gathering.session
    put_reminders(session, now=WEDNESDAY)
    sent(session, WEDNESDAY)
    heard(gathering, "Mette", WEDNESDAY)

    put_reminders(session, now=WEDNESDAY + 2 * DAY)

    assert put_to(session) == ["1 to 1"]


def test_nobody_is_reminded_in_quiet_hours(gathering: Gathering) -> None:
    saturday_noon = datetime(2022, 5, 7, 10, 0, tzinfo=UTC)
    wednesday_evening = WEDNESDAY + timedelta(hours=9)

    put = [put_reminders(gathering.session, now=at) for at in (saturday_noon, wednesday_evening)]

    assert put == [0, 0]


def test_a_reminder_that_is_delayed_waits_for_daytime(gathering: Gathering) -> None:
    put_reminders(gathering.session, now=WEDNESDAY)

    assert gathering.session.exec(select(Post.waits_for_daytime)).all() == [True]


def test_nobody_is_reminded_in_the_summer_weeks(gathering: Gathering) -> None:
    friday_of_week_27 = datetime(2022, 7, 8, 12, 0, tzinfo=UTC)
    heard(gathering, "Mette", friday_of_week_27)

    [coming] = coming_reminders(gathering.session)

    assert coming.due_at == datetime(2022, 8, 1, 7, 0, tzinfo=UTC)  # Monday of week 31


def test_answers_that_are_sent_end_the_reminders(gathering: Gathering) -> None:
    gathering.answers("Aalborg Kommune", {}, by="Mette", sent=MONDAY)
    gathering.session.flush()

    assert coming_reminders(gathering.session) == []


def test_when_a_colleague_has_continued_only_the_colleague_is_reminded(
    gathering: Gathering,
) -> None:
    gathering.member("Jonas", "Aalborg Kommune")
    heard(gathering, "Jonas", MONDAY + timedelta(hours=1))

    put_reminders(gathering.session, now=WEDNESDAY)

    assert put_to(gathering.session) == [f"1 to {gathering.people['Jonas'].id}"]


def test_one_who_has_not_begun_is_not_reminded(gathering: Gathering) -> None:
    gathering.member("Sara", "Odense Kommune")

    coming = coming_reminders(gathering.session)

    assert [one.stopped.person_id for one in coming] == [gathering.people["Mette"].id]


@pytest.mark.parametrize(
    ("role", "stage"), [(Role.ADVISER, Stage.JOINED), (Role.NEED_OWNER, Stage.REFUSED)]
)
def test_only_members_who_may_answer_are_reminded(
    gathering: Gathering, role: Role, stage: Stage
) -> None:
    gathering.member("Louise", "Aalborg Kommune", role=role, stage=stage)
    heard(gathering, "Louise", MONDAY + timedelta(hours=1))

    assert coming_reminders(gathering.session) == []


def test_a_reminder_overtaken_by_an_answer_is_kept_back(gathering: Gathering) -> None:
    session = gathering.session
    put_reminders(session, now=WEDNESDAY)
    needed = outdated_reminders(session)
    gathering.answers("Aalborg Kommune", {"machines": NotKnownYet()}, by="Mette")

    outdated = outdated_reminders(session)

    assert needed == []
    assert outdated == list(session.exec(select(Post.key)))


def test_one_who_pauses_can_be_told_when_they_are_reminded() -> None:
    friday_evening = datetime(2022, 5, 6, 18, 0, tzinfo=UTC)

    at = first_reminder_at(friday_evening)

    assert at == datetime(2022, 5, 10, 7, 0, tzinfo=UTC)
    assert next_daytime(at) == at
