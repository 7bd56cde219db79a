"""Keeps in memory what was asked for most recently, and lets go of the rest."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from threading import Lock
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Kept(Generic[K, V]):
    """What was asked for most recently, within so many bytes. Threads may share it."""

    def __init__(self, most: int, *, size: Callable[[V], int]) -> None:
        self._most, self._size, self._held = most, size, 0
        self._values: OrderedDict[K, V] = OrderedDict()
        self._lock = Lock()

    def get(self, key: K) -> V | None:
        """The value, or None."""
        with self._lock:
            found = self._values.get(key)
            if found is not None:
                self._values.move_to_end(key)
            return found

    def get_all(self, keys: Sequence[K]) -> list[V | None]:
        """The same for many at once."""
        with self._lock:
            values = self._values
            found = [values.get(key) for key in keys]
            for key, value in zip(keys, found, strict=True):
                if value is not None:
                    values.move_to_end(key)
            return found

    def put(self, key: K, value: V) -> None:
        """Keep it, and let go of what nobody has asked for the longest."""
        with self._lock:
            self._drop(key)
            self._values[key] = value
            self._held += self._size(value)
            while self._held > self._most:
                _, oldest = self._values.popitem(last=False)
                self._held -= self._size(oldest)

    def forget(self, key: K) -> None:
        """Keep it no longer."""
        with self._lock:
            self._drop(key)

    def clear(self) -> None:
        """Keep nothing."""
        with self._lock:
            self._values.clear()
            self._held = 0

    def _drop(self, key: K) -> None:
        if key in self._values:
            self._held -= self._size(self._values.pop(key))
