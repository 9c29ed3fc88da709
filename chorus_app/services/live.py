"""Telling open pages that something changed: those of this process, and of the others by a relay.

A version is a number that grows with each change of a supplier. Versions live in memory: they
say that one must read again, never what is true.
"""

import asyncio
from collections.abc import Callable


class Live:
    """The suppliers' versions, and who waits for them to grow."""

    def __init__(self) -> None:
        self._versions: dict[int, int] = {}
        self._changes: dict[int, asyncio.Event] = {}
        self._relay: Callable[[int], None] | None = None

    def version(self, structure_id: int) -> int:
        """Return the supplier's version in this process."""
        return self._versions.get(structure_id, 0)

    def notify(self, structure_id: int, version: int = 0) -> None:
        """Wake whoever waits for this supplier, in every process.

        `version` is the database's, where one is known.
        """
        self.hear(structure_id, version)
        if self._relay:
            self._relay(structure_id)

    def hear(self, structure_id: int, version: int = 0) -> None:
        """Wake whoever waits for this supplier in this process alone."""
        self._versions[structure_id] = max(version, self.version(structure_id) + 1)
        if change := self._changes.pop(structure_id, None):
            change.set()

    def hear_all(self) -> None:
        """Wake everybody in this process: nobody knows what they missed."""
        for structure_id in {*self._versions, *self._changes}:
            self.hear(structure_id)

    def relay_to(self, relay: Callable[[int], None] | None) -> None:
        """Have `relay` tell the other processes of each change from now on; nobody with None."""
        self._relay = relay

    async def wait(self, structure_id: int, version: int, timeout: float) -> int:  # noqa: ASYNC109
        """Return the version as soon as it is over the one given, or after `timeout` seconds.

        All who wait for a supplier share one event, so thousands of open pages cost little.
        """
        try:
            async with asyncio.timeout(timeout):
                while self.version(structure_id) <= version:
                    await self._changes.setdefault(structure_id, asyncio.Event()).wait()
        except TimeoutError:
            pass
        return self.version(structure_id)


shared = Live()
"""The one of this process: states and jobs must hear of the same changes."""

version = shared.version
notify = shared.notify
wait = shared.wait
