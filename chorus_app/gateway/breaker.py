"""A circuit breaker: who does not answer is left alone for a moment, then asked once.

The library counts failures in a row and keeps the time. What it leaves out is here: one call tries
after a pause where it lets everybody in, and who gives up teaches nothing where it counts a
success. (Of the others looked at in November 2026: aiobreaker, pyfailsafe, hyx are no longer kept,
pybreaker knows Tornado alone, purgatory shares one growing exception, aiomisc opens on a ratio,
after one failure of a quiet hour, and lets in at random; stamina only retries.)
"""

import contextlib
from collections.abc import Iterator

from circuitbreaker import CircuitBreaker

from chorus_app.gateway.errors import (
    ChorusError,
    Paused,
    TooManyRequests,
    Unavailable,
    UnreadableAnswer,
)


class _Outage(Exception):
    """What the library is told of a failure: it keeps the last one, so it holds no body."""


class Breaker:
    """Counts failures in a row, whoever asks: any answer shows that Chorus Pro is alive.

    After `failures` of them calls raise `Paused` at once for `pause` seconds. Then one call may
    try: its success lets everybody in again, its failure begins another pause.
    """

    def __init__(self, failures: int, pause: float) -> None:
        self._circuit = CircuitBreaker(failures, pause, _Outage)
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
        if self._circuit.closed:
            return False
        if self._circuit.opened or self._trying:
            paused = Paused(detail=f"{self._circuit.failure_count} failures in a row")
            paused.retry_after = max(float(self._circuit.open_remaining), 1.0)
            raise paused
        self._trying = True
        return True

    def _learn(self, *, failed: bool) -> None:
        outage = _Outage()
        with contextlib.suppress(_Outage), self._circuit:
            if failed:
                raise outage
        outage.__context__ = outage.__traceback__ = None


def is_outage(error: ChorusError) -> bool:
    """Tell whether an error shows that Chorus Pro does not work: a refusal, or a quota, does not.

    An account or an application that is refused was refused by somebody who works.
    """
    if isinstance(error, TooManyRequests | Paused):
        return False
    return isinstance(error, Unavailable | UnreadableAnswer)
