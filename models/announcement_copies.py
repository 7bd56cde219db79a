"""The copies of announcements: put, changed, held back, tried anew, and counted by their fate."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, String, and_, case, cast, func, insert, literal, or_, update
from sqlalchemy import select as columns_select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from models.announcements import BY_MAIL, Announcement, AnnouncementCopy
from models.awaited_people import AwaitedPerson
from models.enums import AnnouncementState, PostState
from models.people import Person
from models.posts import Post

WITHDRAWN = "withdrawn"  # the error of a post that was held back


class Fate(StrEnum):
    """What has become of a copy."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    CORRECTING = "correcting"  # delivered, and the new words are on their way
    UNCORRECTED = "uncorrected"  # delivered, and the new words were refused
    FAILED = "failed"
    HELD_BACK = "held_back"  # withdrawn before it was sent
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """So many copies of one announcement have come to that."""

    announcement_id: int
    fate: Fate
    by_mail: bool
    copies: int
    people: int  # in Slack: they may have a button to press
    seen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Undelivered:
    """A copy that did not arrive, or not as it now reads. A channel has no name here."""

    name: str | None
    channel: str | None
    error: str


def add_copies(
    session: Session,
    *,
    announcement_id: int,
    people: Collection[int],
    awaited: Collection[int],
    channels: Collection[str],
) -> None:
    """A row for each copy, with nothing put into the outbox yet."""
    shared = {"announcement_id": announcement_id, "revision": -1}
    rows: list[dict[str, Any]] = [
        *({**shared, "person_id": one, "channel": None, "by_mail": False} for one in people),
        *(
            {**shared, "person_id": None, "channel": f"{BY_MAIL}{one}", "by_mail": True}
            for one in awaited
        ),
        *({**shared, "person_id": None, "channel": one, "by_mail": False} for one in channels),
    ]
    if rows:
        session.connection().execute(insert(AnnouncementCopy), rows)


_latest = aliased(Post, name="latest")
_UNSENT = (PostState.WAITING, PostState.CLAIMED)


def copies_behind(
    session: Session, *, announcement: Announcement, most: int
) -> list[tuple[AnnouncementCopy, Post | None, Post | None]]:
    """Copies that do not read as the announcement now does, with their posts, in order."""
    query = (
        select(AnnouncementCopy, Post, _latest)
        .outerjoin(Post, col(Post.id) == col(AnnouncementCopy.post_id))
        .outerjoin(_latest, col(_latest.id) == col(AnnouncementCopy.latest_post_id))
        .where(
            AnnouncementCopy.announcement_id == announcement.id,
            col(AnnouncementCopy.revision) < announcement.revision,
        )
        .order_by(col(AnnouncementCopy.id))
        .limit(most)
        .execution_options(populate_existing=True)
    )
    return [(copy, first, latest) for copy, first, latest in session.exec(query)]


def first_copy(session: Session, *, announcement_id: int) -> AnnouncementCopy | None:
    """A person's before one of a channel. None before it has begun."""
    query = select(AnnouncementCopy).where(AnnouncementCopy.announcement_id == announcement_id)
    return session.exec(query.order_by(col(AnnouncementCopy.id)).limit(1)).first()


def find_copy(session: Session, *, announcement_id: int, person_id: int) -> AnnouncementCopy | None:
    """That person's copy, for one to change alone until the commit."""
    query = (
        select(AnnouncementCopy)
        .where(
            AnnouncementCopy.announcement_id == announcement_id,
            AnnouncementCopy.person_id == person_id,
        )
        .with_for_update()
    )
    return session.exec(query).one_or_none()


def rewrite_unsent(session: Session, *, post_id: int, message: dict[str, Any]) -> bool:
    """Give a post other words. False, and nothing done, if it is sent or just being sent."""
    is_unsent = or_(_surely_waits(), col(Post.state).in_((PostState.FAILED, PostState.UNSURE)))
    return _change(session, post_id, is_unsent, message=message)


def hold_back(session: Session, *, post_id: int) -> bool:
    """Have a post not sent at all. False, and nothing done, if it may have been sent already."""
    return _change(session, post_id, _surely_waits(), state=PostState.FAILED, error=WITHDRAWN)


def revive(session: Session, *, post_id: int, message: dict[str, Any], due_at: datetime) -> bool:
    """Have a post that failed tried anew, with these words."""
    return _change(
        session,
        post_id,
        col(Post.state) == PostState.FAILED,
        message=message,
        state=PostState.WAITING,
        due_at=due_at,
        attempts=0,
        claimed_at=None,
        error=None,
    )


def _surely_waits() -> ColumnElement[bool]:
    return and_(col(Post.state) == PostState.WAITING, col(Post.claimed_at).is_(None))


