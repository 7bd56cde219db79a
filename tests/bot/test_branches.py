"""Which answers count: those that the engine would show, whatever was answered behind other branches."""

from collections import Counter
from datetime import timedelta
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session

from bot.conversation.engine import visible_questions
from bot.conversation.questions import Chosen, Month, NotKnownYet, Skipped, Value, Written
from bot.questionnaires import questionnaire_of
from bot.summaries import Tally, summarise
from models import Database
from tests.gathering import MAY, Gathering, amount
from tests.summing import summary_of, total

DAY = timedelta(days=1)
SMALL, LARGE = Chosen(("small",)), Chosen(("large",))
YES, NO = Chosen(("yes",)), Chosen(("no",))


@pytest.fixture
def gathering(session: Session) -> Gathering:
    return Gathering(session)


def test_an_answer_asleep_behind_a_changed_branch_does_not_count(gathering: Gathering) -> None:
    gathering.answers("Aalborg", {"machines": SMALL, "small_count": amount("7")}, sent=MAY)
    gathering.answers("Odense", {"machines": SMALL, "small_count": amount("5")}, sent=MAY)
    gathering.answers("Aalborg", {"machines": LARGE}, at=MAY + DAY)

    assert summary_of(gathering, "small_count").sent == Tally(
        organisations=1, sums=(total("5", "5", 1),)
    )


def test_a_sleeping_answer_counts_again_when_its_branch_reopens(gathering: Gathering) -> None:
    gathering.answers("Aalborg", {"machines": SMALL, "small_count": amount("7")})
    gathering.answers("Aalborg", {"machines": LARGE}, at=MAY + DAY)
    gathering.answers("Aalborg", {"machines": SMALL}, at=MAY + 2 * DAY)

    assert summary_of(gathering, "small_count").under_way.sums == (total("7", "7", 1),)


def test_a_free_text_behind_a_skipped_question_sleeps(gathering: Gathering) -> None:
    gathering.answers("Aalborg", {"obstacles": Written("prisen"), "help_wanted": Written("penge")})
    gathering.answers("Odense", {"obstacles": Skipped(), "help_wanted": Written("tid")})

    summary = summary_of(gathering, "help_wanted")

    assert summary.under_way == Tally(organisations=1, texts=1)
    assert [(one.organisation, one.written) for one in summary.wordings] == [("Aalborg", "penge")]


def test_three_hundred_organisations_count_as_the_engine_would_count_them(
    gathering: Gathering,
) -> None:
    for number in range(300):
        gathering.answers(
            f"Kommune {number}",
            {
                "machines": (SMALL, LARGE, Skipped())[number % 3],
                "small_count": amount(str(number), str(number + 1)),
                "tenders": YES if number % 2 else NO,
                "first_tender": Month(year=2023 + number % 4),
            },
            sent=MAY if number % 5 else None,
        )
    questionnaire = questionnaire_of(gathering.session, process=gathering.process)
    seen = [
        number
        for number in range(300)
        if "small_count"
        in {
            question.key
            for question in visible_questions(
                questionnaire, {"machines": (SMALL, LARGE, Skipped())[number % 3]}
            )
        }
        and number % 5
    ]

    summary = summary_of(gathering, "small_count")

    low, high = sum(seen), sum(seen) + len(seen)
    assert summary.sent.sums == (total(str(low), str(high), len(seen)),)
    assert summary.sent.organisations + summary.under_way.organisations == 100


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
