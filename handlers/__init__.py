"""Where Slack knocks: every topic that listens, in the order in which they are asked."""

from dataclasses import replace

from slack_bolt import App

from handlers import (
    errors,
    help,  # noqa: A004
    home,
    interview,
    invitations,
    messages,
    onboarding,
    posts,
    summaries,
)
from handlers.visit import Services


def register(app: App, services: Services) -> None:
    """Register the listeners of all topics. The first that fits takes an event."""
    services = replace(services, refresh_home=home.publish)
    errors.register(app, services)
    # Bolt asks them one by one: first those that are called most.
    interview.register(app, services)
    messages.register(app, services)
    onboarding.register(app, services)
    invitations.register(app, services)
    summaries.register(app, services)
    home.register(app, services)
    posts.register(app, services)
    help.register(app, services)
