"""When each facilitator gets the status unasked, and what it is put into the outbox as.

Without a choice of their own it is Monday at 8.30, in Slack, and not in July's quiet weeks. A day off
moves it to the next working day, at the same hour; if that day has one anyway, there is still one.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlmodel import Session

from bot.calendar.events import Organizer
from bot.conversation.questions import Language
from bot.days import is_quiet, is_working_day, local, to_utc
from bot.mailing import Mail
from bot.meeting_mails import mail_address
from bot.outbox import put
from bot.status import Status, status_of
from bot.voice.digests import digest_mail, digest_message
from bot.voice.meeting_mail import as_html
from models import Digest, Membership, Person, Process
from models.digests import Facilitator, facilitators
from models.posts import posts_with_keys

MONDAY = 0
DAYS = (MONDAY,)
MINUTE = 8 * 60 + 30
LATEST = timedelta(hours=12)  # a digest that the clock could not put by then is left out
_AHEAD = 15  # days in which a working day is found, whatever the holidays


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """When somebody wants the status, and by which ways. No day: never."""

    days: tuple[int, ...] = DAYS  # 0 is Monday
    minute: int = MINUTE  # of the day, in Copenhagen
    in_slack: bool = True
    by_mail: bool = False
    is_own: bool = True  # the person has chosen it

    @property
    def is_for_something(self) -> bool:
        """Whether any way to send it is chosen."""
        return bool(self.days) and (self.in_slack or self.by_mail)


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """One digest: of whom, on which day, due when."""

    facilitator: Facilitator
    wish: Wish
    day: date
    due_at: datetime

    @property
    def key(self) -> str:
        """What the keys of its posts begin with."""
        return f"digest:{self.facilitator.membership_id}:{self.day.isoformat()}"


def wish_of(digest: Digest | None) -> Wish:
    """What somebody has chosen, or what holds without a choice."""
    if digest is None:
        return Wish(is_own=False)
    return Wish(
        days=tuple(digest.days),
        minute=digest.minute,
        in_slack=digest.in_slack,
        by_mail=digest.by_mail,
    )


def keep_wish(session: Session, *, membership: Membership, wish: Wish, now: datetime) -> None:
    """From now on."""
    digest = session.get(Digest, membership.id)
    if digest is None:
        digest = Digest(membership_id=membership.id, days=[], minute=0, changed_at=now)
    digest.days, digest.minute = sorted(set(wish.days)), wish.minute
    digest.in_slack, digest.by_mail = wish.in_slack, wish.by_mail
    digest.changed_at = now
    session.add(digest)
    session.flush()


def digest_day(wish: Wish, *, on: date) -> bool:
    """Whether the status comes on that day: a chosen one, or the first working day after one off."""
    if not is_working_day(on) or (not wish.is_own and is_quiet(_due(on, wish))):
        return False
    day = on
    while day.weekday() not in wish.days:
        day -= timedelta(days=1)
        if is_working_day(day) or (on - day).days > _AHEAD:
            return False
    return True


def next_digest(wish: Wish, *, after: datetime) -> datetime | None:
    """When the next one comes. None: never."""
    if not wish.is_for_something:
        return None
    day = local(after).date()
    for _ in range(_AHEAD + 7 * 4):  # past the quiet weeks
        if digest_day(wish, on=day) and (due := _due(day, wish)) > after:
            return due
        day += timedelta(days=1)
    return None


def _due(day: date, wish: Wish) -> datetime:
    return to_utc(day, time(wish.minute // 60, wish.minute % 60))


def digests_due(session: Session, *, now: datetime) -> list[Coming]:
    """Whose digest is due and has not been put yet."""
    today = local(now).date()
    coming = []
    for one in facilitators(session):
        wish = wish_of(one.digest)
        if not wish.is_for_something or not digest_day(wish, on=today):
            continue
        due_at = _due(today, wish)
        # Who became one, or chose, after that moment waits for the next.
        chosen_at = one.digest.changed_at if one.digest is not None else None
        since = max((at for at in (one.joined_at, chosen_at) if at is not None), default=due_at)
        if since <= due_at <= now < due_at + LATEST:
            coming.append(Coming(facilitator=one, wish=wish, day=today, due_at=due_at))
    keys = [key for one in coming for key in _keys(one)]
    there = posts_with_keys(session, keys=keys)
    return [one for one in coming if not any(key in there for key in _keys(one))]


def coming_digests(session: Session, *, now: datetime) -> list[tuple[datetime, str]]:
    """The next of each facilitator, and what its keys begin with."""
    found = []
    for one in facilitators(session):
        at = next_digest(wish_of(one.digest), after=now)
        if at is not None:
            day = local(at).date()
            found.append((at, f"digest:{one.membership_id}:{day.isoformat()}"))
    return found


def _keys(one: Coming) -> tuple[str, str]:
    return f"{one.key}:slack", f"{one.key}:mail"


def digest_status(session: Session, one: Coming, *, now: datetime) -> Status:
    """What the digest tells: new is what came since the last one, or since they last looked."""
    process = session.get_one(Process, one.facilitator.process_id)
    return status_of(
        session,
        process=process,
        person_id=one.facilitator.person_id,
        since=one.facilitator.looked_at,
        language=Language(one.facilitator.language),
        now=now,
    )


def put_digest(
    session: Session,
    one: Coming,
    status: Status,
    *,
    organizer: Organizer | None,
    now: datetime,
) -> bool:
    """Have it sent by the ways that were chosen; False if it was put before.

    Where no mail is set up, or no address is known, Slack carries what mail was to carry.
    """
    membership = session.get_one(Membership, one.facilitator.membership_id)
    person = session.get_one(Person, one.facilitator.person_id)
    language = Language(person.language)
    slack_key, mail_key = _keys(one)
    address = mail_address(person) if organizer is not None else None
    by_mail = one.wish.by_mail and address is not None
    is_new = False
    if one.wish.in_slack or not by_mail:
        is_new |= put(
            session,
            key=slack_key,
            team_id=person.team_id,
            process_id=status.process_id,
            person_id=person.id,
            message=digest_message(status, language),
            due_at=one.due_at,
        )
    if by_mail and organizer is not None and address is not None:
        subject, plain = digest_mail(status, language, name=person.name)
        mail = Mail(
            subject=subject,
            plain=plain,
            html=as_html(plain),
            to_name=person.name,
            to=address,
            from_name=organizer.name,
            from_=organizer.email,
        )
        is_new |= put(
            session,
            key=mail_key,
            team_id=person.team_id,
            process_id=status.process_id,
            person_id=person.id,
            address=address,
            message=mail.stored(),
            due_at=one.due_at,
        )
    if is_new:
        membership.looked_at = now
        session.add(membership)
    return is_new
