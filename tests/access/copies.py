"""The furnished database put back as it was, quickly: files on SQLite, templates on PostgreSQL."""

import os
import shutil
from pathlib import Path

import psycopg

from models import Database


class SqliteCopies:
    """Each copy is a file."""

    def __init__(self, database: Database, path: Path, furnished: Path) -> None:
        self._database, self._path = database, path
        self._kept = {"": furnished}

    def keep(self, name: str) -> None:
        """A copy of the file, when nobody has it open."""
        self._database.close()
        self._kept[name] = self._path.with_suffix(f".{len(self._kept)}")
        shutil.copy(self._path, self._kept[name])

    def restore(self, name: str) -> None:
        """The file itself, without what was written beside it."""
        self._database.close()
        for ending in ("-wal", "-shm"):
            self._path.with_name(self._path.name + ending).unlink(missing_ok=True)
        fresh = self._path.with_suffix(".fresh")
        shutil.copy(self._kept[name], fresh)
        fresh.replace(self._path)  # who may still have the former open goes on with that


class PostgresqlCopies:
    """Each copy is a database of the same server."""

    def __init__(self, server: str) -> None:
        self._server, self._name = server, f"sammen_access_{os.getpid()}"
        self._kept: dict[str, str] = {}
        self._run(f"CREATE DATABASE {self._name} TEMPLATE template_sammen")
        head, _, query = server.partition("?")
        address = f"{head.rsplit('/', 1)[0]}/{self._name}" + (f"?{query}" if query else "")
        self.database = Database(address)

    def keep(self, name: str) -> None:
        """A database made with this one as its template."""
        self.database.close()
        self._kept[name] = f"{self._name}_{len(self._kept)}"
        self._run(f"CREATE DATABASE {self._kept[name]} TEMPLATE {self._name}")

    def restore(self, name: str) -> None:
        """This one anew, with that as its template."""
        self.database.close()
        self._run(f"DROP DATABASE {self._name} WITH (FORCE)")
        self._run(f"CREATE DATABASE {self._name} TEMPLATE {self._kept[name]}")

    def drop(self) -> None:
        """None of them is needed any more."""
        self.database.close()
        for copy in (self._name, *self._kept.values()):
            self._run(f"DROP DATABASE {copy} WITH (FORCE)")

    def _run(self, statement: str) -> None:
        with psycopg.connect(self._server, autocommit=True) as connection:
            connection.execute(statement)  # names of our own
