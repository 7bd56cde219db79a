"""What a test or the page may change while the sandbox runs."""

from dataclasses import dataclass


@dataclass
class Settings:
    """The defaults are Slack's own behaviour, except for what would only slow a sandbox down."""

    rate_limits: bool = False
    # Slack also tells an app about its own direct messages; Bolt drops them again.
    own_messages: bool = False
    # Nobody can send or fetch mail, as when a provider has a bad day.
    mail_down: bool = False
    ack_seconds: float = 3.0
    retry_delays: tuple[float, ...] = (0.0, 60.0, 300.0)
    hold_seconds: float = 3600.0
    # How often an app that cannot be reached by HTTP is tried again.
    knock_seconds: float = 2.0
