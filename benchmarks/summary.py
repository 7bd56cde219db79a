"""The status of 10,000 organisations and 20 questions with its charts, against four raw GROUP BYs.

The floor is what somebody would write by hand for the same figures: four statements over a raw
connection to the same tables and indexes (choices counted, numbers added up by kind of organisation,
both with what is sent apart; who sent in which week; each organisation's latest answer), and the
charts of the same figures by matplotlib's own axes, bars and labels, as large and as many. It knows no
branches, so it also counts answers that do not count; it wraps nothing, words nothing and does not
ask who may see it. A second, stricter floor draws with Sammen's own drawing, which is faster. Rounds
take turns; medians count.
"""

import argparse
import random
import shutil
import sqlite3
import statistics
import struct
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

from matplotlib.figure import Figure
from sqlalchemy import insert
from sqlmodel import Session

from bot.charts import BarChart, StepChart, bar_picture, pages, step_picture
from bot.conversation.questions import AnswerKind, Choice, Language, Question, Text, Unit, When
from bot.questionnaires import definition_of
from bot.status import Status, status_of
from bot.summaries import summarise
from bot.voice.charts import ChartFacts, choices_chart, pictures, response_chart, sums_chart
from bot.voice.summaries import status_message
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

FLOOR = (
    (
        "SELECT a.question_key, a.choices, i.confirmed_at IS NOT NULL, count(*)"
        " FROM answers a JOIN interviews i ON i.id = a.interview_id"
        " WHERE i.process_id = 1 AND a.replaced_at IS NULL AND a.choices IS NOT NULL"
        " GROUP BY 1, 2, 3"
    ),
    (
        "SELECT a.question_key, a.unit, o.kind, i.confirmed_at IS NOT NULL, count(*), sum(a.low),"
        " sum(coalesce(a.high, a.low)), max(a.approximate)"
        " FROM answers a JOIN interviews i ON i.id = a.interview_id"
        " JOIN organisations o ON o.id = i.organisation_id"
        " WHERE i.process_id = 1 AND a.replaced_at IS NULL AND a.low IS NOT NULL"
        " GROUP BY 1, 2, 3, 4"
    ),
    (
        "SELECT strftime('%Y-%W', confirmed_at), count(*) FROM interviews"
        " WHERE process_id = 1 AND confirmed_at IS NOT NULL GROUP BY 1"
    ),
    (
        "SELECT o.id, o.name, i.confirmed_at, count(*), max(a.given_at)"
        " FROM interviews i JOIN organisations o ON o.id = i.organisation_id"
        " JOIN answers a ON a.interview_id = i.id"
        " WHERE i.process_id = 1 AND a.replaced_at IS NULL GROUP BY i.id"
    ),
)


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


def opening(database: Database) -> Status:
    """What a facilitator waits for: everything from opening a connection to the message."""
    with database.read() as session:
        status = status_of(
            session,
            process=session.get_one(Process, 1),
            person_id=1,
            since=NOW - timedelta(days=1),
            language=Language.DANISH,
            now=NOW,
        )
    status_message(status, Language.DANISH)
    return status


def summary(database: Database) -> int:
    """The same, and what its charts are drawn from, and the charts; their bytes."""
    status = opening(database)
    with database.read() as session:
        process = session.get_one(Process, 1)
        facts = ChartFacts(
            process=status.process,
            within="",
            participation=status.participation,
            summaries=summarise(session, process=process, with_words=False),
            now=NOW,
        )
    return sum(len(one.content) for one in pictures(facts, Language.DANISH))


@dataclass(frozen=True)
class Drawn:
    """The charts of a summary, with their figures at hand."""

    steps: StepChart
    bars: tuple[BarChart, ...]
    sizes: tuple[tuple[int, int], ...]  # of the pictures, in dots


