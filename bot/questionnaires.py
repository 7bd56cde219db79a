"""Question rows to a Questionnaire and back. A questionnaire in use is kept by its version."""

from typing import Any
from weakref import WeakKeyDictionary

from sqlmodel import Session

from bot.conversation.questions import (
    AnswerKind,
    Choice,
    Question,
    Questionnaire,
    Section,
    Text,
    Unit,
    When,
)
from models import Process, QuestionRow
from models.interviews import question_rows

_kept: WeakKeyDictionary[object, dict[tuple[int, int], Questionnaire]] = WeakKeyDictionary()


def questionnaire_of(session: Session, *, process: Process) -> Questionnaire:
    """The questions in use, in order."""
    return questionnaire_at(session, process_id=process.id, version=process.questions_version)


def questionnaire_at(session: Session, *, process_id: int, version: int) -> Questionnaire:
    """The questions of a process at a version: read once, and anew when a load has raised it."""
    kept = _kept.setdefault(session.connection().engine.pool, {})  # one for each database
    if (process_id, version) not in kept:
        kept[process_id, version] = _read(session, process_id=process_id)
    return kept[process_id, version]


def _read(session: Session, *, process_id: int) -> Questionnaire:
    process = session.get_one(Process, process_id)
    return Questionnaire(
        key=process.questionnaire["key"],
        title=Text(**process.questionnaire["title"]),
        sections=tuple(
            Section(key=section["key"], title=Text(**section["title"]))
            for section in process.questionnaire["sections"]
        ),
        questions=tuple(
            question_from(row) for row in question_rows(session, process_id=process_id)
        ),
    )


def definition_of(question: Question) -> dict[str, Any]:
    """The question as JSON for `QuestionRow.definition`: everything but its key and position."""
    return {
        "section": question.section,
        "kind": question.kind.value,
        "ask": _words(question.ask),
        "short": _words(question.short),
        "help": _words(question.help) if question.help else None,
        "example": _words(question.example) if question.example else None,
        "choices": [{"key": one.key, "label": _words(one.label)} for one in question.choices],
        "units": [
            {"key": unit.key, "label": _words(unit.label), "words": list(unit.words)}
            for unit in question.units
        ],
        "required": question.required,
        "shown_when": [
            {
                "question": when.question,
                "is_any_of": None if when.is_any_of is None else sorted(when.is_any_of),
            }
            for when in question.shown_when
        ],
    }


def question_from(row: QuestionRow) -> Question:
    """The question that a row holds."""
    made = row.definition
    return Question(
        key=row.key,
        section=made["section"],
        kind=AnswerKind(made["kind"]),
        ask=Text(**made["ask"]),
        short=Text(**made["short"]),
        help=Text(**made["help"]) if made["help"] else None,
        example=Text(**made["example"]) if made["example"] else None,
        choices=tuple(Choice(key=c["key"], label=Text(**c["label"])) for c in made["choices"]),
        units=tuple(
            Unit(key=unit["key"], label=Text(**unit["label"]), words=tuple(unit["words"]))
            for unit in made["units"]
        ),
        required=made["required"],
        shown_when=tuple(
            When(
                question=when["question"],
                is_any_of=None if when["is_any_of"] is None else frozenset(when["is_any_of"]),
            )
            for when in made["shown_when"]
        ),
    )


def _words(text: Text) -> dict[str, str]:
    return {"da": text.da, "en": text.en}
