"""Sammen over HTTP: Slack's signed requests, calendar feeds, and whether Sammen is well.

Bolt's own adapter would block the event loop while a listener works, so each request is handed
to Bolt in a thread.
"""

from collections.abc import Mapping, Sequence
from logging import getLogger
from urllib.parse import parse_qsl

from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from slack_bolt import App, BoltRequest, BoltResponse
from slack_sdk.signature import SignatureVerifier
from sqlalchemy.exc import SQLAlchemyError
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.settings import Settings
from handlers import feeds_web
from handlers.visit import Services
from models.posts import overdue_since

log = getLogger(__name__)

LARGEST_BODY = 1_000_000  # bytes; Slack's are far smaller
_FORM = "application/x-www-form-urlencoded"


def build_web(app: App, settings: Settings, services: Services) -> Starlette:
    """The web application."""
    verifier = SignatureVerifier(settings.slack_signing_secret.get_secret_value())
    # A thread waits while its listener works, so there must be more of them than of listeners.
    threads = CapacityLimiter(settings.listener_threads * 2)

    async def slack_events(request: Request) -> Response:
        raw = await _read(request)
        if raw is None:
            return Response(status_code=413)
        answer = await run_sync(
            _dispatch, app, verifier, raw, dict(request.headers), limiter=threads
        )
        return _as_response(answer)

    async def health(_request: Request) -> Response:
        return await run_sync(_health, services)

    web = Starlette(
        routes=[
            Route("/slack/events", slack_events, methods=["POST"]),
            Route("/health", health, methods=["GET"]),
            *feeds_web.routes(services),
        ],
        exception_handlers={404: feeds_web.not_found},
    )
    web.router.redirect_slashes = False  # a redirect would repeat a secret address
    return web


async def _read(request: Request) -> bytes | None:
    """The body, or None if there is too much of it."""
    raw = bytearray()
    try:
        async for chunk in request.stream():
            raw += chunk
            if len(raw) > LARGEST_BODY:
                return None
    except ClientDisconnect:
        return None
    return bytes(raw)


def _dispatch(
    app: App, verifier: SignatureVerifier, raw: bytes, headers: Mapping[str, str]
) -> BoltResponse:
    timestamp = headers.get("x-slack-request-timestamp", "")
    signature = headers.get("x-slack-signature", "")
    try:
        body = raw.decode("utf-8")
    except UnicodeDecodeError:
        return BoltResponse(status=400, body="")
    if not (timestamp.isascii() and timestamp.isdecimal()):  # Bolt would fall over it
        return BoltResponse(status=401, body="")
    if not verifier.is_valid(body, timestamp, signature):
        log.warning("a request without Slack's signature was refused")
        return BoltResponse(status=401, body="")
    listed: dict[str, str | Sequence[str]] = {name: [value] for name, value in headers.items()}
    if not headers.get("content-type", "").startswith(_FORM):
        return app.dispatch(BoltRequest(body=body, headers=listed))
    form = dict(parse_qsl(body, keep_blank_values=True))
    if "payload" in form:
        return app.dispatch(BoltRequest(body=body, headers=listed))
    # Bolt takes a command that merely mentions the word "payload" for a button, and drops it.
    # Handed over as already parsed, it is not looked at that way, nor verified a second time.
    return app.dispatch(BoltRequest(body=form, headers=listed, mode="socket_mode"))


def _as_response(answer: BoltResponse) -> Response:
    made = Response(content=answer.body, status_code=answer.status)
    for name, values in answer.headers.items():
        if name.lower() != "content-length":
            made.headers[name] = values[0]
    return made


def _health(services: Services) -> Response:
    """Whether the database answers, and for how long the first unsent post has been due.

    The latter grows when no worker is delivering.
    """
    now = services.now()
    try:
        with services.database.read() as session:
            since = overdue_since(session, now=now)
    except SQLAlchemyError:
        log.exception("the database does not answer")
        return JSONResponse({"database": "unreachable"}, status_code=503)
    overdue = 0 if since is None else round((now - since).total_seconds())
    return JSONResponse({"database": "ok", "overdue_seconds": overdue})
