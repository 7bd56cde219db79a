"""Reminds people who stopped half-way through their needs mapping."""

from datetime import datetime

from models import Database


def send_reminders(database: Database, now: datetime) -> None:
    """Put every reminder that is due into the outbox."""
