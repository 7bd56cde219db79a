"""What is told of milestones, in the words that people read."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.conversation.questions import Language
from bot.timeline import Former
from bot.voice.milestones import MilestoneFacts, milestone_message
from models.enums import MilestoneState, Precision
from tests.said import assert_all_said

LETTER = MilestoneFacts(
    process_id=3,
    process="Sammen om maskiner",
    title="Hensigtserklæring & krav",
    about="Vi skriver under på de fælles udbudskrav.",
    day=date(2022, 6, 22),
    precision=Precision.DAY,
    state=MilestoneState.PLANNED,
    former=None,
    today=date(2022, 6, 8),
)
MONTH: dict[str, Any] = {"day": date(2022, 7, 1), "precision": Precision.MONTH}
QUARTER: dict[str, Any] = {"day": date(2022, 7, 1), "precision": Precision.QUARTER}


@pytest.mark.parametrize("language", Language)
def test_what_is_told_of_a_milestone_reads_well(language: Language) -> None:
    said = {
        "announced": ("announced", LETTER),
        "announced, a month": ("announced", replace(LETTER, **MONTH, about=None)),
        "due today": ("due", replace(LETTER, today=date(2022, 6, 22))),
        "due on a day off": ("due", replace(LETTER, today=date(2022, 6, 24), about=None)),
        "due, a quarter, under way": (
            "due",
            replace(
                LETTER,
                **QUARTER,
                state=MilestoneState.UNDER_WAY,
                today=date(2022, 7, 1),
                about=None,
            ),
        ),
        "moved": ("moved", replace(LETTER, former=Former(date(2022, 6, 15), Precision.DAY))),
        "moved to a quarter": (
            "moved",
            replace(LETTER, **QUARTER, former=Former(date(2022, 6, 1), Precision.MONTH)),
        ),
        "moved into the past": (
            "moved",
            replace(LETTER, day=date(2022, 6, 7), former=Former(date(2022, 6, 15), Precision.DAY)),
        ),
    }

    made = {
        name: milestone_message(part, facts, language, is_direct=False)
        for name, (part, facts) in said.items()
    }
    made["moved, to a person"] = milestone_message(*said["moved"], language, is_direct=True)

    assert_all_said(f"milestones.{language}", made)
