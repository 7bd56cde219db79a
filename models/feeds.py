"""Personal calendar subscriptions: a secret address for each person, and what stands in a feed."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    bindparam,
    case,
    cast,
    func,
    literal_column,
    or_,
)
from sqlalchemy import select as columns_select
from sqlmodel import Field, Session, SQLModel, col, select

from models.base import UtcDateTime
from models.enums import MeetingState, Reply
from models.invitations import Invitation
from models.meetings import Meeting
from models.people import Person
from models.processes import Process


class Feed(SQLModel, table=True):
    """One address. It is looked up by the digest of its token, so that guessing learns nothing."""

    __tablename__ = "feeds"

    id: int = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="people.id", index=True)
    token: str = Field(max_length=80)
    digest: str = Field(unique=True, max_length=64)  # SHA-256 of the token, in hexadecimal
    made_at: datetime = Field(sa_type=UtcDateTime)
    revoked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


def live_feeds_of(session: Session, *, person_id: int) -> list[Feed]:
    """A person's addresses that still work, the newest first. There is at most one."""
    query = (
        select(Feed)
        .where(Feed.person_id == person_id, col(Feed.revoked_at).is_(None))
        .order_by(col(Feed.id).desc())
    )
    return list(session.exec(query))


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedState:
    """Whose feed it is. The feed reads the same as long as `version` and the day are the same."""

    person_id: int
    language: str
    version: str


def _joined(*counted: ColumnElement[Any]) -> ColumnElement[str]:
    text: ColumnElement[str] = cast(counted[0], String)
    for one in counted[1:]:
        text = text + literal_column("' '") + cast(one, String)
    return text


# Counters that only rise, and which rows are hidden. One text, without rows and groups, keeps a look
# at an unchanged feed cheap.
_TOLD = (
    columns_select(
        _joined(
            func.count(),
            func.sum(col(Invitation.replies) + col(Invitation.sequence)),
            func.sum(
                case(
                    (
                        or_(
                            col(Invitation.removed_at).is_not(None),
                            col(Invitation.reply) == Reply.NO,
                        ),
                        col(Invitation.id),
                    ),
                    else_=0,
                )
            ),
        )
    )
    .where(col(Invitation.person_id) == col(Feed.person_id))
    .correlate(Feed)
    .scalar_subquery()
)
_MEETINGS = columns_select(
    _joined(
        func.sum(col(Meeting.revision) + col(Meeting.sequence)),
        func.sum(case((col(Meeting.retired_at).is_not(None), col(Meeting.id)), else_=0)),
    )
).scalar_subquery()
_LOADED = columns_select(func.max(col(Process.loaded_at))).scalar_subquery()

_STATE = (
    columns_select(
        col(Feed.person_id),
        col(Person.language),
        _TOLD.label("told"),
        _MEETINGS.label("meetings"),
        _LOADED.label("loaded_at"),
    )
    .join(Person, col(Person.id) == col(Feed.person_id))
    .where(col(Feed.digest) == bindparam("digest"), col(Feed.revoked_at).is_(None))
)


def feed_state(session: Session, *, digest: str) -> FeedState | None:
    """The live feed with that digest, and what its contents depend on."""
    row = session.connection().execute(_STATE, {"digest": digest}).one_or_none()
    if row is None:
        return None
    return FeedState(
        person_id=row.person_id,
        language=row.language,
        version=f"{row.told}/{row.meetings}/{row.loaded_at}",
    )


@dataclass(frozen=True, slots=True)
class FeedEvent:
    """A meeting in a feed, in the version in which this person has it."""

    meeting_id: int
    revision: int
    sequence: int
    process_loaded_at: datetime  # with the process's title, which the event tells


_SHOWN: Select[*tuple[Any, ...]] = (
    columns_select(
        col(Meeting.id),
        col(Meeting.revision),
        case(
            (col(Meeting.sequence) > col(Invitation.sequence), col(Meeting.sequence)),
            else_=col(Invitation.sequence),
        ),
        col(Meeting.process_id),
    )
    .select_from(Invitation)
    .join(Meeting, col(Meeting.id) == col(Invitation.meeting_id))
    .where(
        col(Invitation.person_id) == bindparam("person"),
        col(Invitation.removed_at).is_(None),
        col(Invitation.reply) != Reply.NO,
        col(Meeting.ends_at) >= bindparam("since"),
        or_(
            col(Meeting.state) == MeetingState.CALLED_OFF,
            col(Meeting.retired_at).is_(None),
        ),
        or_(
            col(Meeting.state) != MeetingState.CALLED_OFF,
            col(Meeting.ends_at) >= bindparam("today"),
        ),
    )
    .order_by(col(Meeting.starts_at), col(Meeting.id))
)
_LOADS = columns_select(col(Process.id), col(Process.loaded_at))


def feed_events(
    session: Session, *, person_id: int, since: datetime, today: datetime
) -> list[FeedEvent]:
    """What stands in a person's feed: what ended before `since` does not, nor what was called off
    and would have ended before `today`.
    """
    connection = session.connection()
    loads = {row[0]: row[1] for row in connection.execute(_LOADS)}
    binds = {"person": person_id, "since": since, "today": today}
    return [
        FeedEvent(meeting_id, revision, sequence, loads[process_id])
        for meeting_id, revision, sequence, process_id in connection.execute(_SHOWN, binds)
    ]


_CHANGES: Select[*tuple[Any, ...]] = (
    columns_select(
        func.max(col(Invitation.invited_at)),
        func.max(col(Invitation.replied_at)),
        func.max(col(Invitation.removed_at)),
        func.max(col(Meeting.changed_at)),
        func.max(col(Meeting.retired_at)),
        func.max(col(Process.loaded_at)),
    )
    .select_from(Invitation)
    .join(Meeting, col(Meeting.id) == col(Invitation.meeting_id))
    .join(Process, col(Process.id) == col(Meeting.process_id))
    .where(col(Invitation.person_id) == bindparam("person"))
)


def feed_changed_at(session: Session, *, person_id: int) -> datetime | None:
    """When anything that a person's feed tells was last changed, as far as rows say."""
    row = session.connection().execute(_CHANGES, {"person": person_id}).one()
    return max((at for at in row if at is not None), default=None)


def meetings_told(session: Session, *, ids: Collection[int]) -> list[tuple[Meeting, Process]]:
    """These meetings, each with its process."""
    query = (
        select(Meeting, Process)
        .join(Process, col(Process.id) == col(Meeting.process_id))
        .where(col(Meeting.id).in_(ids))
    )
    return list(session.exec(query))
