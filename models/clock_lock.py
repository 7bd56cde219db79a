"""Who holds the clock when several workers share a PostgreSQL database. SQLite has one worker."""

from logging import getLogger

from sqlalchemy import Connection, text
from sqlalchemy.exc import SQLAlchemyError

from models.base import Database

log = getLogger(__name__)

_CLOCK = 0x53414D4D454E  # any number that all workers agree on
MAILBOX = _CLOCK + 1  # who reads the mailbox


class ClockLock:
    """A lock that ends with the connection: when its holder dies, another worker gets it."""

    def __init__(self, database: Database, *, number: int = _CLOCK) -> None:
        self._database = database
        self._number = number
        self._connection: Connection | None = None

    def hold(self) -> bool:
        """Whether this worker holds the clock now; takes it if it is free."""
        if self._database.is_sqlite:
            return True
        try:
            if self._connection is not None:
                self._connection.execute(text("SELECT 1"))
                return True
            return self._take()
        except SQLAlchemyError:
            log.warning("the connection that held the clock is gone; trying again")
            self.release()
            return False

    def _take(self) -> bool:
        engine = self._database.engine.execution_options(isolation_level="AUTOCOMMIT")
        connection = engine.connect()
        if connection.execute(
            text("SELECT pg_try_advisory_lock(:clock)"), {"clock": self._number}
        ).scalar():
            self._connection = connection
            return True
        connection.close()
        return False

    def release(self) -> None:
        """Give it up, so that another worker may have it at once."""
        if self._connection is not None:
            self._connection.invalidate()  # not back to the pool: there it would keep the lock
            self._connection.close()
            self._connection = None
