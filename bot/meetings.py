"""What facilitators do with a meeting: make it, change it, call it off. The row, never the telling.

Who is told what, and how, follows from the row: see bot/meeting_invitations.py.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlmodel import Session

from bot.calendar.text import clean_text
from bot.meeting_drafts import Draft, cleaned, columns_of, digest_of
from models import AuditLine, Meeting, Person, Process
from models.enums import MeetingForm, MeetingState, Reply
from models.invitations import invitations_to
from models.meetings import lock_meeting, new_uid

LONGEST_REASON = 1000


class Weight(StrEnum):
    """What a change asks of those who are invited."""

    NOTHING = "nothing"  # they are not told
    QUIET = "quiet"  # they are told and need not answer again
    ASKS_AGAIN = "asks_again"  # time, place or form: everybody answers again


def weigh(meeting: Meeting, draft: Draft) -> Weight:
    """What the change asks of those who are invited.

    RFC 5546, 2.1.4: SEQUENCE rises with time and status, and with what could make people
    reconsider. A place or a link that was not known before completes the picture.
    """
    clean = cleaned(draft)
    times = (meeting.starts_at, meeting.ends_at) != (clean.starts_at, clean.ends_at)
    elsewhere = bool(meeting.place) and bool(clean.place) and meeting.place != clean.place
    if times or elsewhere or meeting.form is not clean.form:
        return Weight.ASKS_AGAIN
    told = (meeting.title, meeting.agenda, meeting.place or "", meeting.link or "")
    if told != (clean.title, clean.agenda, clean.place, clean.link):
        return Weight.QUIET
    return Weight.NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What saving would do, before it is done."""

    weight: Weight
    invited: tuple[str, ...]  # names of those who have been invited
    coming: int  # of them: have said yes


def preview(session: Session, *, meeting: Meeting, draft: Draft) -> Preview:
    """Whom a change to an existing meeting would reach, and what it would ask of them."""
    people = invitations_to(session, meeting_id=meeting.id)
    return Preview(
        weight=weigh(meeting, draft),
        invited=tuple(person.name for _, person in people),
        coming=sum(invitation.reply is Reply.YES for invitation, _ in people),
    )


def make(
    session: Session,
    *,
    process: Process,
    draft: Draft,
    by: Person,
    now: datetime,
    uid: str | None = None,
) -> Meeting:
    """A new meeting, whose invitations go out at once. The draft must have been checked.

    A `uid` that is known beforehand lets a form that is sent twice make one meeting.
    """
    meeting = Meeting(
        process_id=process.id,
        key="",
        uid=uid or new_uid(),
        invite_from=now,
        changed_at=now,
        **columns_of(draft),
    )
    meeting.key = f"meeting_{meeting.uid[:8]}"
    session.add(meeting)
    session.flush()
    _note(session, meeting, act="make", by=by, now=now)
    return meeting


def change(
    session: Session, *, meeting_id: int, draft: Draft, by: Person, now: datetime
) -> tuple[Meeting, Weight]:
    """The meeting as it was filled in, and what that asks. The draft must have been checked."""
    meeting = lock_meeting(session, meeting_id=meeting_id)
    weight = weigh(meeting, draft)
    before = (meeting.starts_at, meeting.ends_at)
    replaced: dict[str, str] = {}
    for name, value in columns_of(draft).items():
        if (was := getattr(meeting, name)) != value:
            replaced[name] = digest_of(was)
            setattr(meeting, name, value)
    if meeting.invite_from is None:
        meeting.invite_from = now
    note_change(meeting, weight=weight, before=before, now=now)
    session.add(meeting)
    session.flush()
    if weight is Weight.ASKS_AGAIN:
        give_up_digital_seats(session, meeting=meeting)
    _note(session, meeting, act="change", by=by, now=now, replaced=replaced)
    return meeting, weight


def note_change(
    meeting: Meeting, *, weight: Weight, before: tuple[datetime, datetime], now: datetime
) -> None:
    """Raise what tells people, and calendars, that the meeting is not as it was."""
    if weight is Weight.NOTHING:
        return
    if (meeting.starts_at, meeting.ends_at) != before:
        meeting.former_starts_at, meeting.former_ends_at = before
    elif weight is Weight.ASKS_AGAIN:
        meeting.former_starts_at = meeting.former_ends_at = None
    meeting.revision += 1
    meeting.sequence += weight is Weight.ASKS_AGAIN
    meeting.changed_at = now


def give_up_digital_seats(session: Session, *, meeting: Meeting) -> None:
    """Who was to join digitally a meeting that only takes place in a room has no seat, if they are few.

    Then they answer anew. Nobody is asked any more which way they come.
    """
    if meeting.form is MeetingForm.BOTH:
        return
    is_in_a_room = meeting.form is MeetingForm.PHYSICAL and meeting.capacity is not None
    for invitation, _ in invitations_to(session, meeting_id=meeting.id):
        if invitation.form is MeetingForm.DIGITAL and is_in_a_room:
            invitation.reply = Reply.NONE
        invitation.form = None
        session.add(invitation)
    session.flush()


def call_off(
    session: Session, *, meeting_id: int, because: str, by: Person | None, now: datetime
) -> Meeting | None:
    """The meeting does not take place. None if it was called off before, or is over."""
    meeting = lock_meeting(session, meeting_id=meeting_id)
    if meeting.state is MeetingState.CALLED_OFF or meeting.ends_at <= now:
        return None
    meeting.state = MeetingState.CALLED_OFF
    meeting.called_off_because = clean_text(because, LONGEST_REASON).strip() or None
    meeting.sequence += 1
    meeting.revision += 1
    meeting.changed_at = now
    session.add(meeting)
    session.flush()
    _note(session, meeting, act="call_off", by=by, now=now)
    return meeting


def _note(
    session: Session,
    meeting: Meeting,
    *,
    act: str,
    by: Person | None,
    now: datetime,
    **more: object,
) -> None:
    session.add(
        AuditLine(
            process_id=meeting.process_id,
            person_id=by.id if by else None,
            act=f"meetings.{act}",
            about={"meeting": meeting.id, "sequence": meeting.sequence, **more},
            at=now,
        )
    )
