"""Offers seats that nobody has taken in time to the next one who waits."""

from datetime import datetime
from logging import getLogger

from bot.calendar.events import Organizer
from bot.meeting_seats import pass_on_seats
from bot.waiting_line import meetings_with_seats_to_give
from models import Database

log = getLogger(__name__)


class PassingOn:
    """Tells those whom it concerns by Slack, and their calendars if there is an organizer."""

    def __init__(self, organizer: Organizer | None) -> None:
        self._organizer = organizer

    def pass_on_seats(self, database: Database, now: datetime) -> None:
        """Pass on what has run out, and offer what is free."""
        with database.read() as session:
            is_any = bool(meetings_with_seats_to_give(session, now=now))
        if not is_any:
            return
        with database.write() as session:
            count = pass_on_seats(session, organizer=self._organizer, now=now)
        if count:
            log.info("%d offers of seats ended or begun", count)
