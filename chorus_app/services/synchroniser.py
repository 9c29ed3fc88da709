"""When each supplier is synchronised: at a steady pace, sooner if asked, later after a failure."""

import asyncio
import logging
import random
from collections import defaultdict
from collections.abc import Callable
from datetime import timedelta
from time import monotonic

from chorus_app.gateway.errors import ChorusError, TooManyRequests
from chorus_app.gateway.port import ChorusPro
from chorus_app.services.live import Live
from chorus_app.services.mirror import Mirror
from chorus_app.store import people
from chorus_app.store.engine import Store
from chorus_app.store.tables import Structure, now

_log = logging.getLogger(__name__)

_AT_ONCE = 8
_LONGEST_DELAY = 60.0
_SWEEP_EVERY = 300
"""Passes between two sweeps: ten minutes with the simulator, a day with PISTE."""


class Synchroniser:
    """Keeps every supplier's mirror true. One failure never holds up the others."""

    def __init__(
        self,
        store: Store,
        live: Live,
        client_for: Callable[[Structure], ChorusPro],
        pace: float,
    ) -> None:
        self._store = store
        self._live = live
        self._client_for = client_for
        self._pace = pace
        self._locks: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._sweeps: dict[int, int] = {}
        self._due: dict[int, float] = {}
        self._barred: dict[int, float] = {}
        self._failures: dict[int, int] = {}
        self._asked: set[int] = set()
        self._passes: dict[int, asyncio.Task[None]] = {}
        self._woken = asyncio.Event()

    def wake(self, structure_id: int) -> None:
        """Ask for a pass now; during one, for another right after it."""
        self._asked.add(structure_id)
        self._woken.set()

    async def run_forever(self) -> None:
        """Synchronise every supplier at the pace, until cancelled."""
        try:
            while True:
                self._woken.clear()
                await self._start_due()
                await self._sleep()
        finally:
            for task in self._passes.values():
                task.cancel()
            await asyncio.gather(*self._passes.values(), return_exceptions=True)

    async def synchronise(self, structure_id: int) -> None:
        """Make one pass over a supplier.

        Raises `ChorusError`, whose sentence is then stored for the screen, where it stays until
        a pass succeeds.
        """
        async with self._locks[structure_id]:
            async with self._store.session() as session:
                structure = await session.get_one(Structure, structure_id)
            try:
                await self._pass(structure)
            except Exception as error:
                await self._tell_problem(structure, error)
                raise

    async def _pass(self, structure: Structure) -> None:
        mirror = Mirror(self._store, self._live, self._client_for(structure), structure)
        if not structure.sync_complete:
            await mirror.fill()
            return
        await mirror.follow()
        if page := self._page_to_sweep(structure):
            last = await mirror.sweep(page)
            self._sweeps[structure.id or 0] = 0 if last else page + 1

    def _page_to_sweep(self, structure: Structure) -> int:
        """Return the page whose turn it is, 0 while no sweep is due."""
        if page := self._sweeps.get(structure.id or 0):
            return page
        age = timedelta(seconds=self._pace * _SWEEP_EVERY)
        return 1 if not structure.swept_at or now() - structure.swept_at > age else 0

    async def _tell_problem(self, structure: Structure, error: Exception) -> None:
        sentence = error.sentence if isinstance(error, ChorusError) else ChorusError.sentence
        if structure.sync_problem == sentence:
            return
        number = structure.id or 0
        async with self._store.session() as session:
            await people.record(session, number, sync_problem=sentence)
            version = await people.raise_version(session, number)
        self._live.notify(number, version)

    async def _start_due(self) -> None:
        """Start a pass over each supplier whose time has come, a few at once."""
        for structure_id in await self._structures():
            if len(self._passes) >= _AT_ONCE:
                return
            if structure_id not in self._passes and self._is_due(structure_id):
                self._asked.discard(structure_id)
                task = asyncio.create_task(self._run(structure_id))
                self._passes[structure_id] = task

    async def _structures(self) -> list[int]:
        """Return the suppliers, those kept waiting longest first."""
        try:
            async with self._store.session() as session:
                found = await people.structure_ids(session)
        except Exception:
            _log.exception("the suppliers to synchronise could not be read")
            return []
        for gone in self._due.keys() - set(found):
            del self._due[gone]
        return sorted(found, key=lambda number: self._due.get(number, 0.0))

    def _is_due(self, structure_id: int) -> bool:
        at = monotonic()
        if structure_id in self._asked and self._barred.get(structure_id, 0.0) <= at:
            return True
        return self._due.get(structure_id, 0.0) <= at

    async def _run(self, structure_id: int) -> None:
        """Make one pass and decide when the next is due."""
        delay = self._pace
        try:
            await self.synchronise(structure_id)
            self._failures.pop(structure_id, None)
        except ChorusError as error:
            _log.warning("supplier %s: %s %s", structure_id, type(error).__name__, error.detail)
            delay = self._delay_after(structure_id, error)
        except Exception as error:
            _log.exception("supplier %s: the pass failed", structure_id)
            delay = self._delay_after(structure_id, error)
        finally:
            self._due[structure_id] = monotonic() + delay * random.uniform(0.9, 1.1)  # noqa: S311
            self._passes.pop(structure_id, None)
            self._woken.set()

    def _delay_after(self, structure_id: int, error: Exception) -> float:
        """Return the seconds to wait: twice as long at each failure, or what Chorus Pro asks."""
        failures = self._failures[structure_id] = self._failures.get(structure_id, 0) + 1
        delay = min(self._pace * 2.0 ** min(failures, 10), max(_LONGEST_DELAY, self._pace))
        if isinstance(error, TooManyRequests):
            delay = max(delay, error.retry_after or 0.0)
            self._barred[structure_id] = monotonic() + delay
        return delay

    async def _sleep(self) -> None:
        """Wait for the next supplier's time, a request, or the end of a pass.

        New suppliers are looked for at the pace.
        """
        waiting = [due for number, due in self._due.items() if number not in self._passes]
        soonest = min(waiting, default=monotonic() + self._pace) - monotonic()
        try:
            async with asyncio.timeout(min(max(soonest, 0.05), self._pace)):
                await self._woken.wait()
        except TimeoutError:
            pass
