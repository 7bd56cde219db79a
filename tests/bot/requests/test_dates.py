"""The days that people name."""

from datetime import date

import pytest

from bot.requests.dates import named_days
from bot.requests.words import read_message

TODAY = date(2022, 6, 7)  # a Tuesday


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("i dag", date(2022, 6, 7), date(2022, 6, 7)),
        ("linket til mødet i morgen", date(2022, 6, 8), date(2022, 6, 8)),
        ("tomorrow's workshop", date(2022, 6, 8), date(2022, 6, 8)),
        ("på tirsdag", date(2022, 6, 14), date(2022, 6, 14)),
        ("i tirsdags", date(2022, 5, 31), date(2022, 5, 31)),
        ("on Friday", date(2022, 6, 10), date(2022, 6, 10)),
        ("fredag i næste uge", date(2022, 6, 17), date(2022, 6, 17)),
        ("8/6", date(2022, 6, 8), date(2022, 6, 8)),
        ("8.6.2022", date(2022, 6, 8), date(2022, 6, 8)),
        ("2022-06-08", date(2022, 6, 8), date(2022, 6, 8)),
        ("d. 14. juni", date(2022, 6, 14), date(2022, 6, 14)),
        ("den 14.", date(2022, 6, 14), date(2022, 6, 14)),
        ("14 june", date(2022, 6, 14), date(2022, 6, 14)),
        ("June 14th", date(2022, 6, 14), date(2022, 6, 14)),
        ("the 3rd of January", date(2022, 1, 3), date(2022, 1, 3)),
        ("i næste uge", date(2022, 6, 13), date(2022, 6, 19)),
        ("sidste uge", date(2022, 5, 30), date(2022, 6, 5)),
        ("uge 25", date(2022, 6, 20), date(2022, 6, 26)),
        ("om 14 dage", date(2022, 6, 21), date(2022, 6, 21)),
        ("i august", date(2022, 8, 1), date(2022, 8, 31)),
        ("næste måned", date(2022, 7, 1), date(2022, 7, 31)),
    ],
)
def test_a_day_or_a_period_is_found(text: str, first: date, last: date) -> None:
    assert found(text) == [(first, last)]


@pytest.mark.parametrize(
    "text", ["31/2", "d. 31. februar 99", "god morgen", "vi mangler 14 maskiner", "may I", "uge 60"]
)
def test_what_is_no_day_is_not_taken_for_one(text: str) -> None:
    assert found(text) == []


def found(text: str) -> list[tuple[date, date]]:
    spoken = [one.word for sentence in read_message(text).sentences for one in sentence if one.word]
    return [(one.first, one.last) for one in named_days(spoken, today=TODAY)]
