"""The friendly way on, for everybody who may need it."""

from dataclasses import replace

import pytest

from bot.conversation.questions import Language
from bot.voice.help import (
    Contact,
    Situation,
    help_message,
    people_message,
    refused_again_message,
    waiting_message,
)
from bot.voice.notes import note_message
from tests.said import assert_all_said

CONTACTS = (
    Contact(
        name="Julie Munk",
        title="Innovationskonsulent",
        organisation="CO-PI",
        email="jmu@co-pi.dk",
        phone="61 81 31 09",
    ),
    Contact(
        name="Lærke Møller",
        title="Innovationskonsulent",
        organisation="CO-PI",
        email="lms@co-pi.dk",
        phone=None,
    ),
)
ANSWERING = Situation(
    process_id=3,
    is_facilitator=False,
    may_answer=True,
    interview_id=7,
    answered=4,
    total=9,
    is_sent=False,
    contacts=CONTACTS,
)


@pytest.mark.parametrize("language", Language)
def test_help_says_what_this_person_can_do_just_now(language: Language) -> None:
    situations = {
        "not begun": replace(ANSWERING, interview_id=None, answered=0),
        "answering": ANSWERING,
        "all answered": replace(ANSWERING, answered=9),
        "sent": replace(ANSWERING, answered=9, is_sent=True),
        "a market actor": replace(ANSWERING, may_answer=False, interview_id=None, total=0),
        "a facilitator": replace(
            ANSWERING, is_facilitator=True, may_answer=False, interview_id=None, total=0
        ),
    }
    made = {name: help_message(one, language) for name, one in situations.items()}
    made["not understood"] = help_message(ANSWERING, language, lost=True)

    assert_all_said(f"help.{language}", made)


@pytest.mark.parametrize("language", Language)
def test_people_to_call_are_named_with_their_telephone(language: Language) -> None:
    made = {
        "people": people_message(CONTACTS, language),
        "waiting": waiting_message(process_id=1, organisation="Aalborg Kommune", language=language),
        "refused": refused_again_message(CONTACTS, language),
        "refused, and nobody to ask": refused_again_message((), language),
    }

    assert_all_said(f"help_people.{language}", made)


@pytest.mark.parametrize("language", Language)
def test_what_is_said_when_nothing_can_be_done(language: Language) -> None:
    made = {
        "unknown workspace": note_message("help", "unknown_workspace", language),
        "an old button": note_message("help", "old_button", language),
        "an error, kept": note_message("help", "error", language, kept=True, reference="a1b2c3"),
        "an error, not kept": note_message(
            "help", "error", language, kept=False, reference="a1b2c3"
        ),
    }

    assert_all_said(f"help_words.{language}", made)
