"""What is done with announcements that are scheduled or out, and what their readers press.

The buttons belong to handlers/announcements.py, which listens for them.
"""

from datetime import datetime
from typing import Protocol, assert_never

from sqlmodel import Session

from bot import announcements
from bot.announcement_copies import correction_ahead, seen_message, source_of
from bot.announcement_drafts import draft_of
from bot.announcement_reports import reports_of
from bot.announcement_sending import (
    ConfirmedBefore,
    Faulty,
    NotThere,
    begin_draft,
    drop_draft,
    own_draft,
)
from bot.announcements import Overtaken
from bot.voice.announcement_form import correction_view, fault_words
from bot.voice.announcement_preview import corrected_view
from bot.voice.announcement_reports import note
from handlers.announcement_access import (
    aimed_at,
    closed,
    done,
    refuse,
    run_by,
    show_view,
)
from handlers.announcement_forms import Aim, texts_from
from handlers.outcomes import CloseAll, Outcome, Push
from handlers.payloads import Press, Submitted, read_id
from handlers.visit import Acts, Visit
from models import Announcement, Person, Process
from models.audiences import members_as_readers
from models.enums import AnnouncementState


def _press_correct(visit: Visit, press: Press) -> None:
    found = run_by(visit, press.value)
    if found is None:
        refuse(visit, press.response_url)
        return
    process, announcement = found
    if announcement.state not in (AnnouncementState.SENDING, AnnouncementState.SENT):
        done(visit, press, process, note("not_there", visit.language))
        return
    draft = begin_draft(
        visit.session,
        process=process,
        by=visit.person,
        filled=draft_of(announcement),
        now=visit.now,
    )
    aim = Aim(draft_id=draft.id, other_id=announcement.id, mark=str(announcement.revision))
    show_view(visit, press, correction_view(draft.text, visit.language, metadata=aim.words()))


def preview_correction(visit: Visit, submitted: Submitted) -> Outcome:
    """What is wrong with the new words, or how they read and who has the old ones."""
    found = aimed_at(visit, submitted)
    if isinstance(found, CloseAll):
        return found
    process, draft, aim = found
    other = run_by(visit, str(aim.other_id or ""))
    if other is None or other[0].id != process.id:
        return closed(visit, note("not_there", visit.language))
    announcement = other[1]
    draft.text = texts_from(submitted)
    visit.session.add(draft)
    visit.session.flush()
    faults = announcements.faults_of_correction(
        visit.session, announcement=announcement, text=draft.text, now=visit.now
    )
    if faults:
        return dict(fault_words(faults, visit.language))
    words, reads = correction_ahead(
        visit.session, announcement=announcement, text=draft.text, now=visit.now
    )
    report = reports_of(visit.session, announcements=[announcement])[announcement.id]
    return Push(
        corrected_view(
            words,
            reads,
            visit.language,
            metadata=aim.words(),
            delivered=report.delivered,
            waiting=report.waiting,
            seen=report.seen,
        )
    )


def send_correction(visit: Visit, submitted: Submitted) -> Outcome:
    """Have every copy carry the new words."""
    found = aimed_at(visit, submitted)
    if isinstance(found, CloseAll):
        return found
    process, _, aim = found
    outcome = announcements.correct(
        visit.session,
        announcement_id=aim.other_id or 0,
        process=process,
        draft_id=aim.draft_id,
        revision=read_id(aim.mark) or 0,
        by=visit.person,
        now=visit.now,
    )
    facts: dict[str, object] = {}
    match outcome:
        case Announcement():
            part = "corrected"
        case Faulty(faults=faults):
            part, facts = "faulty", {"why": " ".join(fault_words(faults, visit.language).values())}
        case Overtaken():
            part = "overtaken"
        case NotThere():
            part = "not_there"
        case ConfirmedBefore():
            part = "confirmed_before"
        case never:
            assert_never(never)
    return closed(visit, note(part, visit.language, **facts))


def _press_withdraw(visit: Visit, press: Press) -> None:
    _act(visit, press, announcements.withdraw, "withdrawn")


def _press_cancel(visit: Visit, press: Press) -> None:
    _act(visit, press, announcements.cancel, "cancelled")


def _press_drop(visit: Visit, press: Press) -> None:
    found = run_by(visit, press.value)
    if found is None:
        refuse(visit, press.response_url)
        return
    process, announcement = found
    draft = own_draft(visit.session, draft_id=announcement.id, process=process, by=visit.person)
    if draft is not None:
        drop_draft(visit.session, announcement=draft)
    part = "not_there" if draft is None else "dropped"
    done(visit, press, process, note(part, visit.language))


class _Does(Protocol):
    def __call__(
        self,
        session: Session,
        *,
        announcement_id: int,
        process: Process,
        by: Person,
        now: datetime,
    ) -> Announcement | None:
        """Do it. None, and nothing done, if it cannot be done any more."""


def _act(visit: Visit, press: Press, do: _Does, part: str) -> None:
    """Do that to what the button is about, and say so or why not."""
    found = run_by(visit, press.value)
    if found is None:
        refuse(visit, press.response_url)
        return
    process, announcement = found
    made = do(
        visit.session,
        announcement_id=announcement.id,
        process=process,
        by=visit.person,
        now=visit.now,
    )
    done(visit, press, process, note(part if made else "not_there", visit.language))


def _press_retry(visit: Visit, press: Press) -> None:
    found = run_by(visit, press.value)
    if found is None:
        refuse(visit, press.response_url)
        return
    process, announcement = found
    copies = announcements.retry(
        visit.session,
        announcement_id=announcement.id,
        process=process,
        by=visit.person,
        now=visit.now,
    )
    said = note("retried", visit.language, copies=copies) if copies else None
    done(visit, press, process, said or note("nothing_to_retry", visit.language))


def _press_seen(visit: Visit, press: Press) -> None:
    """A reader has seen it: noted once, and the button gives way."""
    number = read_id(press.value)
    seen = None
    if number is not None:
        seen = announcements.see(
            visit.session, announcement_id=number, person_id=visit.who.id, now=visit.now
        )
    if seen is None:
        visit.whisper(press.response_url, note("not_a_reader", visit.language))
        return
    announcement = seen.announcement
    reader = members_as_readers(
        visit.session, process_id=announcement.process_id, person_ids=[visit.who.id]
    ).get(visit.who.id)
    if reader is not None:
        source = source_of(visit.session, announcement=announcement, now=visit.now)
        visit.edit(press.ts, seen_message(source, reader, is_corrected=seen.is_corrected))


ACTS: Acts = {
    "announcements.cancel": _press_cancel,
    "announcements.drop": _press_drop,
    "announcements.retry": _press_retry,
    "announcements.correct": _press_correct,
    "announcements.withdraw": _press_withdraw,
    "announcements.seen": _press_seen,
}
