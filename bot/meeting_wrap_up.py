"""After a meeting: facilitators are asked to see to it, and what came of it goes to who was invited.

Those who came are thanked and asked how it was; the others read what came of it. Each gets it once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlmodel import Session

from bot.access import Act, may
from bot.calendar.text import clean_line, clean_link, clean_text, secure_link
from bot.conversation.questions import Language
from bot.days import local
from bot.documents import askers_of, is_out, those_for
from bot.meeting_rosters import roster_of
from bot.outbox import put
from bot.voice.meeting_wrap_up import Material, WrapUp, over_message, wrap_up_message
from models import AuditLine, Document, Invitation, Meeting, Membership, Person, Process
from models.documents import documents_of
from models.enums import Attendance, MeetingState
from models.invitations import invitations_to
from models.meetings import lock_meeting, meetings_held
from models.people import members_of
from models.posts import posts_with_keys

LONGEST_DECISIONS = 1500
LONGEST_LINK_TITLE = 100
MOST_LINKS = 3
ASKED_FOR = timedelta(days=14)  # after the end; then nobody is asked any more


class Fault(StrEnum):
    """What is wrong with something that was filled in."""

    NOTHING_SAID = "nothing_said"
    LINK_UNREADABLE = "link_unreadable"
    TOO_MANY_LINKS = "too_many_links"
    TOO_LONG = "too_long"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a facilitator wants to send. `links` are (title, address); an address may be unsound."""

    decisions: str
    documents: tuple[int, ...]
    links: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipients:
    """Who gets what. Whoever has left the process is not among them."""

    came: tuple[tuple[Invitation, Person, Membership], ...]
    others: tuple[tuple[Invitation, Person, Membership], ...]


def over_key(meeting: Meeting) -> str:
    """The key of the post that asks facilitators to see to a meeting that is over."""
    return f"meeting:{meeting.id}:over:{meeting.starts_at.isoformat()}"


def over_meetings(session: Session, *, now: datetime) -> list[tuple[Process, Meeting]]:
    """The meetings of which facilitators are still to be told that they are over."""
    held = meetings_held(session, after=now - ASKED_FOR, before=now)
    told = posts_with_keys(session, keys=[over_key(meeting) for meeting in held])
    found = []
    for meeting in held:
        process = session.get_one(Process, meeting.process_id)
        is_asked = over_key(meeting) in told or meeting.wrapped_up_at is not None
        if process.facilitators_channel is None or is_asked:
            continue
        if invitations_to(session, meeting_id=meeting.id):
            found.append((process, meeting))
    return found


def put_over_posts(session: Session, *, now: datetime) -> int:
    """Ask the facilitators, in the daytime; how many posts."""
    count = 0
    for process, meeting in over_meetings(session, now=now):
        assert process.team_id is not None
        tally = roster_of(session, meeting=meeting).tally
        count += put(
            session,
            key=over_key(meeting),
            team_id=process.team_id,
            process_id=process.id,
            channel=process.facilitators_channel,
            message=over_message(
                Language.DANISH,
                meeting_id=meeting.id,
                title=meeting.title[Language.DANISH.value],
                starts_at=meeting.starts_at,
                ends_at=meeting.ends_at,
                yes=tally.yes,
                invited=tally.invited,
            ),
            due_at=now,
            waits_for_daytime=True,
        )
    return count


def documents_to_choose(session: Session, *, process_id: int, now: datetime) -> list[Document]:
    """The documents of the process that are out."""
    today = local(now).date()
    return [one for one in documents_of(session, process_id=process_id) if is_out(one, today=today)]


def read_links(text: str) -> tuple[tuple[str, str], ...]:
    """One link a line: the address stands first or last, the rest of the line is its title."""
    found = []
    for line in clean_text(text, len(text)).splitlines():
        words = line.split()
        at = next((i for i, one in enumerate(words) if "://" in one), len(words) - 1)
        if words:
            title = " ".join(words[:at] + words[at + 1 :]).strip(" :-–")
            found.append((clean_line(title, LONGEST_LINK_TITLE), words[at]))
    return tuple(found)


