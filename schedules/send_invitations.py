"""Invites people to meetings, and tells them what has changed."""

from datetime import datetime
from logging import getLogger

from bot.calendar.events import Organizer
from bot.meeting_invitations import is_any_untold, put_invitations
from models import Database

log = getLogger(__name__)


class Inviting:
    """Invites by Slack, and by mail too if there is an organizer."""

    def __init__(self, organizer: Organizer | None) -> None:
        self._organizer = organizer

    def send_invitations(self, database: Database, now: datetime) -> None:
        """Put what everybody should know and does not into the outbox, some at a time."""
        with database.read() as session:
            is_any = is_any_untold(session, now=now)
        if not is_any:
            return
        told = 0
        while count := self._tell_some(database, now):
            told += count
        if told:
            log.info("%d people told of their meetings", told)

    def _tell_some(self, database: Database, now: datetime) -> int:
        with database.write() as session:
            return put_invitations(session, organizer=self._organizer, now=now)
