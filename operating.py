"""What every command begins with: settings, the clock, the database; and how it ends if it cannot."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

import typer

if TYPE_CHECKING:
    from datetime import datetime

    from bot.settings import Settings
    from models import Database


def read_settings(*needed: str) -> "Settings":
    """The settings. Ends the command if one that it needs is empty."""
    import logging  # slow import

    from bot.settings import Settings  # slow import

    try:
        settings = Settings()
        logging.basicConfig(
            level=settings.log_level.upper(),
            format="%(asctime)s %(levelname)s %(name)s: %(message)s",
        )
    except ValueError as wrong:  # pydantic's is one too
        fail(f"A setting cannot be read. {wrong}")
    if settings.log_level != "DEBUG":
        logging.getLogger("alembic").setLevel(logging.WARNING)
    for name in needed:
        if not getattr(settings, name).get_secret_value():
            fail(f"{name.upper()} is missing. `sammen doctor` says where to find it.")
    return settings


def read_clock(settings: "Settings") -> "datetime":
    """The time now, or in a rehearsal what it stands for."""
    from schedules.now import build_now  # slow import

    return build_now(settings.clock_file)()


@contextmanager
def open_database(settings: "Settings") -> Iterator["Database"]:
    """The database. Ends the command if its tables are of another version."""
    from models import Database  # slow import
    from models.migrations import is_current  # slow import

    database = Database(settings.database_url)
    try:
        if not is_current(database):
            fail("The database is not up to date. Run `sammen migrate`, then try again.")
        yield database
    finally:
        database.close()


def fail(sentence: str) -> NoReturn:
    """Say why, and end the command."""
    typer.echo(sentence, err=True)
    raise typer.Exit(1)
