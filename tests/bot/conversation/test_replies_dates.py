from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.questions import Language
from bot.conversation.replies import Misunderstanding as Why
from bot.days import long_date, month_name
from tests.bot.conversation.asked import in_month, month


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("juni 2023", in_month(2023, 6)),
        ("Juni, 2023", in_month(2023, 6)),
        ("juni2023", in_month(2023, 6)),
        ("jun 23", in_month(2023, 6)),
        ("juni '24", in_month(2024, 6)),
        ("Jan. 2023", in_month(2023, 1)),
        ("sept 2022", in_month(2022, 9)),
        ("okt. 2022", in_month(2022, 10)),
        ("may 2023", in_month(2023, 5)),
        ("juni måned 2023", in_month(2023, 6)),
        ("vi håber på juni 2023", in_month(2023, 6)),
        ("senest juni 2025", in_month(2025, 6)),
        ("midt i juni 2023", in_month(2023, 6)),
        ("06/2023", in_month(2023, 6)),
        ("06.2023", in_month(2023, 6)),
        ("2023-06", in_month(2023, 6)),
        ("2023/6", in_month(2023, 6)),
        ("06/24", in_month(2024, 6)),
        ("2023-06-15", in_month(2023, 6)),
        ("1.6.2023", in_month(2023, 6)),
        ("1/6-2023", in_month(2023, 6)),
        ("01-06-23", in_month(2023, 6)),
        ("1/6", in_month(2022, 6)),
        ("15/6", in_month(2022, 6)),
        ("1. juni 2023", in_month(2023, 6)),
        ("onsdag d. 8. juni 2022", in_month(2022, 6)),
        ("June 5th, 2023", in_month(2023, 6)),
        ("1st of June 2024", in_month(2024, 6)),
        ("June 5", in_month(2022, 6)),
        ("januray 2023", in_month(2023, 1)),
        ("setember 2023", in_month(2023, 9)),
        ("2023", in_month(2023)),
        ("år 2023.", in_month(2023)),
        ("inden 2030", in_month(2030)),
        ("we may start in 2025", in_month(2025)),
    ],
)
def test_a_month_is_read_in_words_and_digits(raw: str, expected: object) -> None:
    assert month(raw) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("maj", in_month(2022, 5)),
        ("juni", in_month(2022, 6)),
        ("april", in_month(2023, 4)),
        ("i slutningen af juni", in_month(2022, 6)),
        ("næste juni", in_month(2023, 6)),
        ("juni næste år", in_month(2023, 6)),
        ("til sommer", in_month(2022, 8)),
        ("til foråret", in_month(2022, 5)),
        ("til vinter", in_month(2022, 12)),
        ("næste sommer", in_month(2023, 8)),
        ("Q3", in_month(2022, 9)),
        ("1. kvartal", in_month(2023, 3)),
        ("24. december", in_month(2022, 12)),
    ],
)
def test_a_month_without_a_year_is_the_next_such_month(raw: str, expected: object) -> None:
    assert month(raw) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("Q3 2024", in_month(2024, 9)),
        ("3. kvartal 2024", in_month(2024, 9)),
        ("tredje kvartal 2024", in_month(2024, 9)),
        ("kvartal 3 2024", in_month(2024, 9)),
        ("K1 2023", in_month(2023, 3)),
        ("sidste kvartal af 2023", in_month(2023, 12)),
        ("første halvår 2024", in_month(2024, 6)),
        ("2. halvår 2024", in_month(2024, 12)),
        ("H2 2025", in_month(2025, 12)),
        ("foråret 2024", in_month(2024, 5)),
        ("sommeren 2023", in_month(2023, 8)),
        ("efterår 24", in_month(2024, 11)),
        ("vinteren 2024", in_month(2024, 12)),
        ("vinteren 2024/25", in_month(2025, 2)),
        ("vinter 2024-2025", in_month(2025, 2)),
        ("årsskiftet 2023/24", in_month(2023, 12)),
        ("starten af 2024", in_month(2024, 3)),
        ("medio 2024", in_month(2024, 6)),
        ("slutningen af 2024", in_month(2024, 12)),
        ("ultimo 2024", in_month(2024, 12)),
        ("early next year", in_month(2023, 3)),
        ("slutningen af året", in_month(2022, 12)),
        ("inden årets udgang", in_month(2022, 12)),
    ],
)
def test_a_longer_period_becomes_its_last_month(raw: str, expected: object) -> None:
    assert month(raw) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("i år", in_month(2022)),
        ("næste år", in_month(2023)),
        ("om to år", in_month(2024)),
        ("om ca. 2 år", in_month(2024)),
        ("om et par år", in_month(2024)),
        ("in two years", in_month(2024)),
        ("om to år til sommer", in_month(2024, 8)),
        ("om et halvt år", in_month(2022, 11)),
        ("in half a year", in_month(2022, 11)),
        ("om halvandet år", in_month(2023, 11)),
        ("within 18 months", in_month(2023, 11)),
        ("om 8 måneder", in_month(2023, 1)),
        ("om en måned", in_month(2022, 6)),
        ("næste måned", in_month(2022, 6)),
        ("denne måned", in_month(2022, 5)),
        ("næste kvartal", in_month(2022, 9)),
        ("om 4 uger", in_month(2022, 6)),
        ("nu", in_month(2022, 5)),
        ("i dag", in_month(2022, 5)),
        ("med det samme", in_month(2022, 5)),
    ],
)
def test_a_distance_is_counted_from_today(raw: str, expected: object) -> None:
    assert month(raw) == expected


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        ("1822", Why.IN_THE_PAST),
        ("juni 1822", Why.IN_THE_PAST),
        ("2020", Why.IN_THE_PAST),
        ("2021", Why.IN_THE_PAST),
        ("sommeren 2021", Why.IN_THE_PAST),
        ("april 2022", Why.IN_THE_PAST),
        ("06/2020", Why.IN_THE_PAST),
        ("2101", Why.TOO_FAR),
        ("juni 9999", Why.TOO_FAR),
        ("om 999 år", Why.TOO_FAR),
        ("juni eller juli 2023", Why.NOT_A_MONTH),
        ("juni-august 2023", Why.NOT_A_MONTH),
        ("2024-2025", Why.NOT_A_MONTH),
        ("juni 2023 til juni 2024", Why.NOT_A_MONTH),
        ("forår/sommer 2024", Why.NOT_A_MONTH),
        ("ikke før 2025", Why.NOT_A_MONTH),
        ("efter 2025", Why.NOT_A_MONTH),
        ("for to år siden", Why.NOT_A_MONTH),
        ("13/2024", Why.NOT_A_MONTH),
        ("00/2024", Why.NOT_A_MONTH),
        ("32. juni", Why.NOT_A_MONTH),
        ("23/24", Why.NOT_A_MONTH),
        ("6", Why.NOT_A_MONTH),
        ("12500", Why.NOT_A_MONTH),
        ("snart", Why.NOT_A_MONTH),
        ("we may", Why.NOT_A_MONTH),
    ],
)
def test_what_is_no_single_month_to_plan_for_has_a_reason(raw: str, why: Why) -> None:
    assert month(raw) is why


def test_this_month_and_2100_are_the_limits() -> None:
    assert month("maj 2022") == in_month(2022, 5)
    assert month("2022") == in_month(2022)
    assert month("2100") == in_month(2100)


@given(
    st.dates(min_value=date(2022, 6, 1), max_value=date(2100, 12, 31)), st.sampled_from(Language)
)
def test_a_date_that_we_write_is_read_back_as_its_month(day: date, language: Language) -> None:
    expected = in_month(day.year, day.month)

    assert month(long_date(day, language)) == expected
    assert month(f"{month_name(day.month, language)} {day.year}") == expected
    assert month(f"{day:%Y-%m}") == expected
    assert month(f"{day.day}.{day.month}.{day.year}") == expected


@given(st.integers(1, 12), st.dates(min_value=date(2022, 1, 1), max_value=date(2090, 12, 31)))
def test_the_next_such_month_begins_within_a_year(number: int, today: date) -> None:
    ahead = [
        in_month(today.year + (today.month + n - 1) // 12, (today.month + n - 1) % 12 + 1)
        for n in range(12)
    ]

    assert month(month_name(number, Language.DANISH), today) in ahead
