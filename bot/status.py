"""Everything that the status of one process tells a facilitator. Worded in bot/voice/summaries.py."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session

from bot.conversation.questions import Language
from bot.days import local
from bot.meeting_rosters import Held, held_with_turnout
from bot.participation import Participation, participation
from bot.questionnaires import questionnaire_of
from bot.slices import Offered, offered, participation_within
from bot.summaries import Changes, changes
from models import Process
from models.enquiries import Unanswered, unanswered_of
from models.participation import Replies, coming_meetings_answered
from models.slices import WHOLE, Slice
from models.summaries import has_answers
from models.undelivered import Undelivered, count_undelivered, undelivered_posts

WEEKS = 6  # told of the trend
_MEETINGS, _UNDELIVERED = 3, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """How many organisations had sent their answers by the end of a week."""

    monday: date
    so_far: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """Where one process stands, or a slice of its organisations."""

    process_id: int
    process: str  # its title, in the reader's language
    participation: Participation
    changes: Changes | None  # None the first time somebody looks
    has_answers: bool
    now: datetime
    weeks: tuple[Week, ...] = ()  # the last ones
    meetings: Sequence[Replies] = ()  # to come
    held: Sequence[Held] = ()  # the latest first
    undelivered: Sequence[Undelivered] = ()  # the newest
    undelivered_count: int = 0
    enquiries: Unanswered | None = None  # questions that wait for a facilitator
    within: Slice = WHOLE
    offered: Offered | None = None  # None: there is nothing to choose between


def status_of(
    session: Session,
    *,
    process: Process,
    person_id: int,
    since: datetime | None,
    language: Language,
    now: datetime,
    within: Slice = WHOLE,
) -> Status:
    """How things stand, and what is new since then apart from what this person did."""
    everybody = participation(session, process_id=process.id)
    people = participation_within(session, everybody, within, process_id=process.id)
    new = None
    if since is not None and within.is_whole:
        new = changes(
            session, process=process, participation=people, since=since, person_id=person_id
        )
    return Status(
        process_id=process.id,
        process=process.title[language.value],
        participation=people,
        changes=new,
        has_answers=has_answers(session, process_id=process.id),
        now=now,
        weeks=weeks_of(people, now=now),
        meetings=coming_meetings_answered(session, process_id=process.id, now=now, most=_MEETINGS),
        held=held_with_turnout(session, process_id=process.id, now=now) if within.is_whole else (),
        undelivered=undelivered_posts(session, process_id=process.id, most=_UNDELIVERED),
        undelivered_count=count_undelivered(session, process_id=process.id),
        enquiries=unanswered_of(session, process_id=process.id),
        within=within,
        offered=offered(
            session,
            participation=everybody,
            questionnaire=questionnaire_of(session, process=process),
        ),
    )


def weeks_of(people: Participation, *, now: datetime) -> tuple[Week, ...]:
    """The last weeks up to this one, from the first in which somebody sent."""
    sent: Counter[date] = Counter()
    for day, count in people.sent_on.items():
        sent[_monday(day)] += count
    if not sent:
        return ()
    this_week = max(_monday(local(now).date()), *sent)
    weeks: list[Week] = []
    monday, so_far = min(sent), 0
    while monday <= this_week:
        so_far += sent[monday]
        weeks.append(Week(monday=monday, so_far=so_far))
        monday += timedelta(days=7)
    return tuple(weeks[-WEEKS:])


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
