"""Sammen's own mailbox, over IMAP. Reads; marks nothing as read, and deletes nothing."""

import ssl
from collections.abc import Generator, Iterator
from contextlib import contextmanager

from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientError

from bot.calendar.mime import LARGEST
from bot.errors import DeliveryFailed
from bot.mail_settings import ServerAddress
from bot.mailbox import MailboxUnreachable, Mark, Received

TIMEOUT = 20  # seconds
_WHOLE = f"BODY.PEEK[]<0.{LARGEST}>"


class ImapMailbox:
    """One folder of one account."""

    def __init__(self, server: ServerAddress) -> None:
        self._server = server
        self.name = f"{server.user}@{server.host}:{server.port}/{self._folder}"[:200]

    @property
    def _folder(self) -> str:
        return self._server.folder or "INBOX"

    def new_mails(self, since: Mark | None) -> Generator[Received, None, None]:
        """What has come since, in that order. All there is, if the server has counted anew."""
        with self._opened() as (client, validity):
            last = since.uid if since is not None and since.uid_validity == validity else 0
            # "5:*" means the last mail, too, if there is none from 5 on.
            found = [uid for uid in client.search(["UID", f"{last + 1}:*"]) if uid > last]
            for uid in sorted(found):
                parts = client.fetch([uid], [_WHOLE]).get(uid, {})
                raw = next((one for name, one in parts.items() if name.startswith(b"BODY")), None)
                # None if it was deleted meanwhile.
                yield Received(mark=Mark(uid_validity=validity, uid=uid), raw=raw or b"")

    def holds(self, message_id: str) -> bool:
        """Whether a mail with that Message-ID is there."""
        try:
            with self._opened() as (client, _):
                return bool(client.search(["HEADER", "Message-ID", message_id]))
        except MailboxUnreachable as error:
            raise DeliveryFailed(str(error), permanent=False) from error

    def log_in(self) -> None:
        """Find out whether the mailbox could be read."""
        with self._opened():
            pass

    @contextmanager
    def _opened(self) -> Iterator[tuple[IMAPClient, int]]:
        """The folder, open for reading alone, and by which numbering it counts."""
        try:
            client = self._connect()
            try:
                self._log_in(client)
                told = client.select_folder(self._folder, readonly=True)
                yield client, int(told[b"UIDVALIDITY"])
            except BaseException:
                client.shutdown()
                raise
            client.logout()
        except (OSError, IMAPClientError, ValueError, KeyError) as error:
            raise MailboxUnreachable(str(error)[:300] or type(error).__name__) from error

    def _connect(self) -> IMAPClient:
        where = self._server
        return IMAPClient(
            where.host,
            where.port,
            ssl=where.is_encrypted,
            ssl_context=ssl.create_default_context() if where.is_encrypted else None,
            timeout=TIMEOUT,
        )

    def _log_in(self, client: IMAPClient) -> None:
        is_encrypted = self._server.is_encrypted
        if not is_encrypted and client.has_capability("STARTTLS"):
            client.starttls(ssl.create_default_context())
            is_encrypted = True
        self._server.guard_password(is_encrypted=is_encrypted)
        client.login(self._server.user, self._server.password)
