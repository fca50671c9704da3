"""How often somebody may knock: a sliding window per key, in memory."""

from __future__ import annotations

import datetime as dt
from collections import deque
from dataclasses import dataclass, field
from threading import Lock

MOST_KEYS = 10_000


@dataclass
class RateLimit:
    """At most `times` within `window` for each key. Safe to share between threads."""

    times: int
    window: dt.timedelta
    _seen: dict[str, deque[dt.datetime]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def allows(self, key: str, now: dt.datetime) -> bool:
        """Whether one more is allowed now; it is counted when it is."""
        with self._lock:
            seen = self._recent(key, now)
            if len(seen) >= self.times:
                return False
            seen.append(now)
            return True

    def exhausted(self, key: str, now: dt.datetime) -> bool:
        """Whether no more is allowed now; nothing is counted."""
        with self._lock:
            return len(self._recent(key, now)) >= self.times

    def _recent(self, key: str, now: dt.datetime) -> deque[dt.datetime]:
        if len(self._seen) >= MOST_KEYS and key not in self._seen:
            self._seen = {name: seen for name, seen in self._seen.items() if seen and seen[-1] > now - self.window}
        seen = self._seen.setdefault(key, deque())
        while seen and seen[0] <= now - self.window:
            seen.popleft()
        return seen
