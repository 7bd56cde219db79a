"""Announcements on their way: what is due begins, copies are put, and the report follows."""

from datetime import datetime, timedelta

from sqlmodel import Session

from bot.announcement_copies import put_some
from bot.announcement_drafts import draft_of
from bot.announcement_reports import is_news, reports_of, settle, tell
from bot.announcement_sending import begin, forecast, note_act
from bot.calendar.events import Organizer
from bot.days import is_quiet, next_daytime
from models import Announcement, Process
from models.announcement_copies import copies_behind
from models.announcements import (
    announcements_ended,
    announcements_under_way,
    lock_announcement,
    scheduled_announcements,
)
from models.enums import AnnouncementState

ANSWERED_WITHIN = timedelta(days=14)  # *Set* is counted in the report for so long


def due(session: Session, *, now: datetime) -> list[int]:
    """Which scheduled ones are to begin."""
    return [one.id for one in scheduled_announcements(session, until=now)]


def under_way(session: Session) -> list[int]:
    """Which have copies to put, or to wait for."""
    return announcements_under_way(session)


def told_too_little(session: Session, *, now: datetime) -> list[int]:
    """Which have ended, and been answered with *Set* since their report was written."""
    ended = announcements_ended(session, since=now - ANSWERED_WITHIN)
    reports = reports_of(session, announcements=ended)
    return [one.id for one in ended if is_news(session, announcement=one, report=reports[one.id])]


def begin_due(
    session: Session, *, announcement_id: int, organizer: Organizer | None, now: datetime
) -> bool:
    """Begin one whose time has come, with the readers as they are now. False if it is not due.

    One that is for working hours waits for them, also when Sammen was down at its time.
    """
    announcement = lock_announcement(session, announcement_id=announcement_id)
    if announcement is None or announcement.state is not AnnouncementState.SCHEDULED:
        return False
    if announcement.send_at is None or announcement.send_at > now:
        return False
    if announcement.in_working_hours and is_quiet(now):
        announcement.send_at = next_daytime(now)
        session.add(announcement)
        return False
    told = forecast(
        session,
        process=session.get_one(Process, announcement.process_id),
        draft=draft_of(announcement),
        instead_of=None,
        by_mail=organizer is not None,
        now=now,
    )
    begin(session, announcement=announcement, readers=told.readers, now=now)
    if not told.readers and not announcement.channels:
        # Nobody fits any more: whoever sent it hears so by the report.
        announcement.state, announcement.ended_at = AnnouncementState.CANCELLED, now
        note_act(session, announcement, "nobody", by_id=announcement.by_id, now=now)
    session.flush()
    return True


def put_copies(
    session: Session, *, announcement_id: int, organizer: Organizer | None, now: datetime
) -> int:
    """Put some copies that are behind into the outbox; how many."""
    return put_some(session, announcement_id=announcement_id, organizer=organizer, now=now)


def report_on(session: Session, *, announcement_id: int, now: datetime) -> bool:
    """See whether it has ended, and tell whoever sent it; whether there was something to tell."""
    announcement: Announcement | None = lock_announcement(session, announcement_id=announcement_id)
    if announcement is None:
        return False
    report = reports_of(session, announcements=[announcement])[announcement.id]
    if not copies_behind(session, announcement=announcement, most=1):
        settle(session, announcement=announcement, report=report, now=now)
        report = reports_of(session, announcements=[announcement])[announcement.id]
    return tell(session, announcement=announcement, report=report, now=now)
