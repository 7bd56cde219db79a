"""What time it is for Sammen: real time, or in a rehearsal the time of the sandbox."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path


def build_now(clock_file: Path | None) -> Callable[[], datetime]:
    """A clock. With a file, it is ahead of or behind real time by what the file says just then."""
    return _real_now if clock_file is None else MovedClock(clock_file)


def _real_now() -> datetime:
    return datetime.now(UTC)


class MovedClock:
    """Real time plus the file's offset; without the file it is real time."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._written: tuple[int, int] | None = None  # the file's age and number, as last read
        self._offset = timedelta()

    def __call__(self) -> datetime:
        """The time now, in UTC."""
        try:
            found = self._file.stat()
        except FileNotFoundError:
            return _real_now()
        written = (found.st_mtime_ns, found.st_ino)
        if written != self._written:
            moved = json.loads(self._file.read_text(encoding="utf-8"))
            self._offset = timedelta(seconds=moved["offset_seconds"])
            self._written = written
        return _real_now() + self._offset
