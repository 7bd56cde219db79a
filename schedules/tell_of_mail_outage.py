"""Looks for mail that has been waiting for a server, and for the end of that."""

from datetime import datetime

from bot.mail_outages import tell_of_outage
from models import Database


def tell_of_mail_outage(database: Database, now: datetime) -> int:
    """How many processes were told."""
    with database.write() as session:
        return tell_of_outage(session, now=now)
