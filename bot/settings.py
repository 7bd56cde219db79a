"""Every environment variable that Sammen reads. Read once, in app.py, and handed on."""

from pathlib import Path

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.mail_settings import ServerAddress, read_organizer


class Settings(BaseSettings):
    """Frozen. The variable's name is the field's in capitals, such as SLACK_BOT_TOKEN."""

    model_config = SettingsConfigDict(
        frozen=True,
        env_file=".env",
        extra="ignore",
        str_strip_whitespace=True,
        hide_input_in_errors=True,  # passwords
    )

    database_url: str = Field(
        default="sqlite:///sammen.db",
        description="Where Sammen remembers: SQLite, or postgresql://user:password@host/name.",
    )
    slack_bot_token: SecretStr = Field(
        default=SecretStr(""), description="The bot's token, xoxb-..., from OAuth & Permissions."
    )
    slack_app_token: SecretStr = Field(
        default=SecretStr(""), description="For Socket Mode: the app-level token, xapp-..."
    )
    slack_signing_secret: SecretStr = Field(
        default=SecretStr(""), description="For HTTP: proves that a request is Slack's."
    )
    slack_api_url: str = Field(
        default="https://slack.com/api/", description="Any server that speaks Slack's Web API."
    )
    smtp_url: SecretStr = Field(
        default=SecretStr(""),
        description="Sends mail: smtp://user:password@host:587, or smtps:// for TLS from the start.",
    )
    imap_url: SecretStr = Field(
        default=SecretStr(""),
        description="Reads answers: imaps://user:password@host/INBOX, or imap:// for STARTTLS.",
    )
    mail_from: str = Field(
        default="",
        description="Whom mail comes from and answers go to: Sammen <sammen@example.dk>.",
    )
    mail_authserv: str = Field(
        default="",
        description="The name by which your mail server signs what it has checked of a sender, "
        "or trust-from.",
    )
    public_url: str = Field(
        default="", description="Where `sammen web` is reached from outside: https://..."
    )
    port: int = Field(default=8000, description="For HTTP: where `sammen web` listens.")
    host: str = Field(default="127.0.0.1", description="For HTTP: on which address.")
    tick_seconds: float = Field(
        default=15, gt=0, description="How often the clock looks for what is due."
    )
    listener_threads: int = Field(
        default=24, ge=1, description="How many of Slack's requests are worked on at once."
    )
    senders: int = Field(
        default=8, ge=1, description="How many messages of the outbox are on their way at once."
    )
    slack_pace: float = Field(
        default=1.0,
        gt=0,
        description="How fast the outbox goes: 1 is what Slack allows a workspace, 0.5 half of it.",
    )
    clock_file: Path | None = Field(
        default=None,
        description='For rehearsals: a JSON file {"offset_seconds": n} that moves Sammen\'s time.',
    )
    log_level: str = Field(default="INFO", description="DEBUG, INFO, WARNING or ERROR.")

    @field_validator("smtp_url")
    @classmethod
    def _check_smtp(cls, value: SecretStr) -> SecretStr:
        return _checked(value, protocol="smtp")

    @field_validator("imap_url")
    @classmethod
    def _check_imap(cls, value: SecretStr) -> SecretStr:
        return _checked(value, protocol="imap")

    @field_validator("mail_from")
    @classmethod
    def _check_organizer(cls, value: str) -> str:
        read_organizer(value)
        return value


def _checked(url: SecretStr, *, protocol: str) -> SecretStr:
    if url.get_secret_value():
        ServerAddress.read(url.get_secret_value(), protocol=protocol)
    return url
