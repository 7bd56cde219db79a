"""The timeline as a picture, for a phone and for a slide: one row a date, from the top down.

What is done, under way, coming, moved or called off is told by the shape of its mark and by a
word, not by a colour. The same points make the same bytes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from bot.conversation.questions import Language
from bot.lettering import BASELINE, DOTS, Style, as_png, drawing_alone, font, wrapped
from bot.timeline import Point
from bot.voice.timeline import Entry, Look, entries, here_words

if TYPE_CHECKING:
    from matplotlib.figure import Figure

WIDTH = 1200
_MARGIN, _LINE_AT, _MARK = 56, 92, 15
_TEXT_AT = 148
_TEXT_WIDTH = WIDTH - _TEXT_AT - _MARGIN
_GAP, _PILL = 44, 64  # between rows; the height of "we are here"
_MOST = 40  # points drawn: beyond that nobody reads a picture

_INK, _GREY, _GREEN = "#1a1a1a", "#4a4a4a", "#14553f"


_HEADING = Style(27, bold=True, colour=_INK)
_DAY = Style(17, bold=False, colour=_GREY)
_TITLE = Style(21, bold=True, colour=_INK)
_HERE = Style(20, bold=True, colour="white")


@dataclass(frozen=True, slots=True)
class _Row:
    """A point laid out: the lines of its title and of its date, and where its mark stands."""

    look: Look
    is_over: bool
    title: tuple[str, ...]
    day: tuple[str, ...]

    @property
    def height(self) -> float:
        return len(self.title) * _TITLE.line + len(self.day) * _DAY.line


def timeline_picture(
    points: Sequence[Point], *, title: str, language: Language, today: date
) -> bytes:
    """A PNG of the points nearest to today."""
    shown = _nearest(entries(points, language, today=today))
    with drawing_alone:
        return _drawn(shown, title=title, here=here_words(language, today=today))


def _nearest(all_entries: Sequence[Entry]) -> Sequence[Entry]:
    past = [one for one in all_entries if one.is_over]
    coming = [one for one in all_entries if not one.is_over]
    kept_past = past[-max(_MOST // 4, _MOST - len(coming)) :]
    return [*kept_past, *coming[: _MOST - len(kept_past)]]


def _drawn(shown: Sequence[Entry], *, title: str, here: str) -> bytes:
    from matplotlib.figure import Figure  # noqa: PLC0415 # slow import

    figure = Figure(dpi=DOTS, facecolor="white")
    heading = wrapped(title, _HEADING, WIDTH - 2 * _MARGIN)
    rows = [_row(one) for one in shown]
    height = 2 * _MARGIN + len(heading) * _HEADING.line + _GAP + _PILL
    height += sum(row.height + _GAP for row in rows)
    figure.set_size_inches(WIDTH / DOTS, round(height) / DOTS)
    _Drawing(figure, height=round(height)).draw(heading, rows, here=here)
    return as_png(figure)


def _row(entry: Entry) -> _Row:
    day = f"{entry.day} · {entry.note}" if entry.note else entry.day
    return _Row(
        look=entry.look,
        is_over=entry.is_over,
        title=wrapped(entry.title, _TITLE, _TEXT_WIDTH),
        day=wrapped(day, _DAY, _TEXT_WIDTH),
    )


class _Drawing:
    """A figure that is drawn on in dots, from its upper left corner."""

    def __init__(self, figure: "Figure", *, height: int) -> None:
        self._figure = figure
        self._axes = figure.add_axes((0, 0, 1, 1))
        self._axes.set_xlim(0, WIDTH)
        self._axes.set_ylim(height, 0)
        self._axes.axis("off")

    def draw(self, heading: Sequence[str], rows: Sequence[_Row], *, here: str) -> None:
        """Everything, from the top down."""
        y = self._text(heading, _HEADING, x=_MARGIN, y=_MARGIN) + _GAP
        before = [row for row in rows if row.is_over]
        after = [row for row in rows if not row.is_over]
        marks: list[tuple[float, _Row]] = []
        for row in before:
            marks.append((y, row))
            y += row.height + _GAP
        here_at = y + _PILL / 2
        y += _PILL + _GAP
        for row in after:
            marks.append((y, row))
            y += row.height + _GAP
        centres = [(top + _TITLE.line / 2, row) for top, row in marks]
        if before:
            self._line(centres[0][0], here_at, passed=True)
        if after:
            self._line(here_at, centres[-1][0], passed=False)
        for (top, row), (centre, _) in zip(marks, centres, strict=True):
            below = self._text(row.title, _TITLE, x=_TEXT_AT, y=top)
            self._text(row.day, _DAY, x=_TEXT_AT, y=below)
            self._mark(row.look, centre)
        self._here(here, here_at)

    def _text(self, lines: Sequence[str], style: Style, *, x: float, y: float) -> float:
        """The lines below each other; where the next would stand."""
        for line in lines:
            self._axes.text(
                x,
                y + style.line * BASELINE,
                line,
                fontproperties=font(style.size, bold=style.bold),
                color=style.colour,
                verticalalignment="baseline",
                parse_math=False,
            )
            y += style.line
        return y

    def _line(self, top: float, bottom: float, *, passed: bool) -> None:
        self._axes.plot(
            [_LINE_AT, _LINE_AT],
            [top, bottom],
            color=_GREEN,
            linewidth=5 if passed else 3,
            linestyle="-" if passed else (0, (2, 2)),
            zorder=1,
        )

    def _mark(self, look: Look, y: float) -> None:
        marker = {Look.MOVED: "D", Look.OFF: "s"}.get(look, "o")
        is_filled = look in {Look.DONE, Look.PAST}
        self._axes.plot(
            [_LINE_AT],
            [y],
            marker=marker,
            markersize=_MARK * (0.8 if look is Look.PAST else 1.3 if marker == "o" else 1.1) * 1.35,
            markerfacecolor=_GREEN if is_filled else "white",
            markeredgecolor=_GREEN,
            markeredgewidth=3.5,
            zorder=2,
        )
        if look is Look.DONE:
            self._stroke([(-7, 0), (-2, 6), (8, -6)], y, colour="white")
        elif look is Look.OFF:
            self._stroke([(-7, -7), (7, 7)], y, colour=_GREEN)
            self._stroke([(-7, 7), (7, -7)], y, colour=_GREEN)
        elif look is Look.UNDER_WAY:
            self._axes.plot(
                [_LINE_AT], [y], marker="o", markersize=9, color=_GREEN, markeredgewidth=0, zorder=3
            )
        elif look is Look.MOVED:
            self._stroke([(-6, 0), (6, 0)], y, colour=_GREEN)
            self._stroke([(1, -5), (6, 0), (1, 5)], y, colour=_GREEN)

    def _stroke(self, path: Sequence[tuple[float, float]], y: float, *, colour: str) -> None:
        self._axes.plot(
            [_LINE_AT + across for across, _ in path],
            [y + down for _, down in path],
            color=colour,
            linewidth=2.6,
            solid_capstyle="round",
            solid_joinstyle="round",
            zorder=3,
        )

    def _here(self, words: str, y: float) -> None:
        from matplotlib.patches import Polygon  # noqa: PLC0415 # slow import

        left, right, half = _LINE_AT - 22.0, WIDTH - _MARGIN, _PILL / 2
        corners = [
            (left, y),
            (_TEXT_AT - 22, y - half),
            (right, y - half),
            (right, y + half),
            (_TEXT_AT - 22, y + half),
        ]
        self._axes.add_patch(Polygon(corners, closed=True, color=_GREEN, zorder=2))
        self._text([words], _HERE, x=_TEXT_AT, y=y - _HERE.line / 2)
