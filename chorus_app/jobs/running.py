"""The jobs of a process, put together by what the process is for and where its queue is."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

from chorus_app.jobs import queues, remote
from chorus_app.jobs.changes import Changes
from chorus_app.jobs.ending import end
from chorus_app.jobs.engine import Engine
from chorus_app.jobs.fleet import Fleet, Role
from chorus_app.services import live


@contextlib.asynccontextmanager
async def running(redis_url: str, role: Role) -> AsyncIterator[Engine]:
    """Run the jobs of a process for a while; without a Redis, the web process does them all."""
    async with contextlib.AsyncExitStack() as stack:
        if redis_url:
            engine = await _with_redis(redis_url, role, stack)
        else:
            engine = Engine([queues.in_process()], works=True, sweeps=True)
        await engine.start()
        stack.push_async_callback(engine.stop)
        yield engine


async def _with_redis(url: str, role: Role, stack: contextlib.AsyncExitStack) -> Engine:
    redis = remote.connect(url)
    stack.push_async_callback(redis.aclose)
    await _tell_changes(Changes(redis, live.shared), stack)
    fleet = Fleet(redis, role)
    stack.push_async_callback(fleet.leave)
    works = role is Role.WORKER
    waiting = [queues.on_redis(url, redis), *([queues.in_process()] if works else [])]
    return Engine(waiting, works=works, sweeps=role is not Role.WEB, fleet=fleet)


async def _tell_changes(changes: Changes, stack: contextlib.AsyncExitStack) -> None:
    live.shared.relay_to(changes.tell)
    stack.callback(live.shared.relay_to, None)
    tasks = [
        asyncio.create_task(forever) for forever in (changes.send_forever(), changes.hear_forever())
    ]
    stack.push_async_callback(end, tasks)
