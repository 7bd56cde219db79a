"""What is exported, read back by readers that are not ours, and held to the rows cell by cell."""

import csv
import io
import zipfile
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook
from sqlmodel import Session

from bot.conversation.questions import (
    Chosen,
    Language,
    Month,
    NotKnownYet,
    Skipped,
    Value,
    Written,
)
from bot.exporting import Export, export_of
from bot.shared_sums import shared_sums
from bot.spreadsheets import Cell, Table, csv_lines, harmless, write_texts, write_workbook
from bot.voice.exports import sums_table, tables_of
from models import Invitation, Meeting
from models.enums import MeetingForm, OrganisationKind, Reply, Role
from models.slices import WHOLE, Slice
from tests.gathering import MAY, QUESTIONS, Gathering, amount

NOW = datetime(2022, 5, 9, 8, 0, tzinfo=UTC)
FORMULA = '=HYPERLINK("http://x.example";"klik")'


@pytest.fixture
def gathering(session: Session) -> Gathering:
    """Two organisations with answers of every kind, a third without any, and a meeting."""
    gathering = Gathering(session)
    gathering.organisation("Aalborg Kommune").region = "region-nordjylland"
    gathering.organisation("Metro").kind = OrganisationKind.PUBLIC_COMPANY
    answers: dict[str, Value] = {
        "machines": Chosen(("small", "large")),
        "small_count": amount("12", "15.5", about=True),
        "tenders": Chosen(("yes",)),
        "first_tender": Month(year=2023, month=6),
        "obstacles": Written(FORMULA),
        "help_wanted": Written('Penge; "tid"\nog æøå'),
    }
    gathering.answers("Aalborg Kommune", answers, sent=MAY)
    gathering.answers(
        "Metro",
        {
            "machines": Chosen(("large",)),
            "small_count": amount("99"),  # sleeps: no small machines
            "tenders": NotKnownYet(),
            "obstacles": Skipped(),
        },
    )
    mette = gathering.member("Mette Friis", "Odense Kommune")
    meeting = Meeting(
        process_id=gathering.process.id,
        key="workshop",
        title={"da": "Workshop", "en": "Workshop"},
        starts_at=NOW,
        ends_at=NOW,
        form=MeetingForm.PHYSICAL,
    )
    session.add(meeting)
    session.flush()
    session.add(
        Invitation(
            meeting_id=meeting.id,
            person_id=mette.person_id,
            invited_at=MAY,
            reply=Reply.YES,
            replied_at=NOW,
        )
    )
    session.flush()
    return gathering


def export(gathering: Gathering, within: Slice = WHOLE) -> Export:
    return export_of(
        gathering.session, process=gathering.process, person="Julie", within=within, now=NOW
    )


def read_workbook(path: Path) -> dict[str, list[list[Any]]]:
    book = CalamineWorkbook.from_path(path)
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def read_texts(path: Path) -> dict[str, list[list[str]]]:
    with zipfile.ZipFile(path) as archive:
        return {
            name.removesuffix(".csv"): read_csv(archive.read(name)) for name in archive.namelist()
        }


def read_csv(content: bytes) -> list[list[str]]:
    text = content.decode("utf-8")
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text[1:], newline=""), delimiter=";"))


ANSWERS = [
    ["Aalborg Kommune", "Kommuner", "region-nordjylland", "har sendt", datetime(2022, 5, 2, 10, 0),  # noqa: DTZ001 # a cell has no zone
     "Små · Store", 12.0, 15.5, "maskiner", "ca.", "Ja", "2023-06", FORMULA, "Penge; \"tid\"\nog æøå"],
    ["Metro", "Offentlige selskaber", "", "i gang", "",
     "Store", "", "", "", "", "Ved ikke endnu", "", "Sprunget over", ""],
    ["Odense Kommune", "Kommuner", "", "med, ikke begyndt", "", *[""] * 9],
]  # fmt: skip


def test_a_workbook_reads_as_the_rows_are(gathering: Gathering, tmp_path: Path) -> None:
    path = tmp_path / "export.xlsx"

    write_workbook(path, tables_of(export(gathering), Language.DANISH), made_at=NOW)

    book = read_workbook(path)
    assert list(book) == ["Svar", "Nøgler", "Møder", "Kodebog", "Om"]
    assert book["Svar"][0][5:10] == [
        "Maskiner",
        "Små maskiner, pr. år: fra",
        "Små maskiner, pr. år: til",
        "Små maskiner, pr. år: enhed",
        "Små maskiner, pr. år: bemærkning",
    ]
    assert book["Svar"][1:] == ANSWERS
    assert (
        book["Nøgler"][1][1:10]
        == [
            *("municipality", "region-nordjylland", "done", datetime(2022, 5, 2, 10, 0)),  # noqa: DTZ001 # as above
            *("small,large", 12.0, 15.5, "machines", "approximate"),
        ][:9]
    )
    [guest] = book["Møder"][1:]
    assert guest[:1] + guest[3:7] == [
        "Workshop",
        "På stedet",
        "Mette Friis",
        "Odense Kommune",
        "Ja",
    ]


