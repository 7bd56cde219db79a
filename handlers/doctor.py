"""Looks at an installation from outside: what is in order, and what to do about the rest."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import col, select

from bot.errors import Unreachable
from bot.mail_settings import ServerAddress
from bot.mailbox import MailboxUnreachable
from bot.settings import Settings
from handlers.mail import SmtpCourier
from handlers.mailbox import ImapMailbox
from models import Database, Process
from models.enums import Role, Stage
from models.migrations import is_current
from models.people import members_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked at. Without `advice` it is in order."""

    what: str
    advice: str = ""


def examine(settings: Settings, *, manifest: Path) -> Iterator[Finding]:
    """Everything that must be in order, in the order in which it is set up."""
    processes: list[Process] = []
    database = Database(settings.database_url)
    try:
        yield _database(database)
        processes = _processes(database)
        yield from _tied(database, processes)
    except SQLAlchemyError as error:
        reason = str(error.__cause__ or error).splitlines()[0]
        advice = f"Check DATABASE_URL ({reason}), then run `sammen migrate`."
        yield Finding(what="The database cannot be used.", advice=advice)
    finally:
        database.close()
    yield from _mail(settings)
    yield from _ways_in(settings)
    yield from _slack(settings, manifest=manifest, processes=processes)


def _database(database: Database) -> Finding:
    if is_current(database):
        return Finding(what="The database is up to date.")
    return Finding(what="The database is not up to date.", advice="Run `sammen migrate`.")


def _processes(database: Database) -> list[Process]:
    with database.read() as session:
        return list(session.exec(select(Process).order_by(col(Process.id))))


def _tied(database: Database, processes: list[Process]) -> Iterator[Finding]:
    if not processes:
        advice = "Run `sammen process load processes/<file>.yaml`."
        yield Finding(what="No process is loaded.", advice=advice)
    for process in processes:
        name = process.key
        if not (process.team_id and process.channel and process.facilitators_channel):
            advice = "Run `sammen process connect`; `--help` says what it needs."
            yield Finding(what=f"{name} has no workspace and channels.", advice=advice)
            continue
        with database.read() as session:
            has_leader = any(
                membership.role is Role.FACILITATOR and membership.stage is Stage.JOINED
                for membership, _ in members_of(session, process_id=process.id)
            )
        advice = "Run `sammen process connect` with --facilitator and their member id."
        yield Finding(
            what=f"{name} is loaded and connected."
            if has_leader
            else f"{name} has no facilitator.",
            advice="" if has_leader else advice,
        )


def _ways_in(settings: Settings) -> Iterator[Finding]:
    socket = settings.slack_app_token.get_secret_value()
    signed = settings.slack_signing_secret.get_secret_value()
    if not socket and not signed:
        yield Finding(
            what="Slack has no way to reach Sammen.",
            advice="Set SLACK_APP_TOKEN (Basic Information, App-Level Tokens, connections:write) "
            "for `sammen run`, or SLACK_SIGNING_SECRET for `sammen web`.",
        )
    if signed:
        yield Finding(what="SLACK_SIGNING_SECRET is set: `sammen web` can be used.")
    if not socket:
        return
    try:
        WebClient(base_url=settings.slack_api_url).apps_connections_open(app_token=socket)
        yield Finding(what="Slack takes SLACK_APP_TOKEN: `sammen run` can be used.")
    except (SlackApiError, OSError) as error:
        advice = "Copy it anew from Basic Information, App-Level Tokens; switch Socket Mode on."
        yield Finding(what=f"Slack refuses SLACK_APP_TOKEN: {_reason(error)}.", advice=advice)


def _mail(settings: Settings) -> Iterator[Finding]:
    smtp, imap = settings.smtp_url.get_secret_value(), settings.imap_url.get_secret_value()
    if not smtp and not settings.mail_from:
        yield Finding(
            what="Mail is off. Slack alone carries everything; with mail, meetings would also reach "
            "people's own calendars (docs/mail.md)."
        )
        return
    if not smtp or not settings.mail_from:
        missing, told = ("MAIL_FROM", "SMTP_URL") if smtp else ("SMTP_URL", "MAIL_FROM")
        advice = f"Set {missing}, or take {told} out (docs/mail.md)."
        yield Finding(what=f"Mail is off, because {missing} is missing.", advice=advice)
        return
    yield from _sending(settings)
    if not imap:
        advice = "Set IMAP_URL to the mailbox that MAIL_FROM names (docs/mail.md)."
        yield Finding(
            what="Answers that people give in their calendars are not read.", advice=advice
        )
        return
    yield from _reading(settings)


