"""What a member may ask in their own words: a few examples that are real in this process, for them.

Each names something that they may have: a meeting of theirs, a document, a contact. They are not
worded here; bot/voice/help.py does.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlmodel import Session

from bot.access import Act, may, may_see_date
from bot.conversation.questions import Language
from bot.days import local
from bot.own_documents import own_documents
from models import Membership, Process
from models.enums import MeetingForm, MeetingState
from models.meetings import meetings_of
from models.processes import contacts_of

MOST = 6


class About(StrEnum):
    """What an example asks for."""

    NEXT_STEP = "next_step"
    MEETING = "when_meeting"  # when and where a meeting is
    LINK = "link_meeting"  # the link to the meeting of a day
    DOCUMENT = "send_document"
    CONTACT = "reach_contact"
    ORGANISATION = "own_organisation"
    CATCH_UP = "missed"
    TIMELINE = "plan"
    PARTICIPANTS = "who_takes_part"


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One thing to ask. `name` is a title or a person's name, `day` a meeting's."""

    about: About
    name: str = ""
    day: date | None = None


def examples_for(
    session: Session,
    *,
    process: Process,
    membership: Membership | None,
    language: Language,
    now: datetime,
) -> tuple[Example, ...]:
    """Four to six for a member, one or two for somebody who has not joined."""
    contacts = [
        Example(about=About.CONTACT, name=one.name)
        for one in contacts_of(session, process_id=process.id)[:1]
    ]
    if membership is None or not may(membership, Act.SEE_PROCESS):
        return tuple(contacts)
    real = [
        *_meetings(session, process, membership, language=language, now=now),
        *_documents(session, process, membership, language=language, now=now),
        *contacts,
    ]
    if may(membership, Act.SEE_STATUS):
        first, last = Example(about=About.PARTICIPANTS), Example(about=About.NEXT_STEP)
    elif may(membership, Act.ANSWER):
        first, last = Example(about=About.NEXT_STEP), Example(about=About.ORGANISATION)
    else:
        first, last = Example(about=About.NEXT_STEP), Example(about=About.TIMELINE)
    middle = [*real, Example(about=About.CATCH_UP)][: MOST - 2]
    return (first, *middle, last)


def _meetings(
    session: Session, process: Process, membership: Membership, *, language: Language, now: datetime
) -> list[Example]:
    """The next one by its title, and if it has a link, that by its day."""
    for one in meetings_of(session, process_id=process.id):
        is_coming = one.ends_at > now and one.state is MeetingState.PLANNED
        if not is_coming or not may_see_date(membership, audience=one.audience):
            continue
        found = [Example(about=About.MEETING, name=one.title[language.value])]
        if one.form is not MeetingForm.PHYSICAL:
            found.append(Example(about=About.LINK, day=local(one.starts_at).date()))
        return found
    return []


def _documents(
    session: Session, process: Process, membership: Membership, *, language: Language, now: datetime
) -> list[Example]:
    found = own_documents(session, process_id=process.id, membership=membership, now=now)
    newest = sorted(found, key=lambda one: (one.since is not None, one.since or now), reverse=True)
    return [
        Example(about=About.DOCUMENT, name=one.document.title[language.value]) for one in newest[:1]
    ]
