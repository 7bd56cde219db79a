"""Looks in Slack for people who are awaited, few at a time, and writes to those who are not there."""

from datetime import datetime, timedelta
from logging import getLogger

from bot.awaited import Account, Accounts, Sought, take_lookup, to_look_up
from bot.calendar.events import Organizer
from bot.errors import DeliveryFailed
from models import Database

log = getLogger(__name__)

AT_ONCE = 5  # every fifteen seconds: twenty a minute, of the fifty that Slack allows
_REST = timedelta(minutes=1)


class Binding:
    """Remembers whom it has looked up, so that everybody has their turn."""

    def __init__(self, accounts: Accounts, organizer: Organizer | None) -> None:
        self._accounts = accounts
        self._organizer = organizer
        self._looked_up: dict[int, datetime] = {}
        self._rests_until: datetime | None = None

    def bind_awaited(self, database: Database, now: datetime) -> int:
        """Look up whose turn it is; how many. Ends early when Slack is busy or cannot be reached."""
        if self._rests_until is not None and now < self._rests_until:
            return 0
        with database.read() as session:
            sought = to_look_up(session, looked_up=self._looked_up, now=now, most=AT_ONCE)
        count = 0
        for one in sought:
            try:
                account = self._accounts.find(one.email)
            except DeliveryFailed as failure:
                if failure.permanent:  # it is this address: the others are to have their turn
                    log.warning("awaited %d: %s", one.awaited_id, failure.reason)
                    self._looked_up[one.awaited_id] = now
                    continue
                log.info("nobody is looked up for a while: %s", failure.reason)
                rest = (
                    _REST if failure.retry_after is None else timedelta(seconds=failure.retry_after)
                )
                self._rests_until = now + rest
                return count
            self._take(database, one, account, now=now)
            count += 1
        return count

    def _take(
        self, database: Database, sought: Sought, account: Account | None, *, now: datetime
    ) -> None:
        with database.write() as session:
            take_lookup(session, sought=sought, account=account, organizer=self._organizer, now=now)
        self._looked_up[sought.awaited_id] = now
