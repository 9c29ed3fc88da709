"""What could not be read of Chorus Pro, left alone for a while: it never stands before the rest."""

from datetime import datetime, timedelta
from typing import Generic, TypeVar

from chorus_app.store.tables import now

Key = TypeVar("Key", int, str)

WAIT = timedelta(minutes=10)


class PutOff(Generic[Key]):
    """The keys of what failed less than `WAIT` ago."""

    def __init__(self) -> None:
        """Begin with none."""
        self.until: dict[Key, datetime] = {}

    def add(self, key: Key) -> None:
        """Leave this one alone from now on."""
        self.until[key] = now() + WAIT

    def keys(self) -> list[Key]:
        """Return those that are still left alone; the others are forgotten."""
        self.until = {key: until for key, until in self.until.items() if until > now()}
        return list(self.until)
