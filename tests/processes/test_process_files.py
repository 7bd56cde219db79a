"""The content that Sammen comes with: true to its source, in both languages, soon answered."""

from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import processes
from bot.content import ProcessFile, read_process
from bot.conversation.engine import visible_questions
from bot.conversation.questions import (
    AnswerKind,
    Chosen,
    Language,
    Question,
    Text,
    Value,
    Written,
)
from bot.conversation.replies import Understood, read_reply
from bot.directory import OrganisationEntry, read_directory

FOLDER = Path(processes.__file__).parent


@pytest.fixture(scope="module")
def machines() -> ProcessFile:
    path = FOLDER / "emissionsfrie-arbejdsmaskiner.yaml"
    return read_process(path.read_text(encoding="utf-8"), name=path.name)


@pytest.fixture(scope="module")
def directory() -> tuple[OrganisationEntry, ...]:
    path = FOLDER / "directory" / "offentlige-organisationer.yaml"
    return read_directory(path.read_text(encoding="utf-8"), name=path.name)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_process_file_is_sound_and_carries_its_own_name(path: Path) -> None:
    process = read_process(path.read_text(encoding="utf-8"), name=path.name)

    assert process.key == path.stem


def test_the_timeline_is_that_of_the_public_page(machines: ProcessFile) -> None:
    timeline = [(one.key, str(one.when.day), one.when.precision) for one in machines.milestones]

    assert timeline == [
        ("project_agreement", "2022-04-01", "month"),
        ("invitation", "2022-05-01", "month"),
        ("needs_mapping", "2022-05-01", "month"),
        ("workshop", "2022-06-08", "day"),
        ("information_meeting", "2022-06-14", "day"),
    ]


def test_the_meetings_keep_their_danish_hours(machines: ProcessFile) -> None:
    hours = {one.key: (one.starts_at, one.ends_at, one.form) for one in machines.meetings}

    assert hours == {
        "workshop": (
            datetime(2022, 6, 8, 10, tzinfo=UTC),
            datetime(2022, 6, 8, 14, tzinfo=UTC),
            "physical",
        ),
        "information_meeting": (
            datetime(2022, 6, 14, 13, 15, tzinfo=UTC),
            datetime(2022, 6, 14, 14, tzinfo=UTC),
            "digital",
        ),
    }


def test_no_place_link_or_file_is_made_up(machines: ProcessFile) -> None:
    made_up = [one.place or one.link for one in machines.meetings]
    made_up += [one.url for one in machines.documents]

    assert set(made_up) == {None}


def test_the_roles_are_those_of_the_public_page(machines: ProcessFile) -> None:
    assert {party.key: party.role for party in machines.parties} == {
        "koebenhavn": "need_owner",
        "metroselskabet": "need_owner",
        "aalborg": "need_owner",
        "co-pi": "facilitator",
        "gate-21": "scaling_partner",
        "we-build-denmark": "scaling_partner",
    }


def test_each_number_in_the_texts_is_a_figure_with_a_source(machines: ProcessFile) -> None:
    numbers = {figure.key: f"{figure.value:,}".replace(",", ".") for figure in machines.figures}
    told = " ".join(text.da for text in machines.texts.values())

    assert numbers == {"copenhagen_emissions": "75.000", "public_procurement": "380"}
    assert [number for number in numbers.values() if number not in told] == []
    assert [figure.key for figure in machines.figures if figure.estimate] == [
        "copenhagen_emissions"
    ]


def test_every_kind_of_answer_is_asked_for(machines: ProcessFile) -> None:
    assert {question.kind for question in machines.questionnaire.questions} == set(AnswerKind)


def choosing(question: Question, **chosen: str) -> Value:
    """An answer that opens as much as it can, but for the questions named."""
    if question.key in chosen:
        return Chosen(tuple(chosen[question.key].split()))
    match question.kind:
        case AnswerKind.YES_NO:
            return Chosen(("yes",))
        case AnswerKind.MANY_OF | AnswerKind.ONE_OF:
            return Chosen(tuple(choice.key for choice in question.choices))
        case _:
            return Written("svar")


