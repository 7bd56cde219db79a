"""An announcement as it is filled in, and what may be wrong with it. Nothing here sends."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlmodel import Session

from bot.announcement_texts import (
    MOST,
    PERSONAL,
    Variable,
    length_of,
    unknown_in,
    variables_in,
)
from bot.audiences import Audience, Reach, people_of
from bot.conversation.questions import Language
from bot.days import is_quiet, local
from bot.timeline import last_day, own_milestones
from models import Announcement, Document, Milestone, Process
from models.audiences import Reader
from models.enums import Mention, MilestoneState, Role

MOST_LINKS = 3


class When(StrEnum):
    """When it is to be sent."""

    NOW = "now"
    DAYTIME = "daytime"  # at once, but in working hours only
    AT = "at"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A link that stands beneath the words."""

    title: dict[str, str]
    url: str
    audience: tuple[str, ...] | None = None  # roles that may see the document; None: anybody

    def stored(self) -> dict[str, Any]:
        """As it stands in an announcement's column."""
        audience = None if self.audience is None else list(self.audience)
        return {"title": self.title, "url": self.url, "audience": audience}

    @classmethod
    def of(cls, stored: dict[str, Any]) -> "Attachment":
        """The same, read from the column."""
        audience = stored["audience"]
        return cls(
            title=stored["title"],
            url=stored["url"],
            audience=None if audience is None else tuple(audience),
        )

    @classmethod
    def of_document(cls, document: Document) -> "Attachment | None":
        """A document of the process. None if it has no address yet."""
        if document.url is None:
            return None
        return cls(title=document.title, url=document.url, audience=tuple(document.audience))

    @classmethod
    def of_link(cls, url: str) -> "Attachment":
        """An address that somebody typed."""
        return cls(title=dict.fromkeys(list(Language), url), url=url)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A form filled in. `text` is as typed; English may be empty."""

    text: dict[str, str]
    audience: Audience
    channels: tuple[str, ...] = ()
    mention: Mention = Mention.NOBODY
    attachments: tuple[Attachment, ...] = ()
    asks_seen: bool = False
    when: When = When.NOW
    send_at: datetime | None = None


class FaultKind(StrEnum):
    """What can be wrong. The values are parts of templates."""

    TEXT_MISSING = "text_missing"
    TOO_LONG = "too_long"
    UNKNOWN_VARIABLE = "unknown_variable"
    PERSONAL_IN_CHANNEL = "personal_in_channel"
    NO_DEADLINE = "no_deadline"
    NOBODY_CHOSEN = "nobody_chosen"
    NOBODY_FITS = "nobody_fits"
    NOWHERE = "nowhere"
    EVERYBODY_AND_SOME = "everybody_and_some"
    MENTION_WITHOUT_CHANNEL = "mention_without_channel"
    NOT_FOR_ALL = "not_for_all"
    TIME_UNREADABLE = "time_unreadable"
    TIME_NOT_MEANT = "time_not_meant"
    IN_THE_PAST = "in_the_past"
    LINK_UNREADABLE = "link_unreadable"
    TOO_MANY_LINKS = "too_many_links"
    STRANGERS = "strangers"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and the facts that tell how to mend it."""

    kind: FaultKind
    facts: tuple[tuple[str, object], ...] = ()


Faults = dict[str, Fault]  # by part of the draft


def draft_of(announcement: Announcement) -> Draft:
    """An announcement as a form shows it to begin with."""
    when = When.AT if announcement.send_at is not None else When.NOW
    if announcement.send_at is None and announcement.in_working_hours:
        when = When.DAYTIME
    return Draft(
        text=announcement.text,
        audience=Audience.of(announcement.audience),
        channels=tuple(announcement.channels),
        mention=announcement.mention,
        attachments=tuple(Attachment.of(one) for one in announcement.attachments),
        asks_seen=announcement.asks_seen,
        when=when,
        send_at=announcement.send_at,
    )


def fill_in(announcement: Announcement, draft: Draft) -> None:
    """Write the draft into the row."""
    announcement.text = draft.text
    announcement.audience = draft.audience.stored()
    announcement.channels = list(draft.channels)
    announcement.mention = draft.mention
    announcement.attachments = [one.stored() for one in draft.attachments]
    announcement.asks_seen = draft.asks_seen
    announcement.send_at = draft.send_at if draft.when is When.AT else None
    announcement.in_working_hours = _by_day(draft)


