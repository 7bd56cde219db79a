"""Personal calendar addresses: made when somebody asks, renewed, and closed."""

import re
from datetime import datetime
from hashlib import sha256
from secrets import token_urlsafe

from sqlmodel import Session

from bot.access import Act, may
from models import AuditLine, Feed
from models.feeds import live_feeds_of
from models.people import memberships_of

_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")  # 32 bytes


def may_subscribe(session: Session, *, person_id: int) -> bool:
    """Whether this person may have an address: whoever has joined a process."""
    return any(may(one, Act.SUBSCRIBE) for one in memberships_of(session, person_id=person_id))


def feed_for(session: Session, *, person_id: int, now: datetime) -> Feed:
    """The person's address, made if there is none."""
    live = live_feeds_of(session, person_id=person_id)
    return live[0] if live else _make(session, person_id=person_id, now=now)


def renew(session: Session, *, person_id: int, now: datetime) -> Feed:
    """A new address. The old one leads nowhere from now on."""
    _revoke(session, person_id=person_id, now=now)
    made = _make(session, person_id=person_id, now=now)
    _note(session, "feeds.renew", made, now=now)
    return made


def revoke(session: Session, *, person_id: int, now: datetime) -> bool:
    """Close the person's address. False if there was none."""
    revoked = _revoke(session, person_id=person_id, now=now)
    for feed in revoked:
        _note(session, "feeds.close", feed, now=now)
    return bool(revoked)


def digest_of(token: str) -> str:
    """What an address is looked up by. How long that takes tells nothing about the token."""
    return sha256(token.encode()).hexdigest()


def is_token(text: str) -> bool:
    """Whether it could be one of ours: anything else is not looked up."""
    return _TOKEN.fullmatch(text) is not None


def https_address(token: str, *, public_url: str) -> str:
    """The address to subscribe to."""
    return f"{public_url.rstrip('/')}/calendar/{token}.ics"


def opening_address(token: str, *, public_url: str) -> str:
    """Where a press in Slack leads, which opens links to the web only. From there: `webcal`."""
    return f"{public_url.rstrip('/')}/calendar/{token}"


def webcal_address(token: str, *, public_url: str) -> str:
    """The same feed for a device that has a calendar of its own, which opens and subscribes."""
    return "webcal://" + https_address(token, public_url=public_url).partition("://")[2]


def _make(session: Session, *, person_id: int, now: datetime) -> Feed:
    token = token_urlsafe(32)
    feed = Feed(person_id=person_id, token=token, digest=digest_of(token), made_at=now)
    session.add(feed)
    session.flush()
    return feed


def _revoke(session: Session, *, person_id: int, now: datetime) -> list[Feed]:
    live = live_feeds_of(session, person_id=person_id)
    for feed in live:
        feed.revoked_at = now
        session.add(feed)
    session.flush()
    return live


def _note(session: Session, act: str, feed: Feed, *, now: datetime) -> None:
    session.add(AuditLine(person_id=feed.person_id, act=act, about={"feed": feed.id}, at=now))
    session.flush()
