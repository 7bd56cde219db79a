"""Charts: the same bytes each time, nothing outside the picture, readable without colours."""

import struct
from datetime import date
from io import BytesIO

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.image import imread

from bot import charts as drawing
from bot.charts import Bar, BarChart, Panel, StepChart, bar_picture, pages, step_picture


def bar(label: str = "Små", *, filled: float = 5, hatched: float = 2, words: str = "5") -> Bar:
    return Bar(label=label, filled=filled, hatched=hatched, words=words)


def bar_chart(*panels: Panel) -> BarChart:
    return BarChart(
        heading="Svar", note="9. maj 2022", filled="sendt", hatched="undervejs", panels=panels
    )


STEPS = StepChart(
    heading="Svar over tid",
    note="9. maj 2022",
    steps=((date(2022, 5, 1), 0), (date(2022, 5, 2), 3), (date(2022, 5, 6), 7)),
    until=date(2022, 5, 9),
    most=9,
    most_words="9 er med",
    now_words="7 har sendt",
    days=((date(2022, 5, 1), "1. maj 2022"), (date(2022, 5, 9), "9. maj 2022")),
)


def size(png: bytes) -> tuple[int, int]:
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def test_the_same_chart_is_the_same_bytes() -> None:
    chart = bar_chart(Panel(title="Maskiner", bars=(bar(),)))

    assert bar_picture(chart) == bar_picture(chart)
    assert step_picture(STEPS) == step_picture(STEPS)


def test_each_bar_makes_the_picture_higher_and_none_wider() -> None:
    one = size(bar_picture(bar_chart(Panel(title="Maskiner", bars=(bar(),)))))
    ten = size(bar_picture(bar_chart(Panel(title="Maskiner", bars=(bar(),) * 10))))

    assert one[0] == ten[0] == drawing.WIDTH
    assert ten[1] - one[1] == 9 * (drawing._BAR + drawing._BETWEEN)


@settings(max_examples=20)
@given(
    st.lists(
        st.builds(
            bar,
            st.text(max_size=120),
            filled=st.integers(0, 10**12),
            hatched=st.integers(0, 10**12),
            words=st.text(max_size=120),
        ),
        min_size=1,
        max_size=5,
    )
)
def test_nothing_is_drawn_outside_the_margin(bars: list[Bar]) -> None:
    png = bar_picture(bar_chart(Panel(title="Maskiner", bars=tuple(bars))))

    picture = imread(BytesIO(png), format="png")
    assert np.all(picture[:, -20:, :3] == 1), "something reaches the right edge"
    assert np.all(picture[-20:, :, :3] == 1), "something reaches the lower edge"


def test_the_longest_bar_leaves_room_for_its_number() -> None:
    long = drawing._Row.of(bar(filled=100, hatched=0, words="ca. 100 maskiner"))
    short = drawing._Row.of(bar(filled=50, hatched=0))

    scale = drawing._scale([long, short])

    end = drawing._BARS_AT + 100 * scale + drawing._BESIDE + long.width
    assert end == pytest.approx(drawing.WIDTH - drawing._MARGIN)


def test_nothing_at_all_and_one_day_alone_are_drawn_too() -> None:
    nothing = bar_chart(Panel(title="Maskiner", bars=(bar(filled=0, hatched=0, words="0"),)))
    alone = StepChart(
        heading="Svar",
        note="",
        steps=((date(2022, 5, 9), 0),),
        until=date(2022, 5, 9),
        most=0,
        most_words="0 er med",
        now_words="0 har sendt",
        days=((date(2022, 5, 9), "9. maj 2022"),),
    )

    assert size(bar_picture(nothing))[0] == size(step_picture(alone))[0] == drawing.WIDTH


def test_many_questions_become_several_pictures_and_none_is_lost() -> None:
    panels = tuple(Panel(title=str(number), bars=(bar(),) * 5) for number in range(20))

    made = list(pages(bar_chart(*panels)))

    assert [len(one.panels) for one in made] == [6, 6, 6, 2]
    assert tuple(panel for one in made for panel in one.panels) == panels


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.03928 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize(
    ("colour", "least"),
    [(drawing._INK, 7), (drawing._GREY, 7), (drawing._BLUE, 4.5), (drawing._ORANGE, 3)],
)
def test_every_colour_stands_out_from_the_ground(colour: str, least: float) -> None:
    assert 1.05 / (_luminance(colour) + 0.05) >= least


def test_what_is_filled_and_what_is_hatched_differ_without_colours() -> None:
    def grey(*, filled: float, hatched: float) -> float:
        one = bar(filled=filled, hatched=hatched)
        png = bar_picture(bar_chart(Panel(title="Maskiner", bars=(one,))))
        picture = imread(BytesIO(png), format="png")[:, :, :3].mean(axis=2)
        row = picture[-drawing._MARGIN - drawing._BETWEEN - drawing._BAR // 2 - 8 :][:16]
        return float(row[:, drawing._BARS_AT + 20 : drawing._BARS_AT + 200].mean())

    assert grey(filled=1, hatched=0) < 0.5 < grey(filled=0, hatched=1)
