"""Telling the open pages of every process that something changed, through Redis.

A message names a supplier, and says nothing else. Messages may be lost while Redis is away: pages
then read again every few seconds, and once more when it is back.
"""

import asyncio
import logging
import secrets

from redis.asyncio import Redis
from redis.exceptions import RedisError

from chorus_app.jobs import remote
from chorus_app.services.live import Live

_log = logging.getLogger(__name__)

_PAUSE = 1.0
AWAY_SECONDS = 4.0
"""How often pages read again while nobody can tell them anything."""


class Changes:
    """Carries changes from this process to the others, and from them to its pages."""

    def __init__(self, redis: Redis, live: Live) -> None:
        self._redis = redis
        self._live = live
        self._name = secrets.token_hex(8)
        self._to_tell: set[int] = set()
        self._woken = asyncio.Event()

    def tell(self, structure_id: int) -> None:
        """Tell the other processes, soon."""
        self._to_tell.add(structure_id)
        self._woken.set()

    async def send_forever(self) -> None:
        """Pass on what changed here; while Redis is away it is kept, once for each supplier."""
        while True:
            await self._woken.wait()
            self._woken.clear()
            try:
                while self._to_tell:
                    structure_id = next(iter(self._to_tell))
                    await self._redis.publish(remote.CHANGES, f"{self._name} {structure_id}")
                    self._to_tell.discard(structure_id)
            except (RedisError, OSError):
                await asyncio.sleep(_PAUSE)
                self._woken.set()

    async def hear_forever(self) -> None:
        """Wake the pages of this process for what changed elsewhere."""
        while True:
            try:
                await self._hear()
            except (RedisError, OSError):
                self._live.hear_all()
                await asyncio.sleep(AWAY_SECONDS)

    async def _hear(self) -> None:
        async with self._redis.pubsub() as channel:
            await channel.subscribe(remote.CHANGES)
            self._live.hear_all()
            while True:
                message = await channel.get_message(
                    ignore_subscribe_messages=True, timeout=AWAY_SECONDS
                )
                if message:
                    self._take(message["data"].decode(errors="replace"))

    def _take(self, text: str) -> None:
        sender, _, number = text.partition(" ")
        if sender != self._name and number.isdecimal() and len(number) < 16:
            self._live.hear(int(number))
