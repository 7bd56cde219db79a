"""What is told of milestones, in the words that people read."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.conversation.questions import Language
from bot.milestone_changes import Standing
from bot.timeline import Former
from bot.voice.milestones import (
    FAULTS,
    Choice,
    MilestoneFacts,
    Planned,
    change_form,
    changed_message,
    fault_words,
    milestone_message,
)
from bot.voice.notes import note_message, paragraph
from bot.voice.speak import escape
from models.enums import MilestoneState, Precision
from tests.said import assert_all_said, assert_said

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
        "called off": ("dropped", LETTER),
        "called off, a month": ("dropped", replace(LETTER, **MONTH)),
        "taken up again": ("resumed", LETTER),
        "taken up again, a quarter": ("resumed", replace(LETTER, **QUARTER)),
    }

    made = {
        name: milestone_message(part, facts, language, is_direct=False)
        for name, (part, facts) in said.items()
    }
    made["moved, to a person"] = milestone_message(*said["moved"], language, is_direct=True)

    assert_all_said(f"milestones.{language}", made)


CHOICES = (
    Choice(
        milestone_id=7, title="Hensigtserklæring", day=date(2022, 6, 22), precision=Precision.DAY
    ),
    Choice(milestone_id=8, title="Æ" * 150, day=date(2022, 7, 1), precision=Precision.QUARTER),
)
BEFORE = Standing(
    day=date(2022, 6, 22),
    precision=Precision.DAY,
    state=MilestoneState.PLANNED,
    announce_days=None,
)
MORNING = datetime(2022, 6, 9, 7, 0, tzinfo=UTC)


@pytest.mark.parametrize("language", Language)
def test_the_form_that_changes_a_milestone_reads_well(language: Language) -> None:
    assert_said(f"milestone_form.{language}", change_form(3, CHOICES, language))


def test_the_form_offers_no_more_milestones_than_a_menu_takes() -> None:
    made = change_form(3, CHOICES * 80, Language.DANISH)

    assert len(made["blocks"][1]["element"]["options"]) == 100


@pytest.mark.parametrize("language", Language)
def test_every_fault_says_what_to_write_instead(language: Language) -> None:
    made = {one: paragraph(escape(fault_words(one, language))) for one in FAULTS}

    assert_all_said(f"milestone_faults.{language}", made)


@pytest.mark.parametrize("language", Language)
def test_the_receipt_says_what_is_new_and_who_will_be_told(language: Language) -> None:
    moved = replace(BEFORE, day=date(2022, 7, 1), precision=Precision.QUARTER, announce_days=14)
    settled = replace(BEFORE, state=MilestoneState.DONE)
    said = {
        "moved, in the evening": (
            moved,
            (
                Planned(occasion="moved", people=12, in_channel=True, at=MORNING),
                Planned(occasion="announced", people=0, in_channel=True, at=MORNING),
                Planned(occasion="due", people=0, in_channel=True, at=MORNING),
            ),
        ),
        "moved, for one": (
            moved,
            (
                Planned(occasion="moved", people=1, in_channel=False, at=None),
                Planned(occasion="announced", people=1, in_channel=False, at=None),
                Planned(occasion="due", people=3, in_channel=False, at=MORNING),
            ),
        ),
        "done": (settled, ()),
        "called off": (
            replace(BEFORE, state=MilestoneState.DROPPED),
            (Planned(occasion="dropped", people=12, in_channel=True, at=MORNING),),
        ),
        "called off, for one": (
            replace(BEFORE, state=MilestoneState.DROPPED),
            (Planned(occasion="dropped", people=1, in_channel=False, at=None),),
        ),
        "taken up again": (
            BEFORE,
            (
                Planned(occasion="resumed", people=12, in_channel=False, at=None),
                Planned(occasion="resumed", people=1, in_channel=True, at=MORNING),
            ),
        ),
        "not announced": (replace(BEFORE, announce_days=0), ()),
    }

    made = {
        name: changed_message(
            "Krav & hensigt", before=BEFORE, after=after, planned=planned, language=language
        )
        for name, (after, planned) in said.items()
    }

    assert_all_said(f"milestone_changed.{language}", made)


@pytest.mark.parametrize("language", Language)
def test_what_cannot_be_done_is_said_kindly(language: Language) -> None:
    said = (
        ("milestone", "only_facilitators"),
        ("milestone", "nothing_to_change"),
        ("timeline", "refused"),
        ("timeline", "picture_there"),
    )

    made = {f"{moment} {part}": note_message(moment, part, language) for moment, part in said}

    assert_all_said(f"milestone_words.{language}", made)
