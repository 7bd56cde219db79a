"""Calendar feeds over HTTP. Whoever knows a secret address reads that feed, and nobody else.

The address is a password: it is in no log, and every wrong one gets the same answer.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from logging import getLogger

from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.feed_contents import Contents, FeedContents
from bot.feeds import webcal_address
from handlers.visit import Services

log = getLogger(__name__)

FEEDS_AT_ONCE = 4  # so that Slack never waits for calendars
_SUFFIX = ".ics"
_A_MINUTE = timedelta(minutes=1)
_PRIVATE = {"X-Robots-Tag": "noindex", "Referrer-Policy": "no-referrer"}

# Google's calendar fetches only what this file allows.
ROBOTS = "User-agent: *\nAllow: /calendar/\nDisallow: /\n"


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to a request."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


NOT_FOUND = Answer(404, {**_PRIVATE, "Cache-Control": "no-store"})
UNAVAILABLE = Answer(503, {"Retry-After": "60", "Cache-Control": "no-store"})


def routes(services: Services) -> list[Route]:
    """What `sammen web` serves to calendars."""
    contents = FeedContents(services.database)
    threads = CapacityLimiter(FEEDS_AT_ONCE)

    async def calendar(request: Request) -> Response:
        headers, name = request.headers, request.path_params["name"]
        tags = headers.getlist("if-none-match")
        matches = ",".join(tags) if tags else None
        since = headers.get("if-modified-since")
        answer = await run_sync(_answer, services, contents, name, matches, since, limiter=threads)
        return _as_response(answer, is_head=request.method == "HEAD")

    async def robots(_request: Request) -> Response:
        return Response(ROBOTS, media_type="text/plain")

    return [
        Route("/calendar/{name:path}", calendar, methods=["GET", "HEAD"]),
        Route("/robots.txt", robots, methods=["GET", "HEAD"]),
    ]


async def not_found(_request: Request, _reason: Exception) -> Response:
    """What is said of a path that leads nowhere: the same as of a wrong address."""
    return _as_response(NOT_FOUND, is_head=False)


def _answer(
    services: Services,
    contents: FeedContents,
    name: str,
    if_none_match: str | None,
    if_modified_since: str | None,
) -> Answer:
    try:
        if not name.endswith(_SUFFIX):
            return lead_to_calendar(contents, token=name, public_url=services.public_url)
        return answer_feed(
            contents,
            token=name.removesuffix(_SUFFIX),
            if_none_match=if_none_match,
            if_modified_since=if_modified_since,
            now=services.now(),
        )
    except SQLAlchemyError:
        log.exception("the database does not answer")
        return UNAVAILABLE


def answer_feed(
    contents: FeedContents,
    *,
    token: str,
    if_none_match: str | None,
    if_modified_since: str | None,
    now: datetime,
) -> Answer:
    """The feed, or that the caller has it already."""
    found = contents.of(token, now=now)
    if found is None:
        return NOT_FOUND
    headers = {
        **_PRIVATE,
        "ETag": found.etag,
        "Cache-Control": "private, max-age=300",
    }
    # A second change within the same second would not show, so the date is said only afterwards.
    if now - found.changed_at >= _A_MINUTE:
        headers["Last-Modified"] = format_datetime(found.changed_at.astimezone(UTC), usegmt=True)
    if _is_known(found, if_none_match=if_none_match, if_modified_since=if_modified_since, now=now):
        return Answer(304, headers)
    headers["Content-Type"] = "text/calendar; charset=utf-8"
    headers["Content-Disposition"] = 'inline; filename="sammen.ics"'
    return Answer(200, headers, found.body)


def lead_to_calendar(contents: FeedContents, *, token: str, public_url: str) -> Answer:
    """On to the address that a phone or a Mac opens in its own calendar (`webcal:`)."""
    if not public_url or not contents.exists(token):
        return NOT_FOUND
    location = webcal_address(token, public_url=public_url)
    return Answer(302, {**_PRIVATE, "Cache-Control": "no-store", "Location": location})


def _is_known(
    found: Contents, *, if_none_match: str | None, if_modified_since: str | None, now: datetime
) -> bool:
    """RFC 9110, 13.1.2 and 13.1.3: the tag decides, and the date only where there is no tag."""
    if if_none_match is not None:
        tags = {tag.strip().removeprefix("W/") for tag in if_none_match.split(",")}
        return "*" in tags or found.etag in tags
    if if_modified_since is None or now - found.changed_at < _A_MINUTE:
        return False
    try:
        since = parsedate_to_datetime(if_modified_since)
    except ValueError:
        return False
    if since.tzinfo is None:
        since = since.replace(tzinfo=UTC)
    return found.changed_at.replace(microsecond=0) <= since <= now


def _as_response(answer: Answer, *, is_head: bool) -> Response:
    headers = dict(answer.headers)
    if answer.status == 200:
        headers["Content-Length"] = str(len(answer.body))
    return Response(b"" if is_head else answer.body, answer.status, headers)
