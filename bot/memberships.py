"""What becomes of memberships: another organisation, another role, leaving, coming back.

Answers are the organisation's and stay with it. Every act is checked as it is done, so that a role
that was taken away while a modal was open counts, and nobody takes away the last facilitator.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlmodel import Session

from bot.access import Act, may
from bot.calendar.events import Organizer
from bot.conversation.questions import Language
from bot.meeting_invitations import invite as invite_to_meeting
from bot.meeting_people import take_off
from bot.outbox import put
from bot.voice.blocks import Message
from bot.voice.membership_notes import left_message, moved_message, role_message
from models import AuditLine, Meeting, Membership, Organisation, Person, Process
from models.enums import MeetingState, Role, Stage
from models.invitations import invitations_of
from models.members import count_facilitators, history_of
from models.organisations import current_organisation
from models.people import find_membership, find_organisation_of, lock_membership
from models.stand_ins import clear_stand_in

MOVED, ROLE_CHANGED, LEFT = "members.move", "members.role", "members.leave"


class Refusal(StrEnum):
    """Why nothing was changed."""

    NOT_ALLOWED = "not_allowed"
    LAST_FACILITATOR = "last_facilitator"
    NOTHING_NEW = "nothing_new"
    NO_ORGANISATION = "no_organisation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """It was changed, and the person is told of it."""

    membership: Membership
    person: Person
    organisation: Organisation | None  # as it is now


def move(
    session: Session, *, membership_id: int, organisation_id: int, by: Person, now: datetime
) -> Done | Refusal:
    """Have the person take part for another organisation. What they answered stays where it is."""
    found = _locked(session, membership_id=membership_id)
    if found is None or not _leads(session, found[0], by):
        return Refusal.NOT_ALLOWED
    process, membership, person = found
    organisation = current_organisation(session, organisation_id=organisation_id)
    if organisation is None:
        return Refusal.NO_ORGANISATION
    former = find_organisation_of(session, membership=membership)
    if former is not None and former.id == organisation.id:
        return Refusal.NOTHING_NEW
    membership.organisation_id = organisation.id
    session.add(membership)
    clear_stand_in(session, process_id=process.id, person_id=person.id)  # no colleagues any more
    about = {"from": former.id if former else None, "to": organisation.id}
    line = _note(session, membership, act=MOVED, about=about, by=by, now=now)
    if membership.stage is Stage.JOINED and by.id != person.id:
        language = Language(person.language)
        words = moved_message(
            language,
            process=process.title[language.value],
            former=former.name if former else None,
            organisation=organisation.name,
            by=by.name,
        )
        _tell(session, process, person, words, line=line, now=now)
    return Done(membership=membership, person=person, organisation=organisation)


def change_role(
    session: Session, *, membership_id: int, role: Role, by: Person, now: datetime
) -> Done | Refusal:
    """Give the person another role. Only who has joined can lead."""
    found = _locked(session, membership_id=membership_id)
    if found is None or not _leads(session, found[0], by):
        return Refusal.NOT_ALLOWED
    process, membership, person = found
    if membership.role is role:
        return Refusal.NOTHING_NEW
    if role is Role.FACILITATOR and membership.stage is not Stage.JOINED:
        return Refusal.NOT_ALLOWED
    if _is_last_facilitator(session, membership):
        return Refusal.LAST_FACILITATOR
    former, membership.role = membership.role, role
    session.add(membership)
    about = {"from": former.value, "to": role.value}
    line = _note(session, membership, act=ROLE_CHANGED, about=about, by=by, now=now)
    if membership.stage is Stage.JOINED and by.id != person.id:
        language = Language(person.language)
        title = process.title[language.value]
        words = role_message(language, process=title, role=role.value, by=by.name)
        _tell(session, process, person, words, line=line, now=now)
    organisation = find_organisation_of(session, membership=membership)
    return Done(membership=membership, person=person, organisation=organisation)


def leave(
    session: Session,
    *,
    membership_id: int,
    by: Person,
    organizer: Organizer | None,
    now: datetime,
) -> Done | Refusal:
    """End a membership, one's own or as a facilitator. Invitations to coming meetings are taken back."""
    found = _locked(session, membership_id=membership_id)
    if found is None or not (by.id == found[2].id or _leads(session, found[0], by)):
        return Refusal.NOT_ALLOWED
    process, membership, person = found
    if membership.stage is Stage.LEFT:
        return Refusal.NOTHING_NEW
    if _is_last_facilitator(session, membership):
        return Refusal.LAST_FACILITATOR
    had_joined = membership.stage is Stage.JOINED
    membership.stage = Stage.LEFT
    if by.id != person.id:
        membership.decided_by_id = by.id  # who was taken off does not come back without a yes
    session.add(membership)
    session.flush()
    clear_stand_in(session, process_id=process.id, person_id=person.id)
    meetings = [
        meeting.id
        for _, meeting in invitations_of(session, person_id=person.id)
        if meeting.process_id == process.id
        and take_off(session, meeting=meeting, person=person, organizer=organizer, by=by, now=now)
    ]
    line = _note(session, membership, act=LEFT, about={"meetings": meetings}, by=by, now=now)
    organisation = find_organisation_of(session, membership=membership)
    if had_joined:
        language = Language(person.language)
        words = left_message(
            language,
            process_id=process.id,
            process=process.title[language.value],
            organisation=organisation.name if organisation else None,
            by=None if by.id == person.id else by.name,
        )
        _tell(session, process, person, words, line=line, now=now)
    return Done(membership=membership, person=person, organisation=organisation)


