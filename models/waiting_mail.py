"""Mail in the outbox that waits because no server takes it, and what was said of that."""

from datetime import datetime

from sqlalchemy import func, text
from sqlmodel import Session, col, select

from models.posts import UNSENT, Post

NO_SERVER = "no server: "  # begins the error of a post for which there was no mail server


def mail_waits_since(session: Session) -> datetime | None:
    """When the first mail was due that no server took. None if there is none."""
    query = select(Post.due_at).where(
        text(UNSENT), col(Post.address).is_not(None), col(Post.error).startswith(NO_SERVER)
    )
    return session.exec(query.order_by(col(Post.due_at)).limit(1)).one_or_none()


def count_waiting_mail(session: Session, *, now: datetime) -> dict[int, int]:
    """How many mails of each process are due and unsent."""
    query = (
        select(Post.process_id, func.count())
        .where(
            text(UNSENT),
            col(Post.address).is_not(None),
            col(Post.process_id).is_not(None),
            col(Post.due_at) <= now,
        )
        .group_by(col(Post.process_id))
    )
    return {process_id: count for process_id, count in session.exec(query) if process_id}


def count_sent_mail(session: Session, *, process_id: int, since: datetime) -> int:
    """How many mails of a process have been sent since."""
    query = select(func.count()).where(
        Post.process_id == process_id, col(Post.address).is_not(None), col(Post.sent_at) >= since
    )
    return session.exec(query).one()


def latest_post(session: Session, *, key_begins: str) -> Post | None:
    """The last post that was put under a key which begins so."""
    query = select(Post).where(col(Post.key).startswith(key_begins, autoescape=True))
    return session.exec(query.order_by(col(Post.id).desc()).limit(1)).one_or_none()


def processes_told(session: Session, *, key_begins: str) -> list[int]:
    """To which processes' channels something was put under a key which begins so."""
    query = (
        select(Post.process_id)
        .where(col(Post.key).startswith(key_begins, autoescape=True))
        .distinct()
        .order_by(col(Post.process_id))
    )
    return [process_id for process_id in session.exec(query) if process_id is not None]
