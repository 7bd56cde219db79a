"""What Sammen is going to do unasked, and when: for operators and rehearsals."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from bot.days import next_daytime
from bot.digests import coming_digests
from bot.enquiry_reminders import coming_reminders as coming_enquiry_reminders
from bot.follow_ups import coming_follow_ups
from bot.meeting_agenda import coming_of_meetings
from bot.meeting_links import coming_links
from bot.member_news import coming_news
from bot.milestones import coming_tellings
from bot.on_behalf import coming_tellings as coming_tellings_of_notes
from bot.reminders import coming_reminders
from models.announcements import scheduled_announcements
from models.posts import unsent_posts


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Coming:
    """One thing to come. `what` is the key of its post."""

    at: datetime
    what: str


def agenda(session: Session, *, now: datetime) -> list[Coming]:
    """Everything that is known to come, the first first. What is overdue is due now."""
    posts = [Coming(at=max(post.due_at, now), what=post.key) for post in unsent_posts(session)]
    reminders = [
        Coming(
            at=reminder.due_at if reminder.due_at > now else next_daytime(now), what=reminder.key
        )
        for reminder in coming_reminders(session)
    ]
    milestones = [
        Coming(at=one.due_at if one.due_at > now else next_daytime(now), what=one.key)
        for one in coming_tellings(session, now=now)
    ]
    follow_ups = [
        Coming(at=one.due_at if one.due_at > now else next_daytime(now), what=one.key)
        for one in coming_follow_ups(session, now=now)
    ]
    meetings = [Coming(at=at, what=what) for at, what in coming_of_meetings(session, now=now)]
    links = [Coming(at=at, what=what) for at, what in coming_links(session, now=now)]
    announcements = [
        Coming(at=max(one.send_at or now, now), what=f"announcement:{one.id}")
        for one in scheduled_announcements(session)
    ]
    digests = [Coming(at=at, what=what) for at, what in coming_digests(session, now=now)]
    news = [Coming(at=at, what=what) for at, what in coming_news(session, now=now)]
    noted = [
        Coming(at=max(one.due_at, now), what=one.key) for one in coming_tellings_of_notes(session)
    ]
    enquiries = [
        Coming(at=one.due_at if one.due_at > now else next_daytime(now), what=one.key)
        for one in coming_enquiry_reminders(session)
    ]
    others = meetings + links + announcements + digests + news + noted + enquiries
    return sorted(posts + reminders + milestones + follow_ups + others)
