"""Whose answers are counted: those of a slice, and those that their branch shows."""

from collections import Counter
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session

from bot.conversation.engine import visible_questions
from bot.conversation.questions import Chosen, Month, NotKnownYet, Skipped, Value, Written
from bot.questionnaires import questionnaire_of
from bot.slices import slice_from, slice_value
from bot.summaries import summarise
from models import Database
from models.enums import OrganisationKind
from models.slices import WHOLE, Slice
from tests.gathering import MAY, Gathering, amount

SMALL, LARGE = Chosen(("small",)), Chosen(("large",))
YES, NO = Chosen(("yes",)), Chosen(("no",))


@pytest.fixture
def gathering(session: Session) -> Gathering:
    return Gathering(session)


@pytest.mark.parametrize(
    ("within", "counted"),
    [
        (WHOLE, "111"),
        (Slice(kind=OrganisationKind.STATE), "100"),
        (Slice(region="nord"), "11"),
        (Slice(choice=("machines", "large")), "101"),
        (Slice(region="nord", choice=("machines", "large")), "1"),
        (Slice(choice=("machines", "larg")), None),
    ],
)
def test_a_slice_counts_those_within_it_alone(
    gathering: Gathering, within: Slice, counted: str | None
) -> None:
    both = Chosen(("small", "large"))
    for name, kind, region, chosen, count in (
        ("Aalborg", OrganisationKind.MUNICIPALITY, "nord", both, "1"),
        ("Thisted", OrganisationKind.MUNICIPALITY, "nord", SMALL, "10"),
        ("Vejdirektoratet", OrganisationKind.STATE, None, both, "100"),
    ):
        organisation = gathering.organisation(name)
        organisation.kind, organisation.region = kind, region
        gathering.answers(name, {"machines": chosen, "small_count": amount(count)}, sent=MAY)

    summaries = summarise(gathering.session, process=gathering.process, within=within)

    sums = next(one.sent.sums for one in summaries if one.question.key == "small_count")
    assert [str(one.low) for one in sums] == ([counted] if counted else [])


ANSWERS = st.fixed_dictionaries(
    {
        "machines": st.sampled_from([SMALL, LARGE, Chosen(("small", "large")), Skipped()]),
        "small_count": st.sampled_from([amount("7"), amount("5", "9", unit="hours"), Skipped()]),
        "tenders": st.sampled_from([YES, NO, NotKnownYet()]),
        "first_tender": st.sampled_from([Month(year=2023, month=5), Month(year=2024)]),
        "obstacles": st.sampled_from([Written("pris"), Skipped()]),
        "help_wanted": st.just(Written("tid")),
    }
)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(ANSWERS, st.booleans()), min_size=1, max_size=8))
def test_what_the_database_counts_is_what_the_engine_shows(
    database: Database, given_answers: list[tuple[dict[str, Value], bool]]
) -> None:
    with database.read() as session:  # nothing is kept: each example begins anew
        gathering = Gathering(session, key=uuid4().hex)
        questionnaire = questionnaire_of(session, process=gathering.process)
        expected: Counter[tuple[str, bool]] = Counter()
        for number, (answers, is_sent) in enumerate(given_answers):
            gathering.answers(f"Kommune {number}", answers, sent=MAY if is_sent else None)
            shown = {question.key for question in visible_questions(questionnaire, answers)}
            expected.update((key, is_sent) for key in answers if key in shown)

        summaries = summarise(session, process=gathering.process)
        session.rollback()

    counted: Counter[tuple[str, bool]] = Counter()
    for one in summaries:
        counted[one.question.key, True] += one.sent.dealt_with
        counted[one.question.key, False] += one.under_way.dealt_with
    assert +counted == expected


@pytest.mark.parametrize(
    "within",
    [
        WHOLE,
        Slice(kind=OrganisationKind.STATE),
        Slice(region="region-nord"),
        Slice(kind=OrganisationKind.STATE, region="nord", choice=("machines", "large")),
    ],
)
def test_a_slice_comes_back_from_a_button_as_it_was(within: Slice) -> None:
    assert slice_from(slice_value(3, within)) == ("3", within)


@pytest.mark.parametrize("value", ["", "3:", "3:::", "3:king::a:", "3:::::::", ":" * 99])
def test_what_cannot_be_read_narrows_nothing(value: str) -> None:
    assert slice_from(value)[1] == WHOLE
