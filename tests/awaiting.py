"""Slack's accounts as a test has them, for people who are awaited."""

from dataclasses import dataclass, field

from bot.awaited import Account
from bot.errors import DeliveryFailed


@dataclass
class KnownAccounts:
    """Who has an account, by address; and what goes wrong at the next look-ups."""

    there: dict[str, Account] = field(default_factory=dict)
    failures: list[DeliveryFailed] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def find(self, email: str) -> Account | None:
        self.asked.append(email)
        if self.failures:
            raise self.failures.pop(0)
        return self.there.get(email)
