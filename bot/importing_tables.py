"""Cells from what a facilitator hands in: a CSV file, an XLSX file, or lines pasted into a form.

Every cell is text: no formula is evaluated, here or later. What is too large is refused before it
is unpacked.
"""

import csv
import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from xml.etree.ElementTree import ParseError

MOST_ROWS = 5_000
MOST_BYTES = 10_000_000  # as it is handed in
MOST_COLUMNS = 50
LONGEST_CELL = 500
_MOST_UNPACKED = 60_000_000
_MOST_PARTS = 500
_SAMPLE = 40  # lines from which the separator is seen
_ZIP = b"PK\x03\x04"
_END = "\x1f"

Line = tuple[int, tuple[str, ...]]  # the number of the row as a spreadsheet shows it, and its cells


class FileFault(StrEnum):
    """Why nothing at all can be read from a file."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    TOO_MANY_ROWS = "too_many_rows"
    NO_TABLE = "no_table"  # neither CSV nor XLSX, or damaged
    UNCLOSED = "unclosed"  # a quotation mark that is never closed
    NO_ADDRESSES = "no_addresses"  # no column holds e-mail addresses


@dataclass(frozen=True, slots=True)
class Table:
    """The lines that are not empty."""

    lines: tuple[Line, ...]


def read_table(content: bytes) -> Table | FileFault:
    """The lines of a CSV or XLSX file, by what it is and not by what it is called."""
    if len(content) > MOST_BYTES:
        return FileFault.TOO_LARGE
    lines = _sheet_lines(content) if content.startswith(_ZIP) else _csv_lines(content)
    return lines if isinstance(lines, FileFault) else _table(lines)


def read_pasted(text: str) -> Table | FileFault:
    """The same of lines that were pasted."""
    return read_table(text.encode())


def _table(lines: Iterable[tuple[int, Iterable[object]]]) -> Table | FileFault:
    kept: list[Line] = []
    for number, cells in lines:
        line = [_text(cell) for cell in islice(cells, MOST_COLUMNS)]
        while line and not line[-1]:
            line.pop()
        if line:
            kept.append((number, tuple(line)))
        if len(kept) > MOST_ROWS + 1:  # a header may be among them
            return FileFault.TOO_MANY_ROWS
    return Table(tuple(kept)) if kept else FileFault.EMPTY


def _text(cell: object) -> str:
    """One line of plain words. A whole number has no decimals, as in the spreadsheet."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    words = "".join(one if one.isprintable() else " " for one in str(cell)[: 2 * LONGEST_CELL])
    return " ".join(words.split())[:LONGEST_CELL]


def _csv_lines(content: bytes) -> list[tuple[int, list[str]]] | FileFault:
    text = _decoded(content)
    if text is None or "\0" in text:
        return FileFault.NO_TABLE
    # A quotation mark that is never closed takes everything after it into its cell: then the
    # line that is put at the end is not there any more.
    whole = io.StringIO(f"{text}\n{_END}\n", newline="")
    try:
        lines = list(enumerate(csv.reader(whole, delimiter=_separator(text)), start=1))
    except csv.Error:  # more in one cell than a reader takes
        return FileFault.UNCLOSED if '"' in text else FileFault.NO_TABLE
    return lines[:-1] if lines[-1][1] == [_END] else FileFault.UNCLOSED


def _decoded(content: bytes) -> str | None:
    """UTF-8 with or without a mark, UTF-16 with one, else what Danish spreadsheets write."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return content.decode("utf-16")
        except UnicodeDecodeError:
            return None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Windows-1252 is Latin-1 with letters where that has none; the five bytes it leaves out
        # are read as Latin-1 reads them.
        return content.decode("cp1252", errors="replace")


def _separator(text: str) -> str:
    """What stands between cells: what splits most of the first lines into equally many."""
    lines = [line for line in islice(text.splitlines(), _SAMPLE) if line.strip()]

    def regularity(separator: str) -> tuple[int, int]:
        counts = [len(line) for line in csv.reader(lines, delimiter=separator)]
        several = [count for count in counts if count > 1]
        usual = max(several, key=several.count, default=0)
        return several.count(usual), usual

    return max((";", "\t", ","), key=regularity)


def _sheet_lines(content: bytes) -> list[tuple[int, tuple[object, ...]]] | FileFault:
    """The first sheet. A formula stays the text that it is; its result is never looked at."""
    import openpyxl  # noqa: PLC0415 # slow import

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
        # zipfile reads no more of a part than it says here, so a false size hides nothing.
        if len(parts) > _MOST_PARTS or sum(one.file_size for one in parts) > _MOST_UNPACKED:
            return FileFault.TOO_LARGE
        book = openpyxl.load_workbook(
            io.BytesIO(content), read_only=True, data_only=False, keep_links=False
        )
        try:
            sheet = book.worksheets[0]
            # Some programs write a size that is wrong, and then most of the rows would be missed.
            sheet.reset_dimensions()
            rows = sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True)
            return list(_filled(rows))
        finally:
            book.close()
    except (
        *(zipfile.BadZipFile, zlib.error, struct.error, ParseError, LookupError, ValueError),
        *(TypeError, AttributeError, EOFError, OSError, RuntimeError, ArithmeticError),
    ):
        # Whatever openpyxl stumbles over in a file that is not what it seems to be.
        return FileFault.NO_TABLE


def _filled(rows: Iterable[tuple[object, ...]]) -> Iterator[tuple[int, tuple[object, ...]]]:
    """The rows with something in them; one more than may be, so that too many are seen."""
    kept = 0
    for number, cells in enumerate(rows, start=1):
        if any(cell not in {None, ""} for cell in cells):
            kept += 1
            yield number, cells
        if kept > MOST_ROWS + 1 or number > 40 * MOST_ROWS:
            return
