"""Answers to columns and back."""

from decimal import Decimal

import pytest

from bot.answers import columns_of, value_of
from bot.conversation.questions import (
    Chosen,
    Month,
    NotKnownYet,
    Quantity,
    Skipped,
    Value,
    Written,
)


@pytest.mark.parametrize(
    "value",
    [
        Chosen(("electric",)),
        Chosen(("electric", "hydrogen")),
        Quantity(low=Decimal("1.2"), high=Decimal("1.5"), unit="mio_kr", approximate=True),
        Quantity(low=Decimal(0), high=Decimal(0), unit="machines"),
        Quantity(low=Decimal(9_000_000_000_000_000), high=Decimal(9 * 10**15), unit="kr"),
        Month(year=2023),
        Month(year=2023, month=6),
        Written("to, hvis vi når det"),
        Skipped(),
        NotKnownYet(),
    ],
)
def test_a_value_comes_back_from_its_columns_as_it_was(value: Value) -> None:
    columns = columns_of(value)

    assert value_of(columns) == value


def test_columns_that_an_answer_does_not_use_are_emptied() -> None:
    columns = columns_of(Written("mest om natten"))

    assert {name for name, value in columns.items() if value is None} == {
        "choices",
        "low",
        "high",
        "unit",
        "year",
        "month",
    }


def test_a_whole_number_comes_back_without_decimals() -> None:
    value = value_of(columns_of(Quantity(low=Decimal(12), high=Decimal(15), unit="machines")))

    assert isinstance(value, Quantity)
    assert (str(value.low), str(value.high)) == ("12", "15")
