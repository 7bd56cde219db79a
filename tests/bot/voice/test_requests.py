"""Dates and guesses in answer to what somebody wrote."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.conversation.questions import Language, Text
from bot.requests.wishes import Item, Kind, Request, Wish
from bot.timeline import Former, MilestonePoint
from bot.voice.meetings import MeetingWords
from bot.voice.notes import note_message
from bot.voice.requests import (
    guesses_message,
    in_process,
    meeting_date_message,
    milestone_date_message,
    was_answer_message,
)
from models.enums import MeetingForm, MilestoneState, Precision, Reply
from tests.said import assert_all_said

NOW = datetime(2022, 6, 7, 8, 0, tzinfo=UTC)
WORKSHOP = MeetingWords(
    meeting_id=3,
    process="Sammen om emissionsfrie arbejdsmaskiner",
    title="Workshop om bygherrebehov & maskiner",
    starts_at=datetime(2022, 6, 8, 10, 0, tzinfo=UTC),
    ends_at=datetime(2022, 6, 8, 14, 0, tzinfo=UTC),
    form=MeetingForm.PHYSICAL,
    place="Rådhuset, sal 2",
    link=None,
    about="",
    agenda="",
)
DIGITAL = replace(WORKSHOP, form=MeetingForm.DIGITAL, place=None, title="Digitalt informationsmøde")
LETTER = MilestonePoint(
    title="Hensigtserklæringen",
    day=date(2022, 10, 1),
    precision=Precision.QUARTER,
    state=MilestoneState.PLANNED,
    is_over=False,
)


@pytest.mark.parametrize("language", Language)
def test_a_meeting_is_told_with_its_date_its_place_and_ones_own_answer(language: Language) -> None:
    def told(meeting: MeetingWords, reply: Reply | None, link: str = "") -> dict[str, object]:
        return meeting_date_message(meeting, language, reply=reply, now=NOW, link=link)

    over = replace(WORKSHOP, starts_at=NOW.replace(day=1), ends_at=NOW.replace(day=1, hour=9))
    made = {
        "has said yes": told(WORKSHOP, Reply.YES),
        "has not answered, and there is a link": told(DIGITAL, Reply.NONE, link="1:3"),
        "is not invited, and the place is not known": told(replace(WORKSHOP, place=None), None),
        "is over": told(over, Reply.NO),
        "is called off": told(replace(WORKSHOP, called_off=True), Reply.YES),
        **{
            reply.value: told(WORKSHOP, reply)
            for reply in (Reply.MAYBE, Reply.NO, Reply.WAITING, Reply.OFFERED)
        },
    }

    assert_all_said(f"request_meeting.{language}", made)


@pytest.mark.parametrize("language", Language)
def test_a_milestone_is_told_as_exactly_as_it_is_known(language: Language) -> None:
    exact = replace(LETTER, day=date(2022, 6, 21), precision=Precision.DAY)
    points = {
        "a quarter": LETTER,
        "a day": exact,
        "moved": replace(exact, moved_from=Former(date(2022, 6, 14), Precision.DAY)),
        "over": replace(exact, day=date(2022, 5, 3), is_over=True),
        "dropped": replace(exact, state=MilestoneState.DROPPED),
    }

    made = {
        name: milestone_date_message(point, language, today=NOW.date())
        for name, point in points.items()
    }

    assert_all_said(f"request_milestone.{language}", made)


@pytest.mark.parametrize("language", Language)
def test_guesses_are_buttons_with_a_way_out(language: Language) -> None:
    item = Item(
        kind=Kind.DOCUMENT,
        id=4,
        key="slides",
        titles=Text(
            da="Oplæg fra informationsmødet <b>", en="Slides from the information meeting <b>"
        ),
    )
    guesses = [
        (Request(wish=Wish.DOCUMENT, target=item), "1:document:document:4"),
        (
            Request(wish=Wish.MEETING_LINK, target=replace(item, kind=Kind.MEETING)),
            "1:meeting_link:meeting:4",
        ),
        (Request(wish=Wish.DOCUMENTS), "1:documents"),
    ]

    made = {
        "three": guesses_message(guesses, language, because=("oplæg", "*info*"), other="1:noget"),
        "one": guesses_message(guesses[:1], language, because=(), other="1:noget"),
    }

    assert_all_said(f"request_guesses.{language}", made)


@pytest.mark.parametrize("language", Language)
def test_the_small_words_between(language: Language) -> None:
    made = {
        "was it the answer": was_answer_message(
            "hvad *koster* det?", language, value="7:note:hvad"
        ),
        "in another process": in_process("Sammen om <grøn> beton", language),
        **{
            part: note_message("request", part, language)
            for part in ("thanks", "again", "asks_nothing", "not_for_you")
        },
    }

    assert_all_said(f"request_notes.{language}", made)
