"""What each question's answers add up to, in words."""

from decimal import Decimal

import pytest

from bot.conversation.questions import Language, Month, Question
from bot.summaries import QuestionSummary, Sum, Tally
from bot.voice.summed_answers import answers_view
from models.wordings import Wording
from tests.bot.voice.test_summaries import DANISH, NOW, PARTICIPATION, QUESTIONNAIRE
from tests.gathering import (
    FIRST_TENDER,
    HELP_WANTED,
    MACHINES,
    OBSTACLES,
    SMALL_COUNT,
    TENDERS,
)
from tests.said import assert_said


def wording(organisation: str, written: str, *, is_sent: bool) -> Wording:
    return Wording(
        is_sent=is_sent,
        question_key="obstacles",
        organisation=organisation,
        written=written,
        given_at=NOW,
    )


def summary(
    question: Question,
    sent: Tally,
    under_way: Tally | None = None,
    wordings: tuple[Wording, ...] = (),
) -> QuestionSummary:
    return QuestionSummary(
        question=question, sent=sent, under_way=under_way or Tally(), wordings=wordings
    )


SUMMARIES = (
    summary(
        MACHINES,
        Tally(organisations=2, choices=(("small", 2), ("large", 1))),
        Tally(organisations=1, choices=(("large", 1),)),
    ),
    summary(
        SMALL_COUNT,
        Tally(
            organisations=2,
            sums=(
                Sum(
                    unit="machines",
                    low=Decimal(12),
                    high=Decimal(15),
                    approximate=True,
                    organisations=1,
                ),
                Sum(
                    unit="hours",
                    low=Decimal(3500),
                    high=Decimal(3500),
                    approximate=False,
                    organisations=2,
                ),
            ),
            not_known=1,
        ),
        Tally(
            organisations=1,
            sums=(
                Sum(
                    unit="machines",
                    low=Decimal(1),
                    high=Decimal(1),
                    approximate=False,
                    organisations=1,
                ),
            ),
        ),
    ),
    summary(TENDERS, Tally(organisations=2, choices=(("yes", 2),), skipped=1)),
    summary(
        FIRST_TENDER,
        Tally(organisations=2, earliest=Month(year=2023, month=6), latest=Month(year=2024)),
        Tally(organisations=1, earliest=Month(year=2025), latest=Month(year=2025)),
    ),
    summary(
        OBSTACLES,
        Tally(organisations=8, texts=8),
        Tally(organisations=1, texts=1),
        (
            wording("Aalborg Kommune", "Prisen\nog <!channel> *støjen*", is_sent=True),
            wording("Novafos", "Vi mangler strøm på pladserne. " * 12, is_sent=False),
        ),
    ),
    summary(HELP_WANTED, Tally()),
)


@pytest.mark.parametrize("language", Language)
def test_the_answers_are_read_question_by_question(language: Language) -> None:
    view = answers_view(
        SUMMARIES, questionnaire=QUESTIONNAIRE, participation=PARTICIPATION, language=language
    )

    assert_said(f"status_answers.{language}", view)


def test_a_hundred_and_twenty_questions_share_the_blocks_of_a_modal() -> None:
    many = tuple(SUMMARIES[number % 2] for number in range(120))

    view = answers_view(
        many, questionnaire=QUESTIONNAIRE, participation=PARTICIPATION, language=DANISH
    )

    words = "\n".join(block["text"]["text"] for block in view["blocks"])
    assert words.count("*Maskiner*") == 60
    assert words.count("*Små maskiner, pr. år*") == 60
