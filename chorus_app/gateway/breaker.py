"""A circuit breaker: who does not answer is left alone for a moment, then asked once.

Why not a library (looked at in November 2026): aiobreaker had its last release in 2021, pybreaker
has no asyncio (Tornado only), and purgatory raises one shared exception for every refused call,
whose growing traceback keeps their bodies (13 Mo each) in memory; it also lets everybody in at
once when it tries again, takes a caller who gives up for a failure, and reads the wall clock.
"""

import contextlib
import time
from collections.abc import Callable, Iterator

from chorus_app.gateway.errors import (
    ChorusError,
    Paused,
    TooManyRequests,
    Unavailable,
    UnreadableAnswer,
)


class Breaker:
    """Counts failures in a row, whoever asks: any answer shows that Chorus Pro is alive.

    After `failures` of them calls raise `Paused` at once for `pause` seconds. Then one call may
    try: its success lets everybody in again, its failure begins another pause.
    """

    def __init__(
        self, failures: int, pause: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._failures = failures
        self._pause = pause
        self._clock = clock
        self._in_a_row = 0
        self._closed_until = 0.0
        self._trying = False

    @contextlib.contextmanager
    def watching(self) -> Iterator[None]:
        """Let a call through and learn from it. Raises `Paused` when its time has not come."""
        trying = self._admit()
        try:
            with self.learning():
                yield
        finally:
            if trying:
                self._trying = False

    @contextlib.contextmanager
    def learning(self) -> Iterator[None]:
        """Learn from a call without holding it back. Who gives up a call teaches nothing."""
        try:
            yield
        except ChorusError as error:
            self._learn(failed=is_outage(error))
            raise
        self._learn(failed=False)

    def _admit(self) -> bool:
        """Tell whether this call is the one that tries."""
        if self._in_a_row < self._failures:
            return False
        wait = self._closed_until - self._clock()
        if wait > 0 or self._trying:
            paused = Paused(detail=f"{self._in_a_row} failures in a row")
            paused.retry_after = max(wait, 1.0)
            raise paused
        self._trying = True
        return True

    def _learn(self, *, failed: bool) -> None:
        self._in_a_row = self._in_a_row + 1 if failed else 0
        if self._in_a_row >= self._failures:
            self._closed_until = self._clock() + self._pause


def is_outage(error: ChorusError) -> bool:
    """Tell whether an error shows that Chorus Pro does not work: a refusal, or a quota, does not.

    An account or an application that is refused was refused by somebody who works.
    """
    if isinstance(error, TooManyRequests | Paused):
        return False
    return isinstance(error, Unavailable | UnreadableAnswer)
