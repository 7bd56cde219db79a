"""The sandbox's SMTP server: it takes mail for the mailboxes here, and for nobody else."""

import asyncio
import logging
import socket
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from sandbox.post_office import PostOffice
from sandbox.pressure import Fault, FaultMoment, Pressure
from sandbox.settings import Settings

NOBODY = "550 5.1.1 No such mailbox here"
DOWN = "421 4.3.2 The mail server is down"
TAKEN = "250 2.0.0 Taken"
# The name under which a test orders faults of mail; the channel is then the recipient's address.
FAULTS = "mail"
LARGEST_MAIL = 25_000_000

# It warns at every login that a name it uses itself will go away.
logging.getLogger("mail.log").setLevel(logging.ERROR)


class SmtpServer:
    """Listens until it is stopped."""

    def __init__(self, office: PostOffice, settings: Settings, pressure: Pressure) -> None:
        self._clerk = _Clerk(office, pressure)
        self._settings = settings
        self._office = office
        self._connections: set[_Connection] = set()
        self._server: asyncio.Server | None = None

    async def start(self, listener: socket.socket) -> None:
        """Take mail that comes to this socket."""
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(self._connection, sock=listener)

    def hang_up(self) -> None:
        """End every conversation that is going on."""
        for connection in list(self._connections):
            connection.hang_up()

    def stop(self) -> None:
        """Listen no more, and hang up."""
        if self._server is not None:
            self._server.close()
        self.hang_up()

    def _connection(self) -> "_Connection":
        return _Connection(
            self._clerk,
            self._connections,
            self._settings,
            hostname="localhost",
            data_size_limit=LARGEST_MAIL,
            enable_SMTPUTF8=True,
            auth_require_tls=False,
            authenticator=self._authenticate,
            loop=asyncio.get_running_loop(),
        )

    def _authenticate(
        self, _server: object, _session: object, _envelope: object, _mechanism: str, told: object
    ) -> AuthResult:
        if not isinstance(told, LoginPassword):
            return AuthResult(success=False)
        name, password = told.login.decode(), told.password.decode()
        known = self._office.opens(name, password)
        return AuthResult(success=known, handled=False, auth_data=name.lower() if known else None)


class _Connection(SMTP):
    """One conversation, remembered so that it can be ended."""

    def __init__(
        self,
        clerk: "_Clerk",
        living: set["_Connection"],
        settings: Settings,
        **options: Any,  # noqa: ANN401 # aiosmtpd's
    ) -> None:
        super().__init__(clerk, **options)
        self._living = living
        self._settings = settings

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        self._living.add(self)
        if self._settings.mail_down:
            self._writer.write(f"{DOWN}\r\n".encode())
            self._writer.close()

    def connection_lost(self, error: Exception | None) -> None:
        self._living.discard(self)
        super().connection_lost(error)

    def hang_up(self) -> None:
        """End it without a word."""
        if isinstance(self.transport, asyncio.WriteTransport):
            self.transport.abort()


class _Clerk:
    """What aiosmtpd asks at each step."""

    def __init__(self, office: PostOffice, pressure: Pressure) -> None:
        self._office = office
        self._pressure = pressure

    async def handle_RCPT(  # noqa: N802 # aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if not self._office.mailboxes.has(address):
            return NOBODY
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 2.1.5 Known"

    async def handle_DATA(  # noqa: N802 # aiosmtpd's name
        self, server: _Connection, session: Session, envelope: Envelope
    ) -> str:
        faults = (self._pressure.next_fault(FAULTS, one.lower()) for one in envelope.rcpt_tos)
        fault = next((one for one in faults if one), None)
        if fault and fault.moment is FaultMoment.BEFORE:
            return _failed(server, fault)
        assert envelope.original_content is not None
        self._office.take(
            envelope.original_content,
            sender=envelope.mail_from or "",
            recipients=envelope.rcpt_tos,
            proven=session.auth_data,
        )
        return _failed(server, fault) if fault else TAKEN


def _failed(server: _Connection, fault: Fault) -> str:
    """An answer that refuses; "hangup" breaks the line instead of answering."""
    if fault.error == "hangup":
        server.hang_up()
    return f"{fault.error} The sandbox was told to refuse this"
