"""Invites people to meetings, and tells them what has changed."""

from datetime import datetime
from logging import getLogger

from bot.calendar.events import Organizer
from bot.meeting_invitations import is_any_untold, put_invitations
from models import Database

log = getLogger(__name__)


def send_invitations(database: Database, now: datetime, *, organizer: Organizer | None) -> None:
    """Put what everybody should know and does not into the outbox, some at a time."""
    with database.read() as session:
        is_any = is_any_untold(session, now=now)
    if not is_any:
        return
    told = 0
    while True:
        with database.write() as session:
            count = put_invitations(session, organizer=organizer, now=now)
        if not count:
            break
        told += count
    if told:
        log.info("%d people told of their meetings", told)
