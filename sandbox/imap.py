"""The sandbox's IMAP server: pymap over the mailboxes on disk, in the sandbox's own event loop."""

import asyncio
import socket
from argparse import Namespace
from collections.abc import Iterator, Mapping
from typing import Any

from proxyprotocol.sock import SocketInfo
from proxyprotocol.version import ProxyProtocolVersion
from pymap.backend.maildir import Config, Identity, Login
from pymap.backend.maildir.layout import MaildirLayout
from pymap.backend.maildir.mailbox import Maildir
from pymap.backend.maildir.users import PasswordRecord, PasswordsFile, UserRecord, UsersFile
from pymap.imap import IMAPServer
from pymap.interfaces.login import IdentityInterface
from pysasl.hashing import Cleartext

from sandbox.mailboxes import Mailboxes
from sandbox.settings import Settings

DOWN = b"* BYE The mail server is down\r\n"


class ImapServer:
    """Serves every mailbox until it is stopped. All have the same password."""

    def __init__(self, mailboxes: Mailboxes, password: str, settings: Settings) -> None:
        self._mailboxes = mailboxes
        self._password = password
        self._settings = settings
        self._talks: set[asyncio.Task[Any]] = set()
        self._server: asyncio.Server | None = None

    async def start(self, listener: socket.socket) -> None:
        """Serve those who come to this socket."""
        folder = str(self._mailboxes.folder)
        async with UsersFile.with_write(folder) as users, PasswordsFile.with_write(folder) as words:
            for address in self._mailboxes.addresses:
                users.set(UserRecord(name=address, password="x", home_dir=address))  # noqa: S106
                words.set(PasswordRecord(name=address, password=self._password))
        config = _config(folder)
        serve = IMAPServer(_Login(config), config)

        async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            if self._settings.mail_down:
                writer.write(DOWN)
                writer.close()
                return
            task = asyncio.current_task()
            assert task is not None
            self._talks.add(task)
            try:
                await serve(reader, writer, SocketInfo.get(writer, None))
            finally:
                self._talks.discard(task)

        self._server = await asyncio.start_server(talk, sock=listener)

    def hang_up(self) -> None:
        """End every conversation that is going on."""
        for task in list(self._talks):
            task.cancel()

    def stop(self) -> None:
        """Listen no more, and hang up."""
        if self._server is not None:
            self._server.close()
        self.hang_up()


class _Login(Login):
    """Opens mailboxes that count mails in the order in which they came."""

    async def authorize(self, authenticated: IdentityInterface, authzid: str) -> Identity:
        await super().authorize(authenticated, authzid)
        return _Identity(self.config, self.tokens, authzid, None, authenticated.roles)


class _Identity(Identity):
    def _load_maildir(self, mailbox_path: str) -> tuple[Maildir, MaildirLayout[Any]]:
        _, layout = super()._load_maildir(mailbox_path)
        return _InOrder(layout.path, create=False), layout


class _InOrder(Maildir):
    """The names of the files begin with the moment of arrival; the disk lists them in any order."""

    def iterkeys(self) -> Iterator[str]:
        yield from sorted(super().iterkeys())


class _Config(Config):
    """Asks nobody for the name of this machine: that may take many seconds."""

    @property
    def greeting(self) -> bytes:
        return b"Server ready"

    @property
    def id_response(self) -> Mapping[bytes, bytes] | None:
        return None


def _config(folder: str) -> _Config:
    return _Config(
        Namespace(passlib_cfg=None, proxy_protocol=None),
        base_dir=folder,
        layout="++",
        colon=None,
        host=None,
        port=0,
        tls_enabled=False,
        reject_dnsbl=False,
        hash_context=Cleartext(),
        proxy_protocol=ProxyProtocolVersion.get(None),
    )
