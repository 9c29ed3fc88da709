"""Telling open pages that something changed, within this process.

A version is a number that grows with each change of a supplier. Versions live in memory: they
say that one must read again, never what is true.
"""

import asyncio


class Live:
    """The suppliers' versions, and who waits for them to grow."""

    def __init__(self) -> None:
        self._versions: dict[int, int] = {}
        self._changes: dict[int, asyncio.Event] = {}

    def version(self, structure_id: int) -> int:
        """Return the supplier's version in this process."""
        return self._versions.get(structure_id, 0)

    def notify(self, structure_id: int, version: int = 0) -> None:
        """Wake whoever waits for this supplier; `version` is the database's, where one is known."""
        self._versions[structure_id] = max(version, self.version(structure_id) + 1)
        if change := self._changes.pop(structure_id, None):
            change.set()

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
