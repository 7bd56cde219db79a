"""Follows up invitations that nobody has answered."""

from datetime import datetime
from logging import getLogger

from bot.calendar.events import Organizer
from bot.follow_ups import due_follow_ups, outdated_follow_ups, put_follow_ups
from models import Database
from models.posts import give_up_waiting

log = getLogger(__name__)


class FollowingUp:
    """Follows up in Slack, and by mail too if there is an organizer."""

    def __init__(self, organizer: Organizer | None) -> None:
        self._organizer = organizer

    def follow_up_invitations(self, database: Database, now: datetime) -> int:
        """Put what is due into the outbox, and keep back what an answer has overtaken; how many put."""
        with database.read() as session:
            is_due = bool(due_follow_ups(session, now=now))
            outdated = outdated_follow_ups(session)
        if outdated:
            with database.write() as session:
                give_up_waiting(session, keys=outdated)
        count = 0
        while is_due and (some := self._put_some(database, now)):
            count += some
        if count:
            log.info("%d invitations followed up", count)
        return count

    def _put_some(self, database: Database, now: datetime) -> int:
        with database.write() as session:
            return put_follow_ups(session, organizer=self._organizer, now=now)
