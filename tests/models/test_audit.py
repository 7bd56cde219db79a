"""The log of who did what: only added to, and read newest first."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError
from sqlmodel import select

from models import AuditLine, Database, Person
from models.audit import latest_lines, who_did_something
from tests.builders import ANNE, KARL, add_person, load_process


@pytest.fixture
def lines(database: Database, now: datetime) -> int:
    """Five looks by Anne and one export by Karl, beside what loading has written. The process's id."""
    with database.write() as session:
        process = load_process(session, now=now)
        anne, karl = (add_person(session, one, now=now) for one in (ANNE, KARL))
        for number in range(5):
            session.add(_line(process.id, anne, "summaries.look", now + timedelta(hours=number)))
        session.add(_line(process.id, karl, "exports.make", now + timedelta(hours=9)))
        return process.id


def _line(process_id: int, by: Person, act: str, at: datetime) -> AuditLine:
    return AuditLine(process_id=process_id, person_id=by.id, act=act, about={}, at=at)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET act = 'exports.nothing'",
        "UPDATE audit SET person_id = NULL WHERE act = 'exports.make'",
        "DELETE FROM audit WHERE act = 'exports.make'",
        "DELETE FROM audit",
    ],
)
def test_a_line_is_neither_changed_nor_deleted_by_anybody(
    database: Database, lines: int, statement: str
) -> None:
    with (
        pytest.raises(DatabaseError, match="lines of the audit are only added"),
        database.write() as session,
    ):
        session.connection().execute(text(statement))

    with database.read() as session:
        assert len(latest_lines(session, process_id=lines, acts=["exports.make"], most=9)) == 1


def test_nor_are_they_all_emptied_out_at_once(postgresql_url: str) -> None:
    database = Database(postgresql_url)
    with (
        pytest.raises(DatabaseError, match="lines of the audit are only added"),
        database.write() as session,
    ):
        session.connection().execute(text("TRUNCATE audit"))
    database.close()


def test_a_row_that_is_changed_in_the_code_is_refused_too(database: Database, lines: int) -> None:
    def change() -> None:
        with database.write() as session:
            line = session.exec(select(AuditLine).where(AuditLine.process_id == lines)).first()
            assert line is not None
            line.act = "exports.nothing"
            session.add(line)

    with pytest.raises(DatabaseError, match="lines of the audit are only added"):
        change()


def test_lines_come_newest_first_page_by_page(database: Database, lines: int) -> None:
    with database.read() as session:
        first = latest_lines(session, process_id=lines, most=4)
        second = latest_lines(session, process_id=lines, most=4, before=first[-1][0].id)

    assert [(line.act, name) for line, name in [*first, *second]] == [
        ("exports.make", "Karl Toft"),
        *[("summaries.look", "Anne Holm")] * 5,
        ("process.connect", None),
        ("process.load", None),
    ]


def test_lines_of_one_person_or_one_kind(database: Database, lines: int) -> None:
    with database.read() as session:
        people = who_did_something(session, process_id=lines)
        karl = next(one for one, name in people if name == "Karl Toft")
        his = latest_lines(session, process_id=lines, most=9, person_id=karl)
        loads = latest_lines(session, process_id=lines, most=9, acts=["process.load"])
        nothing = latest_lines(session, process_id=lines + 1, most=9)

    assert [name for _, name in people] == ["Anne Holm", "Karl Toft"]
    assert [line.act for line, _ in his] == ["exports.make"]
    assert [line.act for line, _ in loads] == ["process.load"]
    assert nothing == []
