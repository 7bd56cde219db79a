"""Sums that others may see without seeing through them to a single organisation.

A sum is hidden when it stands for fewer than three organisations, or when one of them makes up more
than its share. The same holds for everything that can be worked out from what is shown: the sum of
all, the sums by kind and the sums by region are looked at together. Members get these and no others,
so that no two of their views differ by a few organisations.

Why looking at cuts is enough: what can be worked out is a weighting of kinds plus one of regions, and
whatever it leaves of the organisations, a weighting by 0, 1 and -1 leaves no more. Such a weighting
takes some kinds, less some regions. What is hidden of a kind of sum counts as one group, for it is
the sum of all less what is shown.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain, combinations
from typing import TypeVar

FEWEST = 3  # of two organisations, each can subtract its own part and read the other's
MOST_OF_A_SUM = Decimal("0.6")  # of a sum: beyond it, the sum as good as tells the largest part

HIDDEN = "\0hidden"  # the group of all that is not shown: no key is so


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What one organisation adds to a sum."""

    kind: str
    region: str
    low: Decimal
    high: Decimal
    approximate: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """Some parts taken together."""

    organisations: int = 0
    low: Decimal = Decimal(0)
    high: Decimal = Decimal(0)
    approximate: bool = False
    largest_low: Decimal = Decimal(0)
    largest_high: Decimal = Decimal(0)

    def __add__(self, other: "Total") -> "Total":
        return Total(
            organisations=self.organisations + other.organisations,
            low=self.low + other.low,
            high=self.high + other.high,
            approximate=self.approximate or other.approximate,
            largest_low=max(self.largest_low, other.largest_low),
            largest_high=max(self.largest_high, other.largest_high),
        )

    @property
    def is_safe(self) -> bool:
        """Whether it may be known. A sum of nothing but noughts tells each of them."""
        return (
            self.organisations >= FEWEST
            and self.high > 0
            and self.largest_low <= MOST_OF_A_SUM * self.low
            and self.largest_high <= MOST_OF_A_SUM * self.high
        )


NOTHING = Total()


@dataclass(frozen=True, slots=True, kw_only=True)
class Protected:
    """A sum and its two ways of being taken apart. None: not shown."""

    total: Total | None
    kinds: Mapping[str, Total | None]
    regions: Mapping[str, Total | None]


def protect(parts: Sequence[Part]) -> Protected:
    """What may be shown of these parts, one from each organisation."""
    kinds = _totals((one.kind, one) for one in parts)
    regions = _totals((one.region, one) for one in parts)
    cells = _totals(((one.kind, one.region), one) for one in parts)
    total = sum(kinds.values(), NOTHING)
    if not total.is_safe:
        return Protected(total=None, kinds=_only(kinds, ()), regions=_only(regions, ()))
    shown_kinds, hidden_kinds = _smallest_first(kinds), list[str]()
    while shown_kinds and not _is_safe(cells, shown_kinds, []):
        hidden_kinds.append(shown_kinds.pop(0))
    shown_regions, hidden_regions = _smallest_first(regions), list[str]()
    while shown_regions and not _is_safe(cells, shown_kinds, shown_regions):
        hidden_regions.append(shown_regions.pop(0))
    # Some were hidden in vain, while looking for the one that mattered.
    for key in reversed(hidden_kinds):
        if _is_safe(cells, [*shown_kinds, key], shown_regions):
            shown_kinds.append(key)
    for key in reversed(hidden_regions):
        if _is_safe(cells, shown_kinds, [*shown_regions, key]):
            shown_regions.append(key)
    return Protected(
        total=total, kinds=_only(kinds, shown_kinds), regions=_only(regions, shown_regions)
    )


_Key = TypeVar("_Key")


def _totals(parts: Iterable[tuple[_Key, Part]]) -> dict[_Key, Total]:
    totals: dict[_Key, Total] = {}
    for key, part in parts:
        totals[key] = totals.get(key, NOTHING) + total_of(part)
    return totals


