"""Alembic, driven from Python: the database's address comes from the settings alone."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from models.base import Database


def upgrade(database: Database, *, to: str = "head") -> None:
    """Bring the tables to the newest form, or to an earlier one. Twice is the same as once."""
    with database.engine.begin() as connection:
        command.upgrade(_config(connection), to)


def is_current(database: Database) -> bool:
    """Whether the tables have the form that this version of Sammen expects."""
    with database.engine.connect() as connection:
        heads = ScriptDirectory.from_config(_config(connection)).get_current_head()
        return MigrationContext.configure(connection).get_current_revision() == heads


def write_revision(database: Database, *, message: str) -> None:
    """A new file in versions/: what the tables in code have that the database has not."""
    with database.engine.begin() as connection:
        command.revision(_config(connection), message=message, autogenerate=True)


def belongs_on(dialect: str) -> Callable[..., bool]:
    """Alembic's `include_object`: without what is meant for another kind of database."""

    def belongs(made: Any, *_: object) -> bool:  # noqa: ANN401 # a table, a column, an index
        return bool(made.info.get("only_on", dialect) == dialect)

    return belongs


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.attributes["connection"] = connection
    return config
