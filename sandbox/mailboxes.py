"""Mailboxes on disk: one Maildir for each address, which IMAP serves and a restart finds again."""

import itertools
import os
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

_FOLDERS = ("tmp", "new", "cur")


@dataclass(frozen=True, slots=True)
class StoredMail:
    """A mail as it lies in a mailbox, with the moment it came in, by the sandbox's clock."""

    id: str
    received: float
    content: bytes


class Mailboxes:
    """The mailboxes of the sandbox. Without a folder they are gone when it ends."""

    def __init__(self, folder: Path | None, addresses: Iterable[str]) -> None:
        self._passing: tempfile.TemporaryDirectory[str] | None = None
        if folder is None:
            self._passing = tempfile.TemporaryDirectory(prefix="sandbox-mail-")
            folder = Path(self._passing.name)
        self.folder = folder
        self.folder.mkdir(parents=True, exist_ok=True)
        self._counter = itertools.count()
        # Left behind by a sandbox that was killed while it wrote.
        for lock in self.folder.rglob("*.lock"):
            lock.unlink()
        self.addresses = tuple(address.lower() for address in addresses)
        for address in self.addresses:
            for name in _FOLDERS:
                (self.folder / address / name).mkdir(parents=True, exist_ok=True)

    def has(self, address: str) -> bool:
        """Whether there is a mailbox for this address."""
        return address.lower() in self.addresses

    def put(self, address: str, content: bytes, *, received: float) -> StoredMail:
        """Lay a mail into a mailbox. Written beside and renamed, so that nobody meets half of it."""
        name = f"{received:.6f}.{os.getpid()}_{next(self._counter):06}.sandbox"
        beside = self._path(address, "tmp") / name
        beside.write_bytes(content)
        # IMAP's date of arrival is the file's.
        os.utime(beside, (received, received))
        beside.rename(self._path(address, "new") / name)
        return StoredMail(name, received, content)

    def all(self, address: str) -> list[StoredMail]:
        """What lies in a mailbox, in the order in which it came."""
        files = [file for name in ("new", "cur") for file in self._path(address, name).iterdir()]
        found = [
            StoredMail(file.name.partition(":")[0], file.stat().st_mtime, file.read_bytes())
            for file in files
        ]
        return sorted(found, key=lambda mail: (mail.received, mail.id))

    def close(self) -> None:
        """Remove what was not to be kept."""
        if self._passing is not None:
            self._passing.cleanup()

    def _path(self, address: str, name: str) -> Path:
        return self.folder / address.lower() / name
