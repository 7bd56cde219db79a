"""Ten thousand organisations that have answered twenty questions, as rows."""

import random
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import insert
from sqlmodel import Session

from bot.conversation.questions import AnswerKind, Choice, Question, Text, Unit, When
from bot.questionnaires import definition_of
from models import (
    Answer,
    Database,
    Interview,
    Membership,
    Organisation,
    Person,
    Process,
    QuestionRow,
)
from models.enums import AnswerState, OrganisationKind, Role, Stage
from models.migrations import upgrade

ORGANISATIONS = 10_000
NOW = datetime(2022, 5, 9, 8, tzinfo=UTC)
SLEEPING = 0.03  # of the organisations have an answer that a changed branch hides


def text(words: str) -> Text:
    """The same in both languages."""
    return Text(da=words, en=words)


def questions() -> list[Question]:
    """Twenty: eight with choices, six numbers, two months and four texts; six hang on others."""
    made = []
    for number in range(20):
        when: tuple[When, ...] = ()
        choices: tuple[Choice, ...] = ()
        units: tuple[Unit, ...] = ()
        if number < 8:
            kind = (AnswerKind.MANY_OF, AnswerKind.YES_NO)[number % 2]
            if kind is AnswerKind.MANY_OF:
                choices = tuple(
                    Choice(key=key, label=text(f"Maskiner af slags {key}")) for key in "abcde"
                )
        elif number < 14:
            kind = AnswerKind.NUMBER
            units = (Unit(key="machines", label=text("maskiner")), Unit(key="h", label=text("t")))
            if number < 12:
                when = (When(question=f"q{number % 2 * 2}", is_any_of=frozenset("ab")),)
        elif number < 16:
            kind = AnswerKind.MONTH
            when = (When(question="q1", is_any_of=frozenset({"yes"})),)
        else:
            kind = AnswerKind.LONG_TEXT
        made.append(
            Question(
                key=f"q{number}",
                section="needs",
                kind=kind,
                ask=text(f"Spørgsmål {number}?"),
                short=text(f"Spørgsmål {number}"),
                choices=choices,
                units=units,
                shown_when=when,
            )
        )
    return made


def prepare(database: Database) -> None:
    """The tables, filled with one process."""
    upgrade(database)
    chance = random.Random(1)
    asked = questions()
    with database.write() as session:
        process = Process(
            key="benchmark",
            title={"da": "Sammen om maskiner", "en": "Together on machines"},
            texts={},
            figures=[],
            questionnaire={
                "key": "needs",
                "title": {"da": "Behov", "en": "Needs"},
                "sections": [{"key": "needs", "title": {"da": "Behov", "en": "Needs"}}],
            },
            loaded_at=NOW,
        )
        session.add(process)
        session.flush()
        session.add_all(
            QuestionRow(
                process_id=process.id, key=one.key, position=place, definition=definition_of(one)
            )
            for place, one in enumerate(asked)
        )
        session.flush()
        _fill(session, process.id, asked, chance)


def _fill(session: Session, process_id: int, asked: list[Question], chance: random.Random) -> None:
    kinds = list(OrganisationKind)[:5]
    ids = range(1, ORGANISATIONS + 1)
    rows: dict[type, list[dict[str, Any]]] = {
        Organisation: [
            {
                "key": f"o{one}",
                "name": f"Kommune {one}",
                "kind": kinds[one % 5],
                "region": f"region-{one % 5}",
                "added_at": NOW,
            }
            for one in ids
        ],
        Person: [
            {
                "team_id": "T0",
                "slack_id": f"U{one}",
                "name": f"Fiktiv {one}",
                "language": "da",
                "first_seen_at": NOW,
            }
            for one in ids
        ],
        Membership: [
            {
                "process_id": process_id,
                "person_id": one,
                "organisation_id": one,
                "role": Role.NEED_OWNER,
                "stage": Stage.JOINED,
                "invited_at": NOW,
                "joined_at": NOW,
            }
            for one in ids
        ],
        Interview: [
            {
                "process_id": process_id,
                "organisation_id": one,
                "started_at": NOW,
                "confirmed_at": NOW - timedelta(days=chance.randrange(60))
                if chance.random() < 0.7
                else None,
            }
            for one in ids
        ],
        Answer: [row for one in ids for row in _answers(one, asked, chance)],
    }
    for table, values in rows.items():
        session.connection().execute(insert(table), values)


def _answers(one: int, asked: list[Question], chance: random.Random) -> list[dict[str, Any]]:
    chosen: dict[str, str] = {}
    has_sleeping = chance.random() < SLEEPING
    rows = []
    for question in asked:
        hidden = any(
            when.is_any_of is not None
            and not when.is_any_of & set(chosen[when.question].split(","))
            for when in question.shown_when
        )
        row: dict[str, Any] = {
            "interview_id": one,
            "question_key": question.key,
            "state": AnswerState.ANSWERED,
            **dict.fromkeys(("choices", "low", "high", "unit", "year", "month", "written")),
            "approximate": chance.random() < 0.2,
            "given_by_id": one,
            "given_at": NOW - timedelta(days=chance.randrange(60)),
        }
        match question.kind:
            case AnswerKind.MANY_OF:
                row["choices"] = ",".join(key for key in "abcde" if chance.random() < 0.5) or "a"
                chosen[question.key] = row["choices"]
            case AnswerKind.YES_NO:
                row["choices"] = chosen[question.key] = chance.choice(("yes", "no"))
            case AnswerKind.NUMBER:
                row["low"] = float(chance.randrange(100))
                row["high"] = row["low"] + 10
                row["unit"] = chance.choice(("machines", "h"))
            case AnswerKind.MONTH:
                row |= {"year": 2023, "month": chance.randrange(1, 13)}
            case _:
                row["written"] = "Vi har brug for fælles udbudstekster. " * 3
        if not hidden or has_sleeping:
            rows.append(row)
    return rows
