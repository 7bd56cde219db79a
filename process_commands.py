"""The commands for what a process is: its file, its place in Slack, who belongs to whom.

`app.py` adds them to `sammen`. They load database and Slack when they run, not before.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from operating import fail, open_database, read_clock, read_settings

if TYPE_CHECKING:
    from bot.content import ProcessFile

process_commands = typer.Typer(help="Process files, and where in Slack a process lives.")
organisation_commands = typer.Typer(help="Who belongs to which organisation.")
directory_commands = typer.Typer(help="The directory of public organisations.")

DIRECTORY_FILE = (
    Path(__file__).parent / "processes" / "directory" / "offentlige-organisationer.yaml"
)

ProcessFileArgument = Annotated[
    Path, typer.Argument(exists=True, dir_okay=False, help="A file such as processes/*.yaml.")
]
OverwriteOption = Annotated[
    bool, typer.Option("--overwrite", help="Let the file undo what was changed in Slack.")
]
YesOption = Annotated[bool, typer.Option("--yes", help="Apply without asking.")]


@process_commands.command("check")
def check_process(file: ProcessFileArgument) -> None:
    """Read a process file and list what is wrong with it. Needs no database."""
    process_file = _read_process(file)
    count = len(process_file.questionnaire.questions)
    typer.echo(f"{file}: in order. {process_file.key}, {count} questions.")


@process_commands.command("load")
def load_process(
    file: ProcessFileArgument, *, yes: YesOption = False, overwrite: OverwriteOption = False
) -> None:
    """Show what a process file would change, and apply it when confirmed.

    What facilitators have changed in Slack stays, and is named.
    """
    from bot.load_plan import describe_plan  # slow import
    from bot.loading import LoadRefused, apply_load, plan_load  # slow import

    process_file = _read_process(file)
    settings = read_settings()
    with open_database(settings) as database:
        with database.read() as session:
            plan = plan_load(session, process_file=process_file, overwrite=overwrite)
        for line in describe_plan(plan):
            typer.echo(line)
        if plan.obstacles:
            fail("Nothing was changed: see the lines with an exclamation mark.")
        if plan.is_empty:
            typer.echo("Nothing to change.")
            return
        if not yes:
            typer.confirm("Apply this?", abort=True)
        try:
            with database.write() as session:
                apply_load(
                    session,
                    process_file=process_file,
                    now=read_clock(settings),
                    overwrite=overwrite,
                )
        except LoadRefused as refusal:
            fail(f"Nothing was changed. {refusal}")
    typer.echo(f"{process_file.key} is loaded.")


@process_commands.command("export")
def export_process_file(
    key: Annotated[str, typer.Argument(help="The key at the top of the process file.")],
    *,
    file: Annotated[
        Path | None, typer.Option(dir_okay=False, help="Where to; otherwise it is printed.")
    ] = None,
) -> None:
    """Write a process as it now stands as a process file, with what was changed in Slack."""
    from bot.content import FaultyContent, read_process  # slow import
    from bot.process_export import HomelessContact, export_process  # slow import
    from models.processes import find_process  # slow import

    settings = read_settings()
    with open_database(settings) as database, database.read() as session:
        process = find_process(session, key=key)
        if process is None:
            fail(f"There is no process {key}. `sammen process load` puts one there.")
        try:
            text = export_process(session, process=process, today=read_clock(settings).date())
            read_process(text, name=str(file or key))
        except HomelessContact as homeless:
            fail(f"Nothing was written. {homeless}")
        except FaultyContent as faulty:
            fail("\n".join(["Nothing was written: no file may say this.", *faulty.lines()]))
    if file is None:
        typer.echo(text, nl=False)
    else:
        file.write_text(text, encoding="utf-8")
        typer.echo(f"{key} is written to {file}.")


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
    from handlers.profiles import profile_of  # slow import
    from handlers.slack_app import build_client  # slow import

    settings = read_settings("slack_bot_token")
    client = build_client(settings)
    try:
        named = [Named(slack_id=one, **profile_of(client, slack_id=one)) for one in facilitator]
    except OSError as error:
        fail(f"Slack cannot be reached ({error}). Nothing was changed.")
    with open_database(settings) as database:
        try:
            with database.write() as session:
                connect(
                    session,
                    key=key,
                    team_id=team,
                    channel=channel,
                    facilitators_channel=facilitators_channel,
                    facilitators=named,
                    now=read_clock(settings),
                )
        except UnknownProcess:
            fail(f"There is no process {key}. `sammen process load` puts one there.")
    typer.echo(f"{key} lives in {channel}, led by {', '.join(one.name for one in named)}.")


@organisation_commands.command("domain")
def add_organisation_domain(
    key: Annotated[str, typer.Argument(help="The organisation's key, such as `aalborg`.")],
    domain: Annotated[str, typer.Argument(help="The part behind the @, such as `aalborg.dk`.")],
) -> None:
    """Let everybody with an address there join for the organisation at once."""
    from bot.connecting import DomainRefused, add_domain  # slow import

    settings = read_settings()
    with open_database(settings) as database:
        try:
            with database.write() as session:
                add_domain(session, key=key, domain=domain, now=read_clock(settings))
        except DomainRefused as refusal:
            fail(str(refusal))
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
        fail("\n".join(faulty.lines()))
    settings = read_settings()
    with open_database(settings) as database, database.write() as session:
        plan = load_directory(session, entries=entries, now=read_clock(settings))
        lines = describe_plan(plan)
    typer.echo(f"{len(entries)} organisations; {len(lines)} changes.")


def _read_process(file: Path) -> "ProcessFile":
    from bot.content import FaultyContent, read_process  # slow import

    try:
        return read_process(file.read_text(encoding="utf-8"), name=str(file))
    except FaultyContent as faulty:
        fail("\n".join(faulty.lines()))
