"""The furnished workspace, made once and put back for each act."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from handlers import replies
from models import Database
from sandbox.server import RunningSandbox, start
from tests.access.copies import SqliteCopies
from tests.access.furnished import furnish
from tests.access.house import Things
from tests.access.scene import Scene


@pytest.fixture(scope="session")
def running_sandbox() -> Iterator[RunningSandbox]:
    running = start()
    yield running
    running.stop()


@pytest.fixture(scope="session", autouse=True)
def _impatience() -> Iterator[None]:
    """Whoever is refused has no modal that could be waited for."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(replies, "_PATIENCE", 0.5)
        yield


@pytest.fixture(scope="session")
def furnished(
    migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, tuple[Things, Things, Things]]:
    """A database with all three processes in it, and what is where."""
    path = tmp_path_factory.mktemp("furnished") / "sammen.db"
    shutil.copy(migrated_sqlite, path)
    database = Database(f"sqlite:///{path}")
    with database.write() as session:
        things = furnish(session)
    database.close()
    return path, things


@pytest.fixture(scope="session")
def scene(
    running_sandbox: RunningSandbox,
    furnished: tuple[Path, tuple[Things, Things, Things]],
) -> Iterator[Scene]:
    """The app in it."""
    template, things = furnished
    memory = Path("/dev/shm")  # thousands of small commits need not reach a disk
    folder = tempfile.mkdtemp(prefix="sammen-access-", dir=memory if memory.is_dir() else None)
    path = Path(folder) / "sammen.db"
    shutil.copy(template, path)
    database = Database(f"sqlite:///{path}")
    scene = Scene(running_sandbox, database, things, SqliteCopies(database, path, template))
    yield scene
    scene.close()
    database.close()
    shutil.rmtree(folder)
