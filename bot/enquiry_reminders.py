"""Questions that nobody has answered: the facilitators are reminded of each once, and offers forgotten.

What is not passed on is deleted, for what people write that is no answer is not to be kept.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from bot.conversation.questions import Language
from bot.days import is_quiet, next_daytime, working_days_after
from bot.enquiries import readers_of
from bot.enquiry_cards import organisation_name
from bot.outbox import put
from bot.voice.enquiry_desk import WaitingLine, reminder_message
from models import Enquiry, Person, Process
from models.enquiries import unreminded_enquiries

DAYS = 2  # working days that a question waits before they are reminded
_TOLD = 5  # questions shown in one reminder


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """A question of which the facilitators will be reminded, and when."""

    enquiry: Enquiry
    due_at: datetime

    @property
    def key(self) -> str:
        """What `sammen due` calls it."""
        return f"enquiry:{self.enquiry.id}:reminder"


def coming_reminders(session: Session, *, now: datetime | None = None) -> list[Coming]:
    """Each question that waits unreminded, the first due first. With `now`: if due."""
    coming = [
        Coming(enquiry=one, due_at=_due(one.waiting_since or one.made_at))
        for one in unreminded_enquiries(session)
    ]
    due = [one for one in coming if now is None or one.due_at <= now]
    return sorted(due, key=lambda one: (one.due_at, one.enquiry.id))


def _due(since: datetime) -> datetime:
    return next_daytime(working_days_after(since, DAYS))


def put_reminders(session: Session, *, now: datetime) -> int:
    """Remind of what has waited too long, once; how many questions. Not in quiet hours."""
    if is_quiet(now):
        return 0
    due = coming_reminders(session, now=now)
    for process_id in dict.fromkeys(one.enquiry.process_id for one in due):
        mine = [one.enquiry for one in due if one.enquiry.process_id == process_id]
        _put(session, session.get_one(Process, process_id), mine, now=now)
    for one in due:
        one.enquiry.reminded_at = now
        session.add(one.enquiry)
    session.flush()
    return len(due)


def _put(session: Session, process: Process, waiting: Sequence[Enquiry], *, now: datetime) -> None:
    lines = [_line(session, one) for one in waiting[:_TOLD]]
    more = len(waiting) - len(lines)
    key = f"enquiries:{process.id}:reminder:{now.isoformat()}"

    def words(language: Language) -> dict[str, object]:
        return reminder_message(language, process_id=process.id, lines=lines, more=more)

    if process.team_id is not None and process.facilitators_channel is not None:
        put(
            session,
            key=key,
            team_id=process.team_id,
            process_id=process.id,
            channel=process.facilitators_channel,
            message=words(Language.DANISH),
            due_at=now,
            waits_for_daytime=True,
        )
        return
    for one in readers_of(session, process=process, asker_id=0):
        put(
            session,
            key=f"{key}:person:{one.id}",
            team_id=one.team_id,
            process_id=process.id,
            person_id=one.id,
            message=words(Language(one.language)),
            due_at=now,
            waits_for_daytime=True,
        )


def _line(session: Session, enquiry: Enquiry) -> WaitingLine:
    return WaitingLine(
        enquiry_id=enquiry.id,
        name=session.get_one(Person, enquiry.person_id).name,
        organisation=organisation_name(session, enquiry=enquiry),
        text=enquiry.text,
        since=enquiry.waiting_since or enquiry.made_at,
    )
