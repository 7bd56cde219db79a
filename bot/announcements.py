"""What facilitators do with what is scheduled or out: cancel, correct, withdraw, retry; and *Set*."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from bot.announcement_drafts import Draft, Faults, check_words, draft_of, next_deadline
from bot.announcement_sending import (
    ConfirmedBefore,
    Faulty,
    NotThere,
    may_be_changed,
    note_act,
    own_draft,
    save_draft,
)
from bot.announcement_texts import Variable, variables_in
from bot.days import local
from bot.timeline import own_milestones
from models import Announcement, Person, Process
from models.announcement_copies import find_copy, retry_failed
from models.announcements import lock_announcement
from models.enums import AnnouncementState, Role

_OUT = (AnnouncementState.SENDING, AnnouncementState.SENT)


def cancel(
    session: Session, *, announcement_id: int, process: Process, by: Person, now: datetime
) -> Announcement | None:
    """Have a scheduled one not sent. None, and nothing done, if it is not scheduled any more."""
    announcement = lock_announcement(session, announcement_id=announcement_id)
    if announcement is None or not may_be_changed(announcement, process):
        return None
    announcement.state, announcement.changed_at = AnnouncementState.CANCELLED, now
    note_act(session, announcement, "cancel", by_id=by.id, now=now)
    session.add(announcement)
    session.flush()
    return announcement


def _out(session: Session, announcement_id: int, process: Process) -> Announcement | None:
    """The announcement of that process, locked, if it is out and not withdrawn."""
    found = lock_announcement(session, announcement_id=announcement_id)
    is_out = found is not None and found.process_id == process.id and found.state in _OUT
    return found if is_out else None


def faults_of_correction(
    session: Session, *, announcement: Announcement, text: dict[str, str], now: datetime
) -> Faults:
    """What is wrong with other words for what has gone out."""
    milestones = own_milestones(session, process_id=announcement.process_id)
    deadline = next_deadline(milestones, role=Role.FACILITATOR, today=local(now).date())
    before = draft_of(announcement)
    draft = Draft(
        text=text,
        audience=before.audience,
        channels=before.channels,
        attachments=before.attachments,
    )
    used = any(Variable.DEADLINE in variables_in(one) for one in text.values())
    return dict(check_words(draft, has_deadline=deadline is not None or not used))


@dataclass(frozen=True, slots=True)
class Overtaken:
    """Somebody else has corrected it since it was looked at. Nothing was done; the words are kept."""


def correct(
    session: Session,
    *,
    announcement_id: int,
    process: Process,
    draft_id: int,
    revision: int,
    by: Person,
    now: datetime,
) -> Announcement | ConfirmedBefore | Overtaken | NotThere | Faulty:
    """Give every copy the draft's words. `revision` is the one that was looked at."""
    announcement = _out(session, announcement_id, process)
    if announcement is None:
        return NotThere()
    draft = own_draft(session, draft_id=draft_id, process=process, by=by)
    if draft is None:
        return ConfirmedBefore()
    if announcement.revision != revision:
        save_draft(session, announcement=draft, draft=draft_of(draft), now=now)
        return Overtaken()
    text = draft.text
    if faults := faults_of_correction(session, announcement=announcement, text=text, now=now):
        return Faulty(faults=faults)
    announcement.text = text
    announcement.revision += 1
    announcement.state, announcement.ended_at = AnnouncementState.SENDING, None
    announcement.changed_at = now
    session.delete(draft)
    revision = announcement.revision
    note_act(session, announcement, "correct", by_id=by.id, now=now, revision=revision)
    session.add(announcement)
    session.flush()
    return announcement


def withdraw(
    session: Session, *, announcement_id: int, process: Process, by: Person, now: datetime
) -> Announcement | None:
    """Take every copy back. None, and nothing done, if it is not out, or withdrawn already."""
    announcement = _out(session, announcement_id, process)
    if announcement is None:
        return None
    announcement.revision += 1
    announcement.state, announcement.ended_at = AnnouncementState.WITHDRAWN, None
    announcement.withdrawn_at = announcement.changed_at = now
    note_act(session, announcement, "withdraw", by_id=by.id, now=now)
    session.add(announcement)
    session.flush()
    return announcement


def retry(
    session: Session, *, announcement_id: int, process: Process, by: Person, now: datetime
) -> int:
    """Have what failed tried anew; how many copies. 0 if there are none, or it is withdrawn."""
    announcement = _out(session, announcement_id, process)
    count = 0 if announcement is None else retry_failed(session, announcement_id=announcement_id)
    if announcement is None or not count:
        return 0
    announcement.state, announcement.ended_at = AnnouncementState.SENDING, None
    note_act(session, announcement, "retry", by_id=by.id, now=now, copies=count)
    session.add(announcement)
    session.flush()
    return count


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """Somebody has pressed *Set* on their copy."""

    announcement: Announcement
    is_corrected: bool


def see(session: Session, *, announcement_id: int, person_id: int, now: datetime) -> Seen | None:
    """Note that the person has seen it, the first time. None if they have no copy."""
    copy = find_copy(session, announcement_id=announcement_id, person_id=person_id)
    if copy is None:
        return None
    announcement = session.get_one(Announcement, announcement_id)
    if copy.seen_at is None and announcement.asks_seen:
        copy.seen_at = now
        session.add(copy)
        session.flush()
    return Seen(announcement=announcement, is_corrected=copy.latest_post_id is not None)
