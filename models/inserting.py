"""Inserting what somebody else may be inserting in the same moment."""

from collections.abc import Mapping, Sequence

from sqlalchemy import literal
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, SQLModel


def insert_if_new(session: Session, table: type[SQLModel], **values: object) -> bool:
    """Insert a row unless something unique in it is there already; whether it was inserted.

    On PostgreSQL this waits for another transaction that is inserting the same: of two who do
    the same thing in the same moment, the second finds what the first has made.
    """
    return insert_those_new(session, table, [values]) == 1


def insert_those_new(
    session: Session, table: type[SQLModel], rows: Sequence[Mapping[str, object]]
) -> int:
    """The same for several rows in one statement; how many were inserted."""
    if not rows:
        return 0
    make = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    statement = make(table).values(list(rows)).on_conflict_do_nothing().returning(literal(1))
    return len(session.connection().execute(statement).all())