def _by_day(draft: Draft) -> bool:
    """A time that was picked in the day is not meant for the night that a delay makes of it."""
    if draft.when is When.AT:
        return draft.send_at is not None and not is_quiet(draft.send_at)
    return draft.when is When.DAYTIME


def check(session: Session, *, process: Process, draft: Draft, now: datetime) -> Faults:
    """What is wrong, by part; empty if it can be sent. Nothing is changed."""
    readers = people_of(session, process=process, audience=draft.audience)
    milestones = own_milestones(session, process_id=process.id)
    has_deadline = next_deadline(milestones, role=Role.FACILITATOR, today=local(now).date())
    return dict(
        [
            *check_words(draft, has_deadline=has_deadline is not None),
            *_faulty_readers(draft, readers),
            *_faulty_documents(draft, readers),
            *_faulty_time(draft, now),
        ]
    )


def check_words(draft: Draft, *, has_deadline: bool) -> Iterator[tuple[str, Fault]]:
    """What is wrong with the texts alone: of each, the first thing."""
    if not draft.text["da"].strip():
        yield "da", Fault(FaultKind.TEXT_MISSING)
    for language, text in draft.text.items():
        links = [f"{one.url}{one.title[language]}" for one in draft.attachments]
        length = length_of(text, links=links)
        unknown = unknown_in(text)
        used = variables_in(text)
        if text.strip() and length > MOST:
            sizes = (("length", length), ("most", MOST), ("excess", length - MOST))
            yield language, Fault(FaultKind.TOO_LONG, sizes)
        elif unknown:
            names = (("written", unknown[0].written), ("meant", unknown[0].meant))
            yield language, Fault(FaultKind.UNKNOWN_VARIABLE, names)
        elif draft.channels and used & PERSONAL:
            yield language, Fault(FaultKind.PERSONAL_IN_CHANNEL)
        elif Variable.DEADLINE in used and not has_deadline:
            yield language, Fault(FaultKind.NO_DEADLINE)


def _faulty_readers(draft: Draft, readers: Sequence[Reader]) -> Iterator[tuple[str, Fault]]:
    audience = draft.audience
    if audience.narrows and audience.reach is not Reach.FITTING:
        yield "reach", Fault(FaultKind.EVERYBODY_AND_SOME)
    elif audience.reach is Reach.NOBODY and not draft.channels:
        yield "reach", Fault(FaultKind.NOWHERE)
    elif audience.reach is Reach.FITTING and not audience.narrows:
        yield "reach", Fault(FaultKind.NOBODY_CHOSEN)
    elif audience.reach is not Reach.NOBODY and not readers:
        yield "reach", Fault(FaultKind.NOBODY_FITS)
    if draft.mention is not Mention.NOBODY and not draft.channels:
        yield "mention", Fault(FaultKind.MENTION_WITHOUT_CHANNEL)


def _faulty_documents(draft: Draft, readers: Sequence[Reader]) -> Iterator[tuple[str, Fault]]:
    """A document is not sent to those who may not see it; in a channel anybody may look."""
    reached = {one.role for one in readers} | (set(Role) if draft.channels else set())
    for one in draft.attachments:
        if one.audience is None:
            continue
        refused = reached - {Role.FACILITATOR} - {Role(role) for role in one.audience}
        if refused:
            facts = (("title", one.title), ("roles", sorted(role.value for role in refused)))
            yield "documents", Fault(FaultKind.NOT_FOR_ALL, facts)
            return


def _faulty_time(draft: Draft, now: datetime) -> Iterator[tuple[str, Fault]]:
    if draft.when is not When.AT:
        return
    if draft.send_at is None:
        yield "day", Fault(FaultKind.TIME_UNREADABLE)
    elif draft.send_at <= now:
        yield "day", Fault(FaultKind.IN_THE_PAST)


def next_deadline(
    milestones: Sequence[Milestone], *, role: Role | None, today: date
) -> Milestone | None:
    """The next of them that members in that role see. Without a role, one that is for everybody."""
    settled = (MilestoneState.DONE, MilestoneState.DROPPED)
    return next(
        (
            one
            for one in milestones
            if one.state not in settled and last_day(one.day, one.precision) >= today
            if not one.audience or role is Role.FACILITATOR or role in one.audience
        ),
        None,
    )
