"""Answers between the database's typed columns and the values that the conversation knows."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, assert_never

from bot.conversation.questions import (
    Chosen,
    Month,
    NotKnownYet,
    Quantity,
    Skipped,
    Value,
    Written,
)
from models.enums import AnswerState

_EMPTY: dict[str, Any] = {
    "choices": None,
    "low": None,
    "high": None,
    "unit": None,
    "approximate": False,
    "year": None,
    "month": None,
    "written": None,
}


def value_of(row: Mapping[str, Any]) -> Value:
    """The value in the columns of an answer, such as `row._mapping` or `answer.model_dump()`."""
    match AnswerState(row["state"]):
        case AnswerState.SKIPPED:
            return Skipped()
        case AnswerState.NOT_KNOWN:
            return NotKnownYet()
        case AnswerState.ANSWERED:
            return _answered(row)
        case never:
            assert_never(never)


def _answered(row: Mapping[str, Any]) -> Value:
    if row["choices"] is not None:
        return Chosen(tuple(key for key in row["choices"].split(",") if key))
    if row["low"] is not None:
        return Quantity(
            low=decimal_of(row["low"]),
            high=decimal_of(row["low"] if row["high"] is None else row["high"]),
            unit=row["unit"] or "",
            approximate=bool(row["approximate"]),
        )
    if row["year"] is not None:
        return Month(year=row["year"], month=row["month"])
    return Written(row["written"] or "")


def columns_of(value: Value) -> dict[str, Any]:
    """Every value column of an answer: those that this sort of answer does not use are emptied."""
    columns = {"state": AnswerState.ANSWERED, **_EMPTY}
    match value:
        case Chosen(keys=keys):
            columns["choices"] = ",".join(keys)
        case Quantity():
            columns |= {
                "low": float(value.low),
                "high": float(value.high),
                "unit": value.unit,
                "approximate": value.approximate,
            }
        case Month(year=year, month=month):
            columns |= {"year": year, "month": month}
        case Written(text=text):
            columns["written"] = text
        case Skipped():
            columns["state"] = AnswerState.SKIPPED
        case NotKnownYet():
            columns["state"] = AnswerState.NOT_KNOWN
        case never:
            assert_never(never)
    return columns


def decimal_of(stored: float) -> Decimal:
    """The number that was typed: 1.2 and not 1.1999999999999999556, and 12 rather than 12.0."""
    number = Decimal(str(stored))
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number