def check(wish: Wish) -> dict[str, Fault]:
    """What is wrong, by field."""
    if len(wish.decisions) > LONGEST_DECISIONS:
        return {"decisions": Fault.TOO_LONG}
    if len(wish.links) > MOST_LINKS:
        return {"links": Fault.TOO_MANY_LINKS}
    if any(secure_link(url) is None for _, url in wish.links):
        return {"links": Fault.LINK_UNREADABLE}
    if not (clean_text(wish.decisions, LONGEST_DECISIONS) or wish.documents or wish.links):
        return {"decisions": Fault.NOTHING_SAID}
    return {}


def may_be_wrapped_up(meeting: Meeting, *, now: datetime) -> bool:
    """Whether the meeting has been held."""
    return (
        meeting.ends_at <= now
        and meeting.state is MeetingState.PLANNED
        and meeting.retired_at is None
    )


def recipients_of(session: Session, *, meeting: Meeting) -> Recipients:
    """Everybody who is invited and takes part in the process, by whether they came."""
    memberships = {
        person.id: membership
        for membership, person in members_of(session, process_id=meeting.process_id)
        if may(membership, Act.ATTEND)
    }
    everybody = [
        (invitation, person, memberships[person.id])
        for invitation, person in invitations_to(session, meeting_id=meeting.id)
        if person.id in memberships
    ]
    return Recipients(
        came=tuple(one for one in everybody if one[0].attendance is Attendance.CAME),
        others=tuple(one for one in everybody if one[0].attendance is not Attendance.CAME),
    )


def words_for(
    meeting: Meeting,
    *,
    wish: Wish,
    documents: Sequence[Document],
    language: Language,
) -> WrapUp:
    """What a reader of these documents gets."""
    materials = [
        Material(
            title=one.title[language.value],
            url=one.url,
            where=one.source_url,
            file_of=one.id if one.slack_file_id else None,
        )
        for one in documents
    ]
    materials += [
        Material(title=title or url, url=clean_link(url), where=None) for title, url in wish.links
    ]
    return WrapUp(
        title=meeting.title[language.value],
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        decisions=clean_text(wish.decisions, LONGEST_DECISIONS).strip(),
        materials=tuple(materials),
    )


def chosen_documents(
    session: Session, *, process_id: int, wish: Wish, now: datetime
) -> list[Document]:
    """Those of the documents that exist, belong to the process, and are out."""
    known = documents_to_choose(session, process_id=process_id, now=now)
    return [one for one in known if one.id in wish.documents]


def wrap_up(
    session: Session, *, process: Process, meeting_id: int, wish: Wish, by: Person, now: datetime
) -> Recipients | None:
    """Send it; to whom. None if it was sent before, or the meeting has not been held."""
    meeting = lock_meeting(session, meeting_id=meeting_id)
    if meeting.wrapped_up_at is not None or not may_be_wrapped_up(meeting, now=now):
        return None
    documents = chosen_documents(session, process_id=process.id, wish=wish, now=now)
    meeting.decisions = clean_text(wish.decisions, LONGEST_DECISIONS).strip() or None
    meeting.materials = [{"document": one.id} for one in documents]
    meeting.materials += [{"title": title or url, "url": url} for title, url in wish.links]
    meeting.wrapped_up_at = now
    session.add(meeting)
    recipients = recipients_of(session, meeting=meeting)
    everybody = [one[2] for one in (*recipients.came, *recipients.others)]
    askers = askers_of(session, process_id=process.id, memberships=everybody)
    for is_thanked, group in ((True, recipients.came), (False, recipients.others)):
        for invitation, person, membership in group:
            language = Language(person.language)
            own = those_for(askers[membership.id], documents, now=now)
            words = words_for(meeting, wish=wish, documents=own, language=language)
            asked = invitation.id if is_thanked else None
            put(
                session,
                key=f"meeting:{meeting.id}:wrap_up:person:{person.id}",
                team_id=person.team_id,
                process_id=process.id,
                person_id=person.id,
                message=wrap_up_message(words, language, asks=asked),
                due_at=now,
                waits_for_daytime=True,
            )
    session.add(
        AuditLine(
            process_id=process.id,
            person_id=by.id,
            act="meetings.wrap_up",
            about={"meeting": meeting.id},
            at=now,
        )
    )
    session.flush()
    return recipients