def total_of(part: Part) -> Total:
    """A total of one."""
    return Total(
        organisations=1,
        low=part.low,
        high=part.high,
        approximate=part.approximate,
        largest_low=part.low,
        largest_high=part.high,
    )


def _only(totals: Mapping[str, Total], shown: Iterable[str]) -> dict[str, Total | None]:
    kept = set(shown)
    return {key: one if key in kept else None for key, one in totals.items()}


def _smallest_first(totals: Mapping[str, Total]) -> list[str]:
    """The keys of what may be shown for itself; what adds least comes first, to be hidden first."""
    safe = [key for key, one in totals.items() if one.is_safe]
    return sorted(safe, key=lambda key: (totals[key].organisations, totals[key].high, key))


def _is_safe(
    all_cells: Mapping[tuple[str, str], Total], kinds: Sequence[str], regions: Sequence[str]
) -> bool:
    """Whether nothing unsafe can be worked out from the total and these sums."""
    cells: dict[tuple[str, str], Total] = {}
    for (kind, region), one in all_cells.items():
        place = (kind if kind in kinds else HIDDEN, region if region in regions else HIDDEN)
        cells[place] = cells.get(place, NOTHING) + one
    groups = [*kinds, HIDDEN]
    for taken in chain.from_iterable(combinations(groups, n) for n in range(len(groups) + 1)):
        less_taken = [kind for kind in groups if kind not in taken]
        inside = {region: _sum(cells, taken, region) for region in (*regions, HIDDEN)}
        outside = {region: _sum(cells, less_taken, region) for region in (*regions, HIDDEN)}
        if _leaves_few(inside, outside, regions) or not all(
            one.is_safe for one in _plain_sums(inside, outside, regions) if one.organisations
        ):
            return False
    return True


def _sum(cells: Mapping[tuple[str, str], Total], kinds: Iterable[str], region: str) -> Total:
    return sum((cells.get((kind, region), NOTHING) for kind in kinds), NOTHING)


def _leaves_few(
    inside: Mapping[str, Total], outside: Mapping[str, Total], regions: Sequence[str]
) -> bool:
    """Whether these kinds, less some regions, leave one or two organisations."""
    left = {inside[HIDDEN].organisations}
    for region in regions:
        ways = (inside[region].organisations, outside[region].organisations)
        left = {count + way for count in left for way in ways if count + way < FEWEST}
    return any(0 < count < FEWEST for count in left)


def _plain_sums(
    inside: Mapping[str, Total], outside: Mapping[str, Total], regions: Sequence[str]
) -> Iterator[Total]:
    """The least sums without a minus that subtracting whole regions, or from them, leaves.

    Of these kinds, each region that lies within them can be taken away; and from regions, these
    kinds can be taken away if the regions hold them wholly.
    """
    for these, others in ((inside, outside), (outside, inside)):
        if others is inside and inside[HIDDEN].organisations:
            continue  # not wholly within regions that are shown
        kept = these[HIDDEN] if these is inside else NOTHING
        loose = []
        for region in regions:
            if others[region].organisations:
                kept += these[region]
            else:
                loose.append(these[region])
        yield kept
        yield from (kept + one for one in loose)


def choices_shown(
    counts: Mapping[str, int], *, answered: int, one_of: bool
) -> dict[str, int | None]:
    """How many have chosen what. None: too few have, or so nearly all that the rest is few.

    What all have chosen is not shown either: it would be each one's answer. `one_of`: each has
    chosen one, so that what is not shown can be worked out from what is.
    """
    shown = [key for key, count in counts.items() if count >= FEWEST and answered - count >= FEWEST]
    shown.sort(key=lambda key: (counts[key], key))
    while one_of and shown and 0 < answered - sum(counts[key] for key in shown) < FEWEST:
        del shown[0]
    return {key: count if key in shown else None for key, count in counts.items()}
