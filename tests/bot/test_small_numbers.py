"""Nothing that members are shown lets anybody see through to one organisation, or to two."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.small_numbers import FEWEST, MOST_OF_A_SUM, Part, Protected, choices_shown, protect


def part(kind: str, region: str, high: int, low: int | None = None) -> Part:
    return Part(
        kind=kind, region=region, low=Decimal(high if low is None else low), high=Decimal(high)
    )


def shown(table: Protected) -> dict[str, int | None]:
    """Each sum by its key, with how many organisations it stands for; None if it is hidden."""
    cells = {"total": table.total, **table.kinds, **table.regions}
    return {key: None if one is None else one.organisations for key, one in cells.items()}


def test_two_organisations_are_too_few() -> None:
    table = protect([part("a", "n", 10), part("a", "n", 10)])

    assert shown(table) == {"total": None, "a": None, "n": None}


def test_three_alike_are_enough() -> None:
    table = protect([part("a", "n", 10, 5)] * 3)

    assert table.total is not None
    assert (int(table.total.low), int(table.total.high)) == (15, 30)
    assert shown(table) == {"total": 3, "a": 3, "n": 3}


@pytest.mark.parametrize(("largest", "total"), [(30, 4), (31, None)])
def test_one_organisation_must_not_make_up_most_of_a_sum(largest: int, total: int | None) -> None:
    parts = [part("a", "n", 7), part("a", "n", 7), part("a", "n", 6), part("a", "n", largest)]

    assert shown(protect(parts))["total"] == total


def test_the_low_end_of_a_range_is_protected_too() -> None:
    parts = [part("a", "n", 10, 9), part("a", "n", 10, 0), part("a", "n", 10, 0)]

    assert protect(parts).total is None


def test_nothing_but_noughts_tells_each_of_them() -> None:
    assert protect([part("a", "n", 0)] * 5).total is None


def test_a_second_sum_is_hidden_when_one_could_be_found_by_subtraction() -> None:
    parts = [part("big", "n", 10)] * 5 + [part("mid", "n", 10)] * 4 + [part("few", "n", 10)] * 2

    assert shown(protect(parts)) == {"total": 11, "big": 5, "mid": None, "few": None, "n": 11}


def test_a_kind_less_a_region_must_not_leave_one_organisation() -> None:
    parts = [part("a", "n", 10)] * 4 + [part("a", "s", 10)] + [part("b", "s", 10)] * 5

    assert shown(protect(parts)) == {"total": 10, "a": 5, "b": 5, "n": None, "s": None}


def test_what_does_no_harm_is_shown() -> None:
    parts = [part(kind, region, 10) for kind in "ab" for region in "ns" for _ in range(3)]

    assert shown(protect(parts)) == {"total": 12, "a": 6, "b": 6, "n": 6, "s": 6}


PARTS = st.lists(
    st.builds(
        part,
        st.sampled_from(["a", "b", "c"]),
        st.sampled_from(["n", "s", "e", "w"]),
        st.sampled_from([0, 1, 5, 6, 10, 40, 300]),
    ),
    max_size=24,
)
Row = list[Fraction]


def published(parts: Sequence[Part], table: Protected) -> list[Row]:
    """Each sum that is shown as a row: 1 for every organisation in it."""
    rows = []
    if table.total is not None:
        rows.append([Fraction(1)] * len(parts))
    for key, one in table.kinds.items():
        if one is not None:
            rows.append([Fraction(part.kind == key) for part in parts])
    for key, one in table.regions.items():
        if one is not None:
            rows.append([Fraction(part.region == key) for part in parts])
    return rows


def reduced(rows: Sequence[Row]) -> list[Row]:
    """The rows made independent by elimination."""
    left, done = [list(row) for row in rows], list[Row]()
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((row for row in left if row[column]), None)
        if pivot is None:
            continue
        left.remove(pivot)
        for row in [*left, *done]:
            factor = row[column] / pivot[column]
            if factor:
                row[:] = [mine - factor * its for mine, its in zip(row, pivot, strict=True)]
        done.append(pivot)
    return done


def can_be_computed(wanted: Row, rows: Sequence[Row]) -> bool:
    return len(reduced([*rows, wanted])) == len(reduced(rows))


@settings(max_examples=300)
@given(PARTS)
def test_no_hidden_sum_can_be_computed_from_those_shown(parts: list[Part]) -> None:
    table = protect(parts)

    rows = published(parts, table)
    for key, one in table.kinds.items():
        row = [Fraction(part.kind == key) for part in parts]
        assert one is not None or not can_be_computed(row, rows)
    for key, one in table.regions.items():
        row = [Fraction(part.region == key) for part in parts]
        assert one is not None or not can_be_computed(row, rows)
    if table.total is None:
        assert rows == []


@settings(max_examples=300)
@given(PARTS)
def test_nothing_about_one_or_two_organisations_can_be_computed(parts: list[Part]) -> None:
    rows = published(parts, protect(parts))

    # A weighting of fewer than three organisations is in the span of the rows if leaving these
    # organisations out makes the rows depend on each other more than before.
    rank = len(reduced(rows))
    for first in range(len(parts)):
        for second in range(first, len(parts)):
            others = [
                [value for place, value in enumerate(row) if place not in {first, second}]
                for row in rows
            ]
            assert len(reduced(others)) == rank


@settings(max_examples=300)
@given(PARTS)
def test_in_each_sum_shown_nobody_dominates_and_a_hidden_one_has_company(
    parts: list[Part],
) -> None:
    table = protect(parts)

    cells = [table.total, *table.kinds.values(), *table.regions.values()]
    for one in filter(None, cells):
        assert one.organisations >= FEWEST
        assert one.largest_high <= MOST_OF_A_SUM * one.high
    if table.total is not None:
        for breakdown in (table.kinds, table.regions):
            assert list(breakdown.values()).count(None) != 1


@pytest.mark.parametrize(
    ("counts", "answered", "one_of", "expected"),
    [
        ({"a": 5, "b": 4}, 12, False, {"a": 5, "b": 4}),
        ({"a": 2, "b": 4}, 12, False, {"a": None, "b": 4}),
        ({"a": 12, "b": 10}, 12, False, {"a": None, "b": None}),
        ({"a": 0, "b": 6}, 12, False, {"a": None, "b": 6}),
        ({"yes": 6, "no": 6}, 12, True, {"yes": 6, "no": 6}),
        ({"yes": 10, "no": 2}, 12, True, {"yes": None, "no": None}),
        ({"a": 6, "b": 4, "c": 2}, 12, True, {"a": 6, "b": None, "c": None}),
    ],
)
def test_a_choice_is_counted_where_neither_those_who_took_it_nor_the_others_are_few(
    counts: dict[str, int], answered: int, one_of: bool, expected: dict[str, int | None]
) -> None:
    assert choices_shown(counts, answered=answered, one_of=one_of) == expected
