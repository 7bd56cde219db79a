"""How somebody wants to be written to: language, hours, pauses, news, a stand-in, their address.

All but the stand-in and the news hold for everything that Sammen writes to the person.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from sqlmodel import Session

from bot.access import Act, may
from bot.conversation.questions import Language
from bot.days import QuietHours, local, own_hours, to_utc
from bot.member_news import NEWS_DAYS, NEWS_MINUTE
from bot.onboarding import NAME_OF_PERSON, is_address
from bot.stand_ins import last_day_of_pause
from models import Digest, Membership, Person
from models.enums import Role, Stage
from models.people import colleagues_of

LEAST_OPEN = 60  # minutes of a day in which Sammen may write
LONGEST_PAUSE = timedelta(days=366)


class Fault(StrEnum):
    """What is wrong with something that was filled in."""

    NAME_MISSING = "name_missing"
    EMAIL_UNREADABLE = "email_unreadable"
    HOUR_MISSING = "hour_missing"
    NEVER_OPEN = "never_open"
    PAUSE_PAST = "pause_past"
    PAUSE_TOO_LONG = "pause_too_long"
    NO_COLLEAGUE = "no_colleague"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What somebody has filled in. `membership` is theirs in the process it was opened for."""

    name: str
    email: str
    language: Language
    has_own_hours: bool
    quiet_from: time | None
    quiet_until: time | None
    pause_until: date | None  # the last day of the pause; None: no pause
    wants_news: bool
    stand_in_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """What holds now, for the form and for words."""

    name: str
    email: str | None
    language: Language
    hours: QuietHours | None
    pause_until: date | None
    may_have_news: bool
    wants_news: bool
    leads: bool
    stand_in: str | None
    stand_in_id: int | None
    colleagues: tuple[tuple[int, str], ...]  # who could stand in


def standing_of(
    session: Session, *, person: Person, membership: Membership | None, now: datetime
) -> Preferences:
    """How this person is written to now."""
    has_joined = membership is not None and membership.stage is Stage.JOINED
    digest = session.get(Digest, membership.id) if membership is not None and has_joined else None
    leads = may(membership, Act.SEE_STATUS)
    colleagues = _colleagues(session, membership)
    stand_in_id = membership.stand_in_id if membership is not None else None
    return Preferences(
        name=person.name,
        email=person.email or person.slack_email,
        language=Language(person.language),
        hours=own_hours(person.quiet_from, person.quiet_until),
        pause_until=last_day_of_pause(person, now=now),
        may_have_news=has_joined and not leads,
        wants_news=not leads and digest is not None and bool(digest.days),
        leads=leads,
        stand_in=dict(colleagues).get(stand_in_id) if stand_in_id is not None else None,
        stand_in_id=stand_in_id,
        colleagues=colleagues,
    )


def _colleagues(session: Session, membership: Membership | None) -> tuple[tuple[int, str], ...]:
    if membership is None or membership.organisation_id is None:
        return ()
    if not may(membership, Act.SEE_MEMBERS):
        return ()
    found = colleagues_of(
        session,
        process_id=membership.process_id,
        organisation_id=membership.organisation_id,
        except_person_id=membership.person_id,
    )
    return tuple((one.id, one.name) for one in found)


def check(
    session: Session,
    wishes: Wishes,
    *,
    person: Person,
    membership: Membership | None,
    now: datetime,
) -> dict[str, Fault]:
    """What is wrong, by field; empty if all can be kept."""
    faults: dict[str, Fault] = {}
    if not clean_person_name(wishes.name):
        faults["own_name"] = Fault.NAME_MISSING
    is_known = wishes.email in {"", person.email, person.slack_email}
    if not is_known and not is_address(wishes.email):
        faults["own_email"] = Fault.EMAIL_UNREADABLE
    if wishes.has_own_hours:
        hours = _hours(wishes)
        if hours is None:
            field = "quiet_from" if wishes.quiet_from is None else "quiet_until"
            faults[field] = Fault.HOUR_MISSING
        elif hours.begins == hours.ends or hours.open_minutes < LEAST_OPEN:
            faults["quiet_until"] = Fault.NEVER_OPEN
    faults |= _check_pause(wishes.pause_until, now=now)
    if wishes.stand_in_id is not None:
        colleagues = _colleagues(session, membership)
        if wishes.stand_in_id not in dict(colleagues):
            faults["stand_in"] = Fault.NO_COLLEAGUE
    return faults


def _check_pause(until: date | None, *, now: datetime) -> dict[str, Fault]:
    if until is None:
        return {}
    today = local(now).date()
    if until < today:
        return {"pause_until": Fault.PAUSE_PAST}
    return {"pause_until": Fault.PAUSE_TOO_LONG} if until > today + LONGEST_PAUSE else {}


def _hours(wishes: Wishes) -> QuietHours | None:
    begins, ends = wishes.quiet_from, wishes.quiet_until
    if begins is None or ends is None:
        return None
    return QuietHours(begins.hour * 60 + begins.minute, ends.hour * 60 + ends.minute)


def clean_person_name(name: str) -> str:
    """One line, no longer than a name may be."""
    return " ".join(name.split())[:NAME_OF_PERSON]


def keep(
    session: Session,
    wishes: Wishes,
    *,
    person: Person,
    membership: Membership | None,
    now: datetime,
) -> None:
    """From now on. `check` has found nothing wrong."""
    person.name = clean_person_name(wishes.name)
    if wishes.email != (person.email or person.slack_email or ""):
        person.email = wishes.email or None  # then the one that Slack vouches for counts
    person.language = wishes.language.value
    hours = _hours(wishes) if wishes.has_own_hours else None
    person.quiet_from = hours.begins if hours else None
    person.quiet_until = hours.ends if hours else None
    pause(session, person=person, until=wishes.pause_until)
    if membership is not None and membership.stage is Stage.JOINED:
        membership.stand_in_id = wishes.stand_in_id
        session.add(membership)
        if membership.role is not Role.FACILITATOR:
            _keep_news(session, membership, wanted=wishes.wants_news, now=now)
    session.add(person)
    session.flush()


def pause(session: Session, *, person: Person, until: date | None) -> None:
    """No reminders up to and with that day. None: reminders again."""
    person.silent_until = None if until is None else to_utc(until + timedelta(days=1), time())
    session.add(person)
    session.flush()


def _keep_news(session: Session, membership: Membership, *, wanted: bool, now: datetime) -> None:
    digest = session.get(Digest, membership.id)
    if not wanted and digest is not None:
        session.delete(digest)
    if wanted and (digest is None or not digest.days):
        digest = digest or Digest(
            membership_id=membership.id, days=[], minute=NEWS_MINUTE, changed_at=now
        )
        digest.days, digest.minute, digest.changed_at = list(NEWS_DAYS), NEWS_MINUTE, now
        digest.in_slack, digest.by_mail = True, False
        session.add(digest)
    session.flush()
