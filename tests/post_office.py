"""A mail server on this machine: takes mail by SMTP, and serves Sammen's mailbox by IMAP.

It can refuse, hang up in the middle, and be closed and opened again at the same two ports.
"""

import asyncio
import email
import email.policy
import threading
from collections.abc import Coroutine, Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword

from bot.calendar.events import Organizer
from bot.mail_settings import ServerAddress
from handlers.mail import SmtpCourier
from handlers.mailbox import ImapMailbox
from sandbox.imap import ImapServer
from sandbox.listening import listen
from sandbox.mailboxes import Mailboxes
from sandbox.settings import Settings

SAMMEN = Organizer(name="Sammen", email="sammen@copi.example")
PASSWORD = "hemmeligt / @ ord"
QUOTED = "sammen%40copi.example:hemmeligt%20%2F%20%40%20ord"


@dataclass(frozen=True)
class Mailed:
    """A mail that was taken: for whom, and its bytes."""

    to: str
    content: bytes

    @property
    def parsed(self) -> EmailMessage:
        made = email.message_from_bytes(self.content, policy=email.policy.default)
        assert isinstance(made, EmailMessage)
        return made


@dataclass
class PostOffice:
    """Both servers, in a thread of their own."""

    folder: Path
    taken: list[Mailed] = field(default_factory=list)  # but for Sammen's own copies
    refused: dict[str, str] = field(default_factory=dict)  # address: what is answered to it
    sender_refused: str = ""
    data_answers: list[str] = field(default_factory=list)  # to the next mails, which are not taken
    hang_up_after_data: int = 0  # so many mails are taken without a word
    hang_up_before_data: int = 0
    silent_after_data: int = 0  # so many are taken, and nothing is ever said
    _received: int = 0

    def __post_init__(self) -> None:
        self._news = threading.Condition()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="post-office")
        self._thread.start()
        self.mailboxes = Mailboxes(self.folder, [SAMMEN.email])
        self.smtp_port = self.imap_port = 0
        self._connections: set[_Connection] = set()
        self.open()

    def open(self) -> None:
        """Listen."""
        self._do(self._open())

    async def _open(self) -> None:
        smtp, imap = listen("127.0.0.1", self.smtp_port), listen("127.0.0.1", self.imap_port)
        self.smtp_port, self.imap_port = smtp.getsockname()[1], imap.getsockname()[1]
        self._smtp = await self._loop.create_server(lambda: _Connection(self), sock=smtp)
        self._imap = ImapServer(self.mailboxes, PASSWORD, Settings())
        await self._imap.start(imap)

    def close(self) -> None:
        """Nobody is there."""
        self._do(self._close())

    async def _close(self) -> None:
        self._smtp.close()
        self._imap.stop()
        for connection in list(self._connections):
            connection.hang_up()

    def end(self) -> None:
        """For good."""
        self.close()
        self._do(self._settle())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _settle(self) -> None:
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    def _do(self, work: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(timeout=20)

    @property
    def smtp(self) -> ServerAddress:
        return ServerAddress.read(self.smtp_url, protocol="smtp")

    @property
    def imap(self) -> ServerAddress:
        return ServerAddress.read(self.imap_url, protocol="imap")

    @property
    def smtp_url(self) -> str:
        return f"smtp://{QUOTED}@127.0.0.1:{self.smtp_port}"

    @property
    def imap_url(self) -> str:
        return f"imap://{QUOTED}@127.0.0.1:{self.imap_port}/INBOX"

    @property
    def mailbox(self) -> ImapMailbox:
        return ImapMailbox(self.imap)

    @property
    def courier(self) -> SmtpCourier:
        return SmtpCourier(self.smtp, mailbox=self.mailbox)

    def receive(self, content: bytes) -> None:
        """A mail comes in for Sammen."""
        self._received += 1
        self.mailboxes.put(SAMMEN.email, content, received=1_650_000_000 + self._received)

    def own_copies(self) -> list[bytes]:
        return [mail.content for mail in self.mailboxes.all(SAMMEN.email)]

    def count_anew(self) -> None:
        """The mailbox is numbered from the beginning, under another UIDVALIDITY."""
        for name in self.folder.rglob("dovecot-uidlist"):
            name.unlink()

    def take(self, envelope: Envelope) -> None:
        content = envelope.original_content
        assert content is not None
        for address in envelope.rcpt_tos:
            if self.mailboxes.has(address):
                self.receive(content)
            else:
                self.taken.append(Mailed(address, content))
        with self._news:
            self._news.notify_all()

    def wait_for(self, count: int) -> None:
        """Until so many mails have been taken."""
        with self._news:
            assert self._news.wait_for(lambda: len(self.taken) >= count, timeout=20)


class _Connection(SMTP):
    """One conversation. It is its own clerk."""

    def __init__(self, office: PostOffice) -> None:
        self.office = office
        super().__init__(
            self,
            hostname="localhost",
            auth_require_tls=False,
            authenticator=self._knows,
            loop=office._loop,
        )

    def _knows(self, *told: Any) -> AuthResult:
        login = told[-1]
        known = isinstance(login, LoginPassword) and login.password == PASSWORD.encode()
        return AuthResult(success=known, handled=False)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        self.office._connections.add(self)

    def connection_lost(self, error: Exception | None) -> None:
        self.office._connections.discard(self)
        super().connection_lost(error)

    def hang_up(self) -> None:
        if isinstance(self.transport, asyncio.WriteTransport):
            self.transport.abort()

    async def handle_MAIL(  # noqa: N802 # aiosmtpd's name
        self, _server: object, _session: object, envelope: Envelope, address: str, _options: object
    ) -> str:
        envelope.mail_from = address
        return self.office.sender_refused or "250 Fine"

    async def handle_RCPT(  # noqa: N802 # aiosmtpd's name
        self, _server: object, _session: object, envelope: Envelope, address: str, _options: object
    ) -> str:
        if address in self.office.refused:
            return self.office.refused[address]
        if self.office.hang_up_before_data:
            self.office.hang_up_before_data -= 1
            self.hang_up()
        envelope.rcpt_tos.append(address)
        return "250 Fine"

    async def handle_DATA(  # noqa: N802 # aiosmtpd's name
        self, _server: object, _session: object, envelope: Envelope
    ) -> str:
        if self.office.data_answers:
            return self.office.data_answers.pop(0)
        self.office.take(envelope)
        if self.office.hang_up_after_data:
            self.office.hang_up_after_data -= 1
            self.hang_up()
        if self.office.silent_after_data:
            self.office.silent_after_data -= 1
            await asyncio.Event().wait()
        return "250 Taken"


@pytest.fixture
def post_office(tmp_path: Path) -> Iterator[PostOffice]:
    office = PostOffice(tmp_path / "mail")
    yield office
    office.end()
