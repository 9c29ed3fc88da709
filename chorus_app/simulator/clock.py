"""Two measures of time: what day it is, and how far lives have unfolded.

Dates run at their natural pace from the real moment (or the one asked for), so that nothing is
ever dated in the future however long a demonstration stays open. Lives unfold on an axis of
*simulated minutes* that runs `speed` times faster. `advance` moves both.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Lock

CLOSED_AT_MOST = 24 * 60.0
"""Simulated minutes that a closed simulator lives through at most when it opens again."""


@dataclass(frozen=True, slots=True)
class Instant:
    """The same moment on both measures: simulated minutes, and seconds since 1970 (UTC)."""

    minutes: float
    epoch: float


class Clock:
    """The simulator's time. `speed` is in simulated minutes for each real minute; 0 stops it."""

    def __init__(
        self,
        *,
        speed: float,
        now: datetime | None = None,
        monotonic: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,
    ) -> None:
        self._monotonic = monotonic
        self._lock = Lock()
        self._shift = (_epoch(now) - wall()) if now else 0.0
        self._wall = wall
        self._minutes = 0.0
        self._since = monotonic()
        self.speed = speed

    def resume(self, last: Instant, *, shift: float) -> None:
        """Take up after a pause: dates are today's again, plus what steering had added.

        `shift` is in seconds. Lives go on at the natural pace of the days closed, one at most:
        a demonstration forgotten for a month must not open on a list where all is paid.
        """
        with self._lock:
            self._shift = max(self._shift, shift, last.epoch - self._wall())
            pause = max(0.0, self._wall() + self._shift - last.epoch) / 60
            self._minutes = last.minutes + (min(pause, CLOSED_AT_MOST) if self.speed else 0.0)
            self._since = self._monotonic()

    @property
    def shift(self) -> float:
        """Seconds between the dates here and the real ones."""
        return self._shift

    def instant(self) -> Instant:
        """Return this moment on both measures."""
        with self._lock:
            return Instant(self._lived(), self._wall() + self._shift)

    def now(self) -> datetime:
        """Return what day and time it is here, in UTC."""
        return datetime.fromtimestamp(self.instant().epoch, UTC)

    def advance(self, minutes: float) -> None:
        """Jump forward. Raises `ValueError` for a jump back: the past cannot be unwritten."""
        if not 0 <= minutes <= 60 * 24 * 3660:
            raise ValueError("advance_minutes must be between 0 and ten years")
        with self._lock:
            self._minutes += minutes
            self._shift += minutes * 60

    def set_speed(self, speed: float) -> None:
        """Change the pace; 0 stops lives (dates go on). Raises `ValueError` when out of bounds."""
        if not 0 <= speed <= 1_000_000:
            raise ValueError("speed must be between 0 and 1000000")
        with self._lock:
            self._minutes, self._since = self._lived(), self._monotonic()
            self.speed = speed

    def _lived(self) -> float:
        return self._minutes + (self._monotonic() - self._since) / 60 * self.speed


def _epoch(moment: datetime) -> float:
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return aware.timestamp()


def between(earlier: Instant, later: Instant, minutes: float) -> float:
    """Return the date (epoch seconds) of a point of the axis that lies between two instants."""
    span = later.minutes - earlier.minutes
    part = (minutes - earlier.minutes) / span if span > 0 else 1.0
    return earlier.epoch + (later.epoch - earlier.epoch) * min(1.0, max(0.0, part))
