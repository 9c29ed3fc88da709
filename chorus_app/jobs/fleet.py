"""Which processes are there, told through Redis: for the operator, and so that one of them sweeps.

Nothing depends on its being right: two that sweep queue nothing twice, and none for a few seconds
makes jobs a few seconds late.
"""

import json
import os
import secrets
from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from redis.asyncio import Redis
from redis.exceptions import RedisError

from chorus_app.jobs import remote
from chorus_app.store.tables import now

_LEADS_FOR = 6_000
_ALIVE_FOR = 10


class Role(StrEnum):
    """What a process is there for."""

    WEB = "web"
    WORKER = "worker"
    SCHEDULER = "scheduler"


class Member(NamedTuple):
    """A process that was alive a moment ago; `since` is a moment in ISO 8601."""

    role: str
    pid: int
    since: str
    sweeps: bool


class Fleet:
    """This process among the others."""

    def __init__(self, redis: Redis, role: Role) -> None:
        self._redis = redis
        self._name = secrets.token_hex(8)
        self._about = {"role": role.value, "pid": os.getpid(), "since": now().isoformat()}

    async def leads(self) -> bool:
        """Say that this process is alive; tell whether it is the one that sweeps.

        Without Redis everyone does.
        """
        try:
            mine = await self._lead()
            about = json.dumps({**self._about, "sweeps": mine})
            await self._redis.set(f"{remote.ALIVE}{self._name}", about, ex=_ALIVE_FOR)
        except (RedisError, OSError):
            return True
        return mine

    async def _lead(self) -> bool:
        if await self._redis.set(remote.SWEEPER, self._name, nx=True, px=_LEADS_FOR):
            return True
        if await self._redis.get(remote.SWEEPER) != self._name.encode():
            return False
        return bool(await self._redis.pexpire(remote.SWEEPER, _LEADS_FOR))

    async def leave(self) -> None:
        """Hand over to another at once, rather than when it is noticed."""
        try:
            await self._redis.delete(f"{remote.ALIVE}{self._name}")
            if await self._redis.get(remote.SWEEPER) == self._name.encode():
                await self._redis.delete(remote.SWEEPER)
        except (RedisError, OSError):
            return


async def members(redis: Redis) -> Sequence[Member]:
    """Return the processes that are alive. Raises `RedisError` or `OSError`."""
    keys = [key async for key in redis.scan_iter(f"{remote.ALIVE}*")]
    told = await redis.mget(keys) if keys else []
    return sorted(Member(**json.loads(one)) for one in told if one)


async def waiting(redis: Redis, lines: Sequence[str]) -> dict[str, int]:
    """Return how many jobs wait in each line. Raises `RedisError` or `OSError`."""
    return {line: int(await redis.llen(remote.queue_key(line))) for line in lines}  # type: ignore[misc]
