"""Carries out jobs, and sweeps the database for those that are due; in any process."""

import asyncio
import logging
from collections.abc import Coroutine, Sequence
from time import monotonic

from taskiq import AsyncBroker
from taskiq.receiver import Receiver

from chorus_app.jobs import handlers
from chorus_app.jobs.ending import end
from chorus_app.jobs.fleet import Fleet
from chorus_app.jobs.queues import Away, Line, Queue
from chorus_app.services import work
from chorus_app.services.health import DatabaseAway
from chorus_app.services.work import Job, Kind

_log = logging.getLogger(__name__)

SWEEP_SECONDS = 1.0
"""What a job waits for at most when no queue told of it."""
_CLEAN_SECONDS = 3600.0
_PAUSE = 1.0
_AWAY_SECONDS = 2.0


class Engine:
    """The jobs of one process.

    `queues` are tried in their order, the next when one is away: with Redis down, whoever works
    goes on from the database alone. `works` tells whether jobs are carried out here, `fleet` who
    else is there; with none this process sweeps.
    """

    def __init__(
        self, queues: Sequence[Queue], *, works: bool, sweeps: bool, fleet: Fleet | None = None
    ) -> None:
        self._queues = queues
        self._works = works
        self._sweeps = sweeps
        self._fleet = fleet
        self._lanes: dict[Job, asyncio.Task[None] | None] = {}
        self._running: set[asyncio.Task[None]] = set()
        self._next_cleaning = 0.0
        self._away_until: dict[Queue, float] = {}
        self._is_away = False
        self._database_is_away = False
        for queue in queues:
            queue.serve(self.carry_out)

    async def start(self) -> None:
        """Begin to listen, to work and to sweep, as this process is meant to."""
        work.listen(self._wake)
        if self._works:
            for queue in self._queues:
                for line, broker in queue.brokers():
                    self._spawn(self._receive(line, broker))
        if self._sweeps:
            self._spawn(self._sweep_forever())

    async def stop(self) -> None:
        """End everything here; what was under way stays due for whoever is left."""
        work.listen(None)
        await end({*self._running, *(task for task in self._lanes.values() if task)})
        for queue in self._queues:
            await queue.close()

    async def carry_out(self, job: Job) -> None:
        """Do a job, unless this process is at it: a slow supplier takes one place, no more."""
        if job in self._lanes:
            return
        self._lanes[job] = asyncio.current_task()
        try:
            await handlers.carry_out(job)
        except asyncio.CancelledError:
            _log.info("%s was stopped; it stays due", job.kind)
        except Exception:
            _log.exception("%s failed; the next sweep finds it again", job.kind)
        finally:
            del self._lanes[job]

    async def put(self, job: Job) -> None:
        """Queue a job where that is possible; a sweep finds it again otherwise."""
        for queue in self._queues:
            if self._away_until.get(queue, 0.0) > monotonic():
                continue
            try:
                await queue.put(job)
            except Away as error:
                # A Redis that is frozen costs seconds at each try: hundreds of jobs do not wait.
                self._away_until[queue] = monotonic() + _AWAY_SECONDS
                self._note(away=True, error=error)
            else:
                if queue is self._queues[0]:
                    self._note(away=False)
                return

    async def sweep(self) -> None:
        """Queue everything that the database has due."""
        for kind in handlers.SWEPT:
            try:
                found = await handlers.due(kind)
            except DatabaseAway as error:
                self._note_database(away=True, error=error)
                return
            except Exception:
                _log.exception("the sweep of %s failed; it goes on", kind)
                continue
            for job in found:
                await self.put(job)
        self._note_database(away=False)
        if monotonic() >= self._next_cleaning:
            self._next_cleaning = monotonic() + _CLEAN_SECONDS
            await self.put(Job(Kind.CLEANING))

    async def _sweep_forever(self) -> None:
        while True:
            try:
                if not self._fleet or await self._fleet.leads():
                    await self.sweep()
            except Exception:
                _log.exception("a sweep failed; the next one comes")
            await asyncio.sleep(SWEEP_SECONDS)

    async def _receive(self, line: Line, broker: AsyncBroker) -> None:
        """Take jobs as there is room, for ever; Redis may go away and come back."""
        while True:
            receiver = Receiver(broker, max_async_tasks=line.at_once, run_startup=True)
            try:
                await receiver.listen(asyncio.Event())
            except Exception as error:
                self._note(away=True, error=error)
            await asyncio.sleep(_PAUSE)

    def _wake(self, job: Job) -> None:
        self._spawn(self.put(job))

    def _spawn(self, coroutine: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(coroutine)
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    def _note_database(self, *, away: bool, error: Exception | None = None) -> None:
        """Log that the database went away or came back, once each: there is a sweep a second."""
        if away and not self._database_is_away:
            _log.warning("the database is away; nothing is carried out until it is back: %s", error)
        elif self._database_is_away and not away:
            _log.warning("the database is back")
        self._database_is_away = away

    def _note(self, *, away: bool, error: Exception | None = None) -> None:
        """Log that Redis went away or came back, once each."""
        if away and not self._is_away:
            name = type(error.__cause__ or error).__name__ if error else ""
            _log.warning("Redis is away; jobs are found by sweeps alone (%s)", name)
        elif self._is_away and not away:
            _log.warning("Redis is back")
        self._is_away = away
