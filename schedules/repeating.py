"""Work that is done again and again in a thread of its own, until it is stopped."""

import threading
from collections.abc import Callable
from logging import getLogger

log = getLogger(__name__)


class Repeating:
    """Calls `work` until it is stopped. `work` says how many seconds to wait before the next.

    Whoever has something new for it wakes it up before that.
    """

    def __init__(
        self, work: Callable[[], float], *, name: str, seconds_after_a_fault: float
    ) -> None:
        self._work = work
        self._seconds_after_a_fault = seconds_after_a_fault
        self._stopping = threading.Event()
        self._woken = threading.Event()
        self._thread = threading.Thread(target=self._repeat, name=name, daemon=True)

    @property
    def is_at_work(self) -> bool:
        """Whether it has begun and not ended."""
        return self._thread.is_alive()

    def start(self) -> None:
        """Begin, in the background."""
        self._thread.start()

    def wake(self) -> None:
        """Do not wait for the next."""
        self._woken.set()

    def stop(self) -> None:
        """Finish what is in hand and stop."""
        self._stopping.set()
        self._woken.set()
        if self._thread.is_alive():
            self._thread.join(timeout=10)

    def _repeat(self) -> None:
        while not self._stopping.is_set():
            try:
                pause = self._work()
            except Exception:  # one post must stop nobody
                log.exception("a post could not be dealt with; it is taken up again later")
                pause = self._seconds_after_a_fault
            self._woken.wait(pause)
            self._woken.clear()
