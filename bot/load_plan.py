"""What loading a file would change, as values and as lines for the terminal. Pure functions."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

WINDOW = 60  # characters shown of each of two long texts
LEAD_IN = 15  # of them before the first difference


class Effect(StrEnum):
    """What would happen to one entry."""

    ADDED = "added"
    CHANGED = "changed"
    RETIRED = "retired"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field, before and after, as words for the terminal."""

    name: str
    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One entry that would change. `kind` is the word for its sort: "question", "meeting"."""

    kind: str
    key: str
    effect: Effect
    fields: tuple[FieldChange, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadPlan:
    """All that loading would do. With an obstacle it is refused as a whole."""

    changes: tuple[Change, ...]
    reordered: tuple[str, ...] = ()  # kinds of which entries only change places
    obstacles: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()  # what is left as it is, and why

    @property
    def is_empty(self) -> bool:
        """Whether the database already says what the file says."""
        return not self.changes and not self.reordered


def field_changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[FieldChange, ...]:
    """The fields that differ, down to the single text: `title.da`, `choices.price.label.en`."""
    changes: list[FieldChange] = []
    for name, value in new.items():
        if old.get(name) == value:
            continue
        before, after = dict(_leaves(name, old.get(name))), dict(_leaves(name, value))
        found = [
            FieldChange(leaf, before.get(leaf, ""), after.get(leaf, ""))
            for leaf in dict.fromkeys([*before, *after])
            if before.get(leaf) != after.get(leaf)
        ]
        changes += found or [FieldChange(name, "", "in another order")]
    return tuple(changes)


def _leaves(name: str, value: object) -> Iterator[tuple[str, str]]:
    match value:
        case None:
            return
        case dict():
            for key, one in value.items():
                if key != "key":
                    yield from _leaves(f"{name}.{key}", one)
        case [dict(), *_]:
            for place, one in enumerate(value, start=1):
                own = one.get("key", place) if isinstance(one, dict) else place
                yield from _leaves(f"{name}.{own}", one)
        case list():
            yield name, ", ".join(str(one) for one in value)
        case _:
            yield name, str(value)


def describe_plan(plan: LoadPlan) -> list[str]:
    """The plan line by line: + added, ~ changed, - retired, ! in the way, and notes."""
    lines = [line for change in plan.changes for line in _lines(change)]
    lines += [f"~ {kind}s: in another order" for kind in plan.reordered]
    lines += [f"! {obstacle}" for obstacle in plan.obstacles]
    lines += [f"  note: {note}" for note in plan.notes]
    return lines


def _lines(change: Change) -> Iterator[str]:
    name = f"{change.kind} {change.key}"
    kept = ", its answers are kept" if change.kind == "question" else ""
    match change.effect:
        case Effect.ADDED:
            yield f"+ {name}"
        case Effect.RETIRED:
            yield f"- {name} (retired{kept})"
        case Effect.RETURNED:
            yield f"+ {name} (returns{', and its answers count again' if kept else ''})"
        case Effect.CHANGED:
            pass
    for field in change.fields:
        old, new = _around_the_difference(field.old, field.new)
        yield f"~ {name}: {field.name}: {old} -> {new}" if old else f"~ {name}: {field.name}: {new}"


def _around_the_difference(old: str, new: str) -> tuple[str, str]:
    same = next(
        (i for i, (one, other) in enumerate(zip(old, new, strict=False)) if one != other),
        min(len(old), len(new)),
    )
    start = max(0, same - LEAD_IN) if max(len(old), len(new)) > WINDOW else 0
    return _window(old, start), _window(new, start) or "(nothing)"


def _window(text: str, start: int) -> str:
    shown = text[start : start + WINDOW]
    before = "…" if start and shown else ""
    return f"{before}{shown}{'…' if start + WINDOW < len(text) else ''}"
