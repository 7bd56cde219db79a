"""The forms in which a facilitator notes answers, and what the person reads of them."""

from dataclasses import replace

import pytest

from bot.conversation.engine import Ask, Entry, Progress, Review
from bot.conversation.questions import (
    AnswerKind,
    Choice,
    Chosen,
    Language,
    Question,
    Text,
    Value,
    Written,
)
from bot.voice.notes import paragraph
from bot.voice.on_behalf import (
    Facts,
    NotedLine,
    behalf_word,
    choose_form,
    confirmed_message,
    end_view,
    pick_form,
    question_form,
    said_field,
    told_message,
    unread_words,
)
from sandbox.limits import check_message_blocks, complaints_about_view
from tests.builders import plausible, process_file
from tests.gathering import MACHINES, OBSTACLES, SMALL_COUNT, TENDERS, amount
from tests.said import assert_all_said, assert_said

FACTS = Facts(organisation="Aalborg *Kommune*", name="Mette Friis", aim="3:7")
QUESTIONNAIRE = process_file().questionnaire


def asked(question: Question, previous: Value | None = None) -> Ask:
    return Ask(question=question, progress=Progress(place=2, total=4), previous=previous)


def review(*entries: tuple[Question, Value | None]) -> Review:
    return Review(entries=tuple(Entry(question=one, value=value) for one, value in entries))


ALL = review(
    (MACHINES, Chosen(("small",))), (SMALL_COUNT, None), (TENDERS, None), (OBSTACLES, None)
)


@pytest.mark.parametrize("language", Language)
def test_each_kind_of_question_reads_well(language: Language) -> None:
    forms = {
        question.key: question_form(
            asked(question, previous),
            ALL,
            FACTS,
            language,
            by=by,
            metadata=f"3:7:{question.key}:0",
            notice=behalf_word("saved", language, short="Maskiner") if by else None,
        )
        for question, previous, by in (
            (MACHINES, Chosen(("small",)), "Anne Holm"),
            (SMALL_COUNT, amount("12"), None),
            (TENDERS, None, None),
            (OBSTACLES, Written("Prisen"), None),
        )
    }

    assert_all_said(f"on_behalf_questions.{language}", forms)


@pytest.mark.parametrize("language", Language)
def test_the_other_words_read_well(language: Language) -> None:
    people = [(7, "Mette Friis"), (8, "Jonas Krogh")]
    words: dict[str, dict[str, object]] = {
        "choose": choose_form(
            people, language, process="Maskiner", organisation="Aalborg *Kommune*", metadata="3"
        ),
        "pick": pick_form(language, process="Maskiner", metadata="3"),
        "the end": end_view(FACTS, language, told=True),
        "the end, told before": end_view(FACTS, language, told=False),
        "confirmed": confirmed_message(language, by="Anne Holm", is_open=False),
        "confirmed, some open": confirmed_message(language, by="Anne Holm", is_open=True),
        "nobody by name": paragraph(behalf_word("nobody", language, name="Ib Falk")),
        "nobody": paragraph(behalf_word("nobody", language, name=None)),
    }
    for part in (
        "confirmed_before",
        "overtaken",
        "closed",
        "not_chosen",
        "nobody_there",
        "only_facilitators",
        "not_yours",
    ):
        words[part] = paragraph(behalf_word(part, language))

    assert_all_said(f"on_behalf_words.{language}", words)


@pytest.mark.parametrize("language", Language)
def test_the_person_reads_what_was_noted(language: Language) -> None:
    lines = [
        NotedLine(question=MACHINES, value=Chosen(("small", "large"))),
        NotedLine(question=SMALL_COUNT, value=amount("12", "15", about=True)),
        NotedLine(question=OBSTACLES, value=Written("Prisen *og* <!channel>")),
    ]
    message = told_message(
        lines, language, by=["Anne Holm"], organisation="Aalborg", interview_id=9, up_to_id=31
    )

    assert_said(f"on_behalf_told.{language}", message)


def test_what_cannot_be_read_is_said_beside_the_field() -> None:
    words = unread_words("not_a_number", "mange & <få>", SMALL_COUNT, Language.DANISH)

    assert words == "Jeg kunne ikke finde et tal i »mange & <få>«."


@pytest.mark.parametrize("question", QUESTIONNAIRE.questions, ids=lambda one: one.key)
def test_every_question_of_the_process_fits_into_slack(question: Question) -> None:
    everything = Review(
        entries=tuple(Entry(question=one, value=plausible(one)) for one in QUESTIONNAIRE.questions)
    )

    view = question_form(
        asked(question, plausible(question)),
        everything,
        FACTS,
        Language.DANISH,
        by="Anne Holm",
        metadata=f"3:7:{question.key}:0",
    )

    assert complaints_about_view(view, type_="modal") == []


@pytest.mark.parametrize("kind", [AnswerKind.ONE_OF, AnswerKind.MANY_OF])
@pytest.mark.parametrize("count", [10, 11, 40])
def test_many_choices_fit_into_slack_with_the_present_ones_marked(
    kind: AnswerKind, count: int
) -> None:
    choices = tuple(
        Choice(key=f"k{one}", label=Text(da=f"Valg {one}", en=f"Choice {one}"))
        for one in range(count)
    )
    question = replace(MACHINES, kind=kind, choices=choices)
    view = question_form(
        asked(question, Chosen(("k3",))),
        review((question, Chosen(("k3",)))),
        FACTS,
        Language.DANISH,
        by=None,
        metadata="3:7:machines:0",
    )

    assert complaints_about_view(view, type_="modal") == []
    block = next(one for one in view["blocks"] if one.get("block_id") == said_field(question))
    begun = block["element"].get("initial_options") or [block["element"]["initial_option"]]
    assert [one["value"] for one in begun] == ["k3"]


def test_the_longest_message_fits_into_slack() -> None:
    long = Written("<&>*" * 700)
    lines = [NotedLine(question=OBSTACLES, value=long)] * 60

    message = told_message(
        lines,
        Language.DANISH,
        by=["x" * 200],
        organisation="y" * 200,
        interview_id=9,
        up_to_id=31,
    )

    check_message_blocks(message["blocks"])
    assert " til" in message["blocks"][-2]["text"]["text"][-10:]