def _sending(settings: Settings) -> Iterator[Finding]:
    try:
        server = ServerAddress.read(settings.smtp_url.get_secret_value(), protocol="smtp")
        SmtpCourier(server, mailbox=None).log_in()
        yield Finding(what=f"Mail can be sent, from {settings.mail_from}.")
    except Unreachable as refusal:
        advice = "Check SMTP_URL: host, port, user and password, with % codes for special signs."
        yield Finding(what=f"Mail cannot be sent: {refusal}.", advice=advice)


def _reading(settings: Settings) -> Iterator[Finding]:
    mailbox = ImapMailbox(ServerAddress.read(settings.imap_url.get_secret_value(), protocol="imap"))
    try:
        mailbox.log_in()
        yield Finding(what="The mailbox can be read: answers given in calendars count.")
    except MailboxUnreachable as refusal:
        advice = (
            "Check IMAP_URL: host, port, user, password and folder; allow IMAP for the account."
        )
        yield Finding(what=f"The mailbox cannot be read: {refusal}.", advice=advice)
        return
    match settings.mail_authserv.lower():
        case "":
            what = "MAIL_AUTHSERV is empty: people are asked whether an answer by mail is theirs."
        case "trust-from":
            what = "Whoever stands in From is believed, for MAIL_AUTHSERV says so (docs/mail.md)."
        case _:
            what = f"Senders are believed as far as {settings.mail_authserv} does."
    yield Finding(what=what)


def _slack(settings: Settings, *, manifest: Path, processes: list[Process]) -> Iterator[Finding]:
    token = settings.slack_bot_token.get_secret_value()
    where = "OAuth & Permissions, Bot User OAuth Token"
    if not token:
        yield Finding(what="SLACK_BOT_TOKEN is missing.", advice=f"Copy it from {where}.")
        return
    client = WebClient(token, base_url=settings.slack_api_url)
    try:
        me = client.auth_test()
    except (SlackApiError, OSError) as error:
        advice = f"Copy it anew from {where}."
        yield Finding(what=f"Slack refuses SLACK_BOT_TOKEN: {_reason(error)}.", advice=advice)
        return
    yield Finding(what=f"Slack takes SLACK_BOT_TOKEN, in the workspace {me['team']}.")
    if manifest.exists():
        yield _scopes(dict(me.headers), manifest=manifest)
    for process in processes:
        if process.team_id is not None and process.team_id != me["team_id"]:
            advice = f"Run `sammen process connect` with --team {me['team_id']}."
            yield Finding(what=f"{process.key} lives in another workspace.", advice=advice)
            continue
        for channel in (process.channel, process.facilitators_channel):
            if channel is not None:
                yield _in_channel(client, channel)


def _scopes(headers: dict[str, str], *, manifest: Path) -> Finding:
    granted = {name.lower(): value for name, value in headers.items()}.get("x-oauth-scopes", "")
    wanted: dict[str, Any] = yaml.safe_load(manifest.read_text(encoding="utf-8"))
    needed = set(wanted["oauth_config"]["scopes"]["bot"])
    missing = sorted(needed - {scope.strip() for scope in granted.split(",")})
    if not missing:
        return Finding(what="Sammen has all the scopes that it needs.")
    return Finding(
        what=f"These scopes are missing: {', '.join(missing)}.",
        advice="Put manifest.yaml into App Manifest anew, and install the app again.",
    )


def _in_channel(client: WebClient, channel: str) -> Finding:
    advice = "Write /invite @Sammen in that channel, or correct its id with `process connect`."
    try:
        told = client.conversations_info(channel=channel)["channel"]
    except (SlackApiError, OSError) as error:
        return Finding(what=f"Channel {channel} cannot be seen: {_reason(error)}.", advice=advice)
    name = f"#{told.get('name', channel)}"
    if told.get("is_member"):
        return Finding(what=f"Sammen is in {name}.")
    return Finding(what=f"Sammen is not in {name}.", advice=advice)


def _reason(error: SlackApiError | OSError) -> str:
    return str(error.response.get("error")) if isinstance(error, SlackApiError) else str(error)
