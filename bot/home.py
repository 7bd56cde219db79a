"""What Home shows a person, by where they stand in a process. Reads; changes nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import Session

from bot.access import Act, may
from bot.attendance import may_say_here
from bot.audit import newest_acts
from bot.audit_names import Line
from bot.conversation.engine import Entry
from bot.conversation.questions import Language
from bot.days import local
from bot.documents import asker_of, documents_for
from bot.home_today import Elsewhere, Today, elsewhere_of, today_of
from bot.meeting_cards import card_facts
from bot.next_step import NextStep, next_step_of
from bot.onboarding import card_of
from bot.own_mapping import own_mapping
from bot.participation import Participation, participation
from bot.preferences import Preferences, standing_of
from bot.timeline import Point, timeline
from bot.voice.help import Contact
from bot.voice.meetings import CardFacts
from bot.voice.onboarding import Card, ProcessWords
from models import Membership, Organisation, Person, Process
from models.enums import Attendance, Reply, Role, Stage
from models.invitations import invitations_of
from models.participation import applicants
from models.people import colleagues_of, find_organisation_of
from models.processes import contacts_of, parties_of
from models.summaries import has_answers

APPLICATIONS = 5  # so many can be answered on Home at once
_MEETINGS = 3  # shown with their buttons


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """Somebody who has not said who they are: invited, or simply curious."""

    inviter: str | None
    facilitators: tuple[str, ...]  # the organisations that lead the process
    has_declined: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Somebody who waits for a facilitator's yes."""

    organisation: str
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Somebody whom the facilitators could not vouch for."""

    organisation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answering:
    """Somebody who answers for an organisation."""

    organisation: str
    interview_id: int | None  # None: this person has not begun their side of it
    answered: int
    total: int
    is_open: bool  # a question waits
    sent_at: datetime | None
    entries: tuple[Entry, ...]  # those with an answer
    colleagues: tuple[str, ...]
    noted: Mapping[str, str] = field(default_factory=dict)  # by question: who noted it for them


@dataclass(frozen=True, slots=True, kw_only=True)
class Following:
    """A member in a role without a needs mapping."""

    organisation: str
    role: Role
    sees_sums: bool = False
    colleagues: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Leading:
    """A facilitator."""

    applications: tuple[Card, ...]  # the longest waiting first
    participation: Participation
    has_answers: bool
    today: Today = field(default_factory=Today)
    newest: tuple[Line, ...] = ()  # of the log
    elsewhere: tuple[Elsewhere, ...] = ()


Place = Outside | Waiting | Refused | Answering | Following | Leading


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A document that this person may have. Without a `url`, `where` says where to look."""

    title: str
    url: str | None
    where: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnMeeting:
    """A meeting that this person is invited to."""

    facts: CardFacts
    can_be_here: bool  # it is the day, and they have not said yet that they are there
    is_here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One process on somebody's Home."""

    process: ProcessWords
    place: Place
    points: tuple[Point, ...]
    papers: tuple[Paper, ...]
    contacts: tuple[Contact, ...]
    meetings: tuple[OwnMeeting, ...] = ()  # up to the next that takes place
    step: NextStep | None = None  # of a member who does not lead
    preferences: Preferences | None = None  # of whoever has joined


def page_of(
    session: Session,
    *,
    process: Process,
    person: Person,
    membership: Membership | None,
    now: datetime,
) -> Page:
    """What that person may see of that process. Dates and documents are for members."""
    language = Language(person.language)
    points: tuple[Point, ...] = ()
    papers: tuple[Paper, ...] = ()
    meetings: tuple[OwnMeeting, ...] = ()
    if may(membership, Act.ATTEND):
        meetings = _own_meetings(session, process=process, person=person, now=now)
    if may(membership, Act.SEE_PROCESS):
        points = timeline(
            session, process_id=process.id, membership=membership, language=language, now=now
        )
        papers = _papers(
            session, process=process, membership=membership, language=language, now=now
        )
    leads = may(membership, Act.SEE_STATUS)
    step = None
    if may(membership, Act.SEE_PROCESS) and not leads:
        step = next_step_of(session, process=process, person=person, membership=membership, now=now)
    return Page(
        process=ProcessWords(process_id=process.id, title=process.title, texts=process.texts),
        place=_place(session, process=process, person=person, membership=membership, now=now),
        points=points,
        papers=papers,
        contacts=people_to_ask(session, process_id=process.id, language=language),
        meetings=meetings,
        step=step,
        preferences=standing_of(session, person=person, membership=membership, now=now)
        if may(membership, Act.SEE_PROCESS)
        else None,
    )


