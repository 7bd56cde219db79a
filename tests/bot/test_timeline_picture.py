"""The picture of a timeline: the same each time, within its edges, and readable without colour."""

import struct
from collections.abc import Sequence
from datetime import date, timedelta
from io import BytesIO
from itertools import combinations
from typing import Any

import numpy as np
import pytest
from matplotlib.figure import Figure
from matplotlib.image import imread

from bot import timeline_picture as drawing
from bot.conversation.questions import Language
from bot.lettering import drawable, width_of, wrapped
from bot.timeline import Former, Point
from bot.timeline_picture import WIDTH, timeline_picture
from bot.voice.timeline import Look
from models.enums import MilestoneState, Precision
from tests.timelines import EVERY_KIND, TODAY, milestone

NASTY_TITLES = (
    "Skaleringsprocessamarbejdsaftalegodkendelsesproceduredokumentationskrav",
    "Speciallægepraksisplanlægningsstabiliseringsperiode og $x^2$ samt \\frac{1}{2}",
    "Emissionsfri 🚜 traktor",
    "建設機械",
    "W" * 150,
    "Et meget langt navn " * 8,
    "linje\nskift\tog\u202e vendt\u0000",
    "",
)


def nasty(count: int) -> Sequence[Point]:
    states = [one for one in MilestoneState if one is not MilestoneState.DONE]
    return [
        milestone(
            NASTY_TITLES[number % len(NASTY_TITLES)],
            date(2022, 3, 1) + timedelta(days=11 * number),
            precision=list(Precision)[number % 3],
            state=states[number % len(states)],
            moved_from=Former(date(2022, 6, 13), Precision.DAY) if number % 4 == 0 else None,
        )
        for number in range(count)
    ]


def drawn(points: Sequence[Point], title: str = "Sammen om maskiner") -> bytes:
    return timeline_picture(points, title=title, language=Language.DANISH, today=TODAY)


def pixels(picture: bytes) -> Any:
    """In shades of grey from 0 to 1, row by row."""
    return np.asarray(imread(BytesIO(picture)))[:, :, :3].mean(axis=2)


def size(picture: bytes) -> tuple[int, int]:
    width, height = struct.unpack(">II", picture[16:24])
    return width, height


def test_the_same_timeline_makes_the_same_picture() -> None:
    first, second = drawn(EVERY_KIND), drawn(EVERY_KIND)

    assert first.startswith(b"\x89PNG")
    assert first == second


def test_the_picture_changes_with_the_language_and_the_day() -> None:
    others = [
        timeline_picture(EVERY_KIND, title="Sammen", language=language, today=today)
        for language in Language
        for today in (TODAY, TODAY + timedelta(days=1))
    ]

    assert len(set(others)) == 4


@pytest.mark.parametrize("count", [0, 1, 7, 20])
def test_nothing_reaches_the_edges_however_long_the_words(count: int) -> None:
    picture = drawn(nasty(count), title="Arbejdsmaskinefællesindkøbsordning " * 4)

    grey = pixels(picture)
    edge = 40
    assert size(picture)[0] == WIDTH
    assert all(
        part.min() == 1 for part in (grey[:edge], grey[-edge:], grey[:, :edge], grey[:, -edge:])
    )


def test_no_row_overlaps_another() -> None:
    one, two = (size(drawn(nasty(count)))[1] for count in (1, 2))
    twenty = size(drawn(nasty(20)))[1]
    titles = [point.title for point in nasty(20)]

    lines = sum(len(wrapped(title, drawing._TITLE, drawing._TEXT_WIDTH)) for title in titles)
    assert one < two < twenty
    assert twenty > lines * drawing._TITLE.line + 20 * drawing._DAY.line


@pytest.mark.parametrize("title", NASTY_TITLES)
def test_every_line_fits_and_no_letter_is_lost(title: str) -> None:
    lines = wrapped(title, drawing._TITLE, drawing._TEXT_WIDTH)

    assert max(width_of(line, drawing._TITLE) for line in lines) <= drawing._TEXT_WIDTH
    kept = "".join(lines).replace("-", "").replace(" ", "")
    assert kept == drawable(title).replace(" ", "").replace("-", "")


def test_every_state_can_be_told_without_colour() -> None:
    marks = {look: mark_of(look) for look in Look}

    for one, other in combinations(marks, 2):
        assert np.abs(marks[one] - marks[other]).sum() > 20, (one, other)


def mark_of(look: Look) -> Any:
    """The mark alone, in black and white."""
    figure = Figure(figsize=(WIDTH / 100, 1), dpi=100, facecolor="white")
    drawing._Drawing(figure, height=100)._mark(look, 50)
    file = BytesIO()
    figure.savefig(file, format="png")
    return (pixels(file.getvalue())[:, :184] > 0.5).astype(int)


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.03928 else ((one + 0.055) / 1.055) ** 2.4 for one in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("colour", [drawing._INK, drawing._GREY, drawing._GREEN])
def test_every_colour_stands_out_from_white(colour: str) -> None:
    assert 1.05 / (luminance(colour) + 0.05) >= 7
