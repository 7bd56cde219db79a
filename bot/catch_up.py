"""What somebody has missed in a process: a few lines, chosen from its rows, for what they may see.

What counts most comes first into the choice: what meetings came to, then documents and milestones,
then answers to questions; of equals the newest. The chosen ones are told the newest first.
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlmodel import Session

from bot.access import Act, may, may_attend, may_see_date
from bot.conversation.questions import Language
from bot.days import to_utc
from bot.next_step import is_coming
from bot.own_documents import own_documents
from bot.timeline import MeetingPoint, Point, last_day, own_milestones, timeline
from models import Meeting, Membership, Process
from models.audit import audit_lines
from models.enums import MeetingState, MilestoneState, Precision, Role
from models.invitations import find_invitation
from models.meetings import meetings_of
from models.news import published_faqs

LINES = 8  # the last is what comes next


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A meeting that took place. Without decisions and materials, nobody has said what came of it."""

    at: datetime
    title: str
    decisions: str
    materials: tuple[tuple[str, str], ...]  # title and address, which may be ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """A milestone that is done."""

    at: datetime
    title: str
    day: date
    precision: Precision


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A document that this person may have. `changed`: what its newest version brings."""

    at: datetime | None  # None: it has been there from the beginning
    title: str
    url: str | None
    changed: str
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A question that was answered for all."""

    at: datetime
    question: str
    answer: str


News = Held | Reached | Paper | Answered


@dataclass(frozen=True, slots=True, kw_only=True)
class CatchUp:
    """What is told, the newest first, how much is left out, and what comes next."""

    news: tuple[News, ...]
    left_out: int
    following: Point | None


def catch_up(
    session: Session,
    *,
    process: Process,
    membership: Membership,
    language: Language,
    now: datetime,
    since: datetime | None = None,
) -> CatchUp:
    """What has happened, all of it or since that moment, as far as this member may see it."""
    if not may(membership, Act.SEE_PROCESS):
        return CatchUp(news=(), left_out=0, following=None)
    found: list[News] = [
        *_held(session, process, membership, language=language, now=now),
        *_reached(session, process, membership, language=language, now=now),
        *_papers(session, process, membership, language=language, now=now),
        *_answered(session, process, membership, language=language),
    ]
    if since is not None:
        found = [one for one in found if one.at is not None and since < one.at <= now]
    chosen = sorted(found, key=_rank)[: LINES - 1]
    chosen.sort(key=lambda one: (one.at is not None, one.at or now), reverse=True)
    points = timeline(
        session, process_id=process.id, membership=membership, language=language, now=now
    )
    return CatchUp(
        news=tuple(chosen),
        left_out=len(found) - len(chosen),
        following=next((one for one in points if is_coming(one)), None),
    )


def _rank(one: News) -> tuple[int, float]:
    newest = -one.at.timestamp() if one.at is not None else 0.0
    match one:
        case Held():
            return (0 if one.decisions or one.materials else 1), newest
        case Reached() | Paper():
            return 1, newest
        case Answered():
            return 2, newest


def _held(
    session: Session, process: Process, membership: Membership, *, language: Language, now: datetime
) -> list[Held]:
    found = []
    for meeting in meetings_of(session, process_id=process.id):
        took_place = meeting.ends_at <= now and meeting.state is MeetingState.PLANNED
        if not took_place or not may_see_date(membership, audience=meeting.audience):
            continue
        tells = _may_read_outcome(session, meeting, membership)
        found.append(
            Held(
                at=max(meeting.ends_at, meeting.wrapped_up_at or meeting.ends_at),
                title=meeting.title[language.value],
                decisions=(meeting.decisions or "") if tells else "",
                materials=_materials(meeting.materials) if tells else (),
            )
        )
    return found


def _may_read_outcome(session: Session, meeting: Meeting, membership: Membership) -> bool:
    """For whom the meeting was meant, who was invited by hand, and who leads the process."""
    if membership.role is Role.FACILITATOR or may_attend(membership, audience=meeting.audience):
        return True
    invitation = find_invitation(session, meeting_id=meeting.id, person_id=membership.person_id)
    return invitation is not None and invitation.removed_at is None


def _materials(materials: list[dict[str, Any]]) -> tuple[tuple[str, str], ...]:
    return tuple((str(one.get("title") or ""), str(one.get("url") or "")) for one in materials)


def _reached(
    session: Session, process: Process, membership: Membership, *, language: Language, now: datetime
) -> list[Reached]:
    changes = audit_lines(session, process_id=process.id, acts=["milestones.change"])
    changed_at = {line.about.get("milestone"): line.at for line in changes}
    found = []
    for one in own_milestones(session, process_id=process.id):
        is_done = one.state is MilestoneState.DONE
        if not is_done or not may_see_date(membership, audience=one.audience):
            continue
        ended = min(to_utc(last_day(one.day, one.precision), time(12)), now)
        found.append(
            Reached(
                at=changed_at.get(one.key, ended),
                title=one.title[language.value],
                day=one.day,
                precision=one.precision,
            )
        )
    return found


def _papers(
    session: Session, process: Process, membership: Membership, *, language: Language, now: datetime
) -> list[Paper]:
    return [
        Paper(
            at=one.since,
            title=one.document.title[language.value],
            url=one.document.url,
            changed=(one.document.changed or {}).get(language.value, ""),
            version=one.document.version,
        )
        for one in own_documents(session, process_id=process.id, membership=membership, now=now)
    ]


def _answered(
    session: Session, process: Process, membership: Membership, *, language: Language
) -> list[Answered]:
    if not may(membership, Act.GET_FAQS):
        return []
    return [
        Answered(
            at=one.published_at,
            question=one.question[language.value],
            answer=one.answer[language.value],
        )
        for one in published_faqs(session, process_id=process.id)
        if one.published_at is not None
        if membership.role is Role.FACILITATOR or membership.role.value in one.audience
    ]


def joined_late(session: Session, *, membership: Membership, now: datetime) -> bool:
    """Whether a milestone or a meeting had passed before this member came."""
    points = timeline(
        session,
        process_id=membership.process_id,
        membership=membership,
        language=Language.DANISH,
        now=now,
    )
    return any(
        not one.is_called_off if isinstance(one, MeetingPoint) else one.state is MilestoneState.DONE
        for one in points
        if one.is_over
    )
