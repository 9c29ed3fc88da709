"""How often somebody may fail: a sliding window kept in memory, of bounded size."""

from collections import deque
from collections.abc import Callable
from time import monotonic

_MOST_KEYS = 20_000


class Attempts:
    """Counts attempts by key. An attempt is counted as it begins: a burst cannot slip through."""

    def __init__(self, limit: int, window: float, clock: Callable[[], float] = monotonic) -> None:
        self._limit = limit
        self._window = window
        self._clock = clock
        self._begun: dict[str, deque[float]] = {}

    def admit(self, key: str) -> bool:
        """Count an attempt; tell whether it is still allowed."""
        now = self._clock()
        begun = self._begun.pop(key, None) or deque()
        while begun and begun[0] <= now - self._window:
            begun.popleft()
        self._begun[key] = begun
        if len(begun) >= self._limit:
            return False
        begun.append(now)
        self._make_room()
        return True

    def succeeded(self, key: str) -> None:
        """Forget the last attempt of this key: it was no failure."""
        if begun := self._begun.get(key):
            begun.pop()

    def forget(self, key: str) -> None:
        """Forget every attempt of this key."""
        self._begun.pop(key, None)

    def _make_room(self) -> None:
        """Drop the keys used least recently, so that invented ones cannot fill the memory."""
        while len(self._begun) > _MOST_KEYS:
            del self._begun[next(iter(self._begun))]
