"""Remembers which message shows a question, so that it can be edited when the answer is typed.

Written in batches by one thread: a commit of its own for each message would halve what one
machine can carry. If the last few are lost, the clock looks whether those questions stand there
already, and asks again only what does not.
"""

import threading
from logging import getLogger
from queue import SimpleQueue

from sqlalchemy import bindparam, update
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import col

from models import Conversation, Database

log = getLogger(__name__)

_PATIENCE = 0.1  # seconds in which more may come


class ShownMessages:
    """Call it with (conversation id, question key) and the message's ts; `close()` at the end."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._queue: SimpleQueue[tuple[int, str, str] | None] = SimpleQueue()
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._work, name="shown-messages", daemon=True)
        self._thread.start()

    def __call__(self, shows: tuple[int, str], ts: str) -> None:
        """Remember soon."""
        conversation_id, question_key = shows
        self._queue.put((conversation_id, question_key, ts))

    def close(self) -> None:
        """Write what is left and stop."""
        self._queue.put(None)
        self._closing.set()
        self._thread.join(timeout=5)

    def _work(self) -> None:
        closing = False
        while not closing:
            entries = [self._queue.get()]
            self._closing.wait(_PATIENCE)
            while not self._queue.empty():
                entries.append(self._queue.get())
            closing = None in entries
            latest = {entry[0]: entry for entry in entries if entry is not None}
            try:
                self._write(list(latest.values()))
            except SQLAlchemyError:
                log.exception("%d shown messages were not remembered", len(latest))

    def _write(self, shown: list[tuple[int, str, str]]) -> None:
        if not shown:
            return
        statement = (
            update(Conversation)
            .where(col(Conversation.id) == bindparam("conversation"))
            .values(shown_key=bindparam("key"), shown_ts=bindparam("ts"))
        )
        rows = [{"conversation": one, "key": key, "ts": ts} for one, key, ts in shown]
        with self._database.write() as session:
            session.connection().execute(statement, rows)
