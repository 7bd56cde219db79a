"""Brings each copy of an announcement to what it should read: put, corrected, withdrawn, retried.

A copy remembers which revision it carries, so what is behind is found from rows, and a worker that
dies half-way loses nothing: a copy and its post are written in one transaction.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from logging import getLogger
from typing import Any

from sqlmodel import Session

from bot.announcement_drafts import Attachment, next_deadline
from bot.calendar.events import Organizer
from bot.conversation.questions import Language
from bot.days import local
from bot.mailing import Mail
from bot.outbox import put
from bot.timeline import own_milestones
from bot.voice.announcements import (
    Words,
    announcement_message,
    mail_subject,
    mail_words,
    withdrawn_message,
)
from bot.voice.blocks import Message
from bot.voice.dates import dated
from bot.voice.meeting_mail import as_html
from models import Announcement, AnnouncementCopy, Milestone, Person, Post, Process
from models.announcement_copies import (
    copies_behind,
    first_copy,
    hold_back,
    revive,
    rewrite_unsent,
)
from models.announcements import lock_announcement
from models.audiences import Reader, awaited_as_readers, members_as_readers
from models.enums import AnnouncementState, Mention, PostState
from models.posts import posts_with_keys

log = getLogger(__name__)

BATCH = 100  # copies in one transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What all copies have in common."""

    announcement: Announcement
    process: Process
    sender: str
    milestones: Sequence[Milestone]
    today: date

    @property
    def is_withdrawn(self) -> bool:
        """Whether readers are only told so."""
        return self.announcement.state is AnnouncementState.WITHDRAWN


def source_of(session: Session, *, announcement: Announcement, now: datetime) -> Source:
    """Read once for many copies."""
    return Source(
        announcement=announcement,
        process=session.get_one(Process, announcement.process_id),
        sender=session.get_one(Person, announcement.by_id).name,
        milestones=own_milestones(session, process_id=announcement.process_id),
        today=local(now).date(),
    )


def put_some(
    session: Session,
    *,
    announcement_id: int,
    organizer: Organizer | None,
    now: datetime,
    most: int = BATCH,
) -> int:
    """Bring so many copies up to date; how many there were to bring."""
    announcement = lock_announcement(session, announcement_id=announcement_id)
    if announcement is None:
        return 0
    behind = copies_behind(session, announcement=announcement, most=most)
    if not behind:
        return 0
    source = source_of(session, announcement=announcement, now=now)
    readers = _readers(session, source, [copy for copy, _, _ in behind])
    put_keys: dict[int, str] = {}
    for copy, first, latest in behind:
        work = _Work(
            source=source,
            copy=copy,
            first=first,
            latest=latest,
            reader=readers.get(copy.id),
            organizer=organizer,
            now=now,
        )
        key = _bring(session, work)
        copy.revision = announcement.revision
        if key is not None:
            put_keys[copy.id] = key
    posts = posts_with_keys(session, keys=put_keys.values())
    for copy, first, _ in behind:
        if copy.id in put_keys:
            post_id = posts[put_keys[copy.id]].id
            if first is None:
                copy.post_id = post_id
            else:
                copy.latest_post_id = post_id
    session.flush()
    return len(behind)


