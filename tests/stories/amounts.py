"""Amounts as people type them and mean them, and what several of them come to, in Danish."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Amount:
    """What was typed, and what is meant by it."""

    typed: str
    low: int
    high: int
    unit: str
    about: bool = False


def total(*amounts: Amount) -> list[str]:
    """One line for each unit: different units are never added to each other."""
    units = sorted({one.unit for one in amounts})
    return [_line([one for one in amounts if one.unit == unit]) for unit in units]


def _line(amounts: list[Amount]) -> str:
    low, high = sum(one.low for one in amounts), sum(one.high for one in amounts)
    about = "ca. " if any(one.about for one in amounts) else ""
    span = _number(low) if low == high else f"{_number(low)}–{_number(high)}"
    many = "1 organisation" if len(amounts) == 1 else f"{len(amounts)} organisationer"
    return f"I alt {about}{span} {amounts[0].unit} fra {many}"


def _number(number: int) -> str:
    return f"{number:,}".replace(",", ".")
