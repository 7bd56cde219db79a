"""Puts Sammen together, and holds its commands. `sammen --help` loads neither database nor Slack."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

import typer

if TYPE_CHECKING:
    from bot.settings import Settings
    from handlers.visit import Services
    from models import Database

commands = typer.Typer(
    name="sammen",
    help="Carries joint public procurement processes in Slack.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def main() -> None:
    """Run the command that was asked for."""
    commands()


@commands.command()
def run() -> None:
    """Run everything in one process, connected to Slack by Socket Mode."""
    from handlers.slack_app import build_app  # slow import
    from handlers.socket_mode import CannotConnect, stay_connected  # slow import

    settings = _settings("slack_bot_token", "slack_app_token")
    stopping = _stopped_by_signals()
    with _services(settings) as services, _at_work(settings, services):
        try:
            stay_connected(build_app(settings, services), settings, stopping=stopping)
        except CannotConnect as refusal:
            _fail(f"Slack refuses SLACK_APP_TOKEN ({refusal}). `sammen doctor` says what to do.")


@commands.command()
def worker() -> None:
    """Run the clock and the outbox alone; for use beside `sammen web`."""
    settings = _settings("slack_bot_token")
    stopping = _stopped_by_signals()
    with _services(settings) as services, _at_work(settings, services):
        stopping.wait()


@commands.command()
def migrate() -> None:
    """Bring the database's tables to the newest form."""
    from models import Database  # slow import
    from models.migrations import upgrade  # slow import

    database = Database(_settings().database_url)
    upgrade(database)
    database.close()
    typer.echo("The database is up to date.")


def _settings(*needed: str) -> "Settings":
    """The settings. Ends the command if one that it needs is empty."""
    import logging  # slow import

    from bot.settings import Settings  # slow import

    settings = Settings()
    logging.basicConfig(
        level=settings.log_level, format="%(asctime)s %(levelname)s %(name)s: %(message)s"
    )
    if settings.log_level != "DEBUG":
        logging.getLogger("alembic").setLevel(logging.WARNING)
    for name in needed:
        if not getattr(settings, name).get_secret_value():
            _fail(f"{name.upper()} is missing. `sammen doctor` says where to find it.")
    return settings


@contextmanager
def _services(settings: "Settings") -> Iterator["Services"]:
    """What listeners and jobs share, on a database that is up to date."""
    from handlers.shown import ShownMessages  # slow import
    from handlers.visit import Services  # slow import
    from schedules.now import build_now  # slow import

    with _database(settings) as database:
        shown = ShownMessages(database)
        try:
            yield Services(database=database, now=build_now(settings.clock_file), shown=shown)
        finally:
            shown.close()


@contextmanager
def _database(settings: "Settings") -> Iterator["Database"]:
    from models import Database  # slow import
    from models.migrations import is_current  # slow import

    database = Database(settings.database_url)
    try:
        if not is_current(database):
            _fail("The database is not up to date. Run `sammen migrate`, then try again.")
        yield database
    finally:
        database.close()


@contextmanager
def _at_work(settings: "Settings", services: "Services") -> Iterator[None]:
    """The clock and the outbox, running in the background."""
    from handlers.couriers import SlackCourier  # slow import
    from handlers.slack_app import build_courier_client  # slow import
    from schedules.clock import Clock  # slow import
    from schedules.deliver_posts import PostDelivery  # slow import

    database, now, tick_seconds = services.database, services.now, settings.tick_seconds
    courier = SlackCourier(build_courier_client(settings))
    delivery = PostDelivery(database, courier, now=now, tick_seconds=tick_seconds)
    clock = Clock(database, now=now, tick_seconds=tick_seconds)
    delivery.start()
    clock.start()
    try:
        yield
    finally:
        clock.stop()
        delivery.stop()


def _stopped_by_signals() -> threading.Event:
    """Set when the process is asked to end."""
    stopping = threading.Event()
    for known in (signal.SIGINT, signal.SIGTERM):
        signal.signal(known, lambda _number, _frame: stopping.set())
    return stopping


def _fail(sentence: str) -> NoReturn:
    typer.echo(sentence, err=True)
    raise typer.Exit(1)


if __name__ == "__main__":
    main()
