"""Who stopped half-way through a needs mapping, and when they are reminded of it.

Of an organisation only the one who was heard from last is reminded: if a colleague has continued,
the others are left alone. There are two reminders at the most for as long as no answer is given.
Their keys therefore carry how many answers the organisation has given, which only grows.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from bot.conversation.questions import Language
from bot.days import is_quiet, next_daytime, working_days_after
from bot.outbox import put
from bot.stand_ins import away_of
from bot.talks import so_far
from bot.voice.reminders import ReminderFacts, reminder_message
from bot.voice.stand_ins import mapping_reminder
from models import Organisation, Person, Process
from models.posts import posts_with_keys, waiting_keys
from models.stand_ins import stand_ins
from models.stopped_interviews import StoppedInterview, stopped_interviews

DAYS_TO_FIRST = 2  # working days after the person was last heard from
DAYS_TO_SECOND = 5  # working days after the first reminder
_SOONEST = timedelta(days=1)  # nobody is due earlier than this: 23:59 on Monday to 9 on Wednesday


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """One reminder to come. `number` is 1 or 2."""

    stopped: StoppedInterview
    number: int
    due_at: datetime

    @property
    def key(self) -> str:
        """The post's key."""
        return _key(self.stopped, self.number)


def first_reminder_at(last_heard_at: datetime) -> datetime:
    """When a person who stops there is first reminded: at 9 on the second working day."""
    return next_daytime(working_days_after(last_heard_at, DAYS_TO_FIRST))


def coming_reminders(session: Session, *, now: datetime | None = None) -> list[Reminder]:
    """The next reminder of everybody who has stopped, the first due first. With `now`: if due."""
    heard_before = None if now is None else now - _SOONEST
    everybody = stopped_interviews(session, heard_before=heard_before)
    keys = [_key(stopped, number) for stopped in everybody for number in (1, 2)]
    there = posts_with_keys(session, keys=keys)
    coming: list[Reminder] = []
    for stopped in everybody:
        due_at = first_reminder_at(stopped.last_heard_at)
        first, second = (there.get(_key(stopped, number)) for number in (1, 2))
        if second is not None:
            continue
        if first is not None:
            later = working_days_after(first.sent_at or first.due_at, DAYS_TO_SECOND)
            due_at = next_daytime(max(due_at, later))
        if stopped.silent_until is not None and stopped.silent_until > due_at:
            due_at = _after_pause(session, stopped, due_at=due_at)
        number = 1 if first is None else 2
        coming.append(Reminder(stopped=stopped, number=number, due_at=due_at))
    due = [reminder for reminder in coming if now is None or reminder.due_at <= now]
    return sorted(due, key=lambda reminder: reminder.due_at)


def _after_pause(session: Session, stopped: StoppedInterview, *, due_at: datetime) -> datetime:
    """When the pause is over; at once where somebody stands in for the person."""
    assert stopped.silent_until is not None
    found = stand_ins(session, process_id=stopped.process_id, now=due_at)
    if found.get(stopped.person_id) is not None:
        return due_at
    return next_daytime(stopped.silent_until)


def put_reminders(session: Session, *, now: datetime) -> int:
    """Have everybody reminded whose turn it is; how many. Nobody in quiet hours."""
    if is_quiet(now):
        return 0
    due = coming_reminders(session, now=now)
    for reminder in due:
        _put(session, reminder, now=now)
    return len(due)


def outdated_reminders(session: Session) -> list[str]:
    """The keys of reminders that wait, though an answer has come or the answers are sent."""
    waiting = waiting_keys(session, like="interview:%:reminder:%")
    if not waiting:
        return []
    wanted = {_key(one, number) for one in stopped_interviews(session) for number in (1, 2)}
    return [key for key in waiting if key not in wanted]


def _put(session: Session, reminder: Reminder, *, now: datetime) -> None:
    stopped = reminder.stopped
    process = session.get_one(Process, stopped.process_id)
    organisation = session.get_one(Organisation, stopped.organisation_id)
    done = so_far(session, process=process, organisation_id=organisation.id)
    language = Language(stopped.language)
    person = session.get_one(Person, stopped.person_id)
    away = away_of(session, process_id=process.id, person=person, now=now)
    if away is not None and away.stand_in is not None:
        language = Language(away.stand_in.language)
        put(
            session,
            key=reminder.key,  # it is in the place of the one that the person would have got
            team_id=stopped.team_id,
            process_id=stopped.process_id,
            person_id=away.stand_in.id,
            message=mapping_reminder(
                language,
                process_id=process.id,
                process=process.title[language.value],
                organisation=organisation.name,
                colleague=person.name,
                until=away.until,
                answered=done.answered,
                total=done.total,
            ),
            due_at=now,
            waits_for_daytime=True,
        )
        return
    facts = ReminderFacts(
        interview_id=stopped.interview_id,
        number=reminder.number,
        process=process.title[language.value],
        organisation=organisation.name,
        answered=done.answered,
        total=done.total,
    )
    put(
        session,
        key=reminder.key,
        team_id=stopped.team_id,
        process_id=stopped.process_id,
        person_id=stopped.person_id,
        message=reminder_message(facts, language),
        due_at=now,
        waits_for_daytime=True,
    )


def _key(stopped: StoppedInterview, number: int) -> str:
    return (
        f"interview:{stopped.interview_id}:reminder:{number}:answers:{stopped.answers_given}"
        f":person:{stopped.person_id}"
    )