def _change(
    session: Session, post_id: int, condition: ColumnElement[bool], **values: object
) -> bool:
    # In one statement: a worker may be taking the post up in the same moment.
    done = session.connection().execute(
        update(Post).where(col(Post.id) == post_id, condition).values(**values)
    )
    return bool(done.rowcount)


def retry_failed(session: Session, *, announcement_id: int) -> int:
    """Mark the copies that did not arrive as behind, so that they are tried anew; how many."""
    failed = (
        columns_select(col(AnnouncementCopy.id))
        .join(Announcement, col(Announcement.id) == col(AnnouncementCopy.announcement_id))
        .join(Post, col(Post.id) == col(AnnouncementCopy.post_id))
        .outerjoin(_latest, col(_latest.id) == col(AnnouncementCopy.latest_post_id))
        .where(
            col(AnnouncementCopy.announcement_id) == announcement_id,
            _FATE.in_((Fate.FAILED.value, Fate.UNCORRECTED.value)),
        )
    )
    done = session.connection().execute(
        update(AnnouncementCopy).where(col(AnnouncementCopy.id).in_(failed)).values(revision=-1)
    )
    return int(done.rowcount)


def _fate() -> ColumnElement[str]:
    is_behind = col(AnnouncementCopy.revision) < col(Announcement.revision)
    first, latest = col(Post.state), col(_latest.state)
    is_withdrawn = col(Announcement.state) == AnnouncementState.WITHDRAWN
    return case(
        (and_(first.is_(None), is_withdrawn), Fate.HELD_BACK.value),
        (first.is_(None), Fate.WAITING.value),
        (first.in_(_UNSENT), Fate.WAITING.value),
        (and_(first == PostState.FAILED, col(Post.error) == WITHDRAWN), Fate.HELD_BACK.value),
        (first == PostState.FAILED, Fate.FAILED.value),
        (first == PostState.UNSURE, Fate.UNSURE.value),
        (latest.in_(_UNSENT), Fate.CORRECTING.value),
        (latest == PostState.FAILED, Fate.UNCORRECTED.value),
        (is_behind, Fate.CORRECTING.value),
        else_=Fate.DELIVERED.value,
    )


_FATE = _fate()


def count_copies(session: Session, *, announcement_ids: Collection[int]) -> list[Counted]:
    """What has become of the copies of those announcements, counted by the database."""
    query = (
        columns_select(
            col(AnnouncementCopy.announcement_id),
            _FATE.label("fate"),
            col(AnnouncementCopy.by_mail),
            func.count().label("copies"),
            func.count(col(AnnouncementCopy.person_id)).label("people"),
            func.count(col(AnnouncementCopy.seen_at)).label("seen"),
        )
        .join(Announcement, col(Announcement.id) == col(AnnouncementCopy.announcement_id))
        .outerjoin(Post, col(Post.id) == col(AnnouncementCopy.post_id))
        .outerjoin(_latest, col(_latest.id) == col(AnnouncementCopy.latest_post_id))
        .where(col(AnnouncementCopy.announcement_id).in_(announcement_ids))
        .group_by(col(AnnouncementCopy.announcement_id), _FATE, col(AnnouncementCopy.by_mail))
    )
    return [
        Counted(
            announcement_id=row.announcement_id,
            fate=Fate(row.fate),
            by_mail=row.by_mail,
            copies=row.copies,
            people=row.people,
            seen=row.seen,
        )
        for row in session.connection().execute(query)
    ]


def undelivered(session: Session, *, announcement_id: int, most: int) -> list[Undelivered]:
    """Copies that did not arrive, or not as they now read, with what was said against them."""
    awaited_channel = literal(BY_MAIL) + cast(col(AwaitedPerson.id), String)
    own, latest = col(Post.error), col(_latest.error)
    error = case((col(Post.state) == PostState.FAILED, own), else_=latest)
    query = (
        columns_select(
            func.coalesce(col(Person.name), col(AwaitedPerson.name)).label("name"),
            col(AnnouncementCopy.channel),
            func.coalesce(error, "").label("error"),
        )
        .join(Announcement, col(Announcement.id) == col(AnnouncementCopy.announcement_id))
        .outerjoin(Post, col(Post.id) == col(AnnouncementCopy.post_id))
        .outerjoin(_latest, col(_latest.id) == col(AnnouncementCopy.latest_post_id))
        .outerjoin(Person, col(Person.id) == col(AnnouncementCopy.person_id))
        .outerjoin(AwaitedPerson, awaited_channel == col(AnnouncementCopy.channel))
        .where(
            col(AnnouncementCopy.announcement_id) == announcement_id,
            _FATE.in_((Fate.FAILED.value, Fate.UNCORRECTED.value)),
        )
        .order_by(col(AnnouncementCopy.id))
        .limit(most)
    )
    return [
        Undelivered(name=row.name, channel=None if row.name else row.channel, error=str(row.error))
        for row in session.connection().execute(query)
    ]
