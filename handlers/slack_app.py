"""The Bolt app and the Web API clients, all of them pointed at the address in the settings."""

from concurrent.futures import ThreadPoolExecutor
from logging import ERROR, getLogger

from slack_bolt import App
from slack_sdk import WebClient
from slack_sdk.http_retry import ConnectionErrorRetryHandler, RateLimitErrorRetryHandler

from bot.settings import Settings
from handlers import register
from handlers.visit import Services


def build_client(settings: Settings) -> WebClient:
    """For listeners: a person waits, so a busy Slack or a lost connection is tried once more."""
    return WebClient(
        settings.slack_bot_token.get_secret_value(),
        base_url=settings.slack_api_url,
        timeout=10,
        retry_handlers=[ConnectionErrorRetryHandler(), RateLimitErrorRetryHandler()],
    )


def build_courier_client(settings: Settings) -> WebClient:
    """For the courier: nothing is repeated behind its back."""
    return WebClient(
        settings.slack_bot_token.get_secret_value(),
        base_url=settings.slack_api_url,
        timeout=20,
        retry_handlers=[],
    )


def build_app(settings: Settings, services: Services) -> App:
    """The app with all listeners. Slack is first called when the first request comes."""
    app = build_bolt(settings)
    register(app, services)
    return app


def build_bolt(settings: Settings) -> App:
    """Bolt as we use it, without listeners."""
    # Below errors, Bolt logs whole requests, and so what people wrote.
    quiet = getLogger("slack_bolt")
    quiet.setLevel(ERROR)
    return App(
        client=build_client(settings),
        logger=quiet,
        signing_secret=settings.slack_signing_secret.get_secret_value(),
        token_verification_enabled=False,
        listener_executor=ThreadPoolExecutor(settings.listener_threads, "listener"),
        # Otherwise each reply in a thread first reads the thread, and marks what it says.
        attaching_conversation_kwargs_enabled=False,
    )
