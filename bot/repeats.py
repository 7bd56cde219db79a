"""How often somebody has asked the same within a minute. In memory: a courtesy, not a safeguard."""

from collections import OrderedDict
from datetime import datetime, timedelta
from threading import Lock

WITHIN = timedelta(minutes=1)
ANSWERED = 3  # so often the same is answered within that time
_PEOPLE = 10_000  # remembered at once


class Repeats:
    """Counts, for each person, how often their latest words came. Threads may share it."""

    def __init__(self) -> None:
        self._latest: OrderedDict[int, tuple[str, datetime, int]] = OrderedDict()
        self._lock = Lock()

    def count(self, person_id: int, words: str, *, now: datetime) -> int:
        """The how-manieth time it is within a minute of the first: 1 for something new."""
        with self._lock:
            said, since, times = self._latest.pop(person_id, ("", now, 0))
            if said != words or now - since >= WITHIN:
                since, times = now, 0
            self._latest[person_id] = (words, since, times + 1)
            while len(self._latest) > _PEOPLE:
                self._latest.popitem(last=False)
            return times + 1
