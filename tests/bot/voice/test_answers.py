"""Answers as people read them."""

from decimal import Decimal

import pytest

from bot.conversation.questions import (
    AnswerKind,
    Choice,
    Chosen,
    Language,
    Month,
    NotKnownYet,
    Quantity,
    Question,
    Skipped,
    Text,
    Unit,
    Value,
    Written,
)
from bot.voice.answers import value_text

QUESTION = Question(
    key="machines",
    section="volume",
    kind=AnswerKind.NUMBER,
    ask=Text(da="Hvor mange?", en="How many?"),
    short=Text(da="Maskiner", en="Machines"),
    choices=(
        Choice(key="electric", label=Text(da="El", en="Electricity")),
        Choice(key="hydrogen", label=Text(da="Brint", en="Hydrogen")),
    ),
    units=(
        Unit(key="machines", label=Text(da="maskiner", en="machines")),
        Unit(key="kr", label=Text(da="kr.", en="DKK")),
        Unit(key="mio_kr", label=Text(da="mio. kr.", en="million DKK")),
    ),
)


def amount(low: str, high: str | None = None, unit: str = "machines", about: bool = False) -> Value:
    return Quantity(low=Decimal(low), high=Decimal(high or low), unit=unit, approximate=about)


@pytest.mark.parametrize(
    ("value", "danish", "english"),
    [
        (Chosen(("electric", "hydrogen")), "El · Brint", "Electricity · Hydrogen"),
        (Chosen(("yes",)), "Ja", "Yes"),
        (Chosen(("taken_out",)), "taken_out", "taken_out"),
        (amount("12"), "12 maskiner", "12 machines"),
        (amount("12", "15", about=True), "ca. 12–15 maskiner", "about 12–15 machines"),
        (amount("0"), "0 maskiner", "0 machines"),
        (amount("2.50"), "2,5 maskiner", "2.5 machines"),
        (amount("1200000", unit="kr"), "1,2 mio. kr.", "1.2 million DKK"),
        (amount("1234567", unit="kr"), "1.234.567 kr.", "1,234,567 DKK"),
        (amount("500000", "1500000", "kr"), "500.000–1.500.000 kr.", "500,000–1,500,000 DKK"),
        (amount("1000000", "2500000", "kr"), "1–2,5 mio. kr.", "1–2.5 million DKK"),
        (amount("1.2", unit="mio_kr"), "1,2 mio. kr.", "1.2 million DKK"),
        (amount("3", unit="gone"), "3", "3"),
        (Month(year=2023, month=6), "juni 2023", "June 2023"),
        (Month(year=2023), "2023", "2023"),
        (Written("mest om natten & i weekenden"),) + ("mest om natten & i weekenden",) * 2,
        (Skipped(), "Sprunget over", "Skipped"),
        (NotKnownYet(), "Ved ikke endnu", "Not known yet"),
    ],
)
def test_a_value_reads_well_in_both_languages(value: Value, danish: str, english: str) -> None:
    assert value_text(QUESTION, value, Language.DANISH) == danish
    assert value_text(QUESTION, value, Language.ENGLISH) == english


def test_free_text_is_cut_where_it_is_asked_to_be() -> None:
    assert value_text(QUESTION, Written("a" * 30), Language.DANISH, limit=10) == "a" * 9 + "…"
