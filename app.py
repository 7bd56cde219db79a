"""Puts Sammen together, and holds the commands that run it; `process_commands.py` has the others.

`sammen --help` loads neither database nor Slack.
"""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from operating import fail, open_database, read_clock, read_settings
from process_commands import directory_commands, organisation_commands, process_commands

if TYPE_CHECKING:
    from bot.settings import Settings
    from handlers.visit import Services

commands = typer.Typer(
    name="sammen",
    help="Carries joint public procurement processes in Slack.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
commands.add_typer(process_commands, name="process", no_args_is_help=True)
commands.add_typer(organisation_commands, name="organisation", no_args_is_help=True)
commands.add_typer(directory_commands, name="directory", no_args_is_help=True)

HOME = Path(__file__).parent


def main() -> None:
    """Run the command that was asked for."""
    commands()


@commands.command()
def run() -> None:
    """Run everything in one process, connected to Slack by Socket Mode."""
    from handlers.slack_app import build_app  # slow import
    from handlers.socket_mode import CannotConnect, stay_connected  # slow import

    settings = read_settings("slack_bot_token", "slack_app_token")
    stopping = _stopped_by_signals()
    with _services(settings) as services, _at_work(settings, services):
        try:
            stay_connected(build_app(settings, services), settings, stopping=stopping)
        except CannotConnect as refusal:
            fail(f"Slack refuses SLACK_APP_TOKEN ({refusal}). `sammen doctor` says what to do.")


@commands.command()
def web() -> None:
    """Take Slack's signed requests over HTTP; `sammen worker` does the rest."""
    import uvicorn  # slow import

    from handlers.slack_app import build_app  # slow import
    from handlers.web import build_web  # slow import

    settings = read_settings("slack_bot_token", "slack_signing_secret")
    with _services(settings) as services:
        served = build_web(build_app(settings, services), settings, services)
        uvicorn.run(
            served, host=settings.host, port=settings.port, log_config=None, access_log=False
        )


@commands.command()
def worker() -> None:
    """Run the clock and the outbox alone; for use beside `sammen web`."""
    settings = read_settings("slack_bot_token")
    stopping = _stopped_by_signals()
    with _services(settings) as services, _at_work(settings, services):
        stopping.wait()


@commands.command()
def migrate() -> None:
    """Bring the database's tables to the newest form."""
    from models import Database  # slow import
    from models.migrations import upgrade  # slow import

    database = Database(read_settings().database_url)
    upgrade(database)
    database.close()
    typer.echo("The database is up to date.")


@commands.command()
def doctor() -> None:
    """Say what is in order and what is missing. Exit code 1 if anything is."""
    from handlers.doctor import examine  # slow import

    findings = list(examine(read_settings(), manifest=HOME / "manifest.yaml"))
    for finding in findings:
        typer.echo(f"{'missing' if finding.advice else 'ok':8} {finding.what}")
        if finding.advice:
            typer.echo(f"{'':8} {finding.advice}")
    raise typer.Exit(int(any(finding.advice for finding in findings)))


@commands.command()
def forget(
    person: Annotated[str, typer.Argument(help="The person's member id in Slack: U...")],
    *,
    team: Annotated[
        str, typer.Option(help="The workspace's id, T..., if the id is in several.")
    ] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Delete without asking.")] = False,
) -> None:
    """Delete what is kept of a person, as they can themselves; their organisation's answers stay."""
    from bot.erasing import LeadsAlone, erase, people_with  # slow import

    settings = read_settings()
    with open_database(settings) as database:
        with database.read() as session:
            found = [
                one for one in people_with(session, slack_id=person) if team in {"", one.team_id}
            ]
        if not found:
            fail(f"There is nobody with the id {person}. Nothing was changed.")
        if len(found) > 1:
            teams = ", ".join(sorted(one.team_id for one in found))
            fail(f"{person} is in several workspaces: say which by --team ({teams}).")
        if not yes:
            typer.confirm(f"Delete {found[0].name} ({person})? This cannot be undone.", abort=True)
        with database.write() as session:
            whose = session.get_one(type(found[0]), found[0].id)
            outcome = erase(session, person=whose, organizer=None, now=read_clock(settings))
        if isinstance(outcome, LeadsAlone):
            keys = ", ".join(one.key for one in outcome.processes)
            fail(
                f"Nobody else leads {keys}. `sammen process connect` names another. Nothing was changed."
            )
    typer.echo(f"{person} is deleted. Their organisation's answers stay, without a name.")


@commands.command()
def due(
    *, everything: Annotated[bool, typer.Option("--all", help="List all that is known.")] = False
) -> None:
    """Print when the next thing is due that Sammen does unasked; nothing if there is none."""
    from bot.agenda import agenda  # slow import

    settings = read_settings()
    now = read_clock(settings)
    with open_database(settings) as database, database.read() as session:
        coming = agenda(session, now=now)
    if everything:
        for one in coming:
            typer.echo(f"{one.at.isoformat(timespec='seconds')}  {one.what}")
    else:
        later = [one.at for one in coming if one.at > now]
        typer.echo(later[0].isoformat(timespec="seconds") if later else "", nl=bool(later))


@contextmanager
def _services(settings: "Settings") -> Iterator["Services"]:
    """What listeners and jobs share, on a database that is up to date."""
    from handlers.mail import set_up_mail  # slow import
    from handlers.shown import ShownMessages  # slow import
    from handlers.visit import Services  # slow import
    from schedules.now import build_now  # slow import

    mail = set_up_mail(settings)
    with open_database(settings) as database:
        shown = ShownMessages(database)
        try:
            yield Services(
                database=database,
                now=build_now(settings.clock_file),
                shown=shown,
                public_url=settings.public_url,
                organizer=mail.organizer if mail else None,
            )
        finally:
            shown.close()


@contextmanager
def _at_work(settings: "Settings", services: "Services") -> Iterator[None]:
    """The clock and the outbox, running in the background."""
    from bot.pacing import pacing_at  # slow import
    from handlers.accounts import SlackAccounts  # slow import
    from handlers.couriers import SlackCourier  # slow import
    from handlers.mail import set_up_mail  # slow import
    from handlers.slack_app import build_courier_client  # slow import
    from schedules.background import at_work  # slow import

    client = build_courier_client(settings)
    with at_work(
        services.database,
        courier=SlackCourier(client),
        accounts=SlackAccounts(client),
        mail=set_up_mail(settings),
        now=services.now,
        tick_seconds=settings.tick_seconds,
        senders=settings.senders,
        pacing=pacing_at(settings.slack_pace),
    ):
        yield


def _stopped_by_signals() -> threading.Event:
    """Set when the process is asked to end."""
    stopping = threading.Event()
    for known in (signal.SIGINT, signal.SIGTERM):
        signal.signal(known, lambda _number, _frame: stopping.set())
    return stopping


if __name__ == "__main__":
    main()
