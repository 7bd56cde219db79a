"""Sandbox time: real time plus an offset that the page moves forwards, never back.

The offset is written to a file, so that the app under test can live in the same time.
"""

import json
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path


class Clock:
    """Tells sandbox time and hands out message timestamps."""

    def __init__(
        self,
        *,
        starts_at: datetime,
        offset_seconds: float | None = None,
        clock_file: Path | None = None,
        remember: Callable[[float], None] = lambda _offset: None,
    ) -> None:
        self._file = clock_file
        self._remember = remember
        self._last_ts = 0
        self.offset_seconds = 0.0
        self._set(starts_at.timestamp() - time.time() if offset_seconds is None else offset_seconds)

    def now(self) -> datetime:
        """The sandbox's time, in UTC."""
        return datetime.fromtimestamp(self.timestamp(), UTC)

    def timestamp(self) -> float:
        """The sandbox's time in seconds since 1970."""
        return time.time() + self.offset_seconds

    def next_ts(self) -> str:
        """A message timestamp that is later than every one before it."""
        micros = max(int(self.timestamp() * 1_000_000), self._last_ts + 1)
        self._last_ts = micros
        return f"{micros // 1_000_000}.{micros % 1_000_000:06d}"

    def never_before(self, ts: str) -> None:
        """Make sure that coming timestamps are later than this one, found in an older sandbox."""
        seconds, _, micros = ts.partition(".")
        self._last_ts = max(self._last_ts, int(seconds) * 1_000_000 + int(micros or 0))

    def advance(self, seconds: float) -> None:
        """Move time forwards; a negative step is refused, since Slack's timestamps only grow."""
        if seconds < 0:
            raise ValueError("the clock only moves forwards")
        self._set(self.offset_seconds + seconds)

    def _set(self, offset: float) -> None:
        self.offset_seconds = offset
        self._remember(offset)
        if self._file is not None:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            # Written beside and renamed, so that a reader never meets half a file.
            beside = self._file.with_name(self._file.name + ".new")
            beside.write_text(json.dumps({"offset_seconds": offset}), encoding="utf-8")
            beside.replace(self._file)
