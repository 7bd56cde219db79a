from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.questions import Language, Quantity
from bot.conversation.replies import Misunderstanding as Why
from tests.bot.conversation.asked import (
    AREA,
    DIESEL,
    HOURS,
    HOURS_PER_YEAR,
    HVO,
    KRONER,
    MILLIONS,
    PIECES,
    TONS_OF_CO2,
    about,
    amount,
    between,
    exactly,
)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("12", exactly("12", PIECES)),
        ("0", exactly("0", PIECES)),
        ("12 stk", exactly("12", PIECES)),
        ("12 stk.", exactly("12", PIECES)),
        ("12 styk", exactly("12", PIECES)),
        ("12stk", exactly("12", PIECES)),
        ("Antal: 12", exactly("12", PIECES)),
        ("vi har 12 gravemaskiner", exactly("12", PIECES)),
        ("12 nye maskiner i alt", exactly("12", PIECES)),
        ("12, men det kan ændre sig", exactly("12", PIECES)),
        ("12 men det kan ændre sig", exactly("12", PIECES)),
        ("12 om året", exactly("12", PIECES)),
        ("kun 5", exactly("5", PIECES)),
        ("2½", exactly("2.5", PIECES)),
        ("2 ½", exactly("2.5", PIECES)),
        ("2 1/2", exactly("2.5", PIECES)),
        ("½", exactly("0.5", PIECES)),
        ("1/2", exactly("0.5", PIECES)),
        (",5", exactly("0.5", PIECES)),
        ("１２", exactly("12", PIECES)),
        ("to", exactly("2", PIECES)),
        ("ti", exactly("10", PIECES)),
        ("én", exactly("1", PIECES)),
        ("en", exactly("1", PIECES)),
        ("en maskine", exactly("1", PIECES)),
        ("halvanden", exactly("1.5", PIECES)),
        ("femogtyve", exactly("25", PIECES)),
        ("fem og tyve", exactly("25", PIECES)),
        ("halvtreds", exactly("50", PIECES)),
        ("hundrede og tyve", exactly("120", PIECES)),
        ("to hundrede", exactly("200", PIECES)),
        ("tohundrede", exactly("200", PIECES)),
        ("ingen", exactly("0", PIECES)),
        ("slet ingen", exactly("0", PIECES)),
        ("ingen maskiner", exactly("0", PIECES)),
        ("12-15 stk", between("12", "15", PIECES)),
        ("12–15", between("12", "15", PIECES)),
        ("12 -15", between("12", "15", PIECES)),
        ("15-12", between("12", "15", PIECES)),
        ("12 stk. - 15 stk.", between("12", "15", PIECES)),
        ("mellem 12 og 15", between("12", "15", PIECES)),
        ("mellem ti og tyve", between("10", "20", PIECES)),
        ("12 til 15", between("12", "15", PIECES)),
        ("12 to 15", between("12", "15", PIECES)),
        ("fra 12 til 15 stk", between("12", "15", PIECES)),
        ("to-tre", between("2", "3", PIECES)),
        ("5 op til 10", between("5", "10", PIECES)),
        ("ca. 12-15", between("12", "15", PIECES, approximate=True)),
        ("op til 20", between("0", "20", PIECES)),
        ("højst 10", between("0", "10", PIECES)),
        ("ikke over 12", between("0", "12", PIECES)),
        ("under 5", between("0", "5", PIECES)),
        ("op til ca. 20", between("0", "20", PIECES, approximate=True)),
        ("mindst 5", about("5", PIECES)),
        ("10+", about("10", PIECES)),
        (">10", about("10", PIECES)),
        ("ca. 12", about("12", PIECES)),
        ("ca.12", about("12", PIECES)),
        ("~12", about("12", PIECES)),
        ("12 tror jeg", about("12", PIECES)),
        ("et par", about("2", PIECES)),
        ("et par hundrede", about("200", PIECES)),
        ("-5", Why.NEGATIVE),
        ("− 5", Why.NEGATIVE),
        ("minus 5", Why.NEGATIVE),
        ("12 og 3", Why.SEVERAL_NUMBERS),
        ("12, 3", Why.SEVERAL_NUMBERS),
        ("12 15", Why.SEVERAL_NUMBERS),
        ("5 eller 6", Why.SEVERAL_NUMBERS),
        ("5 lastbiler og 3 dumpere", Why.SEVERAL_NUMBERS),
        ("12 stk\n15 stk", Why.SEVERAL_NUMBERS),
        ("12 (heraf 3 el)", Why.SEVERAL_NUMBERS),
        ("12 timer", Why.UNKNOWN_UNIT),
        ("12 m2", Why.UNKNOWN_UNIT),
        ("12 om måneden", Why.UNKNOWN_UNIT),
        ("1e6", Why.UNKNOWN_UNIT),
        ("12.5.2024", Why.NOT_A_NUMBER),
        ("1.2.3", Why.NOT_A_NUMBER),
        ("mange", Why.NOT_A_NUMBER),
        ("mange tusind", Why.NOT_A_NUMBER),
        ("tusind tak", Why.NOT_A_NUMBER),
        ("ingen anelse", Why.NOT_A_NUMBER),
        ("en del", Why.NOT_A_NUMBER),
        ("stk", Why.NOT_A_NUMBER),
        ("9" * 2000, Why.TOO_LARGE),
        ("1000000000001", Why.TOO_LARGE),
    ],
)
def test_a_count_is_read_as_people_type_it(raw: str, expected: object) -> None:
    assert amount(raw, PIECES) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("1.200.000", exactly("1200000", KRONER)),
        ("1.200", exactly("1200", KRONER)),
        ("1,200", exactly("1.2", KRONER)),
        ("1,2", exactly("1.2", KRONER)),
        ("12.50", exactly("12.5", KRONER)),
        ("0.500", exactly("0.5", KRONER)),
        ("1,200,000", exactly("1200000", KRONER)),
        ("1.200.000,50 kr.", exactly("1200000.5", KRONER)),
        ("1,200,000.50 kr", exactly("1200000.5", KRONER)),
        ("1'200'000", exactly("1200000", KRONER)),
        ("12 000", exactly("12000", KRONER)),
        ("12\u00a0000,50", exactly("12000.5", KRONER)),
        ("1 000 000 kr.", exactly("1000000", KRONER)),
        ("kr. 1.200.000,-", exactly("1200000", KRONER)),
        ("1200,-", exactly("1200", KRONER)),
        ("1200000kr", exactly("1200000", KRONER)),
        ("kr.1200", exactly("1200", KRONER)),
        ("DKK 1.000", exactly("1000", KRONER)),
        ("500 kroner", exactly("500", KRONER)),
        ("500 tkr", exactly("500000", KRONER)),
        ("500 t.kr.", exactly("500000", KRONER)),
        ("500 t. kr", exactly("500000", KRONER)),
        ("500k", exactly("500000", KRONER)),
        ("1,2 mia kr", exactly("1200000000", KRONER)),
        ("1.200.000 kr. ekskl. moms", exactly("1200000", KRONER)),
        ("én million to hundrede tusind kr", exactly("1200000", KRONER)),
        ("to hundrede tusind", exactly("200000", KRONER)),
        ("to tusind fem hundrede", exactly("2500", KRONER)),
        ("et par tusinde", about("2000", KRONER)),
        ("1,2 mio", exactly("1.2", MILLIONS)),
        ("1.5 mio", exactly("1.5", MILLIONS)),
        ("ca. 1,2 mio. kr.", about("1.2", MILLIONS)),
        ("5 mkr", exactly("5", MILLIONS)),
        ("2½ mio. kr.", exactly("2.5", MILLIONS)),
        ("en halv million", exactly("0.5", MILLIONS)),
        ("halvanden million", exactly("1.5", MILLIONS)),
        ("to og en halv million", exactly("2.5", MILLIONS)),
        ("to millioner kroner", exactly("2", MILLIONS)),
        ("1,2-1,5 mio. kr.", between("1.2", "1.5", MILLIONS)),
        ("op til 2 mio. kr.", between("0", "2", MILLIONS)),
        ("500.000 - 1,2 mio", between("500000", "1200000", KRONER)),
        ("mellem 500.000 og 1 million", between("500000", "1000000", KRONER)),
        ("500 tkr - 1,2 mio kr", between("500000", "1200000", KRONER)),
        ("kr 5 - 10", between("5", "10", KRONER)),
        ("10.000-20.000 kr pr. år", between("10000", "20000", KRONER)),
        ("kr. -5", Why.NEGATIVE),
        ("100 euro", Why.UNKNOWN_UNIT),
        ("€100", Why.UNKNOWN_UNIT),
        ("50 %", Why.UNKNOWN_UNIT),
        ("5 stk", Why.UNKNOWN_UNIT),
        ("12 gravemaskiner", Why.UNKNOWN_UNIT),
        ("100.000 kr om måneden", Why.UNKNOWN_UNIT),
        ("2000 mia kr", Why.TOO_LARGE),
    ],
)
def test_money_is_read_with_its_thousands_and_millions(raw: str, expected: object) -> None:
    assert amount(raw, KRONER, MILLIONS) == expected


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("1,2", "1.2"),
        ("1,2 mio", "1.2"),
        ("500.000 kr", "0.5"),
        ("500 tkr", "0.5"),
        ("1,2 mia kr", "1200"),
        ("500 tusinde", "0.5"),
    ],
)
def test_an_answer_in_kroner_counts_where_millions_were_asked_for(raw: str, value: str) -> None:
    assert amount(raw, MILLIONS) == exactly(value, MILLIONS)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("3.500 timer", exactly("3500", HOURS_PER_YEAR)),
        ("500 timer/år", exactly("500", HOURS_PER_YEAR)),
        ("500 t/år", exactly("500", HOURS_PER_YEAR)),
        ("500 timer om året", exactly("500", HOURS_PER_YEAR)),
        ("500 timer årligt", exactly("500", HOURS_PER_YEAR)),
        ("500 driftstimer", exactly("500", HOURS_PER_YEAR)),
        ("500 hours", exactly("500", HOURS_PER_YEAR)),
        ("10 timer om ugen", Why.UNKNOWN_UNIT),
        ("om ugen 10 timer", Why.UNKNOWN_UNIT),
        ("500 dage", Why.UNKNOWN_UNIT),
    ],
)
def test_hours_a_year_are_not_hours_a_week(raw: str, expected: object) -> None:
    assert amount(raw, HOURS_PER_YEAR) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("500", exactly("500", DIESEL)),
        ("500 liter diesel", exactly("500", DIESEL)),
        ("500 l HVO", exactly("500", HVO)),
        ("500 liter", Why.UNKNOWN_UNIT),
    ],
)
def test_a_unit_that_could_be_two_is_not_guessed(raw: str, expected: object) -> None:
    assert amount(raw, DIESEL, HVO) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("500 t", exactly("500", HOURS)),
        ("1 time", exactly("1", HOURS)),
        ("500 arbejdstimer", exactly("500", HOURS)),
        ("500 stk", Why.UNKNOWN_UNIT),
    ],
)
def test_a_unit_is_known_by_its_other_words_and_forms(raw: str, expected: object) -> None:
    assert amount(raw, HOURS) == expected


