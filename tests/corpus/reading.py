"""Reads the corpus as values. Knows nothing of how a request is understood."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent

# Each wish, and the lists of the catalogue in which its target is found. A date's target says which
# of the two it means: `meeting:workshop`.
WISHES: dict[str, tuple[str, ...]] = {
    "document": ("documents",),
    "documents": (),
    "new_documents": (),
    "meeting_link": ("meetings",),
    "date": ("meetings", "milestones"),
    "meetings": (),
    "timeline": (),
    "next_step": (),
    "participants": (),
    "contacts": (),
    "person": ("people",),
    "organisation": (),
    "answers": (),
    "my_data": (),
    "language": (),
    "pause": (),
    "preferences": (),
    "sums": (),
    "calendar": (),
    "catch_up": (),
    "faq": ("faqs",),
    "leave": (),
    "help": (),
    "human": (),
    "thanks": (),
    "unclear": (),
}


class Half(StrEnum):
    SEEN = "seen"
    HELD = "held"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One thing that is wanted. `target` is a key of the catalogue, for a date with its list's name."""

    wish: str
    target: str | None = None


@dataclass(frozen=True, slots=True)
class Utterance:
    """What somebody wrote, and what it may mean. More than one reading: people would have to ask."""

    say: str
    language: str
    readings: tuple[tuple[Outcome, ...], ...]


def catalogue() -> dict[str, Any]:
    """The process as its file has it; `now` is aware, a meeting's `start` is local time as text."""
    read: dict[str, Any] = _yaml("catalogue")
    return read


def utterances(half: Half) -> tuple[Utterance, ...]:
    """One half, in the order of its file. Raises KeyError where neither `means` nor `either` stands."""
    return _utterances(half)


def variants() -> tuple[Utterance, ...]:
    """Everyday requests and their close neighbours, by other writers than the corpus's."""
    return _utterances("variants")


def _utterances(name: str) -> tuple[Utterance, ...]:
    return tuple(
        Utterance(
            say=entry["say"],
            language=entry["language"],
            readings=tuple(
                tuple(outcome(words) for words in reading)
                for reading in entry.get("either") or [entry["means"]]
            ),
        )
        for entry in _yaml(name)
    )


def outcome(words: str) -> Outcome:
    """`document invitation` as a value."""
    wish, _, target = words.partition(" ")
    return Outcome(wish, target or None)


def _yaml(name: str) -> Any:
    return yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
