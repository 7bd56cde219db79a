"""Sends facilitators the status on the days and at the hour that they have chosen."""

from datetime import datetime
from logging import getLogger

from bot.calendar.events import Organizer
from bot.digests import digest_status, digests_due, put_digest
from models import Database

log = getLogger(__name__)


class Digesting:
    """`organizer` is who sends mail; None where no mail is set up."""

    def __init__(self, organizer: Organizer | None) -> None:
        self._organizer = organizer

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
