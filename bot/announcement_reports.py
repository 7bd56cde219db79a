"""How an announcement stands: counted from its copies, and told to whoever sent it.

The report is one message that is edited as the round goes on. Its posts are numbered in their keys.
"""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlmodel import Session

from bot.access import Act, may
from bot.conversation.questions import Language
from bot.outbox import put
from bot.voice.announcement_reports import Refusal, Report, report_message
from bot.voice.blocks import Message
from models import Announcement, Person, Process
from models.announcement_copies import Counted, Fate, count_copies, undelivered
from models.enums import AnnouncementState, PostState
from models.people import find_membership
from models.posts import find_post
from models.waiting_mail import latest_post

NAMED = 12  # of those whom it did not reach
PAUSE = timedelta(seconds=3)  # between two edits of the report


def reports_of(session: Session, *, announcements: Collection[Announcement]) -> dict[int, Report]:
    """How each of them stands, by id."""
    counted = count_copies(session, announcement_ids=[one.id for one in announcements])
    return {
        one.id: _report(session, one, [c for c in counted if c.announcement_id == one.id])
        for one in announcements
    }


def _report(session: Session, announcement: Announcement, counted: list[Counted]) -> Report:
    def copies(*fates: Fate, by_mail: bool | None = None) -> int:
        return sum(
            one.copies for one in counted if one.fate in fates and by_mail in {None, one.by_mail}
        )

    there = (Fate.DELIVERED, Fate.CORRECTING, Fate.UNCORRECTED)
    failed = copies(Fate.FAILED, Fate.UNCORRECTED)
    missed = undelivered(session, announcement_id=announcement.id, most=NAMED) if failed else []
    return Report(
        announcement_id=announcement.id,
        state=announcement.state,
        text=announcement.text,
        total=sum(one.copies for one in counted),
        delivered=copies(*there),
        by_mail=copies(*there, by_mail=True),
        waiting=copies(Fate.WAITING),
        correcting=copies(Fate.CORRECTING),
        uncorrected=copies(Fate.UNCORRECTED),
        failed=copies(Fate.FAILED),
        held_back=copies(Fate.HELD_BACK),
        unsure=copies(Fate.UNSURE),
        asked=sum(one.people for one in counted) if announcement.asks_seen else 0,
        seen=sum(one.seen for one in counted),
        is_corrected=announcement.revision > 0,
        ended_at=announcement.ended_at,
        send_at=announcement.send_at,
        refusals=tuple(
            Refusal(name=one.name, channel=one.channel, reason=one.error) for one in missed
        ),
    )


def is_settled(report: Report) -> bool:
    """Whether no copy waits for anything."""
    return not (report.waiting or report.correcting)


def tell(session: Session, *, announcement: Announcement, report: Report, now: datetime) -> bool:
    """Have whoever sent it read how it stands; whether there was something new to tell.

    Not while an earlier edit is on its way, and not to one who leads the process no more.
    """
    process = session.get_one(Process, announcement.process_id)
    by = session.get_one(Person, announcement.by_id)
    membership = find_membership(session, process_id=process.id, person_id=by.id)
    if process.team_id is None or not may(membership, Act.ANNOUNCE):
        return False
    stem = _stem(announcement)
    latest, first = latest_post(session, key_begins=stem), find_post(session, key=f"{stem}0")
    is_too_soon = (
        latest is not None and now < latest.due_at + PAUSE and announcement.ended_at is None
    )
    if is_too_soon or not is_news(session, announcement=announcement, report=report):
        return False
    number = 0 if latest is None else int(latest.key.removeprefix(stem)) + 1
    return put(
        session,
        key=f"{stem}{number}",
        team_id=process.team_id,
        process_id=process.id,
        person_id=by.id,
        edits=None if first is None else first.id,
        message=_made(session, announcement, report),
        due_at=now,
    )


def is_news(session: Session, *, announcement: Announcement, report: Report) -> bool:
    """Whether the report reads otherwise now, and no earlier one is on its way."""
    latest = latest_post(session, key_begins=_stem(announcement))
    if latest is None:
        return True
    is_on_its_way = latest.state in (PostState.WAITING, PostState.CLAIMED)
    return not is_on_its_way and latest.message != _made(session, announcement, report)


def _stem(announcement: Announcement) -> str:
    return f"announcement:{announcement.id}:report:"


def _made(session: Session, announcement: Announcement, report: Report) -> Message:
    by = session.get_one(Person, announcement.by_id)
    return report_message(report, Language(by.language))


def settle(session: Session, *, announcement: Announcement, report: Report, now: datetime) -> None:
    """Note that it has ended, if it has."""
    if is_settled(report) and announcement.ended_at is None:
        announcement.ended_at = now
        if announcement.state is AnnouncementState.SENDING:
            announcement.state = AnnouncementState.SENT
        session.add(announcement)
        session.flush()
