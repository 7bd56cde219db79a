"""The week's news of a process, for members who have asked for it: Mondays, and never without news.

What facilitators get is bot/digests.py. A day off moves it to the next working day; quiet weeks, the
reader's own quiet hours and their pause are kept.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlmodel import Session

from bot.catch_up import CatchUp, catch_up
from bot.conversation.questions import Language
from bot.days import is_quiet, is_working_day, local, next_daytime, to_utc
from bot.outbox import put
from bot.voice.catch_up import news_message
from models import Membership, Person, Process
from models.digests import Reader, readers
from models.posts import posts_with_keys

NEWS_DAYS = (0,)  # Monday
NEWS_MINUTE = 8 * 60 + 30  # of the day, in Copenhagen
LATEST = timedelta(hours=12)  # what the clock could not put by then comes with the next
_AHEAD = 60  # days in which there is a Monday, past the quiet weeks


@dataclass(frozen=True, slots=True, kw_only=True)
class ComingNews:
    """One reader's news of one week."""

    reader: Reader
    day: date
    due_at: datetime

    @property
    def key(self) -> str:
        """The post's key."""
        return f"news:{self.reader.membership_id}:{self.day.isoformat()}"


def news_day(day: date) -> bool:
    """Whether the news comes on that day: a Monday, or the first working day after one off."""
    if is_quiet(_due(day)):
        return False
    monday = day - timedelta(days=day.weekday())
    between = (day - monday).days
    return not any(is_working_day(monday + timedelta(days=number)) for number in range(between))


def _due(day: date) -> datetime:
    return to_utc(day, time(NEWS_MINUTE // 60, NEWS_MINUTE % 60))


def news_due(session: Session, *, now: datetime) -> list[ComingNews]:
    """Whose news is due and has not been looked at yet."""
    today = local(now).date()
    due_at = _due(today)
    if not news_day(today) or not due_at <= now < due_at + LATEST:
        return []
    coming = [
        ComingNews(reader=one, day=today, due_at=due_at)
        for one in readers(session)
        if one.since < due_at and not (one.silent_until is not None and one.silent_until > now)
    ]
    there = posts_with_keys(session, keys=[one.key for one in coming])
    return [one for one in coming if one.key not in there]


def coming_news(session: Session, *, now: datetime) -> list[tuple[datetime, str]]:
    """When each reader's next one is looked for, and its key."""
    found = []
    for reader in readers(session):
        day = local(max(now, reader.silent_until or now)).date()
        for _ in range(_AHEAD):
            one = ComingNews(reader=reader, day=day, due_at=_due(day))
            if news_day(day) and one.due_at > now:
                found.append((one.due_at, one.key))
                break
            day += timedelta(days=1)
    return found


def news_of(session: Session, one: ComingNews, *, now: datetime) -> CatchUp:
    """What is new since this reader's last news, or since they asked for it."""
    return catch_up(
        session,
        process=session.get_one(Process, one.reader.process_id),
        membership=session.get_one(Membership, one.reader.membership_id),
        language=Language(one.reader.language),
        now=now,
        since=one.reader.since,
    )


def put_news(session: Session, one: ComingNews, found: CatchUp, *, now: datetime) -> bool:
    """Have it sent; False if there is nothing new, or it was put before."""
    if not found.news:
        return False
    membership = session.get_one(Membership, one.reader.membership_id)
    person = session.get_one(Person, membership.person_id)
    process = session.get_one(Process, membership.process_id)
    language = Language(person.language)
    is_new = put(
        session,
        key=one.key,
        team_id=person.team_id,
        process_id=process.id,
        person_id=person.id,
        message=news_message(
            found,
            process_id=process.id,
            process=process.title[language.value],
            language=language,
            now=now,
        ),
        due_at=next_daytime(now),
        waits_for_daytime=True,
    )
    if is_new:
        membership.looked_at = now
        session.add(membership)
    return is_new
