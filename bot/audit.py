"""The log of who did what, for facilitators to read: which acts there are, and what they were about.

Whoever writes an `AuditLine` names its act here, and in `bot/voice/templates/audit.*.j2`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlmodel import Session

from bot.audit_names import Line, named
from bot.conversation.questions import Language
from models import AuditLine
from models.audit import latest_lines

PAGE = 20  # lines that one sees at once
_BATCH = 500  # lines read at once for a file


class Kind(StrEnum):
    """What sort of act it is."""

    SEEN = "seen"
    CHANGED = "changed"
    SENT = "sent"
    EXPORTED = "exported"
    APPROVED = "approved"


KINDS: Mapping[str, Kind] = {
    "summaries.look": Kind.SEEN,
    "summaries.answers": Kind.SEEN,
    "summaries.missing": Kind.SEEN,
    "summaries.charts": Kind.SEEN,
    "process.load": Kind.CHANGED,
    "process.connect": Kind.CHANGED,
    "process.edit": Kind.CHANGED,
    "milestones.change": Kind.CHANGED,
    "meetings.make": Kind.CHANGED,
    "meetings.change": Kind.CHANGED,
    "meetings.call_off": Kind.CHANGED,
    "meetings.note_answer": Kind.CHANGED,
    "meetings.tick_off": Kind.CHANGED,
    "meetings.wrap_up": Kind.SENT,
    "meetings.invite": Kind.SENT,
    "meetings.uninvite": Kind.SENT,
    "members.move": Kind.CHANGED,
    "members.role": Kind.CHANGED,
    "members.leave": Kind.CHANGED,
    "organisations.merge": Kind.CHANGED,
    "imports.apply": Kind.SENT,
    "onboarding.invite": Kind.SENT,
    "onboarding.apply": Kind.CHANGED,
    "onboarding.admit": Kind.APPROVED,
    "onboarding.refuse": Kind.APPROVED,
    "interview.send": Kind.SENT,
    "announcements.make": Kind.CHANGED,
    "announcements.change": Kind.CHANGED,
    "announcements.schedule": Kind.SENT,
    "announcements.send": Kind.SENT,
    "announcements.nobody": Kind.SENT,
    "announcements.cancel": Kind.CHANGED,
    "announcements.correct": Kind.SENT,
    "announcements.withdraw": Kind.SENT,
    "announcements.retry": Kind.SENT,
    "documents.put": Kind.CHANGED,
    "documents.version": Kind.CHANGED,
    "documents.edit": Kind.CHANGED,
    "documents.withdraw": Kind.CHANGED,
    "documents.tell": Kind.SENT,
    "access.ask": Kind.CHANGED,
    "access.grant": Kind.APPROVED,
    "access.refuse": Kind.APPROVED,
    "posts.send_again": Kind.SENT,
    "call_list.write": Kind.SENT,
    "answers.note": Kind.CHANGED,
    "answers.confirm": Kind.APPROVED,
    "enquiries.send": Kind.SENT,
    "enquiries.answer": Kind.SENT,
    "enquiries.close": Kind.CHANGED,
    "faqs.publish": Kind.CHANGED,
    "faqs.withdraw": Kind.CHANGED,
    "exports.make": Kind.EXPORTED,
    "audit.export": Kind.EXPORTED,
    "feeds.renew": Kind.CHANGED,
    "feeds.close": Kind.CHANGED,
    "people.erase": Kind.CHANGED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which lines somebody wants to see. None: whatever it is."""

    kind: Kind | None = None
    person_id: int | None = None
    before: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LogPage:
    """Some lines, the newest first. `older` is where the next page goes on."""

    lines: tuple[Line, ...]
    older: int | None


def log_page(
    session: Session, *, process_id: int, wanted: Wanted, language: Language, most: int = PAGE
) -> LogPage:
    """The newest of the lines wanted."""
    found = latest_lines(
        session,
        process_id=process_id,
        acts=None if wanted.kind is None else _acts_of(wanted.kind),
        person_id=wanted.person_id,
        before=wanted.before,
        most=most + 1,
    )
    lines = named(session, found[:most], process_id=process_id, language=language)
    return LogPage(lines=lines, older=lines[-1].id if len(found) > most else None)


def newest_acts(
    session: Session, *, process_id: int, language: Language, most: int = 3
) -> tuple[Line, ...]:
    """The last that was done, for Home. That somebody looked is left out: so did whoever reads it."""
    done = [act for act, kind in KINDS.items() if kind is not Kind.SEEN]
    found = latest_lines(session, process_id=process_id, acts=done, most=most)
    return named(session, found, process_id=process_id, language=language)


def whole_log(
    session: Session, *, process_id: int, wanted: Wanted, language: Language
) -> Iterator[Line]:
    """Every line wanted, for a file, read while it is written."""
    before = wanted.before
    while True:
        page = log_page(
            session,
            process_id=process_id,
            wanted=Wanted(kind=wanted.kind, person_id=wanted.person_id, before=before),
            language=language,
            most=_BATCH,
        )
        yield from page.lines
        before = page.older
        if before is None:
            return


def note_look(
    session: Session, *, process_id: int, person_id: int, act: str, now: datetime
) -> None:
    """Keep that somebody has looked at what only few may see: `summaries.look` and the like."""
    session.add(AuditLine(process_id=process_id, person_id=person_id, act=act, about={}, at=now))


def note_log_export(
    session: Session, *, process_id: int, person_id: int, wanted: Wanted, now: datetime
) -> None:
    """Keep that somebody took the log away."""
    about: dict[str, object] = {}
    if wanted.kind is not None:
        about["kind"] = wanted.kind.value
    if wanted.person_id is not None:
        about["person"] = wanted.person_id
    session.add(
        AuditLine(
            process_id=process_id, person_id=person_id, act="audit.export", about=about, at=now
        )
    )


def _acts_of(kind: Kind) -> list[str]:
    return [act for act, its in KINDS.items() if its is kind]
