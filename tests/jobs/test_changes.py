"""Open pages hear of what changed in another process, through a real Redis."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from chorus_app.jobs import remote
from chorus_app.jobs.changes import Changes
from chorus_app.jobs.ending import end
from chorus_app.services.live import Live
from tests.jobs.redis_server import RedisServer
from tests.services.looking import until


@asynccontextmanager
async def process(redis: RedisServer) -> AsyncIterator[Live]:
    """What a process has of its own: pages that wait, and a connection."""
    live, client = Live(), remote.connect(redis.url)
    changes = Changes(client, live)
    live.relay_to(changes.tell)
    tasks = [asyncio.create_task(one) for one in (changes.send_forever(), changes.hear_forever())]
    yield live
    await end(tasks)
    await client.aclose()


async def listening(sender: Live, hearer: Live) -> None:
    """Return once one process hears the other."""

    async def hears() -> bool:
        sender.notify(99)
        return hearer.version(99) > 0

    await until(hears, 10)


async def test_a_change_in_one_process_wakes_a_page_of_another(redis: RedisServer) -> None:
    async with process(redis) as worker, process(redis) as web:
        await listening(worker, web)
        before, mine = web.version(1), worker.version(1)
        page = asyncio.create_task(web.wait(1, before, timeout=10))
        await asyncio.sleep(0)
        began = time.monotonic()
        worker.notify(1)

        assert await page > before
        assert time.monotonic() - began < 2
        assert worker.version(1) == mine + 1  # it does not hear itself again


async def test_rubbish_on_the_channel_ends_nothing(redis: RedisServer) -> None:
    async with process(redis) as worker, process(redis) as web:
        await listening(worker, web)
        stranger = remote.connect(redis.url)
        for rubbish in (b"\xff\xfe 1", b"", b"somebody \xc2\xb2", b"somebody " + b"9" * 5_000):
            await stranger.publish(remote.CHANGES, rubbish)
        await stranger.aclose()
        before = web.version(1)
        worker.notify(1)
        assert await web.wait(1, before, timeout=10) > before


async def test_with_redis_away_pages_read_again_by_themselves(redis: RedisServer) -> None:
    async with process(redis) as worker, process(redis) as web:
        await listening(worker, web)
        redis.stop()
        seen = web.version(1)
        assert await web.wait(1, seen, timeout=10) > seen

        page = asyncio.create_task(web.wait(2, web.version(2), timeout=20))
        await asyncio.sleep(0)
        worker.notify(2)
        redis.start()
        assert await page > 0
        await listening(worker, web)


async def test_a_message_that_is_not_ours_changes_nothing(redis: RedisServer) -> None:
    async with process(redis) as worker, process(redis) as web:
        await listening(worker, web)
        client = remote.connect(redis.url)
        for text in ("", "x", "x y", "x 1 2", "\u00e9"):
            await client.publish(remote.CHANGES, text.encode())
        await client.aclose()
        await listening(worker, web)
        assert web.version(1) == 0
