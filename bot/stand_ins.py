"""Who gets something in somebody's place while they are away: asked of the rows each time.

Reminders go to the stand-in alone, and to nobody where there is none. Of meetings both are told: an
invitation is the person's own, and waits for them.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session

from bot.conversation.questions import Language
from bot.days import local
from bot.meeting_events import words_of
from bot.outbox import put
from bot.voice.stand_ins import meeting_note
from models import Meeting, Person, Process
from models.stand_ins import stand_ins


@dataclass(frozen=True, slots=True, kw_only=True)
class Away:
    """Somebody is away up to and with that day. `stand_in` None: nobody gets what they do not."""

    until: date
    stand_in: Person | None


def last_day_of_pause(person: Person, *, now: datetime) -> date | None:
    """Until and with which day this person wants no reminders. None: they get them."""
    if person.silent_until is None or person.silent_until <= now:
        return None
    return local(person.silent_until).date() - timedelta(days=1)


def away_of(session: Session, *, process_id: int, person: Person, now: datetime) -> Away | None:
    """Whether the person wants no reminders now, and who gets them. None: they get them."""
    until = last_day_of_pause(person, now=now)
    if until is None:
        return None
    found = stand_ins(session, process_id=process_id, now=now)
    return Away(until=until, stand_in=found.get(person.id))


def put_meeting_note(
    session: Session,
    *,
    process: Process,
    person: Person,
    meeting: Meeting,
    kind: str,
    mark: str,
    waits_for_daytime: bool,
    now: datetime,
) -> bool:
    """Tell the stand-in of a meeting of the person's; False if there is none. `mark` tells them apart."""
    away = away_of(session, process_id=process.id, person=person, now=now)
    if away is None or away.stand_in is None:
        return False
    language = Language(away.stand_in.language)
    return put(
        session,
        key=f"meeting:{meeting.id}:stand_in:{mark}:for:{person.id}:to:{away.stand_in.id}",
        team_id=person.team_id,
        process_id=process.id,
        person_id=away.stand_in.id,
        message=meeting_note(
            words_of(meeting, process=process, language=language),
            language,
            kind=kind,
            colleague=person.name,
            until=away.until,
            comes=False,
            now=now,
        ),
        due_at=now,
        waits_for_daytime=waits_for_daytime,
    )
