"""Runs the migrations on the connection that `models.migrations.upgrade` hands over."""

from typing import Any, Literal

from alembic import context
from sqlalchemy import Enum
from sqlmodel import SQLModel
from sqlmodel.sql.sqltypes import AutoString

import models  # noqa: F401 # names every table
from models.base import JsonColumn, UtcDateTime
from models.migrations import belongs_on


def render(kind: str, column_type: Any, _context: object) -> str | Literal[False]:  # noqa: ANN401 # Alembic's
    """Our column types in a new revision, in the fewest words. False: as Alembic does."""
    if kind != "type":
        return False
    match column_type:
        case AutoString() if column_type.length:
            return f"sa.String({column_type.length})"
        case AutoString():
            return "sa.String()"
        case Enum():  # grows without a migration: see models.base.keys_of
            return "sa.String(40)"
        case UtcDateTime():
            return "UtcDateTime()"
        case _:
            return "JsonColumn" if column_type is JsonColumn else False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    include_object=belongs_on(connection.dialect.name),
    target_metadata=SQLModel.metadata,
    render_as_batch=True,  # SQLite cannot alter most things in place
    render_item=render,
)
with context.begin_transaction():
    context.run_migrations()
