"""Mail of ours that a server took first and returned later: it has failed, and is shown as such."""

import re
from datetime import datetime

from sqlmodel import Session

from bot.calendar.bounces import Bounce
from bot.deliveries import show_bounced
from bot.mailing import Mail, message_id_of
from models import Post
from models.enums import PostState
from models.posts import find_post

_OURS = re.compile(r"<post-(\d{1,9})\.[0-9a-f]+@[^<>@\s]+>")


def take_bounce(session: Session, *, bounce: Bounce, name: str, now: datetime) -> bool:
    """Mark the post as failed. False if it is no mail of ours, or is dealt with already.

    Anybody can write a report, so it counts only with the whole Message-ID of that very post.
    """
    post = _find_mail(session, bounce.message_id)
    if post is None or not _may_have_left(post):
        return False
    key = f"post:{post.id}:card:bounce:{name}"
    if find_post(session, key=key) is not None:
        return False  # read again, perhaps after the mail has been sent again
    post.state = PostState.FAILED
    post.error = bounce.reason
    post.claimed_at = None
    session.add(post)
    session.flush()
    show_bounced(session, post, key=key, reason=bounce.reason, now=now)
    return True


def _find_mail(session: Session, message_id: str) -> Post | None:
    found = _OURS.fullmatch(message_id)
    post = session.get(Post, int(found[1]), with_for_update=True) if found else None
    if post is None or post.address is None:
        return None
    ours = message_id_of(post_id=post.id, key=post.key, sender=Mail.of(post.message).from_)
    return post if ours == message_id else None


def _may_have_left(post: Post) -> bool:
    """Not one that has failed, or that a facilitator has sent again and that is still waiting."""
    if post.state is PostState.WAITING:
        return post.claimed_at is not None
    return post.state in {PostState.SENT, PostState.UNSURE}