def _readers(
    session: Session, source: Source, copies: Sequence[AnnouncementCopy]
) -> dict[int, Reader]:
    """Who reads each copy, by the copy's id. Nobody in particular reads a channel."""
    people = [one.person_id for one in copies if one.person_id is not None]
    awaited = [one.awaited_id for one in copies if one.awaited_id is not None]
    members = members_as_readers(session, process_id=source.process.id, person_ids=people)
    coming = awaited_as_readers(session, awaited_ids=awaited)
    found = {
        one.id: members.get(one.person_id or 0) or coming.get(one.awaited_id or 0) for one in copies
    }
    return {copy_id: reader for copy_id, reader in found.items() if reader is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Work:
    """One copy to be brought up to date."""

    source: Source
    copy: AnnouncementCopy
    first: Post | None
    latest: Post | None
    reader: Reader | None
    organizer: Organizer | None
    now: datetime


def _bring(session: Session, work: _Work) -> str | None:
    """Do to one copy what it needs. The key of the post that was put for it, if one was."""
    if work.source.is_withdrawn:
        return _take_back(session, work)
    if work.first is not None:
        return _renew(session, work, work.first)
    message = _message(work, kind="new")
    if message is None:
        log.warning("copy %d is for mail, and no mail is set up", work.copy.id)
        session.delete(work.copy)
        return None
    return _put(session, work, message, edits=None)


def _take_back(session: Session, work: _Work) -> str | None:
    first = work.first
    if first is None or first.state is PostState.FAILED or hold_back(session, post_id=first.id):
        return None
    message = _message(work, kind="withdrawn")
    if message is None or first.state is PostState.UNSURE:
        return None
    return _put(session, work, message, edits=first.id)


def _renew(session: Session, work: _Work, first: Post) -> str | None:
    """Other words for what waits or failed, and an edit or a mail for what has been delivered."""
    is_retry = work.copy.revision < 0
    if not is_retry:
        work.copy.seen_at = None  # what was seen were other words
    as_new, corrected = _message(work, kind="new"), _message(work, kind="corrected")
    if as_new is None or corrected is None:
        return None
    if is_retry and first.state is PostState.FAILED:
        work.copy.latest_post_id = None
        revive(session, post_id=first.id, message=as_new, due_at=work.now)
        return None
    if rewrite_unsent(session, post_id=first.id, message=as_new):
        return None
    latest = work.latest
    if is_retry and latest is not None and latest.state is PostState.FAILED:
        revive(session, post_id=latest.id, message=corrected, due_at=work.now)
        return None
    return _put(session, work, corrected, edits=first.id)


def _put(session: Session, work: _Work, message: Message, *, edits: int | None) -> str:
    source, copy, reader = work.source, work.copy, work.reader
    announcement, process = source.announcement, source.process
    assert process.team_id is not None
    stem = f"announcement:{announcement.id}:{announcement.revision}"
    awaited_id = copy.awaited_id
    if copy.person_id is not None:
        key = f"{stem}:person:{copy.person_id}"
    elif awaited_id is not None:
        key = f"{stem}:awaited:{awaited_id}"
    else:
        key = f"{stem}:channel:{copy.channel}"
    is_mail = awaited_id is not None
    put(
        session,
        key=key,
        team_id=process.team_id,
        process_id=process.id,
        person_id=copy.person_id,
        channel=None if is_mail else copy.channel,
        address=reader.address if is_mail and reader is not None else None,
        edits=None if is_mail else edits,
        message=message,
        due_at=work.now,
        # A message that is edited rings nowhere, and wrong words should not stand until morning.
        waits_for_daytime=announcement.in_working_hours and (is_mail or edits is None),
    )
    return key


def _message(work: _Work, *, kind: str) -> dict[str, Any] | None:
    """The words of one copy. None for a mail where no mail is set up any more."""
    source, reader = work.source, work.reader
    language = Language(reader.language) if reader is not None else Language.DANISH
    if work.copy.awaited_id is not None:
        return _mail(work, language, kind=kind)
    if source.is_withdrawn:
        return _withdrawn(source, language)
    seen, is_corrected = work.copy.seen_at is not None, kind == "corrected"
    words = words_for(source, reader, language, seen=seen, is_corrected=is_corrected)
    return announcement_message(words, language)


def _mail(work: _Work, language: Language, *, kind: str) -> dict[str, Any] | None:
    organizer, reader = work.organizer, work.reader
    if organizer is None or reader is None or reader.address is None:
        return None
    words = words_for(work.source, reader, language)
    plain = mail_words(words, language, kind=kind)
    return Mail(
        subject=mail_subject(words, language, kind=kind),
        plain=plain,
        html=as_html(plain),
        to_name=reader.name,
        to=reader.address,
        from_name=organizer.name,
        from_=organizer.email,
    ).stored()


def _withdrawn(source: Source, language: Language) -> Message:
    at = source.announcement.withdrawn_at
    assert at is not None
    process = source.process.title[language.value]
    return withdrawn_message(language, sender=source.sender, process=process, at=at)


def correction_ahead(
    session: Session, *, announcement: Announcement, text: dict[str, str], now: datetime
) -> tuple[Words, Language]:
    """How other words would read in the first of the copies, and in which language that one is."""
    source = source_of(session, announcement=announcement, now=now)
    copy = first_copy(session, announcement_id=announcement.id)
    reader = None if copy is None else _readers(session, source, [copy]).get(copy.id)
    language = Language.DANISH if reader is None else Language(reader.language)
    words = words_for(source, reader, language)
    return replace(words, text=text, corrected_at=now), language


def seen_message(source: Source, reader: Reader, *, is_corrected: bool) -> Message:
    """The copy of somebody in Slack who has pressed *Set*."""
    language = Language(reader.language)
    if source.is_withdrawn:
        return _withdrawn(source, language)
    words = words_for(source, reader, language, seen=True, is_corrected=is_corrected)
    return announcement_message(words, language)


def words_for(
    source: Source,
    reader: Reader | None,
    language: Language,
    *,
    seen: bool = False,
    is_corrected: bool = False,
) -> Words:
    """What is filled in for that reader. Without one, for a channel."""
    announcement = source.announcement
    role = None if reader is None else reader.role
    deadline = next_deadline(source.milestones, role=role, today=source.today)
    return Words(
        announcement_id=announcement.id,
        text=announcement.text,
        attachments=tuple(Attachment.of(one) for one in announcement.attachments),
        sender=source.sender,
        process=source.process.title[language.value],
        name=None if reader is None else reader.name,
        organisation=None if reader is None else reader.organisation,
        deadline=None if deadline is None else dated(deadline.day, deadline.precision, language),
        asks_seen=announcement.asks_seen and reader is not None,
        seen=seen,
        mention=announcement.mention if reader is None else Mention.NOBODY,
        corrected_at=announcement.changed_at if is_corrected else None,
    )