def people_to_ask(session: Session, *, process_id: int, language: Language) -> tuple[Contact, ...]:
    """Whom the process names as somebody to ask."""
    return tuple(
        Contact(
            name=one.name,
            title=one.title[language.value],
            organisation=one.organisation_name,
            email=one.email,
            phone=one.phone,
        )
        for one in contacts_of(session, process_id=process_id)
    )


def _place(
    session: Session,
    *,
    process: Process,
    person: Person,
    membership: Membership | None,
    now: datetime,
) -> Place:
    if may(membership, Act.SEE_STATUS):
        people = participation(session, process_id=process.id)
        return Leading(
            applications=_applications(session, process=process),
            participation=people,
            has_answers=has_answers(session, process_id=process.id),
            today=today_of(session, process=process, participation=people, now=now),
            newest=newest_acts(session, process_id=process.id, language=Language(person.language)),
            elsewhere=elsewhere_of(session, person=person, shown=process, now=now),
        )
    outside = {Stage.INVITED, Stage.LATER, Stage.DECLINED, Stage.LEFT}
    if membership is None or membership.stage in outside:
        return _outside(session, process=process, membership=membership)
    organisation = find_organisation_of(session, membership=membership)
    name = organisation.name if organisation else ""
    if membership.stage is Stage.APPLIED:
        return Waiting(organisation=name, since=membership.applied_at or membership.invited_at)
    if membership.stage is Stage.REFUSED:
        return Refused(organisation=name)
    if may(membership, Act.ANSWER) and organisation is not None:
        return _answering(session, process=process, person=person, organisation=organisation)
    return Following(
        organisation=name,
        role=membership.role,
        sees_sums=may(membership, Act.SEE_SUMS),
        colleagues=_colleagues(session, process, person, organisation)
        if organisation is not None and may(membership, Act.SEE_MEMBERS)
        else (),
    )


def _outside(session: Session, *, process: Process, membership: Membership | None) -> Outside:
    by_id = membership.invited_by_id if membership else None
    inviter = session.get(Person, by_id) if by_id is not None else None
    parties = parties_of(session, process_id=process.id)
    return Outside(
        inviter=inviter.name if inviter else None,
        facilitators=tuple(one.name for party, one in parties if party.role is Role.FACILITATOR),
        has_declined=membership is not None and membership.stage is Stage.DECLINED,
    )


def _answering(
    session: Session, *, process: Process, person: Person, organisation: Organisation
) -> Answering:
    own = own_mapping(
        session, process=process, person_id=person.id, organisation_id=organisation.id
    )
    return Answering(
        organisation=organisation.name,
        interview_id=own.interview_id,
        answered=own.answered,
        total=own.total,
        is_open=own.is_open,
        sent_at=own.sent_at,
        entries=own.entries,
        colleagues=_colleagues(session, process, person, organisation),
        noted=own.noted,
    )


def _colleagues(
    session: Session, process: Process, person: Person, organisation: Organisation
) -> tuple[str, ...]:
    found = colleagues_of(
        session,
        process_id=process.id,
        organisation_id=organisation.id,
        except_person_id=person.id,
    )
    return tuple(one.name for one in found)


def _applications(session: Session, *, process: Process) -> tuple[Card, ...]:
    """The longest waiting first, as many as are shown with their buttons."""
    waiting = applicants(session, process_id=process.id)[:APPLICATIONS]
    return tuple(
        card_of(session, membership=session.get_one(Membership, one.membership_id))
        for one in waiting
    )


def _own_meetings(
    session: Session, *, process: Process, person: Person, now: datetime
) -> tuple[OwnMeeting, ...]:
    """The next that takes place, and before it those that were called off."""
    shown: list[OwnMeeting] = []
    for invitation, meeting in invitations_of(session, person_id=person.id):
        is_coming = meeting.ends_at > now and invitation.told_at is not None
        if meeting.process_id != process.id or not is_coming:
            continue
        facts = card_facts(
            session, process=process, meeting=meeting, invitation=invitation, person=person
        )
        is_here = invitation.attendance is Attendance.CAME
        is_today = local(meeting.starts_at).date() == local(now).date()
        on_the_day = is_today or may_say_here(meeting, now=now)
        can_be_here = on_the_day and not is_here and invitation.reply is not Reply.NO
        shown.append(OwnMeeting(facts=facts, can_be_here=can_be_here, is_here=is_here))
        comes = not facts.meeting.called_off and invitation.reply is not Reply.NO
        if comes or len(shown) == _MEETINGS:
            break
    return tuple(shown)


def _papers(
    session: Session,
    *,
    process: Process,
    membership: Membership | None,
    language: Language,
    now: datetime,
) -> tuple[Paper, ...]:
    asker = asker_of(session, membership=membership)
    return tuple(
        Paper(title=one.title[language.value], url=one.url, where=one.source_url)
        for one in documents_for(session, process_id=process.id, asker=asker, now=now)
    )
