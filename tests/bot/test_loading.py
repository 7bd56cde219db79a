"""Loading a process file: what it would do is said first, twice is once, and answers stay."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session, select

import processes
from bot.content import ProcessFile, read_process
from bot.content_fields import Dated
from bot.conversation.questions import AnswerKind, Question, Text
from bot.load_plan import describe_plan
from bot.loading import LoadRefused, apply_load, plan_load
from bot.questionnaires import questionnaire_of
from models import Answer, AuditLine, Interview, Organisation, Person, Process, QuestionRow
from models.documents import documents_of
from models.enums import AnswerState, OrganisationKind, Precision, Role
from models.meetings import meetings_of
from models.milestones import milestones_of
from models.organisations import organisation_of_domain
from models.processes import contacts_of, parties_of

PATH = Path(processes.__file__).parent / "emissionsfrie-arbejdsmaskiner.yaml"


@pytest.fixture
def file() -> ProcessFile:
    return read_process(PATH.read_text(encoding="utf-8"), name=PATH.name)


@pytest.fixture
def loaded(session: Session, file: ProcessFile, now: datetime) -> Process:
    return apply_load(session, process_file=file, now=now)


PLANNED = """\
~ process emissionsfrie-arbejdsmaskiner: texts.privacy.da: Kolleger i jeres egen organisation \
og proceslederne ser jere… -> Kort
~ process emissionsfrie-arbejdsmaskiner: texts.privacy.en: Colleagues in your own organisation \
and the facilitators see… -> Short
- contact julie_munk (retired)
~ milestone workshop: title.en: Workshop on clients' needs and zero-emission machinery -> \
Workshop on needs
~ milestone workshop: day: 2022-06-08 -> 2022-07-01
~ milestone workshop: precision: day -> quarter"""


def with_questions(file: ProcessFile, change: Callable[[Question], Question | None]) -> ProcessFile:
    """The file with each question changed, or left out where `change` gives None."""
    changed = [change(question) for question in file.questionnaire.questions]
    return with_order(file, [question for question in changed if question is not None])


def with_order(file: ProcessFile, questions: list[Question]) -> ProcessFile:
    return replace(file, questionnaire=replace(file.questionnaire, questions=tuple(questions)))


def without_question(file: ProcessFile, key: str) -> ProcessFile:
    return with_questions(file, lambda question: None if question.key == key else question)


def answered(session: Session, process: Process, *, now: datetime, **columns: Any) -> Answer:
    """An answer that counts, by one person of one organisation."""
    interview = session.exec(select(Interview)).one_or_none()
    if interview is None:
        organisation = Organisation(
            key="odense", name="Odense Kommune", kind=OrganisationKind.MUNICIPALITY, added_at=now
        )
        session.add(organisation)
        session.add(Person(team_id="T1", slack_id="U1", name="Ane", first_seen_at=now))
        session.flush()
        interview = Interview(
            process_id=process.id, organisation_id=organisation.id, started_at=now
        )
        session.add(interview)
        session.flush()
    answer = Answer(
        interview_id=interview.id,
        state=AnswerState.ANSWERED,
        given_by_id=session.exec(select(Person)).one().id,
        given_at=now,
        **columns,
    )
    session.add(answer)
    session.flush()
    return answer


def test_a_first_load_brings_everything(session: Session, loaded: Process) -> None:
    process_id = loaded.id

    assert loaded.title["da"] == "Sammen om emissionsfrie arbejdsmaskiner"
    assert [contact.name for contact in contacts_of(session, process_id=process_id)] == [
        "Julie Munk",
        "Lærke Møller",
    ]
    assert [
        (organisation.key, party.role)
        for party, organisation in parties_of(session, process_id=process_id)
    ] == [
        ("koebenhavn", Role.NEED_OWNER),
        ("metroselskabet", Role.NEED_OWNER),
        ("aalborg", Role.NEED_OWNER),
        ("co-pi", Role.FACILITATOR),
        ("gate-21", Role.SCALING_PARTNER),
        ("we-build-denmark", Role.SCALING_PARTNER),
    ]
    assert len(milestones_of(session, process_id=process_id)) == 5
    assert len(meetings_of(session, process_id=process_id)) == 2
    assert len(documents_of(session, process_id=process_id)) == 2
    owner = organisation_of_domain(session, domain="m.dk")
    assert owner is not None
    assert owner.name == "Metroselskabet"


def test_the_questionnaire_comes_back_from_its_rows_as_it_was_written(
    session: Session, loaded: Process, file: ProcessFile
) -> None:
    assert questionnaire_of(session, process=loaded) == file.questionnaire


def test_loading_twice_changes_nothing(
    session: Session, loaded: Process, file: ProcessFile, now: datetime
) -> None:
    session.expire_all()

    plan = plan_load(session, process_file=file)
    again = apply_load(session, process_file=file, now=now + timedelta(days=1))

    assert describe_plan(plan) == []
    assert plan.is_empty
    assert (again.id, again.questions_version, again.loaded_at) == (loaded.id, 1, now)
    assert len(session.exec(select(AuditLine)).all()) == 1


def test_the_plan_writes_nothing(session: Session, file: ProcessFile) -> None:
    plan = plan_load(session, process_file=file)

    assert describe_plan(plan)[0] == "+ process emissionsfrie-arbejdsmaskiner"
    assert "+ question machine_classes" in describe_plan(plan)
    assert session.exec(select(Process)).all() == []


def test_a_change_is_told_field_by_field_with_old_and_new(
    session: Session, loaded: Process, file: ProcessFile, now: datetime
) -> None:
    workshop = replace(
        file.milestones[3],
        title=replace(file.milestones[3].title, en="Workshop on needs"),
        when=Dated(date(2022, 7, 1), "quarter"),
    )
    file = replace(
        file,
        milestones=(*file.milestones[:3], workshop, *file.milestones[4:]),
        contacts=file.contacts[1:],
        texts={**file.texts, "privacy": Text(da="Kort", en="Short")},
    )

    plan = plan_load(session, process_file=file)
    apply_load(session, process_file=file, now=now)

    assert "\n".join(describe_plan(plan)) == PLANNED
    assert plan_load(session, process_file=file).is_empty
    kept = {one.key: one.precision for one in milestones_of(session, process_id=loaded.id)}
    assert kept["workshop"] is Precision.QUARTER
    assert loaded.questions_version == 1


def test_a_question_that_leaves_is_retired_and_returns_with_its_answer(
    session: Session, loaded: Process, file: ProcessFile, now: datetime
) -> None:
    answer = answered(session, loaded, now=now, question_key="remark", written="Vi er klar")
    shorter = without_question(file, "remark")

    gone = plan_load(session, process_file=shorter)
    apply_load(session, process_file=shorter, now=now)
    row = session.exec(select(QuestionRow).where(QuestionRow.key == "remark")).one()
    retired_at = row.retired_at
    back = plan_load(session, process_file=file)
    apply_load(session, process_file=file, now=now)

    assert describe_plan(gone) == ["- question remark (retired, its answers are kept)"]
    assert retired_at == now
    assert describe_plan(back) == ["+ question remark (returns, and its answers count again)"]
    assert row.retired_at is None
    assert session.get(Answer, answer.id) is answer
    assert loaded.questions_version == 3
    assert questionnaire_of(session, process=loaded) == file.questionnaire


def test_a_new_first_question_does_not_make_a_line_for_each_that_it_moves(
    session: Session, loaded: Process, file: ProcessFile, now: datetime
) -> None:
    new = replace(file.questionnaire.questions[0], key="first_of_all")
    longer = with_order(file, [new, *file.questionnaire.questions])

    plan = plan_load(session, process_file=longer)
    apply_load(session, process_file=longer, now=now)

    assert describe_plan(plan) == ["+ question first_of_all"]
    assert questionnaire_of(session, process=loaded) == longer.questionnaire
    assert plan_load(session, process_file=longer).is_empty


def test_a_new_order_is_one_line(
    session: Session, loaded: Process, file: ProcessFile, now: datetime
) -> None:
    first, second, *others = file.questionnaire.questions
    turned = with_order(file, [second, first, *others])

    plan = plan_load(session, process_file=turned)
    apply_load(session, process_file=turned, now=now)

    assert describe_plan(plan) == ["~ questions: in another order"]
    assert questionnaire_of(session, process=loaded) == turned.questionnaire


def test_a_new_wording_reaches_everybody_by_a_new_version(
    session: Session, loaded: Process, file: ProcessFile, now: datetime
) -> None:
    before = questionnaire_of(session, process=loaded)
    reworded = with_questions(
        file,
        lambda question: (
            replace(question, short=Text(da="Andet", en="More"))
            if question.key == "remark"
            else question
        ),
    )

    plan = plan_load(session, process_file=reworded)
    apply_load(session, process_file=reworded, now=now)

    assert describe_plan(plan) == [
        "~ question remark: short.da: Bemærkning -> Andet",
        "~ question remark: short.en: Remark -> More",
    ]
    assert before == file.questionnaire
    assert questionnaire_of(session, process=loaded) == reworded.questionnaire


def test_a_change_that_would_break_an_answer_is_refused_whole(
    session: Session, loaded: Process, file: ProcessFile, now: datetime
) -> None:
    answered(session, loaded, now=now, question_key="obstacles", choices="price,rules")
    answered(session, loaded, now=now, question_key="remark", written="Vi er klar")
    answered(session, loaded, now=now, question_key="volume_over_5t", low=4, unit="machine_hours")

    def broken(question: Question) -> Question:
        match question.key:
            case "obstacles":
                kept = tuple(one for one in question.choices if one.key != "rules")
                return replace(question, choices=kept)
            case "remark":
                return replace(question, kind=AnswerKind.MONTH)
            case "volume_over_5t":
                return replace(question, units=question.units[:1])
        return question

    with pytest.raises(LoadRefused) as refused:
        apply_load(session, process_file=with_questions(file, broken), now=now)

    assert refused.value.obstacles == (
        "question volume_over_5t: 1 answered in machine_hours. Keep the unit.",
        "question obstacles: 1 chose rules. Keep the choice.",
        "question remark: 1 answered it, so it cannot become month. Ask under a new key.",
    )
    assert questionnaire_of(session, process=loaded) == file.questionnaire


def test_a_choice_that_nobody_took_may_go(
    session: Session, loaded: Process, file: ProcessFile, now: datetime
) -> None:
    answered(session, loaded, now=now, question_key="obstacles", choices="price")
    fewer = with_questions(
        file,
        lambda question: (
            replace(question, choices=question.choices[:3])
            if question.key == "obstacles"
            else question
        ),
    )

    apply_load(session, process_file=fewer, now=now)

    assert questionnaire_of(session, process=loaded) == fewer.questionnaire


def test_what_slack_and_facilitators_set_is_left_alone(
    session: Session, loaded: Process, file: ProcessFile, now: datetime
) -> None:
    loaded.team_id, loaded.channel = "T1", "C1"
    session.flush()

    apply_load(session, process_file=replace(file, source_url="https://example.org/"), now=now)

    assert (loaded.team_id, loaded.channel) == ("T1", "C1")
    assert loaded.source_url == "https://example.org/"
