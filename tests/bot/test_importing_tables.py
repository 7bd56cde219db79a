"""Lists as facilitators have them: every encoding, separator and spreadsheet, and what is no list."""

import io
import zipfile
from collections.abc import Sequence

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from bot.importing_tables import (
    LONGEST_CELL,
    MOST_BYTES,
    MOST_ROWS,
    FileFault,
    Table,
    read_pasted,
    read_table,
)

TEXT = "Navn;Mail;Organisation\nSøren Ærø;soeren@aalborg.example;Ålborg Kommune\n"
LINES = (
    (1, ("Navn", "Mail", "Organisation")),
    (2, ("Søren Ærø", "soeren@aalborg.example", "Ålborg Kommune")),
)


def sheet(rows: Sequence[Sequence[object]]) -> bytes:
    """A file that another program than the one that reads it has made."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        page = book.add_worksheet()
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                page.write(number, place, cell)
    return out.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1", "cp1252", "utf-16"])
def test_a_csv_is_read_in_every_encoding_that_spreadsheets_write(encoding: str) -> None:
    assert read_table(TEXT.encode(encoding)) == Table(LINES)


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_the_separator_is_seen_from_the_lines(separator: str, line_end: str) -> None:
    text = TEXT.replace(";", separator).replace("\n", line_end)

    assert read_table(text.encode()) == Table(LINES)


def test_a_comma_in_a_name_does_not_make_commas_the_separator() -> None:
    text = 'Friis, Mette;mette@a.example;"Vej, Park; og Havn"\nKrogh, Jonas;jonas@a.example;Havn\n'

    read = read_table(text.encode())

    assert isinstance(read, Table)
    assert read.lines[0][1] == ("Friis, Mette", "mette@a.example", "Vej, Park; og Havn")


def test_quotes_line_breaks_and_control_characters_become_one_line_of_text() -> None:
    text = '"Mette\n\x07 Friis";"mette@a.example";"Vej ""og"" Park"\n'

    assert read_pasted(text) == Table(((1, ("Mette Friis", "mette@a.example", 'Vej "og" Park')),))


def test_windows_quotes_survive_although_latin_1_has_none() -> None:
    read = read_table("Navn;Mail\n“Mette” – Friis;m@a.example".encode("cp1252"))

    assert isinstance(read, Table)
    assert read.lines[1][1][0] == "“Mette” – Friis"


def test_a_spreadsheet_is_read_with_its_own_row_numbers() -> None:
    rows: list[list[object]] = [
        ["Navn", "Mail", "Organisation"],
        [],
        ["Mette", "m@a.example", 12.0],
    ]

    assert read_table(sheet(rows)) == Table(
        ((1, ("Navn", "Mail", "Organisation")), (3, ("Mette", "m@a.example", "12")))
    )


def test_a_formula_stays_the_text_that_it_is() -> None:
    rows = [
        ["Navn", "Mail"],
        ["=1+1", "m@a.example"],
        ['=HYPERLINK("http://x","y")', "n@a.example"],
    ]

    read = read_table(sheet(rows))

    assert isinstance(read, Table)
    assert [cells[0] for _, cells in read.lines[1:]] == ["=1+1", '=HYPERLINK("http://x","y")']


def test_five_thousand_rows_are_read_and_one_more_is_too_many() -> None:
    head = "Navn;Mail\n"
    row = "Mette;m@a.example\n"
    many = [["Navn", "Mail"], *([["Mette", "m@a.example"]] * MOST_ROWS)]

    assert isinstance(read_table((head + row * MOST_ROWS).encode()), Table)
    assert read_table((head + row * (MOST_ROWS + 1)).encode()) is FileFault.TOO_MANY_ROWS
    assert isinstance(read_table(sheet(many)), Table)
    assert read_table(sheet([*many, ["Jonas", "j@a.example"]])) is FileFault.TOO_MANY_ROWS


def test_a_file_of_another_kind_is_no_table() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")

    assert read_table(packed.getvalue()) is FileFault.NO_TABLE
    assert read_table(b"PK\x03\x04 broken") is FileFault.NO_TABLE
    assert read_table(b"\x89PNG\r\n\x1a\n\0\0\0") is FileFault.NO_TABLE
    assert read_table(b"\xff\xfe\x00") is FileFault.NO_TABLE


@pytest.mark.parametrize("content", [b"", b"\n\n;;\n", "\ufeff".encode()])
def test_nothing_is_said_to_be_nothing(content: bytes) -> None:
    assert read_table(content) is FileFault.EMPTY


def test_an_empty_sheet_is_empty() -> None:
    assert read_table(sheet([])) is FileFault.EMPTY


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 80_000_000)
    many = io.BytesIO()
    with zipfile.ZipFile(many, "w") as archive:
        for number in range(600):
            archive.writestr(f"{number}.xml", "")

    assert len(packed.getvalue()) < 1_000_000
    assert read_table(packed.getvalue()) is FileFault.TOO_LARGE
    assert read_table(many.getvalue()) is FileFault.TOO_LARGE


def test_a_large_file_is_refused() -> None:
    assert read_table(b"a" * (MOST_BYTES + 1)) is FileFault.TOO_LARGE


def test_a_workbook_that_gives_a_wrong_size_is_read_whole() -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for row in (["Navn", "Mail"], ["Mette", "m@a.example"], ["Jonas", "j@a.example"]):
        page.append(row)
    out = io.BytesIO()
    book.save(out)
    wrong = io.BytesIO()
    with zipfile.ZipFile(out) as source, zipfile.ZipFile(wrong, "w") as target:
        for part in source.namelist():
            content = source.read(part).replace(
                b'<dimension ref="A1:B3"', b'<dimension ref="A1:A1"'
            )
            target.writestr(part, content)

    read = read_table(wrong.getvalue())

    assert isinstance(read, Table)
    assert [cells for _, cells in read.lines][1:] == [
        ("Mette", "m@a.example"),
        ("Jonas", "j@a.example"),
    ]


@pytest.mark.parametrize("after", [0, 1, 6000])
def test_a_quotation_mark_that_is_never_closed_loses_no_rows_in_silence(after: int) -> None:
    rows = "".join(f"P{number};p{number}@a.example;Aalborg Kommune\n" for number in range(after))
    text = f'Navn;Mail;Organisation\nJonas;j@a.example;Havn\n"Mette;m@a.example;Havn\n{rows}'

    assert read_table(text.encode()) is FileFault.UNCLOSED


@pytest.mark.parametrize("text", ['Firma "Nord" A/S;m@a.example', '"Nord" A/S;m@a.example', '"a"'])
def test_quotation_marks_inside_a_cell_are_words(text: str) -> None:
    assert isinstance(read_table(text.encode()), Table)


def test_a_cell_larger_than_any_reader_takes_is_no_table() -> None:
    assert read_table(b"x" * 200_000 + b";m@a.example\n") is FileFault.NO_TABLE


def test_a_cell_without_end_is_cut() -> None:
    read = read_pasted(f"{'x' * 5000};m@a.example")

    assert isinstance(read, Table)
    assert len(read.lines[0][1][0]) == LONGEST_CELL


@given(st.binary(max_size=400))
def test_whatever_it_is_it_is_a_table_or_a_fault(content: bytes) -> None:
    assert isinstance(read_table(content), Table | FileFault)


@given(st.binary(max_size=200), st.integers(0, 5000))
def test_a_damaged_spreadsheet_is_a_table_or_a_fault(noise: bytes, at: int) -> None:
    whole = sheet([["Navn", "Mail"], ["Mette", "m@a.example"]])
    place = at % len(whole)

    damaged = whole[:place] + noise + whole[place + len(noise) :]

    assert isinstance(read_table(damaged), Table | FileFault)
