"""Reads what has come into Sammen's mailbox since last time."""

import time
from contextlib import closing
from datetime import datetime
from logging import getLogger

from sqlalchemy.exc import SQLAlchemyError

from bot.calendar.events import Organizer
from bot.mail_replies import open_mail, take_mail
from bot.mailbox import Mailbox, MailboxUnreachable, Received, find_mark, move_mark
from models import Database

log = getLogger(__name__)

MOST_AT_ONCE = 50  # mails, so that other jobs have their turn
FIRST_REST, LONGEST_REST = 15.0, 600.0  # seconds, while the mailbox cannot be opened


class ReplyReading:
    """Remembers how long the mailbox has been out of reach: other jobs wait for each try."""

    def __init__(self, mailbox: Mailbox, *, organizer: Organizer, authserv: str) -> None:
        self._mailbox = mailbox
        self._organizer = organizer
        self._authserv = authserv
        self._rest = 0.0
        self._rests_until = 0.0

    def read_replies(self, database: Database, now: datetime) -> int:
        """How many mails were read. Each is committed with what it has caused."""
        if time.monotonic() < self._rests_until:
            return 0
        try:
            count = self._read(database, now)
        except MailboxUnreachable as error:
            if not self._rest:
                log.warning("the mailbox cannot be opened: %s", error)
            self._rest = min(max(FIRST_REST, self._rest * 2), LONGEST_REST)
            self._rests_until = time.monotonic() + self._rest
            return 0
        if self._rest:
            log.info("the mailbox can be opened again")
        self._rest = 0
        return count

    def _read(self, database: Database, now: datetime) -> int:
        with database.read() as session:
            since = find_mark(session, mailbox=self._mailbox.name)
        count = 0
        with closing(self._mailbox.new_mails(since)) as mails:
            for received in mails:
                self._take(database, received, now)
                count += 1
                if count == MOST_AT_ONCE:
                    break
        return count

    def _take(self, database: Database, received: Received, now: datetime) -> None:
        try:
            opened = open_mail(received.raw)
            with database.write() as session:
                taken = take_mail(
                    session,
                    opened=opened,
                    organizer=self._organizer,
                    authserv=self._authserv,
                    now=now,
                )
                move_mark(session, mailbox=self._mailbox.name, to=received.mark)
            log.info("mail %d: %s", received.mark.uid, taken)
        except SQLAlchemyError:
            raise  # it is read again when the database is well
        except Exception:  # one mail must stop no other
            log.exception("mail %d could not be dealt with and is passed over", received.mark.uid)
            with database.write() as session:
                move_mark(session, mailbox=self._mailbox.name, to=received.mark)
