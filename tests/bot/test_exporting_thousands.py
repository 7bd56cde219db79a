"""Ten thousand organisations are exported while they are read, and every cell comes back."""

import tracemalloc
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import event, insert
from sqlmodel import Session

from bot.answers import columns_of
from bot.conversation.questions import Chosen, Language, Value, Written
from bot.exporting import Export, export_of
from bot.spreadsheets import write_texts, write_workbook
from bot.voice.exports import tables_of
from models import Answer, Interview, Membership, Organisation, Person
from models.enums import OrganisationKind, Role, Stage
from models.slices import WHOLE
from tests.bot.test_exporting import read_texts
from tests.gathering import MAY, Gathering, amount

NOW = datetime(2022, 5, 9, 8, 0, tzinfo=UTC)
MANY = 10_000
SOME = 4_000  # many times what is read at once
SENT_AT = datetime(2022, 5, 2, 10, 0)  # noqa: DTZ001 # a cell has no zone


def given(number: int) -> dict[str, Value]:
    """What that organisation has answered; some nothing."""
    if number % 7 == 0:
        return {}
    written = Written(("=", "+", "@", "x")[number % 4] + f"Nr. {number}: æøå " + "y" * 1500)
    if number % 3 == 0:
        return {"machines": Chosen(("large",)), "obstacles": written}
    return {
        "machines": Chosen(("small", "large")),
        "small_count": amount(str(number), f"{number}.5", about=number % 2 == 0),
        "obstacles": written,
    }


def fill(gathering: Gathering, many: int) -> Export:
    """So many, each with one person, written in a few statements; ready to be exported."""
    connection, process_id = gathering.session.connection(), gathering.process.id
    numbers = range(1, many + 1)
    kind = OrganisationKind.MUNICIPALITY
    connection.execute(
        insert(Organisation),
        [
            {"id": n, "key": f"k{n}", "name": f"Kommune {n:05}", "kind": kind, "added_at": MAY}
            for n in numbers
        ],
    )
    connection.execute(
        insert(Person),
        [
            {"id": n, "team_id": "T1", "slack_id": f"U{n}", "name": f"P{n}", "first_seen_at": MAY}
            for n in numbers
        ],
    )
    membership = {"process_id": process_id, "role": Role.NEED_OWNER, "stage": Stage.JOINED}
    connection.execute(
        insert(Membership),
        [
            membership | {"person_id": n, "organisation_id": n, "invited_at": MAY, "joined_at": MAY}
            for n in numbers
        ],
    )
    connection.execute(
        insert(Interview),
        [
            {
                "id": n,
                "process_id": process_id,
                "organisation_id": n,
                "started_at": MAY,
                "confirmed_at": MAY,
            }
            for n in numbers
            if given(n)
        ],
    )
    answers: list[dict[str, Any]] = [
        {"interview_id": n, "question_key": key, "given_by_id": n, "given_at": MAY}
        | columns_of(value)
        for n in numbers
        for key, value in given(n).items()
    ]
    for keys in {tuple(one) for one in answers}:
        connection.execute(insert(Answer), [one for one in answers if tuple(one) == keys])
    gathering.session.commit()
    gathering.session.expunge_all()
    process = gathering.session.merge(gathering.process)
    return export_of(gathering.session, process=process, person="Julie", within=WHOLE, now=NOW)


def row(number: int) -> list[object]:
    """Its row, as a reader of spreadsheets has it."""
    answers = given(number)
    head = [f"Kommune {number:05}", "Kommuner", ""]
    if not answers:
        return [*head, "med, ikke begyndt", "", *[""] * 9]
    counted: list[object] = ["Store", "", "", "", ""]
    if "small_count" in answers:
        about = "ca." if number % 2 == 0 else ""
        counted = ["Små · Store", float(number), number + 0.5, "maskiner", about]
    obstacles = answers["obstacles"]
    assert isinstance(obstacles, Written)
    return [*head, "har sendt", SENT_AT, *counted, "", "", obstacles.text, ""]


def text_of(cell: object) -> str:
    """The same cell where everything is text."""
    match cell:
        case datetime():
            return f"{cell:%Y-%m-%d %H:%M}"
        case float():
            return f"{cell:g}".replace(".", ",")
        case str() if cell.startswith(("=", "+", "@")):
            return f"'{cell}"
    return str(cell)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_in_a_workbook_of_ten_thousand_each_cell_is_as_its_row(
    session: Session, tmp_path: Path
) -> None:
    exported = fill(Gathering(session), MANY)
    path = tmp_path / "export.xlsx"

    write_workbook(path, tables_of(exported, Language.DANISH), made_at=NOW)

    sheet = CalamineWorkbook.from_path(path).get_sheet_by_name("Svar").to_python()
    assert len(sheet) == MANY + 1
    for number, read in enumerate(sheet[1:], start=1):
        assert read == row(number)


def test_texts_are_written_while_they_are_read(session: Session, tmp_path: Path) -> None:
    """In memory stand the organisations, and never all their answers, as rows or as objects."""
    exported = fill(Gathering(session), SOME)
    made: list[object] = []
    event.listen(Answer, "load", lambda target, _: made.append(target))
    path = tmp_path / "export.zip"

    tracemalloc.start()
    write_texts(path, tables_of(exported, Language.DANISH))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    sheet = read_texts(path)["Svar"]
    assert made == []
    assert peak < sum(len(str(cells)) for cells in sheet) / 3
    assert len(sheet) == SOME + 1
    for number, read in enumerate(sheet[1:], start=1):
        assert read == [text_of(cell) for cell in row(number)]
