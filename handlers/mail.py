"""The only sending by mail: posts to a mail server, with its refusals told as DeliveryFailed.

Each mail has one reader. Its envelope also names Sammen's own mailbox: a mail whose fate is not
known is looked for there. Whether it may be sent twice is decided in bot/mailing.py.
"""

import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from logging import getLogger

from bot.calendar.events import Organizer
from bot.calendar.mail import compose
from bot.calendar.text import clean_address
from bot.errors import DeliveryFailed, Unreachable
from bot.mail_settings import ServerAddress, read_organizer
from bot.mailing import Mail, MailSetup
from bot.settings import Settings
from handlers.mailbox import ImapMailbox

log = getLogger(__name__)

TIMEOUT = 20  # seconds

_BUSY = 421  # the server is closing down, whatever was asked
_TOO_LARGE = frozenset({523, 552})  # of this mail: its size is told beside its sender
_TIME_TO_SCAN = 60  # seconds that a server may take over a whole mail


def set_up_mail(settings: Settings) -> MailSetup | None:
    """What is needed to send mail, and perhaps to read it. None where mail is off."""
    organizer = read_organizer(settings.mail_from)
    smtp, imap = settings.smtp_url.get_secret_value(), settings.imap_url.get_secret_value()
    if organizer is None or not smtp:
        return None
    mailbox = ImapMailbox(ServerAddress.read(imap, protocol="imap")) if imap else None
    courier = SmtpCourier(ServerAddress.read(smtp, protocol="smtp"), mailbox=mailbox)
    return MailSetup(
        organizer=organizer, courier=courier, mailbox=mailbox, authserv=settings.mail_authserv
    )


class SmtpCourier:
    """Sends by SMTP, a connection for each mail. Looks for mail in the mailbox, if there is one."""

    def __init__(
        self, server: ServerAddress, *, mailbox: ImapMailbox | None, timeout: float = TIMEOUT
    ) -> None:
        self._server = server
        self._mailbox = mailbox
        self._timeout = timeout

    def find(self, message_id: str) -> bool:
        """Whether it is in Sammen's own mailbox. Fails for good if there is none to look into."""
        if self._mailbox is None:
            reason = "there is no mailbox to look into"
            raise DeliveryFailed(reason, permanent=True)
        return self._mailbox.holds(message_id)

    def deliver(
        self, mail: Mail, *, message_id: str, now: datetime, note_no_copy: Callable[[], None]
    ) -> None:
        """Send it to its reader, and to Sammen's own mailbox."""
        try:
            sender, reader = clean_address(mail.from_), clean_address(mail.to)
            content = compose(
                organizer=Organizer(name=mail.from_name, email=sender),
                to_name=mail.to_name,
                to=reader,
                subject=mail.subject,
                plain=mail.plain,
                html=mail.html,
                calendar=None if mail.calendar is None else mail.calendar.encode(),
                method=mail.method,
                message_id=message_id,
                date=now,
                in_reply_to=mail.in_reply_to,
            )
        except ValueError as wrong:
            raise DeliveryFailed(str(wrong), permanent=True) from wrong
        with self._connected(sender) as server:
            _hand_over(server, content, sender=sender, reader=reader, note_no_copy=note_no_copy)

    def log_in(self) -> None:
        """Find out whether mail could be sent."""
        with self._connected("sammen@localhost"):
            pass

    @contextmanager
    def _connected(self, sender: str) -> Iterator[smtplib.SMTP]:
        """A connection that may send. Whatever is in its way is in every mail's."""
        try:
            server = self._connect(sender.rpartition("@")[2])
        except (OSError, ValueError) as error:  # smtplib's are of the first kind
            raise Unreachable(_told(error)) from error
        try:
            yield server
        finally:
            server.close()

    def _connect(self, hello: str) -> smtplib.SMTP:
        where, context = self._server, ssl.create_default_context()
        if where.is_encrypted:
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                where.host, where.port, local_hostname=hello, timeout=self._timeout, context=context
            )
        else:
            server = smtplib.SMTP(
                where.host, where.port, local_hostname=hello, timeout=self._timeout
            )
        try:
            server.ehlo_or_helo_if_needed()
            is_encrypted = where.is_encrypted
            if not is_encrypted and server.has_extn("starttls"):
                server.starttls(context=context)
                server.ehlo_or_helo_if_needed()  # what was said before is forgotten
                is_encrypted = True
            if where.user:
                where.guard_password(is_encrypted=is_encrypted)
                server.login(where.user, where.password)
        except BaseException:
            server.close()
            raise
        return server


def _hand_over(
    server: smtplib.SMTP,
    content: bytes,
    *,
    sender: str,
    reader: str,
    note_no_copy: Callable[[], None],
) -> None:
    is_on_its_way = False
    try:
        size = [f"size={len(content)}"] if server.has_extn("size") else ()
        code, said = server.mail(sender, size)
        if not _is_taken(code) and code not in _TOO_LARGE:
            raise Unreachable(_answer(code, said))  # whatever Sammen sends
        _accept(code, said)
        _accept(*server.rcpt(reader))
        if sender.lower() != reader.lower():
            code, said = server.rcpt(sender)
            if not _is_taken(code):
                log.warning("the own mailbox takes no copy: %s", _answer(code, said))
                note_no_copy()
        is_on_its_way = True
        assert server.sock is not None
        server.sock.settimeout(_TIME_TO_SCAN)
        _accept(*server.data(content))
    except smtplib.SMTPDataError as refusal:  # before the content was sent
        raise _refused(refusal.smtp_code, refusal.smtp_error) from refusal
    except (OSError, ValueError) as error:
        if not is_on_its_way:
            raise Unreachable(_told(error)) from error
        raise DeliveryFailed(_told(error), permanent=False, perhaps_sent=True) from error
    _say_goodbye(server)


def _is_taken(code: int) -> bool:
    return 200 <= code < 300


def _accept(code: int, said: bytes | str) -> None:
    if not _is_taken(code):
        raise _refused(code, said)


def _refused(code: int, said: bytes | str) -> DeliveryFailed:
    """What the answer means for this mail."""
    if code == _BUSY:
        return Unreachable(_answer(code, said))
    return DeliveryFailed(_answer(code, said), permanent=500 <= code < 600)


def _say_goodbye(server: smtplib.SMTP) -> None:
    try:
        server.quit()
    except OSError:
        log.debug("the mail server had hung up")


def _answer(code: int, said: bytes | str) -> str:
    words = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return f"{code} {' '.join(words.split())}"[:300]


def _told(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return _answer(error.smtp_code, error.smtp_error)
    return (str(error) or type(error).__name__)[:300]
