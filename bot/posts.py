"""A facilitator decides what becomes of a post that did not arrive, or perhaps did not."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from bot.access import Act, may
from models import AuditLine, Person, Post
from models.enums import PostState
from models.people import find_membership


@dataclass(frozen=True, slots=True)
class SentAgain:
    """It is in the outbox again."""


@dataclass(frozen=True, slots=True)
class NotNeeded:
    """Somebody has had it sent again already."""


@dataclass(frozen=True, slots=True)
class NotAllowed:
    """The person is no facilitator of the post's process, or there is no such post."""


def send_again(
    session: Session, *, post_id: int, person: Person, now: datetime
) -> SentAgain | NotNeeded | NotAllowed:
    """Put a post that failed, or perhaps did, back into the outbox, if this person may."""
    post = session.get(Post, post_id, with_for_update=True)
    if post is None or post.process_id is None or post.team_id != person.team_id:
        return NotAllowed()
    membership = find_membership(session, process_id=post.process_id, person_id=person.id)
    if not may(membership, Act.SEND_POSTS_AGAIN):
        return NotAllowed()
    if post.state not in (PostState.UNSURE, PostState.FAILED):
        return NotNeeded()
    post.state = PostState.WAITING
    post.due_at = now
    post.attempts = 0
    post.claimed_at = None  # it is sent without looking: a person has decided
    session.add(post)
    about = {"post": post.id}
    session.add(
        AuditLine(
            process_id=post.process_id,
            person_id=person.id,
            act="posts.send_again",
            about=about,
            at=now,
        )
    )
    session.flush()
    return SentAgain()
