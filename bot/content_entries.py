"""What a process file holds, as frozen values. Words that people read are in both languages."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from bot.content_fields import Dated
from bot.conversation.questions import Questionnaire, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number that the process speaks of, with where it comes from and how sure it is."""

    key: str
    label: Text
    value: Decimal
    unit: Text
    estimate: bool
    covers: Text  # which geography or field the number is about
    source_url: str
    as_of: Dated
    note: Text | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyEntry:
    """An organisation behind the process. Whoever has a mail address at its domains belongs."""

    key: str
    name: str
    kind: str
    role: str
    domains: tuple[str, ...]
    contribution: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactEntry:
    """A person to ask, named in public."""

    key: str
    name: str
    title: Text
    organisation_name: str
    email: str | None
    phone: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneEntry:
    """A point on the timeline. Without an audience it is for everybody."""

    key: str
    title: Text
    about: Text | None
    when: Dated
    state: str
    audience: tuple[str, ...]
    announce_days: int | None  # how long ahead it is announced


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingEntry:
    """A meeting, in UTC. Place and link are None as long as they are not known."""

    key: str
    title: Text
    about: Text | None
    agenda: Text | None
    starts_at: datetime
    ends_at: datetime
    form: str
    place: str | None
    link: str | None
    capacity: int | None  # None: no limit
    audience: tuple[str, ...]
    asks_needs: bool
    reminder_minutes: tuple[int, ...]  # before the start
    invite_from: datetime | None  # None: not yet decided


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentEntry:
    """A document, and who may have it: those roles, narrowed by what else is filled in.

    `version` None: the file leaves it to the loading to count.
    """

    key: str
    title: Text
    kind: str
    keywords: tuple[str, ...]
    language: str | None
    file_format: str | None
    url: str | None
    source_url: str | None
    slack_file_id: str | None
    file_name: str | None
    version: int | None
    changed: Text | None
    available_from: date | None
    audience: tuple[str, ...]
    kinds: tuple[str, ...]
    stages: tuple[str, ...]
    organisations: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FaqEntry:
    """A question with its answer, and the roles that are given it."""

    key: str
    question: Text
    answer: Text
    keywords: tuple[str, ...]
    audience: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessFile:
    """All that one process file says."""

    key: str
    title: Text
    source_url: str | None
    texts: Mapping[str, Text]
    figures: tuple[Figure, ...]
    parties: tuple[PartyEntry, ...]
    contacts: tuple[ContactEntry, ...]
    milestones: tuple[MilestoneEntry, ...]
    meetings: tuple[MeetingEntry, ...]
    documents: tuple[DocumentEntry, ...]
    faqs: tuple[FaqEntry, ...]
    synonyms: tuple[tuple[str, ...], ...]  # words that mean the same where people ask
    questionnaire: Questionnaire
