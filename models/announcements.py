"""What facilitators send to chosen people and channels, and what became of each copy."""

from datetime import datetime
from typing import Any

from sqlalchemy import UniqueConstraint, and_, or_
from sqlmodel import Field, Session, SQLModel, col, select

from models.base import JsonColumn, UtcDateTime, keys_of
from models.enums import AnnouncementState, Mention
from models.people import Person
from models.processes import TextJson

BY_MAIL = "mail:"  # begins what stands for the channel of somebody who is awaited


class Announcement(SQLModel, table=True):
    """One announcement. `revision` rises with each correction; copies say which one they carry."""

    __tablename__ = "announcements"

    id: int = Field(default=None, primary_key=True)
    process_id: int = Field(foreign_key="processes.id", index=True)
    by_id: int = Field(foreign_key="people.id")
    state: AnnouncementState = Field(sa_type=keys_of(AnnouncementState))
    text: TextJson = Field(sa_type=JsonColumn)  # as written, with its variables
    audience: dict[str, Any] = Field(sa_type=JsonColumn)  # see bot/audiences.py
    channels: list[str] = Field(default_factory=list, sa_type=JsonColumn)
    mention: Mention = Field(default=Mention.NOBODY, sa_type=keys_of(Mention))
    attachments: list[dict[str, Any]] = Field(
        default_factory=list, sa_type=JsonColumn
    )  # title, url
    asks_seen: bool = False
    in_working_hours: bool = True
    send_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    revision: int = 0
    made_at: datetime = Field(sa_type=UtcDateTime)
    changed_at: datetime = Field(sa_type=UtcDateTime)
    begun_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    withdrawn_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class AnnouncementCopy(SQLModel, table=True):
    """One copy: to a person or to a channel. Its delivery is its post's.

    Who is awaited has no person's row: their copy's `channel` is `mail:` and the awaited row's id.
    """

    __tablename__ = "announcement_copies"
    __table_args__ = (
        UniqueConstraint("announcement_id", "person_id"),
        UniqueConstraint("announcement_id", "channel"),
    )

    id: int = Field(default=None, primary_key=True)
    announcement_id: int = Field(foreign_key="announcements.id", index=True)
    person_id: int | None = Field(default=None, foreign_key="people.id", index=True)
    channel: str | None = Field(default=None, max_length=20)
    post_id: int | None = Field(default=None, foreign_key="posts.id")  # the first delivery
    latest_post_id: int | None = Field(default=None, foreign_key="posts.id")  # the correction
    by_mail: bool = False  # no account in Slack: it went by mail
    revision: int = -1  # nothing put yet
    seen_at: datetime | None = Field(default=None, sa_type=UtcDateTime)

    @property
    def awaited_id(self) -> int | None:
        """Whose mail it is, if it is for somebody who has no account yet."""
        head, sign, number = (self.channel or "").partition(BY_MAIL)
        return int(number) if sign and not head else None


def lock_announcement(session: Session, *, announcement_id: int) -> Announcement | None:
    """An announcement as it is now, for one to change who changes it alone until the commit."""
    return session.get(
        Announcement,
        announcement_id,
        with_for_update={"key_share": True},
        populate_existing=True,
    )


def untouched_draft(session: Session, *, process_id: int, by_id: int) -> Announcement | None:
    """A form that this person opened and never sent in: it serves for the next one."""
    query = select(Announcement).where(
        Announcement.process_id == process_id,
        Announcement.by_id == by_id,
        Announcement.state == AnnouncementState.DRAFT,
        col(Announcement.changed_at) == col(Announcement.made_at),
    )
    return session.exec(query.order_by(col(Announcement.id)).limit(1)).first()


def announcements_of(
    session: Session, *, process_id: int, drafts_of: int, most: int
) -> list[Announcement]:
    """The newest of a process, and of the drafts those of that person."""
    is_shown = or_(
        col(Announcement.state) != AnnouncementState.DRAFT,
        and_(
            col(Announcement.by_id) == drafts_of,
            col(Announcement.changed_at) != col(Announcement.made_at),
        ),
    )
    query = select(Announcement).where(Announcement.process_id == process_id, is_shown)
    return list(session.exec(query.order_by(col(Announcement.id).desc()).limit(most)))


def confirmed_since(
    session: Session, *, process_id: int, since: datetime
) -> list[tuple[Announcement, Person]]:
    """What was sent or scheduled in a process since, with who did it."""
    states = (AnnouncementState.SCHEDULED, AnnouncementState.SENDING, AnnouncementState.SENT)
    query = (
        select(Announcement, Person)
        .join(Person, col(Person.id) == col(Announcement.by_id))
        .where(
            Announcement.process_id == process_id,
            col(Announcement.state).in_(states),
            col(Announcement.changed_at) >= since,
        )
    )
    return list(session.exec(query))


def scheduled_announcements(
    session: Session, *, until: datetime | None = None
) -> list[Announcement]:
    """What waits for its time, the first first; with `until` only what is due by then."""
    query = select(Announcement).where(Announcement.state == AnnouncementState.SCHEDULED)
    if until is not None:
        query = query.where(col(Announcement.send_at) <= until)
    return list(session.exec(query.order_by(col(Announcement.send_at), col(Announcement.id))))


def announcements_under_way(session: Session) -> list[int]:
    """Which have copies to be put, changed or awaited."""
    query = select(Announcement.id).where(
        col(Announcement.state).in_((AnnouncementState.SENDING, AnnouncementState.WITHDRAWN)),
        col(Announcement.ended_at).is_(None),
    )
    return list(session.exec(query.order_by(col(Announcement.id))))


def announcements_ended(session: Session, *, since: datetime) -> list[Announcement]:
    """Which went out lately, and may still be answered with *Set*."""
    query = select(Announcement).where(col(Announcement.ended_at) >= since)
    return list(session.exec(query.order_by(col(Announcement.id))))
