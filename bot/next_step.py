"""The one thing that a person should do now in a process. Reads; changes nothing.

What would be lost by waiting comes first: a seat that is kept for a while, a meeting of the next
days, answers noted in one's name; then the needs mapping; then what can wait.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from sqlmodel import Session

from bot.access import Act, may
from bot.call_list import waiting_organisations
from bot.conversation.questions import Language
from bot.meeting_cards import card_facts
from bot.own_mapping import own_mapping
from bot.participation import participation
from bot.timeline import MeetingPoint, Point, timeline
from bot.voice.meetings import CardFacts
from models import Invitation, Meeting, Membership, Organisation, Person, Process
from models.enums import MeetingState, MilestoneState, Reply, Stage
from models.invitations import invitations_of
from models.noted_answers import noted_for
from models.people import find_organisation_of

SOON = timedelta(days=7)  # an invitation to what begins within it is answered first


class Do(StrEnum):
    """What there is to do."""

    JOIN = "join"  # invited, and has not said who they are
    WAIT = "wait"  # for a facilitator's yes
    REFUSED = "refused"
    TAKE_SEAT = "take_seat"
    ANSWER_INVITATION = "answer_invitation"
    CONFIRM_NOTED = "confirm_noted"
    BEGIN = "begin"
    GO_ON = "go_on"
    SEND = "send"
    NEW_QUESTION = "new_question"  # the answers are sent, and there is another question
    DECIDE = "decide"  # a facilitator, on those who apply
    CALL = "call"  # a facilitator, those who wait to be called
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
    """What to do, and as much as its words and its button need."""

    do: Do
    process_id: int
    organisation: str = ""
    meeting: CardFacts | None = None
    interview_id: int | None = None
    up_to_id: int = 0  # of the answers that were noted
    answered: int = 0
    total: int = 0
    count: int = 0  # of those who apply, or who wait to be called
    following: Point | None = None  # what comes next on the timeline


def next_step_of(
    session: Session,
    *,
    process: Process,
    person: Person,
    membership: Membership | None,
    now: datetime,
) -> NextStep:
    """The one thing to do now; if there is nothing, when the next thing comes."""
    step = _outside(session, process, membership) or _inside(
        session, process, person, membership, now=now
    )
    if step.do is not Do.NOTHING:
        return step
    following = _following(session, process=process, person=person, membership=membership, now=now)
    return replace(step, following=following)


def _outside(session: Session, process: Process, membership: Membership | None) -> NextStep | None:
    if membership is not None and membership.stage is Stage.JOINED:
        return None
    organisation = find_organisation_of(session, membership=membership) if membership else None
    stages = {Stage.APPLIED: Do.WAIT, Stage.REFUSED: Do.REFUSED}
    do = stages.get(membership.stage, Do.JOIN) if membership else Do.JOIN
    name = organisation.name if organisation else ""
    return NextStep(do=do, process_id=process.id, organisation=name)


def _inside(
    session: Session,
    process: Process,
    person: Person,
    membership: Membership | None,
    *,
    now: datetime,
) -> NextStep:
    assert membership is not None
    asked = _asked(session, process, person, now=now) if may(membership, Act.ATTEND) else []
    pressing = [
        one
        for one in asked
        if one.meeting is not None
        and (one.do is Do.TAKE_SEAT or one.meeting.meeting.starts_at - now <= SOON)
    ]
    if pressing:
        return min(pressing, key=lambda one: one.do is not Do.TAKE_SEAT)
    own = None
    if may(membership, Act.ANSWER):
        own = _mapping(session, process, person, membership)
    elif may(membership, Act.RUN_MEMBERS):
        own = _leading(session, process, now=now)
    return own or (asked[0] if asked else NextStep(do=Do.NOTHING, process_id=process.id))


def _asked(session: Session, process: Process, person: Person, *, now: datetime) -> list[NextStep]:
    """The invitations that wait for an answer of this person, the first meeting first."""
    waiting: list[NextStep] = []
    for invitation, meeting in invitations_of(session, person_id=person.id):
        if meeting.process_id == process.id and _waits(invitation, meeting, now=now):
            facts = card_facts(
                session, process=process, meeting=meeting, invitation=invitation, person=person
            )
            is_offer = invitation.reply is Reply.OFFERED
            do = Do.TAKE_SEAT if is_offer else Do.ANSWER_INVITATION
            waiting.append(NextStep(do=do, process_id=process.id, meeting=facts))
    return waiting


def _waits(invitation: Invitation, meeting: Meeting, *, now: datetime) -> bool:
    if invitation.told_at is None or meeting.starts_at <= now:
        return False
    if meeting.state is MeetingState.CALLED_OFF:
        return False
    if invitation.reply in {Reply.NONE, Reply.OFFERED}:
        return True
    return invitation.reply is not Reply.WAITING and (
        invitation.replied_sequence < meeting.sequence  # to another time or place
    )


def _mapping(
    session: Session, process: Process, person: Person, membership: Membership
) -> NextStep | None:
    if membership.organisation_id is None:
        return None
    organisation = session.get_one(Organisation, membership.organisation_id)
    found = own_mapping(
        session, process=process, person_id=person.id, organisation_id=organisation.id
    )
    step = NextStep(
        do=Do.GO_ON,
        process_id=process.id,
        organisation=organisation.name,
        interview_id=found.interview_id,
        answered=found.answered,
        total=found.total,
    )
    if found.interview_id is not None:
        noted = noted_for(session, interview_id=found.interview_id, person_id=person.id)
        if noted:
            return replace(step, do=Do.CONFIRM_NOTED, up_to_id=noted[0].latest_id)
    if found.sent_at is not None:
        return replace(step, do=Do.NEW_QUESTION) if found.is_open else None
    if not found.total:
        return None
    if not found.is_open:
        return replace(step, do=Do.SEND)
    return step if found.answered else replace(step, do=Do.BEGIN)


def _leading(session: Session, process: Process, *, now: datetime) -> NextStep | None:
    people = participation(session, process_id=process.id)
    if people.applicants:
        count = len(people.applicants)
        return NextStep(do=Do.DECIDE, process_id=process.id, count=count)
    waiting = waiting_organisations(session, process=process, participation=people, now=now)
    to_call = [one for one in waiting if not one.rests]
    if to_call:
        return NextStep(
            do=Do.CALL,
            process_id=process.id,
            organisation=to_call[0].organisation,
            count=len(to_call),
        )
    return None


def _following(
    session: Session,
    *,
    process: Process,
    person: Person,
    membership: Membership | None,
    now: datetime,
) -> Point | None:
    points = timeline(
        session,
        process_id=process.id,
        membership=membership,
        language=Language(person.language),
        now=now,
    )
    return next((one for one in points if is_coming(one)), None)


def is_coming(point: Point) -> bool:
    """Whether it lies ahead and takes place."""
    if isinstance(point, MeetingPoint):
        return not (point.is_over or point.is_called_off)
    return not point.is_over and point.state not in (
        MilestoneState.DROPPED,
        MilestoneState.UNDER_WAY,
    )
