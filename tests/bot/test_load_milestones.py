"""A process file that changes the timeline: dates move, and what facilitators have set stays."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlmodel import Session, select

from bot.content import ProcessFile
from bot.content_entries import MilestoneEntry
from bot.content_fields import Dated
from bot.conversation.questions import Text
from bot.load_plan import describe_plan
from bot.loading import apply_load, plan_load
from bot.milestone_changes import Wish, change, history_of
from models import Milestone, Person, Process
from models.enums import MilestoneState, Precision
from tests.builders import process_file

JUNE, JULY = Dated(date(2022, 6, 1), "month"), Dated(date(2022, 7, 1), "month")
AUGUST = Dated(date(2022, 8, 1), "month")
LETTER = MilestoneEntry(
    key="letter",
    title=Text(da="Hensigtserklæring", en="Letter of intent"),
    about=None,
    when=JUNE,
    state="planned",
    audience=(),
    announce_days=14,
)
DAY = timedelta(days=1)


def with_letter(**changed: object) -> ProcessFile:
    file = process_file()
    letter = replace(LETTER, **changed)  # type: ignore[arg-type]
    return replace(file, milestones=(*file.milestones, letter))


@pytest.fixture
def loaded(session: Session, now: datetime) -> Process:
    return apply_load(session, process_file=with_letter(), now=now)


@pytest.fixture
def anne(session: Session, now: datetime) -> Person:
    person = Person(team_id="T1", slack_id="UANNE", name="Anne Holm", first_seen_at=now)
    session.add(person)
    session.flush()
    return person


def letter_of(session: Session) -> Milestone:
    return session.exec(select(Milestone).where(Milestone.key == "letter")).one()


def dates(milestone: Milestone) -> tuple[date, int, date | None, Precision | None]:
    former = milestone.moved_from_day, milestone.moved_from_precision
    return (milestone.day, milestone.moves, *former)


def planned(session: Session, file: ProcessFile) -> Sequence[str]:
    return describe_plan(plan_load(session, process_file=file))


def test_what_is_new_has_not_moved(session: Session, loaded: Process, now: datetime) -> None:
    assert loaded.key
    assert dates(letter_of(session)) == (date(2022, 6, 1), 0, None, None)
    history = history_of(session, process_id=loaded.id)
    assert history.dated_at("letter") == now


def test_another_date_keeps_the_former_one_beside_it(
    session: Session, loaded: Process, now: datetime
) -> None:
    file = with_letter(when=Dated(date(2022, 6, 15), "day"))

    plan = planned(session, file)
    apply_load(session, process_file=file, now=now + DAY)

    letter = letter_of(session)
    assert plan == [
        "~ milestone letter: day: 2022-06-01 -> 2022-06-15",
        "~ milestone letter: precision: month -> day",
    ]
    assert dates(letter) == (date(2022, 6, 15), 1, date(2022, 6, 1), Precision.MONTH)
    assert letter.state is MilestoneState.PLANNED
    history = history_of(session, process_id=loaded.id)
    assert history.dated_at("letter") == now + DAY
    assert history.dated_at("invitation") == now


def test_loading_the_moved_date_again_changes_nothing(session: Session, loaded: Process) -> None:
    file = with_letter(when=JULY)
    apply_load(session, process_file=file, now=loaded.loaded_at + DAY)

    plan = planned(session, file)
    apply_load(session, process_file=file, now=loaded.loaded_at + 2 * DAY)

    assert plan == []
    assert letter_of(session).moves == 1


def test_moved_twice_before_anybody_was_told_people_are_told_of_the_date_they_know(
    session: Session, loaded: Process
) -> None:
    for days, when in ((1, JULY), (2, AUGUST)):
        apply_load(session, process_file=with_letter(when=when), now=loaded.loaded_at + days * DAY)

    assert dates(letter_of(session)) == (date(2022, 8, 1), 2, date(2022, 6, 1), Precision.MONTH)


def test_another_wording_is_no_move(session: Session, loaded: Process, now: datetime) -> None:
    file = with_letter(
        about=Text(da="Fælles krav", en="Joint requirements"),
        audience=("need_owner",),
        announce_days=30,
        state="under_way",
    )

    plan = planned(session, file)
    apply_load(session, process_file=file, now=now + DAY)

    letter = letter_of(session)
    assert plan == [
        "~ milestone letter: about.da: Fælles krav",
        "~ milestone letter: about.en: Joint requirements",
        "~ milestone letter: state: planned -> under_way",
        "~ milestone letter: audience: need_owner",
        "~ milestone letter: announce_days: 14 -> 30",
    ]
    assert (letter.moves, letter.audience, letter.announce_days) == (0, ["need_owner"], 30)
    assert history_of(session, process_id=loaded.id).dated_at("letter") == now


def test_one_that_returns_with_another_date_is_not_told_of_as_moved(
    session: Session, loaded: Process
) -> None:
    apply_load(session, process_file=process_file(), now=loaded.loaded_at + DAY)
    was_there = letter_of(session).retired_at is None
    apply_load(session, process_file=with_letter(when=JULY), now=loaded.loaded_at + DAY)

    assert not was_there
    assert letter_of(session).retired_at is None
    assert dates(letter_of(session)) == (date(2022, 7, 1), 1, None, None)


def test_what_a_facilitator_has_set_stays_though_the_file_still_says_the_old(
    session: Session, loaded: Process, anne: Person, now: datetime
) -> None:
    letter = letter_of(session)
    wish = Wish(when=AUGUST, state=MilestoneState.UNDER_WAY, announce_days=7)
    before = change(session, milestone=letter, wish=wish, by=anne, now=now + DAY)

    plan = plan_load(session, process_file=with_letter())
    apply_load(session, process_file=with_letter(), now=now + 2 * DAY)

    assert before is not None
    assert before.day == date(2022, 6, 1)
    assert plan.is_empty
    assert plan.notes == tuple(
        f"milestone letter: {name} stays {is_now}, as a facilitator has set it; the file says {said}"
        for name, is_now, said in (
            ("when", "2022-08", "2022-06"),
            ("state", "under_way", "planned"),
            ("announce_days", "7", "14"),
        )
    )
    assert dates(letter) == (date(2022, 8, 1), 1, date(2022, 6, 1), Precision.MONTH)
    assert loaded.loaded_at == now


def test_a_new_date_in_the_file_is_news_again(
    session: Session, loaded: Process, anne: Person, now: datetime
) -> None:
    letter = letter_of(session)
    change(session, milestone=letter, wish=Wish(when=AUGUST), by=anne, now=now + DAY)
    apply_load(session, process_file=with_letter(when=JULY), now=now + 2 * DAY)

    plan = planned(session, with_letter())

    assert letter.day == date(2022, 7, 1)
    assert plan == ["~ milestone letter: day: 2022-07-01 -> 2022-06-01"]
    assert loaded.id == letter.process_id
