"""The sandbox's two mail servers, which begin and end with it and listen on this machine only."""

import socket
from urllib.parse import quote

from sandbox.imap import ImapServer
from sandbox.post_office import PostOffice
from sandbox.pressure import Pressure
from sandbox.settings import Settings
from sandbox.smtp import SmtpServer
from sandbox.world import MailPlan


class MailServers:
    """SMTP and IMAP, each at a socket that listens already, so that their addresses are known."""

    def __init__(
        self,
        plan: MailPlan,
        office: PostOffice,
        settings: Settings,
        pressure: Pressure,
        *,
        smtp: socket.socket,
        imap: socket.socket,
    ) -> None:
        self._plan = plan
        self._mailboxes = office.mailboxes
        self._smtp = SmtpServer(office, settings, pressure)
        self._imap = ImapServer(office.mailboxes, plan.password, settings)
        self._smtp_listener = smtp
        self._imap_listener = imap

    @property
    def smtp_url(self) -> str:
        """Where the app sends mail."""
        return self._url("smtp", self._smtp_listener)

    @property
    def imap_url(self) -> str:
        """Where the app reads its mailbox."""
        return self._url("imap", self._imap_listener) + "/INBOX"

    async def start(self) -> None:
        """Take mail and serve mailboxes from now on."""
        await self._smtp.start(self._smtp_listener)
        await self._imap.start(self._imap_listener)

    def hang_up(self) -> None:
        """End every conversation, as a server that goes down does."""
        self._smtp.hang_up()
        self._imap.hang_up()

    def stop(self) -> None:
        """End both."""
        self._smtp.stop()
        self._imap.stop()
        self._smtp_listener.close()
        self._imap_listener.close()
        self._mailboxes.close()

    def _url(self, scheme: str, listener: socket.socket) -> str:
        name = quote(self._plan.address, safe="")
        host, port = listener.getsockname()
        return f"{scheme}://{name}:{quote(self._plan.password, safe='')}@{host}:{port}"
