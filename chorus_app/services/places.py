"""How much one user may do at once in this process."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager


class NoPlace(Exception):
    """The user does as much as is allowed already."""


class Places:
    """At most so many places for each user; one who comes too much is turned away, not queued."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._taken: Counter[int] = Counter()

    @contextmanager
    def taken(self, user_id: int) -> Iterator[None]:
        """Take a place for a while. Raises `NoPlace`."""
        if self._taken[user_id] >= self._most:
            raise NoPlace
        self._taken[user_id] += 1
        try:
            yield
        finally:
            self._taken[user_id] -= 1
            if not self._taken[user_id]:
                del self._taken[user_id]


uploads = Places(3)
"""A page sends one file after the other: three are as many tabs or devices at once."""
