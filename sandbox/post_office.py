"""Takes mail in: who has a mailbox here, what the server notes on a mail, and whom it tells."""

import email
import email.policy
import email.utils
import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from sandbox.clock import Clock
from sandbox.mailboxes import Mailboxes, StoredMail
from sandbox.world import World

Told = Callable[[str, StoredMail], None]


class PostOffice:
    """Where mail of SMTP and of the page arrives. The envelope alone says who receives it."""

    def __init__(self, world: World, mailboxes: Mailboxes, clock: Clock) -> None:
        self.mailboxes = mailboxes
        self._server = world.mail.server
        self._password = world.mail.password
        self._clock = clock
        # Called with the address and the mail, each time one has come in.
        self.tell: Told = lambda _address, _mail: None

    def opens(self, address: str, password: str) -> bool:
        """Whether this is the password of this mailbox."""
        return self.mailboxes.has(address) and password == self._password

    def take(
        self, content: bytes, *, sender: str, recipients: Iterable[str], proven: str | None
    ) -> None:
        """Lay a mail into the mailboxes of all who have one. `proven` is who logged in to send it."""
        received = self._clock.timestamp()
        noted = self._noted(content, sender=sender, proven=proven, received=received)
        for address in dict.fromkeys(one.lower() for one in recipients):
            mail = self.mailboxes.put(address, noted, received=received)
            self.tell(address, mail)

    def _noted(self, content: bytes, *, sender: str, proven: str | None, received: float) -> bytes:
        """The mail under the lines that a receiving server writes above it."""
        when = email.utils.format_datetime(datetime.fromtimestamp(received, UTC))
        author = _author(content)
        verdict = "pass" if author and author == (proven or "").lower() else "fail"
        domain = author.rpartition("@")[2] or "unknown"
        lines = (
            f"Return-Path: <{sender}>",
            f"Received: by {self._server}; {when}",
            f"Authentication-Results: {self._server}; dmarc={verdict} header.from={domain}",
        )
        return "".join(f"{line}\r\n" for line in lines).encode() + self._unsigned(content)

    def _unsigned(self, content: bytes) -> bytes:
        """Without lines that a sender wrote in this server's name."""
        head, gap, body = content.partition(b"\r\n\r\n")
        forged = rb"(?im)^authentication-results:\s*%b\b.*(?:\r\n[ \t].*)*\r\n"
        name = re.escape(self._server).encode()
        return re.sub(forged % name, b"", head + b"\r\n") + gap[2:] + body


def _author(content: bytes) -> str:
    """The one address in From, in small letters; empty when there is none or several."""
    told = email.message_from_bytes(content, policy=email.policy.compat32).get_all("From") or []
    addresses = email.utils.getaddresses([str(one) for one in told])
    return addresses[0][1].lower() if len(addresses) == 1 else ""