def test_a_unit_may_hold_digits() -> None:
    assert amount("75.000 t CO2/år", TONS_OF_CO2) == exactly("75000", TONS_OF_CO2)
    assert amount("500m²", AREA) == exactly("500", AREA)
    assert amount("500 m2", AREA) == exactly("500", AREA)
    assert amount("500 m3", AREA) is Why.UNKNOWN_UNIT


def test_a_question_without_units_takes_a_bare_number() -> None:
    bare = Quantity(low=Decimal(5), high=Decimal(5), unit="")

    assert amount("5") == bare
    assert amount("5 stk") == bare
    assert amount("5 timer") is Why.UNKNOWN_UNIT


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("1,200,000.50", exactly("1200000.5", KRONER)),
        ("1,200", exactly("1200", KRONER)),
        ("1.200", exactly("1.2", KRONER)),
        ("1.200.000", exactly("1200000", KRONER)),
        ("twenty-five", exactly("25", KRONER)),
        ("twenty five thousand", exactly("25000", KRONER)),
        ("half a million", exactly("500000", KRONER)),
        ("one and a half million", exactly("1500000", KRONER)),
        ("1.2 million DKK", exactly("1200000", KRONER)),
        ("a hundred", exactly("100", KRONER)),
        ("none", exactly("0", KRONER)),
        ("a couple of thousand", about("2000", KRONER)),
        ("at least 5", about("5", KRONER)),
        ("10 to 15", between("10", "15", KRONER)),
        ("ten to fifteen", between("10", "15", KRONER)),
        ("between 10 and 15", between("10", "15", KRONER)),
        ("up to 20", between("0", "20", KRONER)),
        ("no more than 7", between("0", "7", KRONER)),
        ("5 pieces", Why.UNKNOWN_UNIT),
        ("no", Why.NOT_A_NUMBER),
    ],
)
def test_english_has_its_own_separators_and_words(raw: str, expected: object) -> None:
    assert amount(raw, KRONER, language=Language.ENGLISH) == expected


@given(
    value=st.decimals(min_value=0, max_value=10**9, places=2),
    unit_typed=st.sampled_from(["", " kr.", " kr", "kr", " kroner"]),
    language=st.sampled_from(Language),
)
def test_a_number_written_as_each_language_does_is_read_back(
    value: Decimal, unit_typed: str, language: Language
) -> None:
    typed = f"{value:,.2f}"
    if language is Language.DANISH:
        typed = typed.translate(str.maketrans(",.", ".,"))

    assert amount(typed + unit_typed, KRONER, language=language) == exactly(str(value), KRONER)


@given(low=st.integers(0, 10**6), more=st.integers(0, 10**6), dash=st.sampled_from("-–—"))
def test_a_range_is_read_back(low: int, more: int, dash: str) -> None:
    expected = between(str(low), str(low + more), PIECES)

    assert amount(f"{low}{dash}{low + more} stk.", PIECES) == expected
    assert amount(f"mellem {low} og {low + more}", PIECES) == expected
