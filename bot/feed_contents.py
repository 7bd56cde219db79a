"""What a calendar is given when it asks for a feed: put together once, and kept until it changes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from logging import getLogger

from sqlmodel import Session

from bot.calendar.feed import feed, vevent
from bot.conversation.questions import Language
from bot.days import local, to_utc
from bot.feeds import digest_of, is_token
from bot.kept import Kept
from bot.meeting_events import event_of
from bot.voice.feeds import calendar_name
from bot.voice.meeting_mail import called_off_prefix
from models import Database
from models.feeds import (
    FeedEvent,
    FeedState,
    feed_changed_at,
    feed_events,
    feed_state,
    meetings_told,
)

log = getLogger(__name__)

A_YEAR = timedelta(days=365)  # for so long a meeting that is over stays
KEPT_FEEDS = KEPT_EVENTS = 16_000_000  # bytes of each in memory: some thousand feeds of usual size


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """A feed as it stands."""

    version: tuple[str, str, date]
    etag: str  # of the bytes, in its quotes
    changed_at: datetime  # never before midnight, when old meetings drop out
    body: bytes


@dataclass(frozen=True, slots=True)
class _Version:
    """What the text of one event depends on."""

    event: FeedEvent
    language: Language


class FeedContents:
    """The feeds of everybody. An unchanged one costs one look at the database."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._feeds: Kept[str, Contents] = Kept(KEPT_FEEDS, size=lambda one: len(one.body))
        self._texts: Kept[_Version, str] = Kept(KEPT_EVENTS, size=len)

    def of(self, token: str, *, now: datetime) -> Contents | None:
        """The feed at that secret address, or None: there is none, or it has been closed."""
        if not is_token(token):
            return None
        digest = digest_of(token)
        with self._database.read() as session:
            state = feed_state(session, digest=digest)
            if state is None:
                self._feeds.forget(digest)
                return None
            version = (state.version, state.language, local(now).date())
            kept = self._feeds.get(digest)
            if kept is not None and kept.version == version:
                return kept
            made = self._make(session, state, version)
        self._feeds.put(digest, made)
        return made

    def forget_feeds(self) -> None:
        """Put every feed together anew when it is next asked for. The events' texts stay."""
        self._feeds.clear()

    def exists(self, token: str) -> bool:
        """Whether there is a feed at that address."""
        if not is_token(token):
            return False
        with self._database.read() as session:
            return feed_state(session, digest=digest_of(token)) is not None

    def _make(self, session: Session, state: FeedState, version: tuple[str, str, date]) -> Contents:
        language, midnight = Language(state.language), to_utc(version[2], time())
        events = feed_events(
            session, person_id=state.person_id, since=midnight - A_YEAR, today=midnight
        )
        wanted = [_Version(event, language) for event in events]
        texts = self._texts.get_all(wanted)
        if None in texts:
            written = self._write(
                session, [one for one, text in zip(wanted, texts, strict=True) if text is None]
            )
            texts = [text or written.get(one) for one, text in zip(wanted, texts, strict=True)]
        body = feed([text for text in texts if text], name=calendar_name(language))
        changed_at = feed_changed_at(session, person_id=state.person_id)
        return Contents(
            version=version,
            etag=f'"{sha256(body).hexdigest()[:32]}"',
            changed_at=max(midnight, changed_at or midnight),
            body=body,
        )

    def _write(self, session: Session, missing: Sequence[_Version]) -> dict[_Version, str]:
        """The texts of events that are not kept. One that no calendar can hold is left out."""
        rows = {
            meeting.id: (meeting, process)
            for meeting, process in meetings_told(
                session, ids=[one.event.meeting_id for one in missing]
            )
        }
        written: dict[_Version, str] = {}
        for one in missing:
            meeting, process = rows[one.event.meeting_id]
            event = event_of(
                meeting, process=process, language=one.language, sequence=one.event.sequence
            )
            try:
                # Without its organizer: nobody answers a feed, and mail may name one later.
                text = vevent(
                    replace(event, organizer=None),
                    called_off_prefix=called_off_prefix(one.language),
                )
            except ValueError:
                log.exception("meeting %s does not fit into a calendar", meeting.id)
                continue
            written[one] = text
            self._texts.put(one, text)
        return written
