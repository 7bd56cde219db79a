"""Charts as pictures: bars for counts and sums, a line of steps for answers over time.

They bring their own white ground, so that they read alike in Slack's light and dark theme. What is
certain and what is not are told apart by filled and hatched, never by a colour alone, and each bar
has its number beside it. The same values make the same bytes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.lettering import BASELINE, DOTS, Letters, Style, as_png, drawing_alone, width_of, wrapped

WIDTH = 1200
_MARGIN = 56
_LABEL_WIDTH = 400
_BARS_AT = _MARGIN + _LABEL_WIDTH + 24
_BAR, _BETWEEN, _BETWEEN_PANELS = 34, 20, 44
_BARS_IN_PICTURE = 30
_BESIDE = 14  # between a bar and its number
_NUMBER_WIDTH = WIDTH - _MARGIN - _BARS_AT - _BESIDE - 100  # so much is left for the longest bar
_PLOT_HEIGHT = 520
_TICKS = 5

_INK, _GREY, _LINE = "#1a1a1a", "#4a4a4a", "#8a8a8a"
_BLUE, _ORANGE = "#0072B2", "#D55E00"  # Okabe and Ito: told apart whatever one's eyes

_HEADING = Style(26, bold=True, colour=_INK)
_NOTE = Style(16, bold=False, colour=_GREY)
_PANEL = Style(20, bold=True, colour=_INK)
_LABEL = Style(17, bold=False, colour=_INK)
_NUMBER = Style(17, bold=True, colour=_INK)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar: a filled part, then a hatched one, and the number in words."""

    label: str
    filled: float
    hatched: float
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """Bars that are measured alike, under their own heading."""

    title: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BarChart:
    """Panels below each other. `filled` and `hatched` say what the two look like."""

    heading: str
    note: str
    filled: str
    hatched: str
    panels: tuple[Panel, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StepChart:
    """How a count has grown, day by day, and the most that it can become."""

    heading: str
    note: str
    steps: tuple[tuple[date, int], ...]  # the day, and the count from then on
    until: date
    most: int
    most_words: str
    now_words: str
    days: tuple[tuple[date, str], ...]  # marked below the line


def pages(chart: BarChart) -> Iterator[BarChart]:
    """The chart in as many pictures as it takes for people to read them."""
    page: list[Panel] = []
    for panel in chart.panels:
        if page and sum(len(one.bars) for one in page) + len(panel.bars) > _BARS_IN_PICTURE:
            yield _with(chart, page)
            page = []
        page.append(panel)
    if page:
        yield _with(chart, page)


def _with(chart: BarChart, panels: Sequence[Panel]) -> BarChart:
    return BarChart(
        heading=chart.heading,
        note=chart.note,
        filled=chart.filled,
        hatched=chart.hatched,
        panels=tuple(panels),
    )


def bar_picture(chart: BarChart) -> bytes:
    """A PNG of the bars."""
    with drawing_alone:
        return _drawn_bars(chart)


def step_picture(chart: StepChart) -> bytes:
    """A PNG of the line."""
    with drawing_alone:
        return _drawn_steps(chart)


class _Canvas:
    """A figure that is drawn on in dots, from its upper left corner. It needs no axes."""

    def __init__(self, height: float) -> None:
        from matplotlib.figure import Figure  # noqa: PLC0415 # slow import
        from matplotlib.transforms import Affine2D  # noqa: PLC0415 # slow import

        size = (WIDTH / DOTS, round(height) / DOTS)
        self._figure: Figure = Figure(figsize=size, dpi=DOTS, facecolor="white")
        self._dots = Affine2D().scale(1, -1).translate(0, round(height))
        self._letters: list[Letters] = []

    def png(self) -> bytes:
        """The picture."""
        return as_png(self._figure, self._letters)

    def text(self, lines: Sequence[str], style: Style, *, x: float, y: float) -> float:
        """The lines below each other; where the next would stand."""
        for line in lines:
            self._letters.append(Letters(line, style, x, y + style.line * BASELINE))
            y += style.line
        return y

    def bar(self, *, x: float, y: float, width: float, is_hatched: bool = False) -> None:
        """A bar of that width."""
        from matplotlib.patches import Rectangle  # noqa: PLC0415 # slow import

        self._figure.add_artist(
            Rectangle(
                (x, y),
                width,
                _BAR,
                facecolor="white" if is_hatched else _BLUE,
                edgecolor=_BLUE,
                hatch="///" if is_hatched else None,
                linewidth=1.5,
                transform=self._dots,
            )
        )

    def line(
        self,
        path: Sequence[tuple[float, float]],
        *,
        colour: str,
        width: float,
        dashed: bool = False,
    ) -> None:
        """A line through these points."""
        from matplotlib.lines import Line2D  # noqa: PLC0415 # slow import

        self._figure.add_artist(
            Line2D(
                [x for x, _ in path],
                [y for _, y in path],
                color=colour,
                linewidth=width,
                linestyle=(0, (4, 3)) if dashed else "-",
                solid_joinstyle="miter",
                transform=self._dots,
            )
        )


@dataclass(frozen=True, slots=True)
class _Row:
    """A bar laid out: the lines of its label, and those of its number."""

    bar: Bar
    label: tuple[str, ...]
    words: tuple[str, ...]

    @classmethod
    def of(cls, bar: Bar) -> "_Row":
        label = wrapped(bar.label, _LABEL, _LABEL_WIDTH)
        return cls(bar, label, wrapped(bar.words, _NUMBER, _NUMBER_WIDTH))

    @property
    def height(self) -> float:
        return max(_BAR, len(self.label) * _LABEL.line, len(self.words) * _NUMBER.line)

    @property
    def width(self) -> float:
        """Of the number."""
        return max(width_of(line, _NUMBER) for line in self.words)


def _drawn_bars(chart: BarChart) -> bytes:
    inner = WIDTH - 2 * _MARGIN
    heading, note = wrapped(chart.heading, _HEADING, inner), wrapped(chart.note, _NOTE, inner)
    panels = [
        (wrapped(panel.title, _PANEL, inner), [_Row.of(bar) for bar in panel.bars])
        for panel in chart.panels
    ]
    height = 2 * _MARGIN + len(heading) * _HEADING.line + len(note) * _NOTE.line + 24 + _BAR
    for title, rows in panels:
        height += _BETWEEN_PANELS + len(title) * _PANEL.line + 10
        height += sum(row.height + _BETWEEN for row in rows)
    canvas = _Canvas(height)
    y = canvas.text(heading, _HEADING, x=_MARGIN, y=_MARGIN)
    y = canvas.text(note, _NOTE, x=_MARGIN, y=y) + 24
    _legend(canvas, chart, y)
    y += _BAR
    for title, rows in panels:
        y = canvas.text(title, _PANEL, x=_MARGIN, y=y + _BETWEEN_PANELS) + 10
        scale = _scale(rows)
        for row in rows:
            _draw_row(canvas, row, y=y, scale=scale)
            y += row.height + _BETWEEN
    return canvas.png()


def _legend(canvas: _Canvas, chart: BarChart, y: float) -> None:
    x: float = _MARGIN
    for words, is_hatched in ((chart.filled, False), (chart.hatched, True)):
        if words:
            canvas.bar(x=x, y=y, width=54, is_hatched=is_hatched)
            canvas.text([words], _LABEL, x=x + 54 + _BESIDE, y=y + (_BAR - _LABEL.line) / 2)
            x += 54 + _BESIDE + width_of(words, _LABEL) + 48


def _scale(rows: Sequence[_Row]) -> float:
    """Dots for one. There is room for the number beside the bar that leaves least for it."""
    scales = [
        (WIDTH - _MARGIN - _BARS_AT - _BESIDE - row.width) / (row.bar.filled + row.bar.hatched)
        for row in rows
        if row.bar.filled + row.bar.hatched > 0
    ]
    return min(scales, default=0.0)


def _draw_row(canvas: _Canvas, row: _Row, *, y: float, scale: float) -> None:
    middle, end = y + row.height / 2, float(_BARS_AT)
    canvas.text(row.label, _LABEL, x=_MARGIN, y=middle - len(row.label) * _LABEL.line / 2)
    top = middle - _BAR / 2
    for value, is_hatched in ((row.bar.filled, False), (row.bar.hatched, True)):
        if value * scale > 0:
            canvas.bar(x=end, y=top, width=value * scale, is_hatched=is_hatched)
            end += value * scale
    if end == _BARS_AT:
        canvas.line([(end, top), (end, top + _BAR)], colour=_LINE, width=2)
    beside = middle - len(row.words) * _NUMBER.line / 2
    canvas.text(row.words, _NUMBER, x=end + _BESIDE, y=beside)


def _drawn_steps(chart: StepChart) -> bytes:
    inner = WIDTH - 2 * _MARGIN
    heading, note = wrapped(chart.heading, _HEADING, inner), wrapped(chart.note, _NOTE, inner)
    above = _MARGIN + len(heading) * _HEADING.line + len(note) * _NOTE.line + 70
    canvas = _Canvas(above + _PLOT_HEIGHT + _LABEL.line + 20 + _MARGIN)
    y = canvas.text(heading, _HEADING, x=_MARGIN, y=_MARGIN)
    canvas.text(note, _NOTE, x=_MARGIN, y=y)
    first = chart.steps[0][0] if chart.steps else chart.until - timedelta(days=1)
    span = max(1, (chart.until - first).days)
    left, right = _MARGIN + 70.0, WIDTH - _MARGIN - width_of(chart.now_words, _NUMBER) - 2 * _BESIDE
    top, bottom = float(above), above + float(_PLOT_HEIGHT)
    most = max(chart.most, *(count for _, count in chart.steps), 1)

    def at(day: date, count: float) -> tuple[float, float]:
        along = min(1.0, max(0.0, (day - first).days / span))
        return left + along * (right - left), bottom - count / most * (bottom - top)

    for tick in _ticks(most):
        _, height = at(first, tick)
        canvas.line([(left, height), (right, height)], colour="#d9d9d9", width=1)
        words = str(tick)
        x = left - _BESIDE - width_of(words, _LABEL)
        canvas.text([words], _LABEL, x=x, y=height - _LABEL.line / 2)
    _, ceiling = at(first, chart.most)
    canvas.line([(left, ceiling), (right, ceiling)], colour=_ORANGE, width=2.5, dashed=True)
    canvas.text([chart.most_words], _LABEL, x=left + _BESIDE, y=ceiling - _LABEL.line - 4)
    path = [at(first, 0)]
    for day, count in chart.steps:
        path += [(at(day, 0)[0], path[-1][1]), at(day, count)]
    path.append((at(chart.until, 0)[0], path[-1][1]))
    canvas.line(path, colour=_BLUE, width=4)
    x, height = path[-1]
    canvas.text([chart.now_words], _NUMBER, x=x + _BESIDE, y=height - _NUMBER.line / 2)
    canvas.line([(left, bottom), (right, bottom)], colour=_GREY, width=2)
    _days(canvas, [(at(day, 0)[0], words) for day, words in chart.days], bottom=bottom)
    return canvas.png()


def _days(canvas: _Canvas, days: Sequence[tuple[float, str]], *, bottom: float) -> None:
    """Each day below its place on the line, unless another one stands there already."""
    free_from = 0.0
    for x, words in days:
        half = width_of(words, _LABEL) / 2
        start = min(max(x - half, _MARGIN), WIDTH - _MARGIN - 2 * half)
        if start >= free_from:
            canvas.line([(x, bottom), (x, bottom + 8)], colour=_GREY, width=2)
            canvas.text([words], _LABEL, x=start, y=bottom + 14)
            free_from = start + 2 * half + 24


def _ticks(most: int) -> list[int]:
    """At most six round numbers from 0 up."""
    step = next(
        size * power
        for power in (10**exponent for exponent in range(12))
        for size in (1, 2, 5)
        if size * power * _TICKS >= most
    )
    return list(range(0, most + 1, step))
