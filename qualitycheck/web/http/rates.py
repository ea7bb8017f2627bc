"""How often something may be done: a bucket of permissions per key that fills itself again."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict

MOST_KEYS = 10_000


class Rate:
    """``per_minute`` permissions a minute per key, as many at once."""

    def __init__(self, per_minute: int) -> None:
        self._size, self._speed = float(per_minute), per_minute / 60
        self._lock = threading.Lock()
        self._levels: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, key: str, count: int = 1) -> bool:
        """Whether it may be done now; if so it is counted."""
        now = time.monotonic()
        with self._lock:
            level, at = self._levels.pop(key, (self._size, now))
            level = min(self._size, level + (now - at) * self._speed)
            allowed = level >= count
            self._levels[key] = (level - count if allowed else level, now)
            while len(self._levels) > MOST_KEYS:
                self._levels.popitem(last=False)
        return allowed

    def has_room(self, key: str) -> bool:
        now = time.monotonic()
        with self._lock:
            level, at = self._levels.get(key, (self._size, now))
        return level + (now - at) * self._speed >= 1