def test_the_codebook_names_every_question_choice_and_unit(
    gathering: Gathering, tmp_path: Path
) -> None:
    path = tmp_path / "export.xlsx"

    write_workbook(path, tables_of(export(gathering), Language.ENGLISH), made_at=NOW)

    rows = read_workbook(path)["Codebook"][1:]
    named = {(row[0], row[1]) for row in rows}
    expected = {(one.key, "") for one in QUESTIONS}
    expected |= {(one.key, choice.key) for one in QUESTIONS for choice in one.choices}
    expected |= {(one.key, unit.key) for one in QUESTIONS for unit in one.units}
    assert named == expected
    small = next(row for row in rows if row[:2] == ["small_count", ""])
    assert small[2:] == [
        "Hvor mange små?",
        "How many small ones?",
        "number",
        "The need",
        "machines: small",
        1.0,
    ]


def test_texts_hold_the_same_cells_with_formulas_made_harmless(
    gathering: Gathering, tmp_path: Path
) -> None:
    path = tmp_path / "export.zip"

    write_texts(path, tables_of(export(gathering), Language.DANISH))

    files = read_texts(path)
    assert list(files) == ["Svar", "Nøgler", "Møder", "Kodebog", "Om"]
    assert files["Svar"][1] == [
        *("Aalborg Kommune", "Kommuner", "region-nordjylland", "har sendt", "2022-05-02 10:00"),
        *("Små · Store", "12", "15,5", "maskiner", "ca.", "Ja", "2023-06"),
        *(f"'{FORMULA}", 'Penge; "tid"\nog æøå'),
    ]
    about = {row[0]: row[1] for row in files["Om"][1:]}
    assert about["Af"] == "Julie"
    assert about["Hentet"] == "2022-05-09 10:00"
    assert about["Spørgsmålenes version"] == "1"
    assert about["Udsnit"] == "Alle"


def test_a_slice_holds_its_own_organisations_and_says_so(gathering: Gathering) -> None:
    within = Slice(kind=OrganisationKind.PUBLIC_COMPANY)

    tables = {one.name: one for one in tables_of(export(gathering, within), Language.DANISH)}

    assert [row[0] for row in tables["Svar"].rows()] == ["Metro"]
    assert list(tables["Møder"].rows()) == []
    assert ["Udsnit", "Offentlige selskaber"] in [list(row) for row in tables["Om"].rows()]


def test_who_is_invited_by_mail_alone_has_a_row_too(gathering: Gathering) -> None:
    gathering.member("Julie", role=Role.FACILITATOR)
    gathering.awaited("Eva Lind", "Novafos", invited_by="Julie")

    tables = {one.name: one for one in tables_of(export(gathering), Language.DANISH)}

    assert [list(row)[:4] for row in tables["Svar"].rows()][-1] == [
        *("Novafos", "Kommuner", "", "inviteret"),
    ]


def test_what_members_take_away_holds_the_shared_sums_and_nothing_else(
    gathering: Gathering,
) -> None:
    for number in range(5):
        gathering.answers(
            f"By {number}",
            {"machines": Chosen(("small",)), "small_count": amount("10", "20")},
            sent=MAY,
        )

    sums = shared_sums(gathering.session, process=gathering.process)
    rows = read_csv(b"".join(csv_lines(sums_table(sums, Language.DANISH))))

    assert [
        "Små maskiner, pr. år",
        "I alt",
        "62",
        "115,5",
        "maskiner",
        "6",
        "",
        "2. maj 2022",
    ] in rows
    words = "\n".join(";".join(row) for row in rows)
    assert not any(name in words for name in ("Aalborg", "By 1", "Penge"))


@given(st.text())
def test_no_text_begins_a_formula(text: str) -> None:
    assert not harmless(text).startswith(("=", "+", "-", "@", "\t", "\r"))


@given(
    st.lists(
        st.one_of(
            st.none(),
            st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1),
            st.integers(-(10**9), 10**9),
            st.decimals(-(10**6), 10**6, places=2),
        ),
        min_size=1,
        max_size=6,
    )
)
def test_whatever_stands_in_a_cell_comes_back(
    tmp_path_factory: pytest.TempPathFactory, cells: list[Cell]
) -> None:
    path = tmp_path_factory.mktemp("cells") / "cells.xlsx"
    headings = tuple(str(place) for place in range(len(cells)))
    table = Table(name="Ark", headings=headings, rows=lambda: [cells, ["."] * len(cells)])

    write_workbook(path, [table], made_at=NOW)

    expected = [
        "" if one is None else float(one) if isinstance(one, Decimal) else one for one in cells
    ]
    assert read_workbook(path)["Ark"][1] == expected
