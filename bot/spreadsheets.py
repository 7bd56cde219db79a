"""Tables as files that spreadsheets open: one workbook, or text files separated by semicolons.

Rows are written as they come, so that a file may be larger than the memory. What people wrote is
text in every cell, whatever it begins with: a spreadsheet must never take it for a formula.
"""

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from bot.days import local

Cell = str | int | Decimal | datetime | date | None

_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_WIDEST, _NARROWEST = 60, 12  # characters of a column
_LONGEST = 32_767  # characters that Excel takes in a cell


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One sheet. `rows` is called when it is written, and read once."""

    name: str  # of the sheet, and of the file
    headings: tuple[str, ...]
    rows: Callable[[], Iterable[Sequence[Cell]]]


def write_workbook(path: Path, tables: Sequence[Table], *, made_at: datetime) -> None:
    """An XLSX with a sheet for each table. Moments stand as Copenhagen's clock shows them."""
    import xlsxwriter  # noqa: PLC0415 # slow import

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(path, options) as book:
        book.set_properties({"created": local(made_at).replace(tzinfo=None)})
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for table in tables:
            sheet = book.add_worksheet(table.name)
            sheet.freeze_panes(1, 1)
            for place, heading in enumerate(table.headings):
                width = min(_WIDEST, max(_NARROWEST, len(heading) + 2))
                sheet.set_column(place, place, width)
                sheet.write_string(0, place, heading, bold)
            for number, cells in enumerate(table.rows(), start=1):
                for place, cell in enumerate(cells):
                    match cell:
                        case None:
                            pass
                        case str():
                            sheet.write_string(number, place, cell[:_LONGEST])
                        case datetime():
                            here = local(cell).replace(tzinfo=None, microsecond=0)
                            sheet.write_datetime(number, place, here, moment)
                        case date():
                            sheet.write_datetime(number, place, cell, day)
                        case int() | Decimal():
                            sheet.write_number(number, place, cell)


def write_texts(path: Path, tables: Sequence[Table]) -> None:
    """A ZIP with a CSV for each table."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for table in tables:
            with archive.open(f"{table.name}.csv", "w", force_zip64=True) as raw:
                for line in csv_lines(table):
                    raw.write(line)


def csv_lines(table: Table) -> Iterator[bytes]:
    """A CSV as Danish spreadsheets expect it: UTF-8 with its mark, semicolons, decimal commas."""
    yield b"\xef\xbb\xbf"
    line = io.StringIO(newline="")
    writer = csv.writer(line, delimiter=";", lineterminator="\r\n")
    for cells in _rows_of(table):
        writer.writerow([_text(cell) for cell in cells])
        yield line.getvalue().encode()
        line.seek(0)
        line.truncate()


def _rows_of(table: Table) -> Iterator[Sequence[Cell]]:
    yield table.headings
    yield from table.rows()


def _text(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case str():
            return harmless(cell)
        case datetime():
            return f"{local(cell):%Y-%m-%d %H:%M}"
        case date():
            return cell.isoformat()
        case int() | Decimal():
            return f"{cell:f}".replace(".", ",") if isinstance(cell, Decimal) else str(cell)


def harmless(text: str) -> str:
    """The same text, with an apostrophe before what a spreadsheet would take for a formula."""
    return f"'{text}" if text.startswith(_BEGINS_A_FORMULA) else text
