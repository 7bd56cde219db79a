"""Letters of pictures: the font that every machine draws the same, and how wide words are in it."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from bot.voice.blocks import shorten

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from matplotlib.font_manager import FontProperties

DOTS = 100  # per inch; one unit below is one dot
BASELINE = 0.73  # of a line's height, where letters stand
LONGEST = 200  # characters

drawing_alone = Lock()  # matplotlib makes no promise for several threads


@dataclass(frozen=True, slots=True)
class Style:
    """How words look."""

    size: float  # points
    bold: bool
    colour: str

    @property
    def line(self) -> float:
        """The height of one line, in dots."""
        return self.size / 72 * DOTS * 1.32


@dataclass(frozen=True, slots=True)
class Letters:
    """A line of words, and where it begins: in dots from the upper left corner."""

    words: str
    style: Style
    x: float
    baseline: float


def as_png(figure: "Figure", letters: Iterable[Letters] = ()) -> bytes:
    """The picture, in the same bytes whenever it is drawn, with these letters on top of it.

    They are drawn without matplotlib's own text, which lays each line out twice to align it.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415 # slow import
    from matplotlib.image import imsave  # noqa: PLC0415 # slow import

    canvas: Any = FigureCanvasAgg(figure)  # matplotlib gives it no types
    canvas.draw()
    renderer = canvas.get_renderer()
    for one in letters:
        pen = renderer.new_gc()
        pen.set_foreground(one.style.colour)
        shape = font(one.style.size, bold=one.style.bold)
        renderer.draw_text(pen, one.x, one.baseline, one.words, shape, 0)
        pen.restore()
    file = BytesIO()
    imsave(
        file,
        canvas.buffer_rgba(),
        format="png",
        dpi=DOTS,
        metadata={"Software": None},  # type: ignore[dict-item] # leaves out matplotlib's version
        pil_kwargs={"compress_level": 3},  # a third of the time for a tenth more bytes
    )
    return file.getvalue()


def wrapped(text: str, style: Style, width: float) -> tuple[str, ...]:
    """The text in lines that are no wider; a word that is too long is broken with a hyphen."""
    lines: list[str] = []
    line = ""
    for word in shorten(drawable(text), LONGEST).split():
        longer = f"{line} {word}" if line else word
        if width_of(longer, style) <= width:
            line = longer
            continue
        if line:
            lines.append(line)
        *full, line = _broken(word, style, width)
        lines += full
    return (*lines, line) if line or not lines else tuple(lines)


def _broken(word: str, style: Style, width: float) -> list[str]:
    pieces: list[str] = []
    while width_of(word, style) > width:
        fits = next(
            length
            for length in range(len(word) - 1, 0, -1)
            if length == 1 or width_of(word[:length] + "-", style) <= width
        )
        pieces.append(word[:fits] + "-")
        word = word[fits:]
    return [*pieces, word]


def width_of(text: str, style: Style) -> float:
    """In dots. Where letters are drawn closer together it is a little too much."""
    return sum(_advance(one, bold=style.bold) for one in text) * style.size / 72 * DOTS


@cache
def _advance(sign: str, *, bold: bool) -> float:
    """How much room a sign takes, for a font of size 1."""
    from matplotlib.font_manager import get_font  # noqa: PLC0415 # slow import

    font = get_font(str(_font_file(bold=bold)))
    font.set_size(100, 72)
    return float(font.load_char(ord(sign)).linearHoriAdvance) / 65536 / 100


def drawable(text: str) -> str:
    """Without what cannot be seen; a sign that the font lacks is left out, such as an emoji."""
    shown = (
        " " if unicodedata.category(one) in {"Cc", "Zl", "Zp"} else one
        for one in unicodedata.normalize("NFC", text)
        if unicodedata.category(one) not in {"Cf", "Cs"}
    )
    known = _known_signs()
    return "".join(one for one in shown if one == " " or ord(one) in known).strip() or "…"


@cache
def _known_signs() -> frozenset[int]:
    from matplotlib.font_manager import get_font  # noqa: PLC0415 # slow import

    return frozenset(get_font(str(_font_file(bold=True))).get_charmap())


@cache
def font(size: float, *, bold: bool) -> "FontProperties":
    """The one that matplotlib brings along."""
    from matplotlib.font_manager import FontProperties  # noqa: PLC0415 # slow import

    return FontProperties(fname=_font_file(bold=bold), size=size)


def _font_file(*, bold: bool) -> Path:
    """The font that matplotlib brings along, so that every machine draws the same."""
    import matplotlib as mpl  # noqa: PLC0415 # slow import

    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    return Path(mpl.get_data_path()) / "fonts" / "ttf" / name
