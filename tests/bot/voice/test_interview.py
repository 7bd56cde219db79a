"""The needs mapping as a person reads it: whole messages, of the real process's questions."""

from decimal import Decimal

import pytest

from bot.conversation.engine import Ask, BranchChange, Progress
from bot.conversation.misunderstandings import Misunderstanding
from bot.conversation.questions import (
    Chosen,
    Language,
    Month,
    NotKnownYet,
    Quantity,
    Question,
    Skipped,
    Value,
    Written,
)
from bot.voice.interview import (
    Put,
    answered_message,
    branch_note,
    conflict_message,
    misunderstood,
    paused_message,
    question_message,
)
from bot.voice.notes import note_message, paragraph
from tests.builders import process_file
from tests.said import as_read, assert_all_said, assert_said

QUESTIONNAIRE = process_file().questionnaire
DANISH = Language.DANISH
HOSTILE = "<!channel> *fed* _skrå_ ~væk~ `kode` <https://ond.example|kk.dk> & <@U0ANNE>\n> citat"

DAYS = {
    Language.DANISH: "onsdag 11. maj 2022",
    Language.ENGLISH: "Wednesday 11 May 2022",
}


def question(key: str) -> Question:
    found = QUESTIONNAIRE.find(key)
    assert found is not None
    return found


def put(key: str, *, previous: Value | None = None, place: int = 3) -> Put:
    ask = Ask(question=question(key), progress=Progress(place=place, total=9), previous=previous)
    return Put(interview_id=7, questionnaire=QUESTIONNAIRE, ask=ask)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(
    "key",
    [
        "machine_classes",  # boxes
        "yearly_works",  # a number
        "tenders_planned",  # yes or no
        "first_tender",  # a month
        "letter_mandate",  # one of a few: buttons
        "decision_level",  # one of many: a menu
        "needs_from_others",  # a short text
        "remark",  # a long text
    ],
)
def test_a_question_says_where_one_is_how_to_answer_and_the_ways_out(
    key: str, language: Language
) -> None:
    assert_said(f"question_{key}.{language}", question_message(put(key), language))


@pytest.mark.parametrize("language", Language)
def test_the_first_question_offers_no_way_back(language: Language) -> None:
    message = question_message(put("machine_classes", place=1), language)

    assert_said(f"question_first.{language}", message)


@pytest.mark.parametrize("language", Language)
def test_a_question_put_again_shows_the_answer_it_has(language: Language) -> None:
    made = {
        "boxes": question_message(
            put("machine_classes", previous=Chosen(("under_2t", "other"))), language
        ),
        "menu": question_message(put("decision_level", previous=Chosen(("council",))), language),
        "written": question_message(put("remark", previous=Written("Vi er klar i maj.")), language),
        "not known": question_message(put("first_tender", previous=NotKnownYet()), language),
    }

    assert_all_said(f"question_put_again.{language}", made)


@pytest.mark.parametrize("language", Language)
def test_an_answer_stands_in_its_questions_place(language: Language) -> None:
    amount = Quantity(low=Decimal(12), high=Decimal(15), unit="machines", approximate=True)
    values: list[tuple[str, Value]] = [
        ("machine_classes", Chosen(("under_2t", "other"))),
        ("volume_up_to_5t", amount),
        ("tenders_planned", Chosen(("no",))),
        ("first_tender", Month(year=2022, month=9)),
        ("aim_over_5t_from", Month(year=2026)),
        ("needs_from_others", Written("Fælles udbudstekster\nog priser")),
        ("obstacles", Skipped()),
        ("letter_mandate", NotKnownYet()),
    ]
    made = {key: answered_message(7, question(key), value, language) for key, value in values}

    assert_all_said(f"answered.{language}", made)


@pytest.mark.parametrize("language", Language)
def test_what_an_edit_puts_to_sleep_or_wakes_is_said_by_name(language: Language) -> None:
    one, two = (question("tenders_count"),), (question("tenders_count"), question("first_tender"))
    changes = {
        "one sleeps": BranchChange(asleep=one, awake=()),
        "two sleep": BranchChange(asleep=two, awake=()),
        "one wakes": BranchChange(asleep=(), awake=one),
        "two wake, one sleeps": BranchChange(asleep=(question("share_texts"),), awake=two),
    }
    made = {}
    for name, change in changes.items():
        note = branch_note(change, language)
        assert note is not None
        made[name] = paragraph(note)

    assert_all_said(f"branches.{language}", made)