def invite_back_to_meetings(session: Session, *, membership: Membership, now: datetime) -> int:
    """Who has come back is invited again to what was taken from them when they left; how many."""
    lines = history_of(session, membership=membership, acts=[LEFT], most=1)
    meetings = lines[0][0].about.get("meetings", ()) if lines else ()
    if not meetings:
        return 0
    person = session.get_one(Person, membership.person_id)
    coming = [
        meeting
        for number in meetings
        if (meeting := session.get(Meeting, number)) is not None
        and meeting.starts_at > now
        and meeting.state is MeetingState.PLANNED
        and meeting.retired_at is None
        and membership.role.value in meeting.audience
    ]
    return sum(invite_to_meeting(session, meeting=one, person=person, now=now) for one in coming)


def _locked(session: Session, *, membership_id: int) -> tuple[Process, Membership, Person] | None:
    """All that is decided on, for one at a time: of two who take off each other, one is left."""
    there = session.get(Membership, membership_id)
    if there is None:
        return None
    process = session.get(
        Process, there.process_id, with_for_update={"key_share": True}, populate_existing=True
    )
    membership = lock_membership(session, membership_id=membership_id)
    assert process is not None
    assert membership is not None
    return process, membership, session.get_one(Person, membership.person_id)


def _leads(session: Session, process: Process, by: Person) -> bool:
    mine = find_membership(session, process_id=process.id, person_id=by.id)
    if mine is not None:
        session.refresh(mine)
    return may(mine, Act.RUN_MEMBERS)


def _is_last_facilitator(session: Session, membership: Membership) -> bool:
    if membership.role is not Role.FACILITATOR or membership.stage is not Stage.JOINED:
        return False
    return count_facilitators(session, process_id=membership.process_id) < 2


def _note(
    session: Session,
    membership: Membership,
    *,
    act: str,
    about: Mapping[str, object],
    by: Person,
    now: datetime,
) -> AuditLine:
    line = AuditLine(
        process_id=membership.process_id,
        person_id=by.id,
        act=act,
        about={"membership": membership.id, **about},
        at=now,
    )
    session.add(line)
    session.flush()
    return line


def _tell(
    session: Session,
    process: Process,
    person: Person,
    message: Message,
    *,
    line: AuditLine,
    now: datetime,
) -> None:
    put(
        session,
        key=f"membership:changed:{line.id}",
        team_id=person.team_id,
        process_id=process.id,
        person_id=person.id,
        message=message,
        due_at=now,
        waits_for_daytime=line.person_id != person.id,
    )
