"""A facilitator saves a meeting: what that would send, before it does, and the saving itself.

What was shown in a preview may be out of date when the button is pressed: a mark of the meeting as
it stood travels along, and another mark means that somebody else has changed it meanwhile.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from sqlmodel import Session

from bot.access import may_attend
from bot.calendar.events import Organizer
from bot.conversation.questions import Language
from bot.days import in_time
from bot.meeting_drafts import Draft, Fault, check, cleaned
from bot.meeting_events import words_of
from bot.meeting_invitations import URGENT
from bot.meeting_mails import mail_address
from bot.meeting_seats import put_offers
from bot.meetings import Weight, change, make, weigh
from bot.voice.meetings import MeetingWords
from bot.waiting_line import offer_seats
from models import Invitation, Meeting, Person, Process
from models.enums import MeetingState
from models.invitations import invitations_to, seats_taken, waiting_for_a_seat
from models.meetings import find_meeting, lock_meeting
from models.people import members_of
from models.rosters import invited_ever


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """Which meeting is meant. Without a `meeting_id` a new one, and `mark` is its UID to be."""

    process_id: int
    meeting_id: int | None
    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """What saving would send, and to whom. Names are in the order in which people were invited."""

    weight: Weight | None  # None: a new meeting
    invited: tuple[str, ...]  # get their first invitation
    told: tuple[str, ...]  # have one, and hear of the change
    offered: tuple[str, ...]  # wait, and are offered a seat
    by_mail: int | None  # of those invited and told get a mail as well; None: mail is not set up
    at: datetime  # when it is sent

    @property
    def reached(self) -> int:
        """How many people hear of the meeting."""
        return len(self.invited) + len(self.told)


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """The meeting is as it was filled in. `forecast` says what is sent for it."""

    meeting: Meeting
    forecast: Forecast


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedBefore:
    """The same was sent in a moment ago. Nothing was changed."""

    meeting: Meeting


@dataclass(frozen=True, slots=True)
class ChangedMeanwhile:
    """Somebody else has changed the meeting since. Nothing was changed."""


@dataclass(frozen=True, slots=True)
class NotThere:
    """There is no such meeting, or it is over or called off. Nothing was changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Faulty:
    """What is wrong, by field. Nothing was changed."""

    faults: dict[str, Fault]


Outcome = Saved | SavedBefore | ChangedMeanwhile | NotThere | Faulty


def draft_of(meeting: Meeting) -> Draft:
    """The meeting as a form shows it to begin with."""
    return Draft(
        title=meeting.title,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        form=meeting.form,
        place=meeting.place or "",
        link=meeting.link or "",
        agenda=meeting.agenda,
        capacity=meeting.capacity,
        audience=tuple(meeting.audience),
        asks_needs=meeting.asks_needs,
        reminder_minutes=tuple(meeting.reminder_minutes),
    )


def mark_of(meeting: Meeting) -> str:
    """A short name for the meeting just as it stands: another one if anything was changed."""
    stands = (draft_of(meeting), meeting.state, meeting.sequence, meeting.revision)
    return sha256(repr(stands).encode("utf-8", "backslashreplace")).hexdigest()[:16]


def may_be_changed(meeting: Meeting | None, *, now: datetime) -> bool:
    """Whether the meeting is still to take place."""
    return (
        meeting is not None
        and meeting.retired_at is None
        and meeting.state is MeetingState.PLANNED
        and meeting.ends_at > now
    )


def forecast(
    session: Session,
    *,
    process: Process,
    meeting: Meeting | None,
    draft: Draft,
    by_mail: bool,
    now: datetime,
) -> Forecast:
    """What saving the draft would send. `by_mail`: mail is set up. Changes nothing."""
    clean = cleaned(draft)
    assert clean.starts_at is not None
    invitations = [] if meeting is None else invitations_to(session, meeting_id=meeting.id)
    weight = None if meeting is None else weigh(meeting, clean)
    hears = weight is not None and weight is not Weight.NOTHING
    untold = [person for one, person in invitations if one.told_revision < 0]
    new = _members_uninvited(session, process=process, meeting=meeting, audience=clean.audience)
    told = [person for one, person in invitations if one.told_revision >= 0 and hears]
    invited = [*untold, *new]
    begins = meeting.invite_from if meeting is not None and meeting.invite_from else now
    at = in_time(max(now, begins), before=clean.starts_at, margin=URGENT)
    return Forecast(
        weight=weight,
        invited=tuple(one.name for one in invited),
        told=tuple(one.name for one in told),
        offered=_to_be_offered(session, meeting=meeting, draft=clean),
        by_mail=sum(mail_address(one) is not None for one in (*invited, *told))
        if by_mail
        else None,
        at=at,
    )