def test_an_edit_that_moves_no_other_answer_is_not_remarked_on() -> None:
    assert branch_note(BranchChange(asleep=(), awake=()), DANISH) is None


HEARD = {
    Misunderstanding.EMPTY: ("yearly_works", ""),
    Misunderstanding.ONLY_EMOJI: ("yearly_works", ":+1:"),
    Misunderstanding.TOO_LONG: ("needs_from_others", "lang " * 8_000),
    Misunderstanding.NOT_A_NUMBER: ("yearly_works", "det kommer an på budgettet"),
    Misunderstanding.SEVERAL_NUMBERS: ("volume_up_to_5t", "12 eller 40"),
    Misunderstanding.NEGATIVE: ("volume_up_to_5t", "-3"),
    Misunderstanding.TOO_LARGE: ("yearly_works", "9" * 30),
    Misunderstanding.UNKNOWN_UNIT: ("volume_up_to_5t", "12 liter"),
    Misunderstanding.NOT_A_MONTH: ("first_tender", "når vi når det"),
    Misunderstanding.IN_THE_PAST: ("first_tender", "maj 1822"),
    Misunderstanding.TOO_FAR: ("first_tender", "2922"),
    Misunderstanding.NOT_A_CHOICE: ("letter_mandate", "måske"),
}


@pytest.mark.parametrize("language", Language)
def test_what_could_not_be_read_is_quoted_with_an_example(language: Language) -> None:
    assert set(HEARD) == set(Misunderstanding)
    reasons = {reason.value: told for reason, told in HEARD.items()}
    reasons |= {"file": ("yearly_works", ""), "hostile": ("yearly_works", HOSTILE)}
    made = {
        reason: paragraph(
            misunderstood(
                "not_a_number" if reason == "hostile" else reason,
                heard,
                question(key),
                language=language,
            )
        )
        for reason, (key, heard) in reasons.items()
    }

    assert_all_said(f"misunderstood.{language}", made)


@pytest.mark.parametrize("language", Language)
def test_a_pause_says_what_is_kept_and_how_to_go_on(language: Language) -> None:
    assert_said(
        f"paused.{language}",
        paused_message(put("remark"), language, reminder=DAYS[language]),
    )


@pytest.mark.parametrize("language", Language)
def test_when_a_colleague_was_quicker_both_answers_are_shown(language: Language) -> None:
    message = conflict_message(
        7,
        question("remark"),
        theirs=Written("Vi er klar."),
        their_name="Jonas *Krogh*",
        mine=Written(HOSTILE),
        mine_id=12,
        theirs_id=8,
        language=language,
    )

    assert_said(f"conflict.{language}", message)


@pytest.mark.parametrize("language", Language)
def test_the_short_words_of_the_needs_mapping(language: Language) -> None:
    short = question("tenders_count").short.in_(language)
    made = {
        "the first": note_message("question", "first", language),
        "corrected": note_message("question", "corrected", language),
        "closed": note_message("question", "closed", language, short=short),
        "gone": note_message("question", "closed", language, short=None),
        "not yours": note_message("question", "not_yours", language),
        "nothing ticked": note_message("question", "nothing_ticked", language),
        "paused at the end": note_message("question", "paused_plain", language),
        "an edited message": note_message("misunderstood", "edited", language),
    }

    assert_all_said(f"interview_words.{language}", made)


@pytest.mark.parametrize(
    "made",
    [
        question_message(put("remark", previous=Written(HOSTILE)), DANISH),
        answered_message(7, question("remark"), Written(HOSTILE), DANISH),
        conflict_message(
            7,
            question("remark"),
            theirs=Written(HOSTILE),
            their_name=HOSTILE,
            mine=Written("ja"),
            mine_id=12,
            theirs_id=8,
            language=DANISH,
        ),
    ],
    ids=["put again", "answered", "conflict"],
)
def test_free_text_neither_calls_the_channel_nor_sets_anything_bold(made: dict[str, str]) -> None:
    read = as_read(made)

    assert "<!" not in read
    assert "<@" not in read
    assert "<http" not in read
    assert "*fed*" not in read.partition("\n\n")[2]  # after the notification
    assert "`kode`" not in read.partition("\n\n")[2]
