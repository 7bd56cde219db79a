"""What somebody has asked and been offered a moment ago. In memory: a courtesy, not a safeguard."""

from collections import OrderedDict
from datetime import datetime, timedelta
from threading import Lock

WITHIN = timedelta(minutes=1)
ANSWERED = 3  # so often the same is answered within that time
OFFERED = timedelta(minutes=10)
_PEOPLE = 10_000  # remembered at once


class Repeats:
    """Counts, for each person, how often their latest words came, and what stands offered to them.

    Threads may share it.
    """

    def __init__(self) -> None:
        self._latest: OrderedDict[int, tuple[str, datetime, int]] = OrderedDict()
        self._offered: OrderedDict[int, datetime] = OrderedDict()
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

    def offer(self, person_id: int, *, now: datetime) -> None:
        """They have been offered something that a "yes" in words could mean."""
        with self._lock:
            self._offered.pop(person_id, None)
            self._offered[person_id] = now
            while len(self._offered) > _PEOPLE:
                self._offered.popitem(last=False)

    def takes_offer(self, person_id: int, *, now: datetime) -> bool:
        """Whether something was offered a moment ago. Asked once for each offer."""
        with self._lock:
            at = self._offered.pop(person_id, None)
        return at is not None and now - at < OFFERED
