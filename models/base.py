"""The database: engine, transactions, and the column types that every table shares."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    Connection,
    DateTime,
    Dialect,
    Engine,
    Enum,
    MetaData,
    create_engine,
    event,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeDecorator
from sqlmodel import Session, SQLModel

SQLModel.metadata.naming_convention = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_N_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
).naming_convention

JsonColumn = JSON().with_variant(JSONB(), "postgresql")


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment, kept in UTC. A naive one is refused: it would be read as another hour."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """UTC for the database."""
        if value is None:
            return None
        if value.tzinfo is None:
            message = f"a moment needs a time zone: {value!r}"
            raise ValueError(message)
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Aware again: SQLite forgets the zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def keys_of(enum: type[StrEnum]) -> Enum:
    """A text column holding the enum's values, readable in the database and open to new ones."""
    return Enum(
        enum,
        native_enum=False,
        create_constraint=False,
        length=40,
        values_callable=lambda members: [member.value for member in members],
    )


class Database:
    """The one way to a transaction: `write()` or `read()`.

    On SQLite all writers of this process take turns at one lock, which keeps waiting short and
    fair; the database's own lock still guards against other processes.
    """

    def __init__(self, url: str) -> None:
        self.engine = build_engine(url)
        self.is_sqlite = self.engine.dialect.name == "sqlite"
        self._writing = self.engine.execution_options(sammen_writes=True)
        self._lock = threading.Lock()

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A session whose work is committed at the end, or rolled back as a whole."""
        if self.is_sqlite:
            with self._lock, _transaction(self._writing) as session:
                yield session
        else:
            with _transaction(self._writing) as session:
                yield session

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session that changes nothing and holds no write lock."""
        with Session(self.engine, expire_on_commit=False) as session:
            yield session

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()


@contextmanager
def _transaction(engine: Engine) -> Iterator[Session]:
    with Session(engine, expire_on_commit=False) as session:
        yield session
        session.commit()


# Without the parameters, or what people wrote would stand in the log when a statement fails.
_SHARED: dict[str, Any] = {"pool_size": 20, "max_overflow": 20, "hide_parameters": True}


def build_engine(url: str) -> Engine:
    """An engine for SQLite (WAL, every commit on disk) or PostgreSQL (psycopg 3)."""
    if url.startswith(("postgres://", "postgresql://")):
        url = "postgresql+psycopg://" + url.split("://", 1)[1]
    if not url.startswith("sqlite"):
        return create_engine(url, **_SHARED, pool_pre_ping=True)
    engine = create_engine(url, **_SHARED, connect_args={"check_same_thread": False})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:  # noqa: ANN401 # sqlite3's own
    connection.isolation_level = None  # transactions begin where _begin_sqlite says
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",  # a person was told "saved"
        "foreign_keys=ON",
        "busy_timeout=10000",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    # A reader that turns writer half-way can fail at once with "locked", whatever the time-out.
    writes = connection.get_execution_options().get("sammen_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