def _members_uninvited(
    session: Session, *, process: Process, meeting: Meeting | None, audience: tuple[str, ...]
) -> list[Person]:
    """Who has joined in a role that is meant, and has no invitation, not even one taken back."""
    known = invited_ever(session, meeting_id=meeting.id) if meeting is not None else set()
    return [
        person
        for membership, person in members_of(session, process_id=process.id)
        if may_attend(membership, audience=list(audience)) and person.id not in known
    ]


def _to_be_offered(session: Session, *, meeting: Meeting | None, draft: Draft) -> tuple[str, ...]:
    if meeting is None:
        return ()
    waiting = waiting_for_a_seat(session, meeting_id=meeting.id)
    if draft.capacity is not None:
        waiting = waiting[: max(0, draft.capacity - seats_taken(session, meeting=meeting))]
    return tuple(session.get_one(Person, one.person_id).name for one in waiting)


def words_after(
    meeting: Meeting | None, *, process: Process, draft: Draft, language: Language
) -> MeetingWords:
    """The meeting in the words that people would read once the draft is saved."""
    clean, key = cleaned(draft), language.value
    assert clean.starts_at is not None
    assert clean.ends_at is not None
    if meeting is None:
        before = MeetingWords(
            meeting_id=0,
            process=process.title[key],
            title="",
            starts_at=clean.starts_at,
            ends_at=clean.ends_at,
            form=clean.form,
            place=None,
            link=None,
            about="",
            agenda="",
        )
    else:
        before = words_of(meeting, process=process, language=language)
    moved = (before.starts_at, before.ends_at) != (clean.starts_at, clean.ends_at)
    return replace(
        before,
        title=clean.title[key],
        starts_at=clean.starts_at,
        ends_at=clean.ends_at,
        form=clean.form,
        place=clean.place or None,
        link=clean.link or None,
        agenda=clean.agenda[key] if clean.agenda else "",
        former=(before.starts_at, before.ends_at) if moved else None,
    )


def save(
    session: Session,
    *,
    process: Process,
    aim: Aim,
    draft: Draft,
    by: Person,
    organizer: Organizer | None,
    now: datetime,
) -> Outcome:
    """Make or change the meeting. The invitations and the news of it go out by themselves."""
    by_mail = organizer is not None
    if aim.meeting_id is None:
        return _make(session, process, aim, draft, by=by, by_mail=by_mail, now=now)
    meeting = lock_meeting(session, meeting_id=aim.meeting_id)
    if meeting.process_id != process.id or not may_be_changed(meeting, now=now):
        return NotThere()
    if mark_of(meeting) != aim.mark:
        is_so = cleaned(draft_of(meeting)) == cleaned(draft)
        return SavedBefore(meeting=meeting) if is_so else ChangedMeanwhile()
    if faults := check(session, draft=draft, meeting=meeting, now=now):
        return Faulty(faults=faults)
    told = forecast(
        session, process=process, meeting=meeting, draft=draft, by_mail=by_mail, now=now
    )
    meeting, _ = change(session, meeting_id=meeting.id, draft=draft, by=by, now=now)
    offered = offer_seats(session, meeting=meeting, now=now)
    put_offers(session, meeting=meeting, offered=offered, organizer=organizer, now=now)
    return Saved(meeting=meeting, forecast=told)


def _make(
    session: Session,
    process: Process,
    aim: Aim,
    draft: Draft,
    *,
    by: Person,
    by_mail: bool,
    now: datetime,
) -> Outcome:
    there = find_meeting(session, uid=aim.mark)
    if there is not None:
        return SavedBefore(meeting=there) if there.process_id == process.id else NotThere()
    if faults := check(session, draft=draft, meeting=None, now=now):
        return Faulty(faults=faults)
    told = forecast(session, process=process, meeting=None, draft=draft, by_mail=by_mail, now=now)
    meeting = make(session, process=process, draft=draft, by=by, uid=aim.mark, now=now)
    return Saved(meeting=meeting, forecast=told)


def told_of_a_calling_off(session: Session, *, meeting: Meeting) -> list[Invitation]:
    """Who knows of the meeting, and so hears that it is called off."""
    return [
        invitation
        for invitation, _ in invitations_to(session, meeting_id=meeting.id)
        if invitation.told_revision >= 0
    ]
