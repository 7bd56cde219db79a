"""Sending mail into a sandbox and looking into a mailbox there, by the standard clients."""

import contextlib
import smtplib
from collections.abc import Iterator
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any
from urllib.parse import unquote, urlsplit

from imapclient import IMAPClient

from sandbox.server import RunningSandbox

SAMMEN = "sammen@copi.example"
METTE = "mette.friis@aalborg.example"
JONAS = "jonas.krogh@aalborg.example"


def mail(
    subject: str = "Møde", text: str = "Hej Mette", *, sender: str = f"Sammen <{SAMMEN}>"
) -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    message["From"] = sender
    message["To"] = METTE
    message["Subject"] = subject
    message["Message-ID"] = "<post-7@copi.example>"
    message.set_content(text)
    return message


def invitation(calendar: bytes, *, method: str = "REQUEST", subject: str = "Møde") -> EmailMessage:
    message = mail(subject, "Du er inviteret.")
    params = {"charset": "UTF-8", "method": method}
    message.add_alternative(
        calendar, maintype="text", subtype="calendar", cte="base64", params=params
    )
    return message


def connected(sandbox: RunningSandbox) -> smtplib.SMTP:
    where = urlsplit(sandbox.smtp_url)
    assert where.hostname is not None
    assert where.port is not None
    return smtplib.SMTP(where.hostname, where.port, timeout=10)


def send(
    sandbox: RunningSandbox,
    message: EmailMessage,
    *recipients: str,
    login: str | None = SAMMEN,
    sender: str = SAMMEN,
) -> None:
    """By envelope to the recipients, or to Mette."""
    with connected(sandbox) as client:
        if login:
            client.login(login, unquote(urlsplit(sandbox.smtp_url).password or ""))
        client.send_message(message, from_addr=sender, to_addrs=list(recipients) or [METTE])


@contextlib.contextmanager
def mailbox(sandbox: RunningSandbox, address: str = SAMMEN) -> Iterator[IMAPClient]:
    """The mailbox, open at its inbox."""
    where = urlsplit(sandbox.imap_url)
    with IMAPClient(where.hostname, where.port, ssl=False, timeout=10) as client:
        client.login(address, unquote(where.password or ""))
        client.select_folder("INBOX", readonly=True)
        try:
            yield client
        except:
            client.shutdown()  # nobody may be there to say goodbye to
            raise


def contents(sandbox: RunningSandbox, address: str = SAMMEN) -> list[bytes]:
    """Every mail in a mailbox, in the order in which they came."""
    with mailbox(sandbox, address) as client:
        found: dict[int, dict[bytes, Any]] = client.fetch(client.search("ALL"), ["BODY.PEEK[]"])
        return [found[uid][b"BODY[]"] for uid in sorted(found)]
