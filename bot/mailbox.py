"""Sammen's own mailbox as the rest of the house knows it, and how far it has been read."""

from collections.abc import Generator
from dataclasses import dataclass
from typing import Protocol

from sqlmodel import Session

from bot.errors import SammenError
from models import MailboxMark


class MailboxUnreachable(SammenError):
    """The mailbox cannot be opened just now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Which mail it is. Numbers mean nothing once the server has counted anew (RFC 3501, 2.3.1)."""

    uid_validity: int
    uid: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """A mail that has come in. Of a huge one `raw` is the beginning."""

    mark: Mark
    raw: bytes


class Mailbox(Protocol):
    """One folder of one account."""

    @property
    def name(self) -> str:
        """By which its mark is kept."""

    def new_mails(self, since: Mark | None) -> Generator[Received, None, None]:
        """What has come since, in that order. All there is, if the server has counted anew."""


def find_mark(session: Session, *, mailbox: str) -> Mark | None:
    """The last mail that was read there."""
    row = session.get(MailboxMark, mailbox)
    return None if row is None else Mark(uid_validity=row.uid_validity, uid=row.last_uid)


def move_mark(session: Session, *, mailbox: str, to: Mark) -> None:
    """That mail has been read, and everything before it."""
    row = session.get(MailboxMark, mailbox)
    if row is None:
        row = MailboxMark(mailbox=mailbox, uid_validity=to.uid_validity, last_uid=to.uid)
    row.uid_validity, row.last_uid = to.uid_validity, to.uid
    session.add(row)
    session.flush()
