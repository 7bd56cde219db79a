"""The sums that members see, and the form for taking things away, as people read them."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from bot.conversation.questions import Language
from bot.shared_sums import SharedQuestion, SharedSum, SharedSums
from bot.small_numbers import Part, protect
from bot.voice.exports import export_there_view, export_view
from bot.voice.shared_sums import no_sums_message, shared_view, sums_message
from tests.gathering import MACHINES, SMALL_COUNT
from tests.said import assert_all_said


def part(kind: str, region: str, high: int) -> Part:
    return Part(kind=kind, region=region, low=Decimal(high - 2), high=Decimal(high))


SUMS = SharedSums(
    at=datetime(2022, 5, 27, 8, tzinfo=UTC),
    organisations=12,
    questions=(
        SharedQuestion(question=MACHINES, choices={"small": 7, "large": 5, "other": None}, sums=()),
        SharedQuestion(
            question=SMALL_COUNT,
            choices={},
            sums=(
                SharedSum(
                    unit="machines",
                    table=protect(
                        [part("municipality", "region-nord", 10) for _ in range(4)]
                        + [part("public_company", "", 20) for _ in range(4)]
                        + [part("state", "", 12)]
                    ),
                ),
                SharedSum(unit="hours", table=protect([part("state", "", 12)])),
            ),
        ),
    ),
    regions={"region-nord": "Region Nord & Vest"},
)
NONE = SharedSums(at=None, organisations=0, questions=(), regions={})


@pytest.mark.parametrize("language", Language)
def test_sums_say_what_is_not_shown_and_why(language: Language) -> None:
    made = {
        "a member": shared_view(
            SUMS, process_id=3, process="Sammen", language=language, is_open=False
        ),
        "a facilitator": shared_view(
            SUMS, process_id=3, process="Sammen", language=language, is_open=True
        ),
        "too few": shared_view(
            NONE, process_id=3, process="Sammen", language=language, is_open=False
        ),
        "by command": sums_message(process_id=3, process="Sammen", language=language),
        "the market": no_sums_message(language),
    }

    assert_all_said(f"shared_sums.{language}", made)


@pytest.mark.parametrize("language", Language)
def test_what_a_file_holds_is_said_before_it_is_taken(language: Language) -> None:
    made = {
        "offered": export_view(value="3", process="Sammen", language=language),
        "taken": export_there_view(language),
    }

    assert_all_said(f"export.{language}", made)