def charts_of(database: Database) -> Drawn:
    """What the floor draws: the same pictures."""
    with database.read() as session:
        process = session.get_one(Process, 1)
        status = status_of(
            session,
            process=process,
            person_id=1,
            since=None,
            language=Language.DANISH,
            now=NOW,
        )
        facts = ChartFacts(
            process=status.process,
            within="",
            participation=status.participation,
            summaries=summarise(session, process=process, with_words=False),
            now=NOW,
        )
    steps = response_chart(facts, Language.DANISH)
    assert steps is not None
    charts = (choices_chart(facts, Language.DANISH), sums_chart(facts, Language.DANISH))
    bars = tuple(page for chart in charts for page in pages(chart))
    made = [step_picture(steps), *map(bar_picture, bars)]
    sizes = tuple(struct.unpack(">II", png[16:24]) for png in made)
    return Drawn(steps, bars, sizes)


def group_by(path: Path) -> None:
    """The four statements."""
    connection = sqlite3.connect(path)
    for statement in FLOOR:
        connection.execute(statement).fetchall()
    connection.close()


def draw_plainly(drawn: Drawn) -> None:
    """The same figures by matplotlib's own means, in pictures of the same size."""
    for chart, png in zip(drawn.bars, drawn.sizes[1:], strict=True):
        figure = Figure(figsize=(png[0] / 100, png[1] / 100), dpi=100)
        figure.suptitle(chart.heading)
        for axes, panel in zip(
            figure.subplots(len(chart.panels), 1, squeeze=False)[:, 0], chart.panels, strict=True
        ):
            filled = [bar.filled for bar in panel.bars]
            hatched = [bar.hatched for bar in panel.bars]
            places = range(len(panel.bars))
            axes.barh(places, filled, tick_label=[bar.label for bar in panel.bars])
            upper = axes.barh(places, hatched, left=filled, hatch="///", facecolor="white")
            axes.bar_label(upper, [bar.words for bar in panel.bars])
            axes.set_title(panel.title)
            axes.invert_yaxis()
        figure.savefig(BytesIO(), format="png")
    width, height = drawn.sizes[0]
    figure = Figure(figsize=(width / 100, height / 100), dpi=100)
    axes = figure.subplots()
    days = [day.toordinal() for day, _ in drawn.steps.steps]
    axes.step(days, [count for _, count in drawn.steps.steps], where="post")
    axes.axhline(drawn.steps.most, linestyle="--")
    axes.set_title(drawn.steps.heading)
    figure.savefig(BytesIO(), format="png")


def draw(drawn: Drawn) -> int:
    """The pictures, and nothing else; their bytes."""
    return len(step_picture(drawn.steps)) + sum(len(bar_picture(one)) for one in drawn.bars)


def timed(work: Callable[[], object]) -> float:
    """Milliseconds."""
    begun = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - begun)


def measure(database: Database, path: Path, *, rounds: int) -> None:
    """Print the ratio."""
    drawn = charts_of(database)
    assert summary(database) == draw(drawn), "the stricter floor draws other pictures"
    draw_plainly(drawn)
    floors, stricter, ours, opened = [], [], [], []
    for _ in range(rounds):
        raw = timed(lambda: group_by(path))
        floors.append(raw + timed(lambda: draw_plainly(drawn)))
        stricter.append(raw + timed(lambda: draw(drawn)))
        ours.append(timed(lambda: summary(database)))
        opened.append(timed(lambda: opening(database)))
    print(f"\n{ORGANISATIONS:,} organisations, 20 questions, SQLite on disk, {rounds} rounds")
    for floor, bare in (
        ("four GROUP BYs, matplotlib's own charts", floors),
        ("four GROUP BYs, Sammen's drawing", stricter),
    ):
        print(f"  floor: {floor:40} {statistics.median(bare):8.1f} ms")
        for name, times in (("until the status opens", opened), ("with all charts drawn", ours)):
            ratios = [mine / least for mine, least in zip(times, bare, strict=True)]
            print(
                f"    {name:45} {statistics.median(times):8.1f} ms"
                f"   x {statistics.median(ratios):.3f} ({min(ratios):.3f}-{max(ratios):.3f})"
            )


def main() -> None:
    """Measure on SQLite in a folder of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=11)
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp())
    path = folder / "sammen.db"
    database = Database(f"sqlite:///{path}")
    prepare(database)
    measure(database, path, rounds=options.rounds)
    database.close()
    shutil.rmtree(folder)


if __name__ == "__main__":
    main()
