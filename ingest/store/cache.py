"""A cache of values by key that forgets the longest unused ones when they grow too heavy. It loads nothing itself."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Cache(Generic[K, V]):
    """Holds values up to a total ``weigh``; safe to use from several threads."""

    def __init__(self, capacity: int, weigh: Callable[[V], int]) -> None:
        self._capacity = capacity
        self._weigh = weigh
        self._held: OrderedDict[K, V] = OrderedDict()
        self._weight = 0
        self._lock = Lock()

    def get(self, key: K) -> V | None:
        """Return the value, now the most recently used, or None."""
        with self._lock:
            value = self._held.get(key)
            if value is not None:
                self._held.move_to_end(key)
            return value

    def put(self, key: K, value: V) -> None:
        """Hold ``value``, which must not be None."""
        with self._lock:
            if key in self._held:
                return
            self._held[key] = value
            self._weight += self._weigh(value)
            while self._weight > self._capacity and len(self._held) > 1:
                _, dropped = self._held.popitem(last=False)
                self._weight -= self._weigh(dropped)
