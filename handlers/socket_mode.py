"""Socket Mode: stays connected to Slack until it is told to stop."""

import select
import socket
import threading
import time
from contextlib import suppress
from logging import getLogger

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.settings import Settings

log = getLogger(__name__)

_SILENCE = 60.0  # seconds without a connection, after which it is made anew
_PATIENCE = 5.0  # between two attempts
_NO_USE = frozenset({"invalid_auth", "not_authed", "not_allowed_token_type", "token_revoked"})


class CannotConnect(Exception):  # reads as what it says
    """Slack will not have this app token: trying again is no use."""


def stay_connected(app: App, settings: Settings, *, stopping: threading.Event) -> None:
    """Returns when `stopping` is set. Raises CannotConnect if the app token is refused.

    Slack's client reconnects by itself; sometimes it does not, and then the connection stays
    silent for good. So it is watched, and replaced when it has ended or is gone for a minute.
    """
    was_ready = False
    while not stopping.is_set():
        handler = SocketModeHandler(
            app,
            settings.slack_app_token.get_secret_value(),
            concurrency=settings.listener_threads,
        )
        try:
            if _connect(handler):
                log.info("connected again" if was_ready else "Sammen is ready. Stop with Ctrl-C.")
                was_ready = True
                _watch(handler, stopping=stopping)
            else:
                stopping.wait(_PATIENCE)
        finally:
            _close(handler)


def _connect(handler: SocketModeHandler) -> bool:
    try:
        handler.connect()
    except SlackApiError as error:
        reason = str(error.response.get("error"))
        if reason in _NO_USE:
            raise CannotConnect(reason) from error
        log.warning("Slack does not let us connect (%s); trying again", reason)
        return False
    except (OSError, SlackClientError) as error:
        log.warning("no connection to Slack (%s); trying again", error)
        return False
    return True


def _watch(handler: SocketModeHandler, *, stopping: threading.Event) -> None:
    """Returns when told to stop, or when the connection has ended or been gone for too long."""
    last_seen = time.monotonic()
    while not stopping.wait(1):
        if _has_ended(handler):
            log.warning("the connection to Slack has ended: making a new one")
            return
        if handler.client.is_connected():
            last_seen = time.monotonic()
        elif time.monotonic() - last_seen > _SILENCE:
            log.error("no connection to Slack for %d seconds: making a new one", _SILENCE)
            return


def _has_ended(handler: SocketModeHandler) -> bool:
    """Whether the other side has hung up without a word.

    Slack's client does not see it for up to 50 seconds, and reads nothing at full speed meanwhile.
    """
    session = handler.client.current_session
    if session is None or session.sock is None:
        return False
    line = session.sock
    try:
        ears = select.poll()
        ears.register(line, select.POLLIN)
        # A look at the bare line, below TLS: at its end there is nothing, for ever.
        return bool(ears.poll(0)) and socket.socket.recv(line, 1, socket.MSG_PEEK) == b""
    except TimeoutError:
        return False  # what was there has been read meanwhile
    except (OSError, ValueError):
        return session is handler.client.current_session and session.sock is line


def _close(handler: SocketModeHandler) -> None:
    """Leave at once: Slack's client would first wait out its own reading, for seconds."""
    handler.client.auto_reconnect_enabled = False
    session = handler.client.current_session
    with suppress(OSError):
        if session is not None and session.sock is not None:
            session.sock.shutdown(socket.SHUT_RDWR)
        handler.close()
