"""Where jobs wait for somebody to carry them out: in this process, or on Redis for all of them.

taskiq moves them, in both places by the same code. A queue only wakes: what it loses is found in
the database again, so that it needs neither acknowledgements nor results.
"""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator
from typing import NamedTuple, Protocol

from redis.asyncio import Redis
from redis.exceptions import RedisError
from taskiq import AsyncBroker, BrokerMessage
from taskiq.exceptions import SendTaskError
from taskiq_redis import ListQueueBroker

from chorus_app.jobs import remote
from chorus_app.services.work import Job, Kind

FORGOTTEN_AFTER = 20
"""Seconds after which a job may be queued once more, though nobody has taken it yet."""


class Away(Exception):
    """The queue cannot be reached."""


class Line(NamedTuple):
    """Kinds of jobs that wait together, and how many of them one process does at once."""

    name: str
    kinds: frozenset[Kind]
    at_once: int


LINES = (
    Line("urgent", frozenset({Kind.DEPOSITS, Kind.ANSWERS, Kind.MAILS, Kind.PUSHES}), 32),
    Line("calm", frozenset({Kind.SYNCHRONISE, Kind.CLEANING}), 8),
)
"""What somebody waits for never stands behind thousands of mirrors that are due."""


class Marks(Protocol):
    """Which jobs wait already: a sweep finds the same ones again until they are done."""

    async def add(self, job: Job) -> bool:
        """Mark a job; False when it was."""
        ...

    async def remove(self, job: Job) -> None:
        """Unmark a job that is taken."""
        ...


class Queue:
    """One line of jobs for each of `LINES`."""

    def __init__(self, marks: Marks, broker_of: Callable[[str], AsyncBroker]) -> None:
        self._marks = marks
        self._brokers = {line.name: broker_of(line.name) for line in LINES}

    def serve(self, act: Callable[[Job], Awaitable[None]]) -> None:
        """Say what taking a job means; to be called once, before anything else."""

        async def take(kind: str, structure_id: int) -> None:
            job = Job(Kind(kind), structure_id)
            await self._marks.remove(job)
            await act(job)

        for broker in self._brokers.values():
            broker.register_task(take, task_name="take")

    async def put(self, job: Job) -> None:
        """Have a job wait, once. Raises `Away`."""
        (line,) = [line.name for line in LINES if job.kind in line.kinds]
        task = self._brokers[line].find_task("take")
        try:
            async with asyncio.timeout(remote.PATIENCE):
                if task and await self._marks.add(job):
                    await task.kiq(job.kind.value, job.structure_id)
        except (SendTaskError, RedisError, OSError, TimeoutError) as error:
            raise Away from error

    def brokers(self) -> Iterator[tuple[Line, AsyncBroker]]:
        """Give each line with what its jobs come from."""
        for line in LINES:
            yield line, self._brokers[line.name]

    async def close(self) -> None:
        """Give back the connections."""
        for broker in self._brokers.values():
            await broker.shutdown()


def in_process() -> Queue:
    """Return a queue that no other process sees and that ends with this one."""
    return Queue(_MarksHere(), lambda _: InProcessBroker())


def on_redis(url: str, redis: Redis) -> Queue:
    """Return the queue that every process with this Redis shares."""

    def broker_of(name: str) -> AsyncBroker:
        key = remote.queue_key(name)
        return ListQueueBroker(url, queue_name=key, **remote.OPTIONS)

    return Queue(_MarksOnRedis(redis), broker_of)


class InProcessBroker(AsyncBroker):
    """taskiq's broker for this process, with the limits of any other.

    taskiq's own `InMemoryBroker` is made for development: it starts whatever comes at once.
    """

    def __init__(self) -> None:
        super().__init__()
        self._waiting: asyncio.Queue[bytes] = asyncio.Queue()

    async def kick(self, message: BrokerMessage) -> None:
        """Add a job at the end."""
        self._waiting.put_nowait(message.message)

    async def listen(self) -> AsyncGenerator[bytes, None]:
        """Give jobs as they come."""
        while True:
            yield await self._waiting.get()


class _MarksHere:
    def __init__(self) -> None:
        self._jobs: set[Job] = set()

    async def add(self, job: Job) -> bool:
        if job in self._jobs:
            return False
        self._jobs.add(job)
        return True

    async def remove(self, job: Job) -> None:
        self._jobs.discard(job)


class _MarksOnRedis:
    """Marks that end by themselves: a process may die with the job that it took."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis

    async def add(self, job: Job) -> bool:
        return bool(await self._redis.set(remote.mark_key(job), 1, nx=True, ex=FORGOTTEN_AFTER))

    async def remove(self, job: Job) -> None:
        try:
            await self._redis.delete(remote.mark_key(job))
        except (RedisError, OSError):
            return  # it ends by itself
