"""Choral as several processes: Redis, the simulator, and workers that come, go and are killed.

async with several(folder) as place:         # this process is the web process, without pages
    worker = await place.worker()            # or place.worker("--scheduler")
    await worker.kill()                      # SIGKILL, by its pid
"""

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

from chorus_app.jobs.fleet import Role
from chorus_app.jobs.running import running
from chorus_app.services import context
from tests.jobs.redis_server import RedisServer, redis_server
from tests.services.conftest import Choral
from tests.services.crash.processes import ROOT
from tests.services.crash.rounds import Field, a_field
from tests.services.crash.runner import SPEED
from tests.services.depositing import Supplier


@dataclass(frozen=True)
class Process:
    """A worker or a scheduler."""

    process: asyncio.subprocess.Process

    async def kill(self, number: signal.Signals = signal.SIGKILL) -> int:
        """End it by its pid, as a power cut would; return its exit status."""
        if self.process.returncode is None:
            os.kill(self.process.pid, number)
        return await self.process.wait()


@dataclass(frozen=True)
class Place:
    """Where the processes are."""

    field: Field
    redis: RedisServer
    workers: list[Process]

    @property
    def me(self) -> Supplier:
        """Who deposits, from this process."""
        database = self.field.folder / "chorus" / "chorus-pro.db"
        choral = Choral(context.current(), self.field.chorus, (self.field.who,), database)
        return Supplier(choral, self.field.who)

    @property
    def environment(self) -> dict[str, str]:
        """What every process of this Choral is told."""
        return {
            **os.environ,
            "CHORAL_DATA_DIR": str(self.field.data_dir),
            "CHORAL_REDIS_URL": self.redis.url,
            "CHORAL_CHORUS_URL": str(self.field.chorus.base_url),
            "CHORAL_SIMULATOR_SPEED": str(SPEED),
        }

    async def worker(self, *words: str) -> Process:
        """Start a worker; return once it is at work."""
        started = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.jobs.worker", *words),
            stdout=asyncio.subprocess.PIPE,
            stderr=(self.field.folder / "workers.log").open("ab"),
            cwd=ROOT,
            env=self.environment,
        )
        self.workers.append(Process(started))
        assert started.stdout
        async with asyncio.timeout(60):
            assert (await started.stdout.readline()).startswith(b"Choral ")
        return self.workers[-1]


@contextlib.asynccontextmanager
async def several(folder: Path, seed: int = 1) -> AsyncIterator[Place]:
    """Run Redis and the simulator; this process queues jobs and carries out none."""
    with redis_server(folder) as redis:
        async with a_field(folder, seed) as field, running(redis.url, Role.WEB):
            place = Place(field, redis, [])
            try:
                yield place
            finally:
                for one in place.workers:
                    await one.kill()
