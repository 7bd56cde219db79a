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
import shutil
import sqlite3
import statistics
import struct
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from pathlib import Path

from matplotlib.figure import Figure

from benchmarks.organisations import NOW, ORGANISATIONS, prepare
from bot.charts import BarChart, StepChart, bar_picture, pages, step_picture
from bot.conversation.questions import Language
from bot.status import Status, status_of
from bot.summaries import summarise
from bot.voice.charts import ChartFacts, choices_chart, pictures, response_chart, sums_chart
from bot.voice.summaries import status_message
from models import (
    Database,
    Process,
)

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
