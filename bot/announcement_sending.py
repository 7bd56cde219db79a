"""A facilitator drafts an announcement and confirms it: whom it would reach, and setting it off.

What was shown before confirming may be out of date when the button is pressed: a mark of the words
and the readers travels along, and another mark means that nothing is sent.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from sqlmodel import Session

from bot.announcement_drafts import (
    Draft,
    Faults,
    When,
    check,
    draft_of,
    fill_in,
)
from bot.audiences import Audience, people_of
from bot.calendar.events import Organizer
from bot.days import next_daytime
from models import Announcement, AuditLine, Person, Process
from models.announcement_copies import add_copies
from models.announcements import (
    confirmed_since,
    lock_announcement,
    untouched_draft,
)
from models.audiences import Reader
from models.enums import AnnouncementState

SAME_WORDS = timedelta(hours=1)  # within which the same to the same is a mistake


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """Whom confirming would reach, and when."""

    readers: tuple[Reader, ...]
    unreached: tuple[Reader, ...]  # not in Slack, and no mail is set up
    channels: tuple[str, ...]
    at: datetime
    mark: str

    @property
    def by_mail(self) -> int:
        """How many of the readers get a mail."""
        return sum(one.awaited_id is not None for one in self.readers)


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmed:
    """It is on its way, or waits for its time."""

    announcement: Announcement
    people: int
    channels: int
    at: datetime | None  # None: now


@dataclass(frozen=True, slots=True)
class ConfirmedBefore:
    """The button was pressed before. Nothing was done now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SameSent:
    """Somebody has just sent the same to the same people. Nothing was done."""

    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Otherwise:
    """The words or the readers are others than were shown. Nothing was done."""

    people: int


@dataclass(frozen=True, slots=True)
class NotThere:
    """It can no longer be changed so: it is out already, cancelled or withdrawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Faulty:
    """What is wrong, by part. Nothing was done."""

    faults: Faults


Outcome = Confirmed | ConfirmedBefore | SameSent | Otherwise | NotThere | Faulty


def begin_draft(
    session: Session, *, process: Process, by: Person, filled: Draft, now: datetime
) -> Announcement:
    """A row for a form that opens, filled in so. Forms that were never sent in share one."""
    draft = untouched_draft(session, process_id=process.id, by_id=by.id)
    if draft is None:
        draft = Announcement(
            process_id=process.id,
            by_id=by.id,
            state=AnnouncementState.DRAFT,
            text=filled.text,
            audience=filled.audience.stored(),
            made_at=now,
            changed_at=now,
        )
    fill_in(draft, filled)
    draft.made_at = draft.changed_at = now
    session.add(draft)
    session.flush()
    return draft


def own_draft(
    session: Session, *, draft_id: int, process: Process, by: Person
) -> Announcement | None:
    """That draft, if it is this person's and has not been sent."""
    draft = lock_announcement(session, announcement_id=draft_id)
    if draft is None or draft.process_id != process.id or draft.by_id != by.id:
        return None
    return draft if draft.state is AnnouncementState.DRAFT else None


def save_draft(
    session: Session, *, announcement: Announcement, draft: Draft, now: datetime
) -> None:
    """Keep what was filled in, right or wrong."""
    fill_in(announcement, draft)
    if announcement.changed_at == announcement.made_at:
        note_act(session, announcement, "make", by_id=announcement.by_id, now=now)
    announcement.changed_at = max(now, announcement.made_at + timedelta(microseconds=1))
    session.add(announcement)
    session.flush()


def drop_draft(session: Session, *, announcement: Announcement) -> None:
    """Throw a draft away."""
    session.delete(announcement)
    session.flush()


def forecast(
    session: Session,
    *,
    process: Process,
    draft: Draft,
    instead_of: Announcement | None,
    by_mail: bool,
    now: datetime,
) -> Forecast:
    """Whom sending the draft would reach. `by_mail`: mail is set up. Changes nothing."""
    people = people_of(session, process=process, audience=draft.audience)
    readers = tuple(one for one in people if one.person_id is not None or by_mail)
    unreached = tuple(one for one in people if one.person_id is None and not by_mail)
    stands = (
        None if instead_of is None else (instead_of.id, instead_of.state, instead_of.changed_at)
    )
    shown = (draft, [(one.person_id, one.awaited_id) for one in readers], stands)
    at = now
    if draft.send_at is not None:
        at = max(draft.send_at, now)
    elif draft.when is When.DAYTIME:
        at = next_daytime(now)
    return Forecast(
        readers=readers,
        unreached=unreached,
        channels=draft.channels,
        at=at,
        mark=sha256(repr(shown).encode("utf-8", "backslashreplace")).hexdigest()[:16],
    )


