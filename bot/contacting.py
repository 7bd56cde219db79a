"""What facilitators note of a contact with an organisation, and what Sammen writes there for them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from bot.call_list import Callee, Lack, Line
from bot.conversation.questions import Language
from bot.days import next_daytime
from bot.outbox import put
from bot.voice.call_list import WayOn, suggestion, written_message
from models import AuditLine, ContactNote, Person, Process
from models.contact_notes import has_noted_since
from models.enums import ContactKind

TWICE = timedelta(seconds=30)  # the same button again so soon is one call


def note(
    session: Session,
    *,
    process: Process,
    organisation_id: int,
    kind: ContactKind,
    text: str | None = None,
    by: Person,
    now: datetime,
) -> bool:
    """Keep it. False if the same person has just noted the same without words."""
    if text is None and has_noted_since(
        session,
        process_id=process.id,
        organisation_id=organisation_id,
        by_id=by.id,
        kind=kind,
        since=now - TWICE,
    ):
        return False
    session.add(
        ContactNote(
            process_id=process.id,
            organisation_id=organisation_id,
            by_id=by.id,
            kind=kind,
            note=text,
            at=now,
        )
    )
    session.flush()
    return True


def suggested(line: Line, *, process: Process, by: Person, now: datetime) -> str:
    """What could be written to them: in Danish, unless all of them read English."""
    language = language_of(line)
    deadline = line.waiting.deadline
    return suggestion(
        language,
        lacks=line.waiting.lacks,
        names=[one.name for one in line.readers],
        organisation=line.waiting.organisation,
        process=process.title[language.value],
        deadline=None if deadline is None else deadline.title[language.value],
        at=None if deadline is None else deadline.at,
        sender=by.name,
        now=now,
    )


def language_of(line: Line) -> Language:
    """The language in which all of the readers can be written to."""
    languages = {one.language for one in line.readers}
    return Language.ENGLISH if languages == {Language.ENGLISH.value} else Language.DANISH


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """Who is written to, and when if that is not at once."""

    readers: tuple[Callee, ...]
    at: datetime


def write(
    session: Session,
    *,
    process: Process,
    line: Line,
    shown: Collection[int],
    text: str,
    mark: str,
    by: Person,
    now: datetime,
) -> Sent | None:
    """Have it sent to those who were shown and from whom something is still missing.

    None, and nothing is sent, if that is nobody. The same form (`mark`) sent twice counts once.
    """
    readers = tuple(one for one in line.readers if one.person_id in shown)
    if not readers:
        return None
    at = next_daytime(now)
    is_new = [
        put(
            session,
            key=f"call_list:{process.id}:{mark}:person:{one.person_id}",
            team_id=by.team_id,
            process_id=process.id,
            person_id=one.person_id,
            message=written_message(
                text,
                sender=by.name,
                process_id=process.id,
                process=process.title[Language(one.language).value],
                way_on=_way_on(line),
                language=Language(one.language),
            ),
            due_at=at,
            waits_for_daytime=True,
        )
        for one in readers
    ]
    if any(is_new):
        organisation_id = line.waiting.organisation_id
        note(
            session,
            process=process,
            organisation_id=organisation_id,
            kind=ContactKind.WROTE,
            text=text,
            by=by,
            now=now,
        )
        session.add(
            AuditLine(
                process_id=process.id,
                person_id=by.id,
                act="call_list.write",
                about={
                    "organisation": organisation_id,
                    "people": [one.person_id for one in readers],
                },
                at=now,
            )
        )
    return Sent(readers=readers, at=at)


def _way_on(line: Line) -> WayOn | None:
    """The button under the message: what is missing can be done at once."""
    lacks = line.waiting.lacks
    if Lack.NOT_JOINED in lacks:
        return WayOn.JOIN
    return None if lacks == {Lack.SEAT} else WayOn.ANSWER
