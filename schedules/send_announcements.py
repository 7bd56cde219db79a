"""Sends announcements: begins what is due, puts the copies, and keeps the reports up to date."""

from datetime import datetime
from logging import getLogger

from bot.announcement_rounds import (
    begin_due,
    due,
    put_copies,
    report_on,
    told_too_little,
    under_way,
)
from bot.calendar.events import Organizer
from models import Database

log = getLogger(__name__)


class Announcing:
    """Announces in Slack, and by mail to those who are not there if there is an organizer."""

    def __init__(self, organizer: Organizer | None) -> None:
        self._organizer = organizer

    def send_announcements(self, database: Database, now: datetime) -> None:
        """Some copies in each transaction, so that a round delays nobody who writes."""
        with database.read() as session:
            beginning = due(session, now=now)
        for one in beginning:
            with database.write() as session:
                begin_due(session, announcement_id=one, organizer=self._organizer, now=now)
        with database.read() as session:
            on_their_way = under_way(session)
        for one in on_their_way:
            count = 0
            while some := self._put(database, one, now):
                count += some
            if count:
                log.info("announcement %d: %d copies put into the outbox", one, count)
            with database.write() as session:
                report_on(session, announcement_id=one, now=now)

    def _put(self, database: Database, announcement_id: int, now: datetime) -> int:
        with database.write() as session:
            return put_copies(
                session, announcement_id=announcement_id, organizer=self._organizer, now=now
            )


def tell_of_answers(database: Database, now: datetime) -> None:
    """Bring the reports of what has gone out up to date with who has pressed *Set* since."""
    with database.read() as session:
        stale = told_too_little(session, now=now)
    for one in stale:
        with database.write() as session:
            report_on(session, announcement_id=one, now=now)
