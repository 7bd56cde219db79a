"""Reads what has come into Sammen's mailbox since last time, in a thread of its own."""

import time
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from logging import getLogger

from sqlalchemy.exc import SQLAlchemyError

from bot.calendar.events import Organizer
from bot.mail_outages import tell_of_read_mailbox, tell_of_unread_mailbox
from bot.mail_replies import open_mail, take_mail
from bot.mailbox import Mailbox, MailboxUnreachable, Received, find_mark, move_mark
from models import Database
from models.clock_lock import MAILBOX, ClockLock
from schedules.repeating import Repeating

log = getLogger(__name__)

MOST_AT_ONCE = 50  # mails, for one connection
FIRST_REST, LONGEST_REST = 15.0, 600.0  # seconds, while the mailbox cannot be opened


class ReplyReading:
    """Remembers since when the mailbox has been out of reach. Then it is tried less often."""

    def __init__(self, mailbox: Mailbox, *, organizer: Organizer, authserv: str) -> None:
        self._mailbox = mailbox
        self._organizer = organizer
        self._authserv = authserv
        self._rest = 0.0
        self._rests_until = 0.0
        self._away_since: datetime | None = None
        self._is_told = True  # until it has been found out: a former process may have told of one

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
            self._away_since = self._away_since or now
            with database.write() as session:
                told = tell_of_unread_mailbox(session, since=self._away_since, now=now)
            self._is_told = self._is_told or bool(told)
            return 0
        if self._rest:
            log.info("the mailbox can be opened again")
        self._rest = 0
        self._away_since = None
        if self._is_told:
            with database.write() as session:
                tell_of_read_mailbox(session, now=now)
            self._is_told = False
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


class MailboxReading:
    """Reads until it is stopped, unless another worker on the same database does."""

    def __init__(
        self,
        database: Database,
        replies: ReplyReading,
        *,
        now: Callable[[], datetime],
        tick_seconds: float,
    ) -> None:
        self._database = database
        self._replies = replies
        self._now = now
        self._tick_seconds = tick_seconds
        self._lock = ClockLock(database, number=MAILBOX)
        self._repeating = Repeating(
            self.read_once, name="read-replies", seconds_after_a_fault=tick_seconds
        )

    def start(self) -> None:
        """Begin, in the background."""
        self._repeating.start()

    def stop(self) -> None:
        """Finish what is in hand, stop, and let another worker read."""
        self._repeating.stop()
        self._lock.release()

    def read_once(self) -> float:
        """Read what is new; how many seconds to wait before looking again."""
        if self._lock.hold():
            count = self._replies.read_replies(self._database, self._now())
            if count == MOST_AT_ONCE:
                return 0
        return self._tick_seconds
