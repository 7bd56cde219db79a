"""The lines of the settings that are about mail, as values."""

from dataclasses import dataclass, field
from email.utils import parseaddr
from urllib.parse import unquote, urlsplit

from bot.calendar.events import Organizer
from bot.calendar.text import clean_address, clean_name

_PORTS = {"smtp": 587, "smtps": 465, "imap": 143, "imaps": 993}
_THIS_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})


class PasswordUnsafe(ValueError):
    """The server offers no encryption, so the password was not sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerAddress:
    """Where a mail server is and how to log in there.

    `is_encrypted`: from the first byte on. Otherwise it is as soon as the server offers it.
    """

    host: str
    port: int
    is_encrypted: bool
    user: str = ""
    password: str = field(default="", repr=False)
    folder: str = ""

    @classmethod
    def read(cls, url: str, *, protocol: str) -> "ServerAddress":
        """From a setting such as smtp://user:password@host:587. ValueError if it is none."""
        parts = urlsplit(url.strip())
        if parts.scheme not in {protocol, f"{protocol}s"} or not parts.hostname:
            problem = f"it should begin with {protocol}:// or {protocol}s:// and name a host"
            raise ValueError(problem)
        return cls(
            host=parts.hostname,
            port=parts.port or _PORTS[parts.scheme],
            is_encrypted=parts.scheme == f"{protocol}s",
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            folder=unquote(parts.path.strip("/")),
        )

    def guard_password(self, *, is_encrypted: bool) -> None:
        """Raise PasswordUnsafe rather than have a password travel in the open."""
        if not is_encrypted and self.host not in _THIS_MACHINE:
            problem = "the server offers no encryption, so the password was not sent"
            raise PasswordUnsafe(problem)


def read_organizer(mail_from: str) -> Organizer | None:
    """Who invites, from a setting such as "Sammen <sammen@example.dk>". None if there is none."""
    if not mail_from.strip():
        return None
    name, email = parseaddr(mail_from)
    email = clean_address(email)
    return Organizer(name=clean_name(name) or email, email=email)
