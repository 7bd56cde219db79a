"""Puts Sammen together, and holds its commands. `sammen --help` loads neither database nor Slack."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

if TYPE_CHECKING:
    from datetime import datetime

    from bot.content import ProcessFile
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
process_commands = typer.Typer(help="Process files, and where in Slack a process lives.")
organisation_commands = typer.Typer(help="Who belongs to which organisation.")
directory_commands = typer.Typer(help="The directory of public organisations.")
commands.add_typer(process_commands, name="process", no_args_is_help=True)
commands.add_typer(organisation_commands, name="organisation", no_args_is_help=True)
commands.add_typer(directory_commands, name="directory", no_args_is_help=True)

HOME = Path(__file__).parent
DIRECTORY_FILE = HOME / "processes" / "directory" / "offentlige-organisationer.yaml"

ProcessFileArgument = Annotated[
    Path, typer.Argument(exists=True, dir_okay=False, help="A file such as processes/*.yaml.")
]
YesOption = Annotated[bool, typer.Option("--yes", help="Apply without asking.")]


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
def web() -> None:
    """Take Slack's signed requests over HTTP; `sammen worker` does the rest."""
    import uvicorn  # slow import

    from handlers.slack_app import build_app  # slow import
    from handlers.web import build_web  # slow import

    settings = _settings("slack_bot_token", "slack_signing_secret")
    with _services(settings) as services:
        served = build_web(build_app(settings, services), settings, services)
        uvicorn.run(
            served, host=settings.host, port=settings.port, log_config=None, access_log=False
        )


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


@commands.command()
def doctor() -> None:
    """Say what is in order and what is missing. Exit code 1 if anything is."""
    from handlers.doctor import examine  # slow import

    findings = list(examine(_settings(), manifest=HOME / "manifest.yaml"))
    for finding in findings:
        typer.echo(f"{'missing' if finding.advice else 'ok':8} {finding.what}")
        if finding.advice:
            typer.echo(f"{'':8} {finding.advice}")
    raise typer.Exit(int(any(finding.advice for finding in findings)))


@commands.command()
def due(
    *, everything: Annotated[bool, typer.Option("--all", help="List all that is known.")] = False
) -> None:
    """Print when the next thing is due that Sammen does unasked; nothing if there is none."""
    from bot.agenda import agenda  # slow import

    settings = _settings()
    now = _now(settings)
    with _database(settings) as database, database.read() as session:
        coming = agenda(session, now=now)
    if everything:
        for one in coming:
            typer.echo(f"{one.at.isoformat(timespec='seconds')}  {one.what}")
    else:
        later = [one.at for one in coming if one.at > now]
        typer.echo(later[0].isoformat(timespec="seconds") if later else "", nl=bool(later))


@process_commands.command("check")
def check_process(file: ProcessFileArgument) -> None:
    """Read a process file and list what is wrong with it. Needs no database."""
    process_file = _read_process(file)
    count = len(process_file.questionnaire.questions)
    typer.echo(f"{file}: in order. {process_file.key}, {count} questions.")


@process_commands.command("load")
def load_process(file: ProcessFileArgument, *, yes: YesOption = False) -> None:
    """Show what a process file would change, and apply it when confirmed."""
    from bot.load_plan import describe_plan  # slow import
    from bot.loading import LoadRefused, apply_load, plan_load  # slow import

    process_file = _read_process(file)
    settings = _settings()
    with _database(settings) as database:
        with database.read() as session:
            plan = plan_load(session, process_file=process_file)
        for line in describe_plan(plan):
            typer.echo(line)
        if plan.obstacles:
            _fail("Nothing was changed: see the lines with an exclamation mark.")
        if plan.is_empty:
            typer.echo("Nothing to change.")
            return
        if not yes:
            typer.confirm("Apply this?", abort=True)
        try:
            with database.write() as session:
                apply_load(session, process_file=process_file, now=_now(settings))
        except LoadRefused as refusal:
            _fail(f"Nothing was changed. {refusal}")
    typer.echo(f"{process_file.key} is loaded.")


