"""The link to a meeting: who gets it when, and that a new one reaches everybody who asked.

A `Handout` of a link says who has asked, and which link they know. Without a link it is owed to
them: `put_links` sends it as soon as it is known and open, and another one if it is replaced.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlmodel import Session

from bot.access import LINKS_OPEN, Asker, is_entitled_to_link, may_get_link
from bot.conversation.questions import Language
from bot.days import can_wait
from bot.documents import asker_of, askers_of
from bot.meeting_invitations import URGENT
from bot.outbox import put
from bot.voice.meeting_links import LinkWords, new_link_message
from models import Handout, Invitation, Meeting, Membership, Person
from models.enums import MeetingForm, MeetingState, Role, Thing
from models.handouts import links_owed, note_handout
from models.invitations import find_invitation, invitations_to
from models.meetings import coming_meetings
from models.people import members_of
from models.posts import find_post


@dataclass(frozen=True, slots=True)
class Known:
    """Here it is."""

    meeting: Meeting


@dataclass(frozen=True, slots=True)
class Early:
    """It comes a week before; it is noted that they want it."""

    meeting: Meeting
    opens_at: datetime


class Why(StrEnum):
    """Why there is no link to give. The values are parts of a template."""

    UNKNOWN = "unknown"  # nobody has said it yet; it is noted that they want it
    NONE_NEEDED = "none_needed"  # people meet in one place
    OVER = "over"
    CALLED_OFF = "called_off"


@dataclass(frozen=True, slots=True)
class NotThere:
    """It would be theirs, and there is none."""

    meeting: Meeting
    why: Why


@dataclass(frozen=True, slots=True, kw_only=True)
class NotTheirs:
    """The meeting is for others. Without a `meeting` it is as if there were none."""

    meeting_id: int
    meeting: Meeting | None


Outcome = Known | Early | NotThere | NotTheirs


def ask_for_link(
    session: Session, *, membership: Membership, meeting_id: int, now: datetime
) -> Outcome:
    """What becomes of asking for the link. Whoever is to have it and cannot yet, gets it later."""
    meeting = session.get(Meeting, meeting_id)
    is_here = meeting is not None and meeting.process_id == membership.process_id
    if meeting is None or not is_here or _is_gone(meeting):
        return NotTheirs(meeting_id=meeting_id, meeting=None)
    asker = asker_of(session, membership=membership)
    invitation = find_invitation(session, meeting_id=meeting.id, person_id=membership.person_id)
    if not _is_entitled(asker, meeting, invitation):
        # The market is not told of meetings that are held for others.
        is_told = membership.role is not Role.MARKET_ACTOR
        return NotTheirs(meeting_id=meeting.id, meeting=meeting if is_told else None)
    may_now = _may_now(asker, meeting, invitation, now=now)
    is_known = may_now and bool(meeting.link) and meeting.state is MeetingState.PLANNED
    if not is_known and (why := _why_never(meeting, now=now)):
        return NotThere(meeting, why)
    note_handout(
        session,
        process_id=meeting.process_id,
        person_id=membership.person_id,
        thing=Thing.MEETING_LINK,
        thing_id=meeting.id,
        link=meeting.link if is_known else None,
        now=now,
    )
    if is_known:
        return Known(meeting)
    opens_at = meeting.starts_at - LINKS_OPEN
    return NotThere(meeting, Why.UNKNOWN) if may_now else Early(meeting, opens_at)


def _why_never(meeting: Meeting, *, now: datetime) -> Why | None:
    """Why no link will come, if none will."""
    if meeting.state is MeetingState.CALLED_OFF:
        return Why.CALLED_OFF
    if now >= meeting.ends_at:
        return Why.OVER
    if not meeting.link and meeting.form is MeetingForm.PHYSICAL:
        return Why.NONE_NEEDED
    return None


def _is_gone(meeting: Meeting) -> bool:
    """Whether it has left the process. One that was called off for that is still spoken of."""
    return meeting.retired_at is not None and meeting.state is not MeetingState.CALLED_OFF


def _is_entitled(asker: Asker | None, meeting: Meeting, invitation: Invitation | None) -> bool:
    return is_entitled_to_link(
        asker,
        meeting_id=meeting.id,
        audience=meeting.audience,
        is_invited=invitation is not None and invitation.removed_at is None,
    )


def _may_now(
    asker: Asker | None, meeting: Meeting, invitation: Invitation | None, *, now: datetime
) -> bool:
    return may_get_link(
        asker,
        meeting_id=meeting.id,
        audience=meeting.audience,
        is_invited=invitation is not None and invitation.removed_at is None,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        now=now,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Owed:
    """One person who is to have one link, and does not know it."""

    meeting: Meeting
    handout: Handout
    person: Person
    invitation: Invitation | None


def _owed(session: Session, *, now: datetime) -> Iterator[_Owed]:
    for meeting in coming_meetings(session, now=now):
        yield from _owed_of(session, meeting, now=now)


def _owed_of(session: Session, meeting: Meeting, *, now: datetime) -> Iterator[_Owed]:
    owed = links_owed(session, meeting_id=meeting.id, link=meeting.link or "")
    if not meeting.link or not owed:
        return
    invitations = {person.id: one for one, person in invitations_to(session, meeting_id=meeting.id)}
    people = {person.id for _, person in owed}
    askers = _askers(session, process_id=meeting.process_id, people=people)
    for handout, person in owed:
        invitation = invitations.get(person.id)
        is_later = invitation is not None and _is_to_be_told(meeting, invitation, now=now)
        if not is_later and _may_now(askers.get(person.id), meeting, invitation, now=now):
            yield _Owed(meeting=meeting, handout=handout, person=person, invitation=invitation)


def coming_links(session: Session, *, now: datetime) -> list[tuple[datetime, str]]:
    """When links that have been asked for will be sent, as far as they are known, with their keys."""
    return [
        (opens, f"meeting:{meeting.id}:link:{meeting.revision}:person:{one.person.id}")
        for meeting in coming_meetings(session, now=now)
        for opens in [max(meeting.starts_at - LINKS_OPEN, now)]
        for one in _owed_of(session, meeting, now=opens)
    ]


def is_any_link_owed(session: Session, *, now: datetime) -> bool:
    """Whether `put_links` would do anything. Only reads."""
    return any(True for _ in _owed(session, now=now))


def put_links(session: Session, *, now: datetime) -> int:
    """Send the link to whoever has asked and does not know it, once each; how many posts.

    Whoever gets a new card of the meeting reads it there. A card that is merely edited rings
    nowhere, so they are told here.
    """
    count = 0
    for owed in list(_owed(session, now=now)):
        if not _stands_on_new_card(session, owed):
            count += _put(session, owed, now=now)
        owed.handout.link, owed.handout.at = owed.meeting.link, now
        session.add(owed.handout)
    session.flush()
    return count


def _askers(session: Session, *, process_id: int, people: set[int]) -> dict[int, Asker]:
    memberships = [
        membership
        for membership, person in members_of(session, process_id=process_id)
        if person.id in people
    ]
    askers = askers_of(session, process_id=process_id, memberships=memberships)
    return {one.person_id: askers[one.id] for one in memberships}


def _is_to_be_told(meeting: Meeting, invitation: Invitation, *, now: datetime) -> bool:
    """Whether the invitation's own message about the change is still to come."""
    is_out = meeting.invite_from is not None and meeting.invite_from <= now
    return is_out and invitation.told_revision < meeting.revision


def _stands_on_new_card(session: Session, owed: _Owed) -> bool:
    """Whether a card with this very link has been sent to them since they asked."""
    if owed.invitation is None:
        return False
    told = f"{owed.invitation.sequence}.{owed.meeting.revision}:person:{owed.person.id}"
    card = find_post(session, key=f"meeting:{owed.meeting.id}:card:{told}")
    return card is not None and card.due_at >= owed.handout.at


def _put(session: Session, owed: _Owed, *, now: datetime) -> int:
    meeting, person = owed.meeting, owed.person
    language = Language(person.language)
    words = LinkWords(
        title=meeting.title[language.value],
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        link=meeting.link,
    )
    is_replaced = owed.handout.link is not None
    return put(
        session,
        key=f"meeting:{meeting.id}:link:{meeting.revision}:person:{person.id}",
        team_id=person.team_id,
        process_id=meeting.process_id,
        person_id=person.id,
        message=new_link_message(words, language, is_replaced=is_replaced),
        due_at=now,
        waits_for_daytime=can_wait(now, before=meeting.starts_at, margin=URGENT),
    )