def test_even_with_every_branch_open_there_are_at_most_twenty_questions(
    machines: ProcessFile,
) -> None:
    questionnaire = machines.questionnaire
    answers = {one.key: choosing(one) for one in questionnaire.questions}

    assert len(visible_questions(questionnaire, answers)) == len(questionnaire.questions) == 20


def test_without_tenders_and_own_machines_fourteen_questions_are_the_most(
    machines: ProcessFile,
) -> None:
    questionnaire = machines.questionnaire
    answers = {
        one.key: choosing(one, tenders_planned="no", procurement="contractors")
        for one in questionnaire.questions
    }

    assert len(visible_questions(questionnaire, answers)) == 14


def test_a_first_timer_with_small_machines_and_a_mandate_meets_ten_questions(
    machines: ProcessFile,
) -> None:
    questionnaire = machines.questionnaire
    answers = {
        one.key: choosing(
            one,
            machine_classes="under_2t",
            tenders_planned="no",
            procurement="contractors",
            requirements_today="none",
            letter_mandate="given",
        )
        for one in questionnaire.questions
    }

    assert len(visible_questions(questionnaire, answers)) == 10


@pytest.mark.parametrize("language", list(Language))
def test_each_example_is_an_answer_that_is_understood(
    machines: ProcessFile, language: Language
) -> None:
    examples = [
        (question, question.example.in_(language))
        for question in machines.questionnaire.questions
        if question.example is not None
    ]

    readings = {
        (question.key, example): read_reply(
            question, example, language=language, today=date(2022, 5, 9)
        )
        for question, example in examples
    }

    assert [said for said, read in readings.items() if not isinstance(read, Understood)] == []


@pytest.mark.parametrize(
    ("key", "said", "meant"),
    [
        ("letter_mandate", "nej", "not_sought"),
        ("letter_mandate", "ja", "given"),
        ("requirements_today", "krav", "requirement"),
        ("requirements_today", "ønske", "wish"),
        ("aim_over_5t", "krav", "requirement"),
        ("procurement", "entreprenørerne", "contractors"),
    ],
)
def test_a_short_danish_answer_means_what_people_mean_by_it(
    machines: ProcessFile, key: str, said: str, meant: str
) -> None:
    question = machines.questionnaire.find(key)
    assert question is not None

    reading = read_reply(question, said, language=Language.DANISH, today=date(2022, 5, 9))

    assert reading == Understood(Chosen((meant,)))


def all_texts(process: ProcessFile) -> list[Text]:
    """Every sentence and label of the file."""
    needs = process.questionnaire
    texts = [process.title, needs.title, *process.texts.values()]
    texts += [section.title for section in needs.sections]
    for question in needs.questions:
        texts += [question.ask, question.short]
        texts += [text for text in (question.help, question.example) if text]
        texts += [choice.label for choice in question.choices]
    return texts


def test_danish_and_english_are_not_the_same_words(machines: ProcessFile) -> None:
    same = {text.da for text in all_texts(machines) if text.da == text.en}

    assert same == {"2024", "2026", "4-6"}


@pytest.mark.parametrize("language", list(Language))
def test_each_question_is_one_sentence_that_asks(machines: ProcessFile, language: Language) -> None:
    asked = [question.ask.in_(language) for question in machines.questionnaire.questions]

    assert [ask for ask in asked if ask.count("?") != 1 or not ask.endswith("?")] == []


def test_the_directory_knows_every_municipality_and_region(
    directory: tuple[OrganisationEntry, ...],
) -> None:
    counted = Counter(one.region or one.kind for one in directory)

    assert counted == {
        "region": 5,
        "region-hovedstaden": 29,
        "region-sjaelland": 17,
        "region-syddanmark": 22,
        "region-midtjylland": 19,
        "region-nordjylland": 11,
    }


def test_parties_and_directory_agree_on_names_and_domains(
    machines: ProcessFile, directory: tuple[OrganisationEntry, ...]
) -> None:
    listed = {one.key: (one.name, one.kind, one.domains) for one in directory}
    both = [party for party in machines.parties if party.key in listed]

    assert [party.key for party in both] == ["koebenhavn", "aalborg"]
    assert [(one.name, one.kind, one.domains) for one in both] == [listed[one.key] for one in both]
