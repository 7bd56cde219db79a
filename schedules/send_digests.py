"""Sends facilitators the status when they have chosen, and members the news of the week."""

from datetime import datetime
from logging import getLogger

from bot.calendar.events import Organizer
from bot.digests import digest_status, digests_due, put_digest
from bot.member_news import news_due, news_of, put_news
from models import Database

log = getLogger(__name__)


class Digesting:
    """`organizer` is who sends mail; None where no mail is set up."""

    def __init__(self, organizer: Organizer | None) -> None:
        self._organizer = organizer
        self._nothing_new: set[str] = set()  # this week, so that it is not looked for at each tick

    def send_digests(self, database: Database, now: datetime) -> None:
        """Put into the outbox whose status is due. It is counted before anything is locked."""
        with database.read() as session:
            due = [
                (one, digest_status(session, one, now=now)) for one in digests_due(session, now=now)
            ]
        for one, status in due:
            with database.write() as session:
                if put_digest(session, one, status, organizer=self._organizer, now=now):
                    log.info("the status of process %d put into the outbox", status.process_id)

    def send_news(self, database: Database, now: datetime) -> None:
        """The same for members who want the news, where there is any."""
        with database.read() as session:
            due = [one for one in news_due(session, now=now) if one.key not in self._nothing_new]
            found = [(one, news_of(session, one, now=now)) for one in due]
        self._nothing_new |= {one.key for one, news in found if not news.news}
        for one, news in found:
            with database.write() as session:
                if put_news(session, one, news, now=now):
                    log.info("the news of process %d put into the outbox", one.reader.process_id)