def confirm(
    session: Session,
    *,
    process: Process,
    draft_id: int,
    instead_of_id: int | None,
    mark: str,
    by: Person,
    organizer: Organizer | None,
    now: datetime,
) -> Outcome:
    """Send a draft, or have it wait for its time; in place of a scheduled one, if that is meant.

    Whoever sends in the same process waits here, so that the same is not sent twice at once.
    """
    session.get_one(Process, process.id, with_for_update={"key_share": True})
    announcement = own_draft(session, draft_id=draft_id, process=process, by=by)
    if announcement is None:
        return ConfirmedBefore()
    former = None
    if instead_of_id is not None:
        former = lock_announcement(session, announcement_id=instead_of_id)
        if not may_be_changed(former, process):
            return NotThere()
    draft = draft_of(announcement)
    told = forecast(
        session,
        process=process,
        draft=draft,
        instead_of=former,
        by_mail=organizer is not None,
        now=now,
    )
    if told.mark != mark:
        return Otherwise(people=len(told.readers))
    if faults := check(session, process=process, draft=draft, now=now):
        return Faulty(faults=faults)
    if former is None and (same := _same_sent(session, process=process, draft=draft, now=now)):
        return same
    if former is not None:
        fill_in(former, draft)
        session.delete(announcement)
        announcement = former
    return _set_off(session, announcement, told, by=by, now=now, is_change=former is not None)


def may_be_changed(announcement: Announcement | None, process: Process) -> bool:
    """Whether it still waits for its time."""
    return (
        announcement is not None
        and announcement.process_id == process.id
        and announcement.state is AnnouncementState.SCHEDULED
    )


def _same_sent(
    session: Session, *, process: Process, draft: Draft, now: datetime
) -> SameSent | None:
    what = (draft.text, draft.audience, draft.channels)
    for other, person in confirmed_since(session, process_id=process.id, since=now - SAME_WORDS):
        if (other.text, Audience.of(other.audience), tuple(other.channels)) == what:
            return SameSent(by=person.name, at=other.changed_at)
    return None


def _set_off(
    session: Session,
    announcement: Announcement,
    told: Forecast,
    *,
    by: Person,
    now: datetime,
    is_change: bool,
) -> Confirmed:
    people, channels = len(told.readers), len(told.channels)
    announcement.changed_at = now
    about = {"people": people, "channels": channels}
    if told.at > now:
        announcement.state, announcement.send_at = AnnouncementState.SCHEDULED, told.at
        act = "change" if is_change else "schedule"
        note_act(session, announcement, act, by_id=by.id, now=now, at=told.at.isoformat(), **about)
    else:
        begin(session, announcement=announcement, readers=told.readers, now=now)
    session.add(announcement)
    session.flush()
    at = told.at if told.at > now else None
    return Confirmed(announcement=announcement, people=people, channels=channels, at=at)


def begin(
    session: Session, *, announcement: Announcement, readers: tuple[Reader, ...], now: datetime
) -> None:
    """Fix who gets a copy. The copies are put into the outbox by a job, some at a time."""
    announcement.state, announcement.begun_at = AnnouncementState.SENDING, now
    session.add(announcement)
    session.flush()
    add_copies(
        session,
        announcement_id=announcement.id,
        people=[one.person_id for one in readers if one.person_id is not None],
        awaited=[one.awaited_id for one in readers if one.awaited_id is not None],
        channels=announcement.channels,
    )
    about = {"people": len(readers), "channels": len(announcement.channels)}
    note_act(session, announcement, "send", by_id=announcement.by_id, now=now, **about)


def note_act(
    session: Session,
    announcement: Announcement,
    act: str,
    *,
    by_id: int,
    now: datetime,
    **about: object,
) -> None:
    """Write down who did what to it."""
    session.add(
        AuditLine(
            process_id=announcement.process_id,
            person_id=by_id,
            act=f"announcements.{act}",
            about={"announcement": announcement.id, **about},
            at=now,
        )
    )
