import pytest

from bot.conversation.questions import Language
from bot.voice.reminders import ReminderFacts, reminder_message
from tests.said import assert_said


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(("number", "answered"), [(1, 4), (2, 9)])
def test_a_reminder_says_where_one_was_and_that_all_is_kept(
    number: int, answered: int, language: Language
) -> None:
    facts = ReminderFacts(
        interview_id=7,
        number=number,
        process="Sammen om emissionsfrie arbejdsmaskiner",
        organisation="Aalborg Kommune",
        answered=answered,
        total=9,
    )

    made = reminder_message(facts, language)

    assert_said(f"reminder_{number}.{language}", made)
