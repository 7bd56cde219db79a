"""Rows in one SQLite file, written behind by one thread, so that no call waits for the disk.

A crash may lose the last moments. That is the bargain of a sandbox; a clean stop loses nothing.
"""

import queue
import sqlite3
import threading
from pathlib import Path

_TABLE = """
CREATE TABLE IF NOT EXISTS rows (
    kind TEXT NOT NULL, key TEXT NOT NULL, body BLOB NOT NULL, PRIMARY KEY (kind, key)
) WITHOUT ROWID
"""
_Row = tuple[str, str, bytes | None]


class Disk:
    """Keeps rows by kind and key."""

    def __init__(self, file: Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        self._waiting: queue.SimpleQueue[_Row | None] = queue.SimpleQueue()
        self._connection = sqlite3.connect(file, check_same_thread=False, isolation_level=None)
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = OFF")
        self._connection.execute(_TABLE)
        self._writer = threading.Thread(target=self._write_behind, name="sandbox-disk", daemon=True)
        self._started = False

    def rows(self, kind: str) -> list[tuple[str, bytes]]:
        """Every row of a kind, by key. Only asked before the first row is put."""
        found = self._connection.execute(
            "SELECT key, body FROM rows WHERE kind = ? ORDER BY key", (kind,)
        )
        return found.fetchall()

    def put(self, kind: str, key: str, body: bytes | None) -> None:
        """Remember a row, or forget it when the body is None. Returns at once."""
        if not self._started:
            self._started = True
            self._writer.start()
        self._waiting.put((kind, key, body))

    def close(self) -> None:
        """Write what is waiting, then close the file."""
        if self._started:
            self._waiting.put(None)
            self._writer.join()
        self._connection.close()

    def _write_behind(self) -> None:
        while True:
            batch = [self._waiting.get()]
            while not self._waiting.empty() and len(batch) < 2_000:
                batch.append(self._waiting.get())
            self._connection.execute("BEGIN")
            for row in batch:
                if row is not None:
                    self._write(row)
            self._connection.execute("COMMIT")
            if batch[-1] is None:
                return

    def _write(self, row: _Row) -> None:
        kind, key, body = row
        if body is None:
            self._connection.execute("DELETE FROM rows WHERE kind = ? AND key = ?", (kind, key))
        else:
            self._connection.execute("REPLACE INTO rows VALUES (?, ?, ?)", (kind, key, body))