@process_commands.command("connect")
def connect_process(
    key: Annotated[str, typer.Argument(help="The key at the top of the process file.")],
    *,
    team: Annotated[str, typer.Option(help="The workspace's id: T...")],
    channel: Annotated[str, typer.Option(help="Everybody's channel: C...")],
    facilitators_channel: Annotated[str, typer.Option(help="The facilitators': C... or G...")],
    facilitator: Annotated[list[str], typer.Option(help="A member id, U...; may be repeated.")],
) -> None:
    """Say where in Slack a process lives and who leads it."""
    from bot.connecting import Named, UnknownProcess, connect  # slow import
    from handlers.slack_app import build_client  # slow import
    from handlers.profiles import profile_of  # slow import

    settings = _settings("slack_bot_token")
    client = build_client(settings)
    try:
        named = [Named(slack_id=one, **profile_of(client, slack_id=one)) for one in facilitator]
    except OSError as error:
        _fail(f"Slack cannot be reached ({error}). Nothing was changed.")
    with _database(settings) as database:
        try:
            with database.write() as session:
                connect(
                    session,
                    key=key,
                    team_id=team,
                    channel=channel,
                    facilitators_channel=facilitators_channel,
                    facilitators=named,
                    now=_now(settings),
                )
        except UnknownProcess:
            _fail(f"There is no process {key}. `sammen process load` puts one there.")
    typer.echo(f"{key} lives in {channel}, led by {', '.join(one.name for one in named)}.")


@organisation_commands.command("domain")
def add_organisation_domain(
    key: Annotated[str, typer.Argument(help="The organisation's key, such as `aalborg`.")],
    domain: Annotated[str, typer.Argument(help="The part behind the @, such as `aalborg.dk`.")],
) -> None:
    """Let everybody with an address there join for the organisation at once."""
    from bot.connecting import DomainRefused, add_domain  # slow import

    settings = _settings()
    with _database(settings) as database:
        try:
            with database.write() as session:
                add_domain(session, key=key, domain=domain, now=_now(settings))
        except DomainRefused as refusal:
            _fail(str(refusal))
    typer.echo(f"Whoever has an address at {domain.lower()} joins for {key} at once.")


@directory_commands.command("load")
def load_directory_file(
    file: Annotated[Path, typer.Argument(help="A directory file.")] = DIRECTORY_FILE,
) -> None:
    """Add and correct the public organisations that people choose from."""
    from bot.content import FaultyContent  # slow import
    from bot.directory import read_directory  # slow import
    from bot.load_organisations import load_directory  # slow import
    from bot.load_plan import describe_plan  # slow import

    try:
        entries = read_directory(file.read_text(encoding="utf-8"), name=str(file))
    except FaultyContent as faulty:
        _fail("\n".join(faulty.lines()))
    settings = _settings()
    with _database(settings) as database, database.write() as session:
        plan = load_directory(session, entries=entries, now=_now(settings))
        lines = describe_plan(plan)
    typer.echo(f"{len(entries)} organisations; {len(lines)} changes.")


def _settings(*needed: str) -> "Settings":
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
        _fail(f"A setting cannot be read. {wrong}")
    if settings.log_level != "DEBUG":
        logging.getLogger("alembic").setLevel(logging.WARNING)
    for name in needed:
        if not getattr(settings, name).get_secret_value():
            _fail(f"{name.upper()} is missing. `sammen doctor` says where to find it.")
    return settings


def _now(settings: "Settings") -> "datetime":
    from schedules.now import build_now  # slow import

    return build_now(settings.clock_file)()


def _read_process(file: Path) -> "ProcessFile":
    from bot.content import FaultyContent, read_process  # slow import

    try:
        return read_process(file.read_text(encoding="utf-8"), name=str(file))
    except FaultyContent as faulty:
        _fail("\n".join(faulty.lines()))


@contextmanager
def _services(settings: "Settings") -> Iterator["Services"]:
    """What listeners and jobs share, on a database that is up to date."""
    from handlers.mail import set_up_mail  # slow import
    from handlers.shown import ShownMessages  # slow import
    from handlers.visit import Services  # slow import
    from schedules.now import build_now  # slow import

    mail = set_up_mail(settings)
    with _database(settings) as database:
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


def _fail(sentence: str) -> NoReturn:
    typer.echo(sentence, err=True)
    raise typer.Exit(1)


if __name__ == "__main__":
    main()
