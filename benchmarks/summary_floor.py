"""What somebody would write by hand for the summary: four statements, and charts drawn plainly."""

import sqlite3
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from matplotlib.figure import Figure

from bot.charts import BarChart, StepChart, bar_picture, step_picture

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


@dataclass(frozen=True)
class Drawn:
    """The charts of a summary, with their figures at hand."""

    steps: StepChart
    bars: tuple[BarChart, ...]
    sizes: tuple[tuple[int, int], ...]  # of the pictures, in dots


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
