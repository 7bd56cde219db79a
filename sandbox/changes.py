"""Tells the open pages what changed, so that they fetch it again."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Change:
    """What changed: messages, home, views, mail, state, clock or notice."""

    what: str
    channel: str | None = None
    text: str | None = None


ChangeQueue = asyncio.Queue[Change | None]


class Changes:
    """The open pages. None in a queue means that the sandbox is closing."""

    def __init__(self) -> None:
        self._pages: list[tuple[str, ChangeQueue]] = []

    def subscribe(self, user: str) -> ChangeQueue:
        """A queue of what this person may know of."""
        page: ChangeQueue = asyncio.Queue()
        self._pages.append((user, page))
        return page

    def unsubscribe(self, page: ChangeQueue) -> None:
        """The page was closed."""
        self._pages = [(user, known) for user, known in self._pages if known is not page]

    def publish(self, change: Change, *, users: Iterable[str] | None = None) -> None:
        """Tell these people's pages, or all pages."""
        if not self._pages:
            return
        chosen = None if users is None else set(users)
        for user, page in self._pages:
            if chosen is None or user in chosen:
                page.put_nowait(change)

    def close(self) -> None:
        """End every open stream."""
        for _, page in self._pages:
            page.put_nowait(None)
