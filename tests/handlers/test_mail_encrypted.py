"""The courier and a mail server that insists on encryption."""

import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope, Session

from bot.errors import Unreachable
from bot.mail_settings import ServerAddress
from handlers.mail import SmtpCourier
from sandbox.listening import listen
from tests.handlers.test_mail import HELLO, ID, NOW

CERTIFICATE = Path(__file__).parents[1] / "localhost.pem"  # made for tests, and worth nothing


class Clerk:
    """Counts what it takes."""

    taken = 0

    async def handle_DATA(  # noqa: N802 # aiosmtpd's name
        self, _server: object, _session: Session, _envelope: Envelope
    ) -> str:
        self.taken += 1
        return "250 Taken"


def free_port() -> int:
    with listen("127.0.0.1", 0) as socket:
        return int(socket.getsockname()[1])


@pytest.fixture
def clerk() -> Clerk:
    return Clerk()


@pytest.fixture(params=["smtp", "smtps"])
def server(request: pytest.FixtureRequest, clerk: Clerk) -> Iterator[ServerAddress]:
    """It takes nothing that is not encrypted, from the first byte on or from STARTTLS on."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(CERTIFICATE)
    options = (
        {"ssl_context": context}
        if request.param == "smtps"
        else {"tls_context": context, "require_starttls": True}
    )
    running = Controller(clerk, hostname="localhost", port=free_port(), **options)
    running.start()
    yield ServerAddress.read(f"{request.param}://localhost:{running.port}", protocol="smtp")
    running.stop()


def deliver(server: ServerAddress) -> None:
    SmtpCourier(server, mailbox=None).deliver(
        HELLO, message_id=ID, now=NOW, note_no_copy=lambda: None
    )


def test_mail_is_encrypted_wherever_the_server_offers_it(
    server: ServerAddress, clerk: Clerk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))

    deliver(server)

    assert clerk.taken == 1


def test_a_server_that_cannot_prove_who_it_is_gets_no_mail(
    server: ServerAddress, clerk: Clerk
) -> None:
    with pytest.raises(Unreachable, match="CERTIFICATE_VERIFY_FAILED"):
        deliver(server)

    assert clerk.taken == 0
