"""Who is reminded of a meeting, and when: by the meeting's own plan, read from the rows each time.

Whoever comes is reminded at each point of the plan; whoever has not made up their mind only at those
of a day or more, and is asked again. A point that passed before somebody was told of the meeting, or
answered, is none of theirs; and of several that have passed only the latest counts.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session

from bot.conversation.questions import Language
from bot.days import is_quiet, last_daytime, local
from bot.meeting_events import words_of
from bot.outbox import put
from bot.stand_ins import away_of
from bot.voice.meeting_reminders import MeetingReminderFacts, meeting_reminder
from bot.voice.stand_ins import meeting_note
from models import Invitation, Meeting, Person, Process
from models.enums import Reply
from models.invitations import invitations_to
from models.meetings import meetings_to_be_reminded_of
from models.posts import posts_with_keys, waiting_keys
from models.stand_ins import stand_ins

A_DAY = 1440  # minutes: from then on the undecided are asked, too
HALF_A_DAY = 720  # minutes: from then on the moment keeps to the daytime
_UNDECIDED = frozenset({Reply.NONE, Reply.MAYBE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One point of a meeting's plan."""

    minutes: int  # before the start
    at: datetime
    is_last: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingReminder:
    """One person is to be reminded now."""

    meeting: Meeting
    invitation: Invitation
    person: Person
    point: Point

    @property
    def key(self) -> str:
        """The post's key. Another start makes another reminder."""
        return f"{point_key(self.meeting, self.point)}:person:{self.person.id}"


def point_key(meeting: Meeting, point: Point) -> str:
    """What the keys of all reminders of one point begin with."""
    # With the sequence: of a meeting that moves away and back people are reminded after all.
    start = f"{meeting.starts_at.isoformat()}:{meeting.sequence}"
    return f"meeting:{meeting.id}:reminder:{start}:{point.minutes}"


def plan_of(meeting: Meeting) -> list[Point]:
    """The points of the plan, the first first. Those half a day or more before are in the daytime."""
    plan = sorted(set(meeting.reminder_minutes), reverse=True)
    return [
        Point(minutes=minutes, at=_moment(meeting, minutes), is_last=minutes == plan[-1])
        for minutes in plan
    ]


def _moment(meeting: Meeting, minutes: int) -> datetime:
    at = meeting.starts_at - timedelta(minutes=minutes)
    return at if minutes < HALF_A_DAY else last_daytime(at)


def due_reminders(session: Session, *, now: datetime) -> list[MeetingReminder]:
    """Who is to be reminded now and has not been."""
    due = [one for one in _wanted(session, now=now) if not _waits(one.point, now=now)]
    there = posts_with_keys(session, keys=[one.key for one in due])
    return [one for one in due if one.key not in there]


def put_meeting_reminders(session: Session, *, now: datetime) -> int:
    """Have everybody reminded whose turn it is; how many."""
    due = due_reminders(session, now=now)
    for reminder in due:
        _put(session, reminder, now=now)
    return len(due)


def outdated_meeting_reminders(session: Session, *, now: datetime) -> list[str]:
    """The keys of reminders that wait to be sent though the meeting, or the answer, is another now."""
    waiting = waiting_keys(session, like="meeting:%:reminder:%")
    if not waiting:
        return []
    wanted = {one.key for one in _wanted(session, now=now)}
    return [key for key in waiting if key not in wanted]


def _wanted(session: Session, *, now: datetime) -> Iterator[MeetingReminder]:
    """For each meeting the latest point that has come, for everybody whom it concerns."""
    for meeting in meetings_to_be_reminded_of(session, now=now):
        passed = [point for point in plan_of(meeting) if point.at <= now]
        if not passed:
            continue
        away = stand_ins(session, process_id=meeting.process_id, now=now)
        for invitation, person in invitations_to(session, meeting_id=meeting.id):
            if away.get(person.id, person) is None:
                continue  # they want no reminders, and nobody stands in for them
            if _concerns(meeting, invitation, passed[-1]):
                yield MeetingReminder(
                    meeting=meeting, invitation=invitation, person=person, point=passed[-1]
                )


def _concerns(meeting: Meeting, invitation: Invitation, point: Point) -> bool:
    if invitation.told_at is None or point.at <= _known_since(invitation, invitation.told_at):
        return False
    if invitation.reply in {Reply.WAITING, Reply.OFFERED}:
        return False
    if answered_former(meeting, invitation) or invitation.reply in _UNDECIDED:
        return point.minutes >= A_DAY
    return invitation.reply is Reply.YES


def answered_former(meeting: Meeting, invitation: Invitation) -> bool:
    """Whether the answer was to another time or place than the meeting has now."""
    return invitation.reply is not Reply.NONE and invitation.replied_sequence < meeting.sequence


def _known_since(invitation: Invitation, told_at: datetime) -> datetime:
    return max(told_at, invitation.replied_at or told_at)


def _waits(point: Point, *, now: datetime) -> bool:
    """Whether the point is one for the daytime, and it is not daytime."""
    return point.minutes >= HALF_A_DAY and is_quiet(now)


def _put(session: Session, reminder: MeetingReminder, *, now: datetime) -> None:
    meeting, invitation, person = reminder.meeting, reminder.invitation, reminder.person
    process = session.get_one(Process, meeting.process_id)
    away = away_of(session, process_id=process.id, person=person, now=now)
    if away is not None and away.stand_in is not None:
        _put_to_stand_in(session, reminder, process, away.stand_in, until=away.until, now=now)
        return
    language = Language(person.language)
    facts = MeetingReminderFacts(
        invitation_id=invitation.id,
        sequence=meeting.sequence,
        meeting=words_of(meeting, process=process, language=language),
        reply=invitation.reply,
        form=invitation.form,
        answered_former=answered_former(meeting, invitation),
        is_last=reminder.point.is_last,
        can_be_here=reminder.point.is_last and local(now).date() == local(meeting.starts_at).date(),
    )
    put(
        session,
        key=reminder.key,
        team_id=person.team_id,
        process_id=process.id,
        person_id=person.id,
        message=meeting_reminder(facts, language, now=now),
        due_at=now,
        waits_for_daytime=reminder.point.minutes >= HALF_A_DAY,
    )


def _put_to_stand_in(
    session: Session,
    reminder: MeetingReminder,
    process: Process,
    stand_in: Person,
    *,
    until: date,
    now: datetime,
) -> None:
    """In the place of the one that the person would have got, and so under its key."""
    language = Language(stand_in.language)
    put(
        session,
        key=reminder.key,
        team_id=stand_in.team_id,
        process_id=process.id,
        person_id=stand_in.id,
        message=meeting_note(
            words_of(reminder.meeting, process=process, language=language),
            language,
            kind="reminder",
            colleague=reminder.person.name,
            until=until,
            comes=reminder.invitation.reply is Reply.YES,
            now=now,
        ),
        due_at=now,
        waits_for_daytime=reminder.point.minutes >= HALF_A_DAY,
    )
